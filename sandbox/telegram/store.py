"""What must survive a restart: messages, documents and undelivered updates in one sqlite file.

Every write is committed before the call is answered, so a `kill -9` loses nothing that was acknowledged.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SCHEMA = """
create table if not exists document (kind text, key text, body text not null, primary key (kind, key)) without rowid;
create table if not exists message (chat_id integer, message_id integer, body text not null,
    primary key (chat_id, message_id)) without rowid;
create table if not exists pending_update (update_id integer primary key, body text not null);
"""


class Store:
    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = normal")
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        self._db.close()

    def put(self, kind: str, key: str | int, body: Any) -> None:
        self._db.execute("insert or replace into document values (?, ?, ?)", (kind, str(key), encode(body)))

    def drop(self, kind: str, key: str | int) -> None:
        self._db.execute("delete from document where kind = ? and key = ?", (kind, str(key)))

    def get(self, kind: str, key: str | int) -> Any:
        row = self._db.execute("select body from document where kind = ? and key = ?", (kind, str(key))).fetchone()
        return None if row is None else json.loads(row[0])

    def all(self, kind: str) -> Iterator[tuple[str, Any]]:
        rows = self._db.execute("select key, body from document where kind = ?", (kind,)).fetchall()
        return ((key, json.loads(body)) for key, body in rows)

    def put_message(self, chat_id: int, message_id: int, body: Json) -> None:
        self._db.execute("insert or replace into message values (?, ?, ?)", (chat_id, message_id, encode(body)))

    def drop_message(self, chat_id: int, message_id: int) -> None:
        self._db.execute("delete from message where chat_id = ? and message_id = ?", (chat_id, message_id))

    def messages(self) -> Iterator[tuple[int, int, Json]]:
        rows = self._db.execute("select chat_id, message_id, body from message order by chat_id, message_id").fetchall()
        return ((chat_id, message_id, json.loads(body)) for chat_id, message_id, body in rows)

    def put_update(self, update_id: int, body: Json) -> None:
        self._db.execute("insert or replace into pending_update values (?, ?)", (update_id, encode(body)))

    def drop_updates_before(self, update_id: int) -> None:
        self._db.execute("delete from pending_update where update_id < ?", (update_id,))

    def drop_update(self, update_id: int) -> None:
        self._db.execute("delete from pending_update where update_id = ?", (update_id,))

    def updates(self) -> list[Json]:
        rows = self._db.execute("select body from pending_update order by update_id").fetchall()
        return [json.loads(body) for (body,) in rows]

    def clear(self) -> None:
        for table in ("document", "message", "pending_update"):
            self._db.execute(f"delete from {table}")


def encode(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
