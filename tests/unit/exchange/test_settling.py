"""Funding is settled once at every instant, at its own rate and mark, whatever happens in between."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from engine.exchange.inputs import Funding
from engine.exchange.settling import Missed, Prediction, Settlement, Settlements
from engine.feeds.reading import milliseconds
from engine.market.values import Symbol
from tests.unit.exchange.contracts import some_contract

CONTRACT = some_contract()
BTC = CONTRACT.symbol


def at(text: str) -> int:
    """Milliseconds of "06 23:59:58", a day of February."""
    return milliseconds(datetime.strptime(f"2026-02-{text}", "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC))


def told(
    now: str, rate: str = "0.0001", due: str = "06 08:00:00", mark: int = 1000, symbol: Symbol = BTC
) -> Prediction:
    return Prediction(symbol, at(now), Decimal(rate), at(due), mark)


def heard(keeper: Settlements, *predictions: Prediction) -> list[Funding]:
    paid = [keeper.hear(one, CONTRACT) for one in predictions]
    return [one for one in paid if one is not None]


def test_an_instant_is_paid_at_the_last_rate_before_it_and_the_first_mark_after_it() -> None:
    paid = heard(
        Settlements(),
        told("06 07:59:50", "0.0001", mark=990),
        told("06 07:59:59", "0.0002", mark=995),
        told("06 08:00:01", "0.0007", "06 16:00:00", mark=1001),
        told("06 08:00:02", "0.0008", "06 16:00:00", mark=1002),
    )
    assert paid == [Funding(BTC, at("06 08:00:00"), 20_000, 1001)]


def test_midnight_is_an_instant_like_any_other() -> None:
    paid = heard(
        Settlements(),
        told("06 23:59:59", "-0.0003", "07 00:00:00"),
        told("07 00:00:00", "0.0009", "07 08:00:00", mark=1010),
    )
    assert paid == [Funding(BTC, at("07 00:00:00"), -30_000, 1010)]


def test_a_rate_told_at_the_very_instant_for_that_instant_counts() -> None:
    paid = heard(Settlements(), told("06 07:59:59", "0.0001"), told("06 08:00:00", "0.0002"))
    assert [one.rate_e8 for one in paid] == [20_000]


def test_a_venue_that_still_names_the_old_instant_after_it_pays_once() -> None:
    paid = heard(
        Settlements(),
        told("06 07:59:59"),
        told("06 08:00:00"),
        told("06 08:00:03"),
        told("06 08:00:04", due="06 16:00:00"),
        told("06 08:00:05"),
    )
    assert len(paid) == 1


def test_a_venue_that_names_the_next_instant_a_moment_early_still_pays_this_one() -> None:
    paid = heard(Settlements(), told("06 07:59:58"), told("06 07:59:59", "0.0009", "06 16:00:00"))
    assert [(one.at_ms, one.rate_e8) for one in paid] == [(at("06 08:00:00"), 10_000)]


def test_an_interval_made_shorter_is_paid_by_the_hour_from_then_on() -> None:
    keeper = Settlements()
    paid = heard(
        keeper,
        told("06 04:30:00", due="06 08:00:00"),
        told("06 04:30:10", due="06 05:00:00"),
        told("06 04:59:59", due="06 05:00:00"),
        told("06 05:00:01", due="06 06:00:00"),
        told("06 05:59:59", due="06 06:00:00"),
        told("06 06:00:01", due="06 07:00:00"),
    )
    assert [one.at_ms for one in paid] == [at("06 05:00:00"), at("06 06:00:00")]


def test_an_interval_made_longer_does_not_pay_the_instant_that_was_called_off() -> None:
    paid = heard(
        Settlements(),
        told("06 04:30:00", due="06 05:00:00"),
        told("06 04:30:10", due="06 08:00:00"),
        told("06 04:59:59", due="06 08:00:00"),
        told("06 05:00:01", due="06 08:00:00"),
    )
    assert paid == []


def test_a_rate_beyond_the_cap_is_paid_at_the_cap() -> None:
    high = heard(Settlements(), told("06 07:59:59", "0.02"), told("06 08:00:00", due="06 16:00:00"))
    low = heard(Settlements(), told("06 07:59:59", "-0.02"), told("06 08:00:00", due="06 16:00:00"))
    assert (high[0].rate_e8, low[0].rate_e8) == (375_000, -375_000)


def test_an_outage_over_two_instants_is_looked_up_and_pays_both_once() -> None:
    keeper = Settlements()
    assert heard(keeper, told("06 07:00:00"), told("06 17:05:00", due="07 00:00:00")) == []
    (missed,) = keeper.missed()
    assert missed == Missed(BTC, at("06 07:00:00"), at("06 17:05:00"), is_due=True)
    found = [
        Settlement(at("06 00:00:00"), Decimal("0.0009"), 900),  # before it all
        Settlement(at("06 08:00:00"), Decimal("0.0001"), 1001),
        Settlement(at("06 16:00:00"), Decimal("0.05"), 1002),
    ]
    paid = keeper.settle(missed, reversed(found), CONTRACT, at("06 17:05:01"))
    assert paid == [Funding(BTC, at("06 08:00:00"), 10_000, 1001), Funding(BTC, at("06 16:00:00"), 375_000, 1002)]
    assert keeper.missed() == ()
    assert keeper.settle(missed, found, CONTRACT, at("06 17:05:01")) == []


def test_a_history_that_is_late_is_asked_again() -> None:
    keeper = Settlements()
    heard(keeper, told("06 07:00:00"), told("06 08:00:20", due="06 16:00:00"))
    (missed,) = keeper.missed()
    assert keeper.settle(missed, [], CONTRACT, at("06 08:00:21")) == []
    assert keeper.missed() == (missed,)
    late = [Settlement(at("06 08:00:00"), Decimal("0.0001"), 1001)]
    assert [one.at_ms for one in keeper.settle(missed, late, CONTRACT, at("06 08:00:40"))] == [at("06 08:00:00")]
    assert keeper.missed() == ()


def test_of_a_span_half_told_only_the_rest_is_asked_again() -> None:
    keeper = Settlements()
    heard(keeper, told("06 07:00:00"), told("06 16:00:20", due="07 00:00:00"))
    (missed,) = keeper.missed()
    first = [Settlement(at("06 08:00:00"), Decimal("0.0001"), 1001)]
    assert len(keeper.settle(missed, first, CONTRACT, at("06 16:00:21"))) == 1
    (rest,) = keeper.missed()
    both = [*first, Settlement(at("06 16:00:00"), Decimal("0.0001"), 1001)]
    assert [one.at_ms for one in keeper.settle(rest, both, CONTRACT, at("06 16:01:00"))] == [at("06 16:00:00")]


def test_an_outage_in_which_the_venue_settled_nothing_is_over_when_the_history_says_so() -> None:
    keeper = Settlements()
    heard(keeper, told("06 04:30:00"), told("06 05:30:00"))
    (missed,) = keeper.missed()
    assert keeper.settle(missed, [], CONTRACT, at("06 05:30:01")) == []
    assert keeper.missed() == ()


def test_silence_within_an_hour_needs_no_look() -> None:
    keeper = Settlements()
    assert heard(keeper, told("06 04:10:00"), told("06 04:50:00")) == []
    assert keeper.missed() == ()


def test_a_rate_heard_too_long_before_its_instant_is_not_taken_for_it() -> None:
    keeper = Settlements()
    assert heard(keeper, told("06 07:59:30"), told("06 08:00:01", due="06 16:00:00")) == []
    assert [one.until_ms for one in keeper.missed()] == [at("06 08:00:01")]


def test_silence_that_ends_a_moment_before_the_instant_on_a_venue_that_is_early_still_asks_for_it() -> None:
    keeper = Settlements()
    heard(keeper, told("06 07:30:00"), told("06 07:59:59", due="06 16:00:00"))
    assert [one.until_ms for one in keeper.missed()] == [at("06 08:00:00")]


def test_after_a_restart_everything_since_the_last_settlement_is_looked_up() -> None:
    keeper = Settlements({BTC: at("06 00:00:00")})
    assert heard(keeper, told("06 09:10:00", due="06 16:00:00")) == []
    (missed,) = keeper.missed()
    assert (missed.since_ms, missed.until_ms) == (at("06 00:00:00"), at("06 09:10:00"))
    found = [Settlement(at("06 00:00:00"), Decimal(1), 1), Settlement(at("06 08:00:00"), Decimal("0.0001"), 1001)]
    assert [one.at_ms for one in keeper.settle(missed, found, CONTRACT, at("06 09:10:01"))] == [at("06 08:00:00")]


def test_a_restart_within_the_hour_of_a_settlement_asks_nothing_and_pays_nothing_twice() -> None:
    keeper = Settlements({BTC: at("06 08:00:00")})
    assert heard(keeper, told("06 08:00:02"), told("06 08:00:03", due="06 16:00:00")) == []
    assert keeper.missed() == ()


def test_contracts_do_not_disturb_each_other_and_one_forgotten_begins_anew() -> None:
    keeper, ether = Settlements(), Symbol("ETHUSDT")
    paid = heard(
        keeper,
        told("06 07:59:59"),
        told("06 07:59:59", "0.0005", symbol=ether),
        told("06 08:00:01", due="06 16:00:00"),
        told("06 08:00:01", due="06 16:00:00", symbol=ether),
    )
    assert [(one.symbol, one.rate_e8) for one in paid] == [(BTC, 10_000), (ether, 50_000)]
    keeper.forget(ether)
    assert heard(keeper, told("06 20:00:00", due="07 00:00:00", symbol=ether)) == []
    assert keeper.missed() == ()


def test_what_comes_late_is_not_heard() -> None:
    late = told("06 07:59:58", "0.0009")
    paid = heard(Settlements(), told("06 07:59:59"), late, replace(late, at_ms=at("06 08:00:00"), next_at_ms=0))
    assert [one.rate_e8 for one in paid] == [10_000]
