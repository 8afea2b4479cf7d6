"""The post at the bell, and the board of the round that runs below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.rounds import words
from bot.rounds.table import board_table
from bot.texts import Markup
from bot.views.card import lines
from bot.views.reader import Reader
from engine.club.rounds.values import BoardPage, Line, Round, RoundResult
from engine.market.values import MarketSource

_NAMED = 2  # of a group, beside how many are ranked


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """A group's best with their ranks among all, and how many of it have a rank."""

    best: tuple[Line, ...]
    ranked: int


@dataclass(frozen=True, slots=True)
class Bell:
    """What a group is told at the bell. `next`: the round that has just begun; None in a recap of weeks or months."""

    result: RoundResult
    group: GroupStanding
    next: Round | None
    source: MarketSource


def bell_text(bell: Bell, house: ZoneInfo, reader: Reader, recaps: tuple[Markup, ...] = ()) -> Markup:
    """`recaps`: of the week or month that ended at the same bell."""
    t, result = reader.t, bell.result
    name = _sentence(words.round_name(result.round, reader, house))
    title = t("bell-title", name=name, traders=result.traders, ranked=result.ranked)
    return lines(
        title,
        board_table(result.top, reader) if result.top else t("bell-nobody"),
        _prize(result, reader),
        _best(result, reader),
        _middle(result, reader),
        group_line(bell.group, reader),
        t("bell-late") if result.is_late else None,
        *recaps,
        _open(bell, house, reader),
        _source(bell, reader),
    )


def recap_text(bell: Bell, house: ZoneInfo, reader: Reader) -> Markup:
    """A week or a month inside the day's post."""
    t, result = reader.t, bell.result
    name = _sentence(words.round_name(result.round, reader, house))
    return lines(
        t("bell-title", name=name, traders=result.traders, ranked=result.ranked),
        board_table(result.top, reader) if result.top else t("bell-nobody"),
        _prize(result, reader),
        _best(result, reader),
        _middle(result, reader),
        group_line(bell.group, reader),
    )


def _prize(result: RoundResult, reader: Reader) -> Markup | None:
    """Who is paid, and that it was checked."""
    t = reader.t
    if result.ranked == 0:
        return None
    checked = t("bell-checked", fills=result.fills_replayed, proof=result.proof)
    if not result.prize_usd:
        return t("bell-no-prize", checked=checked)
    prize = words.money(result.prize_usd)
    if result.prize_user_id is None:
        return t("bell-prize-nobody", prize=prize, checked=checked)
    name = reader.t("round-hidden") if result.prize_name is None else t("round-trader", name=result.prize_name)
    return t("bell-prize", prize=prize, name=name, checked=checked)


def _best(result: RoundResult, reader: Reader) -> Markup | None:
    best = result.best
    if best is None:
        return None
    return reader.t(
        "bell-best",
        coin=best.coin,
        side=best.side.value,
        leverage="none" if best.leverage is None else f"{best.leverage.normalize():f}",
        entry=words.price(best.entry_usd),
        exit=words.price(best.exit_usd),
        score=words.score(best.move_ppm),
    )


def _middle(result: RoundResult, reader: Reader) -> Markup | None:
    middle = "" if result.middle_ppm is None else reader.t("bell-middle", score=words.score(result.middle_ppm))
    btc = "" if result.btc_ppm is None else reader.t("bell-btc", score=words.score(result.btc_ppm))
    return Markup(" ".join(part for part in (middle, btc) if part))


def group_line(group: GroupStanding, reader: Reader) -> Markup | None:
    """This group: Lena_K 2nd, Diego77 5th, 41 of us ranked."""
    t = reader.t
    if not group.ranked:
        return None
    named = [
        t("bell-group-one", name=words.trader(line, reader), place=words.place(line.rank, reader))
        for line in group.best[:_NAMED]
        if line.rank is not None
    ]
    return t("bell-group", named=Markup("".join(f"{one}, " for one in named)), ranked=group.ranked)


def _open(bell: Bell, house: ZoneInfo, reader: Reader) -> Markup | None:
    if bell.next is None:
        return None
    ends = bell.next.ends_at.astimezone(house)
    return reader.t(
        "bell-open",
        period=bell.next.period.value,
        name=_sentence(words.short_name(bell.next, reader, house)),
        time=f"{ends:%H:%M}",
        city=city(house),
    )


def _source(bell: Bell, reader: Reader) -> Markup:
    return reader.t("bell-source", source=bell.source.value)


def city(zone: ZoneInfo) -> str:
    return zone.key.rsplit("/", 1)[-1].replace("_", " ")


def _sentence(text: Markup) -> Markup:
    return Markup(text[:1].upper() + text[1:])


@dataclass(frozen=True, slots=True)
class Running:
    """The round that runs as a group sees it."""

    round: Round
    page: BoardPage
    group: GroupStanding
    source: MarketSource


def live_text(running: Running, house: ZoneInfo, reader: Reader, *, is_alone: bool) -> Markup:
    """Below the post at the bell, or `is_alone` where there was none yet."""
    t, page = reader.t, running.page
    title = t(
        "live-title",
        name=_sentence(words.short_name(running.round, reader, house)),
        time=_house_clock(page.as_of, house),
        traders=page.traders,
        ranked=page.ranked,
    )
    body = board_table(page.lines, reader) if page.lines else t("live-nobody")
    ends = running.round.ends_at.astimezone(house)
    end = t("live-source", source=running.source.value, time=f"{ends:%H:%M}", city=city(house)) if is_alone else None
    return lines(title, body, group_line(running.group, reader), end)


def _house_clock(at: datetime, house: ZoneInfo) -> str:
    return f"{at.astimezone(house):%H:%M}"


def ranks_of(shown: Sequence[Line]) -> str:
    """What an edit has to differ in: who stands where."""
    return "|".join(f"{line.rank}:{line.user_id}" for line in shown)
