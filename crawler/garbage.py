"""Python's collector of circles of garbage, kept from looking in vain.

A page under extraction makes tens of thousands of objects, leaves hardly a circle behind, and is freed by its count of
references. Python's own thresholds look through all of them two dozen times a page, for a fifth of the time it takes.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS = 50_000  # new ones between two looks


def collect_seldom() -> None:
    """From now on look less often, and not among the modules: for a process of our own."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS, 20, 100)


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile; afterwards as before: for a piece of work in anybody's process."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
