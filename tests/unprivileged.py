"""A stretch of a test without the superuser's rights, for what only happens to those who may not do everything."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def unprivileged() -> Iterator[Path]:
    """Be nobody where this process is the superuser's; gives a new folder that is one's own.

    Only the effective user changes: threads started before keep theirs, and so do folders that pytest made.
    """
    folder = Path(tempfile.mkdtemp(prefix="kliping-"))
    was = os.geteuid()
    try:
        if was == 0:
            os.chown(folder, NOBODY, -1)
            os.seteuid(NOBODY)
        yield folder
    finally:
        os.seteuid(was)
        shutil.rmtree(folder, ignore_errors=True)
