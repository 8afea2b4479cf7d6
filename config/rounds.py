"""What competitions pay."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from config.keys import Group, key

_USD = Annotated[Decimal, Field(ge=0)]
_WORKS = "0 or more; 0 holds the rounds without a prize"


class Rounds(Group):
    """Competitions on paper accounts."""

    day_prize_usd: _USD = key(
        "ROUND_DAY_PRIZE_USD", Decimal(100), "What the first of a day gets.", works=_WORKS, unit="USD"
    )
    month_prize_usd: _USD = key(
        "ROUND_MONTH_PRIZE_USD", Decimal(1000), "What the first of a month gets.", works=_WORKS, unit="USD"
    )
