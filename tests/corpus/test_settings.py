import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.errors import SettingsError
from corpus.settings import Settings, command_line, load_settings


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("ZHENGDA_"):
            monkeypatch.delenv(name)


def test_defaults_are_local_and_offline_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    settings = load_settings()
    assert (settings.host, settings.port, settings.encoder) == ("127.0.0.1", 8000, "e5-small")
    assert settings.data_dir == Path.home() / ".local/share/zhengda"
    assert settings.store_path == settings.data_dir / "zhengda.db"
    assert settings.limits.bytes == 20 * 1024 * 1024


def test_data_follows_the_xdg_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert load_settings().data_dir == tmp_path / "zhengda"


def test_command_line_beats_environment_beats_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "zhengda.toml").write_text('port = 1001\nhotline = "110"\nhost = "::1"\n', encoding="utf-8")
    monkeypatch.setenv("ZHENGDA_PORT", "1002")
    monkeypatch.setenv("ZHENGDA_HOTLINE", "119")
    settings = load_settings(port=1003)
    assert (settings.port, settings.hotline, settings.host) == (1003, "119", "::1")


def test_none_on_the_command_line_means_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGDA_PORT", "1002")
    assert load_settings(port=None).port == 1002


def test_options_before_the_command_hold_inside_the_block_only(tmp_path: Path) -> None:
    config = tmp_path / "other.toml"
    config.write_text("port = 1004\n", encoding="utf-8")
    with command_line(config=config, data_dir=tmp_path / "there"):
        assert load_settings().port == 1004
        assert load_settings(port=1).data_dir == tmp_path / "there"
    assert load_settings().port == 8000


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        load_settings().port = 1  # type: ignore[misc]


def test_a_relative_data_folder_is_made_absolute(tmp_path: Path) -> None:
    assert load_settings(data_dir="x").data_dir == tmp_path / "x"


def test_an_unknown_key_in_the_file_is_named_with_the_known_ones(tmp_path: Path) -> None:
    (tmp_path / "zhengda.toml").write_text("prot = 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"zhengda\.toml：不认识的设置 prot.*port"):
        load_settings()


def test_an_unknown_variable_is_named_with_the_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGDA_PROT", "1")
    with pytest.raises(SettingsError, match=r"ZHENGDA_PROT.*ZHENGDA_PORT"):
        load_settings()


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("port", "abc", "是整数"),
        ("port", "0", "不小于 1"),
        ("port", "65536", "不大于 65535"),
        ("answer_threshold", "1.5", "不大于 1"),
        ("max_file_mb", "0", "大于 0"),
        ("max_question_chars", "0", "不小于 1"),
        ("log_level", "LOUD", "是 'DEBUG'"),
    ],
)
def test_a_value_out_of_range_names_variable_key_value_and_range(
    key: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"ZHENGDA_{key.upper()}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    message = str(caught.value)
    assert f"ZHENGDA_{key.upper()}" in message
    assert repr(value) in message
    assert said in message
    assert "\n" not in message


def test_all_wrong_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGDA_PORT", "abc")
    with pytest.raises(SettingsError, match=r"ZHENGDA_PORT.*；命令行|命令行.*；.*ZHENGDA_PORT"):
        load_settings(max_question_chars=0)


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGDA_PORT", "")
    assert load_settings().port == 8000


def test_log_level_may_be_written_small() -> None:
    assert load_settings(log_level="debug").log_level == "DEBUG"


def test_a_named_settings_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="找不到设置文件"):
        load_settings(config=tmp_path / "none.toml")


def test_a_settings_file_that_is_no_toml_is_told(tmp_path: Path) -> None:
    (tmp_path / "zhengda.toml").write_text("port = = 1", encoding="utf-8")
    with pytest.raises(SettingsError, match="不是有效的 TOML（第 1 行第 8 个字）"):
        load_settings()
    (tmp_path / "zhengda.toml").write_bytes("hotline = '政'".encode("gb18030"))
    with pytest.raises(SettingsError, match="不是有效的 TOML（不是 UTF-8 文本）"):
        load_settings()


def test_a_settings_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "zhengda.toml").mkdir()
    with pytest.raises(SettingsError, match="读不出来"):
        load_settings()


def test_every_setting_is_documented() -> None:
    documented = Settings.__doc__ or ""
    assert [name for name in Settings.model_fields if name not in documented] == []
