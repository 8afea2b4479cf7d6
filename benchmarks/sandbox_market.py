"""How the simulated market is calibrated and what it costs: `python -m benchmarks.sandbox_market [seed]`.

Bands aimed at: daily volatility 2-3 % (BTC) and 4-8 % (alts), volume 1-4 times open interest a day, 0.3-3.5 % of open
interest liquidated a day, low leverage held (most of it under 7x).
"""

import sys
import time
from datetime import UTC, datetime

import numpy as np

from sandbox.market.schedule import DAY_MS, HOUR_MS, seconds
from sandbox.market.world import SimulatedMarket, warm_up

EPOCH = datetime(2026, 11, 21, 8, tzinfo=UTC)
LIVE_S = 300


def row(market: SimulatedMarket, symbol: str) -> str:
    days, hours = market.bars(symbol, DAY_MS), market.bars(symbol, HOUR_MS)
    hourly = np.diff(np.log(hours.close))
    scaled = hourly / hourly.std()
    _, longs, shorts = market.liquidated(symbol, DAY_MS)
    longs, shorts = longs[: len(days)], shorts[: len(days)]
    levels = market.true_levels(symbol)
    held = [
        levels.notional_usd[(levels.leverage >= a) & (levels.leverage < b)].sum() for a, b in ((0, 3), (3, 7), (7, 999))
    ]
    shares = " ".join(f"{100 * part / sum(held):3.0f}%" for part in held)
    return (
        f"{symbol:14} {days.close[-1]:12.6g} {100 * hourly.std() * 24**0.5:6.2f}% {(scaled**4).mean():6.1f} "
        f"{np.corrcoef(np.abs(hourly[1:]), np.abs(hourly[:-1]))[0, 1]:6.2f} "
        f"{np.mean(days.oi_base * days.close) / 1e6:9.1f} {np.mean(days.volume_base / days.oi_base):6.2f} "
        f"{100 * np.mean((longs + shorts) / days.oi_base):6.2f}% {100 * longs.sum() / (longs + shorts).sum():5.0f}% "
        f"{len(levels):6d} {shares}"
    )


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    started = time.perf_counter()
    warm_up()
    print(f"kernels ready            {time.perf_counter() - started:6.2f} s")
    started = time.perf_counter()
    market = SimulatedMarket(seed, EPOCH)
    print(f"370 days of {len(market.listings)} coins     {time.perf_counter() - started:6.2f} s")
    print("symbol                price  vol/day  kurt  |r|ac  OI M USD vol/OI liq/day  long levels  <3x 3-7x  >7x")
    for symbol in market.listings:
        print(row(market, symbol))
    started = time.process_time()
    for _ in range(LIVE_S):
        market.advance(seconds(market.now_ms, 1))
    print(f"one live second          {(time.process_time() - started) / LIVE_S * 1e3:6.2f} ms of a core")


if __name__ == "__main__":
    main()
