"""Who held something while the exchange was away is told so: somebody writes that kind of post."""

from datetime import UTC, datetime

import pytest

from bot.posts.writers import PLAIN_WRITERS
from engine.club.people import Locale
from engine.club.posts import Post
from engine.club.restart_notes import KIND
from engine.market.values import MarketSource
from tests.unit.bot.test_screens import reader

UNTIL = datetime(2026, 3, 2, 18, tzinfo=UTC)


@pytest.mark.parametrize("locale", list(Locale))
async def test_the_note_is_quiet_and_says_what_stands_and_that_it_is_simulated(locale: Locale) -> None:
    body = {"away_s": 400.0, "positions": 2, "orders": 5}
    post = Post(f"{KIND}:1", 7, KIND, MarketSource.LIVE, body, good_until=UNTIL)
    said = reader(locale=locale)
    letter = await PLAIN_WRITERS[KIND](post, said)
    assert letter is not None
    assert letter.is_silent
    assert str(said.t("paper-simulated")) in str(letter.text)
    assert all(number in str(letter.text) for number in ("7", "2", "5"))
