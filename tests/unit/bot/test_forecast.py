"""A card says what would be closed by force on the way, only where that forecast earned its place."""

from dataclasses import replace

from bot.views.scan import scan_text
from tests.unit.bot.test_screens import SCAN, reader
from tests.unit.liquidations.forecast.test_forecast import made


def test_an_earned_forecast_is_told_in_measured_dollars() -> None:
    said = scan_text(replace(SCAN, forecast=made()), reader())
    assert "If price went to 68,260 within this hour, about $25M would be closed by force on Bybit" in said
    assert "1,126 measured hours" in said or "1126 measured hours" in said
    assert "closed by force on Bybit" not in scan_text(SCAN, reader())
