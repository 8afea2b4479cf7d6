"""Whatever is said about a paper account or a prize for one says that its money is simulated."""

import pytest

from engine.club.people import Locale
from tests.unit.bot.round_builders import reader

SAID = {
    "prize-ask": {"prize": "$100", "name": "Friday"},
    "prize-paid": {"prize": "$100", "name": "Friday", "how": "T..."},
    "prize-unclaimed": {"prize": "$100", "name": "Friday"},
    "round-out": {"name": "Friday", "why": "small", "coins": "none"},
    "round-review": {"name": "Friday"},
    "paper-card-moved": {"coin": "BTC"},
}
LABELS = {Locale.EN: "simulated money", Locale.ES: "dinero simulado", Locale.RU: "виртуальные"}


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("key", SAID)
def test_it_is_labelled_in_every_language(key: str, locale: Locale) -> None:
    assert LABELS[locale] in reader(locale).t(key, **SAID[key]).lower()
