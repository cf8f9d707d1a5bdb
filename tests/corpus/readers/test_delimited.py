from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.layout import DoubtKind, Format
from corpus.parse import parse_document
from corpus.readers import Limits, document_of, reader_of
from corpus.readers.delimited import Delimited
from corpus.readers.plain import PlainText
from corpus.readers.ports import Reading

ROWS = [
    ["序号", "工作任务", "工作要求", "责任单位", "完成时限"],
    ["1", "公开清单", "按月更新公开清单，及时公布", "县甲局、县乙局", "2024年6月底前"],
    ["2", "解读政策", "做好解读", "县丙局", "全年"],
    ["3", "回应关切", "及时回应", "", "持续推进"],
]


def table(delimiter: str = ",", rows: list[list[str]] = ROWS) -> str:
    return "".join(delimiter.join(row) + "\r\n" for row in rows)


def read(text: str, encoding: str = "utf-8", **limits: int) -> Reading:
    data = text.encode(encoding)
    return reader_of(data).read(data, Limits(**limits))


def grid(reading: Reading) -> list[list[str]]:
    (found,) = reading.layout.tables
    return [[reading.text[span.start : span.end] for span in row] for row in found.rows]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_table_of_delimited_values_is_one_table(delimiter: str, encoding: str) -> None:
    reading = read(table(delimiter), encoding)
    assert grid(reading) == ROWS
    assert reading.layout.format is Format.CSV
    places = {reading.text[b.span.start : b.span.end]: b.locator.cell for b in reading.layout.blocks}
    assert places["县丙局"] == "D3"


def test_its_rows_are_tasks() -> None:
    (parsed,) = parse_document(document_of(table().encode(), "表", "表", Limits())).notices
    assert [item.number for item in parsed.items] == ["1", "2", "3"]
    assert [unit.name for unit in parsed.items[0].responsible_units] == ["县甲局", "县乙局"]


def test_quotes_hold_delimiters_and_line_breaks() -> None:
    text = '序号,工作任务,责任单位\n1,"公开清单, 解读""政策""","县甲局\n县乙局"\n2,甲,县丙局\n'
    assert grid(read(text))[1] == ["1", '公开清单, 解读"政策"', "县甲局\n县乙局"]


def test_a_title_above_the_names_is_a_line_and_places_count_from_the_first_line() -> None:
    reading = read("2024年政务公开任务分解表,,,,\n\n" + table())
    assert reading.text.startswith("2024年政务公开任务分解表\n\n\t序号\n")
    places = {reading.text[b.span.start : b.span.end]: b.locator.cell for b in reading.layout.blocks}
    assert places["县丙局"] == "D5"


def test_excels_own_first_line_is_no_row() -> None:
    assert grid(read("sep=;\r\n" + table(";"))) == ROWS


def test_columns_of_figures_tell_a_table_whose_names_are_unknown() -> None:
    assert read("村庄,户主,亩\n甲村,某某,3.5\n乙村,某某,4\n").layout.format is Format.CSV


NOTICE = """青石县人民政府办公室关于印发要点的通知

各乡镇人民政府,县直各单位:
一、公开清单,按月更新,及时公布。(责任单位:县甲局,县乙局,县丙局)
二、解读政策,做好解读,主动发声。(责任单位:县甲局,县乙局,县丙局)
三、回应关切,及时回应,主动发声。(责任单位:县甲局,县乙局,县丙局)
"""


@pytest.mark.parametrize(
    "text",
    [
        NOTICE,
        NOTICE.replace(",", ";"),
        NOTICE.replace(",", "\t"),
        "公开清单,解读政策,回应关切\n办理申请,加强监督,规范管理\n建好平台,管好窗口,用好专栏\n",
        "县甲局,县乙局,县丙局\n县丁局,县戊局,县己局\n县庚局,县辛局,县壬局\n",
        "张三,李四,王五\n赵六,钱七,孙八\n周九,吴十,郑一\n",
        "\t序号\n\t工作任务\n\t责任单位\n\n\t1\n\t公开\n\t县甲局\n\n\t2\n\t解读\n\t县乙局\n",
        "\t序号\t\n\t工作任务\t\n\t责任单位\t\n\n\t1\t\n\t公开\t\n",
        "序号 | 任务 | 单位\n1 | 公开 | 县甲局\n2 | 解读 | 县乙局\n",
        "序号,工作任务,责任单位\n1,公开,县甲局\n",
        "序号,单位\n1,县甲局\n2,县乙局\n3,县丙局\n",
        "1,公开,县甲局\n2,解读,县乙局\n3,回应,县丙局\n",
        "序号,任务,单位\n1,公开,县甲局,县乙局\n2,解读,县乙局,县丙局,县丁局\n3,回应\n",
        "联系人：某某\t电话：1234567\t邮箱：a@b.cn\n联系人：某某\t电话：1234568\t邮箱：a@b.cn\n" * 2,
        "要求,任务,单位\n" + ("甲" * 2500 + ",公开,县甲局\n") * 3,
        "时间,地点,人物都要写清,\n起因,经过,结果也要写清,\n一件,一件,一件地写清,\n",
        'a,"b\nc,d,e\nf,g,h\n',
    ],
)
def test_prose_lists_and_our_own_tables_stay_plain_text(text: str) -> None:
    reading = read(text)
    assert reading.layout.format is Format.TEXT
    assert reading.text == text


SHARED = Path(__file__).parents[4] / "shared"
SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"


def test_no_real_text_and_no_sample_is_taken_for_delimited_values() -> None:
    paths = [*SAMPLES.glob("*.txt"), *SHARED.glob("notices*/*.txt")]
    assert paths
    assert not [path.name for path in paths if Delimited().accepts(path.read_bytes())]


def test_long_tables_are_cut_and_say_so() -> None:
    text = "序号,任务,单位\n" + "".join(f"{place},甲,县甲局\n" for place in range(60_000))
    reading = read(text)
    assert len(grid(reading)) == 50_000
    assert [doubt.kind for doubt in reading.layout.doubts] == [DoubtKind.CUT_SHORT]
    assert [doubt.kind for doubt in read(table(), letters=40).layout.doubts] == [DoubtKind.CUT_SHORT]


def test_a_long_file_is_looked_at_whole_before_it_is_a_table() -> None:
    text = table() * 1000 + "以上各项任务,请认真贯彻落实。\n" * 2000
    assert read(text).layout.format is Format.TEXT


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=400) | st.text('序号任务,;\t"\n1。', max_size=200).map(str.encode))
def test_any_bytes_are_accepted_or_not_and_what_is_accepted_is_read(data: bytes) -> None:
    if Delimited().accepts(data):
        assert PlainText().accepts(data)
        Delimited().read(data, Limits())
