"""Names that resolve to private addresses do not resolve, unless the user typed them."""

from types import SimpleNamespace

import pytest
from scrapy.resolver import dnscache
from scrapy.utils.test import get_crawler
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface.verify import verifyObject

from crawler.fetch.resolver import FirstAnswerDecides, PublicAddresses, PublicOnlyResolver

PUBLIC, PRIVATE, LOOPBACK = "93.184.216.34", "10.0.0.7", "127.0.0.1"


class Receiver:
    """Whoever waits for addresses."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def resolutionBegan(self, resolution: object) -> None:
        self.heard.append("began")

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:
        self.heard.append(address.host)

    def resolutionComplete(self) -> None:
        self.heard.append("complete")


class Names:
    """A name server's answers, in place of the machine's own look-up of names."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses

    def resolveHostName(self, receiver, hostName, portNumber=0, addressTypes=None, transportSemantics="TCP"):
        receiver.resolutionBegan(self)
        for address in self.addresses:
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, portNumber))
        receiver.resolutionComplete()
        return self


@pytest.fixture(autouse=True)
def empty_cache():
    dnscache.clear()


def resolve(host: str, *addresses: str, typed: tuple[str, ...] = ()) -> list[str]:
    """What the waiting side hears, the second time, when the cache may answer."""
    crawler = get_crawler()
    crawler.crawlers = [
        SimpleNamespace(spider=None),
        SimpleNamespace(spider=SimpleNamespace(typed_hosts=frozenset(typed))),
    ]
    reactor = SimpleNamespace(nameResolver=Names(*addresses))
    resolver = PublicOnlyResolver.from_crawler(crawler, reactor)
    first, second = Receiver(), Receiver()
    resolver.resolveHostName(first, host, 80)
    resolver.resolveHostName(second, host, 80)
    assert [word for word in first.heard if "." in word or ":" in word] == [
        word for word in second.heard if "." in word or ":" in word
    ]
    return first.heard


@pytest.mark.parametrize(
    ("addresses", "heard"),
    [
        ((PUBLIC,), [PUBLIC]),
        ((PRIVATE,), []),
        ((PUBLIC, PRIVATE, LOOPBACK), [PUBLIC]),
        (("2606:2800:220:1::1", "fd00::1", "::1", "fe80::1"), ["2606:2800:220:1::1"]),
        (("::ffff:10.0.0.1", "64:ff9b::7f00:1"), []),
        (("169.254.169.254",), []),
        ((), []),
    ],
)
def test_only_public_addresses_are_passed_on(addresses, heard):
    assert resolve("gazette.example", *addresses) == ["began", *heard, "complete"]


@pytest.mark.parametrize(
    ("host", "heard"), [("dev.example", [LOOPBACK]), ("DEV.example", [LOOPBACK]), ("other.example", [])]
)
def test_hosts_the_user_typed_may_be_private(host, heard):
    assert resolve(host, LOOPBACK, typed=("dev.example",)) == ["began", *heard, "complete"]


@pytest.mark.parametrize(
    ("answers", "heard"),
    [
        ([(PUBLIC,), (PRIVATE,)], [[PUBLIC], []]),
        ([(PUBLIC,), (LOOPBACK, PUBLIC)], [[PUBLIC], [PUBLIC]]),
        ([(PUBLIC, PRIVATE), (PRIVATE,)], [[PUBLIC], []]),
        ([(PRIVATE,), (LOOPBACK,)], [[PRIVATE], [LOOPBACK]]),
        ([(PRIVATE,), (PUBLIC,), (PRIVATE,)], [[PRIVATE], [PUBLIC], [PRIVATE]]),
        ([(), (PRIVATE,), (PRIVATE,)], [[], [PRIVATE], [PRIVATE]]),
    ],
)
def test_a_typed_host_that_was_public_at_first_never_becomes_private(answers, heard):
    crawler = get_crawler()
    crawler.crawlers = [SimpleNamespace(spider=SimpleNamespace(typed_hosts=frozenset({"dev.example"})))]
    resolver = PublicOnlyResolver.from_crawler(crawler, SimpleNamespace(nameResolver=None))
    for name, addresses, expected in zip(("dev.example", "DEV.example", "dev.example"), answers, heard, strict=False):
        dnscache.clear()  # entries leave it when it is full
        resolver.original_resolver = Names(*addresses)
        receiver = Receiver()
        resolver.resolveHostName(receiver, name, 80)
        assert receiver.heard == ["began", *expected, "complete"]


@pytest.mark.parametrize(
    "receiver",
    [PublicAddresses(Receiver(), "gazette.example"), FirstAnswerDecides(Receiver(), "gazette.example", {})],
    ids=["public", "typed"],
)
def test_the_filters_are_receivers_as_twisted_has_them(receiver):
    assert verifyObject(IResolutionReceiver, receiver)
