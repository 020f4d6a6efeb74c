"""When tests with a real WordPress run: where it can be brought up, and in continuous integration always."""

import os

import pytest

from tests.wordpress import packages

IS_CI = os.environ.get("CI") == "true"  # there a skip would hide that the packages are missing
NEEDED = [
    pytest.mark.wordpress,
    pytest.mark.skipif(bool(packages.absent()) and not IS_CI, reason=packages.reason_to_skip() or "all there"),
]
