"""Fixtures for all tests: an archive in a folder of its own, and no network beyond this machine."""

import ipaddress
import os
import socket
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from crawler.archive.open import Archive
from tests.wordpress import packages

CONNECT = socket.socket.connect


why_no_wordpress = cache(packages.reason_to_skip)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests marked "wordpress" are skipped where none can be brought up; under CI=true they fail instead."""
    missing = why_no_wordpress() if item.get_closest_marker("wordpress") else None
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"CI=true asks for every test, but: {missing}", pytrace=False)
    if missing:
        pytest.skip(missing)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Binary values go by their argument's name: what gzip makes has the time in it, and each process has its own."""
    return argname if isinstance(val, bytes) and not val.isascii() else None


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets of this process connect to this machine alone."""

    def connect(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0]) if isinstance(address, tuple) else str(address)
            assert host == "localhost" or ipaddress.ip_address(host).is_loopback, f"a test asked for {host}"
        CONNECT(self, address)  # type: ignore[arg-type]  # socket addresses have no type of their own

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """A new archive, open for writing."""
    with Archive.writing(tmp_path / "archive") as opened:
        yield opened
