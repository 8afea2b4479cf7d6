"""Valkey: an append-only file, a password that is in no command line, and it never drops keys to save memory."""

import os
import signal
import socket
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from db.embedded.folder import ServerRecord
from db.embedded.network import LOOPBACK
from db.embedded.place import VALKEY
from db.embedded.process import reap
from db.embedded.server import EmbeddedServer, Surroundings

_CONFIG = "valkey.conf"
_PID = "valkey.pid"


class EmbeddedValkey(EmbeddedServer):
    """Sixteen numbered databases, as Redis has them; the product uses number 0."""

    name = "Valkey"
    polite_signal = death_signal = signal.SIGTERM

    def __init__(self, around: Surroundings, binary: Path) -> None:
        super().__init__(around, VALKEY)
        self._binary = binary

    def command(self, port: int, password: str) -> Sequence[str]:
        settings = {
            "bind": LOOPBACK,
            "port": str(port),
            "unixsocket": self.socket(port),
            "unixsocketperm": "700",
            "requirepass": password,
            "dir": str(self.data),
            "pidfile": str(self.data / _PID),
            "appendonly": "yes",
            "appendfsync": "everysec" if self.around.durable else "no",
            "save": "",
            "maxmemory-policy": "noeviction",
            "set-proc-title": "no",  # the command line keeps this folder's path: by it an orphan is known
            "daemonize": "no",
        }
        config = self.data / _CONFIG
        config.touch(mode=0o600)
        config.write_bytes(b"".join(os.fsencode(f"{key} {_quoted(value)}\n") for key, value in settings.items()))
        self.around.place.identity.own(config)
        return [str(self._binary), str(config)]

    def socket(self, port: int) -> str:
        return str(self.around.runtime / "valkey.sock")

    def answers(self, record: ServerRecord) -> bool:
        """Refuses while it still loads its file."""
        with suppress(OSError), socket.create_connection((LOOPBACK, record.port), timeout=1) as line:
            line.sendall(f"AUTH {record.password}\r\nPING\r\n".encode())
            heard = b""
            while heard.count(b"\r\n") < 2:
                part = line.recv(256)
                if not part:
                    break
                heard += part
            return heard.startswith(b"+OK") and b"+PONG" in heard
        return False


def _quoted(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def reap_valkey(data: Path) -> bool:
    """Ends a server an earlier run left on this folder; true when there was one."""
    with suppress(OSError, ValueError):
        return reap(int((data / _PID).read_text()), str(data), gently=signal.SIGTERM)
    return False
