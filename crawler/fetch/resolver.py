"""No name of a public site resolves to a private address (server-side request forgery, DNS rebinding).

Twisted asks the resolver for every connection, IP literals and odd spellings included, and connects to the
very address it was given, so there is no window between check and use. A host that the user typed may be a server of
the user's own: it may be private if it was so at its first answer in this process, and not if it was public then.
"""

import logging
from collections.abc import Sequence
from typing import Any

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IAddress, IHostResolution, IResolutionReceiver
from zope.interface.declarations import directlyProvides

from crawler.urls import is_private

logger = logging.getLogger(__name__)


class PublicAddresses:
    """Passes on what resolves to public addresses; whoever waits sees a name that does not resolve."""

    def __init__(self, receiver: Any, host: str) -> None:
        self.receiver = receiver
        self.host = host
        directlyProvides(self, IResolutionReceiver)

    def resolutionBegan(self, resolution: IHostResolution) -> None:
        """Twisted's protocol."""
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:
        """Pass on a public address, drop a private one."""
        number = getattr(address, "host", "")
        if is_private(number):
            logger.warning("%s resolves to the private address %s: refused", self.host, number)
        else:
            self.receiver.addressResolved(address)

    def resolutionComplete(self) -> None:
        """Twisted's protocol."""
        self.receiver.resolutionComplete()


class FirstAnswerDecides:
    """Passes on private addresses of a host that the user typed, if its first answer had no public one.

    first_private: by host, whether it was so; kept for the process. A name that answers with both kinds is a public one.
    """

    def __init__(self, receiver: Any, host: str, first_private: dict[str, bool]) -> None:
        self.receiver = receiver
        self.host = host
        self.first_private = first_private
        self.addresses: list[IAddress] = []
        directlyProvides(self, IResolutionReceiver)

    def resolutionBegan(self, resolution: IHostResolution) -> None:
        """Twisted's protocol."""
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:
        """Keep it: the whole answer tells what it is."""
        self.addresses.append(address)

    def resolutionComplete(self) -> None:
        """Pass on what may be."""
        if self.addresses:
            has_public = any(not is_private(getattr(address, "host", "")) for address in self.addresses)
            self.first_private.setdefault(self.host, not has_public)
        allowed = self.receiver
        if not self.first_private.get(self.host, False):
            allowed = PublicAddresses(self.receiver, self.host)
        for address in self.addresses:
            allowed.addressResolved(address)
        self.receiver.resolutionComplete()


class PublicOnlyResolver(CachingHostnameResolver):
    """TWISTED_DNS_RESOLVER: Scrapy's caching resolver behind a filter. IPv4 and IPv6."""

    def __init__(self, reactor: Any, cache_size: int, process: Any) -> None:
        super().__init__(reactor, cache_size)
        self.process = process
        self.first_private: dict[str, bool] = {}

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "PublicOnlyResolver":
        """Remember the crawler process (Scrapy hands over that, not a crawler: one resolver serves them all)."""
        size = crawler.settings.getint("DNSCACHE_SIZE") if crawler.settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, size, crawler)

    def typed_hosts(self) -> set[str]:
        """Hosts the user typed, of every spider in this process."""
        spiders = (crawler.spider for crawler in self.process.crawlers)
        return {host for spider in spiders for host in getattr(spider, "typed_hosts", ())}

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> IHostResolution:
        """Resolve a name; private addresses only for hosts the user typed, and that were private from the beginning."""
        host = hostName.lower()
        filtered: Any = (
            FirstAnswerDecides(resolutionReceiver, host, self.first_private)
            if host in self.typed_hosts()
            else PublicAddresses(resolutionReceiver, hostName)
        )
        return super().resolveHostName(filtered, hostName, portNumber, addressTypes, transportSemantics)
