"""Reading a table in parts: Parquet by batches of rows, CSV by blocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from engine.errors import Refused
from engine.market.values import FloatArray, IntArray

_ROWS = 50_000


class BadTable(Refused):
    """A file that cannot be imported; the message says why and what would work."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of a table, as columns."""

    batch: Any  # pyarrow.RecordBatch

    def __len__(self) -> int:
        return int(self.batch.num_rows)

    def numbers(self, name: str) -> FloatArray:
        """NaN where nothing stands."""
        return np.asarray(self._cast(name, pa.float64()), np.float64)

    def instants(self, name: str) -> IntArray:
        """Integer milliseconds; a hole is refused, since a row without a time means nothing."""
        column = self.batch.column(name)
        if column.null_count:
            raise BadTable(f"{column.null_count} rows have no {name}")
        return np.asarray(self._cast(name, pa.int64()), np.int64)

    def words(self, name: str) -> np.ndarray[Any, np.dtype[np.object_]]:
        return np.asarray(self._cast(name, pa.string()), object)

    def _cast(self, name: str, kind: Any) -> Any:
        try:
            return self.batch.column(name).cast(kind).to_numpy(zero_copy_only=False)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as unfit:
            raise BadTable(f"the column {name} does not hold what it should: {unfit}") from unfit


@dataclass(frozen=True, slots=True)
class Table:
    """An open file. `rows` is None where the format does not tell before it is read."""

    path: Path
    columns: frozenset[str]
    rows: int | None
    parts: Iterator[Part]


def open_table(path: Path) -> Table:
    """Raises `BadTable` where it is neither Parquet nor CSV, or broken."""
    try:
        return _open_csv(path) if path.suffix.lower() in {".csv", ".txt"} else _open_parquet(path)
    except (pa.ArrowInvalid, OSError) as broken:
        raise BadTable(f"{path.name} is neither Parquet nor CSV, or broken: {_first_line(broken)}") from broken


def _open_parquet(path: Path) -> Table:
    file = pa.parquet.ParquetFile(path)
    parts = _guarded(path, file.iter_batches(batch_size=_ROWS))
    return Table(path, frozenset(file.schema_arrow.names), file.metadata.num_rows, parts)


def _open_csv(path: Path) -> Table:
    reader = pa.csv.open_csv(path)
    return Table(path, frozenset(reader.schema.names), None, _guarded(path, reader))


def _guarded(path: Path, batches: Any) -> Iterator[Part]:
    try:
        yield from map(Part, batches)
    except (pa.ArrowInvalid, OSError) as broken:
        raise BadTable(f"{path.name} breaks off: {_first_line(broken)}") from broken


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
