"""PostgreSQL: made once, checked for its version, started, stopped."""

import re
import secrets
import shutil
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from db.embedded.errors import DiskFull, StartFailed, WrongVersion
from db.embedded.folder import ServerRecord
from db.embedded.network import LOOPBACK
from db.embedded.place import POSTGRES
from db.embedded.process import holds, reap, run_tool
from db.embedded.server import EmbeddedServer, Surroundings

ROLE = DATABASE = "helix"
_BUILTIN_LOCALES_SINCE = 17
_SETTINGS = {
    "listen_addresses": LOOPBACK,
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "jit": "off",
}
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgres(EmbeddedServer):
    """Role and database are both called `helix`; the role owns the server."""

    name = "PostgreSQL"
    polite_signal = signal.SIGINT  # "fast shutdown": clients are cut off, everything is written out
    death_signal = signal.SIGQUIT  # "immediate": ends at once, and the next start replays what was committed

    def __init__(self, around: Surroundings, bin_dir: Path) -> None:
        super().__init__(around, POSTGRES)
        self._bin = bin_dir

    def prepare(self, password: str | None, say: Callable[[str], None]) -> str:
        """Makes the cluster if there is none; the password that holds. Raises `WrongVersion`, `StartFailed`."""
        ours = self._major_version()
        written = self.data / "PG_VERSION"
        if written.exists():
            if written.read_text().strip() != ours:
                raise WrongVersion(self.data, written.read_text().strip(), ours)
            self._forget_stale_pid()
            return password if password else self._new_password()
        say("Making the database (once)")
        password = secrets.token_hex(16)
        self._initialise(password, int(ours))
        return password

    def command(self, port: int, password: str) -> Sequence[str]:
        settings = _SETTINGS | ({} if self.around.durable else _CARELESS)
        flags = [flag for key, value in settings.items() for flag in ("-c", f"{key}={value}")]
        place = ["-D", str(self.data), "-p", str(port), "-k", str(self.around.runtime)]
        return [str(self._bin / "postgres"), *place, *flags]

    def socket(self, port: int) -> str:
        return str(self.around.runtime)

    def answers(self, record: ServerRecord) -> bool:
        """The postmaster writes "ready" into its pid file when it takes connections."""
        lines = _pid_file_lines(self.data)
        return len(lines) > 7 and lines[0] == str(record.pid) and lines[7].strip() == "ready"

    def _major_version(self) -> str:
        _, said = self._tool([str(self._bin / "postgres"), "--version"])
        found = re.search(r"\) (\d+)", said)
        if found is None:
            raise StartFailed(self.name, said.strip(), self.log)
        return found[1]

    def _initialise(self, password: str, version: int) -> None:
        """Beside its final place and renamed at the end, so that an interrupted attempt leaves nothing half-made."""
        fresh = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.around.place.identity.own(fresh)
        locale = ["--locale=C.UTF-8"]
        if version >= _BUILTIN_LOCALES_SINCE:  # the same order and letter case on every system
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        secret = self.around.runtime / "secret"
        secret.write_text(password)
        self.around.place.identity.own(secret)
        access = ["-U", ROLE, "-A", "scram-sha-256", f"--pwfile={secret}"]
        try:
            self._must(["initdb", "-D", str(fresh), "-E", "UTF8", "--no-sync", "--no-instructions", *locale, *access])
        finally:
            secret.unlink()
        self._single_user(fresh, f"CREATE DATABASE {DATABASE}")
        self.data.rmdir()
        fresh.rename(self.data)

    def _new_password(self) -> str:
        """The state file was lost: whoever owns the files may set another password."""
        password = secrets.token_hex(16)
        self._single_user(self.data, f"ALTER ROLE {ROLE} PASSWORD '{password}'")
        return password

    def _single_user(self, data: Path, statement: str) -> None:
        self._must(["postgres", "--single", "-D", str(data), "postgres"], typed=statement + "\n")

    def _must(self, command: Sequence[str], typed: str = "") -> None:
        ok, said = self._tool([str(self._bin / command[0]), *command[1:]], typed)
        if ok and "ERROR:" not in said:
            return
        with self.log.open("a") as log:
            log.write(said)
        if "No space left on device" in said:
            raise DiskFull(self.data)
        raise StartFailed(
            self.name, next((line for line in said.splitlines() if "rror" in line), said.strip()), self.log
        )

    def _tool(self, command: Sequence[str], typed: str = "") -> tuple[bool, str]:
        around = self.around
        return run_tool(command, identity=around.place.identity, environment=around.environment, typed=typed)

    def _forget_stale_pid(self) -> None:
        """PostgreSQL refuses to start when its old pid is in use, even by a stranger after a reboot."""
        pid = _written_pid(self.data)
        if pid is not None and not holds(pid, str(self.data)):
            (self.data / "postmaster.pid").unlink()


def reap_postgres(data: Path) -> bool:
    """Ends a server an earlier run left on this folder; true when there was one."""
    pid = _written_pid(data)
    return pid is not None and reap(pid, str(data), gently=signal.SIGQUIT)


def _written_pid(data: Path) -> int | None:
    lines = _pid_file_lines(data)
    return int(lines[0]) if lines and lines[0].isdigit() else None


def _pid_file_lines(data: Path) -> list[str]:
    with suppress(OSError):
        return (data / "postmaster.pid").read_text(errors="replace").splitlines()
    return []
