from datetime import date

import pytest

from corpus.model import Fact, Notice, Region, Span
from corpus.telephones import telephones
from tests.corpus.made import notice


def printing(*values: str, body: str = "青石县人民政府办公室", **fields: object) -> Notice:
    facts = tuple(("phone", Fact(value=value, span=Span(0, 5))) for value in values)
    return notice(facts=facts, issuing_bodies=(body,), **fields)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("县教体局咨询电话：0421-5550101", "0421-5550101"),
        ("县教育和体育局电话:5550101", "5550101"),
        ("县教体局服务热线：12345", "12345"),
    ],
)
def test_a_number_printed_with_the_units_name_is_its_number(value: str, number: str) -> None:
    (found,) = telephones("县教育和体育局", [printing(value)])
    assert found.number == number


def test_a_number_without_a_name_is_that_of_the_body_that_issued_alone() -> None:
    alone = printing("0421-5550102", body="青石县民政局")
    assert [one.number for one in telephones("县民政局", [alone])] == ["0421-5550102"]
    assert telephones("县财政局", [alone]) == ()
    both = printing("0421-5550102", body="青石县民政局")
    both = notice(facts=both.facts, issuing_bodies=("青石县民政局", "青石县财政局"))
    assert telephones("县民政局", [both]) == ()


def test_a_number_of_another_unit_region_or_person_is_left_out() -> None:
    assert telephones("县民政局", [printing("县财政局联系电话：0421-5550103", body="青石县民政局")]) == ()
    assert telephones("县民政局", [printing("13912345678", body="青石县民政局")]) == ()
    near = printing("0421-5550104", body="青石县民政局")
    assert telephones("县民政局", [near], "白水县") == ()
    assert len(telephones("县民政局", [near], "青石县")) == 1


def test_the_newest_notice_comes_first_and_a_number_once() -> None:
    region = Region(name="青石县", short="青石")
    old = printing("5550105", "5550106", body="青石县民政局", dated_on=date(2020, 1, 1), region=region)
    new = printing("5550106", body="青石县民政局", dated_on=date(2024, 1, 1), region=region)
    assert [one.number for one in telephones("县民政局", [old, new])] == ["5550106", "5550105"]
