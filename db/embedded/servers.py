"""Both servers as one thing: start, addresses, stop."""

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from db.embedded.binaries import postgres_bin_dir, valkey_binary
from db.embedded.errors import EmbeddedError
from db.embedded.folder import FolderLock, ServerRecord, State, is_held, leave_to_owner, read_state, require_room
from db.embedded.network import LOOPBACK, make_runtime_folder, remove_runtime_folder
from db.embedded.place import POSTGRES, VALKEY, Place, Programs, find_place, forget
from db.embedded.postgres import DATABASE, ROLE, EmbeddedPostgres, reap_postgres
from db.embedded.server import EmbeddedServer, Surroundings
from db.embedded.valkey import EmbeddedValkey, reap_valkey


@dataclass(frozen=True, slots=True)
class ServerAddresses:
    """None where that server is not ours. They hold passwords: never log them."""

    database_url: str | None = field(repr=False)
    redis_url: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which servers to run and by which programs; the defaults are the ones Helix brings."""

    postgres: bool = True
    valkey: bool = True
    pg_bin_dir: Path | None = None
    redis_bin: Path | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """What tests force: `durable=False` skips fsync, `namespace=False` acts as if the kernel refused namespaces,
    `by_pipe=True` watches the parent as systems without a death signal must, `outside` is where relocated data goes.
    """

    durable: bool = True
    namespace: bool = True
    by_pipe: bool | None = None
    outside: tuple[Path, ...] = (Path("/var/lib"), Path("/var/tmp"))


class EmbeddedServers:
    """The servers of one data folder. Blocking; to be used from the main thread, before any event loop.

    While started, `home` is locked: a second copy is refused with `FolderInUse`. All errors are `EmbeddedError`.
    `say` gets the few lines worth showing to a person; `marks` are added to the servers' environment.
    """

    def __init__(
        self,
        home: Path,
        say: Callable[[str], None],
        *,
        wanted: Wanted | None = None,
        conditions: Conditions | None = None,
        marks: Mapping[str, str] | None = None,
    ) -> None:
        self._home = home.absolute()
        self._say = say
        self._wanted = wanted or Wanted()
        self._conditions = conditions or Conditions()
        self._environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", **(marks or {})}
        self._lock = FolderLock(self._home)
        self._servers: dict[str, EmbeddedServer] = {}
        self._state: State | None = None

    def start(self) -> ServerAddresses:
        """Returns when both answer. Whatever fails, nothing stays running and the lock is free again."""
        try:
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock.acquire()
        except OSError as error:
            raise EmbeddedError(f"{self._home} cannot be used ({error.strerror}): set HELIX_HOME.") from error
        try:
            self._state = state = self._clean_up()
            return self._start(state)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Within 3 s; twice is harmless."""
        for server in self._servers.values():
            server.ask_to_end()
        for server in self._servers.values():
            server.end()
        self._servers.clear()
        if self._state is not None:
            remove_runtime_folder(self._state.runtime)
            self._state.servers.clear()
            self._state.runtime = ""
            with suppress(OSError):  # a full disk must not keep us from ending
                self._state.write(self._home)
            self._state = None
        self._lock.release()

    def revive(self) -> list[str]:
        """Starts again what died, under its old address; the names of what had to be.

        Does not wait for it: clients reconnect when it answers. Cheap when nothing died; to be called every second or
        so, from the main thread. A server that dies again and again is started every few seconds.
        """
        revived = [server for server in self._servers.values() if server.relaunch_if_dead()]
        if revived and self._state is not None:
            with suppress(OSError):  # a full disk may be why it died
                self._remember(self._state)
        return [server.name for server in revived]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    @property
    def addresses(self) -> ServerAddresses:
        return _addresses(self._state)

    def _clean_up(self) -> State:
        """Ends what an earlier run left behind; what of its state still holds."""
        home = str(self._home)
        state = read_state(self._home) or State(home=home, data=home)
        if state.home != home:
            state = _adopted(state, self._home)
        for data in {self._home, Path(state.data)}:
            if reap_postgres(data / POSTGRES) | reap_valkey(data / VALKEY):
                self._say("Ended servers an earlier run had left behind")
        if state.runtime:
            remove_runtime_folder(state.runtime)
        state.servers.clear()
        state.runtime = ""
        return state

    def _start(self, state: State) -> ServerAddresses:
        wanted, conditions = self._wanted, self._conditions
        programs = Programs(
            postgres_bin_dir(wanted.pg_bin_dir) if wanted.postgres else None,
            valkey_binary(wanted.redis_bin) if wanted.valkey else None,
        )
        if not programs.each():
            return _addresses(state)
        previous = Path(state.data)
        require_room(self._home, first_start=not (previous / POSTGRES / "PG_VERSION").exists())
        place = find_place(
            self._home, programs, namespace=conditions.namespace, outside=conditions.outside, previous=previous
        )
        state.data = str(place.data)
        state.write(self._home)
        forget(previous, place)
        self._launch(state, place)
        self._remember(state)
        return _addresses(state)

    def _launch(self, state: State, place: Place) -> None:
        runtime = make_runtime_folder(place.identity)
        state.runtime = str(runtime)
        state.write(self._home)
        logs = self._home / "logs"
        logs.mkdir(exist_ok=True)
        leave_to_owner(self._home, logs)
        around = Surroundings(
            place, runtime, logs, self._environment, self._conditions.durable, self._conditions.by_pipe
        )
        if place.programs.valkey is not None:
            self._servers[VALKEY] = EmbeddedValkey(around, place.programs.valkey)
            self._servers[VALKEY].launch(secrets.token_hex(16))
        if place.programs.postgres_bin is not None:
            self._servers[POSTGRES] = postgres = EmbeddedPostgres(around, place.programs.postgres_bin)
            state.postgres_password = postgres.prepare(state.postgres_password, self._say)
            state.write(self._home)
            postgres.launch(state.postgres_password)
        for server in self._servers.values():
            server.wait_ready()

    def _remember(self, state: State) -> None:
        state.servers = {name: server.record for name, server in self._servers.items() if server.record is not None}
        state.write(self._home)


def attach(home: Path) -> ServerAddresses | None:
    """The servers of a Helix that runs from this folder now; None where none does."""
    state = read_state(home) if is_held(home) else None
    return _addresses(state) if state is not None and state.servers else None


def _adopted(state: State, home: Path) -> State:
    """The state of a folder that was moved or copied here: nothing that runs is ours. Raises `EmbeddedError`."""
    data = str(home) if state.data == state.home else state.data
    if data != str(home) and Path(state.home).exists():
        raise EmbeddedError(
            f"{home} is a copy of {state.home}, whose database lies in {data} and stays there: "
            "dump and restore it, or remove state.json to start with an empty one."
        )
    return State(home=str(home), data=data, postgres_password=state.postgres_password)


def _addresses(state: State | None) -> ServerAddresses:
    records: dict[str, ServerRecord] = {} if state is None else state.servers
    return ServerAddresses(
        database_url=_url("postgresql", f"{ROLE}:", DATABASE, records.get(POSTGRES)),
        redis_url=_url("redis", ":", "0", records.get(VALKEY)),
    )


def _url(scheme: str, user: str, path: str, record: ServerRecord | None) -> str | None:
    return None if record is None else f"{scheme}://{user}{record.password}@{LOOPBACK}:{record.port}/{path}"
