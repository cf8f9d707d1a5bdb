import time

import pytest

from corpus.accounts import passwords
from corpus.errors import UsageError


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "太短"), ("九个字符不够长呀", "太短"), ("长" * 129, "太长"), ("x1" * 1_000_000, "太长"),
        ("\ufdfa" * 128, "太长"), ("correct\0horse", "控制字符"), ("correct\r\nhorse", "控制字符"),
        ("aaaaaaaaaaaa", "太容易"), ("1234567890", "太容易"), ("0987654321", "太容易"),
        ("qwertyuiop", "太容易"), ("Password123!", "太容易"), ("zhengda@2024", "太容易"),
        ("xx-WangWu-1987", "太容易"), ("ｐａｓｓｗｏｒｄ１２３", "太容易"),
    ],
)  # fmt: skip
def test_a_bad_password_is_refused_with_what_to_do(password: str, said: str) -> None:
    with pytest.raises(UsageError, match=f"{said}.*请?换"):
        passwords.check_new(password, "wangwu")


@pytest.mark.parametrize("password", ["雨天 记得 带伞 出门", "kettle-orbit-91", "长" + "短高矮胖瘦" * 25])
def test_a_long_one_will_do_in_any_script(password: str) -> None:
    passwords.check_new(password, "wangwu")
    assert passwords.fits(password, passwords.hashed(password))


def test_a_hash_is_argon2id_with_a_salt_of_its_own() -> None:
    first, second = passwords.hashed("kettle-orbit-91"), passwords.hashed("kettle-orbit-91")
    assert first.startswith("$argon2id$")
    assert first != second
    assert not passwords.fits("kettle-orbit-92", first)


@pytest.mark.parametrize("kept", ["", "plain", "$argon2id$v=19$broken", "$argon2id$"])
def test_a_hash_that_is_none_lets_nobody_in(kept: str) -> None:
    assert not passwords.fits("", kept)
    assert not passwords.fits(kept, kept)


def test_nobody_takes_as_long_as_somebody_and_lets_nobody_in() -> None:
    kept = passwords.hashed("kettle-orbit-91")

    def cost(password: str, against: str | None) -> float:
        took = []
        for _ in range(3):
            # Processor time: others share the machine.
            began = time.process_time()
            assert not passwords.fits(password, against)
            took.append(time.process_time() - began)
        return min(took)

    somebody = cost("wrong", kept)
    assert cost("wrong", None) > somebody / 2
    assert cost("长" * 100_000, kept) > somebody / 2
    assert cost("", None) > somebody / 2
