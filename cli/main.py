"""The `helix` command: every part of Helix without Telegram too."""

import sys

import typer

from cli.care import care
from cli.ledger import ledger
from cli.lifetime import die_with_parent
from cli.market import market
from cli.paper import paper
from cli.paper_drift import paper_drift
from cli.rounds import rounds
from cli.run import run

app = typer.Typer(
    name="helix",
    help="Liquidation heatmaps, scans and alerts for crypto perpetuals, in Telegram and here.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for part in (run, market, care):
    for command in part.registered_commands:
        app.registered_commands.append(command)


for command in paper_drift.registered_commands:
    paper.registered_commands.append(command)
app.add_typer(ledger, name="ledger")
app.add_typer(paper, name="paper")
app.add_typer(rounds, name="rounds")


def main() -> None:
    die_with_parent()
    from cli.faults import explain, keep_quiet

    keep_quiet()
    with explain():
        app(prog_name="helix")
    sys.exit(0)
