"""What was not read of a file of pages, in words for people."""

from corpus.errors import EmptyFile, UndecodableFile
from corpus.layout import DoubtKind
from corpus.readers.draft import Draft
from corpus.readers.ports import Reading


def note_more_pages(draft: Draft) -> None:
    """Tell where a file has more pages than may be read."""
    if draft.pages > draft.limits.pages:
        draft.doubt(
            DoubtKind.CUT_SHORT,
            f"共 {draft.pages} 页，只读了前 {draft.limits.pages} 页。请拆分文件后重新导入。",
        )


def nothing_read(reading: Reading, name: str) -> EmptyFile | UndecodableFile:
    """Say why there is no text in a reading, by its doubts.

    Args:
        reading: without text.
        name: of the format, for people: PDF.
    """
    kinds = {doubt.kind for doubt in reading.layout.doubts}
    if DoubtKind.NO_TEXT in kinds:
        return EmptyFile(
            f"{name} 的每一页都是图片（扫描件），没有认出文字。请换清晰的扫描件，或导入原来的电子版。"
        )
    if DoubtKind.CUT_SHORT in kinds:
        return UndecodableFile(f"{name} 的各页都打不开，文件可能不完整。请重新下载或重新导出后导入。")
    return EmptyFile(f"{name} 里没有可读的文字。请检查是否传错了文件。")
