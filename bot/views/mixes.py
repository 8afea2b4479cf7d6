"""Which leverage mix a map was made with, in words."""

from bot.texts import Markup
from bot.views.reader import Reader
from engine.liquidations.values import Scan


def mix_words(scan: Scan, reader: Reader) -> list[Markup]:
    """One sentence where the mix was learned; none where it is the assumed one."""
    return [] if scan.mix_version is None else [reader.t("words-mix", version=scan.mix_version)]
