"""An hour scored on bins made by hand: 0.1 % each, price 100."""

from datetime import timedelta

import numpy as np
import pytest

from engine.liquidations.ledger.baselines import BASELINES, Predictor, chance_to_reach, speak
from engine.liquidations.ledger.grid import BINS, CENTRES, LOCATED
from engine.liquidations.ledger.paths import HOUR_MS, Crossed, HourPath, crossed, path_of, range_terms
from engine.liquidations.ledger.realised import Realised, by_place, realised_of
from engine.liquidations.ledger.scoring import Flag, Score, captured, placed, read_score, score_body, score_hour
from engine.liquidations.ledger.weights import unlearned
from engine.market.values import Bars, Liquidation, Side, Symbol, Venue
from tests.unit.liquidations.ledger.made import BTC, NOON, frozen, inputs, path, realised, sides

NO_WEIGHTS = unlearned(BTC, NOON)


def scored(**changes: object) -> Score:
    given = {"frozen": frozen(), "path": path(), "realised": realised([(99.5, 1e6)]), "flags": frozenset[Flag]()}
    given |= changes
    return score_hour(given["frozen"], "ab", NO_WEIGHTS, given["path"], given["realised"], given["flags"])  # type: ignore[arg-type]


def bin_at(place: int, usd: float = 1000.0) -> np.ndarray:
    made = np.zeros(BINS)
    made[place] = usd
    return made


def test_a_map_expects_what_stands_between_price_and_the_hours_extremes() -> None:
    below = bin_at(4) + bin_at(30, 5000)  # 0.4 % and 3 % below
    told = scored(frozen=frozen(week=sides(below, bin_at(2))), path=path(low=99.0, high=100.1))
    long, short = told.told[Predictor.MAP_7D].expected
    assert long == pytest.approx(1000, rel=0.03)
    assert short == 0.0  # 0.2 % above was not reached


def test_what_price_took_before_the_hour_began_is_gone_from_the_map() -> None:
    taken = HourPath(open_usd=99.8, low_usd=99.0, high_usd=100.1, low_before_usd=99.4, high_before_usd=100.0)
    told = scored(frozen=frozen(week=sides(bin_at(4) + bin_at(8, 3000))), path=taken)
    assert told.told[Predictor.MAP_7D].expected[0] == pytest.approx(3000, rel=0.03)


def test_a_rule_goes_on_where_the_hour_opened_beyond_the_frozen_price() -> None:
    above = HourPath(open_usd=100.5, low_usd=99.5, high_usd=100.6, low_before_usd=100.0, high_before_usd=100.5)
    told = scored(path=above).told[Predictor.B0_UNIFORM].expected
    assert told[0] == pytest.approx(np.log(100.5 / 99.5))
    assert told[1] == pytest.approx(np.log(100.6 / 100.5))


def test_captured_is_the_usd_in_the_strongest_share_of_bins() -> None:
    mass, where = np.arange(100.0), np.ones(100)
    where[99] = 50.0
    assert captured(mass, where, 0.10) == 59.0
    assert captured(np.zeros(100), where, 0.10) == pytest.approx(0.10 * where.sum())
    assert captured(np.r_[np.ones(15), np.zeros(85)], np.r_[np.ones(15), np.zeros(85)], 0.10) == pytest.approx(10.0)


def test_a_map_that_knew_the_place_captures_all_and_a_uniform_one_its_share() -> None:
    told = scored(frozen=frozen(week=sides(bin_at(5))), realised=realised([(100 * np.exp(-0.0053), 1e6)]))
    assert told.told[Predictor.MAP_7D].captured[1] == pytest.approx(1e6)
    assert told.told[Predictor.B0_UNIFORM].captured == pytest.approx((5e4, 1e5, 2e5))


def test_forced_closes_far_away_are_counted_apart() -> None:
    where, outside = by_place(realised([(93.0, 7.0), (99.99, 2.0), (107.0, 1.0), (100.01, 4.0)]), 100.0)
    assert (where.sum(), outside) == (6.0, 8.0)
    assert where[LOCATED - 1] == 2.0
    assert where[LOCATED] == 4.0


def test_bybits_bankruptcy_price_becomes_the_trigger_and_binances_fill_stays() -> None:
    def event(venue: Venue, side: Side, price: float) -> Liquidation:
        return Liquidation(venue, Symbol("BTCUSDT"), BTC, side, price, 2.0, NOON)

    events = [event(Venue.BYBIT, Side.LONG, 99.0), event(Venue.BYBIT, Side.SHORT, 101.0)]
    told = realised_of([*events, event(Venue.BINANCE, Side.LONG, 98.0)], {(Venue.BYBIT, Symbol("BTCUSDT")): 0.01})
    assert told.trigger_usd == pytest.approx([100.0, 100.0, 98.0])
    assert (told.long_usd, told.short_usd, told.is_floor) == (394.0, 202.0, True)


