"""The venue's spelling: numbers as decimal text, envelopes, error codes."""

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from sandbox.market.coins import Contract

Json = dict[str, Any]
BAD_PARAMETER, TOO_MANY = 10001, 10006


class BadRequest(Exception):
    """The venue answers with this code and message, HTTP 200."""

    def __init__(self, message: str, code: int = BAD_PARAMETER) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True, slots=True)
class Spelling:
    """How one contract's prices and quantities are printed."""

    price_digits: int
    lot_digits: int
    tick: float

    def price(self, value: float) -> str:
        """On the tick, at least one tick."""
        return f"{max(math.floor(value / self.tick + 0.5), 1) * self.tick:.{self.price_digits}f}"

    def quantity(self, value: float) -> str:
        return f"{value:.{self.lot_digits}f}"


def _digits(step: str) -> int:
    return max(-int(Decimal(step).as_tuple().exponent), 0)


@cache
def spelling(contract: Contract) -> Spelling:
    return Spelling(_digits(contract.tick), _digits(contract.lot), float(contract.tick))


def plain(value: float) -> str:
    """A number without exponent or trailing zeros."""
    text = f"{value:.10f}".rstrip("0").rstrip(".")
    return text if text not in ("", "-0") else "0"


def envelope(result: Json, now_ms: int, code: int = 0, message: str = "OK") -> Json:
    return {"retCode": code, "retMsg": message, "result": result, "retExtInfo": {}, "time": now_ms}
