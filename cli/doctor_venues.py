"""Checks of exchanges and data providers: reachable, and with our key authorised."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from cli.doctor_asking import Denied, Question
from config import Settings

_BYBIT = {
    "mainnet": "https://api.bybit.com",
    "testnet": "https://api-testnet.bybit.com",
    "demo": "https://api-demo.bybit.com",
}
_BINANCE = "https://fapi.binance.com"
_COINGLASS = "https://open-api-v4.coinglass.com"
_GAMMA = "https://gamma-api.polymarket.com"
_RECEIVE_MS = "5000"


def venue_questions(settings: Settings, now: datetime, *, live_is_needed: bool) -> Iterator[Question]:
    bybit, binance = settings.bybit, settings.binance
    public = bybit.rest_url or _BYBIT["mainnet"]
    yield Question("bybit", f"{public}/v5/market/time", _bybit, live_is_needed)
    if bybit.api_key and bybit.api_secret:
        private = bybit.rest_url or _BYBIT[bybit.environment]
        headers = _bybit_headers(bybit.api_key.get_secret_value(), bybit.api_secret.get_secret_value(), _ms(now))
        hint = "are BYBIT_API_KEY, BYBIT_API_SECRET and BYBIT_ENVIRONMENT of one account?"
        yield Question("bybit account", f"{private}/v5/user/query-api", _bybit_key, True, headers, hint)
    base = binance.rest_url or _BINANCE
    yield Question("binance", f"{base}/fapi/v1/time", _binance, live_is_needed)
    if binance.api_key and binance.api_secret:
        query = f"recvWindow={_RECEIVE_MS}&timestamp={_ms(now)}"
        signature = _hmac(binance.api_secret.get_secret_value(), query)
        url = f"{base}/fapi/v3/balance?{query}&signature={signature}"
        headers = {"X-MBX-APIKEY": binance.api_key.get_secret_value()}
        hint = "are BINANCE_API_KEY and BINANCE_API_SECRET right, with futures allowed?"
        yield Question("binance account", url, _binance_key, True, headers, hint)
    if settings.coinglass.api_key:
        headers = {"CG-API-KEY": settings.coinglass.api_key.get_secret_value()}
        url = f"{settings.coinglass.rest_url or _COINGLASS}/api/futures/supported-coins"
        yield Question("coinglass", url, _coinglass, True, headers, "is COINGLASS_API_KEY right and its plan paid?")
    yield Question("polymarket", f"{_GAMMA}/markets?limit=1", _polymarket, False)


def _bybit(status: int, answer: Any) -> str:
    return "reachable" if _code(answer, "retCode") == 0 else _denied(status, answer, "retMsg")


def _bybit_key(status: int, answer: Any) -> str:
    if _code(answer, "retCode") != 0:
        return _denied(status, answer, "retMsg")
    result = answer.get("result") or {}
    return f"authorised{', read only' if result.get('readOnly') == 1 else ''}"


def _binance(status: int, answer: Any) -> str:
    return "reachable" if status == 200 else _denied(status, answer, "msg")


def _binance_key(status: int, answer: Any) -> str:
    return "authorised" if status == 200 else _denied(status, answer, "msg")


def _coinglass(status: int, answer: Any) -> str:
    return "authorised" if str(_code(answer, "code")) == "0" else _denied(status, answer, "msg")


def _polymarket(status: int, answer: Any) -> str:
    return "reachable" if status == 200 else _denied(status, answer, "error")


def _denied(status: int, answer: Any, message: str) -> str:
    """403 and 451 without a word of JSON are how exchanges turn a whole country or address away."""
    said = answer.get(message) if isinstance(answer, dict) else None
    where = " (not offered from this place or address)" if status in (403, 451) else ""
    raise Denied(f"answers {status}{where}{f': {said}' if said else ''}")


def _code(answer: Any, name: str) -> Any:
    return answer.get(name) if isinstance(answer, dict) else None


def _bybit_headers(key: str, secret: str, at_ms: str) -> dict[str, str]:
    """Bybit signs timestamp + key + window + query; the query is empty here."""
    return {
        "X-BAPI-API-KEY": key,
        "X-BAPI-TIMESTAMP": at_ms,
        "X-BAPI-RECV-WINDOW": _RECEIVE_MS,
        "X-BAPI-SIGN": _hmac(secret, f"{at_ms}{key}{_RECEIVE_MS}"),
    }


def _hmac(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def _ms(now: datetime) -> str:
    return str(int(now.timestamp() * 1000))
