"""With the default model: questions in words of their own, and the figures of confidence."""

from pathlib import Path

import pytest

from corpus.ingest import ingest
from corpus.settings import Settings
from corpus.sources import SAMPLES
from corpus.store import Store
from index.e5 import ONNX
from index.encoder import open_encoder
from index.late import likenesses
from index.model_folder import ensure_folder
from index.ports import word_reader
from qa import open_assistant
from qa.answer import Reason, Status
from tests.qa.verbatim import verify

# Subsidies of 沐原 and care of the old in 清禾: encoding all would take a minute.
NOTICES = ("14", "21")


@pytest.fixture(scope="module")
def assistant(request, tmp_path_factory):
    """Over two sample notices; the unpacked model is kept between runs."""
    cache = getattr(request.config, "cache", None)
    models = Path(cache.mkdir("models")) if cache else tmp_path_factory.mktemp("models")
    ensure_folder(models, ONNX)
    settings = Settings(data_dir=tmp_path_factory.mktemp("e5"))
    (settings.data_dir / "models").symlink_to(models)
    store = Store.open(settings.store_path)
    ingest([path for name in NOTICES for path in SAMPLES.glob(f"{name}-*.txt")], store, settings=settings)
    store.close()
    opened = open_assistant(settings)
    opened.warm()
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("清禾市老人家里装扶手、防滑地面这事由谁负责", "市民政局"),
        ("撂荒的地在沐原还给补贴不", "连续撂荒两年以上的耕地"),
    ],
)
def test_a_question_in_other_words_is_answered(question, words, assistant):
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED
    assert words in answer.text
    assert assistant.settings.answer_threshold <= answer.confidence <= 1
    verify(answer, assistant.library())


@pytest.mark.parametrize("question", ["怎么办理结婚登记", "护照过期了在哪补办"])
def test_what_no_notice_says_is_refused(question, assistant):
    assert assistant.ask(question).reason is Reason.NOT_IN_LIBRARY


def test_the_time_of_encoding_is_told_apart(assistant):
    assert "encode" in dict(assistant.ask("清禾市惠农补贴由谁牵头").took_ms)


def test_of_passages_the_one_that_means_the_same_is_met_best(assistant):
    encoder = open_encoder("e5-small", assistant.settings.data_dir / "models")
    reader = word_reader(encoder)
    asked = reader.question_words("家里老人走路不稳，想装个扶手")
    texts = [
        "各社区为行动不便的老年人家庭安装扶手、铺设防滑地面，费用由县民政局承担。",
        "公共停车场按小时收费，夜间可以免费停放，标准由县发展和改革局公布。",
    ]
    near, far = likenesses(asked, reader.passage_words(texts))
    assert near > far + 0.2
    assert [len(each.states) == len(each.scores) for each in reader.passage_words(texts)] == [True, True]


def test_a_passage_longer_than_the_model_reads_is_read_as_far_as_it_goes(assistant):
    reader = word_reader(open_encoder("e5-small", assistant.settings.data_dir / "models"))
    (words,) = reader.passage_words(["补贴资金由县财政局拨付。" * 200])
    assert 400 < len(words.states) < 512


def test_what_leads_was_read_word_by_word(assistant):
    _, trace = assistant.explain("撂荒的地在沐原还给补贴不")
    told = [each.features["near"] for each in trace.weighed.candidates]
    assert max(told) == 0.0 > min(told)
