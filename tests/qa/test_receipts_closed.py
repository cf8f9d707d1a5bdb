"""What the public still sees of a receipt whose notice was withdrawn, closed or taken out."""

import json
from functools import partial

import pytest
from fastapi.testclient import TestClient

from corpus.corrections import Change, Correction, Field, head_of
from corpus.disclosure import is_public
from corpus.releases import Publication
from corpus.taking_out import take_out
from qa.service import create_app
from tests.qa.changing import ASKED, NOTICE, Desk


@pytest.fixture
def desk(tmp_path):
    opened = Desk(tmp_path)
    yield opened
    opened.assistant.close()


def test_what_was_closed_to_the_public_is_shown_to_staff_only(desk):
    answer = desk.assistant.ask(ASKED)
    decision = Publication(public=False, reason="含个人信息", by="甲")
    desk.store.publish(answer.citations[0].notice, decision)
    assert desk.now(answer)["state"] == "closed"
    assert "60元" in desk.assistant.receipt(answer.receipt)["text"]
    with TestClient(create_app(desk.assistant)) as client:
        shown = client.get(f"/api/v1/receipts/{answer.receipt}").json()
    assert shown["now"]["state"] == "closed"
    assert "60元" not in json.dumps(shown, ensure_ascii=False)
    assert "老年助餐补贴办法" not in json.dumps(shown, ensure_ascii=False)
    assert "不对外公开" in shown["text"]


def publicly(desk, answer):
    """What the public is shown of a receipt: its state, and everything as one text."""
    with TestClient(create_app(desk.assistant)) as client:
        shown = client.get(f"/api/v1/receipts/{answer.receipt}").json()
    return shown["now"]["state"], json.dumps(shown, ensure_ascii=False)


@pytest.mark.parametrize("then", ["removed", "replaced"])
def test_what_was_withdrawn_stays_closed_when_it_is_taken_out_or_replaced(desk, then):
    answer = desk.assistant.ask(ASKED)
    notice = answer.citations[0].notice
    desk.store.publish(notice, Publication(public=False, reason="含个人信息", by="甲"))
    if then == "removed":
        desk.store.remove(notice.id)
    else:
        desk.put("notice.txt", NOTICE.format(sum=80, more=""))
    state, words = publicly(desk, answer)
    assert state == "closed"
    assert "60元" not in words


def marked(desk, notice, *marks):
    """Put the mark of disclosure right, each time another way; None takes it back."""
    for mark in marks:
        values = None if mark is None else (mark,)
        change = Change(field=Field.DISCLOSURE, values=values, was=("此件公开发布",))
        made = Correction(place=head_of(notice), changes=(change,), reason="与原件不符", by="甲")
        kept = desk.store.corrections.all()
        newest = kept[-1] if kept else None
        desk.store.corrections.add(made, newest=partial(given, newest), after=newest.number if newest else 0)


def given(newest, _connection):
    return newest


@pytest.mark.parametrize("then", ["taken_out", "removed", "replaced"])
def test_what_a_corrected_mark_closed_stays_closed_when_it_is_taken_out_or_replaced(desk, then):
    answer = desk.assistant.ask(ASKED)
    notice = answer.citations[0].notice
    marked(desk, notice, "依申请公开")
    if then == "taken_out":
        (now,) = desk.store.notices()
        take_out(desk.store, desk.settings.data_dir, now, reason="误传", by="甲", with_original=False)
    elif then == "removed":
        desk.store.remove(notice.id)
    else:
        # Another mark is printed there by now, so that the correction of the former one is held back.
        desk.put("notice.txt", NOTICE.format(sum=80, more="").replace("此件公开发布", "公开属性：主动公开"))
        assert is_public(desk.store.notices()[0])
    state, words = publicly(desk, answer)
    assert state == "closed"
    assert "60元" not in words


def test_a_mark_that_was_put_back_closes_nothing(desk):
    answer = desk.assistant.ask(ASKED)
    notice = answer.citations[0].notice
    marked(desk, notice, "依申请公开", None)
    desk.store.remove(notice.id)
    assert publicly(desk, answer)[0] == "removed"


@pytest.mark.parametrize(("with_original", "state"), [(False, "removed"), (True, "closed")])
def test_of_what_went_with_its_original_nothing_is_shown(desk, with_original, state):
    answer = desk.assistant.ask(ASKED)
    (now,) = desk.store.notices()
    take_out(desk.store, desk.settings.data_dir, now, reason="误传", by="甲", with_original=with_original)
    told, words = publicly(desk, answer)
    assert told == state
    assert ("60元" in words) is not with_original


def test_what_was_withdrawn_and_published_again_is_shown_when_it_was_taken_out(desk):
    answer = desk.assistant.ask(ASKED)
    notice = answer.citations[0].notice
    for public in (False, True):
        desk.store.publish(notice, Publication(public=public, reason="核对", by="甲"))
    desk.store.remove(notice.id)
    state, words = publicly(desk, answer)
    assert state == "removed"
    assert "60元" in words


def test_where_a_closed_text_took_its_place_nothing_of_the_former_one_is_shown(desk):
    answer = desk.assistant.ask(ASKED)
    closed = NOTICE.format(sum=60, more="").replace("此件公开发布", "此件不公开")
    desk.put("notice.txt", closed)
    state, words = publicly(desk, answer)
    assert state == "closed"
    assert "60元" not in words
