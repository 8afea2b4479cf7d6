"""Exchanges, data providers and prediction markets."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, SecretStr

from config.keys import Group, key
from config.types import IN_LOWER_CASE, EvmAddress, EvmAddresses, EvmKey, HttpUrl, HttpUrls, WsUrl

_KEY = "the key as the provider shows it"


class Trading(Group):
    """Real money."""

    mode: Annotated[Literal["paper", "live"], IN_LOWER_CASE] = key(
        "TRADING_MODE",
        "paper",
        "Which account orders go to. live needs LIVE_TRADING_ENABLED too.",
        works="paper or live",
    )
    live_enabled: bool = key(
        "LIVE_TRADING_ENABLED", False, "Second switch of live trading: both must agree.", works="true or false"
    )


class Paper(Group):
    """Paper accounts and their competitions. Simulated money; the prizes are real."""

    latency_ms: Annotated[int, Field(ge=1, le=5_000)] = key(
        "PAPER_LATENCY_MS",
        100,
        "How long a paper order travels before it can be filled.",
        works="a whole number from 1 to 5000",
        unit="milliseconds",
    )
    day_prize_usd: Annotated[Decimal, Field(ge=0, le=100_000)] = key(
        "DAY_PRIZE_USD",
        Decimal(100),
        "What the best paper trader of a day gets. 0: nothing.",
        works="a number from 0 to 100000",
        unit="USD",
    )
    month_prize_usd: Annotated[Decimal, Field(ge=0, le=100_000)] = key(
        "MONTH_PRIZE_USD",
        Decimal(1_000),
        "What the best paper trader of a month gets. 0: nothing.",
        works="a number from 0 to 100000",
        unit="USD",
    )


class Bybit(Group):
    """Bybit. Public market data needs no key."""

    api_key: SecretStr | None = key("BYBIT_API_KEY", None, "Live trading and your account's figures.", works=_KEY)
    api_secret: SecretStr | None = key("BYBIT_API_SECRET", None, "Belongs to BYBIT_API_KEY.", works=_KEY)
    environment: Annotated[Literal["mainnet", "testnet", "demo"], IN_LOWER_CASE] = key(
        "BYBIT_ENVIRONMENT", "mainnet", "Which Bybit orders go to.", works="mainnet, testnet or demo"
    )
    rest_url: HttpUrl | None = key(
        "BYBIT_REST_URL",
        None,
        "Another REST host, such as a country's own. Empty: https://api.bybit.com",
        works="https://api.bybit.eu",
    )
    ws_url: WsUrl | None = key(
        "BYBIT_WS_URL", None, "Another stream host. Empty: wss://stream.bybit.com", works="wss://stream.bybit.com"
    )


class Binance(Group):
    """Binance USDT-M futures. Public market data needs no key."""

    api_key: SecretStr | None = key("BINANCE_API_KEY", None, "Your account's figures.", works=_KEY)
    api_secret: SecretStr | None = key("BINANCE_API_SECRET", None, "Belongs to BINANCE_API_KEY.", works=_KEY)
    rest_url: HttpUrl | None = key(
        "BINANCE_REST_URL",
        None,
        "Another REST host. Empty: https://fapi.binance.com",
        works="https://fapi.binance.com",
    )
    ws_url: WsUrl | None = key(
        "BINANCE_WS_URL",
        None,
        "Another stream host. Empty: wss://fstream.binance.com",
        works="wss://fstream.binance.com",
    )


class CoinGlass(Group):
    """CoinGlass."""

    api_key: SecretStr | None = key(
        "COINGLASS_API_KEY", None, "CoinGlass maps beside our own; needs a paid plan.", works=_KEY
    )
    is_default_map: bool = key(
        "COINGLASS_DEFAULT_MAP",
        False,
        "Maps come from CoinGlass unless a person asks for ours; needs COINGLASS_API_KEY.",
        works="true or false",
    )
    rest_url: HttpUrl | None = key(
        "COINGLASS_REST_URL",
        None,
        "Another REST host. Empty: https://open-api-v4.coinglass.com",
        works="https://open-api-v4.coinglass.com",
    )
    ws_url: WsUrl | None = key(
        "COINGLASS_WS_URL",
        None,
        "Another stream. Empty: wss://open-ws.coinglass.com/ws-api",
        works="wss://open-ws.coinglass.com/ws-api",
    )


class Hyperliquid(Group):
    """Hyperliquid. Its accounts are public: large positions on the map and in /whales, with live prices only."""

    accounts: EvmAddresses = key(
        "HYPERLIQUID_ACCOUNTS",
        (),
        "Accounts to watch beside the largest of the leaderboard.",
        works="0x and 40 hex digits each",
        unit="addresses, with commas",
    )
    largest: Annotated[int, Field(ge=0, le=2000)] = key(
        "HYPERLIQUID_LARGEST",
        400,
        "How many of the leaderboard's largest accounts are watched; 0 leaves the leaderboard alone.",
        works="0 to 2000",
        unit="accounts",
    )
    rest_url: HttpUrl | None = key(
        "HYPERLIQUID_REST_URL",
        None,
        "Another REST host. Empty: https://api.hyperliquid.xyz",
        works="https://api.hyperliquid.xyz",
    )
    stats_url: HttpUrl | None = key(
        "HYPERLIQUID_STATS_URL",
        None,
        "Another host of the leaderboard. Empty: https://stats-data.hyperliquid.xyz",
        works="https://stats-data.hyperliquid.xyz",
    )


class Polymarket(Group):
    """Polymarket. Public market data needs no key."""

    private_key: EvmKey | None = key(
        "POLYMARKET_PRIVATE_KEY",
        None,
        "Signs Polymarket orders. Use a session key with the scope CLOB, never the owner's.",
        works="64 hex digits",
    )
    funder: EvmAddress | None = key(
        "POLYMARKET_FUNDER",
        None,
        "Deposit wallet that pays; needed with signature types 1 to 3.",
        works="0x and 40 hex digits",
    )
    signature_type: Annotated[int, Field(ge=0, le=3)] = key(
        "POLYMARKET_SIGNATURE_TYPE",
        3,
        "Kind of wallet: 0 plain, 1 proxy, 2 Safe, 3 deposit wallet.",
        works="0, 1, 2 or 3",
    )
    api_key: SecretStr | None = key("POLYMARKET_API_KEY", None, "CLOB credentials. Empty: derived.", works=_KEY)
    api_secret: SecretStr | None = key("POLYMARKET_API_SECRET", None, "Belongs to POLYMARKET_API_KEY.", works=_KEY)
    api_passphrase: SecretStr | None = key(
        "POLYMARKET_API_PASSPHRASE", None, "Belongs to POLYMARKET_API_KEY.", works=_KEY
    )
    polygon_rpc_urls: HttpUrls = key(
        "POLYGON_RPC_URLS",
        (),
        "Polygon nodes, tried in turn: fills on chain, age and funding of wallets.",
        works="https://node-one.example,https://node-two.example",
        unit="addresses, with commas",
    )
    hashdive_api_key: SecretStr | None = key(
        "HASHDIVE_API_KEY", None, "HashDive's smart score beside our own; off without it.", works=_KEY
    )
    polysights_api_key: SecretStr | None = key(
        "POLYSIGHTS_API_KEY", None, "Polysights beside our own figures; no public API is known yet.", works=_KEY
    )
    polytale_api_key: SecretStr | None = key(
        "POLYTALE_API_KEY", None, "PolyTale's news; no public API is known yet.", works=_KEY
    )
    nevua_api_key: SecretStr | None = key(
        "NEVUA_API_KEY", None, "Nevua's alerts; no public API is known yet.", works=_KEY
    )
