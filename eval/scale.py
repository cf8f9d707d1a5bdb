"""Libraries of any size for measuring speed: clauses put together at random, with random unit vectors.

They say how fast and how large the indexes are, never how good an answer is.
"""

import random
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from corpus.contents import Contents
from corpus.model import Notice, Passage, PassageKind, Region, Span
from index.ports import Vectors

PER_NOTICE = 10
"""Passages of a notice."""
DIMENSION = 384
_REGIONS = 300
_VOCABULARY = """
政务公开 城乡建设 教育 医疗保障 生态环境 安全生产 养老服务 数据 水利 就业
工作要点 实施方案 管理办法 任务分工 若干措施 考核办法 行动计划 补贴标准
推进 加强 规范 落实 完善 开展 公布 建立 清理 优化 核查 督促
信息公开目录 窗口办事指南 住房公积金缴存 最低生活保障审核 医保报销流程 农村饮水工程 校车安全检查 \
企业开办登记 残疾人两项补贴 河道采砂许可 空气质量监测 食品抽检结果 重大决策预公开 公共资源交易 养老机构备案 \
就业创业培训 危房改造台账 惠企政策兑现 社会救助热线
于每季度末前 按月 在三十个工作日内 年底前 依法 会同有关部门 通过政府网站 分批次 逐项
并报送进展 形成长效机制 接受社会监督 列入年度考核 及时回应关切 做到应公开尽公开 不得收取费用
"""
_SUBJECTS, _MATTERS, _HEADS, _OBJECTS, _WAYS, _ENDS = (
    tuple(line.split()) for line in _VOCABULARY.strip().splitlines()
)


class ScaleLibrary:
    """A library that is made up as it is read; the same numbers give the same library.

    It serves as `index.ports.Library`. A notice may be changed, taken out or added, as in a store.
    """

    def __init__(self, passages: int, *, words: int = 20_000) -> None:
        """Make up a library.

        Args:
            passages: how many, at least PER_NOTICE.
            words: how many made-up words (two to four characters) clauses draw from beside the fixed ones.
        """
        self._numbers = dict.fromkeys(range(passages // PER_NOTICE), 0)
        self._words = _made_up(words)
        self.sequence = 1

    def touch(self, number: int) -> str:
        """Add or change a notice; return its id."""
        self._numbers[number] = self._numbers.get(number, -1) + 1
        self.sequence += 1
        return _id(number)

    def remove(self, number: int) -> None:
        """Take a notice out."""
        del self._numbers[number]
        self.sequence += 1

    def versions(self) -> dict[str, str]:
        """Give every notice's id, in order, with its version."""
        return {_id(number): f"v{version}" for number, version in sorted(self._numbers.items())}

    def notices(self) -> tuple[Notice, ...]:
        """Return every notice."""
        return tuple(self._contents(number).notice for number in self._numbers)

    def ending(self, among: Sequence[str] | None = None) -> tuple[Notice, ...]:  # noqa: ARG002
        """Give the notices that end others: none does."""
        return ()

    def contents(self, notice_ids: Sequence[str]) -> tuple[Contents, ...]:
        """Give notices with their passages."""
        numbers = (int(id[1:]) for id in notice_ids)
        return tuple(self._contents(number) for number in numbers if number in self._numbers)

    def vectors(self, model: str, only: Sequence[str] | None = None) -> dict[str, Vectors]:  # noqa: ARG002
        """Give a vector for each digest, always the same one."""
        return dict(zip(only or (), unit_vectors(only or ()), strict=True))

    def put_vectors(self, model: str, vectors: object) -> None:
        """Keep nothing."""

    def questions(self, count: int) -> Iterator[str]:
        """Give questions in the words of the library."""
        source = random.Random("questions")
        for _ in range(count):
            unit = f"{source.choice(_SUBJECTS)}{source.choice(_MATTERS)}"
            yield f"{unit}里{self._clause(source)}由哪个单位负责"

    def _contents(self, number: int) -> Contents:
        version = self._numbers[number]
        source = random.Random(f"{number}/{version}")
        paragraphs = ["，".join(self._clause(source) for _ in range(4)) + "。" for _ in range(PER_NOTICE)]
        text = "\n".join(paragraphs)
        region, year = _region(number), 2015 + number % 10
        notice = Notice(
            id=_id(number), span=Span(0, len(text)), source="", sha256="", region=region, year=year,
            title=f"{region.name}{source.choice(_SUBJECTS)}{source.choice(_MATTERS)}",
            document_number=f"{region.short}政办发〔{year}〕{number}号",
        )  # fmt: skip
        spans = _spans(paragraphs)
        passages = tuple(_passage(notice, place, span) for place, span in enumerate(spans))
        return Contents(notice=notice, version=f"v{version}", text=text, passages=passages, items=())

    def _clause(self, source: random.Random) -> str:
        """Put a clause together; some words are met often, most rarely."""
        word = self._words[int(len(self._words) * source.random() ** 3)]
        parts = (_WAYS, _HEADS, (word,), _OBJECTS, _ENDS)
        return "".join(source.choice(part) for part in parts)


class ScaleEncoder:
    """Gives a random unit vector for each text, always the same one."""

    name = "scale"
    dimension = DIMENSION

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions."""
        return unit_vectors(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode passages."""
        return unit_vectors(texts)


def unit_vectors(keys: Iterable[str]) -> Vectors:
    """Give a random vector of length 1 for each key, always the same one."""
    rows = [np.random.default_rng(list(key.encode()[-24:])).standard_normal(DIMENSION) for key in keys]
    found = np.asarray(rows, dtype=np.float32).reshape(-1, DIMENSION)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


def _made_up(count: int) -> tuple[str, ...]:
    source = random.Random("words")
    letters = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
    return tuple("".join(source.choices(letters, k=source.randint(2, 4))) for _ in range(count))


def _id(number: int) -> str:
    return f"n{number:09d}"


def _region(number: int) -> Region:
    short = f"第{number % _REGIONS}"
    return Region(name=f"{short}县", short=short, parents=("云岭省",))


def _spans(paragraphs: Sequence[str]) -> Iterator[Span]:
    start = 0
    for paragraph in paragraphs:
        yield Span(start, start + len(paragraph))
        start += len(paragraph) + 1


def _passage(notice: Notice, place: int, span: Span) -> Passage:
    return Passage(
        id=f"{notice.id}-p{place + 1:03d}", notice_id=notice.id, kind=PassageKind.CLAUSE,
        path=(f"第{place + 1}部分",), number=str(place + 1), span=span,
    )  # fmt: skip
