"""How one setting is declared: its name in the environment, its unit, what it unlocks and which values work."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import Field, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict


class Group(BaseSettings):
    """Settings of one subject. Values come from the loader alone; a group reads nothing by itself."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


@dataclass(frozen=True, slots=True)
class Key:
    """One variable. `default` is what `.env.example` shows after the equals sign; empty where there is none."""

    name: str
    also: tuple[str, ...]
    unit: str
    what: str
    works: str
    default: str
    is_secret: bool


def key(name: str, default: Any, what: str, *, works: str, unit: str = "", also: Iterable[str] = ()) -> Any:
    """Declare a field: `what` it unlocks, the values that `works`, other accepted spellings in `also`."""
    extra: dict[str, Any] = {"unit": unit, "works": works, "also": list(also)}
    return Field(default=default, alias=name, description=what, json_schema_extra=extra)


def keys_of(group: type[BaseSettings]) -> list[Key]:
    """The keys of a group, in the order of its fields."""
    return [_key_of(info) for info in group.model_fields.values()]


def _key_of(info: FieldInfo) -> Key:
    extra: Any = info.json_schema_extra
    if not isinstance(extra, dict) or info.alias is None:
        raise TypeError(f"{info!r} was not declared with key()")
    is_secret = SecretStr in (info.annotation, *_inner(info.annotation))
    what = info.description or ""
    return Key(info.alias, tuple(extra["also"]), extra["unit"], what, extra["works"], shown(info.default), is_secret)


def _inner(annotation: Any) -> list[Any]:
    """Every type inside unions and Annotated, however deep."""
    inner = list(get_args(annotation))
    return inner + [deeper for part in inner for deeper in _inner(part)]


def shown(value: object) -> str:
    """A value as one would write it in `.env`."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
