"""What codes are called in Chinese, for tables and files that people read."""

from typing import Final

from corpus.model import DocumentStage, Validity

STAGES: Final = {
    DocumentStage.FINAL: "正式",
    DocumentStage.CONSULTATION_DRAFT: "征求意见稿",
    DocumentStage.TRIAL: "试行",
}
VALIDITIES: Final = {
    Validity.IN_FORCE: "有效",
    Validity.NOT_YET: "尚未施行",
    Validity.EXPIRED: "已到期",
    Validity.REPEALED: "已废止",
    Validity.SUPERSEDED: "已被代替",
    Validity.UNKNOWN: "效力未注明",
}
