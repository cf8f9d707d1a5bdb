"""Old office files (doc, wps, xls, et, rtf): turned into docx or xlsx by LibreOffice, then read as those.

The one reader that needs a program beside it, a process and a temporary folder. Not supported: slides, mail;
files with a password, which are told apart before anything is started.
"""

from dataclasses import replace

from corpus.errors import UndecodableFile, UnsupportedFile
from corpus.layout import Doubt, DoubtKind
from corpus.readers.office.ole import is_encrypted, streams
from corpus.readers.office.soffice import convert
from corpus.readers.ports import Limits, Reading
from corpus.readers.sheets.xlsx import Xlsx
from corpus.readers.word.docx import Docx

_MACROS = frozenset({"Macros", "_VBA_PROJECT_CUR", "VBA"})
_CONVERTED = Doubt(
    kind=DoubtKind.NOT_SUPPORTED,
    message="这是旧版 Office 文档，用 LibreOffice 转换后读取，编号和表格可能与原件有出入。请对照原件核对。",
)
_WITH_MACROS = Doubt(kind=DoubtKind.NOT_SUPPORTED, message="文件带有宏，没有运行，也没有读。")


class OldOffice:
    """Reads old office files."""

    name = "旧版 Office 文档"

    def read(self, data: bytes, limits: Limits) -> Reading:
        """Convert and read the file; see `Reader.read`."""
        names = frozenset(streams(data))
        source = _source(data, names)
        if is_encrypted(data):
            raise UndecodableFile("文件有密码，请先去掉密码。")
        if source == "xls":
            reading = Xlsx().read(convert(data, "xls", "xlsx", limits), limits)
        else:
            reading = Docx().read(convert(data, source, "docx", limits), limits)
        doubts = (_CONVERTED, *([_WITH_MACROS] if names & _MACROS else ()), *reading.layout.doubts)
        return replace(reading, layout=replace(reading.layout, doubts=doubts))


def _source(data: bytes, names: frozenset[str]) -> str:
    """Tell by what is inside which kind of file it is.

    Raises:
        UnsupportedFile: slides, mail, or an unknown kind.
        UndecodableFile: damaged.
    """
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if "WordDocument" in names or "EncryptedPackage" in names:
        return "doc"
    if names & {"Workbook", "Book"}:
        return "xls"
    if not names:
        raise UndecodableFile("旧版 Office 文档已损坏。请用 Word 或 WPS 打开，另存为 docx、xlsx 后重新导入。")
    raise UnsupportedFile("这不是 doc、wps、xls（可能是演示文稿或邮件），读不了。请另存为 docx 后重新导入。")
