"""Whether a WARC file is what it says: every record readable, lengths and digests right, no torn tail.

`warcio check` passes over a torn tail without a word; this check does not.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from crawler.warc.members import Member, Record, Torn, http_parts, members, parsed

ALGORITHMS = {"sha1": "sha1", "sha256": "sha256", "sha-256": "sha256", "sha512": "sha512", "md5": "md5"}
CHECKED_MOST = 100  # findings of a file that are told one by one


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong, in a sentence. is_tail: the file ends in the middle of a record, which `recover` can mend."""

    offset: int
    sentence: str
    is_tail: bool = False


@dataclass(slots=True)
class Report:
    """What a check found. records counts them by type; whole_bytes is where the last whole record ends."""

    name: str
    records: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    digests: int = 0
    whole_bytes: int = 0
    offsets: set[int] = field(default_factory=set)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def check(path: Path) -> Report:
    """Read a file of one record a gzip member from end to end. Never raises for what is in it."""
    report = Report(path.name)
    try:
        for found in members(path):
            if isinstance(found, Torn):
                report.findings.append(Finding(found.offset, f"{found.reason}, at {found.offset:,}", found.is_tail))
                break
            report.whole_bytes = found.offset + found.length
            report.offsets.add(found.offset)
            _check_member(found, report)
    except OSError as error:
        report.findings.append(Finding(0, f"cannot be read: {error.strerror or error}"))
    if not report.records and not report.findings:
        report.findings.append(Finding(0, "holds no record"))
    return report


def _check_member(member: Member, report: Report) -> None:
    record = parsed(member.block)
    if record is None:
        report.findings.append(Finding(member.offset, f"no WARC record at {member.offset:,}"))
        return
    report.records[record.type or "without a type"] += 1
    for sentence in _wrong(record, member.block, report):
        if len(report.findings) < CHECKED_MOST:
            report.findings.append(Finding(member.offset, f"{sentence}, at {member.offset:,}"))


def _wrong(record: Record, block: bytes, report: Report) -> Iterator[str]:
    there = len(block) - block.index(b"\r\n\r\n") - 4
    if there != record.length + 4:
        yield f"a {record.type} record says {record.length:,} bytes and has {max(0, there - 4):,}"
        return
    for name in ("warc-type", "warc-record-id", "warc-date"):
        if not record.fields.get(name):
            yield f"a record without {name}"
    told = record.fields.get("warc-block-digest")
    if told is not None:
        report.digests += 1
        if not matches(told, record.block):
            yield f"the block digest of a {record.type} record is wrong"
    told = record.fields.get("warc-payload-digest")
    if told is not None and record.type in ("response", "request", "resource"):
        report.digests += 1
        payload = http_parts(record.block)[1] if record.type != "resource" else record.block
        if not matches(told, payload):
            yield f"the payload digest of a {record.type} record is wrong"


def matches(told: str, content: bytes) -> bool:
    """Whether a digest ("sha1:" with base 32 or hexadecimal) is that of some bytes; one of unknown kind passes.

    >>> matches("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", b""), matches("sha1:0000", b"")
    (True, False)
    """
    name, _, value = told.partition(":")
    algorithm = ALGORITHMS.get(name.lower())
    if algorithm is None:
        return True
    summed = hashlib.new(algorithm, content)
    return value.lower() in (summed.hexdigest(), _base32(summed.digest()), _base32(summed.digest()).rstrip("="))


def _base32(value: bytes) -> str:
    return base64.b32encode(value).decode().lower()
