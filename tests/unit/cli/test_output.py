"""The terminal's card says the record as the chat does, little data too."""

from dataclasses import replace
from datetime import timedelta

from cli.output import scan_card
from engine.liquidations.values import Record
from tests.unit.bot.test_screens import SCAN


def test_the_terminal_says_the_record_as_the_chat_does() -> None:
    assert (
        "Record: the largest level was reached within 12 h in 80 of 189 cases; a level as far away on the other side"
        " in 84. No edge shown so far."
    ) in scan_card(SCAN).splitlines()


def test_the_terminal_says_how_little_was_measured() -> None:
    assert "Record: too little data so far: not measured yet." in scan_card(replace(SCAN, record=None))
    few = replace(SCAN, record=Record(12, 5, 4, timedelta(hours=12)))
    assert "Record: too little data so far: 12 of 30 cases." in scan_card(few)
