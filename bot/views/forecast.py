"""What would be closed by force on the way to the magnet within the hour, where that forecast earned its place."""

from bot.texts import Markup
from bot.views import numbers
from bot.views.reader import Reader
from engine.liquidations.values import Scan


def forecast_words(scan: Scan, reader: Reader) -> list[Markup]:
    """One sentence; none where the magnet is farther than was calculated, or belongs to a filtered map."""
    forecast, magnet = scan.forecast, scan.magnet
    if forecast is None or magnet is None or not scan.query.is_whole or not forecast.covers(magnet.peak_usd):
        return []
    return [
        reader.t(
            "words-forecast",
            price=numbers.level(magnet.peak_usd),
            amount=numbers.amount(forecast.usd_to(magnet.peak_usd)),
            venue=forecast.venue.value.capitalize(),
            hours=forecast.fitted_hours,
        )
    ]
