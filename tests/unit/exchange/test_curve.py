"""From the ledger's points to the arrays a picture is drawn of."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from engine.exchange.venues.paper.curve import EquityCurve, equity_curve
from engine.exchange.venues.paper.values import EquityPoint

OPENED = datetime(2026, 2, 6, 12, tzinfo=UTC)


def curve(*equity: int, first_after: timedelta = timedelta(hours=1)) -> EquityCurve:
    points = [
        EquityPoint(OPENED + first_after + timedelta(hours=n), Decimal(usdt), Decimal(usdt))
        for n, usdt in enumerate(equity)
    ]
    return equity_curve(points, [], opened_at=OPENED, start_usdt=Decimal(10_000))


def test_the_opening_stands_before_the_first_point() -> None:
    assert curve(10_100).equity_usdt.tolist() == [10_000.0, 10_100.0]


def test_an_account_without_points_is_its_opening() -> None:
    assert curve().equity_usdt.tolist() == [10_000.0]


def test_the_opening_is_not_put_twice() -> None:
    assert curve(10_000, 9_000, first_after=timedelta()).equity_usdt.tolist() == [10_000.0, 9_000.0]


def test_the_dip_is_measured_from_the_peak_before_it() -> None:
    one = curve(12_000, 9_000, 13_000, 12_350)
    assert one.dip == -0.25
    assert round(one.change, 4) == 0.235


def test_an_account_that_only_lost_dips_from_its_start() -> None:
    assert curve(9_000, 8_000).dip == -0.2


def test_an_account_that_only_won_has_no_dip() -> None:
    assert curve(10_500, 11_000).dip == 0.0
