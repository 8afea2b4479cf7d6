"""Honest crowds and planted cheats, drawn from a seed. One coin moves as a random walk, seen by all at once."""

import random
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from engine.exchange.orders import Slot
from engine.exchange.outputs import FillCause, FillModel
from engine.exchange.venues.paper.values import PaperFill
from engine.market.values import Coin, Symbol
from tests.unit.rounds.ledgers import BELL

COINS = [Symbol(f"{coin}USDT") for coin in ("BTC", "ETH", "SOL", "XRP", "DOGE", "ADA")]
DAY_S = 86_400
_PRESETS = (500, 1000, 1000, 1000, 2500)


@dataclass(slots=True)
class Day:
    seed: int
    fills: list[PaperFill] = field(default_factory=list)
    draw: random.Random = field(init=False)
    walks: dict[Symbol, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)
        for coin in COINS:
            price, walk = 100.0, []
            for _ in range(DAY_S // 10 + 1):
                price *= 1 + self.draw.gauss(0, 0.0006)
                walk.append(price)
            self.walks[coin] = walk

    def price(self, coin: Symbol, at_s: float) -> float:
        return self.walks[coin][min(max(int(at_s), 0), DAY_S) // 10]

    def fill(self, account: int, coin: Symbol, at_s: float, is_buy: bool, usd: float, price: float = 0.0) -> None:
        """At the price then, a basis point against the one who takes."""
        at = BELL + timedelta(seconds=min(at_s, DAY_S - 1))
        paid = price or self.price(coin, at_s) * (1.0001 if is_buy else 0.9999)
        number = len(self.fills) + 1
        sent = at - timedelta(milliseconds=self.draw.randint(40, 900))
        quantity, name = Decimal(f"{usd / paid:.6f}"), Coin(coin.removesuffix("USDT"))
        self.fills.append(
            PaperFill(number, account, 4 * number, coin, name, Slot.ONE_WAY, at, sent, is_buy, Decimal(f"{paid:.6f}"),
                      quantity, False, Decimal("0.1"), Decimal(0), FillCause.ORDER, FillModel.BOOK)
        )  # fmt: skip

    def trade(self, account: int, coin: Symbol, at_s: float, is_long: bool, usd: float, held_s: float) -> None:
        self.fill(account, coin, at_s, is_long, usd)
        self.fill(account, coin, at_s + held_s, not is_long, usd)

    def wanderer(self, account: int, trades: int) -> None:
        """Trades whenever they feel like it, as people of one time zone do: more in the evening."""
        for _ in range(trades):
            at = self.draw.triangular(0, DAY_S, DAY_S * 0.75)
            self.trade(
                account, self._coin(), at, self.draw.random() < 0.5, self._stake(), self.draw.expovariate(1 / 3000)
            )

    def scalper(self, account: int, trades: int, coin: Symbol = COINS[0]) -> None:
        for _ in range(trades):
            self.trade(
                account, coin, self.draw.uniform(0, DAY_S), self.draw.random() < 0.5, 1000, self.draw.uniform(20, 600)
            )

    def followers(self, accounts: range, signals: int, share: float = 0.7, stubborn: bool = True) -> None:
        """Everybody gets the same signals at once; who rides always rides, who fades always fades, all with the preset
        stake, and most are out when the target is hit."""
        for _ in range(signals):
            coin, at, up = self._coin(), self.draw.uniform(0, DAY_S * 0.9), self.draw.random() < 0.5
            ends = self.draw.uniform(900, 5000)
            for account in accounts:
                if self.draw.random() < share:
                    rides = account % 2 == 0 if stubborn else self.draw.random() < 0.5
                    late = self.draw.expovariate(1 / 15)
                    out = ends if self.draw.random() < 0.7 else self.draw.uniform(300, 5000)
                    self.trade(account, coin, at + late, up == rides, 1000, out)

    def pair(
        self, first: int, second: int, times: int, *, opposite: bool, lag_s: float = 3, apart: float = 0.05
    ) -> None:
        for _ in range(times):
            coin, at, is_long = self._coin(), self.draw.uniform(0, DAY_S * 0.9), self.draw.random() < 0.5
            usd, held = self._stake(), self.draw.uniform(600, 4000)
            self.trade(first, coin, at, is_long, usd, held)
            lag, size = self.draw.uniform(0.2, lag_s), usd * self.draw.uniform(1 - apart, 1 + apart)
            self.trade(second, coin, at + lag, is_long != opposite, size, held + self.draw.uniform(0, lag_s))

    def linked(
        self, first: int, second: int, times: int, *, size: float = 0.9, pieces: int = 1, lag_s: float = 0.5
    ) -> None:
        """Open against each other; the loser is cut early, the winner runs. `size` of the second's bets to the first's,
        `pieces` that each is made in, `lag_s` between the two at least."""
        for _ in range(times):
            coin, at, is_long = self._coin(), self.draw.uniform(0, DAY_S * 0.9), self.draw.random() < 0.5
            usd = self._stake()
            self.trade(first, coin, at, is_long, usd, self.draw.uniform(600, 9000))
            at, held = at + lag_s + self.draw.uniform(0, 5.5), self.draw.uniform(600, 9000)
            for piece in range(pieces):
                self.trade(second, coin, at + piece * 1.5, not is_long, usd * size / pieces, held)

    def late_buyer(self, account: int, times: int) -> None:
        """Takes prices that are ten to twenty seconds old whenever the market has moved since."""
        for at in sorted(self.draw.sample(range(100, DAY_S - 100), 3000)):
            now, then = self.price(COINS[0], at + 15), self.price(COINS[0], at - 5)
            if abs(now / then - 1) > 0.0018 and times:
                times -= 1
                self.fill(account, COINS[0], at, now > then, 1000, then)

    def _coin(self) -> Symbol:
        return self.draw.choices(COINS, [8, 4, 3, 2, 1, 1])[0]

    def _stake(self) -> float:
        return self.draw.choice(_PRESETS)
