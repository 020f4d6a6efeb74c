"""Gzip undone by ISA-L where it is installed, in half of zlib's time; else by zlib. Both speak the same words.

For our own archive's files alone: what the network sends is left to zlib, which has met more malice.
"""

import zlib
from typing import Protocol, cast

try:
    from isal import igzip_lib, isal_zlib
except ImportError:  # there is no wheel of it for this machine
    IS_FAST = False
else:
    IS_FAST = True

GZIP = 16 + zlib.MAX_WBITS
BROKEN = (zlib.error, cast(type[Exception], igzip_lib.IsalError)) if IS_FAST else (zlib.error,)


class Inflating(Protocol):
    """One gzip member being undone, as `zlib.decompressobj` tells it."""

    @property
    def eof(self) -> bool:
        """Whether the member is at its end."""

    @property
    def unused_data(self) -> bytes:
        """What came behind its end."""

    @property
    def unconsumed_tail(self) -> bytes:
        """What is to be given again, since max_length was reached."""

    def decompress(self, data: bytes, max_length: int = 0, /) -> bytes:
        """The next bytes, at most so many (0: all there are). Raises one of BROKEN for damage."""


def inflating(*, is_fast: bool = IS_FAST) -> Inflating:
    """Begin to undo a gzip member; its checksum is checked at its end."""
    return isal_zlib.decompressobj(GZIP) if is_fast else zlib.decompressobj(GZIP)
