"""mariadbd, php-fpm and nginx as children of ours: started in order, ended by pid, never by name."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.wordpress.folder import Folder

START_S = 30.0  # a starved machine; 0.2 s is usual
STOP_S = 20.0


Child = tuple[int, int]  # its pid, and when it started in ticks since boot: together no other process has them


class BroughtDown(RuntimeError):
    """A server did not start, or a command failed; the message names the log."""


def user_name() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def is_root() -> bool:
    return os.geteuid() == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as nginx does: TIME_WAIT is no owner
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def make_database(folder: Folder) -> None:
    """An empty data directory with the system tables, if there is none yet."""
    if (folder.root / "db" / "mysql").is_dir():
        return
    run_to_end(
        [
            "mariadb-install-db",
            f"--defaults-file={folder.config('my.cnf')}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
        ],
        folder.log / "install-db.log",
    )


def start_all(folder: Folder, *, port: int, sockets: Path) -> dict[str, Child]:
    """Start the three servers and wait for each; returns them by name."""
    children: dict[str, Child] = {}
    try:
        children["mariadbd"] = _start(folder, "mariadbd", [f"--defaults-file={folder.config('my.cnf')}"])
        _await(folder, "mariadbd", children["mariadbd"], lambda: _answers(sockets / "db.sock"))
        own = ["-R"] if is_root() else []  # all runs as one user, so that a private folder will do
        cache = ["-d", "opcache.memory_consumption=64", "-d", "opcache.revalidate_freq=60"]
        children["php-fpm"] = _start(folder, _php_fpm(), ["-y", str(folder.config("php-fpm.conf")), *cache, *own])
        _await(folder, "php-fpm", children["php-fpm"], lambda: _answers(sockets / "php.sock"))
        where = ["-p", str(folder.root), "-e", str(folder.log / "nginx-error.log")]
        children["nginx"] = _start(folder, "nginx", [*where, "-c", str(folder.config("nginx.conf"))])
        _await(folder, "nginx", children["nginx"], lambda: _listens(port))
    except BaseException:
        stop_all(children)
        raise
    return children


def stop_all(children: Mapping[str, Sequence[int]]) -> None:
    """End those that still run: those who ask first, the database last."""
    for name in reversed(tuple(children)):
        pid, started = children[name]
        if not runs(pid, started):
            continue
        os.kill(pid, signal.SIGTERM)
        if not _until(lambda pid=pid, started=started: not runs(pid, started), STOP_S):
            os.kill(pid, signal.SIGKILL)


def runs(pid: int, started: int) -> bool:
    """Whether the process we started is alive: its pid alone may have been given to another since."""
    with suppress(ChildProcessError):  # started by an earlier command, not by us
        os.waitpid(pid, os.WNOHANG)
    return _started(pid) == started


def run_to_end(words: list[str], log: Path) -> None:
    with log.open("ab") as out:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=out, stderr=out, check=False)
    if done.returncode:
        raise BroughtDown(f"{words[0]} ended with {done.returncode}; see {log}")


def tail(path: Path, lines: int = 5) -> str:
    if not path.exists():
        return ""
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def _start(folder: Folder, program: str, words: list[str]) -> Child:
    name = Path(program).name
    found = shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if found is None:
        raise BroughtDown(f"{name} is not installed; python -m tests.wordpress install")
    with (folder.log / f"{name}.out").open("ab") as out:
        child = subprocess.Popen(
            [found, *words], stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, cwd=folder.root
        )
    child.returncode = 0  # it outlives this command by design; stop_all() reaps it
    return child.pid, _started(child.pid) or 0


def _started(pid: int) -> int | None:
    """Field 22 of /proc/PID/stat; None if there is no such process or it is a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])


def _php_fpm() -> str:
    found = sorted(Path("/usr/sbin").glob("php-fpm[0-9]*"))
    return str(found[-1]) if found else "php-fpm"


def _await(folder: Folder, name: str, child: Child, is_ready: Callable[[], bool]) -> None:
    if _until(lambda: is_ready() or not runs(*child), START_S) and runs(*child):
        return
    logs = "\n".join(tail(path) for path in sorted(folder.log.glob(f"{name}*")))
    raise BroughtDown(f"{name} did not start in {folder.root}:\n{logs}")


def _until(is_so: Callable[[], bool], limit_s: float) -> bool:
    ends = time.monotonic() + limit_s
    while time.monotonic() < ends:
        if is_so():
            return True
        time.sleep(0.03)
    return is_so()


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
