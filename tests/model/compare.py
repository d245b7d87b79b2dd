#!/usr/bin/env python3
"""Compares `crossroads replay` with the naive model on random folders, byte for byte.

    compare.py --binary build/release/crossroads --seeds 1000 [--first 1] [--jobs 2] [--keep DIR] [--today YYYY-MM-DD] [--bad-rows]

For each seed and each authorisation: a folder, the whole range 2011-04..2020-06 and for every fourth seed a part of it as
well. Standard output must be the same, and the exit status (0, or 3 where rows were bad; for a folder that must be
refused 1 or 2, and no output). With --bad-rows the rows named on standard error (`aid.csv:12: …`) must be the same
too. The first folder that differs is shrunk and kept.
"""

import argparse
import multiprocessing
import random
import re
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import naive  # noqa: E402
from folder_files import COLUMNS, Dress, write  # noqa: E402
from random_folder import make_folder  # noqa: E402

AUTHORISATIONS = ("11/031", "18/055")
WHOLE = (naive.Month(2011, 4), naive.Month(2020, 6))
REFUSED = "refused"


@dataclass(frozen=True)
class Question:
    """What is asked of both sides about one folder."""

    binary: str
    authorisation: str
    first: naive.Month
    last: naive.Month
    today: str  # "" = the system's date
    bad_rows: bool  # compare the rows named on standard error

    def arguments(self, data):
        today = ["--today", self.today] if self.today else []
        return ["replay", "--authorisation", self.authorisation, "--from", str(self.first), "--to", str(self.last), "--data", str(data), *today]


def expected(question, data, counted=None):
    """(exit status, standard output, bad rows) of the model."""
    try:
        facts = naive.read_folder(data, date.fromisoformat(question.today) if question.today else date.today())
    except naive.Refused:
        return REFUSED, b"", []
    decisions = naive.decide(question.authorisation, facts, question.first, question.last)
    if counted is not None:
        counted["persons"] += len(facts.persons)
        counted.update(decision[2] for decision in decisions)
    bad = sorted({(row.file, row.line) for row in facts.bad}) if question.bad_rows else []
    return 3 if facts.bad else 0, naive.as_ndjson(decisions).encode(), bad


def actual(question, data):
    """(exit status, standard output, bad rows) of the binary."""
    try:
        done = subprocess.run([question.binary, *question.arguments(data)], capture_output=True, timeout=120, check=False)
    except subprocess.TimeoutExpired:
        return "no answer in 120 s", b"", []
    if done.returncode in (0, 3):
        named = re.findall(rb"([a-z]+\.csv)(?:\.gz|\.zst)?:([0-9]+)", done.stderr) if question.bad_rows else []
        return done.returncode, done.stdout, sorted({(file.decode(), int(line)) for file, line in named})
    if done.returncode in (1, 2):
        return REFUSED, done.stdout, []
    return f"ended with {done.returncode}", done.stdout, []


def differs(question, data, counted=None):
    return expected(question, data, counted) != actual(question, data)


