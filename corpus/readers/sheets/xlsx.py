"""Workbooks (xlsx, xlsm, xltx): each sheet that shows, its values as their number formats print them.

Merged ranges become spans; a title above a table, remarks below it and sheets of running text become
paragraphs; the letters of text boxes come at the end of their sheet. The page of a place is the number of its
sheet.

Left out, without a word: heads and feet of pages, comments, names of sheets, empty cells. Left out, with a
doubt: hidden sheets, rows and columns, formulas whose result was not saved, pictures, charts, macros. Not
supported: xlsb; tables side by side (they are read as one); number formats with fractions or conditions.
"""

from corpus.errors import UnsupportedFile
from corpus.layout import DoubtKind, Format, Locator
from corpus.readers.cell_names import cell_name
from corpus.readers.draft import Draft, Fragment, TableCell
from corpus.readers.office.ooxml import Package
from corpus.readers.ports import Limits, Reading
from corpus.readers.sheets.areas import Area, Areas
from corpus.readers.sheets.book import Book, SheetPart
from corpus.readers.sheets.regions import Placed, regions
from corpus.readers.sheets.sheet import SheetData, read_sheet, shapes

_MAIN = "xl/workbook.xml"
_OCR = "请用文字识别（OCR）读这些图片，或对照原件核对"


class Xlsx:
    """Reads workbooks."""

    name = "Excel 工作簿"

    def read(self, data: bytes, limits: Limits) -> Reading:
        """Read the sheets; see `Reader.read`."""
        package = Package(data, limits)
        main = package.main(_MAIN)
        if main.lower().endswith(".bin"):
            raise UnsupportedFile("这是 xlsb（二进制工作簿），读不了。请另存为 xlsx 后重新导入。")
        return _Workbook(package, Book(package, main), limits).read()


class _Workbook:
    def __init__(self, package: Package, book: Book, limits: Limits) -> None:
        self._package = package
        self._book = book
        self._limits = limits
        self._draft = Draft(Format.XLSX, limits, pages=len(book.sheets))
        self._letters = 0
        self._printed = False

    def read(self) -> Reading:
        for page, sheet in enumerate(self._book.sheets, 1):
            if page > self._limits.pages:
                self._cut_pages()
                break
            if self._draft.full:
                break
            if self._shows(sheet, page):
                self._sheet(sheet, page)
        if any("vba" in part.kind.lower() for part in self._book.related):
            self._draft.doubt(DoubtKind.NOT_SUPPORTED, "文件带有宏，没有运行，也没有读。")
        return self._draft.reading()

    def _cut_pages(self) -> None:
        most = self._limits.pages
        self._draft.doubt(
            DoubtKind.CUT_SHORT, f"工作表超过 {most} 张，后面的没有读。请拆分文件后重新导入。", page=most
        )

    def _shows(self, sheet: SheetPart, page: int) -> bool:
        """Tell whether a sheet is to be read; a doubt where it is not."""
        if sheet.hidden:
            self._draft.doubt(
                DoubtKind.NOT_SUPPORTED,
                f"工作表“{sheet.title}”是隐藏的，没有读。需要的话请取消隐藏后重新导入。",
                page=page,
            )
        elif sheet.kind != "worksheet" or sheet.part not in self._package:
            self._draft.doubt(
                DoubtKind.NOT_SUPPORTED,
                f"工作表“{sheet.title}”不是表格（图表、宏表），或已缺失，没有读。请对照原件核对。",
                page=page,
            )
        else:
            return True
        return False

    def _sheet(self, sheet: SheetPart, page: int) -> None:
        data = read_sheet(self._package, sheet.part, self._book, self._limits.letters - self._letters)
        self._letters += sum(map(len, data.cells.values()))
        areas = Areas(data)
        for region in regions(areas):
            if self._draft.full:
                return
            if isinstance(region, Area):
                for line in _lines(region, page):
                    self._draft.paragraph(line)
            else:
                self._table(region, page)
        self._drawings(sheet, page, empty=not data.cells)
        self._doubts(sheet.title, page, data, areas)
        self._draft.paragraph()

    def _table(self, rows: list[list[Placed]], page: int) -> None:
        self._draft.table([[_cell(one, page) for one in row] for row in rows])

    def _drawings(self, sheet: SheetPart, page: int, *, empty: bool) -> None:
        for part in self._package.related(sheet.part):
            if part.kind != "drawing" or part.name not in self._package:
                continue
            tree = self._package.tree(part.name)
            for text in shapes(tree):
                empty = empty and not text.strip()
                self._draft.paragraph(Fragment(text=text, locator=Locator(page=page)))
            if next(tree.iter("{*}pic"), None) is not None:
                message = "工作表里只有图片" if empty else "工作表里有图片"
                self._draft.doubt(DoubtKind.NO_TEXT, f"{message}，图里的文字没有读。{_OCR}。", page=page)
            if next(tree.iter("{*}graphicFrame"), None) is not None:
                self._draft.doubt(
                    DoubtKind.NOT_SUPPORTED,
                    "工作表里有图表，其中的文字没有读。请对照原件核对。",
                    page=page,
                )

    def _doubts(self, title: str, page: int, data: SheetData, areas: Areas) -> None:
        if areas.unseen:
            self._draft.doubt(
                DoubtKind.NOT_SUPPORTED,
                f"工作表“{title}”里有隐藏（或被筛选掉）的行或列，没有读。请取消隐藏和筛选后重新导入。",
                page=page,
            )
        if data.uncached:
            row, column = data.uncached[0]
            first = cell_name(row - 1, column - 1)
            self._draft.doubt(
                DoubtKind.GARBLED,
                f"工作表“{title}”里有 {len(data.uncached)} 个公式没有保存结果（如 {first}），没有读。"
                "请用 Excel 或 WPS 打开，保存后重新导入。",
                page=page,
            )
        if areas.buried:
            self._draft.doubt(
                DoubtKind.NOT_SUPPORTED,
                f"工作表“{title}”里被合并的格子下面还留有文字，没有读。请取消合并核对。",
                page=page,
            )
        if data.cut or areas.too_many:
            self._draft.doubt(
                DoubtKind.CUT_SHORT,
                f"工作表“{title}”太大，没有读完，或合并的格子没有全部认出。请删去空行空列，拆分后重新导入。",
                page=page,
            )


def _lines(area: Area, page: int) -> list[Fragment]:
    place = Locator(page=page, cell=area.name)
    return [Fragment(text=line, locator=place) for line in area.text.splitlines()]


def _cell(one: Placed, page: int) -> TableCell:
    if one.area is None:
        return TableCell()
    paragraphs = tuple((line,) for line in _lines(one.area, page))
    return TableCell(paragraphs=paragraphs, rows=one.rows, columns=one.columns)
