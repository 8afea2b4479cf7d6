"""As whom the servers run: PostgreSQL refuses to be root, and no server should be.

An ordinary user runs them as themselves. Root has two ways, tried in this order:
a user namespace, in which root's files belong to an unprivileged id (works below folders of mode 0700), and, where
the kernel or a container refuses namespaces, an unprivileged account that exists already. Nothing outside our own
data is re-owned, no account is made, no parent folder is opened up.
"""

import ctypes
import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_CLONE_NEWUSER = 0x10000000
_NOBODY = 65534


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

    def assume(self, inside: tuple[int, int] | None = None) -> None:
        """Becomes this identity; runs in the child between fork and exec. Clears any death signal set before.

        `inside` is the user and group a namespace shows our files as: by default, the account that owns nothing.
        """
        if self.kind is IdentityKind.NAMESPACE:
            nobody = unprivileged_account()
            _enter_namespace(*(inside or (nobody.uid, nobody.gid)))
        elif self.kind is IdentityKind.ACCOUNT:
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)

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
                ["/bin/sh", "-c", check, "sh", str(program), str(folder)],
                preexec_fn=self.assume,
                cwd="/",
                capture_output=True,
                timeout=10,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):  # the kernel refused the namespace or the account
            return False
        return asked.returncode == 0


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


def _libc_call(name: str) -> Callable[..., int]:
    function: Callable[..., int] = getattr(ctypes.CDLL(None, use_errno=True), name)
    return function


def _enter_namespace(inside_uid: int, inside_gid: int) -> None:
    uid, gid = os.geteuid(), os.getegid()
    if _libc_call("unshare")(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are refused here")
    for file, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{inside_uid} {uid} 1"),
        ("gid_map", f"{inside_gid} {gid} 1"),
    ):
        descriptor = os.open(f"/proc/self/{file}", os.O_WRONLY)
        os.write(descriptor, line.encode())
        os.close(descriptor)
