"""Logs and metrics of a process: one line an event, secrets masked; Prometheus on loopback."""

import json
import logging
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, TextIO

import structlog
from prometheus_client import Counter, start_http_server
from pydantic import BaseModel, SecretStr

from config import Settings

_STARS = "***"
_SECRET_NAME = re.compile(r"token|secret|passw|passphrase|api_?key|private_key|authorization|cookie", re.IGNORECASE)
# What looks like a secret wherever it stands: a bot token, the password of an address, a bearer header.
_SECRET_LOOK = re.compile(
    r"(?<!\d)\d{6,}:[A-Za-z0-9_-]{30,}|(?<=://)(?P<user>[^\s:/@]*):[^\s/@]+(?=@)|(?<=Bearer )[A-Za-z0-9._~+/=-]{8,}"
)
_SHORTEST_SECRET = 6  # shorter ones would blot out ordinary words
_BARE = re.compile(r"[^\s\"=]+")
_EVENTS = Counter("helix_log_events_total", "Logged events", ["level"])

Event = MutableMapping[str, Any]


class Mask:
    """Blots out secrets: by the name of a key, by their value, and by how they look."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = sorted({s for s in secrets if len(s) >= _SHORTEST_SECRET}, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known))) if known else None

    def __call__(self, _logger: object, _method: str, event: Event) -> Event:
        for name, value in event.items():
            event[name] = self._masked(name, value)
        return event

    def _masked(self, name: str, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if _SECRET_NAME.search(name):
            return _STARS
        if isinstance(value, Mapping):
            return {key: self._masked(str(key), inner) for key, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._masked("", inner) for inner in value]
        return self.text(str(value))

    def text(self, text: str) -> str:
        if self._known is not None:
            text = self._known.sub(_STARS, text)
        return _SECRET_LOOK.sub(
            lambda found: f"{found['user']}:{_STARS}" if found["user"] is not None else _STARS, text
        )


def secrets_of(settings: BaseModel) -> Iterator[str]:
    """The plain text of every secret among the settings."""
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            yield value.get_secret_value()
        elif isinstance(value, BaseModel):
            yield from secrets_of(value)


def set_up_logging(settings: Settings, stream: TextIO | None = None) -> None:
    """All events, those of libraries included, as lines on `stream` (stderr). May be called again."""
    general = settings.general
    set_up_lines(general.log_level, general.log_format, Mask(secrets_of(settings)), stream or sys.stderr)


def log_start(settings: Settings) -> None:
    """What looks wrong without being an error."""
    for warning in settings.warnings:
        structlog.get_logger().warning("settings_doubtful", what=warning)


def set_up_command_logging(settings: Settings) -> None:
    """For a command that answers and ends: warnings only, on stderr, so that what it prints is the answer alone."""
    general = settings.general
    level = "DEBUG" if general.log_level == "DEBUG" else "WARNING"
    set_up_lines(level, general.log_format, Mask(secrets_of(settings)), sys.stderr)


def set_up_lines(level: str, form: str, mask: Mask, stream: TextIO) -> None:
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Any] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        mask,
        _count,
        structlog.processors.JSONRenderer(default=str) if form == "json" else _line,
    ]
    formatter = structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=last)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("aiohttp.access", "aiogram.event", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _count(_logger: object, _method: str, event: Event) -> Event:
    _EVENTS.labels(event.get("level", "info")).inc()
    return event


def _line(_logger: object, _method: str, event: Event) -> str:
    """`2026-11-21T07:42:59Z info feed_connected venue=bybit`: values with spaces or breaks are quoted."""
    head = [str(event.pop("timestamp", "")), str(event.pop("level", "")), _quoted(event.pop("event", ""))]
    return " ".join([*head, *(f"{name}={_quoted(value)}" for name, value in event.items())])


def _quoted(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
    return text if _BARE.fullmatch(text) else json.dumps(text, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Metrics:
    """A running metrics page; `url` is what Prometheus asks."""

    port: int
    server: Any  # wsgiref's server, which prometheus_client does not name

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/metrics"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def start_metrics(port: int) -> Metrics:
    """Serve this process's metrics on 127.0.0.1; port 0 takes a free one, a taken one is stepped over to a free one."""
    try:
        server, _ = start_http_server(port, addr="127.0.0.1")
    except OSError:
        structlog.get_logger().warning("metrics_port_taken", port=port)
        server, _ = start_http_server(0, addr="127.0.0.1")
    return Metrics(int(server.server_port), server)
