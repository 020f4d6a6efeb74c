"""Readers' comments: threads, pages of them, markup, and everything a moderator keeps back."""

import html
from datetime import datetime, timedelta

from tests.wordpress.oddities import Secrets
from tests.wordpress.posts import Remark
from tests.wordpress.sentences import Writer

MANY = 250
DEEPEST = 8
READERS = (
    "Hartini", "pak_de77", "Nur'aini", "Budi S.", "Ibu Kos", "Yosef & Maria", "ANONIM", "tukang baca", "Rina 🌸",
    "محمد", "D. Prakoso", "Lia", "Penulis Tamu", "Warga RT 05", "admin-nya adminnya", "O'Brien",
)  # fmt: skip


class Thread:
    """Builds the remarks under one post, each at its own minute, in the order they were written."""

    def __init__(self, writer: Writer, post: str, opened: datetime, closed: datetime) -> None:
        self.remarks: list[Remark] = []
        self._writer = writer
        self._post = post
        self._opened = opened
        self._closed = closed

    @property
    def is_closed(self) -> bool:
        """Whether the next remark would be written later than the site's today."""
        return self._next_at() >= self._closed

    def add(self, markup: str | None = None, *, parent: Remark | None = None, **fields: object) -> Remark:
        number = len(self.remarks)
        remark = Remark(
            key=f"{self._post}/{number}",
            at=self._next_at(),
            author=str(fields.pop("author", READERS[(number * 7 + len(self._post)) % len(READERS)])),
            markup=markup if markup is not None else html.escape(self._writer.remark(), quote=False),
            parent=parent.key if parent else None,
            **fields,  # type: ignore[arg-type]
        )
        self.remarks.append(remark)
        return remark

    def _next_at(self) -> datetime:
        number = len(self.remarks)
        return self._opened + timedelta(minutes=4 + number * 3, seconds=number * 13 % 60)


def ordinary(writer: Writer, post: str, published: datetime, today: datetime, number: int) -> tuple[Remark, ...]:
    """Up to a dozen comments, some answered."""
    thread = Thread(writer, post, published, today)
    for turn in range((number * 5) % 13 if number % 4 else 0):
        if thread.is_closed:
            break
        parent = writer.random.choice(thread.remarks) if thread.remarks and turn % 3 == 1 else None
        thread.add(parent=parent, url=f"https://pembaca{turn}.example/" if turn % 4 == 2 else "")
    return tuple(thread.remarks)


def many(writer: Writer, post: str, published: datetime, today: datetime) -> tuple[Remark, ...]:
    """250 comments on 16 pages and more, every fifth an answer, some answers to answers."""
    thread = Thread(writer, post, published, today)
    for turn in range(MANY):
        parent = thread.remarks[turn - 2] if turn % 5 == 4 else None
        thread.add(parent=parent)
    return tuple(thread.remarks)


def deep(writer: Writer, post: str, published: datetime, today: datetime) -> tuple[Remark, ...]:
    """Answers to answers, deeper than the theme shows, with side branches."""
    thread = Thread(writer, post, published, today)
    for _ in range(3):
        parent = thread.add()
        for depth in range(2, DEEPEST + 1):
            parent = thread.add(parent=parent)
            if depth in (3, 6):
                thread.add(parent=parent)
    return tuple(thread.remarks)


def marked_up(writer: Writer, post: str, published: datetime, today: datetime) -> tuple[Remark, ...]:
    """Links, quotations, code, several paragraphs, line breaks, twins, known readers, pings."""
    thread = Thread(writer, post, published, today)
    first = thread.add(
        'Lihat <a href="https://contoh.example/data">data ini</a> dan <em>simpulkan</em> <strong>sendiri</strong>.'
    )
    thread.add("Paragraf pertama.\n\nParagraf kedua,\nbaris kedua,\nbaris ketiga.\n\nPenutup.", parent=first)
    thread.add(
        f'<blockquote>{writer.remark()}</blockquote>\nSaya tidak setuju -- "keliru" kata tetangga...', parent=first
    )
    thread.add("Coba <code>ls -l | wc</code> lalu 2 &lt; 3 &amp;&amp; 5x5.")
    thread.add("Setuju!", author="Hartini")
    thread.add("Setuju!", author="Hartini")
    thread.add("🎉🎉 mantap :) 👍🏽", author="Rina 🌸")
    thread.add("Terima kasih masukannya.", author="Jurnalis Berita", user="jurnalis", parent=first)
    thread.add("شكرا لكم", author="محمد", url="https://pembaca.example/?a=1&b=2")
    thread.add("Alamat lengkap: https://contoh.example/a?b=1&c=2 silakan dicek.")
    thread.add(
        f"[...] {writer.remark()} [...]", author="Blog Tetangga", url="https://blog.example/p/1", kind="pingback"
    )
    thread.add(
        f"<strong>Lacak balik</strong>\n\n[...] {writer.remark()} [...]",
        author="Koran Sebelah",
        url="https://koran.example/2",
        kind="trackback",
    )
    return tuple(thread.remarks)


def moderated(writer: Writer, post: str, published: datetime, today: datetime, secret: Secrets) -> tuple[Remark, ...]:
    """Held, spam and binned comments, and public answers to them which no page shows."""
    thread = Thread(writer, post, published, today)
    thread.add()
    for status in ("0", "spam", "trash"):
        hidden = thread.add(secret.line(writer), status=status)
        answer = thread.add(parent=hidden)
        thread.add(parent=answer)
        thread.add(secret.line(writer), parent=answer, status=status)
    thread.add()
    return tuple(thread.remarks)


def silent(writer: Writer, post: str, published: datetime, today: datetime, secret: Secrets) -> tuple[Remark, ...]:
    """Comments on a post the public may not see: secrets, all of them."""
    thread = Thread(writer, post, published, today)
    first = thread.add(secret.line(writer))
    thread.add(secret.line(writer), parent=first)
    return tuple(thread.remarks)
