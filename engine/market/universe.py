"""From the venues' contract names, and from what people type, to coins."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from engine.errors import UnknownCoin
from engine.market.values import Coin, Symbol

QUOTES = ("USDT", "PERP", "USDC", "BUSD", "USD")  # what may follow the base in a name, longest match first
_NEAREST = 5
_ALIKE = 0.78  # Jaro-Winkler; below it a "nearest name" looks like a bad joke
_LONGEST_TYPED = 40


@dataclass(frozen=True, slots=True)
class CoinUnit:
    """One contract unit is `multiplier` coins: 1000PEPE is 1,000 PEPE, and its price is 1,000 times the coin's."""

    coin: Coin
    multiplier: int


# Names the rules below would read wrongly: the number belongs to the coin's own name.
_OWN_NAMES = frozenset({"1INCH", "1000X", "0G", "2Z", "4", "42"})
# The same coin under a second name, because a venue's first was taken.
_OTHER_NAMES = {
    "RAYSOL": "RAY",
    "RAYDIUM": "RAY",
    "DODOX": "DODO",
    "BEAMX": "BEAM",
    "LUNA2": "LUNA",
    "NEIROCTO": "NEIRO",
}
# Coins that are a metal or a currency in another wrapping: nobody hunts liquidations in the price of gold here.
PEGGED = frozenset(
    {"PAXG", "XAUT", "XAUM", "KAU", "KAG", "USDC", "USDE", "FDUSD", "USD1", "TUSD", "DAI", "EURC", "EURI"}
)
_PREFIX = re.compile(r"^(1(?:0{3,7}))(?=[A-Z]{2})(.+)$")
_MILLION = re.compile(r"^1M(?=[A-Z]{4})(.+)$")  # Binance: 1MBABYDOGE
_KILO = re.compile(r"^k(?=[A-Z]{2})(.+)$")  # Hyperliquid, Pacifica: kPEPE
_SUFFIX = re.compile(r"^([A-Z]{2,})(1000)$")  # Bybit: SHIB1000


def coin_unit(base: str) -> CoinUnit:
    """The coin behind a contract's base name; a name without a multiplier is its own coin.

    The case matters: `kPEPE` is a thousand PEPE, `KAS` a coin.
    """
    if base in _OWN_NAMES:
        return CoinUnit(Coin(base), 1)
    unit = _numbered(base)
    return CoinUnit(Coin(_OTHER_NAMES.get(unit.coin, unit.coin)), unit.multiplier)


def _numbered(base: str) -> CoinUnit:
    if match := _PREFIX.match(base):
        return CoinUnit(Coin(match[2]), int(match[1]))
    if match := _MILLION.match(base):
        return CoinUnit(Coin(match[1]), 1_000_000)
    if match := _KILO.match(base):
        return CoinUnit(Coin(match[1]), 1_000)
    if match := _SUFFIX.match(base):
        return CoinUnit(Coin(match[1]), int(match[2]))
    return CoinUnit(Coin(base), 1)


def symbol_unit(symbol: Symbol | str) -> CoinUnit:
    """The coin behind a whole contract name: `1000PEPEUSDT` -> PEPE, 1,000."""
    return coin_unit(_without_quote(symbol))


def _without_quote(name: str) -> str:
    for quote in QUOTES:
        if name.endswith(quote) and len(name) > len(quote):
            return name.removesuffix(quote)
    return name


_SAID = {
    "BITCOIN": "BTC",
    "XBT": "BTC",
    "ETHEREUM": "ETH",
    "ETHER": "ETH",
    "SOLANA": "SOL",
    "RIPPLE": "XRP",
    "DOGECOIN": "DOGE",
    "CARDANO": "ADA",
    "LITECOIN": "LTC",
    "AVALANCHE": "AVAX",
    "CHAINLINK": "LINK",
    "POLKADOT": "DOT",
    "TONCOIN": "TON",
    "HYPERLIQUID": "HYPE",
    "MONERO": "XMR",
    "ZCASH": "ZEC",
}
_AROUND = frozenset({*QUOTES, "PERPETUAL", "SWAP", "FUTURES", "P", "BYBIT", "BINANCE", "OKX"})
_PARTS = re.compile(r"[/:\-_.\s]+")
_CYRILLIC = str.maketrans("АВСЕНКМОРТХУ", "ABCEHKMOPTXY")  # the same letters on a Russian keyboard


def parse_coin(typed: str, known: Sequence[Coin]) -> Coin:
    """The coin that was meant: `btc`, `$btc`, `BTC/USDT`, `BTCUSDT.P`, `btc-perp`, `kPEPE`, `1000pepe`, `bitcoin`.

    `known` largest first, so that of equally near names the larger is offered first. Raises `UnknownCoin`.
    """
    base = _base(typed)
    names = frozenset(known)
    for candidate in _candidates(base):
        if candidate in names:
            return Coin(candidate)
    raise UnknownCoin(typed[:_LONGEST_TYPED], nearest_coins(base, known))


def coin_typed(typed: str) -> Coin:
    """The coin somebody meant who typed one that is not known: `fttusdt` is FTT."""
    return symbol_unit(_base(typed)).coin


def nearest_coins(typed: str, known: Sequence[Coin], limit: int = _NEAREST) -> tuple[Coin, ...]:
    """Known coins written most like it, best first; none where nothing is alike."""
    names = frozenset(known)
    choices = [*known, *(said for said, coin in _SAID.items() if coin in names)]
    found = process.extract(
        _without_quote(_base(typed)), choices, scorer=JaroWinkler.similarity, limit=limit, score_cutoff=_ALIKE
    )
    coins = (_SAID.get(name, name) if name not in names else name for name, _, _ in found)
    return tuple(Coin(coin) for coin in dict.fromkeys(coins))


def _base(typed: str) -> str:
    """Upper case, without what stands around a name; the venue's `k` needs no case since candidates try both."""
    text = unicodedata.normalize("NFKC", typed[:_LONGEST_TYPED]).strip().lstrip("$#/@").upper()
    parts = [part for part in _PARTS.split(text) if part]
    return next((part for part in parts if part not in _AROUND), parts[0] if parts else "")


def _candidates(base: str) -> Iterator[str]:
    """Spellings to try, most literal first."""
    for text in dict.fromkeys((base, base.translate(_CYRILLIC))):
        for name in dict.fromkeys((text, _without_quote(text))):
            yield name
            yield _SAID.get(name, name)
            yield coin_unit(name).coin
            if name.startswith("K"):
                yield name[1:]
