"""What figures, kinds of question, groupings and stages are called in Chinese."""

from collections.abc import Iterator, Mapping
from typing import Any

from eval.stages import STAGE_NAMES, Stage

_ROWS_NAMED = 5

MEANINGS: Mapping[str, str] = {
    "questions": "问题数",
    "citations": "引文数",
    "hit@1": "第一条即依据",
    "hit@3": "前三条内有依据",
    "hit@5": "前五条内有依据",
    "mrr": "依据的平均倒数名次",
    "ndcg@10": "文档 nDCG@10",
    "mrr@10": "文档 MRR@10",
    "recall@10": "文档召回率@10",
    "precision@1": "文档准确率@1",
    "precision@3": "文档准确率@3",
    "passage_has_answer@1": "首段含答案",
    "span_f1": "摘句 F1",
    "span_exact": "摘句全对",
    "verbatim": "引文逐字相同",
    "unit_f1": "单位 F1",
    "due_accuracy": "时限正确率",
    "meta_accuracy": "公文要素正确率",
    "list_recall": "清单召回率",
    "list_precision": "清单准确率",
    "citation_recall": "依据被引到的份额",
    "citation_precision": "引文中有依据的份额",
    "dialogue_right": "对话句句答对的份额",
    "refusal_recall": "无依据时拒答率",
    "reason_right": "拒答原因说对的份额",
    "wrong_refusal": "有依据时误拒率",
    "auroc": "拒答区分度（AUROC）",
    "refused_at_5": "误拒 5% 时的拒答率",
    "aurc": "风险—覆盖面积",
    "ece": "校准误差",
    "p50_ms": "作答中位毫秒",
    "p95_ms": "作答 95 分位毫秒",
    "encode_p50_ms": "问题编码中位毫秒",
    "peak_mb": "内存峰值 MB",
}
KINDS: Mapping[str, str] = {
    "unit": "单位",
    "deadline": "时限",
    "passage": "内容",
    "meta": "公文要素",
    "status": "效力",
    "list": "清单",
    "none": "库外",
    "document": "文档",
    "public": "群众",
    "staff": "工作人员",
    "operator": "坐席",
}
GROUPING_NAMES: Mapping[str, str] = {
    "all": "全部",
    "kind": "按种类",
    "persona": "按提问人",
    "notice": "按通知",
    "length": "按字数",
}


def stage_name(stage: Stage) -> str:
    """Return the Chinese name of a stage."""
    return STAGE_NAMES[stage]


def remarks(environment: Mapping[str, Any]) -> Iterator[str]:
    """Say what a reader of a run's figures must know: rows left out, answers that were not timed."""
    skipped = environment.get("skipped") or {}
    if skipped.get("count"):
        named, more = skipped["rows"][:_ROWS_NAMED], skipped["count"] - _ROWS_NAMED
        yield f"略过了题集的 {skipped['count']} 行：{''.join(named)}" + (
            f"另有 {more} 行。" if more > 0 else ""
        )
    if environment.get("remembered"):
        yield f"有 {environment['remembered']} 次作答取自缓存，不计用时；要重新计时请加 --fresh。"
