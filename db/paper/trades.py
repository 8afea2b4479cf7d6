"""Closed trades out of fills and positions: what was entered and left, from flat to flat, within one batch.

A life that began before the batch is added to what its row says; one that ends in it becomes a closed trade. A fill
that turns a position round is told as the exchange does: the fill, the position flat, the position as it stands then.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.exchange.outputs import Fill, PositionChanged

Key = tuple[int, str, int]  # account, symbol, slot


@dataclass(slots=True)
class Life:
    """Of one position, as far as the batch saw it. `goes_on`: it was there before the batch. Values: ticks times lots.

    `sign` 0: nothing is open yet. `opened_at_ms` None: the row of before knows.
    """

    goes_on: bool
    sign: int = 0
    opened_at_ms: int | None = None
    most_lots: int = 0
    entry_lots: int = 0
    entry_value: int = 0
    exit_lots: int = 0
    exit_value: int = 0


@dataclass(frozen=True, slots=True)
class Ended:
    """A life with how it ended. `net`: what the exchange said it realised, all in."""

    key: Key
    life: Life
    last_fill: Fill
    leverage_e2: int
    closed_at_ms: int
    net: int


@dataclass(slots=True)
class Lives:
    """Follows the outputs of a batch in their order. `were`: those that were there before it."""

    living: dict[Key, Life] = field(default_factory=dict)
    stands: dict[Key, PositionChanged] = field(default_factory=dict)
    were: set[Key] = field(default_factory=set)
    ended: list[Ended] = field(default_factory=list)
    _untold: dict[Key, list[Fill]] = field(default_factory=dict)
    _last_ended: dict[Key, Ended] = field(default_factory=dict)

    def follow(self, outputs: Iterable[Fill | PositionChanged]) -> "Lives":
        untold = self._untold
        for one in outputs:
            key = one.account_id, one.symbol, one.slot
            if type(one) is Fill:
                untold.setdefault(key, []).append(one)
            elif type(one) is PositionChanged:
                self._stand(key, one)
        return self

    def _stand(self, key: Key, one: PositionChanged) -> None:
        fills = self._untold.pop(key, ())
        if not fills and one.lots and key in self.stands and not self.stands[key].lots:
            self._turn(key, one)
        lots = one.lots  # before them:
        for fill in fills:
            lots -= _signed(fill)
        life = self.living.get(key) or self._found(key, lots)
        for fill in fills:
            lots, life = self._fill(key, life, lots, fill, one)
        if one.lots and not life.goes_on:
            life.opened_at_ms = one.opened_at_ms
        self.living[key], self.stands[key] = life, one

    def _found(self, key: Key, lots: int) -> Life:
        """As the batch finds it."""
        if lots:
            self.were.add(key)
        return Life(goes_on=lots != 0, sign=_sign(lots))

    def _turn(self, key: Key, one: PositionChanged) -> None:
        """Flat and open again by one fill: what stands now is the part of it that did not close."""
        ended, rest = self._last_ended[key], abs(one.lots)
        ended.life.exit_lots -= rest
        ended.life.exit_value -= rest * ended.last_fill.ticks
        _entered(self.living[key], one.lots, rest, ended.last_fill)

    def _fill(self, key: Key, life: Life, lots: int, fill: Fill, one: PositionChanged) -> tuple[int, Life]:
        """The lots after it, and the life that goes on: another one where it went flat or beyond."""
        signed = _signed(fill)
        if lots * signed >= 0:  # flat, or more of it
            return lots + signed, _entered(life, lots + signed, fill.lots, fill)
        left = min(fill.lots, abs(lots))
        life.exit_lots += left
        life.exit_value += left * fill.ticks
        lots += signed
        if abs(signed) < abs(lots - signed):
            return lots, life
        self._last_ended[key] = Ended(key, life, fill, one.leverage_e2, one.at_ms, one.realised)
        self.ended.append(self._last_ended[key])
        fresh = Life(goes_on=False)
        return lots, _entered(fresh, lots, abs(lots), fill) if lots else fresh


def _entered(life: Life, after: int, lots: int, fill: Fill) -> Life:
    life.sign = _sign(after)
    if life.opened_at_ms is None and not life.goes_on:
        life.opened_at_ms = fill.at_ms
    life.most_lots = max(life.most_lots, abs(after))
    life.entry_lots += lots
    life.entry_value += lots * fill.ticks
    return life


def _signed(fill: Fill) -> int:
    return fill.lots if fill.is_buy else -fill.lots


def _sign(lots: int) -> int:
    return (lots > 0) - (lots < 0)
