"""Where the servers' data and programs lie, given who runs them.

Usually both stay where they are. Only root without user namespaces, whose folders the unprivileged account may not
be able to enter, gets a place of its own under /var, with a copy of the programs.
"""

import hashlib
import os
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from db.embedded.errors import EmbeddedError
from db.embedded.identity import Identity, IdentityKind, candidates

POSTGRES, VALKEY = "postgres", "valkey"
_OUTSIDE = (Path("/var/lib"), Path("/var/tmp"))


@dataclass(frozen=True, slots=True)
class Programs:
    """None where that server is somebody else's."""

    postgres_bin: Path | None
    valkey: Path | None

    def each(self) -> list[Path]:
        postgres = None if self.postgres_bin is None else self.postgres_bin / "postgres"
        return [program for program in (postgres, self.valkey) if program is not None]


@dataclass(frozen=True, slots=True)
class Place:
    """`data` holds the folders `postgres` and `valkey`, both owned by `identity`."""

    identity: Identity
    data: Path
    programs: Programs


def find_place(
    home: Path, programs: Programs, *, namespace: bool = True, outside: tuple[Path, ...] = _OUTSIDE, previous: Path
) -> Place:
    """The first identity that can run the programs on the data; `previous` is where the data lay last time."""
    for identity in candidates(home, namespace=namespace):
        if identity.kind is IdentityKind.ACCOUNT and identity.uid != home.stat().st_uid:
            corner = _own_corner(home, outside)
            place = Place(identity, corner, _copied(programs, corner / "programs"))
        else:
            place = Place(identity, home, programs)
            if not all(identity.reaches(program, home) for program in programs.each()):
                continue
        _settle(place, previous)
        if all(identity.reaches(program, place.data / POSTGRES) for program in place.programs.each()):
            return place
    raise EmbeddedError(
        f"The servers cannot run from {home}: no unprivileged account reaches it. "
        "Set HELIX_HOME to another folder, or DATABASE_URL and REDIS_URL to servers of yours."
    )


def _settle(place: Place, previous: Path) -> None:
    """Brings the data here if it lies elsewhere, and gives it to who runs the servers.

    Until the caller has written down that it is here, the other place holds the truth: a kill in between copies again.
    """
    for name in (POSTGRES, VALKEY):
        here, there = place.data / name, previous / name
        if here != there and there.is_dir() and any(there.iterdir()):
            shutil.rmtree(here, ignore_errors=True)
            try:
                there.rename(here)
            except OSError:  # another file system
                shutil.copytree(there, here, symlinks=True)
        here.mkdir(mode=0o700, exist_ok=True)
        place.identity.own(here)


def forget(previous: Path, place: Place) -> None:
    """Removes what was copied away from `previous`."""
    if previous != place.data:
        for name in (POSTGRES, VALKEY):
            shutil.rmtree(previous / name, ignore_errors=True)


def _own_corner(home: Path, outside: tuple[Path, ...]) -> Path:
    """A root-owned folder that others may enter and not read, the same one for the same home."""
    name = "helix-" + hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    for parent in outside:
        corner = parent / name
        try:
            corner.mkdir(mode=0o711, exist_ok=True)
        except OSError:
            continue
        found = corner.lstat()
        if stat.S_ISDIR(found.st_mode) and found.st_uid == 0 and not found.st_mode & 0o022:
            corner.chmod(0o711)  # whatever the umask said
            return corner
    raise EmbeddedError(f"No folder for the servers' data could be made in {' or '.join(map(str, outside))}.")


def _copied(programs: Programs, target: Path) -> Programs:
    """The programs and their libraries, laid out as in the wheel, readable by everybody; copied when they changed."""
    target.mkdir(mode=0o755, exist_ok=True)
    target.chmod(0o755)
    postgres, valkey = programs.postgres_bin, programs.valkey
    if postgres is not None:
        prefix = postgres.parent
        _refresh(prefix, target / prefix.parent.name / prefix.name, witness="bin/postgres")
        libraries = prefix.parent.with_name(prefix.parent.name + ".libs")
        if libraries.is_dir():
            _refresh(libraries, target / libraries.name, witness=min(os.listdir(libraries)))
        postgres = target / prefix.parent.name / prefix.name / "bin"
    if valkey is not None:
        copy = target / valkey.name
        shutil.copy2(valkey, copy)
        copy.chmod(0o755)
        valkey = copy
    return Programs(postgres, valkey)


def _refresh(source: Path, target: Path, *, witness: str) -> None:
    """Copies a tree unless its witness (the file that names the release) is there already, unchanged."""
    old, new = target / witness, source / witness
    if old.is_file() and (old.stat().st_size, old.stat().st_mtime_ns) == (new.stat().st_size, new.stat().st_mtime_ns):
        return
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    target.parent.chmod(0o755)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("include", "pgxs"))
    for folder, _, names in os.walk(target):
        os.chmod(folder, 0o755)
        for name in names:
            os.chmod(os.path.join(folder, name), 0o755 if os.path.basename(folder) == "bin" else 0o644)