def test_every_baseline_says_something_on_both_sides_and_nothing_negative() -> None:
    said = speak(frozen(given=inputs(profile=sides(1e6, 2e6))), NO_WEIGHTS)
    assert set(said) == set(Predictor)
    for one in BASELINES:
        mass = placed(said[one])
        assert mass.min() >= 0.0, one
        assert mass[:LOCATED].sum() > 0.0, one
        assert mass[LOCATED:].sum() > 0.0, one


def test_baselines_stand_where_their_rule_says() -> None:
    said = speak(frozen(given=inputs(mean_usd=98.0)), NO_WEIGHTS)

    def peak(one: Predictor, side: Side = Side.LONG) -> float:
        return float(CENTRES[int(np.argmax(said[one][side].located))])

    assert peak(Predictor.B1_DISTANCE) == CENTRES[0]
    assert peak(Predictor.B2_LAPLACE) == pytest.approx(np.log(100 / 98), abs=0.001)
    assert peak(Predictor.B3_ROUND) == pytest.approx(np.log(100 / 99), abs=0.001) or peak(Predictor.B3_ROUND) < 0.001
    atr = said[Predictor.B4_ATR][Side.LONG].located
    assert atr[11] > atr[17]  # a band at one ATR, a gap between the bands
    assert peak(Predictor.B6_OFFSETS) == pytest.approx(0.01, abs=0.001)
    broken = said[Predictor.B7_RANGE][Side.SHORT].given
    assert broken[5] == pytest.approx(1.0)  # travel alone
    assert broken[12] == pytest.approx(5.0)  # beyond the highs of 1 to 8 hours at 101
    assert broken[25] == pytest.approx(9.0)  # beyond all of them


def test_the_chance_to_reach_falls_with_distance_from_one() -> None:
    reach = chance_to_reach(0.01)
    assert reach[0] == pytest.approx(0.96, abs=0.01)
    assert np.interp(0.01, CENTRES, reach) == pytest.approx(0.3173, abs=0.002)
    assert np.all(np.diff(reach) < 0)


def test_range_terms_measure_the_break_of_each_extreme() -> None:
    extremes = np.array([0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.2])
    terms = range_terms(Crossed(0.0, 0.025, 0.0), extremes)
    assert terms == pytest.approx((0.025, 0.015, 0.005, 0, 0, 0, 0, 0, 0.025))


def test_a_path_needs_every_bar_of_the_hour() -> None:
    def bars(rows: int, step_ms: int = 300_000) -> Bars:
        flat = np.full(rows, 100.0)
        at = np.arange(rows, dtype=np.int64) * step_ms + int(NOON.timestamp() * 1000) - step_ms
        return Bars(step_ms, at, flat, flat + 1, flat - 1, flat, flat, flat, flat)

    hour_ms = int(NOON.timestamp() * 1000)
    made = path_of(bars(14), 100.0, hour_ms - 300_000, hour_ms)
    assert made == HourPath(100.0, 99.0, 101.0, 99.0, 101.0)
    assert path_of(bars(12), 100.0, hour_ms - 300_000, hour_ms) is None
    assert path_of(bars(3, 2 * HOUR_MS), 100.0, hour_ms, hour_ms) is None


def test_longs_are_closed_on_the_way_down_and_shorts_on_the_way_up() -> None:
    way = path(low=98.0, high=101.0)
    assert crossed(way, 100.0, Side.LONG).end == pytest.approx(np.log(100 / 98))
    assert crossed(way, 100.0, Side.SHORT).end == pytest.approx(np.log(1.01))


def test_an_hour_without_bars_or_truth_says_so_and_counts_nowhere() -> None:
    without_path, without_truth = scored(path=None), scored(realised=None)
    assert (without_path.flags, without_path.told, without_path.counts) == ({Flag.NO_PATH}, {}, False)
    assert (without_truth.flags, without_truth.told, without_truth.counts) == ({Flag.NO_TRUTH}, {}, False)
    assert read_score(score_body(without_path)) == without_path


@pytest.mark.parametrize("flag", list(Flag))
def test_an_interrupted_hour_is_left_out_and_a_late_one_counts(flag: Flag) -> None:
    out = flag in {Flag.NO_PATH, Flag.NO_TRUTH, Flag.GAP, Flag.CLOCK}
    assert scored(flags=frozenset({flag})).counts is not out


def test_sums_without_prices_answer_how_much_and_not_where() -> None:
    told = scored(realised=Realised(5.0, 7.0, None, None, False))
    assert told.flags == {Flag.SUMS}
    assert (told.located_usd, told.usd, told.counts) == (0.0, 12.0, True)


def test_a_score_is_read_back_as_it_was_spelt() -> None:
    one = scored(frozen=frozen(week=sides(3e5, 2e5), given=inputs(profile=sides(1e6))), flags=frozenset({Flag.LATE}))
    body = score_body(one)
    assert score_body(read_score(body)) == body
    assert read_score(body).told[Predictor.B8_ACTIVITY].expected == pytest.approx(
        one.told[Predictor.B8_ACTIVITY].expected, rel=1e-4
    )
    assert one.hour_at - NOON == timedelta(0)
