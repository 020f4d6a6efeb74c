"""What nginx was asked: its access log of JSON lines, parsed."""

import json
from dataclasses import dataclass
from pathlib import Path

FORMAT = (
    '{"at":"$time_iso8601","method":"$request_method","uri":"$request_uri","status":$status,'
    '"bytes":$body_bytes_sent,"seconds":$request_time,"agent":"$http_user_agent",'
    '"if_none_match":"$http_if_none_match","if_modified_since":"$http_if_modified_since"}'
)


@dataclass(frozen=True, slots=True)
class Request:
    """One request as nginx logged it; seconds is how long the answer took, at the log's time zone."""

    at: str
    method: str
    uri: str
    status: int
    bytes: int
    seconds: float
    agent: str
    if_none_match: str
    if_modified_since: str

    @property
    def path(self) -> str:
        return self.uri.partition("?")[0]


def read(log: Path, since_bytes: int = 0) -> tuple[Request, ...]:
    """The requests logged after the first since_bytes of the log, oldest first."""
    with log.open("rb") as lines:
        lines.seek(since_bytes)
        return tuple(Request(**json.loads(line)) for line in lines)
