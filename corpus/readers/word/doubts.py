"""What could not be read of a docx, told as doubts."""

from corpus.layout import DoubtKind
from corpus.readers.draft import Draft
from corpus.readers.word.runs import Findings

_SCANNED = "请用文字识别（OCR）读这些图片，或换有文字的原件重新导入"


def tell(draft: Draft, findings: Findings, *, printed: bool, macros: bool) -> None:
    """Write the doubts.

    Args:
        draft: where they go.
        findings: what was met.
        printed: whether any text was found.
        macros: whether the file has macros.
    """
    for kind, there, message in (*_lost(findings, printed), *_left_out(findings, macros)):
        if there:
            draft.doubt(kind, message)


def _lost(findings: Findings, printed: bool) -> tuple[tuple[DoubtKind, bool, str], ...]:
    return (
        (
            DoubtKind.NO_TEXT,
            findings.pictures > 0 and not printed,
            f"文件里只有图片（可能是扫描页），没有文字。{_SCANNED}。",
        ),
        (
            DoubtKind.NO_TEXT,
            findings.large_pictures > 0 and printed,
            f"文件里有大幅图片（可能是扫描页或图片表格），图里的文字没有读。{_SCANNED}。",
        ),
        (
            DoubtKind.MISSING_ATTACHMENT,
            findings.objects > 0,
            "文件里嵌入了其他文件或对象，其中的文字没有读。请在 Word 里打开它们，另存后单独导入。",
        ),
        (
            DoubtKind.MISSING_ATTACHMENT,
            findings.imported > 0,
            "文件里引用了整篇插入的内容，没有读。请用 Word 打开后另存为新的 docx，重新导入。",
        ),
        (
            DoubtKind.NOT_SUPPORTED,
            findings.graphics > 0,
            "文件里有图表或 SmartArt 图形，其中的文字没有读。请对照原件核对。",
        ),
        (
            DoubtKind.GARBLED,
            findings.symbols > 0,
            "有符号字体里的字符认不出，写作 □。请对照原件核对。",
        ),
    )


def _left_out(findings: Findings, macros: bool) -> tuple[tuple[DoubtKind, bool, str], ...]:
    return (
        (
            DoubtKind.NOT_SUPPORTED,
            findings.revisions,
            "文件里有未定稿的修订：插入的已读，删除的没有读。请在 Word 里接受或拒绝全部修订后重新导入。",
        ),
        (
            DoubtKind.NOT_SUPPORTED,
            findings.hidden,
            "文件里有隐藏文字，没有读。需要的话请取消隐藏后重新导入。",
        ),
        (
            DoubtKind.NOT_SUPPORTED,
            findings.buried > 0,
            "表格里被合并的格子下面还留有文字，Word 不显示，没有读。请拆分单元格核对。",
        ),
        (
            DoubtKind.NOT_SUPPORTED,
            findings.nested > 0,
            "表格里套着表格，里层每行读成了一段文字。请对照原件核对。",
        ),
        (DoubtKind.NOT_SUPPORTED, macros, "文件带有宏，没有运行，也没有读。"),
    )
