"""/compete: what the running round is, its rules in five lines, and how the reader stands; their name and privacy."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.rounds import words
from bot.texts import Markup
from bot.views.card import lines
from bot.views.reader import Place, Reader
from engine.club.rounds.values import JoinState, Membership, Own, Round
from engine.market.values import MarketSource


@dataclass(frozen=True, slots=True)
class Entry:
    """`membership`, `own` None: not in, or not counted yet. `prize`: empty for none."""

    round: Round
    membership: Membership | None
    own: Own | None
    prize: str
    source: MarketSource


def compete_text(entry: Entry, house: ZoneInfo, reader: Reader) -> Markup:
    t, one = reader.t, entry.round
    name = words.round_name(one, reader, house)
    return lines(
        t("compete-title", name=Markup(name[:1].upper() + name[1:])),
        t("compete-closes", left=words.left(one.ends_at, reader), at=reader.moment(one.ends_at), city=reader.city),
        t("compete-prize", prize=entry.prize or "none", period=one.period.value),
        _you(entry, reader) if reader.person is not None and reader.place is Place.PRIVATE else None,
        t("compete-rules"),
        t("compete-source", source=entry.source.value),
    )


def _you(entry: Entry, reader: Reader) -> Markup:
    """In or not, the rank, and what stands in the way of one."""
    t, member = reader.t, entry.membership
    if member is None:
        return t("compete-you-out")
    own = entry.own
    if member.state is JoinState.IN and own is not None:
        parts = [t("compete-you-in", standing=words.standing(own, reader, is_running=True))]
        if own.median_hold_s is not None and own.line.trades:
            parts.append(t("compete-hold", held=words.held(own.median_hold_s, reader)))
        return lines(*parts)
    coins = ", ".join(member.blocking) or "none"
    return t("compete-state", state=member.state.value, coins=coins)


def profile_text(name: str, *, is_hidden: bool, may_follow: bool, followers: int, reader: Reader) -> Markup:
    t = reader.t
    return lines(
        t("profile-title"),
        t("profile-name", name=name),
        t("profile-hidden", hidden="yes" if is_hidden else "no"),
        None if is_hidden else t("profile-follow", allowed="yes" if may_follow else "no", followers=followers),
        t("profile-note"),
    )
