"""As whom the servers run: PostgreSQL refuses to be root, and no server should be.

An ordinary user runs them as themselves. Root has two ways, tried in this order:
a user namespace, in which root's files belong to an unprivileged id (works below folders of mode 0700), and, where
the kernel or a container refuses namespaces, an unprivileged account that exists already. Nothing outside our own
data is re-owned, no account is made, no parent folder is opened up.
"""

import os
import pwd
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_NOBODY = 65534
_LAUNCH = Path(__file__).with_name("launch.py")


class IdentityKind(StrEnum):
    OWN = "own"
    NAMESPACE = "namespace"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Identity:
    """`uid` and `gid` own the server's files as the caller sees them."""

    kind: IdentityKind
    uid: int
    gid: int

    def command(
        self, program: Sequence[str], environment: Mapping[str, str], *, parent: int = 0, death_signal: int = 0
    ) -> list[str]:
        """The command line that becomes this identity, then the program; its pid stays the same.

        With a `death_signal` the program gets that when `parent`, which must be who starts it, ends (Linux).
        """
        inside = unprivileged_account()
        numbers = (self.uid, self.gid, inside.uid, inside.gid)
        pairs = (f"{key}={value}" for key, value in environment.items())
        how = [parent, int(death_signal), self.kind.value, *numbers, *pairs, "--"]
        return [sys.executable, "-I", "-S", str(_LAUNCH), *map(str, how), *program]

    def own(self, path: Path) -> None:
        """Gives a file or a whole folder of ours to the server; nothing to do when it has it already."""
        if os.geteuid() != 0 or path.lstat().st_uid == self.uid:
            return
        for folder, inner, names in os.walk(path):  # the top comes last: it tells whether the rest is done
            for name in (*inner, *names):
                os.chown(os.path.join(folder, name), self.uid, self.gid, follow_symlinks=False)
        os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def reaches(self, program: Path, folder: Path) -> bool:
        """Whether this identity may run `program` and write to `folder` (which must belong to it)."""
        check = 'test -x "$1" && test -w "$2" && test -x "$2"'
        try:
            asked = subprocess.run(
                self.command(["/bin/sh", "-c", check, "sh", str(program), str(folder)], {}),
                cwd="/",
                capture_output=True,
                timeout=10,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return asked.returncode == 0  # not so, too, where the kernel refused the namespace or the account


def candidates(home: Path, *, namespace: bool = True) -> list[Identity]:
    """Identities to try, best first. `namespace=False` leaves the user namespace out, as some containers do."""
    if os.geteuid() != 0:
        own = Identity(IdentityKind.OWN, os.geteuid(), os.getegid())
        named = Identity(IdentityKind.NAMESPACE, own.uid, own.gid)  # initdb wants a user with a name
        return [own] if _has_a_name(own.uid) or sys.platform != "linux" else [named, own]
    owner = home.stat()
    found = []
    if owner.st_uid != 0 and _has_a_name(
        owner.st_uid
    ):  # root works for somebody (sudo make run): that person's files stay theirs
        found.append(Identity(IdentityKind.ACCOUNT, owner.st_uid, owner.st_gid))
    if namespace and sys.platform == "linux":
        found.append(Identity(IdentityKind.NAMESPACE, 0, 0))
    return [*found, unprivileged_account()]


def unprivileged_account() -> Identity:
    """The account that owns nothing: `nobody`, or its number where it has no name."""
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        return Identity(IdentityKind.ACCOUNT, _NOBODY, _NOBODY)
    return Identity(IdentityKind.ACCOUNT, entry.pw_uid, entry.pw_gid)


def _has_a_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True
