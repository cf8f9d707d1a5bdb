from corpus.settings import Settings
from qa import open_assistant
from qa.answer import Reason


def test_an_assistant_over_an_empty_folder_refuses_politely(tmp_path):
    opened = open_assistant(Settings(data_dir=tmp_path / "new" / "data", encoder="none"))
    opened.warm()
    assert opened.ask("财政信息公开由谁牵头").reason is Reason.NOT_IN_LIBRARY
    assert opened.ask("文号是多少").reason is Reason.NOT_IN_LIBRARY
    opened.close()


def test_the_package_shows_what_it_is_meant_to_show():
    import qa

    assert qa.__all__ == ["Answer", "Assistant", "Reason", "Status", "open_assistant"]
