"""`python -m cli`: the `helix` command where it is not on the PATH."""

from cli.lifetime import die_with_parent

die_with_parent()  # before the heavy imports: a kill of make must not find us deaf

from cli.main import main  # noqa: E402

main()
