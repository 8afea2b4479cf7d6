"""What a calibration found, in sentences made from its figures: the same in a terminal and on the page."""

from collections.abc import Iterator, Sequence

from engine.liquidations.calibration import predictors as p
from engine.liquidations.calibration.densities import B1
from engine.liquidations.calibration.hits import LevelReport
from engine.liquidations.calibration.location import LocationReport
from engine.liquidations.calibration.metrics import Interval
from engine.liquidations.calibration.report import CalibrationReport, Difference, SetReport
from engine.liquidations.calibration.selftest import SelfTest


def signed(interval: Interval) -> str:
    """ "+0.012 [+0.005, +0.018]"."""
    return f"{interval.value:+.3f} [{interval.low:+.3f}, {interval.high:+.3f}]"


def plain(interval: Interval) -> str:
    return f"{interval.value:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def find_difference(report: SetReport, first: str, second: str) -> Difference | None:
    found = [d for d in (*report.differences, *report.trials) if (d.first, d.second) == (first, second)]
    return found[0] if found else None


def findings(report: CalibrationReport) -> list[str]:
    """One sentence a question; those whose data was missing are left out."""
    return [
        *(() if report.self_test is None else (_self_test(report.self_test),)),
        *_against(report.sets, p.COMBINED, p.B8, "The combination (map, births, B8) ranks spans better than B8"),
        *_against(report.sets, p.COMBINED, p.AVERAGE, "The map of the hour adds to the average map"),
        *_against(report.sets, p.DEFAULT, p.B8, "The map alone, default mix, ranks spans better than B8"),
        *_mixes(report.sets),
        *_location(report.locations),
        *(line for one in report.levels for line in _levels(one)),
    ]


def _self_test(test: SelfTest) -> str:
    verdict = "passed" if test.has_passed else "FAILED: read nothing else on this page"
    return (
        f"Self-test {verdict}: planted skill was found in {test.found} of {test.planted} worlds; maps of other days "
        f"raised a false alarm in {test.false_alarms} of {test.shuffled} (at most 5 % are allowed)."
    )


def _against(sets: Sequence[SetReport], first: str, second: str, claim: str) -> Iterator[str]:
    found = [(one.name, find_difference(one, first, second)) for one in sets]
    known = [(name, d.rho) for name, d in found if d is not None]
    if known:
        yes = [f"{name} {signed(rho)}" for name, rho in known if rho.low > 0]
        no = [f"{name} {signed(rho)}" for name, rho in known if rho.low <= 0]
        lines = [f"shown in {len(yes)} of {len(known)} sets"]
        lines += [f"shown: {'; '.join(yes)}"] if yes else []
        lines += [f"not shown: {'; '.join(no)}"] if no else []
        yield f"{claim} (rank correlation, 95 % interval): {'. '.join(lines)}."


def _mixes(sets: Sequence[SetReport]) -> Iterator[str]:
    if sets:
        gains = "; ".join(f"{one.name} {signed(one.learned.gain)}" for one in sets)
        better = sum(one.learned.gain.low > 0 for one in sets)
        yield (
            f"The leverage mix learned before says better in which spans dollars fall than the default in {better} of "
            f"{len(sets)} sets (nats a dollar): {gains}."
        )


def _location(reports: Sequence[LocationReport]) -> Iterator[str]:
    enough = [one for one in reports if one.is_enough]
    if enough:
        better = [
            f"{s.density} in {one.name}, {one.horizon_hours:.0f} h ({signed(s.top_10_over_b1)})"
            for one in enough
            for s in one.scores
            if s.density != B1 and s.top_10_over_b1.low > 0
        ]
        verdict = (
            f"better than distance alone: {'; '.join(better)}" if better else "nothing was better than distance alone"
        )
        yield f"Where forced closes will be, ahead of time ({len(enough)} tests): {verdict}."


def _levels(one: LevelReport) -> Iterator[str]:
    data = "with open interest" if one.has_oi else "candles only"
    head = f"{one.window} maps watched for {one.horizon_hours:.0f} h, {len(one.coins)} coins, {data}"
    for share in one.direction:
        if share.question == "clustered, 70-85 %" and share.is_enough:
            yield (
                f"{head}: price closed toward the heavier side in {share.hits} of {share.cases} cases of 70-85 % "
                f"clustered imbalance, {share.blocks.value:.1%} [{share.blocks.low:.1%}, {share.blocks.high:.1%}]."
            )
    for level in one.levels:
        if level.is_enough:
            yield (
                f"{head}: the largest level was reached in {level.reached} of {level.cases}; {level.question} in "
                f"{level.equal_reached}: {level.over.value:+.1%} [{level.over.low:+.1%}, {level.over.high:+.1%}]."
            )
