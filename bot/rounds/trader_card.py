"""/trader: what anybody may know of a trader who does not hide."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardMarkup

from bot.keyboards.buttons import Row, keyboard, link, press
from bot.rounds import words
from bot.rounds.presses import BoardPress, ProfilePress, TraderPress, TraderTask
from bot.texts import Markup
from bot.views.card import lines
from bot.views.reader import Place, Reader
from engine.club.rounds.values import Own, Round
from engine.market.values import MarketSource


@dataclass(frozen=True, slots=True)
class Profile:
    """`running`, `ended`: rounds they are or were in, with where they stand; newest first."""

    handle: str
    name: str
    running: Sequence[tuple[Round, Own]]
    ended: Sequence[tuple[Round, Own]]
    badges: Sequence[str]
    followers: int
    may_follow: bool
    is_followed: bool
    is_own: bool
    source: MarketSource


def trader_text(profile: Profile, house: ZoneInfo, reader: Reader) -> Markup:
    t = reader.t
    running = [
        t(
            "trader-running",
            name=_sentence(words.short_name(one, reader, house)),
            standing=words.standing(own, reader, is_running=True),
        )
        for one, own in profile.running
    ]
    return lines(
        t("trader-title", name=profile.name),
        *running,
        None if running else t("trader-not-in"),
        t("trader-history") if profile.ended else None,
        _history(profile.ended, house, reader) if profile.ended else None,
        t("trader-badges", badges=" · ".join(profile.badges)) if profile.badges else None,
        t("trader-followers", followers=profile.followers, may="yes" if profile.may_follow else "no"),
        t("trader-source", source=profile.source.value),
    )


def _history(ended: Sequence[tuple[Round, Own]], house: ZoneInfo, reader: Reader) -> Markup:
    """A line a round: ASCII columns of at most 34."""
    rows = []
    for one, own in ended:
        first = one.starts_at.astimezone(house)
        date = f"{first:%m-%d}" if one.period.value != "month" else f"{first:%Y-%m}"
        rank = "-" if own.line.rank is None else f"{own.line.rank}/{own.ranked}"
        rows.append(f"{one.period.value[0]} {date:<8}{rank:>14}{words.tight_score(own.line.score_ppm):>8}")
    return Markup("<pre>" + "\n".join(rows) + "</pre>")


def trader_keyboard(profile: Profile, reader: Reader) -> InlineKeyboardMarkup:
    """Following is personal: in a group the button is a link."""
    t = reader.t
    if reader.place is not Place.PRIVATE:
        return keyboard([link(t.plain("button-open-own"), reader.links.start(f"trader_{profile.handle}"))])
    rows: list[Row] = []
    if profile.is_own:
        rows.append([press(t.plain("button-profile"), ProfilePress())])
    elif profile.is_followed:
        unfollow = TraderPress(do=TraderTask.UNFOLLOW, trader=profile.handle)
        rows.append([press(t.plain("button-unfollow"), unfollow)])
    elif profile.may_follow:
        follow = TraderPress(do=TraderTask.FOLLOW, trader=profile.handle)
        rows.append([press(t.plain("button-follow"), follow, "primary")])
    return keyboard(*rows, [press(t.plain("button-board"), BoardPress())])


def _sentence(text: Markup) -> Markup:
    return Markup(text[:1].upper() + text[1:])