def questions(seed, authorisation, given):
    yield Question(given.binary, authorisation, *WHOLE, given.today, given.bad_rows)
    if seed % 4 == 0:
        rng = random.Random(seed)
        start, end = sorted(rng.sample(range(2011 * 12 + 3, 2020 * 12 + 6), 2))
        if authorisation == "18/055":
            start = max(start, 2018 * 12 + rng.randint(0, 20))
            end = max(start, end)
        part = (naive.Month(start // 12, start % 12 + 1), naive.Month(end // 12, end % 12 + 1))
        yield Question(given.binary, authorisation, *part, given.today, given.bad_rows)


def compare_seed(task):
    """(seed, the questions that were answered differently, counts)"""
    seed, given = task
    counted, failed = Counter(), []
    with tempfile.TemporaryDirectory() as scratch:
        for authorisation in AUTHORISATIONS:
            data = Path(scratch) / "data"
            write(make_folder(seed, authorisation), data)
            whole = True
            for question in questions(seed, authorisation, given):
                if differs(question, data, counted if whole else None):
                    failed.append(question)
                    break
                whole = False
    return seed, failed, counted


# --- shrinking ----------------------------------------------------------------------------------------------------


def without_person(folder, person):
    smaller = folder.copy()
    for name, rows in smaller.tables.items():
        smaller.tables[name] = [row for row in rows if row.owner != person]
    return smaller


def without_row(folder, name, at):
    smaller = folder.copy()
    del smaller.tables[name][at]
    return smaller


def plainly_written(folder, name):
    smaller = folder.copy()
    smaller.dress[name] = Dress(list(COLUMNS[name]))
    smaller.left_out.discard(name)
    return smaller


def shrink(folder, question, scratch):
    """Greedily: without a person, without a row, plainly written, until nothing can go without the difference going too."""
    data = Path(scratch) / "smaller"

    def attempt(smaller):
        nonlocal folder, shrunk
        write(smaller, data)
        if differs(question, data):
            folder, shrunk = smaller, True

    shrunk = True
    while shrunk:
        shrunk = False
        for person in sorted(folder.persons()):
            attempt(without_person(folder, person))
        for name in folder.tables:
            for at in reversed(range(len(folder.tables[name]))):
                attempt(without_row(folder, name, at))
        for name in folder.tables:
            if folder.left_out & {name} or folder.dress[name] != Dress(list(COLUMNS[name])):
                attempt(plainly_written(folder, name))
    return folder


def keep(seed, question, directory):
    """Writes the smallest folder that still differs, with both outputs beside it, and says how to see it again."""
    name = f"{question.authorisation.replace('/', '-')}-seed-{seed}"
    place = Path(directory) / name
    with tempfile.TemporaryDirectory() as scratch:
        folder = shrink(make_folder(seed, question.authorisation), question, scratch)
    data = place / "data"
    write(folder, data)
    of_model, of_binary = expected(question, data), actual(question, data)
    (place / "model.ndjson").write_bytes(of_model[1])
    (place / "binary.ndjson").write_bytes(of_binary[1])
    arguments = shlex.join(question.arguments(data.resolve()))
    model = shlex.quote(str(Path(naive.__file__).resolve()))
    print(f"seed {seed} under {question.authorisation}: {len(folder.persons())} persons and {folder.row_count()} rows are left, in {data}")
    print(f"  exit status: model {of_model[0]}, binary {of_binary[0]}")
    if of_model[2] != of_binary[2]:
        print(f"  bad rows: model {of_model[2]}, binary {of_binary[2]}")
    print(f"  see it again: diff <({model} {arguments}; echo status $?) <({shlex.quote(question.binary)} {arguments}; echo status $?)")


def main():
    parser = argparse.ArgumentParser(description="compares `crossroads replay` with the naive model on random folders")
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", default="build/model-failures", help="where the smallest failing folder is kept")
    parser.add_argument("--today", default="", help="passed on to both sides; the system's date by default")
    parser.add_argument("--bad-rows", action="store_true", help="compare the rows named on standard error as well")
    given = parser.parse_args()
    given.binary = str(Path(given.binary).resolve())

    counted, failures = Counter(), []
    tasks = [(seed, given) for seed in range(given.first, given.first + given.seeds)]
    with multiprocessing.Pool(given.jobs) as pool:
        for seed, failed, counts in pool.imap(compare_seed, tasks, chunksize=4):
            counted.update(counts)
            failures += [(seed, question) for question in failed]
    if failures:
        print("differing:", ", ".join(f"seed {seed} {question.authorisation}" for seed, question in failures[:20]), "…" if len(failures) > 20 else "")
        keep(*failures[0], given.keep)
    print(f"{given.seeds} seeds, {given.seeds * len(AUTHORISATIONS)} folders, {counted.pop('persons', 0)} persons")
    print("decisions: " + ", ".join(f"{outcome} {count}" for outcome, count in sorted(counted.items())))
    print(f"{given.seeds * len(AUTHORISATIONS) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
