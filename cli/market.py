"""`helix scan`, `heatmap`, `import`, `calibrate`: the market without Telegram."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli.compose.place import find_place, say, warn
from engine.liquidations.values import LeverageBand
from engine.market.values import MarketSource, Venue

market = typer.Typer()

CoinArgument = Annotated[str, typer.Argument(help="A coin as people type it: btc, BTCUSDT, 1000pepe.")]
WindowArgument = Annotated[str, typer.Argument(help="12h 24h 3d 7d 14d 30d 90d 180d 1y")]
SourceOption = Annotated[
    MarketSource | None, typer.Option("--source", help="live, recorded or simulated. Without it: the last run's.")
]
AtOption = Annotated[
    datetime | None,
    typer.Option("--at", formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%MZ", "%Y-%m-%d"], help="As of this UTC instant."),
]
VenueOption = Annotated[Venue | None, typer.Option("--ex", help="One venue only.")]
LeverageOption = Annotated[LeverageBand, typer.Option("--lev", help="all, mid (25x and more), high (50x and more)")]
JsonOption = Annotated[bool, typer.Option("--json", help="For a program to read.")]


@market.command("scan", epilog="Examples:  helix scan BTC 12h   |   helix scan pepe 7d --json --ex bybit")
def scan_command(
    coin: CoinArgument,
    window: WindowArgument = "12h",
    source: SourceOption = None,
    at: AtOption = None,
    ex: VenueOption = None,
    lev: LeverageOption = LeverageBand.ALL,
    as_json: JsonOption = False,
) -> None:
    """Where liquidations lie around price, as /scan says it."""
    from cli.asking import Desk, ask_stores, query_of
    from cli.output import scan_card, to_json

    async def ask(desk: Desk) -> str:
        scan = await desk.scan(await query_of(desk, coin, window, ex, lev))
        return to_json(scan) if as_json else scan_card(scan)

    say(ask_stores(source, at, ask))


@market.command("heatmap", epilog="Examples:  helix heatmap BTC 7d -o btc.png   |   helix heatmap sol 1y -o sol.html")
def heatmap_command(
    coin: CoinArgument,
    window: WindowArgument = "7d",
    output: Annotated[Path, typer.Option("-o", "--output", help="A .png picture or a .html file to zoom.")] = Path(
        "heatmap.png"
    ),
    source: SourceOption = None,
    at: AtOption = None,
    ex: VenueOption = None,
    lev: LeverageOption = LeverageBand.ALL,
    light: Annotated[bool, typer.Option("--light", help="Dark on light.")] = False,
    hide_weak: Annotated[
        float, typer.Option("--min", min=0, max=99, help="Hide cells weaker than this share of the strongest, in %.")
    ] = 0.0,
) -> None:
    """The liquidation heatmap as a picture, as /heatmap shows it."""
    from cli.asking import Desk, ask_stores, query_of
    from cli.drawing import draw

    place = find_place()

    async def ask(desk: Desk) -> bytes:
        query = await query_of(desk, coin, window, ex, lev)
        heatmap, scan = await desk.maps(query), await desk.scan(query)
        is_html = output.suffix.lower() in {".html", ".htm"}
        zone = place.settings.general.timezone
        return draw(heatmap, scan, zone=zone, is_light=light, hide_weak=hide_weak / 100, is_html=is_html)

    output.write_bytes(ask_stores(source, at, ask))
    say(f"{output} ({output.stat().st_size / 1024:.0f} KB)")


@market.command("import", epilog="Example:  helix import data/ohlcv/*.parquet data/open_interest/*.parquet")
def import_command(
    files: Annotated[
        list[Path], typer.Argument(help="Parquet or CSV tables, archived frames.", exists=True, dir_okay=False)
    ],
    coins: Annotated[str, typer.Option("--coins", help="Only these, with commas.")] = "",
) -> None:
    """Load recorded candles, open interest, funding and liquidations. Twice does nothing."""
    from cli.compose.servers import at_hand
    from cli.importing import import_files
    from db.migrate import migrate

    place = find_place()
    warn(place)
    with at_hand(place) as stores:
        migrate(stores.database_url)
        asyncio.run(import_files(stores, files, [c for c in coins.replace(",", " ").split() if c]))


@market.command("calibrate", epilog="Example:  helix calibrate --data ../shared/data/perps")
def calibrate_command(
    data: Annotated[Path, typer.Option("--data", help="A folder of recorded tables.", exists=True, file_okay=False)],
    sets: Annotated[
        str, typer.Option("--sets", help="Letters, as AB: only these sets, without the test of levels.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="Folder for report.json and report.html.", file_okay=False)
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """The model against measured liquidations of recorded coins, beside honest baselines. Takes minutes."""
    from cli.calibrate import calibrate_with_progress
    from cli.calibration_print import print_report
    from cli.output import to_json
    from renderers.calibration.page import calibration_html

    report = calibrate_with_progress(data, sets.upper())
    folder = out or find_place().home / "reports" / "calibration"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.json").write_text(to_json(report), encoding="utf-8")
    (folder / "report.html").write_bytes(calibration_html(report))
    if as_json:
        say(to_json(report))
    else:
        print_report(report, Console())
        say(f"{folder / 'report.html'} and report.json")
