"""A value and where it came from."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value and the rule that found it ("json-ld", "meta:og:title", "profile")."""

    value: T
    rule: str
