"""Turns old office files into docx and xlsx by LibreOffice, where that is installed.

Each run has a profile, a home and a folder of its own, which go with it; macros and links are off, there is
no network where the system lets us cut it, and at the time limit the whole group of processes is killed.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from corpus.errors import FileTooLarge, ReadError, UndecodableFile, UnsupportedFile
from corpus.readers.ports import Limits
from corpus.why import why

_MISSING = (
    "这台机器没有 LibreOffice，读不了旧版 Office 文档。"
    "请安装（apt install libreoffice-writer-nogui libreoffice-calc-nogui），或另存为 docx、xlsx 后重新导入。"
)
_FAILED = (
    "LibreOffice 打不开这份文件（可能已损坏，或有密码）。请用 Word 或 WPS 另存为 docx、xlsx 后重新导入。"
)
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}
_ITEM = (
    '<item oor:path="/org.openoffice.Office.{}">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "1"),
    ("Common/Misc", "FirstRun", "false"),
)


def convert(data: bytes, source: str, target: str, limits: Limits) -> bytes:
    """Turn a file into another format.

    Args:
        data: the file.
        source: what its name ends with ("doc").
        target: "docx" or "xlsx".
        limits: `seconds` for the whole run, `expanded_bytes` for what comes out.

    Raises:
        UnsupportedFile: LibreOffice is not installed.
        UndecodableFile: it could not open the file, or not in time.
        FileTooLarge: what came out is over the limit.
        ReadError: the temporary folder could not be written.
    """
    program = shutil.which("soffice")
    if program is None:
        raise UnsupportedFile(_MISSING)
    try:
        with tempfile.TemporaryDirectory(prefix="zhengda-", ignore_cleanup_errors=True) as folder:
            return _converted(program, Path(folder), data, source, target, limits)
    except OSError as error:
        raise ReadError(f"临时文件夹写不了（{why(error)}）。请检查磁盘后重新导入。") from error


def _converted(program: str, folder: Path, data: bytes, source: str, target: str, limits: Limits) -> bytes:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry(), encoding="utf-8")
    given = folder / f"input.{source}"
    given.write_bytes(data)
    command = [program, f"-env:UserInstallation={profile.as_uri()}"]
    command += [
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        "--nolockcheck",
        "--nofirststartwizard",
    ]
    command += ["--convert-to", _FILTERS[target], "--outdir", str(folder / "out"), str(given)]
    _run([*_without_network(), *command], folder, limits.seconds)
    made = folder / "out" / f"input.{target}"
    if not made.is_file():
        raise UndecodableFile(_FAILED)
    if made.stat().st_size > limits.expanded_bytes:
        raise FileTooLarge("转换以后太大，没有读。请拆分文件后重新导入。")
    return made.read_bytes()


def _run(command: list[str], folder: Path, seconds: float) -> None:
    environment = {"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.environ.get("PATH", os.defpath)}
    environment |= {"LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp", "SAL_DISABLE_OPENCL": "1"}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise UndecodableFile(
            f"LibreOffice 转换超过 {seconds:g} 秒，已停止。请用 Word 或 WPS 另存为 docx、xlsx 后重新导入。"
        ) from error
    finally:
        # soffice starts a process of its own; none of the group outlives the run.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _registry() -> str:
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>'
    )


def _without_network() -> list[str]:
    """A name space without network, where the system lets an ordinary user have one."""
    program = shutil.which("unshare")
    if program is None:
        return []
    fenced = [program, "--map-root-user", "--net", "--"]
    quiet = subprocess.DEVNULL
    try:
        tried = subprocess.run(
            [*fenced, "true"], check=False, stdin=quiet, stdout=quiet, stderr=quiet, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return fenced if tried.returncode == 0 else []
