"""Buttons about competitions."""

from zoneinfo import ZoneInfo

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.keyboards.buttons import Row, chosen, keyboard, link, press
from bot.rounds import words
from bot.rounds.presses import (
    BoardPress,
    CompetePress,
    CompeteTask,
    GroupRankPress,
    ProfilePress,
    ProfileTask,
    RankPress,
)
from bot.views.reader import Place, Reader
from engine.club.rounds.values import JoinState, Membership, Period, Round, RoundKey

_PERIODS = {Period.DAY: "button-day", Period.WEEK: "button-week", Period.MONTH: "button-month"}
_CURRENT = frozenset({JoinState.IN, JoinState.COMING, JoinState.SMALL, JoinState.BEYOND_LIMITS})


def bell_keyboard(ended: RoundKey | None, running: Round, house: ZoneInfo, reader: Reader) -> InlineKeyboardMarkup:
    """Under a group's post: what is personal is a toast or happens in the private chat."""
    t, key = reader.t, ended or ""
    name = words.short_name(running, reader, house)
    join = t.plain("button-join-round", period=running.period.value, name=name)
    return keyboard(
        [
            press(t.plain("button-my-rank"), RankPress(key=key)),
            press(t.plain("button-this-group"), GroupRankPress(key=key)),
            link(t.plain("button-full-board"), reader.links.start(f"board_{key or running.period.value}")),
        ],
        [link(join, reader.links.start(f"compete_{running.period.value}"), "primary")],
    )


def channel_keyboard(ended: RoundKey, reader: Reader) -> InlineKeyboardMarkup:
    """Below a result in the channel: links."""
    t, period = reader.t, ended.partition("-")[0]
    return keyboard(
        [link(t.plain("button-full-board"), reader.links.start(f"board_{ended}"))],
        [link(t.plain("button-join"), reader.links.start(f"compete_{period}"), "primary")],
    )


def board_keyboard(
    board: BoardPress, pages: int, own_page: int | None, groups: tuple[int, ...], reader: Reader
) -> InlineKeyboardMarkup:
    """`own_page`: where the reader stands, None without a rank. `groups`: whose own ranking may be shown."""
    t = reader.t
    if reader.place is Place.CHANNEL:
        return keyboard([link(t.plain(text), reader.links.start(f"board_{p.value}")) for p, text in _PERIODS.items()])
    fresh = BoardPress(chat=board.chat, owner=board.owner)
    tabs = [chosen(t.plain(text), fresh.but(period=p), p is board.period) for p, text in _PERIODS.items()]
    return keyboard(tabs, _pages(board, pages), _scopes(board, own_page, groups, reader), _ways_on(board, reader))


def _pages(board: BoardPress, pages: int) -> Row:
    if pages <= 1:
        return []
    before, after = (board.page - 2) % pages + 1, board.page % pages + 1
    return [
        press("‹", board.but(page=before)),
        press(f"{board.page} / {pages}", board),
        press("›", board.but(page=after)),
    ]


def _scopes(board: BoardPress, own_page: int | None, groups: tuple[int, ...], reader: Reader) -> Row:
    t, row = reader.t, []
    if own_page is not None:
        row.append(press(t.plain("button-my-page"), board.but(page=own_page)))
    if board.chat:
        row.append(press(t.plain("button-everybody"), board.but(chat=0, page=1)))
    elif groups:
        text = "button-this-group" if reader.place is Place.GROUP else "button-my-group"
        row.append(press(t.plain(text), board.but(chat=groups[0], page=1)))
    return row


def _ways_on(board: BoardPress, reader: Reader) -> Row:
    t = reader.t
    if reader.place is Place.GROUP:
        own = link(t.plain("button-open-own"), reader.links.start(f"board_{board.period.value}"))
        return [press(t.plain("button-my-rank"), RankPress(key=board.key)), own]
    refresh = press(t.plain("button-refresh"), board)
    return [refresh, press(t.plain("button-compete"), CompetePress(period=board.period))]


def compete_keyboard(period: Period, membership: Membership | None, reader: Reader) -> InlineKeyboardMarkup:
    t = reader.t
    if reader.place is not Place.PRIVATE:
        join = t.plain("button-join")
        return keyboard([link(join, reader.links.start(f"compete_{period.value}"), "primary")])
    tabs = [chosen(t.plain(text), CompetePress(period=p), p is period) for p, text in _PERIODS.items()]
    return keyboard(
        [_join_or_leave(period, membership, reader)],
        tabs,
        [
            press(t.plain("button-board"), BoardPress(period=period)),
            press(t.plain("button-profile"), ProfilePress()),
        ],
    )


def _join_or_leave(period: Period, membership: Membership | None, reader: Reader) -> InlineKeyboardButton:
    if membership is None or membership.state not in _CURRENT:
        return press(reader.t.plain("button-join"), CompetePress(do=CompeteTask.JOIN, period=period), "primary")
    return press(reader.t.plain("button-leave"), CompetePress(do=CompeteTask.ASK_LEAVE, period=period))


def leave_keyboard(period: Period, reader: Reader) -> InlineKeyboardMarkup:
    """The second tap: leaving is final for the round."""
    t = reader.t
    return keyboard(
        [press(t.plain("button-leave-yes"), CompetePress(do=CompeteTask.LEAVE, period=period), "danger")],
        [press(t.plain("button-back"), CompetePress(period=period))],
    )


def profile_keyboard(*, is_hidden: bool, may_follow: bool, reader: Reader) -> InlineKeyboardMarkup:
    t = reader.t
    hide = ProfileTask.UNHIDE if is_hidden else ProfileTask.HIDE
    allow = ProfileTask.FORBID if may_follow else ProfileTask.ALLOW
    rows: list[Row] = [
        [press(t.plain("button-name"), ProfilePress(do=ProfileTask.NAME))],
        [press(t.plain("button-hide", hidden="yes" if is_hidden else "no"), ProfilePress(do=hide))],
    ]
    if not is_hidden:
        allowed = t.plain("button-allow-follow", allowed="yes" if may_follow else "no")
        rows.append([press(allowed, ProfilePress(do=allow))])
    return keyboard(*rows, [press(t.plain("button-back"), CompetePress())])
