"""A page of a round's board in words, and the strings of its picture."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.rounds import words
from bot.rounds.table import board_table
from bot.texts import Markup
from bot.views.card import lines
from bot.views.picture_labels import made_at
from bot.views.reader import Place, Reader
from engine.club.rounds.values import BoardPage, Line, Own, Round, RoundResult, RoundState
from engine.market.values import MarketSource
from renderers.board import BoardLabels
from renderers.board_rows import BoardRow
from renderers.legible import legible
from renderers.tiles import Tile, Tone

_OVER = frozenset({RoundState.PUBLISHED, RoundState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as one reader sees it. `own`: where they stand; None in a group, or where they are not in the round.
    `result`: once it is published. `prize`: what the first gets, empty for nothing."""

    round: Round
    page: BoardPage
    own: Own | None
    result: RoundResult | None
    prize: str
    is_group: bool
    source: MarketSource


def board_text(shown: Shown, house: ZoneInfo, reader: Reader) -> Markup:
    t, page = reader.t, shown.page
    name = words.round_name(shown.round, reader, house)
    return lines(
        t(
            "board-title",
            name=Markup(name[:1].upper() + name[1:]),
            scope="group" if shown.is_group else "all",
            when=_when(shown, reader),
        ),
        board_table(page.lines, reader) if page.lines else t("live-nobody"),
        _own_line(shown, reader),
        t(
            "board-counts",
            traders=page.traders,
            ranked=page.ranked,
            prize="none" if shown.is_group or not shown.prize else shown.prize,
        ),
        _proof(shown, reader),
        t("board-source", source=shown.source.value, at=reader.moment(page.as_of), dip="yes" if page.lines else "no"),
    )


def _when(shown: Shown, reader: Reader) -> Markup:
    state = shown.page.state
    if state is RoundState.RUNNING:
        return reader.t("board-closes", left=words.left(shown.round.ends_at, reader))
    return reader.t("board-state", state=state.value)


def _own_line(shown: Shown, reader: Reader) -> Markup | None:
    t = reader.t
    if reader.place is not Place.PRIVATE:
        return None
    if shown.own is None:
        return t("board-not-in", running="yes" if shown.page.state is RoundState.RUNNING else "no")
    standing = words.standing(shown.own, reader, is_running=shown.page.state is RoundState.RUNNING)
    return t("board-you", standing=standing)


def _proof(shown: Shown, reader: Reader) -> Markup | None:
    if shown.result is None or not shown.result.proof:
        return None
    return reader.t("board-proof", fills=shown.result.fills_replayed, proof=shown.result.proof)


def board_rows(shown: Shown, reader: Reader) -> tuple[tuple[BoardRow, ...], BoardRow | None]:
    """The page's rows, and the reader's own where it is not among them."""
    own = shown.own.line if shown.own is not None else None
    rows = tuple(
        _row(one, shown, reader, is_own=own is not None and one.user_id == own.user_id) for one in shown.page.lines
    )
    if own is None or any(row.is_own for row in rows):
        return rows, None
    return rows, _row(own, shown, reader, is_own=True)


def _row(line: Line, shown: Shown, reader: Reader, *, is_own: bool) -> BoardRow:
    t = reader.t
    hidden, is_running = t.plain("round-hidden"), shown.page.state is RoundState.RUNNING
    note = ""
    if line.rank is None:
        why = "none" if line.why is None else line.why.value
        note = words.unranked(why, reader, is_running=is_running, trades=line.trades)
    return BoardRow(
        rank="" if line.rank is None else f"{line.rank:,}",
        name=hidden if line.name is None else legible(line.name, hidden),
        score_ppm=line.score_ppm,
        score=words.score(line.score_ppm),
        trades=str(line.trades),
        dip=words.tight_dip(line.dip_ppm),
        prize=_prize_of(line, shown),
        note=note,
        is_own=is_own,
    )


def _prize_of(line: Line, shown: Shown) -> str:
    """Beside the first while the round runs, beside the winner when it is over."""
    if shown.is_group:
        return ""
    if shown.result is None:
        return shown.prize if line.rank == 1 and shown.page.state is RoundState.RUNNING else ""
    return shown.prize if line.user_id == shown.result.prize_user_id else ""


def board_labels(shown: Shown, house: ZoneInfo, reader: Reader) -> BoardLabels:
    t, page = reader.t, shown.page
    name = words.round_name(shown.round, reader, house)
    state = "final" if page.state in _OVER else "running" if page.state is RoundState.RUNNING else "checking"
    said = [name for name, is_true in (("group", shown.is_group), (state, state != "running")) if is_true]
    badges = [t.plain("picture-board-badge", badge=badge) for badge in said]
    counts = t.plain("picture-board-counts", traders=page.traders, ranked=page.ranked)
    return BoardLabels(
        title=name[:1].upper() + name[1:],
        answer=f"{counts} · {_when(shown, reader)}",
        prize=_prize_label(shown, reader),
        badges=(*badges, t.plain(f"picture-{shown.source.value}"), t.plain("picture-simulated-money")),
        head_trader=t.plain("picture-board-trader"),
        head_score=t.plain("picture-board-score"),
        head_trades=t.plain("picture-board-trades"),
        head_dip=t.plain("picture-board-dip"),
        nobody=t.plain("live-nobody"),
        proof=_proof_label(shown, reader),
        made_at=made_at(page.as_of, reader),
        tiles=_tiles(shown.result, reader) if shown.page.page == 0 else (),
    )


def _prize_label(shown: Shown, reader: Reader) -> str:
    if shown.is_group or not shown.prize:
        return ""
    if shown.result is None:
        return reader.t.plain("picture-board-prize", prize=shown.prize)
    if shown.result.prize_user_id is None:
        return ""
    hidden = reader.t.plain("round-hidden")
    name = hidden if shown.result.prize_name is None else legible(shown.result.prize_name, hidden)
    return reader.t.plain("picture-board-won", prize=shown.prize, name=name)


def _proof_label(shown: Shown, reader: Reader) -> str:
    if shown.result is None or not shown.result.proof:
        return ""
    return reader.t.plain("picture-board-proof", fills=shown.result.fills_replayed, proof=shown.result.proof)


def _tiles(result: RoundResult | None, reader: Reader) -> tuple[Tile, ...]:
    if result is None:
        return ()
    t, tiles = reader.t, []
    if result.best is not None:
        side = t.plain("picture-board-side", side=result.best.side.value)
        best = f"{result.best.coin} {side} {words.score(result.best.move_ppm)}"
        tiles.append(Tile(t.plain("picture-board-best"), best, _tone(result.best.move_ppm)))
    if result.middle_ppm is not None:
        tiles.append(Tile(t.plain("picture-board-middle"), words.score(result.middle_ppm), _tone(result.middle_ppm)))
    if result.btc_ppm is not None:
        tiles.append(Tile("BTC", words.score(result.btc_ppm), _tone(result.btc_ppm)))
    return tuple(tiles)


def _tone(ppm: int) -> Tone:
    return Tone.GOOD if ppm > 0 else Tone.BAD if ppm < 0 else Tone.PLAIN
