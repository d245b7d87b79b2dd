"""A data folder in memory, as the generator makes it and the shrinker cuts it down, and its way onto disk (SPEC §2)."""

import copy
import gzip
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS = {
    "persons": "niss last_name first_names country_of_origin".split(),
    "nationalities": "niss country from to".split(),
    "stays": "niss from to legal register title ground quality recognised_on applied_on applied_at sponsor_niss".split(),
    "aid": "aid_id niss centre nature category monthly_cents from to status".split(),
    "reimbursements": "aid_id paid_on cents".split(),
    "replacements": "old_niss new_niss on".split(),
}


@dataclass
class Row:
    owner: int  # the person that the row is about, so that the shrinker can drop persons
    values: dict  # column -> text; lone surrogates \udc80..\udcff stand for bytes that are no UTF-8
    surplus: list = field(default_factory=list)  # fields after the last column
    missing: int = 0  # fields cut off at the end
    raw: bool = False  # written as it is, never quoted: for rows whose quoting is itself wrong


@dataclass
class Dress:
    """How a file is written: nothing here changes what it says."""

    columns: list
    byte_order_mark: bool = False
    line_end: str = "\n"
    quote_all: bool = False
    ending: str = ""  # "", ".gz", ".zst"
    last_line_open: bool = False
    empty_lines: list = field(default_factory=list)  # where empty lines stand between the rows


@dataclass
class Folder:
    tables: dict = field(default_factory=lambda: {name: [] for name in COLUMNS})
    dress: dict = field(default_factory=lambda: {name: Dress(list(columns)) for name, columns in COLUMNS.items()})
    left_out: set = field(default_factory=set)  # files not written at all
    breakage: tuple | None = None  # (file, what): a fault for which the whole folder is refused

    def persons(self):
        return {row.owner for rows in self.tables.values() for row in rows}

    def row_count(self):
        return sum(len(rows) for rows in self.tables.values())

    def copy(self):
        return copy.deepcopy(self)


def field_text(text, always):
    if always or any(c in text for c in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def table_text(rows, dress):
    lines = [",".join(dress.columns)]
    for row in rows:
        fields = [row.values[column] for column in dress.columns] + row.surplus
        fields = fields[: len(fields) - row.missing]
        lines.append(",".join(fields if row.raw else [field_text(text, dress.quote_all) for text in fields]))
    for at in dress.empty_lines:
        lines.insert(1 + at % len(lines), "")
    text = dress.line_end.join(lines)
    return text if dress.last_line_open else text + dress.line_end


def write(folder, path):
    path = Path(path)
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    for name, rows in folder.tables.items():
        if name in folder.left_out:
            continue
        dress = folder.dress[name]
        broken = folder.breakage[1] if folder.breakage and folder.breakage[0] == name else ""
        text = break_text(table_text(rows, dress), broken)
        data = text.encode("utf-8", errors="surrogateescape")
        if dress.byte_order_mark:
            data = b"\xef\xbb\xbf" + data
        if broken == "missing":
            continue
        ending = {"cut gz": ".gz", "cut zst": ".zst"}.get(broken, dress.ending)
        if broken == "twice":
            (path / f"{name}.csv").write_bytes(data)
            ending = ending or ".gz"
        data = pack(data, ending)
        if broken.startswith("cut"):
            data = data[: len(data) - max(9, len(data) // 3)]
        (path / f"{name}.csv{ending}").write_bytes(data)


def pack(data, ending):
    if ending == ".gz":
        return gzip.compress(data, mtime=0)
    if ending == ".zst":
        return subprocess.run(["zstd", "-qc"], input=data, capture_output=True, check=True).stdout
    return data


BREAKAGES = ("missing", "twice", "cut gz", "cut zst", "column lacks", "column unknown", "column twice", "quote open", "empty")


def break_text(text, broken):
    header, line_end, rest = text.partition("\n")
    if broken == "column lacks":
        header = header.rstrip("\r").rpartition(",")[0]
    elif broken == "column unknown":
        header = header.rstrip("\r") + ",remark"
    elif broken == "column twice":
        header = header.rstrip("\r") + "," + header.partition(",")[0]
    elif broken == "quote open":
        rest += '"never closed'
    elif broken == "empty":
        return ""
    return header + line_end + rest
