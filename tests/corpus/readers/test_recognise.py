import logging
import socket
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError, UnsupportedFile
from corpus.readers.ports import Limits
from corpus.readers.scan import recognise as module
from corpus.readers.scan.image import ImageFile
from corpus.readers.scan.recognise import recognise
from tests.corpus.readers.pictures import needs_font, packed, page, write


@pytest.fixture
def without_engine() -> object:
    module._engine.cache_clear()
    yield
    module._engine.cache_clear()


@needs_font
def test_lines_come_with_text_box_and_confidence() -> None:
    image = page(400, 160)
    write(image, "责任单位：县教育局", (40, 60), 28)
    (line,) = recognise(np.asarray(image))
    assert line.text == "责任单位：县教育局"
    assert line.confidence > 0.95
    assert line.box == pytest.approx((0.1, 0.375, 0.72, 0.57), abs=0.06)


@pytest.mark.usefixtures("without_engine")
def test_nothing_is_downloaded_and_nothing_is_logged(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert recognise(np.full((60, 200, 3), 255, np.uint8)) == ()
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("RapidOCR").level >= logging.ERROR


@pytest.mark.usefixtures("without_engine")
def test_a_missing_model_is_told_and_not_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "_DETECTION", "missing.onnx")
    with pytest.raises(ModelError, match=r"missing\.onnx"):
        recognise(np.full((60, 200, 3), 255, np.uint8))
    with pytest.raises(UnsupportedFile, match="重新安装"):
        ImageFile().read(packed(page(200, 100)), Limits())
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no model")
    monkeypatch.setattr(module, "_DETECTION", str(broken))
    with pytest.raises(ModelError, match="打不开"):
        recognise(np.full((60, 200, 3), 255, np.uint8))
