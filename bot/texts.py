"""Every text a person reads, from the Fluent files of `locales/`."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import structlog
from fluent.runtime import FluentBundle, FluentResource

from engine.club.people import Locale

log = structlog.get_logger()

FALLBACK = Locale.EN


class Markup(str):
    """Finished HTML, not to be escaped again."""

    __slots__ = ()


class Translate:
    """`t("key", coin="BTC")` is HTML for a message with its arguments escaped; `t.plain` is for buttons and toasts."""

    def __init__(self, locale: Locale, bundle: FluentBundle, fallback: FluentBundle) -> None:
        self.locale = locale
        self._bundles = (bundle, fallback)

    def __call__(self, key: str, **arguments: Any) -> Markup:
        return Markup(self._format(key, {name: _escaped(value) for name, value in arguments.items()}))

    def plain(self, key: str, **arguments: Any) -> str:
        return self._format(key, {name: _as_text(value) for name, value in arguments.items()})

    def has(self, key: str) -> bool:
        return any(bundle.has_message(key) for bundle in self._bundles)

    def _format(self, key: str, arguments: dict[str, Any]) -> str:
        for bundle in self._bundles:
            if bundle.has_message(key) and (pattern := bundle.get_message(key).value) is not None:
                text, errors = bundle.format_pattern(pattern, arguments)
                for error in errors:
                    log.error("text_incomplete", key=key, locale=self.locale, error=str(error))
                return str(text)
        log.error("text_missing", key=key, locale=self.locale)
        return key


class Texts:
    """All locales, read once. Raises `FileNotFoundError` where a locale's folder is missing."""

    def __init__(self, folder: Path) -> None:
        bundles = {locale: _bundle(folder / locale.value, locale) for locale in Locale}
        self._translate = {locale: Translate(locale, bundles[locale], bundles[FALLBACK]) for locale in Locale}

    def of(self, locale: Locale) -> Translate:
        return self._translate[locale]


def _bundle(folder: Path, locale: Locale) -> FluentBundle:
    bundle = FluentBundle([locale.value], use_isolating=False)
    for file in _files(folder):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


def _files(folder: Path) -> Iterator[Path]:
    files = sorted(folder.glob("*.ftl"))
    if not files:
        raise FileNotFoundError(f"no texts in {folder}")
    yield from files


def _escaped(value: Any) -> Any:
    if isinstance(value, Markup):
        return str(value)
    return escape(str(value), quote=False) if isinstance(value, str) else value


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value
