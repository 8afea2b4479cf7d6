"""`python -m cli`: the `helix` command where it is not on the PATH."""

from cli.main import main

main()
