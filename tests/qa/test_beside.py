import pytest

from qa.beside import asked_beside


@pytest.mark.parametrize(
    ("question", "region", "year", "beside"),
    [
        ("清禾市高龄津贴怎么领", "砚溪县", None, "砚溪县高龄津贴怎么领"),
        ("清禾高龄津贴怎么领", "砚溪县", None, "砚溪县高龄津贴怎么领"),
        ("高龄津贴怎么领", "砚溪县", None, "砚溪县高龄津贴怎么领"),
        ("清禾市2024年入学怎么报名", None, 2023, "清禾市2023年入学怎么报名"),
        ("清禾市今年入学怎么报名", None, 2023, "清禾市2023年入学怎么报名"),
        ("清禾市入学怎么报名", "砚溪县", 2023, "砚溪县2023年入学怎么报名"),
        ("清禾市和砚溪县哪个津贴高", "牧原县", None, "牧原县和哪个津贴高"),
    ],
)
def test_another_region_or_year_takes_the_place_of_the_first(library, question, region, year, beside):
    assert asked_beside(question, library, region=region, year=year) == beside
