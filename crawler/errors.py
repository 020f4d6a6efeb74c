"""What can be wrong with a set-up. A strange page is never one of these: that is a value.

NewsError
├── UsageProblem      a command or spider argument nobody can act on      exit code 2
├── ArchiveError      the archive folder, its database or its schema      exit code 1
│   ├── ArchiveEmpty  its database has no tables                         exit code 1
│   └── ArchiveLocked another run holds the archive                      exit code 5
├── WarcError         a WARC file or record that cannot be read or written    exit code 1
├── ProfileError      a site profile that cannot be read                  exit code 2
└── ExportError       an export that cannot be written                    exit code 1
"""


class NewsError(Exception):
    """Base of everything a person can put right; its text is one sentence for a terminal."""

    exit_code = 1


class UsageProblem(NewsError):
    """An argument that cannot be acted on: what it was, and an example of a right one."""

    exit_code = 2


class ArchiveError(NewsError):
    """The archive cannot be opened, read or written."""


class ArchiveEmpty(ArchiveError):
    """A database without tables, such as a file of 0 bytes: what it is, and what brings it back."""

    def __init__(self, told: str, mend: str) -> None:
        super().__init__(f"{told}: {mend}")
        self.told, self.mend = told, mend


class ArchiveLocked(ArchiveError):
    """Another run is writing to this archive."""

    exit_code = 5


class WarcError(NewsError):
    """A WARC file or record that cannot be read or written."""


class ProfileError(NewsError):
    """A site profile that cannot be used."""


class ExportError(NewsError):
    """An export that cannot be written where it was asked to go."""
