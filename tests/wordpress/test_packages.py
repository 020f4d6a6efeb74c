"""What is absent, told from dpkg's listing, and small parts which need no server."""

import re
import struct
import zlib
from pathlib import Path

from tests.wordpress import access_log, images, processes
from tests.wordpress.folder import Folder, lay_out, sockets_for
from tests.wordpress.packages import PACKAGES, missing_in


def test_packages_not_listed_or_only_half_installed_are_missing():
    listing = "\n".join(f"{name} installed" for name in PACKAGES if name != "nginx")
    assert missing_in(listing) == ("nginx",)
    assert missing_in(f"{listing}\nnginx config-files") == ("nginx",)
    assert missing_in(f"{listing}\nnginx installed") == ()


def test_a_png_is_read_back_by_its_own_rules():
    picture = images.png(4, 2, (255, 0, 0), (0, 0, 255))
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (4, 2)
    at = picture.index(b"IDAT")
    size = struct.unpack(">I", picture[at - 4 : at])[0]
    rows = zlib.decompress(picture[at + 4 : at + 4 + size])
    assert rows == b"\0" + b"\xff\0\0" * 4 + b"\0" + b"\0\0\xff" * 4


def test_a_jpeg_begins_and_ends_as_one_and_names_its_size():
    picture = images.jpeg(640, 360, 2)
    frame = picture.index(b"\xff\xc0")
    assert (picture[:2], picture[-2:]) == (b"\xff\xd8", b"\xff\xd9")
    assert struct.unpack(">HH", picture[frame + 5 : frame + 9]) == (360, 640)


def test_the_log_is_read_from_a_mark_on(tmp_path):
    line = (
        '{"at":"2026-05-01T00:00:00+00:00","method":"GET","uri":"/a/?b=1","status":200,"bytes":5,'
        '"seconds":0.021,"agent":"x","if_none_match":"","if_modified_since":""}\n'
    )
    log = tmp_path / "access.jsonl"
    log.write_text(line + line.replace("/a/", "/c/"))
    assert [request.path for request in access_log.read(log)] == ["/a/", "/c/"]
    assert [request.uri for request in access_log.read(log, len(line))] == ["/c/?b=1"]


def test_sockets_move_to_a_short_folder_when_the_path_is_too_long(tmp_path):
    assert sockets_for(Path("/srv/wp")) == Path("/srv/wp/run")
    elsewhere = sockets_for(tmp_path / ("x" * 90))
    assert len(str(elsewhere / "php.sock")) < 108
    elsewhere.rmdir()


def test_state_is_empty_before_and_whole_after_it_was_saved(tmp_path):
    folder = Folder(tmp_path)
    assert folder.state() == {}
    folder.save_state({"port": 1})
    assert folder.state() == {"port": 1}
    (tmp_path / "db").mkdir()
    folder.clear()
    assert (folder.state(), (tmp_path / "db").exists()) == ({}, False)


def test_a_pid_given_to_another_process_is_not_ended(tmp_path):
    own = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    pid, started = int(Path("/proc/self").resolve().name), int(own[19])
    assert processes.runs(pid, started)
    assert not processes.runs(pid, started - 1)
    processes.stop_all({"other": (pid, started - 1)})  # would end this very test


def test_the_configuration_names_the_folder_and_loopback_and_leaves_no_blank(tmp_path):
    folder = Folder(tmp_path)
    lay_out(folder, port=1, sockets=tmp_path / "run", user="nobody", is_root=False)
    for name in ("my.cnf", "php-fpm.conf", "nginx.conf"):
        text = folder.config(name).read_text()
        assert str(tmp_path) in text
        assert re.findall(r"\{\w+\}", text) == []
    assert "listen 127.0.0.1:1;" in folder.config("nginx.conf").read_text()
