"""Six days that people remember.

Open, high, low and close are those of Binance's spot BTCUSDT candle of that UTC day, as its public klines give them and
as many tutorials and articles quote them. The minute of an extreme is the reported one where it was reported (12 Mar
2020, 19 May 2021, 23 Oct 2023, 10 Oct 2025), else drawn. Rounded prices between are what newspapers wrote of the hour.
"""

from datetime import UTC, datetime
from decimal import Decimal

from engine.club.lessons.moves.values import DAY_MINUTES, Move, Waypoint


def _exact(hour: int, minute: int, price: str) -> Waypoint:
    return Waypoint(hour * 60 + minute, Decimal(price), is_exact=True)


def _about(hour: int, minute: int, price: int) -> Waypoint:
    return Waypoint(hour * 60 + minute, Decimal(price))


def _closes(price: str) -> Waypoint:
    return Waypoint(DAY_MINUTES, Decimal(price), is_exact=True)


COVID_CRASH = Move(
    "covid",
    "BTC",
    datetime(2020, 3, 12, tzinfo=UTC),
    (
        _exact(0, 0, "7934.58"),
        _exact(0, 20, "7966.17"),
        _about(10, 0, 7300),  # the first wave fell between 10 and 11 o'clock UTC, the second from 23 o'clock on
        _about(11, 0, 5700),
        _about(23, 0, 5800),
        _exact(23, 45, "4410.00"),
        _closes("4800.00"),
    ),
    0.0012,
    312,
)

TESLA_BUYS = Move(
    "tesla",
    "BTC",
    datetime(2021, 2, 8, tzinfo=UTC),
    (
        _exact(0, 0, "38795.69"),
        _exact(4, 30, "37988.89"),
        _about(12, 30, 39400),  # Tesla's report to the SEC came at about 12:35 UTC
        _about(13, 0, 43000),
        _exact(22, 30, "46794.45"),
        _closes("46374.87"),
    ),
    0.0009,
    208,
)

MAY_CRASH = Move(
    "may",
    "BTC",
    datetime(2021, 5, 19, tzinfo=UTC),
    (
        _exact(0, 0, "42849.78"),
        _exact(0, 40, "43584.90"),
        _about(4, 0, 40000),
        _about(12, 15, 38000),
        _exact(13, 10, "30000.00"),
        _about(13, 24, 33500),
        _about(14, 0, 37000),
        _closes("36690.09"),
    ),
    0.0012,
    519,
)

ETF_RUMOUR = Move(
    "etf",
    "BTC",
    datetime(2023, 10, 23, tzinfo=UTC),
    (
        _exact(0, 0, "29992.46"),
        _exact(0, 35, "29883.60"),
        _about(6, 0, 30600),
        _about(20, 0, 31100),
        _about(22, 40, 32470),  # a fund's ticker was seen on a clearing house's list
        _exact(22, 44, "34741.91"),
        _closes("33069.99"),
    ),
    0.0007,
    1023,
)

YEN_UNWIND = Move(
    "yen",
    "BTC",
    datetime(2024, 8, 5, tzinfo=UTC),
    (
        _exact(0, 0, "58161.00"),
        _exact(0, 30, "58305.59"),
        _exact(6, 20, "49000.00"),
        _closes("54018.81"),
    ),
    0.0018,
    805,
)

OCTOBER_CASCADE = Move(
    "october",
    "BTC",
    datetime(2025, 10, 10, tzinfo=UTC),
    (
        _exact(0, 0, "121662.41"),
        _exact(13, 35, "122550.00"),
        _about(20, 50, 117000),  # from here on, for forty minutes
        _exact(21, 20, "102000.00"),
        _about(21, 40, 111500),
        _closes("112774.50"),
    ),
    0.0006,
    1010,
)

MOVES = (COVID_CRASH, TESLA_BUYS, MAY_CRASH, ETF_RUMOUR, YEN_UNWIND, OCTOBER_CASCADE)
