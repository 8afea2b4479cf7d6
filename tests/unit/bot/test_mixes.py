"""A card says which leverage mix stands behind it, where that was learned."""

from dataclasses import replace

from bot.views.scan import scan_text
from tests.unit.bot.test_screens import SCAN, reader


def test_a_learned_mix_is_named_and_an_assumed_one_is_not() -> None:
    said = scan_text(replace(SCAN, mix_version="learned-BTC-2026-02-02-0a1b2c"), reader())
    assert "learned from forced closes (learned-BTC-2026-02-02-0a1b2c)" in said
    assert "learned from forced closes" not in scan_text(SCAN, reader())
