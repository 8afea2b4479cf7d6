"""The last step before a server's program: becomes who runs it, ties its life to ours, turns into the program.

Run as a file by a bare Python, because what must happen between fork and exec is not safe in a process with threads:
`python -I -S launch.py PARENT SIGNAL KIND UID GID INSIDE_UID INSIDE_GID KEY=VALUE… -- PROGRAM ARGUMENT…`
"""

import ctypes
import os
import sys

_PR_SET_PDEATHSIG = 1
_CLONE_NEWUSER = 0x10000000


def main(arguments: list[str]) -> None:
    parent, death_signal = int(arguments[0]), int(arguments[1])
    kind, (uid, gid, inside_uid, inside_gid) = arguments[2], map(int, arguments[3:7])
    split = arguments.index("--")
    environment = dict(pair.split("=", 1) for pair in arguments[7:split])
    if kind == "namespace":
        enter_namespace(inside_uid, inside_gid)
    elif kind == "account":
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if death_signal:  # after the change of account, which clears it
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:  # it died before the signal was armed
            os._exit(1)
    command = arguments[split + 1 :]
    os.execve(command[0], command, environment)


def enter_namespace(inside_uid: int, inside_gid: int) -> None:
    """A user namespace in which our files belong to the given user and group, and in which we have no rights.

    Raises `OSError` where the kernel or a container refuses.
    """
    uid, gid = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are refused here")
    for file, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{inside_uid} {uid} 1"),
        ("gid_map", f"{inside_gid} {gid} 1"),
    ):
        descriptor = os.open(f"/proc/self/{file}", os.O_WRONLY)
        os.write(descriptor, line.encode())
        os.close(descriptor)


if __name__ == "__main__":
    main(sys.argv[1:])
