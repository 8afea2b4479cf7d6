"""The public WebSocket: subscriptions, acknowledgements, pings, and one bounded queue a listener."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import structlog
from aiohttp import WSMsgType, web

from sandbox.market.faults import GARBAGE, Faults
from sandbox.market.live import LiveMarket
from sandbox.market.topics import Publisher, Topic, parse_topic
from sandbox.market.wire import Json

log = structlog.get_logger()
QUEUE = 5000  # messages waiting for a slow listener; past it he is cut off, as at the venue
SILENCE_S = 600.0
ARGS_LENGTH = 21_000
SEND_TIMEOUT_S = 10.0


@dataclass(eq=False, slots=True)
class Listener:
    """One connection."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    connection_id: str = field(default_factory=lambda: str(uuid4()))
    topics: dict[str, Topic] = field(default_factory=dict)
    queue: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(QUEUE))
    owed: list[Topic] = field(default_factory=list)  # snapshots to follow the acknowledgement
    is_slow: bool = False

    def say(self, message: str) -> None:
        try:
            self.queue.put_nowait(message)
        except asyncio.QueueFull:
            self.is_slow = True

    def leave(self) -> None:
        """What waits for him will never be told: nobody shall wait for that."""
        while not self.queue.empty():
            self.queue.get_nowait()
            self.queue.task_done()


class Stream:
    """All listeners of `/v5/public/linear`. `told`: market data messages handed out since the start, one a listener."""

    def __init__(self, live: LiveMarket, publisher: Publisher, faults: Faults) -> None:
        self._live, self._publisher, self._faults = live, publisher, faults
        self._listeners: dict[Listener, None] = {}  # in the order they came, so that topics have theirs
        self.told = 0

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if self._faults.refuse:
            raise web.HTTPServiceUnavailable(text="no new connections\n")
        socket = web.WebSocketResponse(heartbeat=None, max_msg_size=1 << 20)
        await socket.prepare(request)
        listener = Listener(socket, request.transport)
        self._listeners[listener] = None
        try:
            async with asyncio.TaskGroup() as group:
                writer = group.create_task(self._write(listener))
                await self._read(listener)
                writer.cancel()
        except* (ConnectionError, TimeoutError) as gone:
            log.debug("stream_listener_gone", reason=str(gone.exceptions[0]))
        finally:
            del self._listeners[listener]
            listener.leave()
            for topic in listener.topics.values():
                self._forget(topic)
        return socket

    async def _read(self, listener: Listener) -> None:
        while True:
            message = await listener.socket.receive(timeout=SILENCE_S)
            if message.type is not WSMsgType.TEXT:
                return
            listener.say(json.dumps(self._answer(listener, message.data)))
            for topic in listener.owed:
                self._greet(listener, topic)
            listener.owed.clear()

    async def _write(self, listener: Listener) -> None:
        while not listener.is_slow:
            message = await listener.queue.get()
            try:
                async with asyncio.timeout(SEND_TIMEOUT_S):
                    await listener.socket.send_str(message)
            finally:
                listener.queue.task_done()
        await listener.socket.close(code=1008, message=b"too slow")

    def _answer(self, listener: Listener, text: str) -> Json:
        try:
            asked = json.loads(text)
        except ValueError:
            asked = None
        if not isinstance(asked, dict):
            return self._ack(listener, {}, "", "error:invalid request")
        operation = asked.get("op")
        if operation == "ping":
            return self._ack(listener, asked, "ping", "pong", is_good=True)
        if operation in ("subscribe", "unsubscribe"):
            return self._change(listener, asked, str(operation))
        return self._ack(listener, asked, str(operation), "error:unknown op")

    def _ack(self, listener: Listener, asked: Json, op: str, message: str, *, is_good: bool = False) -> Json:
        request_id = asked.get("req_id", "")
        return {
            "success": is_good,
            "ret_msg": message,
            "conn_id": listener.connection_id,
            "req_id": request_id if isinstance(request_id, str) else "",
            "op": op,
        }

    def _change(self, listener: Listener, asked: Json, op: str) -> Json:
        args: Any = asked.get("args")
        if not isinstance(args, list) or not args or len(json.dumps(args)) > ARGS_LENGTH:
            return self._ack(listener, asked, op, "error:invalid args")
        topics, symbols = [], self._live.listed() if op == "subscribe" else list(self._live.market.listings)
        for text in args:
            topic = parse_topic(text, symbols)
            if topic is None:
                return self._ack(listener, asked, op, f"error:handler not found,topic:{text}")
            if op == "subscribe" and topic.name in listener.topics:
                return self._ack(listener, asked, op, f"error:already subscribed,topic:{text}")
            topics.append(topic)
        for topic in topics:
            if op == "subscribe":
                listener.topics[topic.name] = topic
                listener.owed.append(topic)
            elif listener.topics.pop(topic.name, None) is not None:
                self._forget(topic)
        return self._ack(listener, asked, op, "subscribe" if op == "subscribe" else "", is_good=True)

    def _greet(self, listener: Listener, topic: Topic) -> None:
        first = self._publisher.first(topic)
        if first is not None and not self._is_silent(topic):
            listener.say(first)
            self.told += 1

    def _is_silent(self, topic: Topic) -> bool:
        return self._faults.freeze or topic.symbol in self._faults.silence or self._live.is_over(topic.symbol)

    def _forget(self, topic: Topic) -> None:
        if not any(topic.name in other.topics for other in self._listeners):
            self._publisher.forget(topic)

    def _listened(self) -> dict[str, Topic]:
        return {name: topic for one in self._listeners for name, topic in one.topics.items()}

    def _tell(self, topic: Topic, message: str) -> None:
        if self._is_silent(topic):
            return
        if self._faults.malformed and self._faults.takes("malformed"):
            message = GARBAGE
        for listener in self._listeners:
            if topic.name in listener.topics:
                listener.say(message)
                self.told += 1

    def publish(self, count: int) -> None:
        """Tell everybody what the last step, of `count` bars, changed."""
        self._publisher.gather(count)
        for topic in self._listened().values():
            for message in self._publisher.next(topic):
                self._tell(topic, message)

    def publish_liquidations(self, until_ms: int) -> None:
        """Every half second: all forced closes since the last time."""
        listened = self._listened()
        for symbol in self._live.market.listings:
            events = self._publisher.liquidations(symbol, until_ms)
            topic = listened.get(f"allLiquidation.{symbol}")
            if events and topic is not None:
                self._tell(topic, self._publisher.liquidation_message(topic, events))

    async def all_told(self) -> None:
        """Once everything said until now was handed to the sockets of those who still listen."""
        await asyncio.gather(*(listener.queue.join() for listener in self._listeners))

    def drop_all(self) -> int:
        """Cut every connection without a word. Gives how many there were."""
        listeners = list(self._listeners)
        for listener in listeners:
            if listener.transport is not None:
                listener.transport.abort()
        return len(listeners)
