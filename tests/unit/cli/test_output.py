"""The terminal's card says the record only where there is one."""

from dataclasses import replace

from cli.output import scan_card
from tests.unit.bot.test_screens import SCAN


def test_the_terminal_says_the_record_as_the_chat_does() -> None:
    assert (
        "Record: the largest level was reached within 12 h in 80 of 189 cases; a level as far away on the other side"
        " in 84. No edge shown so far."
    ) in scan_card(SCAN).splitlines()


def test_the_terminal_says_nothing_of_what_was_not_measured() -> None:
    assert "Record" not in scan_card(replace(SCAN, record=None))
