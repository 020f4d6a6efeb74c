"""A pipeline step that breaks over chosen visits, to see what a crawl makes of a failure behind its callback."""

from crawler.items import Visit


class Break:
    """Raises for visits whose URL contains the setting BREAK_AT."""

    def __init__(self, at: str) -> None:
        self.at = at

    @classmethod
    def from_crawler(cls, crawler):
        """Read the setting."""
        return cls(crawler.settings["BREAK_AT"])

    def process_item(self, item: Visit) -> Visit:
        """Pass the visit on, or break."""
        if self.at in item.url:
            raise ZeroDivisionError(item.url)
        return item
