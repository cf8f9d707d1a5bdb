"""`zhengda serve`: the HTTP interface and the web faces on one port."""

import ipaddress
import logging
import os
import socket
import webbrowser

import click
import uvicorn

from corpus.accounts.commands import NOBODY
from corpus.errors import ZhengdaError
from corpus.ingest import ingest
from corpus.progress import progress_bar
from corpus.settings import Settings, load_settings
from corpus.sources import SAMPLES
from corpus.store import Store
from corpus.why import why
from ui.ports import OpenEvaluation


class PortTaken(ZhengdaError):
    """The address to listen on is not free, or not ours to use."""


@click.command(
    "serve",
    short_help="启动网页和接口服务",
    help="启动网页、工作台和接口服务，按 Ctrl+C 停止。\n\n"
    "库里还没有通知时，先装入自带的示例通知（均为虚构）。",
)
@click.option("--host", help="监听的地址，默认 127.0.0.1（只有本机能访问）。")
@click.option("--port", type=click.IntRange(1, 65535), help="端口，默认 8000。")
@click.option("--open", "open_browser", is_flag=True, help="启动后打开浏览器。")
@click.pass_obj
def serve(
    open_evaluation: OpenEvaluation | None, host: str | None, port: int | None, open_browser: bool
) -> None:
    """Serve the HTTP interface and the web faces until interrupted."""
    settings = load_settings(host=host, port=port)
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Taken before the model is loaded: a taken port should be said at once.
    with _listen(settings.host, settings.port) as listener:
        _warn_if_reachable(settings.host)
        _fill_if_empty(settings)
        _warn_if_nobody(settings)
        _serve(settings, listener, open_evaluation, open_browser=open_browser)


def _serve(
    settings: Settings, listener: socket.socket, open_evaluation: OpenEvaluation | None, *, open_browser: bool
) -> None:
    # The model behind it takes seconds to import, so only now.
    from index import Switch
    from index.switching import switching_line
    from qa import open_assistant
    from ui.app import create_site

    _say("正在打开通知库（首次启动要载入模型、建立索引，可能需要几分钟）…")
    with progress_bar("建索引") as progress:
        assistant = open_assistant(settings, progress=progress, switch=Switch.MEANWHILE)
        assistant.warm()
    if assistant.switching:
        _say(switching_line(assistant.switching))
    site = create_site(assistant, open_evaluation=open_evaluation)
    config = uvicorn.Config(site, log_config=None, access_log=False, server_header=False)
    server = _Announcing(config, address=_address(settings), open_browser=open_browser)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        # Raised again by the server once everything is closed; to stop it so is no failure.
        _say("政答已停止。")
    finally:
        assistant.close()


class _Announcing(uvicorn.Server):
    """A server that says where it is once it really listens."""

    def __init__(self, config: uvicorn.Config, *, address: str, open_browser: bool) -> None:
        super().__init__(config)
        self._address = address
        self._open_browser = open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        click.echo(f"政答已启动：{self._address}  （工作台：{self._address}/desk，按 Ctrl+C 停止）")
        if self._open_browser:
            webbrowser.open(self._address)


def _listen(host: str, port: int) -> socket.socket:
    """Take the address.

    Raises:
        PortTaken: it cannot be had.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # Named, since asyncio sends at once (TCP_NODELAY) only where the protocol is; else the second part of
        # every reply waits 40 ms for the first one's acknowledgement.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as error:
        raise PortTaken(f"地址 {host} 用不了（{why(error)}）。请检查 --host。") from error
    # Elsewhere than on Windows this only means: not held back by connections that are closing.
    if os.name != "nt":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        message = f"{host}:{port} 用不了（{why(error)}）。请关掉占用它的程序，或用 --port 换端口。"
        raise PortTaken(message) from error
    return listener


def _fill_if_empty(settings: Settings) -> None:
    store = Store.open(settings.store_path)
    try:
        if not store.notices():
            report = ingest([SAMPLES], store, settings=settings, sample=True)
            _say(f"库是空的，已装入自带的示例通知 {len(report.files)} 份（均为虚构）。")
            _say("装入真实通知请用 zhengda ingest。")
    finally:
        store.close()


def _warn_if_nobody(settings: Settings) -> None:
    store = Store.open(settings.store_path)
    try:
        if not store.accounts.users():
            _say(NOBODY)
    finally:
        store.close()


def _warn_if_reachable(host: str) -> None:
    if not _is_loopback(host):
        _say(
            f"注意：监听 {host}，其他机器也能访问。公众页面和接口不用登录，工作台要登录；"
            "没有 https 时密码在网络上是明文，请放在 https 反向代理后面，或只在可信的网络里这样用。"
        )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _address(settings: Settings) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)
    return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{settings.port}"


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
