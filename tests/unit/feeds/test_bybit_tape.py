"""Bybit's messages of books, trades and prices become exact values, and nonsense does not."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine.feeds.bybit.settled import open_of_minute, parse_settlement
from engine.feeds.bybit.tape_dialect import BookMoved, TapeDialect, tape_length, tape_topics
from engine.feeds.reading import UNREADABLE
from engine.feeds.tape import BookHeard, BookLost, LossReason, PricesHeard, TradeHeard
from engine.market.values import Instrument
from tests.unit.exchange.contracts import some_instrument

AT_MS = 1_780_963_200_000
BTC = some_instrument()
PEPE = some_instrument("1000PEPEUSDT", "PEPE", tick="1E-10", lot="100000")


def _message(topic: str, data: Any, kind: str = "delta", at_ms: int = AT_MS, **more: Any) -> dict[str, Any]:
    return {"topic": topic, "type": kind, "ts": at_ms, "data": data, **more}


def _book(update: int, bids: Any = (), asks: Any = (), kind: str = "delta", at_ms: int = AT_MS) -> dict[str, Any]:
    data = {"s": "BTCUSDT", "b": list(bids), "a": list(asks), "u": update, "seq": 1}
    return _message("orderbook.50.BTCUSDT", data, kind, at_ms)


SNAPSHOT = _book(7, [["100.0", "0.5"]], [["100.1", "0.75"]], "snapshot")


def _trade(number: str = "a", symbol: str = "BTCUSDT", **changed: Any) -> dict[str, Any]:
    row = {"T": AT_MS, "s": symbol, "S": "Buy", "v": "0.010", "p": "100.1", "i": number, "BT": False, **changed}
    return _message(f"publicTrade.{symbol}", [row], "snapshot")


def _told(dialect: TapeDialect, *messages: dict[str, Any]) -> list[Any]:
    """Each message read by somebody quick."""
    told: list[Any] = []
    for message in messages:
        told += [one.heard() if isinstance(one, BookMoved) else one for one in dialect.read(message).events]
    return told


def _dialect(*instruments: Instrument) -> TapeDialect:
    return TapeDialect("ws://nowhere", instruments or (BTC,))


def test_a_book_and_its_changes_are_told_in_ticks_and_lots() -> None:
    first, second = _told(_dialect(), SNAPSHOT, _book(8, [["100.0", "0.4"]], [["100.1", "0"], ["100.2", "2"]]))[-2:]
    assert isinstance(first, BookHeard)
    assert second.bids == ((1000, 400),)
    assert second.asks == ((1002, 2000),)
    assert second.grid.tick_size == Decimal("0.1")


def test_a_multiplied_contract_is_told_on_its_own_grid() -> None:
    told = _told(_dialect(PEPE), _trade(symbol="1000PEPEUSDT", p="0.0041235", v="2300"))
    assert [(one.ticks, one.lots) for one in told] == [(41235, 23)]
    assert told[0].ticks * PEPE.tick_size == Decimal("0.0000041235")
    assert told[0].lots * PEPE.lot_size == Decimal(2_300_000)


def test_the_matching_engines_time_is_the_books() -> None:
    (book,) = _told(_dialect(), {**SNAPSHOT, "cts": AT_MS - 7})
    assert book.at_ms == AT_MS - 7


def test_a_missed_change_loses_the_book_and_asks_for_a_whole_one() -> None:
    dialect = _dialect()
    _told(dialect, SNAPSHOT)
    heard = dialect.read(_book(9, [["100.0", "1"]]))
    assert heard.events == [BookLost(BTC.symbol, AT_MS, LossReason.MISSED)]
    assert [(one["op"], one["args"]) for one in heard.replies] == [
        ("unsubscribe", ["orderbook.50.BTCUSDT"]),
        ("subscribe", ["orderbook.50.BTCUSDT"]),
    ]
    assert not list(dialect.read(_book(10, [["100.0", "1"]])).events)
    (back,) = _told(dialect, {**SNAPSHOT, "data": {**SNAPSHOT["data"], "u": 20}})
    assert back.bids == ((1000, 500),)


def test_a_book_that_does_not_come_is_asked_for_every_few_seconds_not_with_every_change() -> None:
    dialect = _dialect()
    asked = [len(dialect.read(_book(n, at_ms=AT_MS + 1_000 * n)).replies) for n in range(12)]
    assert asked == [0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0]


def test_a_book_that_breaks_again_and_again_is_not_asked_for_at_the_same_pace() -> None:
    dialect, asked = _dialect(), 0
    for n in range(20):
        at_ms = AT_MS + 100 * n
        dialect.read(_book(7, [["100.0", "1"]], [["100.1", "1"]], "snapshot", at_ms))
        asked += len(dialect.read(_book(50, at_ms=at_ms)).replies) // 2
    assert asked == 1


@pytest.mark.parametrize(
    ("bids", "reason"),
    [
        ([["100.1", "1"]], LossReason.CROSSED),
        ([["100.05", "1"]], LossReason.UNREADABLE),
        ([["100.0", "0.0005"]], LossReason.UNREADABLE),
        ([["100.0", "-1"]], LossReason.UNREADABLE),
        ([["0", "1"]], LossReason.UNREADABLE),
        ([["nan", "1"]], LossReason.UNREADABLE),
        ([["99.9"]], LossReason.UNREADABLE),
        (None, LossReason.UNREADABLE),
    ],
)
def test_a_change_that_cannot_be_loses_the_book(bids: Any, reason: LossReason) -> None:
    dialect = _dialect()
    _told(dialect, SNAPSHOT)
    message = _book(8)
    message["data"]["b"] = bids
    assert _told(dialect, message) == [BookLost(BTC.symbol, AT_MS, reason)]


def test_a_book_lost_before_anybody_read_it_is_not_told() -> None:
    dialect = _dialect()
    (moved,) = dialect.read(SNAPSHOT).events
    dialect.broken(datetime.fromtimestamp(AT_MS / 1000, UTC))
    assert isinstance(moved, BookMoved)
    assert moved.heard() is None


def test_a_broken_connection_loses_every_book_at_once_and_only_those_there_are() -> None:
    dialect = _dialect(BTC, PEPE)
    _told(dialect, SNAPSHOT)
    at = datetime(2026, 2, 6, tzinfo=UTC)
    assert [(one.symbol, one.reason) for one in dialect.broken(at) if isinstance(one, BookLost)] == [
        (BTC.symbol, LossReason.DISCONNECTED)
    ]
    assert list(dialect.broken(at)) == []


def test_no_trade_is_told_twice_not_even_over_a_reconnection() -> None:
    dialect = _dialect()
    assert len(_told(dialect, _trade("a"), _trade("b"), _trade("a"))) == 2
    dialect.opening()
    assert [one.trade_id for one in _told(dialect, _trade("b"), _trade("c"))] == ["c"]


@pytest.mark.parametrize("flag", ["BT", "RPI"])
def test_a_trade_off_the_book_is_marked(flag: str) -> None:
    (on_book,) = _told(_dialect(), _trade())
    (off_book,) = _told(_dialect(), _trade(**{flag: True}))
    assert (on_book.is_off_book, off_book.is_off_book) == (False, True)


@pytest.mark.parametrize(
    "wrong", [{"p": "100.15"}, {"v": "0"}, {"v": "0.0001"}, {"S": "Hold"}, {"p": "-100.1"}, {"i": None, "T": "x"}]
)
def test_a_wrong_trade_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(UNREADABLE):
        _told(_dialect(), _trade(**wrong))


WHOLE = {
    "symbol": "BTCUSDT",
    "lastPrice": "100.10",
    "markPrice": "100.123456",
    "indexPrice": "100.2",
    "bid1Price": "100.0",
    "ask1Price": "",
    "fundingRate": "-0.000212",
    "fundingIntervalHour": "1",
    "nextFundingTime": str(AT_MS + 1000),
}


def test_prices_are_told_to_the_digit_when_they_change_and_only_then() -> None:
    dialect = _dialect()
    changes = [{"volume24h": "7"}, {"markPrice": "100.123456"}, {"markPrice": "100.2"}]
    told = _told(
        dialect,
        _message("tickers.BTCUSDT", {"lastPrice": "1"}),  # before the whole one
        _message("tickers.BTCUSDT", WHOLE, "snapshot"),
        *(_message("tickers.BTCUSDT", change) for change in changes),
    )
    first, second = told
    assert first == PricesHeard(
        symbol=BTC.symbol,
        at_ms=AT_MS,
        last_usd=Decimal("100.1"),
        mark_usd=Decimal("100.123456"),
        index_usd=Decimal("100.2"),
        bid_usd=Decimal(100),
        ask_usd=None,
        funding_rate=Decimal("-0.000212"),
        funding_interval=timedelta(hours=1),
        next_funding_ms=AT_MS + 1000,
    )
    assert (second.last_usd, second.mark_usd) == (Decimal("100.1"), Decimal("100.2"))


def test_prices_whose_whole_never_came_are_asked_for_anew() -> None:
    dialect = _dialect()
    late = [_message("tickers.BTCUSDT", {"lastPrice": "1"}, at_ms=AT_MS + 1_000 * n) for n in range(7)]
    asked = [[one["args"] for one in dialect.read(message).replies] for message in late]
    assert asked == [[], [], [], [], [], [["tickers.BTCUSDT"]] * 2, []]


def test_a_wrong_price_is_refused_and_not_kept() -> None:
    dialect = _dialect()
    _told(dialect, _message("tickers.BTCUSDT", WHOLE, "snapshot"))
    with pytest.raises(UNREADABLE):
        _told(dialect, _message("tickers.BTCUSDT", {"markPrice": "-1"}))
    (after,) = _told(dialect, _message("tickers.BTCUSDT", {"lastPrice": "100.3"}))
    assert (after.last_usd, after.mark_usd) == (Decimal("100.3"), Decimal("100.123456"))


def test_a_contract_left_is_heard_no_more_and_one_that_came_is_asked_for() -> None:
    dialect = _dialect(BTC)
    _told(dialect, SNAPSHOT)
    said = dialect.follow([PEPE])
    assert [(one["op"], one["args"]) for one in said] == [
        ("unsubscribe", tape_topics(BTC)),
        ("subscribe", tape_topics(PEPE)),
    ]
    assert _told(dialect, _book(8), _trade()) == []
    dialect.follow([PEPE, BTC])
    assert _told(dialect, _book(9)) == []  # nothing before the new whole book


def test_a_contract_whose_steps_changed_is_asked_for_anew_and_read_in_them() -> None:
    dialect, finer = _dialect(BTC, PEPE), some_instrument(tick="0.01")
    _told(dialect, SNAPSHOT)
    assert dialect.follow([BTC, PEPE]) == []
    said = dialect.follow([finer, PEPE])
    assert [(one["op"], one["args"]) for one in said] == [
        ("unsubscribe", tape_topics(BTC)),
        ("subscribe", tape_topics(BTC)),
    ]
    assert _told(dialect, _book(8)) == []
    (heard,) = _told(dialect, _book(9, [["100.01", "0.5"]], [["100.02", "0.75"]], "snapshot"))
    assert (heard.bids, heard.asks, heard.grid.tick_size) == (((10001, 500),), ((10002, 750),), Decimal("0.01"))


def test_the_topics_of_two_hundred_contracts_fit_where_the_venue_lets_them() -> None:
    many = [some_instrument(f"1000LONGNAME{n}USDT", f"LONGNAME{n}") for n in range(200)]
    requests = TapeDialect("ws://nowhere", many).opening()
    assert sum(len(one["args"]) for one in requests) == 600
    assert all(len(json.dumps(one["args"])) < 21_000 for one in requests)
    assert sum(map(tape_length, many)) < 20_000


def test_a_refused_subscription_is_halved() -> None:
    dialect = _dialect()
    (request,) = dialect.opening()
    heard = dialect.read({"success": False, "ret_msg": "no", "req_id": request["req_id"], "op": "subscribe"})
    assert [one["args"] for one in heard.replies] == [tape_topics(BTC)[:1], tape_topics(BTC)[1:]]


def test_the_recorded_messages_of_the_venue_are_read(shared_data: Path) -> None:
    def recorded(name: str, topic: str) -> dict[str, Any]:
        return {**json.loads((shared_data / "bybit/nautilus" / f"{name}.json").read_text()), "topic": topic}

    book = "orderbook.50.BTCUSDT"  # recorded of another depth; the form is the same
    dialect = _dialect(some_instrument(tick="0.01"))
    first, second, trade, prices = _told(
        dialect,
        recorded("ws_orderbook_snapshot", book),
        recorded("ws_orderbook_delta", book),
        recorded("ws_public_trade", "publicTrade.BTCUSDT"),
        recorded("ws_ticker_linear", "tickers.BTCUSDT"),
    )
    assert first.bids == ((2_745_000, 500), (2_744_950, 1000))
    assert (second.bids[0], second.asks) == ((2_745_000, 400), ((2_745_150, 900),))
    assert isinstance(trade, TradeHeard)
    assert (trade.ticks, trade.lots, trade.is_buy) == (2_745_100, 10, True)
    assert isinstance(prices, PricesHeard)
    assert (prices.mark_usd, prices.index_usd) == (Decimal("17217.33"), Decimal("17227.36"))
    assert prices.next_funding_ms == 1_673_280_000_000


def test_the_recorded_funding_history_is_read(shared_data: Path) -> None:
    rows = json.loads((shared_data / "bybit/nautilus/http_get_funding_history.json").read_text())["result"]["list"]
    assert [parse_settlement(row) for row in rows] == [
        (1_709_884_800_000, Decimal("0.0001")),
        (1_709_856_000_000, Decimal("0.00015")),
    ]


def test_the_mark_of_an_instant_is_the_open_of_its_minute_per_coin() -> None:
    rows = [["120000", "4.5", "5", "4", "4.2"], ["60000", "4.4", "5", "4", "4.5"]]
    assert open_of_minute(rows, 120_000, 1000) == Decimal("0.0045")
    assert open_of_minute(rows, 180_000, 1000) is None
