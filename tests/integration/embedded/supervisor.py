"""A process of its own that holds the servers, for tests that kill it: `supervisor.py HOME CONDITIONS-as-JSON`.

Prints the addresses as one line of JSON when they answer, then waits until its standard input ends.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from db.embedded import Conditions, EmbeddedServers

chosen = json.loads(sys.argv[2])
if "outside" in chosen:
    chosen["outside"] = tuple(map(Path, chosen["outside"]))
with EmbeddedServers(Path(sys.argv[1]), lambda _: None, conditions=Conditions(**chosen)) as servers:
    sys.stdout.write(json.dumps(asdict(servers.addresses)) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
