"""What somebody may be called on a board, and what everybody is called who chose nothing."""

import re
import unicodedata
from hashlib import blake2b

from engine.club.rounds.confusables import is_disguise, look, plain
from engine.club.rounds.naming import NameFault
from engine.club.rounds.rudeness import is_rude, poses

SHORTEST, LONGEST = 3, 20
_SIGNS = " ._-"
_LINK = re.compile(r"@|://|\w\.\w{2,}")  # a dot inside makes an address of it in the reader's app, whatever follows

_FIRST = (
    "amber", "brave", "calm", "clever", "coral", "daring", "early", "eager", "fair", "fleet", "frosty", "gentle",
    "golden", "grand", "happy", "humble", "jolly", "keen", "kind", "lively", "lucky", "mellow", "merry", "mild",
    "neat", "nimble", "noble", "patient", "polar", "proud", "quick", "quiet", "rapid", "ready", "rosy", "sandy",
    "sharp", "silver", "smooth", "snowy", "solar", "steady", "stone", "sunny", "swift", "tidal", "tidy", "velvet",
    "vivid", "warm", "wild", "wise", "witty", "young",
)  # fmt: skip
_SECOND = (
    "otter", "heron", "lynx", "raven", "falcon", "badger", "beaver", "bison", "camel", "crane", "eagle", "ferret",
    "finch", "fox", "gecko", "goose", "hare", "hawk", "ibis", "jackal", "koala", "lemur", "llama", "magpie",
    "marten", "moose", "newt", "orca", "osprey", "owl", "panda", "parrot", "pelican", "pigeon", "puffin", "quail",
    "robin", "salmon", "seal", "shark", "sparrow", "stork", "swan", "tapir", "tern", "tiger", "toucan", "turtle",
    "walrus", "weasel", "whale", "wolf", "wombat", "zebra",
)  # fmt: skip


def tidied(typed: str) -> str:
    """As it will be shown: composed letters, single spaces, none outside."""
    return " ".join(unicodedata.normalize("NFKC", typed).split())


def fault_of(typed: str) -> NameFault | None:
    """What is wrong with a name, whether or not it is taken. Looks at the text as it was typed."""
    name = tidied(typed)
    if len(name) < SHORTEST:
        return NameFault.SHORT
    if len(name) > LONGEST:
        return NameFault.LONG
    if _LINK.search(name):
        return NameFault.LINK
    if not all(_is_fine(letter) for letter in name) or len(plain(name)) < SHORTEST:
        return NameFault.LETTERS
    if is_rude(name):
        return NameFault.RUDE
    if poses(name):
        return NameFault.POSING
    return NameFault.LETTERS if is_disguise(name) else None


def key_of(name: str) -> str:
    """The same for names that read alike: no two traders share one."""
    return look(name)


def pseudonym(user_id: int, salt: bytes, attempt: int = 0) -> str:
    """Two words and a number that say nothing of the id without the salt. `attempt`: another one where it is taken."""
    drawn = blake2b(f"{user_id}:{attempt}".encode(), key=salt[:64], digest_size=8).digest()
    number = int.from_bytes(drawn, "big")
    number, first = divmod(number, len(_FIRST))
    number, second = divmod(number, len(_SECOND))
    return f"{_FIRST[first]}_{_SECOND[second]}_{number % 900 + 100}"


def _is_fine(letter: str) -> bool:
    """Letters and digits of any script that reads from left to right, and four signs."""
    return letter in _SIGNS or (letter.isalnum() and unicodedata.bidirectional(letter) in ("L", "EN"))
