"""What was wrong with a trade as it was typed, and how it is written."""

from bot.texts import Markup
from bot.views.card import lines
from bot.views.reader import Reader
from engine.exchange.typed_refusals import BadTrade, NumberBad, PartEmpty, PartTwice, TooLong, WordUnknown


def typed_text(error: BadTrade, command: str, reader: Reader) -> Markup:
    t = reader.t
    match error:
        case NumberBad():
            said = t(error.text_key, word=error.word, flaw=error.flaw.value)
        case WordUnknown():
            said = t(error.text_key, word=error.word)
        case PartTwice():
            said = t(error.text_key, word=error.word, part=t(f"trade-part-{error.part.value}"))
        case PartEmpty():
            said = t(error.text_key, part=t(f"trade-part-{error.part.value}"))
        case TooLong():
            said = t(error.text_key, largest=error.largest)
        case _:
            said = t(error.text_key)
    return lines(said, t("trade-how", usage=f"/{command} {error.example}"))
