import json
import socket
import urllib.request

from tests.ui.conftest import free_port, start
from ui.commands import _listen


def test_serving_an_empty_library_takes_in_the_samples_and_says_so(tmp_path):
    port = free_port()
    server = start("--port", str(port), data_dir=tmp_path / "data")
    said = server.process.stdout.readline()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/info", timeout=10) as reply:
        info = json.load(reply)
    code, _, err = server.stop()
    assert code == 0
    assert f"http://127.0.0.1:{port}" in said
    assert "示例通知" in err
    assert "zhengda users add 名字 --role administrator" in err
    assert info["sample"] is True
    assert info["notices"] > 20


def test_replies_do_not_wait_for_an_acknowledgement_of_their_first_part():
    with _listen("127.0.0.1", free_port()) as listener:
        # By this asyncio tells that TCP_NODELAY may be set.
        assert listener.proto == socket.IPPROTO_TCP


def test_a_taken_port_is_said_in_one_line(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        server = start("--port", str(port), data_dir=tmp_path / "data")
        code, out, err = server.finish()
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert str(port) in err
    assert "--port" in err


def test_an_address_that_is_not_ours_is_said_in_one_line(tmp_path):
    server = start("--host", "203.0.113.7", "--port", str(free_port()), data_dir=tmp_path / "data")
    code, _, err = server.finish()
    assert code == 1
    assert "203.0.113.7" in err


def test_listening_for_other_machines_is_warned_of(tmp_path):
    port = free_port()
    server = start("--host", "0.0.0.0", "--port", str(port), data_dir=tmp_path / "data")
    said = server.process.stdout.readline()
    _, _, err = server.stop()
    assert "其他机器也能访问" in err
    assert f"http://127.0.0.1:{port}" in said
