"""Every locale says everything, with every argument, and says it in HTML that Telegram accepts."""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.commands import COMMANDS, Subject
from bot.texts import Texts
from engine.club.people import Locale, Style, Theme
from engine.errors import EngineError
from engine.liquidations.values import ScanState
from engine.market.values import MarketSource

FOLDER = Path("locales")
TEXTS = Texts(FOLDER)
COLUMN_WORDS = {"top-up", "top-down", "top-lopsided", "top-rest", "top-young"}
TAGS = re.compile(r"<(/?)([a-z]+)[^>]*>")


class _Arguments(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.names.add(node.id.name)


def messages(locale: Locale) -> dict[str, set[str]]:
    """Key -> names of its arguments."""
    found: dict[str, set[str]] = {}
    for file in sorted((FOLDER / locale.value).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{file}: {entry.content}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{file}: {entry.id.name} twice"
                arguments = _Arguments()
                arguments.visit(entry)
                found[entry.id.name] = arguments.names
    return found


ENGLISH = messages(Locale.EN)


@pytest.mark.parametrize("locale", list(Locale))
def test_every_locale_has_every_key_with_the_same_arguments(locale: Locale) -> None:
    assert messages(locale) == ENGLISH


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("value", ["7", 0, 1, 2, 5, 21])
def test_every_text_formats_with_every_argument(locale: Locale, value: str | int) -> None:
    translate = TEXTS.of(locale)
    for key, arguments in ENGLISH.items():
        text = translate(key, **dict.fromkeys(arguments, value))
        assert text, key
        assert "{" not in text, key
        assert "\u2068" not in text, key


@pytest.mark.parametrize("locale", list(Locale))
def test_tags_are_closed_and_plain_texts_have_none(locale: Locale) -> None:
    for key, arguments in ENGLISH.items():
        text = TEXTS.of(locale)(key, **dict.fromkeys(arguments, "x"))
        open_tags: list[str] = []
        for closing, tag in TAGS.findall(text):
            if closing:
                assert open_tags.pop() == tag, key
            else:
                open_tags.append(tag)
        assert not open_tags, key
        if key.startswith(("button-", "picture-", "command-", "language-")):
            assert "<" not in text, key


@pytest.mark.parametrize("locale", list(Locale))
def test_what_stands_inside_columns_is_ascii(locale: Locale) -> None:
    for key in ENGLISH:
        if key.startswith(("levels-", "top-head-")) or key in {
            "top-up",
            "top-down",
            "top-lopsided",
            "top-rest",
            "top-young",
        }:
            assert TEXTS.of(locale).plain(key).isascii(), key
    for key in ("top-volume", "top-oi", "top-move"):
        assert TEXTS.of(locale).plain(key, ratio="1.7x", change="+3.1%").isascii()


@pytest.mark.parametrize("locale", list(Locale))
def test_pictures_have_twelve_months_in_every_language(locale: Locale) -> None:
    assert len(TEXTS.of(locale).plain("picture-months").split()) == 12


def test_every_closed_set_has_its_texts() -> None:
    needed = {command.text_key for command in COMMANDS}
    needed |= {f"help-subject-{subject}" for subject in Subject} | {f"help-{subject}-more" for subject in Subject}
    needed |= {f"state-{state}" for state in ScanState}
    needed |= {f"source-{source}" for source in MarketSource} | {f"picture-{source}" for source in MarketSource}
    needed |= {f"alert-source-{source}" for source in MarketSource}
    needed |= {f"settings-theme-{theme}" for theme in Theme} | {f"settings-style-{style}" for style in Style}
    assert needed <= set(ENGLISH)


def all_errors(root: type[EngineError]) -> set[type[EngineError]]:
    return {root}.union(*(all_errors(child) for child in root.__subclasses__()))


def test_every_error_a_person_can_meet_has_its_text() -> None:
    keys = {error.text_key for error in all_errors(EngineError) if error.__module__ == "engine.errors"}
    assert keys <= set(ENGLISH)


def test_reasons_named_in_the_engine_have_their_texts() -> None:
    named = set()
    for file in Path("engine").rglob("*.py"):
        named |= set(re.findall(r'"(reason-[a-z-]+)"', file.read_text(encoding="utf-8")))
    assert named
    assert named <= set(ENGLISH)


def test_arguments_are_escaped_in_messages_and_not_in_toasts() -> None:
    translate = TEXTS.of(Locale.EN)
    assert "&lt;b&gt;" in translate("error-unknown-coin", typed="<b>", nearest="no")
    assert "<b>" in translate.plain("error-unknown-coin", typed="<b>", nearest="no")


def test_an_unknown_language_is_read_in_english() -> None:
    assert Locale.nearest("de") is Locale.EN
    assert Locale.nearest("es-MX") is Locale.ES
    assert Locale.nearest(None) is Locale.EN
