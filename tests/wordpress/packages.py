"""The Debian packages a real WordPress needs: which are absent, and how to install them."""

import os
import shutil
import subprocess

PACKAGES = (
    "nginx",
    "php",
    "php-cli",
    "php-fpm",
    "php-mysql",
    "php-xml",
    "php-mbstring",
    "php-gd",
    "mariadb-server-core",
    "mariadb-client-core",
    "wordpress",
    "wordpress-l10n",
    "wordpress-theme-twentytwentyone",
    "wordpress-theme-twentytwentytwo",
    "wordpress-theme-twentytwentythree",
)
# Debian's "php" and "wordpress" would also be content with Apache; php-fpm and nginx do its work here.
UNWANTED = ("libapache2-mod-php8.2-", "apache2-bin-")
INSTALL = "python -m tests.wordpress install"


def absent() -> tuple[str, ...]:
    """The packages that are not installed; all of them where there is no dpkg."""
    if shutil.which("dpkg-query") is None:
        return PACKAGES
    asked = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *PACKAGES],
        capture_output=True,
        text=True,
        check=False,
    )
    return missing_in(asked.stdout)


def missing_in(listing: str) -> tuple[str, ...]:
    """The needed packages which a "name status" listing does not call installed."""
    pairs = (line.rpartition(" ") for line in listing.splitlines())
    installed = {name for name, _, status in pairs if status == "installed"}
    return tuple(name for name in PACKAGES if name not in installed)


def reason_to_skip() -> str | None:
    """One sentence for pytest.skip; None if a real WordPress can be brought up here."""
    lacking = absent()
    if not lacking:
        return None
    return f"a real WordPress needs {', '.join(lacking)}; as root on Debian 12: {INSTALL}"


def install() -> tuple[str, ...]:
    """Install what is absent with apt-get; returns the names asked for. Starts no service."""
    lacking = absent()
    if not lacking:
        return ()
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], env=quiet, check=True)
    words = ["apt-get", "-qq", "-y", "--no-install-recommends", "install", *lacking, *UNWANTED]
    subprocess.run(words, env=quiet | {"RUNLEVEL": "1"}, check=True, stdout=subprocess.DEVNULL)
    return lacking
