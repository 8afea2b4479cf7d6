"""How CoinGlass says no. Both the HTTP status and the envelope's `code`, which is a text, have to agree to a yes."""

from collections.abc import Mapping
from typing import Any

from engine.feeds.coinglass.limits import HeaderLimits
from engine.feeds.http import TryAgain
from engine.liquidations.vendor.refusals import VendorRefused, VendorWhy

_GOOD = "0"
_LATER = frozenset({"408", "500", "502", "503", "504"})
_NOT_THERE = frozenset({"400", "404", "405", "422"})  # this coin, range or pair is not offered


class Judge:
    """Learns the quota of every answer on the way."""

    def __init__(self, limits: HeaderLimits) -> None:
        self._limits = limits

    def __call__(self, status: int, headers: Mapping[str, str], answer: Any) -> Any:
        """The envelope's `data`. Raises `VendorRefused`, or `TryAgain` for trouble on their side."""
        self._limits.heard(headers)
        code, said = _envelope(answer)
        if status == 200 and code == _GOOD:
            return answer["data"] if "data" in answer else _nonsense("no data")
        verdict = code if code not in ("", _GOOD) else str(status)
        if verdict == "429":
            raise VendorRefused(VendorWhy.QUOTA, said, self._limits.refused())
        if verdict == "401" or code == "403":
            raise VendorRefused(_why_shut_out(said), said)
        if verdict in _NOT_THERE:
            raise VendorRefused(VendorWhy.NO_COIN, said)
        if verdict in _LATER or status >= 500 or status == 403:  # a bare 403 is the gate before them, not the key
            raise TryAgain(f"{verdict} {said}".strip())
        return _nonsense(f"HTTP {status}, code {code!r} {said}")


def _envelope(answer: Any) -> tuple[str, str]:
    """Code and message, both as text; empty where the answer is no envelope. `30001`-like codes come through too."""
    if not isinstance(answer, dict):
        return "", ""
    code, said = answer.get("code", ""), answer.get("msg", "")
    return ("" if code is None else str(code)).strip(), str(said or "")[:200]


def _why_shut_out(said: str) -> VendorWhy:
    """The same 401 means an unknown key and a plan without this answer; the message tells them apart."""
    words = said.lower()
    return VendorWhy.PLAN if "upgrade" in words or "plan" in words else VendorWhy.BAD_KEY


def _nonsense(what: str) -> Any:
    raise VendorRefused(VendorWhy.NONSENSE, what)
