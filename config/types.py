"""What a value of a setting may be: ports, addresses, lists, zones, tokens."""

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr


def _parts(value: object) -> object:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _path(value: object) -> object:
    try:
        return Path(value).expanduser() if isinstance(value, str) else value
    except RuntimeError as nobody:  # ~name of somebody who has no home here
        raise ValueError("names a home folder that does not exist") from nobody


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise ValueError("is not a known time zone") from unknown
    return name


class UrlOf:
    """Checks that a text is an address of one of these schemes. Trailing slashes are dropped."""

    def __init__(self, *schemes: str) -> None:
        self.schemes = schemes

    def __call__(self, value: str) -> str:
        try:
            url = urlsplit(value)
            port = url.port
        except ValueError as broken:
            raise ValueError("is not an address") from broken
        if url.scheme not in self.schemes:
            raise ValueError(f"does not begin with {' or '.join(s + '://' for s in self.schemes)}")
        if port == 0 or not (url.hostname or url.path.strip("/") or url.query):
            raise ValueError("names no host")
        return value.rstrip("/")

    def secret(self, value: SecretStr) -> SecretStr:
        """The same for an address that holds a password."""
        return SecretStr(self(value.get_secret_value()))


class Shaped:
    """Checks a text, secret or not, against a pattern."""

    def __init__(self, pattern: str, problem: str) -> None:
        self.pattern = re.compile(pattern)
        self.problem = problem

    def __call__(self, value: str) -> str:
        if not self.pattern.fullmatch(value):
            raise ValueError(self.problem)
        return value

    def secret(self, value: SecretStr) -> SecretStr:
        self(value.get_secret_value())
        return value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


# Before a Literal: people write `info` and `INFO`.
IN_LOWER_CASE = BeforeValidator(_lower)
IN_UPPER_CASE = BeforeValidator(_upper)
Name = Annotated[str, AfterValidator(Shaped(r"[\w-]{1,40}", "is not one word of letters, digits, _ and -"))]
Port = Annotated[int, Field(ge=0, le=65535)]
FixedPort = Annotated[int, Field(ge=1, le=65535)]
HttpUrl = Annotated[str, AfterValidator(UrlOf("http", "https"))]
HttpsUrl = Annotated[str, AfterValidator(UrlOf("https"))]
WsUrl = Annotated[str, AfterValidator(UrlOf("ws", "wss"))]
ClusterUrl = Annotated[str, AfterValidator(UrlOf("tcp", "tls", "ws", "wss"))]
DatabaseUrl = Annotated[SecretStr, AfterValidator(UrlOf("postgres", "postgresql").secret)]
RedisUrl = Annotated[SecretStr, AfterValidator(UrlOf("redis", "rediss", "unix").secret)]
FilePath = Annotated[Path, BeforeValidator(_path)]
Words = Annotated[tuple[str, ...], BeforeValidator(_parts)]
HttpUrls = Annotated[tuple[HttpUrl, ...], BeforeValidator(_parts)]
TelegramIds = Annotated[tuple[Annotated[int, Field(gt=0)], ...], BeforeValidator(_parts)]
TimeZone = Annotated[str, AfterValidator(_zone)]
BotToken = Annotated[SecretStr, AfterValidator(Shaped(r"\d{3,}:[A-Za-z0-9_-]{20,}", "is not a bot token").secret)]
HookSecret = Annotated[
    SecretStr, AfterValidator(Shaped(r"[A-Za-z0-9_-]{16,256}", "is not 16 to 256 of A-Z a-z 0-9 _ -").secret)
]
ChatName = Annotated[str, AfterValidator(Shaped(r"@[A-Za-z]\w{3,}|-?\d+", "is neither @name nor a number"))]
PhoneNumber = Annotated[str, AfterValidator(Shaped(r"\+[1-9]\d{6,14}", "is not a number with country code"))]
EvmAddress = Annotated[str, AfterValidator(Shaped(r"0x[0-9a-fA-F]{40}", "is not an address of 40 hex digits"))]
EvmAddresses = Annotated[tuple[EvmAddress, ...], BeforeValidator(_parts)]
EvmKey = Annotated[SecretStr, AfterValidator(Shaped(r"(0x)?[0-9a-fA-F]{64}", "is not a key of 64 hex digits").secret)]
