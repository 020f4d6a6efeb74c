"""WordPress: one real site on loopback, as an object for tests.

with WordPress(folder, posts=150) as wordpress:
    crawl(wordpress.url)
    wordpress.set(rest="off")
    score(wordpress.truth(), export)
"""

import json
import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.wordpress import access_log, images, plan, processes, tomorrow, truth
from tests.wordpress.folder import Folder, lay_out, sockets_for
from tests.wordpress.posts import MEDIA
from tests.wordpress.truth import Truth

JAKARTA = timezone(timedelta(hours=7))
SETTINGS: dict[str, tuple[str, ...]] = {
    "theme": ("twentytwentyone", "twentytwentytwo", "twentytwentythree"),
    "rest": ("on", "off", "users-closed", "plain"),
    "sitemap": ("on", "off"),
    "feeds": ("on", "off"),
    "permalinks": ("name", "date", "plain"),
    "comment_order": ("asc", "desc"),
    "comment_page": ("first", "last"),
}
FIRST_SETTINGS = {
    "theme": "twentytwentyone",
    "rest": "on",
    "sitemap": "on",
    "feeds": "on",
    "permalinks": "name",
    "comment_order": "asc",
    "comment_page": "last",
}
PHP = Path(__file__).parent / "php"


class WordPress:
    """Brings a site up in a folder, or takes over the one that is there; close() ends its servers.

    A folder keeps its port, posts and seed: posts, seed and port count only the first time.
    """

    def __init__(self, folder: Path, *, posts: int = 150, seed: int = 1, port: int = 0) -> None:
        self.folder = Folder(folder.resolve())
        self.seconds: dict[str, float] = {}
        state = self.folder.state()
        if not state.get("filled"):
            state = self._fresh(posts=posts, seed=seed, port=port)
        self._sockets = Path(state["sockets"])
        self.url = f"http://127.0.0.1:{state['port']}/"
        self._bring_up(state)
        self._mark = self._log_bytes()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        bring_down(self.folder.root)

    def set(self, **settings: str) -> dict[str, str]:
        """Switch theme, sources, permalinks, comment order; returns all settings as they are now."""
        for name, value in settings.items():
            if value not in SETTINGS.get(name, ()):
                allowed = ", ".join(SETTINGS.get(name, ())) or f"no such setting; there are {', '.join(SETTINGS)}"
                raise ValueError(f"{name}={value!r}: {allowed}")
        return self._php("settings", settings)

    def next_day(self) -> dict[str, Any]:
        """Five new posts, five edits, a moved post, two binned ones, 31 comments on nine posts; says which."""
        state = self.folder.state()
        round_number = state["days"] + 1
        first_plan = plan.site(state["posts"], state["seed"], datetime.fromisoformat(state["today"]))
        changes = tomorrow.changes(first_plan, round_number, state["seed"], self._now())
        answer = self._php("nextday", changes | {"ids": state["ids"]})
        self.folder.save_state(self.folder.state() | {"ids": answer.pop("ids"), "days": round_number})
        return answer

    def truth(self) -> Truth:
        """What the database holds now; raises truth.Disagreement if rendering and plan tell two stories."""
        return truth.from_dump(self._php("truth", {}))

    def requests(self) -> tuple[access_log.Request, ...]:
        """What was asked of the site since mark(), or since it was brought up."""
        return access_log.read(self.folder.access_log, self._mark)

    def mark(self) -> None:
        """Count requests from here."""
        self._mark = self._log_bytes()

    def _fresh(self, *, posts: int, seed: int, port: int) -> dict[str, Any]:
        """A new state, after whatever half-made site was here has been taken away."""
        bring_down(self.folder.root)
        self.folder.clear()
        self.folder.root.mkdir(parents=True, exist_ok=True)
        state = {
            "port": port or processes.free_port(),
            "sockets": str(sockets_for(self.folder.root)),
            "posts": posts,
            "seed": seed,
            "today": self._now().isoformat(),
            "days": 0,
            "filled": False,
            "children": {},
        }
        self.folder.save_state(state)
        return state

    def _bring_up(self, state: dict[str, Any]) -> None:
        if len(state["children"]) == 3 and all(processes.runs(*child) for child in state["children"].values()):
            return
        processes.stop_all(state["children"])
        if not processes.port_is_free(state["port"]):
            raise processes.BroughtDown(f"port {state['port']} is taken; give another folder or free it")
        self._timed("files", lambda: self._lay_out(state))
        self._timed("database", lambda: processes.make_database(self.folder))
        self._timed("servers", lambda: self._start(state))
        if not state["filled"]:
            self._timed("install", self._install)
            self._timed("fill", lambda: self._fill(state))

    def _lay_out(self, state: dict[str, Any]) -> None:
        user = processes.user_name()
        lay_out(self.folder, port=state["port"], sockets=self._sockets, user=user, is_root=processes.is_root())

    def _start(self, state: dict[str, Any]) -> None:
        state["children"] = processes.start_all(self.folder, port=state["port"], sockets=self._sockets)
        self.folder.save_state(state)

    def _install(self) -> None:
        sql = "create database if not exists wordpress character set utf8mb4"
        words = ["mariadb", "--no-defaults", "-uroot", "-S", str(self._sockets / "db.sock"), "-e", sql]
        processes.run_to_end(words, self.folder.log / "install-db.log")
        self._php("install", {"name": plan.SITE_NAME, "tagline": plan.TAGLINE})
        self.set(**FIRST_SETTINGS)

    def _fill(self, state: dict[str, Any]) -> None:
        self._draw_pictures()
        site = plan.site(state["posts"], state["seed"], datetime.fromisoformat(state["today"]))
        ids = self._php("fill", plan.as_json(site) | {"pictures": str(self.folder.root / "pictures")})
        state |= {"ids": ids, "filled": True}
        self.folder.save_state(state)

    def _draw_pictures(self) -> None:
        for number, key in enumerate(MEDIA):
            if number % 2:
                path, picture = f"{key}.jpg", images.jpeg(640, 360, number)
            else:
                path, picture = f"{key}.png", images.png(640, 360, (40 * number, 90, 160), (230, 200 - 30 * number, 80))
            (self.folder.root / "pictures" / path).write_bytes(picture)

    def _php(self, script: str, given: dict[str, Any]) -> Any:
        words = ["php", "-d", "memory_limit=1G", "-d", "opcache.enable_cli=0", str(PHP / f"{script}.php")]
        done = subprocess.run(
            [*words, str(self.folder.site)],
            input=json.dumps(given, ensure_ascii=False).encode(),
            capture_output=True,
            check=False,
        )
        if done.returncode:
            said = (done.stderr + done.stdout[-2000:]).decode("utf-8", "replace").strip()
            raise processes.BroughtDown(f"{script}.php ended with {done.returncode}: {said}")
        return json.loads(done.stdout)

    def _timed(self, step: str, work: Callable[[], None]) -> None:
        began = time.monotonic()
        work()
        self.seconds[step] = round(time.monotonic() - began, 2)

    def _log_bytes(self) -> int:
        return self.folder.access_log.stat().st_size if self.folder.access_log.exists() else 0

    @staticmethod
    def _now() -> datetime:
        return datetime.now(JAKARTA).replace(tzinfo=None, microsecond=0)


def bring_down(root: Path) -> bool:
    """End the servers of a folder, whoever started them; True if any was running. The site's data stays."""
    folder = Folder(root.resolve())
    state = folder.state()
    children = state.get("children", {})
    were_running = any(processes.runs(*child) for child in children.values())
    processes.stop_all(children)
    if state:
        folder.save_state(state | {"children": {}})
        if "sockets" in state and not Path(state["sockets"]).is_relative_to(folder.root):
            shutil.rmtree(state["sockets"], ignore_errors=True)  # the short folder beside a too long path
    return were_running
