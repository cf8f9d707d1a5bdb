"""Drafted questions that the library has no answer to: another region, another year, another subject."""

from collections.abc import Iterator, Mapping
from functools import cache
from random import Random

from corpus.model import Region
from corpus.regions import divisions, level
from eval.drafted import drafted, seeded
from eval.notice_file import NoticeFile
from eval.phrasing import Asked, Label, ask
from eval.questions import Kind, Question
from eval.subject import Subject

# What people ask offices about, with a word that a notice on it would print.
_SUBJECTS = (
    ("护照怎么补办", "护照"), ("最低工资标准是多少", "最低工资"), ("异地就医怎么备案", "异地就医"),
    ("驾驶证到期了怎么换", "驾驶证"), ("新生儿落户要带什么", "落户"), ("离婚登记要预约吗", "离婚"),
    ("廉租房怎么申请", "廉租"), ("养犬证在哪里办", "养犬"), ("失业金能领几个月", "失业保险金"),
    ("地铁几点收班", "地铁"), ("高考成绩什么时候出", "高考成绩"), ("新能源车补贴还有吗", "新能源汽车"),
    ("殡葬服务怎么收费", "殡葬"), ("烟花爆竹哪天能放", "烟花爆竹"), ("献血有什么奖励", "献血"),
    ("二手房过户要交哪些税", "二手房"), ("退休年龄怎么算", "退休年龄"), ("产假有多少天", "产假"),
    ("出租车投诉打哪里", "出租汽车"), ("暖气费怎么交", "供暖"), ("天然气涨价了吗", "天然气"),
    ("摇号买车要什么条件", "小客车指标"), ("学车报名在哪里", "驾校"), ("图书馆几点开门", "图书馆开放"),
    ("护士证怎么年审", "护士执业"), ("律师援助怎么申请", "法律援助申请"), ("核酸检测点在哪里", "核酸检测点"),
    ("宅基地确权证什么时候发", "宅基地"), ("电动车上牌要多少钱", "电动自行车"),
    ("人才引进有安家费吗", "安家费"),
)  # fmt: skip
_TRIES = 200
_YEARS_BACK = 6
_SUBJECTS_EACH = 3
_LONGEST_NAME = 5


class Elsewhere:
    """What the library has nothing of.

    Args:
        files: the library, file by file.
    """

    def __init__(self, files: Mapping[str, NoticeFile]) -> None:
        notices = [notice for file in files.values() for notice in file.notices]
        self._files = files
        self._regions = tuple({each.region.name: each.region for each in notices if each.region}.values())
        first = min((notice.year for notice in notices if notice.year), default=None)
        years = range(first - _YEARS_BACK, first) if first else ()
        self._years = [year for year in years if not self._printed(f"{year}年")]

    def other_region(self, region: Region, asked: Asked, subject: Subject, rng: Random) -> Question | None:
        """Ask about an item for a real region that the library has nothing of; None where none is found."""
        pool = _peers(level(region))
        for _ in range(_TRIES if pool else 0):
            place = rng.choice(pool)
            if not self._kin(place) and not self._printed(place.short):
                text, _ = ask(asked, Label(place=place.name, short=place.short), subject, rng)
                return _unanswered(text)
        return None

    def other_year(self, label: Label, asked: Asked, subject: Subject, rng: Random) -> Question | None:
        """Ask about an item for a year before all notices that nothing prints; None where there is none."""
        if not self._years:
            return None
        swapped = Label(place=label.place, short=label.short, year=f"{rng.choice(self._years)}年")
        return _unanswered(ask(asked, swapped, subject, rng)[0])

    def other_subjects(self, places: Mapping[str, Label], seed: int) -> Iterator[Question]:
        """Ask each place of the library about something that no notice prints a word of."""
        free = [question for question, word in _SUBJECTS if not self._printed(word)]
        for place, label in places.items():
            rng = seeded(seed, place, "subject")
            for question in rng.sample(free, min(_SUBJECTS_EACH, len(free))):
                yield _unanswered(rng.choice((label.place, label.short)) + question)

    def _kin(self, place: Region) -> bool:
        """A province's notice also answers for its counties: kin of a region may well have an answer."""
        return any(
            place.short == region.short or place.name in region.parents or region.name in place.parents
            for region in self._regions
        )

    def _printed(self, words: str) -> bool:
        return any(file.prints(words) for file in self._files.values())


@cache
def _peers(of_level: int) -> tuple[Region, ...]:
    return tuple(
        place for place in divisions() if level(place) == of_level and len(place.name) <= _LONGEST_NAME
    )


def _unanswered(text: str) -> Question:
    return drafted(kind=Kind.NONE, question=text, persona="public")
