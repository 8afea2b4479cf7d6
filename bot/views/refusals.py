"""Why the exchange refused or cancelled something, with the numbers it is about."""

from collections.abc import Sequence

from bot.texts import Markup
from bot.views.card import dotted, lines
from bot.views.reader import Reader
from engine.exchange.orders import Reason


def why_text(reason: Reason | None, numbers: Sequence[tuple[str, str]], reader: Reader) -> Markup:
    """`numbers` name a limit, what there is and what is needed, as the exchange told them."""
    t = reader.t
    said = t(f"paper-reason-{reason.value if reason is not None else 'unknown'}")
    told = [
        t("paper-number", name=t(f"paper-number-{name}"), value=value)
        for name, value in numbers
        if t.has(f"paper-number-{name}")
    ]
    return lines(said, dotted(told) or None)
