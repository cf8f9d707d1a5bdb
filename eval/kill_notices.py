"""Invented notices for the kill runs, each with a place name that stands in no other one."""

import random
from dataclasses import dataclass
from pathlib import Path

from corpus.model import ParsedDocument
from corpus.parse import parse_document
from corpus.readers import Limits, read

_LETTERS = "禾砚墨棠榆桐槐柳枫桂鹿雁鹭溪涧渡垭坪塬墟堰汀湄渚岚岫峪"
_HEADS = ("把底数摸清", "把办事流程理顺", "把责任落到人", "把结果公开出来")
_TASKS = (
    "逐户核对{place}片区的饮水管网，{month}月底前把台账报县水利局",
    "修缮{place}小学的校舍屋面，开学前完成验收",
    "整理{place}村的惠农补贴发放册，{month}月15日前张榜公布",
    "清点{place}渡口的救生器材，缺的在{month}月底前补齐",
    "在{place}便民服务点增设代办窗口，长期坚持",
)
_UNITS = ("县水利局", "县教育局", "县农业农村局", "县交通运输局", "县民政局", "县财政局")
_TEXT = """【示例】本文为虚构，地名、机构、文号均为虚构。

砚溪县人民政府办公室文件

砚溪政办发〔{year}〕{number}号

砚溪县人民政府办公室关于做好{place}片区民生实事工作的通知

各乡镇人民政府，县政府各部门：

{clauses}

砚溪县人民政府办公室

{year}年{month}月5日
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A notice that was made up.

    Attributes:
        name: of its file.
        place: what only its text names.
        parsed: what a clean reading makes of it.
    """

    name: str
    place: str
    parsed: ParsedDocument

    @property
    def id(self) -> str:
        """Of the one notice that it is."""
        return self.parsed.notices[0].notice.id


def make(folder: Path, number: int, source: random.Random) -> Made:
    """Write a notice into an existing folder, over what stood there under its name.

    Args:
        folder: of the files.
        number: of the file; the text is another one each time.
        source: where chance comes from.
    """
    place = "".join(source.choices(_LETTERS, k=5))
    path = folder / f"{number:04}.txt"
    partial = folder / f".{path.name}"
    partial.write_text(_text(place, number, source), encoding="utf-8")
    partial.replace(path)
    parsed = parse_document(read(path, limits=Limits()))
    return Made(name=path.name, place=place, parsed=parsed)


def _text(place: str, number: int, source: random.Random) -> str:
    year, month = source.randint(2018, 2025), source.randint(1, 12)
    clauses = []
    for head, title in zip("一二三四", _HEADS, strict=True):
        clauses.append(f"{head}、{title}")
        for place_in, task in enumerate(source.sample(_TASKS, k=source.randint(1, 4)), 1):
            lead, other = source.sample(_UNITS, k=2)
            said = task.format(place=place, month=month)
            clauses.append(f"{place_in}. {said}。（牵头单位：{lead}；责任单位：{other}、各乡镇）")
    return _TEXT.format(year=year, month=month, number=number, place=place, clauses="\n\n".join(clauses))
