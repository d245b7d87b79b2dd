"""The real binary, as flow tests drive it."""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("CROSSROADS_BINARY", str(ROOT / "build" / "release" / "crossroads"))
EXAMPLES = pathlib.Path(__file__).resolve().parent / "examples"
TODAY = "2026-01-01"  # after which nobody in these tests is born


def crossroads(*words, **options):
    """Runs the binary to its end; standard output and error as bytes."""
    return subprocess.run([BINARY, *map(str, words)], capture_output=True, check=False, timeout=options.pop("timeout", 300), **options)


class Workplace:
    """A folder of one's own that goes away."""

    def __enter__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="crossroads-flow-"))
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path)

    def folder(self, example="11-031", name="data"):
        """A copy of an example's data folder."""
        target = self.path / name
        shutil.copytree(EXAMPLES / example, target, ignore=shutil.ignore_patterns("README.md", "expected.ndjson"))
        return target


def contents(store):
    """Every row of every table of a store: what must not change when an import is refused."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table' order by name")]
        return {table: sorted(map(repr, database.execute(f'select * from "{table}"'))) for table in tables}


def append(file, *rows):
    with open(file, "ab") as out:
        for row in rows:
            out.write(row if isinstance(row, bytes) else row.encode() + b"\n")


def replace(file, old, new):
    text = file.read_bytes()
    old, new = (part if isinstance(part, bytes) else part.encode() for part in (old, new))
    assert old in text, f"{file.name} does not hold {old!r}"
    file.write_bytes(text.replace(old, new, 1))
