"""The one settings object, by subject."""

from pydantic import BaseModel, ConfigDict

from config.keys import Group, Key, keys_of
from config.outreach import Affiliates, Mail, Payments, Twilio, X
from config.platform import General, Grafana, Market, Stores, Web
from config.telegram import Telegram
from config.venues import Binance, Bybit, CoinGlass, Hyperliquid, Paper, Polymarket, Trading


class Settings(BaseModel):
    """Everything an installation may choose, checked and frozen. Every part has working defaults.

    `warnings`: what looks wrong without being an error, such as a misspelt key; log them at the start.
    """

    model_config = ConfigDict(frozen=True)

    general: General
    stores: Stores
    market: Market
    web: Web
    telegram: Telegram
    paper: Paper
    bybit: Bybit
    binance: Binance
    coinglass: CoinGlass
    hyperliquid: Hyperliquid
    polymarket: Polymarket
    trading: Trading
    x: X
    mail: Mail
    twilio: Twilio
    payments: Payments
    affiliates: Affiliates
    grafana: Grafana
    warnings: tuple[str, ...] = ()


def groups() -> dict[str, type[Group]]:
    """The groups by their name in `Settings`, in the order of `.env.example`."""
    typed = {name: info.annotation for name, info in Settings.model_fields.items()}
    return {name: kind for name, kind in typed.items() if isinstance(kind, type) and issubclass(kind, Group)}


def all_keys() -> list[Key]:
    return [key for group in groups().values() for key in keys_of(group)]
