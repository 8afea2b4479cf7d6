"""Letters that look alike, folded to one: who is called Lena_K keeps others from being called Lеnа_K."""

import re
import unicodedata

_WORD = re.compile(r"[ ._\-\d]+")

# Cyrillic and Greek letters and digits that are read as a Latin letter; from Unicode's confusables.txt, the part that
# people can type. Greek as its capitals look: small ones never stand beside Latin letters.
_LOOKS_LIKE = str.maketrans(
    {
        "а": "a", "в": "b", "е": "e", "ё": "e", "з": "3", "і": "i", "ї": "i", "й": "и", "к": "k", "м": "m", "н": "h",
        "о": "o", "р": "p", "с": "c", "т": "t", "у": "y", "х": "x", "ь": "b", "ѕ": "s", "ј": "j", "ԁ": "d", "ԛ": "q",
        "ԝ": "w", "һ": "h", "ӏ": "l", "г": "r", "п": "n", "ц": "u", "ш": "w", "щ": "w", "я": "r", "и": "u",
        "α": "a", "β": "b", "γ": "y", "ε": "e", "ζ": "z", "η": "h", "ι": "i", "κ": "k", "μ": "m", "ν": "n", "ο": "o",
        "ρ": "p", "σ": "o", "ς": "c", "τ": "t", "υ": "y", "χ": "x", "ω": "w",
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ß": "b", "æ": "ae", "œ": "oe", "ə": "e", "ð": "d", "þ": "p",
        "ŋ": "n", "ŧ": "t",
    }
)  # fmt: skip
_DIGITS_AS_LETTERS = str.maketrans("013457896@$!|", "oleastbgbasll")
_CYRILLIC_DIGITS = str.maketrans({"1": "и", "3": "з", "4": "ч", "6": "б", "0": "о"})
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"})  # of each some letters read as another's
_MADE_OF_LATIN = frozenset({"CHEROKEE", "LISU", "COPTIC", "DESERET", "OSAGE"})  # to the eye


def plain(text: str) -> str:
    """NFKC, lower case, without accents and signs: what a name is spelled with. й stays й."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = (_without_accents(letter) for letter in folded)
    return "".join(letter for part in kept for letter in part if letter.isalnum())


def look(text: str) -> str:
    """The same for two texts that a reader can take for one another. No text to be shown."""
    latin = plain(text).translate(_LOOKS_LIKE).translate(_DIGITS_AS_LETTERS)
    return latin.replace("rn", "m").replace("vv", "w").replace("i", "l")


def is_disguise(text: str) -> bool:
    """Whether letters stand there to be taken for others: of two alphabets in one word, small capitals and the like."""
    return any(len(_scripts(word) & _ALIKE) > 1 for word in _WORD.split(text)) or any(map(_is_odd, text))


def _is_odd(letter: str) -> bool:
    [script] = _scripts(letter) or {""}
    return script in _MADE_OF_LATIN or (script == "LATIN" and not look(letter).isascii())


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}


def spoken(text: str) -> tuple[str, str]:
    """Letters without the tricks, as a Latin and as a Cyrillic reader reads them; repeats are one, i is l."""
    word = plain(text)
    latin = word.translate(_LOOKS_LIKE).translate(_DIGITS_AS_LETTERS).replace("i", "l")
    cyrillic = word.translate(_CYRILLIC_DIGITS).translate(_TO_CYRILLIC)
    return _once(latin), _once(cyrillic)


_TO_CYRILLIC = str.maketrans("aceopxybkmht", "асеорхувкмнт")


def _without_accents(letter: str) -> str:
    if letter in "йё":
        return "е" if letter == "ё" else letter
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _once(word: str) -> str:
    kept = [letter for at, letter in enumerate(word) if at == 0 or word[at - 1] != letter]
    return "".join(kept)
