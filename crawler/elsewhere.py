"""Which archive a command named in a message must be told: the one at hand, where the project's settings name another."""

import shlex
from typing import Any

from scrapy.settings import SETTINGS_PRIORITIES


def archive_option(settings: Any) -> str:
    """The option that names this archive to another command, with a blank before it; "" where the project names it."""
    if (settings.getpriority("ARCHIVE_DIR") or 0) <= SETTINGS_PRIORITIES["project"]:
        return ""
    return f" -s ARCHIVE_DIR={shlex.quote(settings['ARCHIVE_DIR'])}"
