"""When funding is settled, at which rate and mark: every instant once, also over outages, restarts and other intervals.

The rate of an instant is the last prediction heard at or before it, its mark the first one heard at or after it, as
long as both were heard close to it. Where they were not, the instants are looked up in the venue's own history.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from engine.exchange.contract import Contract
from engine.exchange.inputs import Funding
from engine.market.values import Symbol

HEARD_WITHIN_MS = 15_000  # a prediction and a mark so far from the instant are taken for the instant's
_EARLY_MS = 5_000  # a venue may name the next instant so long before this one has passed
_HOUR_MS = 3_600_000  # the shortest interval; all instants fall on whole hours
HISTORY_LATE_MS = 120_000  # a settlement stands in the venue's history at the latest so long after its instant
_E8 = 10**8


@dataclass(frozen=True, slots=True)
class Prediction:
    """A contract's funding as it stands: `rate` is what would be paid at `next_at_ms`. In ms of the venue's clock."""

    symbol: Symbol
    at_ms: int
    rate: Decimal
    next_at_ms: int
    mark_ticks: int


@dataclass(frozen=True, slots=True)
class Missed:
    """Instants with since < at <= until were not heard well enough: the venue's history says which there were.

    It is a span, no list of times, since the interval may have changed while nobody listened. `is_due`: as far as is
    known there was one; else only another interval would have made one.
    """

    symbol: Symbol
    since_ms: int
    until_ms: int
    is_due: bool


@dataclass(frozen=True, slots=True)
class Settlement:
    """An instant as the venue's history has it."""

    at_ms: int
    rate: Decimal
    mark_ticks: int


@dataclass(slots=True)
class _Expected:
    """What is known of a contract: until when all is settled or asked for, and the prediction last heard."""

    settled_ms: int
    last: Prediction


class Settlements:
    """`settled`: the last instant that was settled of each contract, before a restart. `heard_within_ms` is for a
    simulated market that runs faster than ours: its predictions lie further apart."""

    def __init__(self, settled: Mapping[Symbol, int] | None = None, heard_within_ms: int = HEARD_WITHIN_MS) -> None:
        self._heard_within_ms = heard_within_ms
        self._settled = dict(settled or {})
        self._expected: dict[Symbol, _Expected] = {}
        self._missed: list[Missed] = []

    def hear(self, now: Prediction, contract: Contract) -> Funding | None:
        """The settlement that has come about with it, if any. What is older than what was heard is not heard."""
        known = self._expected.get(now.symbol)
        if known is None:
            self._begin(now)
            return None
        before = known.last
        if now.at_ms < before.at_ms:
            return None
        known.last = now
        due_ms = before.next_at_ms
        has_passed = _has_passed(due_ms, now) and due_ms > known.settled_ms
        if has_passed and self._is_heard(before, now, due_ms):
            known.settled_ms = due_ms
            at_instant = now if now.at_ms == due_ms == now.next_at_ms else before
            return _funding(Settlement(due_ms, at_instant.rate, now.mark_ticks), now.symbol, contract)
        if has_passed or now.at_ms - before.at_ms > self._heard_within_ms:
            self._ask(known, max(now.at_ms, due_ms) if has_passed else now.at_ms, is_due=has_passed)
        return None

    def is_owed(self, symbol: Symbol, at_ms: int) -> bool:
        """Whether an instant has come by then whose settlement is not known yet: it was not told, or is to be looked
        up, or nothing was heard since a restart."""
        known = self._expected.get(symbol)
        if known is None:
            return symbol in self._settled
        due_ms = known.last.next_at_ms
        is_awaited = due_ms > known.settled_ms and 0 <= at_ms - due_ms <= self._heard_within_ms
        return is_awaited or any(one.symbol == symbol and one.is_due for one in self._missed)

    def missed(self) -> tuple[Missed, ...]:
        """What has to be looked up, oldest first. It stays until `settle` has heard enough of it."""
        return tuple(self._missed)

    def settle(self, missed: Missed, found: Iterable[Settlement], contract: Contract, read_at_ms: int) -> list[Funding]:
        """What the venue's history had of a span at `read_at_ms`, to be paid now, in order.

        The span is done once its last whole hour was found, or was read about long enough after it: a history may be
        late. Until then it stays missed, from the last instant found on. One that is done already gives nothing.
        """
        if missed not in self._missed:
            return []
        inside = {one.at_ms: one for one in found if missed.since_ms < one.at_ms <= missed.until_ms}
        place, last_ms = self._missed.index(missed), _hour_of(missed.until_ms)
        done_ms = max(inside, default=missed.since_ms)
        is_done = done_ms >= last_ms or read_at_ms - last_ms >= HISTORY_LATE_MS
        is_due = missed.is_due and not inside
        rest = [] if is_done else [Missed(missed.symbol, done_ms, missed.until_ms, is_due)]
        self._missed[place : place + 1] = rest
        return [_funding(inside[at_ms], missed.symbol, contract) for at_ms in sorted(inside)]

    def forget(self, symbol: Symbol) -> None:
        """The contract is over and nobody holds it: what was missed of it concerns nobody, and cannot be looked up."""
        self._expected.pop(symbol, None)
        self._settled.pop(symbol, None)
        self._missed = [one for one in self._missed if one.symbol != symbol]

    def _begin(self, now: Prediction) -> None:
        """Where nothing was settled before there was nothing to settle."""
        known = _Expected(self._settled.get(now.symbol, now.at_ms), now)
        self._expected[now.symbol] = known
        self._ask(known, now.at_ms, is_due=True)

    def _is_heard(self, before: Prediction, now: Prediction, due_ms: int) -> bool:
        return max(due_ms - before.at_ms, now.at_ms - due_ms) <= self._heard_within_ms

    def _ask(self, known: _Expected, until_ms: int, *, is_due: bool) -> None:
        """As the interval may have been another meanwhile, every whole hour may have been an instant."""
        if _hour_of(until_ms) > known.settled_ms:
            self._missed.append(Missed(known.last.symbol, known.settled_ms, until_ms, is_due))
            known.settled_ms = until_ms


def _hour_of(at_ms: int) -> int:
    """The last whole hour at or before it."""
    return at_ms // _HOUR_MS * _HOUR_MS


def _has_passed(due_ms: int, now: Prediction) -> bool:
    return now.at_ms >= due_ms or (now.next_at_ms > due_ms and due_ms - now.at_ms <= _EARLY_MS)


def _funding(one: Settlement, symbol: Symbol, contract: Contract) -> Funding:
    """Within the contract's bounds, which a prediction may leave for a while."""
    rate = one.rate
    if contract.funding_upper is not None:
        rate = min(rate, contract.funding_upper)
    if contract.funding_lower is not None:
        rate = max(rate, contract.funding_lower)
    return Funding(symbol, one.at_ms, int((rate * _E8).to_integral_value(ROUND_HALF_EVEN)), one.mark_ticks)
