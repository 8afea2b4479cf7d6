"""A card says what would be closed by force on the way, only where that forecast earned its place."""

from dataclasses import replace

from bot.views.scan import scan_text
from engine.liquidations.values import LeverageBand
from tests.unit.bot.test_screens import SCAN, reader
from tests.unit.liquidations.forecast.test_forecast import made


def test_an_earned_forecast_is_told_in_measured_dollars() -> None:
    said = scan_text(replace(SCAN, forecast=made()), reader())
    assert "If price went to 68,260 within this hour, about $25M would be closed by force on Bybit" in said
    assert "1,126 measured hours" in said or "1126 measured hours" in said
    assert "closed by force on Bybit" not in scan_text(SCAN, reader())


def test_no_amount_is_told_for_a_level_farther_than_was_calculated_or_of_a_filtered_map() -> None:
    assert SCAN.magnet is not None
    far = replace(SCAN.magnet, peak_usd=SCAN.price_usd * 1.25)
    assert "closed by force on Bybit" not in scan_text(replace(SCAN, forecast=made(), magnet=far), reader())
    high = replace(SCAN, forecast=made(), query=replace(SCAN.query, leverage=LeverageBand.HIGH))
    assert "closed by force on Bybit" not in scan_text(high, reader())
