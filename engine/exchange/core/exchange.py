"""The exchange: events in, events out. No clock, no I/O, no chance; the same events give the same answers.

Accounts never meet each other, only the market: each is woken when an event can concern it, in the order of ids.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from engine.exchange.contract import Contract
from engine.exchange.core import ticking
from engine.exchange.core.account import Account
from engine.exchange.core.acting import is_on_the_way, say_acted
from engine.exchange.core.arriving import give_up, note_arrival
from engine.exchange.core.bars import driven, play
from engine.exchange.core.calling import call_all
from engine.exchange.core.closing import finish_closing
from engine.exchange.core.commands import account_id_of, carry_out, open_account, refuse_stranger
from engine.exchange.core.filling import cover_debt
from engine.exchange.core.imaging import account_of
from engine.exchange.core.market import Market, Numbers
from engine.exchange.core.owings import Owings
from engine.exchange.core.patience import Waits, tired, wait_for
from engine.exchange.core.reading import Readable
from engine.exchange.core.rules import Rules
from engine.exchange.core.settling import delist
from engine.exchange.core.store import AT_HAND
from engine.exchange.core.watching import (
    SERIES,
    TAPE,
    Span,
    concerned,
    disarm,
    find_band,
    forget_guards,
    reached,
    watch,
)
from engine.exchange.inputs import Bar, Book, Delisting, Executed, Funding, Input, Passing, Prices, Settling, Trade
from engine.exchange.orders import OpenAccount, PriceOf, Sent, Way
from engine.exchange.outputs import Image, Output, Purse
from engine.market.values import Symbol

DEFAULT_RULES = Rules()


class Exchange(Readable):
    """With a book, bars are not listened to; without one, books are not and trades only move the last price."""

    def __init__(
        self,
        contracts: Iterable[Contract],
        rules: Rules = DEFAULT_RULES,
        *,
        next_fill_id: int = 1,
        at_hand: int = AT_HAND,
    ) -> None:
        """`at_hand`: how many accounts are kept as objects; the rest are packed, a few with every `Passing`."""
        super().__init__(rules, next_fill_id, at_hand)
        self._owings = Owings(self._desk, self._store, self._finish)
        self._take = self._owings.take
        self._patience: Waits = []
        self._handlers: dict[type, Callable[[Any], None]] = {
            Prices: self._prices,
            Book: self._book,
            Trade: self._trade,
            Bar: self._bar,
            Funding: self._funding,
            Settling: self._settling,
            Delisting: self._delisting,
            Passing: self._passing,
            Executed: self._executed,
            Sent: self._sent,
        }
        for contract in contracts:
            self.add_contract(contract)

    def add_contract(self, contract: Contract) -> None:
        """New, or with other tiers and fees. Its tick and lot never change: raises `ValueError`."""
        market = self._desk.markets.get(contract.symbol)
        if market is None:
            self._desk.symbols.learn(contract.symbol)
            self._desk.markets[contract.symbol] = Market(Numbers(contract))
            return
        old = market.contract
        if (old.tick_size, old.lot_size) != (contract.tick_size, contract.lot_size):
            raise ValueError(f"{contract.symbol} is held in other ticks and lots")
        self._owings.settle_all_of(market)  # by the numbers they owe it by
        market.numbers = Numbers(contract)
        call_all(self._store, market, self._deal_anew)

    def apply(self, event: Input) -> Sequence[Output]:
        self._handlers[type(event)](event)
        return self._desk.answers() if self._desk.outputs else ()

    @property
    def in_use(self) -> int | None:
        """The account that the event at hand was about last: where `apply` raises, the one it failed at."""
        return self._store.in_use

    def restore(self, image: Image) -> None:
        """Contracts first: raises `KeyError` for a position whose contract is not there."""
        account = account_of(self._desk, image)
        self._store.add(account)
        self._desk.purses[Purse.CASH] += account.cash
        self._desk.purses[Purse.HOUSE] -= account.cash
        for symbol, sent in account.pending:
            if symbol in self._desk.markets:
                note_arrival(self._desk, account, self._desk.markets[symbol], sent)
            wait_for(self._patience, sent, self._desk.rules)
        watch(self._desk, account)
        self._remarking.touch(account.account_id)

    def resume(self, event: Funding, paid: Collection[int]) -> None:
        """After all images: the rest of a settlement these have paid. Raises `KeyError` for an unknown contract."""
        self._owings.resume(self._desk.markets[event.symbol], event, paid)

    @property
    def is_settling(self) -> bool:
        """Whether anybody owes funding."""
        return self._owings.is_any_open

    def _prices(self, event: Prices) -> None:
        market = self._begin(event.symbol, event.at_ms)
        if market is None:
            return
        moved: list[PriceOf] = []
        if event.last_ticks is not None:
            moved += market.move(PriceOf.LAST, event.last_ticks)
        if event.mark_ticks is not None:
            moved += market.move(PriceOf.MARK, event.mark_ticks)
        if event.index_ticks is not None:
            moved += market.move(PriceOf.INDEX, event.index_ticks)
        series = sorted(set(moved))
        spans = [(SERIES[each], market.prices[each], market.prices[each]) for each in series]
        self._wake(market, spans, lambda account: ticking.meet_prices(self._desk, account, market, series))

    def _book(self, event: Book) -> None:
        market = self._begin(event.symbol, event.at_ms)
        if market is None or not self._desk.rules.with_book:
            return
        market.show_book(event.at_ms, event.bids, event.asks)
        high = event.bids[0][0] if event.bids else -(1 << 62)
        low = event.asks[0][0] if event.asks else 1 << 62
        self._wake(
            market, [(TAPE, low, high)], lambda account: ticking.meet_book(self._desk, account, market), market.eager
        )

    def _trade(self, event: Trade) -> None:
        market = self._begin(event.symbol, event.at_ms)
        if market is None:
            return
        moved = market.move(PriceOf.LAST, event.ticks)
        spans = [(SERIES[each], event.ticks, event.ticks) for each in moved]
        turns: list[int] = []
        if self._desk.rules.with_book:
            spans.append((TAPE, event.ticks, event.ticks))
            turns = market.levels[Way.SELL if event.is_buy else Way.BUY].print(event.ticks, event.lots)
        self._wake(market, spans, lambda account: ticking.meet_trade(self._desk, account, market, moved, event), turns)

    def _bar(self, event: Bar) -> None:
        market = self._desk.markets.get(event.symbol)
        if market is None or self._desk.rules.with_book:
            return
        low, high = event.low_ticks - market.reach_below, event.high_ticks + market.reach_above
        is_free = max(market.low_guard, 0) < low and high < market.high_guard
        if not is_free or market.eager or market.arrivals or self._patience:
            self._play_bar(market, event)
        market.show_price(event.close_ticks)

    def _play_bar(self, market: Market, event: Bar) -> None:
        self._begin(event.symbol, event.open_ms)
        market.show_price(event.open_ticks)
        names = [SERIES[series] for series in driven(market)]
        spans = [(series, event.low_ticks, event.high_ticks) for series in (*names, TAPE)]
        self._wake(market, spans, lambda account: play(self._desk, account, market, event), market.eager)
        find_band(market)

    def _funding(self, event: Funding) -> None:
        market = self._begin(event.symbol, event.at_ms)
        if market is not None:
            self._owings.begin(market, event)

    def _settling(self, event: Settling) -> None:
        self._owings.go_on(event.holders)

    def _delisting(self, event: Delisting) -> None:
        market = self._begin(event.symbol, event.at_ms)
        if market is None:
            return
        users = sorted({*market.users.named(), *market.arrivals})  # some only have something on its way there
        for account in filter(None, map(self._take, users)):
            delist(self._desk, account, market, event.price_ticks)
            self._finish(account)
        self._owings.end(market)
        del self._desk.markets[event.symbol]

    def _passing(self, event: Passing) -> None:
        self._pass(event.at_ms)
        self._store.tidy()

    def _executed(self, event: Executed) -> None:
        market = self._begin(event.symbol, event.at_ms)
        account = self._take(event.account_id)
        if market is not None and account is not None:
            ticking.book_execution(self._desk, account, market, event)
            self._finish(account)

    def _sent(self, event: Sent) -> None:
        desk, command = self._desk, event.command
        self._pass(event.at_ms)
        account = self._take(account_id_of(command))
        if account is not None and is_on_the_way(account, event):
            return
        if account is None and isinstance(command, OpenAccount):
            account = open_account(desk, command)
            self._store.add(account)
        said = len(desk.outputs)
        if account is None:
            refuse_stranger(desk, event)
            say_acted(desk, event, said)
            return
        carry_out(desk, account, event)
        if not is_on_the_way(account, event):
            say_acted(desk, event, said)
        wait_for(self._patience, event, desk.rules)
        self._finish(account)

    def _begin(self, symbol: Symbol, at_ms: int) -> Market | None:
        self._pass(at_ms)
        return self._desk.markets.get(symbol)

    def _pass(self, at_ms: int) -> None:
        self._desk.now_ms, self._store.in_use = at_ms, None
        if not self._patience:
            return
        for account_id in tired(self._patience, at_ms):
            account = self._take(account_id)
            if account is not None:
                give_up(self._desk, account)
                self._finish(account)

    def _wake(
        self, market: Market, spans: Sequence[Span], act: Callable[[Account], None], others: Iterable[int] = ()
    ) -> None:
        """Whoever the spans concern, whoever has something due, and the others."""
        spans = reached(market, spans)
        woken = concerned(market, spans, self._desk.now_ms, (*others, *self._owings.cornered(market, spans)))
        for account_id in sorted(woken):
            account = self._take(account_id)
            if account is None:
                market.arrivals.pop(account_id, None)
            else:
                if woken[account_id]:
                    disarm(account, market, woken[account_id])
                act(account)
                self._finish(account)

    def _deal_anew(self, account: Account) -> None:
        forget_guards(account)
        self._finish(account)

    def _finish(self, account: Account, *, is_guarded: bool = False) -> None:
        desk = self._desk
        if account.cash < 0:
            cover_debt(desk, account)
        if not account.is_open and finish_closing(desk, account):
            self._store.drop(account.account_id)
        elif account.cash != account.told_cash:
            desk.tell_account(account)
        if not is_guarded:
            watch(desk, account)
        self._remarking.touch(account.account_id)
