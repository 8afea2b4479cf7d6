"""Who runs this Helix, where it stores, what it watches."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr

from config.keys import Group, key
from config.types import (
    IN_LOWER_CASE,
    IN_UPPER_CASE,
    ClusterUrl,
    DatabaseUrl,
    FilePath,
    HttpsUrl,
    HttpUrl,
    Name,
    Port,
    RedisUrl,
    TimeZone,
)

_PORT = "a port from 0 to 65535; 0 takes any free one"


class General(Group):
    """Helix itself."""

    environment: Name = key(
        "ENVIRONMENT",
        "development",
        "Name of this installation in logs and on /health.",
        works="one word, such as development, staging or production",
    )
    owner: str | None = key("OWNER", None, "Who runs this Helix: on /help and in alarms.", works="a name or @username")
    timezone: TimeZone = key(
        "TIMEZONE",
        "America/Chicago",
        "Times shown to a person who chose no zone; the days of competitions close by it.",
        works="an IANA name such as America/Chicago or Europe/Madrid",
        unit="IANA time zone",
    )
    home: FilePath = key(
        "HELIX_HOME",
        Path("var"),
        "What a running Helix writes: databases, reports, backups, logs.",
        works="a folder that may be created and written",
        unit="path",
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], IN_UPPER_CASE] = key(
        "LOG_LEVEL", "INFO", "The least serious event that is logged.", works="DEBUG, INFO, WARNING or ERROR"
    )
    log_format: Annotated[Literal["text", "json"], IN_LOWER_CASE] = key(
        "LOG_FORMAT", "text", "One line an event: key=value for people, or JSON for a collector.", works="text or json"
    )
    metrics_port: Port = key(
        "METRICS_PORT",
        0,
        "Prometheus metrics on 127.0.0.1; the log line at the start names the port.",
        works=_PORT,
        unit="port",
    )


class Stores(Group):
    """Databases."""

    database_url: DatabaseUrl | None = key(
        "DATABASE_URL",
        None,
        "Your own PostgreSQL 15 or later, or TimescaleDB. Empty: Helix runs its own PostgreSQL.",
        works="postgresql://user:password@host:5432/name",
    )
    redis_url: RedisUrl | None = key(
        "REDIS_URL",
        None,
        "Your own Redis 7 or Valkey. Empty: Helix runs its own Valkey.",
        works="redis://:password@host:6379/0 or unix:///path/to/socket",
    )
    pg_bin_dir: FilePath | None = key(
        "PG_BIN_DIR",
        None,
        "Another PostgreSQL's programs for the server that Helix runs itself.",
        works="a folder that holds initdb and postgres",
        unit="path",
    )
    redis_bin: FilePath | None = key(
        "REDIS_BIN",
        None,
        "Another Redis or Valkey for the server that Helix runs itself.",
        works="the path of redis-server or valkey-server",
        unit="path",
    )


class Market(Group):
    """Market data."""

    source: Annotated[Literal["live", "recorded", "simulated", "auto"], IN_LOWER_CASE] = key(
        "MARKET_SOURCE",
        "auto",
        "Where prices come from. auto: live with a bot token; without one, live if a venue answers, else simulated.",
        works="live, recorded, simulated or auto",
    )
    raw_frames: Annotated[Literal["off", "liquidations", "all"], IN_LOWER_CASE] = key(
        "RAW_FRAMES",
        "liquidations",
        "Which stream frames are archived as they came, below HELIX_HOME/incoming. all: some 2 GB a day.",
        works="off, liquidations or all",
    )
    raw_frames_days: Annotated[int, Field(ge=1, le=3650)] = key(
        "RAW_FRAMES_DAYS", 30, "Archived frames older than that are deleted.", works="1 to 3650", unit="days"
    )
    raw_frames_mb: Annotated[int, Field(ge=10)] = key(
        "RAW_FRAMES_MB",
        2000,
        "All archived frames together; beyond it the oldest files go first.",
        works="10 or more",
        unit="megabytes",
    )
    simulation_seed: int = key(
        "SIMULATION_SEED",
        7,
        "Another seed is another simulated market; the same seed is the same one again.",
        works="a whole number",
    )
    dask_address: ClusterUrl | None = key(
        "DASK_ADDRESS",
        None,
        "A Dask cluster for sweeps and backtests over all coins. Empty: this machine.",
        works="tcp://host:8786",
    )


class Web(Group):
    """Pages and web hooks."""

    sandbox_port: Port = key(
        "SANDBOX_PORT",
        8080,
        "Page of the local Telegram, on 127.0.0.1. Where the port is taken the next free one is used.",
        works=_PORT,
        unit="port",
    )
    public_url: HttpsUrl | None = key(
        "PUBLIC_URL",
        None,
        "Where the internet reaches this Helix: payment pages, click links, one-click unsubscribe.",
        works="https://helix.example.com",
    )
    port: Port = key("WEB_PORT", 0, "Port that payment web hooks and click links come in on.", works=_PORT, unit="port")


class Grafana(Group):
    """Grafana."""

    url: HttpUrl | None = key(
        "GRAFANA_URL", None, "Dashboards are kept up to date there.", works="https://name.grafana.net"
    )
    token: SecretStr | None = key(
        "GRAFANA_TOKEN",
        None,
        "A service account's token for GRAFANA_URL.",
        works="glsa_… as Grafana shows it",
        also=["GRAFANA_API_KEY"],
    )
