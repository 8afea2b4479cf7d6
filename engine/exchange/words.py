"""What the parts of a trade are called by those who type them, in English, Spanish and Russian."""

from enum import StrEnum

from engine.market.values import Side

STOP = ("stop", "sl", "stoploss", "стоп", "сл")
TARGET = ("target", "tp", "take", "takeprofit", "profit", "objetivo", "meta", "цель", "тейк", "тп")
ENTRY = ("entry", "at", "@", "from", "entrada", "en", "desde", "вход", "от", "по")


class Part(StrEnum):
    SIZE = "size"
    RISK = "risk"
    LEVERAGE = "leverage"
    STOP = "stop"
    TARGET = "target"
    LIMIT = "limit"
    TRAIL = "trail"


_WORDS = {
    Part.SIZE: ("size", "stake", "margin", "tamaño", "margen", "apuesta", "размер", "ставка", "маржа"),
    Part.RISK: ("risk", "riesgo", "arriesgar", "риск"),
    Part.LEVERAGE: ("leverage", "lev", "apalancamiento", "плечо"),
    Part.STOP: (*STOP, "loss", "стоплосс", "лосс"),
    Part.TARGET: (*TARGET, "профит"),
    Part.LIMIT: ("limit", "límite", "limite", "лимит", *ENTRY),
    Part.TRAIL: ("trail", "trailing", "ts", "dinámico", "dinamico", "móvil", "трейл", "трейлинг"),
}
SIDE_OF = {
    **dict.fromkeys(("long", "largo", "лонг"), Side.LONG),
    **dict.fromkeys(("short", "corto", "шорт"), Side.SHORT),
}
PART_OF = {word: part for part, words in _WORDS.items() for word in words}
AT_MARKET = frozenset({"market", "mkt", "mercado", "рынок", "рынку", "рыночный"})
NOISE = frozenset({"usdt", "usd", "$", "=", ":", "dollars", "dólares", "dolares", "долларов", "доллара", "доллар"})
