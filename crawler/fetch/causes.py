"""Why no answer came, in words for the account and for people: Scrapy's and Twisted's exceptions by what they mean."""

from collections.abc import Iterator

from OpenSSL import SSL
from scrapy import exceptions

from crawler.fetch.refusals import HeadTooLarge

NO_HOST = "host not found"
HEAD_TOO_LARGE = "head too large"
CAUSES: tuple[tuple[type[BaseException], str], ...] = (
    (exceptions.DownloadTimeoutError, "no answer in time"),
    (exceptions.CannotResolveHostError, NO_HOST),
    (exceptions.DownloadConnectionRefusedError, "connection refused"),
    (exceptions.ResponseDataLossError, "truncated"),
    (exceptions.DownloadFailedError, "connection lost"),
    (exceptions.UnsupportedURLSchemeError, "no web address"),
)


def cause(error: BaseException) -> str:
    """What a failed request failed of."""
    for inner in _inside(error):
        if isinstance(inner, HeadTooLarge):
            return HEAD_TOO_LARGE
        if isinstance(inner, SSL.Error):
            return "certificate not valid" if "certificate" in repr(inner) else "no TLS there"
    return next((text for kind, text in CAUSES if isinstance(error, kind)), type(error).__name__)


def _inside(error: BaseException) -> Iterator[BaseException]:
    """What Twisted wraps into its ResponseFailed, which Scrapy wraps once more."""
    failed = error.__cause__ or error
    for failure in getattr(failed, "reasons", None) or ():
        yield failure.value
