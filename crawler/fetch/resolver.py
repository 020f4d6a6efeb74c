"""No name of a public site resolves to a private address (server-side request forgery, DNS rebinding).

Twisted asks the resolver for every connection, IP literals and odd spellings included, and connects to the
very address it was given, so there is no window between check and use. Hosts the user typed are exempt.
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


class PublicOnlyResolver(CachingHostnameResolver):
    """TWISTED_DNS_RESOLVER: Scrapy's caching resolver behind a filter. IPv4 and IPv6."""

    def __init__(self, reactor: Any, cache_size: int, process: Any) -> None:
        super().__init__(reactor, cache_size)
        self.process = process

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
        """Resolve a name; private addresses only for hosts the user typed."""
        if hostName.lower() not in self.typed_hosts():
            resolutionReceiver = PublicAddresses(resolutionReceiver, hostName)
        return super().resolveHostName(resolutionReceiver, hostName, portNumber, addressTypes, transportSemantics)
