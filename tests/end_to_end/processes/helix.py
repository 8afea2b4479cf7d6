"""Programs of ours as processes of their own, started as an installation starts them, and what they say."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TOKEN = "987654321:AAProcessesProcessesProcessesProcesses"
NOBODY = "http://127.0.0.1:9"  # refuses at once
READY_S = 60.0


@dataclass(slots=True)
class Program:
    """One running program. What it prints goes to `output`, both streams."""

    name: str
    process: "subprocess.Popen[bytes]"
    output: Path

    @property
    def said(self) -> str:
        return self.output.read_text(errors="replace")

    async def says(self, text: str, within_s: float = READY_S, after: int = 0) -> str:
        """The first whole line with `text` among what it said after that many characters."""
        until = time.monotonic() + within_s
        while True:
            found = [line for line in self.said[after:].splitlines(keepends=True) if text in line and line[-1] == "\n"]
            if found:
                return found[0]
            assert self.process.poll() is None, f"{self.name} ended with {self.process.returncode}: {self.said}"
            assert time.monotonic() < until, f"{self.name} never said {text!r}: {self.said}"
            await asyncio.sleep(0.05)

    async def ends(self, within_s: float = READY_S) -> int:
        return await asyncio.to_thread(self.process.wait, within_s)

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return await self.ends(6.0)

    async def kill(self) -> None:
        self.process.kill()
        await self.ends()


@dataclass(slots=True)
class Machine:
    """A folder, an environment, and the programs started in it."""

    folder: Path
    environment: dict[str, str]
    started: list[Program] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def log(self) -> str:
        """Of `helix up`, which keeps the terminal for the person."""
        return (self.home / "logs" / "helix.log").read_text()

    def helix(self, *arguments: str, **settings: str) -> Program:
        return self.start(arguments[0], "cli", *arguments, **settings)

    def start(self, name: str, module: str, *arguments: str, **settings: str) -> Program:
        self.folder.mkdir(parents=True, exist_ok=True)
        output = self.folder / f"{len(self.started)}-{name}.out"
        with output.open("wb") as stream:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", module, *arguments],
                cwd=ROOT,
                env={**self.environment, "HELIX_HOME": str(self.home), **settings},
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.started.append(Program(name, process, output))
        return self.started[-1]

    def end(self) -> None:
        for program in reversed(self.started):
            if program.process.poll() is None:
                program.process.kill()
            program.process.wait()


def bare(folder: Path, settings: Mapping[str, str]) -> Machine:
    """Nothing but `settings`: whoever runs the tests may have a Helix of their own."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    return Machine(folder, {**kept, "PYTHONPATH": str(ROOT), **settings})


async def answer_of(command: Program, within_s: float = READY_S) -> tuple[int, str]:
    """Exit code and everything it printed."""
    code = await command.ends(within_s)
    return code, command.said
