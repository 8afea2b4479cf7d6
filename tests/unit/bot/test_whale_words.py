"""The table of whales: 34 columns whatever the coin costs, and captions that fit with the layer on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.views.card import CAPTION_LIMIT
from bot.views.vendor import with_line
from bot.views.whales import layer_line, pages_of, whales_text
from engine.club.people import Locale
from engine.market.values import Coin, Side
from engine.whales.values import CoinContext, WhalePosition, Whales
from tests.unit.bot.test_screens import AT, reader


def whales(mark_usd: float = 66_586.0, count: int = 9, notional_usd: float = 1.234e9) -> Whales:
    positions = tuple(
        WhalePosition(
            f"0x{n:040x}", Coin("BTC"), Side.SHORT if n % 2 else Side.LONG, notional_usd / mark_usd, mark_usd * 1.01,
            50.0, True, None if n == 3 else mark_usd * (1.2345 if n % 2 else 0.7655), notional_usd, 1.0,
            AT - timedelta(minutes=n * 31),
        )
        for n in range(count)
    )  # fmt: skip
    return Whales(Coin("BTC"), positions, CoinContext(Coin("BTC"), 1e5, mark_usd, AT), 400)


@pytest.mark.parametrize("locale", list(Locale))
@pytest.mark.parametrize("mark_usd", [66_586.0, 1_950.0, 1.2345, 0.0000041])
def test_columns_are_ascii_and_fit_every_phone(mark_usd: float, locale: Locale) -> None:
    said = whales_text(whales(mark_usd), 1, reader(locale))
    block = said[said.index("<pre>") + 5 : said.index("</pre>")]
    rows = block.split("\n")
    assert len(rows) == 16
    assert block.isascii()
    assert all(len(row) <= 34 for row in rows)
    assert sum("none" in row for row in rows) == 1
    assert all(row.endswith(("%", "none")) for row in rows[::2])  # the last figure is not cut off


def test_pages_and_coverage() -> None:
    assert pages_of(whales(count=8)) == 1
    assert pages_of(whales(count=9)) == 2
    found = whales()
    assert found.coverage == pytest.approx(9 * 1.234e9 / 66_586 / 2e5)
    assert replace(found, context=replace(found.context, oi_base=0.0)).coverage is None


@pytest.mark.parametrize("locale", list(Locale))
def test_the_layers_line_counts_what_is_in_the_picture(locale: Locale) -> None:
    t = reader(locale).t
    assert "3" in layer_line(whales(), 60_000, 90_000, t)
    assert "$" not in layer_line(whales(), 66_000, 67_000, t)  # nothing ends there
    caption = with_line("<b>Title</b>\n" + "x" * 700 + "\n<i>source</i>", layer_line(whales(), 1, 1e6, t))
    assert len(caption) <= CAPTION_LIMIT
