"""Free ports on loopback, and a folder short enough for unix sockets."""

import os
import shutil
import socket
import tempfile
from pathlib import Path

from db.embedded.errors import EmbeddedError
from db.embedded.identity import Identity

LOOPBACK = "127.0.0.1"
_SHORT = ("/tmp", "/var/tmp", "/dev/shm")
_LONGEST = 70  # bytes; the kernel takes 107 for the whole socket path (103 on macOS)


def free_port() -> int:
    """A port nobody listens on now. Somebody may take it a moment later: who uses it tries again."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


def make_runtime_folder(identity: Identity) -> Path:
    """A new private folder with a short ASCII path, whatever the data folder's path looks like."""
    for parent in (*_SHORT, tempfile.gettempdir()):
        try:
            made = Path(tempfile.mkdtemp(prefix="helix-", dir=parent))
        except OSError:
            continue
        if len(os.fsencode(made)) <= _LONGEST:
            identity.own(made)
            return made
        made.rmdir()
    raise EmbeddedError("No short folder for sockets could be made: /tmp, /var/tmp and TMPDIR refuse.")


def remove_runtime_folder(path: str) -> None:
    """Only ever removes a folder of the shape `make_runtime_folder` makes: the path comes from a file."""
    folder = Path(path)
    if folder.name.startswith("helix-") and folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
