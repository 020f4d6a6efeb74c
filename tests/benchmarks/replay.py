"""`python -m tests.benchmarks.replay --pywb BIN [--screenshots DIR]`: the kept pages replayed by pywb.

Crawls the demonstration site twice, hands the WARC files to pywb (in an environment of its own: BIN is its
`bin` folder), and compares: each story and listing byte for byte with what the site sends, and in headless Chromium the
visible text of some with that of the live page. Exit code 1 at any difference.
"""

import argparse
import contextlib
import gzip
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from tests.crawls.crawling import Keeping
from tests.mocksite.server import MockSite

COLLECTION = "kliping"
IN_CHROMIUM = 3  # stories and as many listings
START_S = 30


@contextlib.contextmanager
def pywb(tools: Path, folder: Path, files: list[Path]) -> Iterator[str]:
    """pywb with these files; the address under which it replays."""
    for words in (["init", COLLECTION], ["add", COLLECTION, *map(str, files)]):
        subprocess.run([str(tools / "wb-manager"), *words], cwd=folder, check=True, capture_output=True)
    (folder / "config.yaml").write_text("framed_replay: false\nenable_auto_fetch: false\n")  # no frame around pages
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with (folder / "pywb.log").open("wb") as log:
        serving = subprocess.Popen(
            [str(tools / "pywb"), "-b", "127.0.0.1", "-p", str(port)], cwd=folder, stdout=log, stderr=log
        )
    try:
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/{COLLECTION}"
    finally:
        serving.terminate()
        serving.wait(10)


def fetched(url: str) -> bytes:
    """The body of an answer, undone of gzip."""
    with urllib.request.urlopen(url, timeout=30) as answer:
        body: bytes = answer.read()
        return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


def visible(browser: str, url: str, picture: Path | None) -> str:
    """The text that Chromium shows of a page, pywb's own banner left out."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=5000"]
    if picture is not None:
        shot = [browser, *flags, "--window-size=900,1400", f"--screenshot={picture}", url]
        subprocess.run(shot, check=True, capture_output=True, timeout=120)
    page = subprocess.run([browser, *flags, "--dump-dom", url], check=True, capture_output=True, timeout=120).stdout
    tree = LexborHTMLParser(page)
    for node in tree.css("script, style, noscript, #_wb_frame_top_banner, #_wb_plain_banner, wb_div"):
        node.decompose()
    return " ".join(tree.body.text(separator=" ").split()) if tree.body else ""


def compared(replay: str, live: str, paths: list[str], browser: str | None, pictures: Path | None) -> list[str]:
    """What differs, as lines."""
    found = [f"{path}: bytes differ" for path in paths if fetched(f"{replay}/id_/{live}{path}") != fetched(live + path)]
    if browser is None:
        return [*found, "Chromium is not installed"]
    stories = [path for path in paths if path.count("/") == 2][:IN_CHROMIUM]
    listings = [path for path in paths if "/category/" in path][:IN_CHROMIUM]
    for path in stories + listings:
        picture = pictures / f"{path.strip('/').replace('/', '-')}.png" if pictures else None
        shown, wanted = visible(browser, f"{replay}/mp_/{live}{path}", picture), visible(browser, live + path, None)
        if wanted not in shown:
            found.append(f"{path}: Chromium shows {len(shown)} characters, live {len(wanted)}")
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pywb", type=Path, required=True, metavar="BIN")
    options.add_argument("--screenshots", type=Path, metavar="DIR")
    chosen = options.parse_args()
    if chosen.screenshots:
        chosen.screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, MockSite(bad_days=False, rest=False, validators=False) as site:
        keeping = Keeping(Path(scratch) / "archive")
        for _ in (1, 2):  # the second run keeps the same bytes as revisits
            if keeping.crawl("site", url=f"{site.url}/").code:
                raise SystemExit("the crawl failed")
        wanted = "select distinct url from visits where target in ('page', 'listing', 'home') and status = 200"
        paths = sorted(url.removeprefix(site.url) for (url,) in keeping.ask(wanted))
        files = sorted((keeping.folder / "warc").iterdir())
        browser = shutil.which("chromium") or shutil.which("google-chrome")
        served = Path(scratch) / "pywb"
        served.mkdir()
        with pywb(chosen.pywb.absolute(), served, files) as replay:
            found = compared(replay, site.url, paths, browser, chosen.screenshots)
    print(
        "\n".join(found)
        or f"{len(paths)} pages of {len(files)} files replay as they came, byte for byte and to the eye"
    )
    sys.exit(int(bool(found)))


if __name__ == "__main__":
    main()
