"""What became of a name somebody typed for themselves."""

from dataclasses import dataclass
from enum import StrEnum


class NameFault(StrEnum):
    SHORT = "short"  # under 3 characters
    LONG = "long"  # over 20
    LETTERS = "letters"  # something else than letters, digits, space, dot, dash, underscore
    LINK = "link"  # an address or a @name
    RUDE = "rude"
    POSING = "posing"  # as Helix, an admin, a bot
    TAKEN = "taken"  # also where it only looks the same


@dataclass(frozen=True, slots=True)
class NameChoice:
    """`name`: as it stands now; with a fault the old one stays."""

    name: str
    fault: NameFault | None = None
