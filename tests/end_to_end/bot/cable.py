"""A line to a server that can be cut and mended."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit


@dataclass
class Cable:
    """Listens on loopback and carries bytes to `host:port`. `url` is the server's, through the cable."""

    url: str
    host: str
    port: int
    _server: asyncio.Server | None = None
    _here: int = 0
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self._here)
        self._here = self._server.sockets[0].getsockname()[1]
        parts = urlsplit(self.url)
        login = parts.netloc.rpartition("@")[0]
        self.url = urlunsplit(
            parts._replace(netloc=f"{login}@127.0.0.1:{self._here}" if login else f"127.0.0.1:{self._here}")
        )

    async def cut(self) -> None:
        """Closes every connection; new ones are refused until it is mended."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._writers):
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection(self.host, self.port)
        self._writers |= {writer, there_writer}
        with suppress(ExceptionGroup, OSError):
            async with asyncio.TaskGroup() as group:
                group.create_task(_pump(reader, there_writer))
                group.create_task(_pump(there_reader, writer))
        self._writers -= {writer, there_writer}


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    writer.close()


@asynccontextmanager
async def cable_to(url: str) -> AsyncIterator[Cable]:
    parts = urlsplit(url)
    cable = Cable(url, parts.hostname or "127.0.0.1", parts.port or 0)
    await cable.mend()
    try:
        yield cable
    finally:
        await cable.cut()
