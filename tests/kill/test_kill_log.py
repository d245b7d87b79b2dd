#!/usr/bin/env python3
"""Nothing that the access log acknowledged is ever lost, and nothing is there twice.

    test_kill_log.py --program PROGRAM [--kills N] [--sample N] [--torn N] [--seed S]

A program appends to a log; it is killed at random moments, its system calls are made to fail one after another, its disk is full, its files
are torn. After each the log must verify, and every acknowledged entry must be there once. A control that acknowledges too early must be
caught by the same means.

--kills N    how often the writer is killed (500)
--sample N   of each failing call and error only N occurrences, spread over all (0, every occurrence)
--torn N     how many stores are torn (100)
"""

import argparse
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CALLS = ("openat", "pwrite64", "write", "fdatasync", "fsync", "ftruncate")
ERRORS = ("EIO", "ENOSPC")
failures = []


def fail(what):
    failures.append(what)
    print(f"FAILED: {what}", flush=True)


class Log:
    """A store in a folder of its own, and what was acknowledged of it."""

    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.store = folder / "crossroads.db"
        self.acknowledged = {}
        self.writers = 0

    def start(self, callers=4, entries=100000, early=False, before=(), **options):
        self.writers += 1
        command = [*before, str(self.program), "write", str(self.store), f"w{self.writers}", str(callers), str(entries)]
        return subprocess.Popen(command + ["--early"] * early, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def finish(self, writer):
        """Takes the acknowledgements; a line that the end cut off is none."""
        output, messages = writer.communicate(timeout=120)
        new = 0
        for line in output.decode().split("\n")[:-1]:
            _, name, year, sequence = line.split()
            if name in self.acknowledged:
                fail(f"{name} was acknowledged twice")
            self.acknowledged[name] = (int(year), int(sequence))
            new += 1
        return new, messages.decode()

    def read(self):
        done = subprocess.run([self.program, "read", str(self.store)], capture_output=True, text=True, timeout=300)
        return done.returncode, done.stdout, done.stderr

    def losses(self, places=True):
        """What is wrong with the log: nothing, if it verifies and has every acknowledged entry once, where it was said to be."""
        if not self.store.exists():
            return [f"lost {len(self.acknowledged)}: no store"] if self.acknowledged else []
        status, output, messages = self.read()
        if status == 4 and not self.acknowledged:
            return []  # the store was not even made
        if status != 0:
            return [f"verify says {status}: {messages.strip()}"]
        seen = {}
        for line in output.splitlines():
            kind, *rest = line.split()
            if kind != "entry":
                continue
            name, where = rest[0], (int(rest[1]), int(rest[2]))
            if name in seen:
                return [f"{name} is there twice"]
            seen[name] = where
        wrong = [f"{name} was lost" for name in self.acknowledged if name not in seen]
        if places:
            wrong += [f"{name} is in another place" for name, where in self.acknowledged.items() if seen.get(name, where) != where]
        return wrong


def scratch():
    # Not in memory: a disk's own calls are what is made to fail.
    return tempfile.TemporaryDirectory(prefix="crossroads-log-", ignore_cleanup_errors=True)


def kills(program, count, chance):
    """kill -9 at random moments; every third time two processes write at once."""
    killed = entries = 0
    while killed < count:
        with scratch() as folder:
            log = Log(program, Path(folder))
            for _ in range(min(20, count - killed)):
                writers = [log.start() for _ in range(2 if chance.random() < 1 / 3 else 1)]
                time.sleep(chance.uniform(0.0, 0.12))
                for writer in writers:
                    writer.send_signal(signal.SIGKILL)
                for writer in writers:
                    if writer.poll() not in (None, -signal.SIGKILL):
                        fail(f"the writer ended by itself with {writer.returncode}")
                    entries += log.finish(writer)[0]
                killed += 1
                for wrong in log.losses()[:3]:
                    fail(f"after kill {killed}: {wrong}")
            if failures:
                return killed
    print(f"{killed} kills, {entries} acknowledged entries: each there once, every log verifies", flush=True)
    if entries < killed:
        fail("hardly anything was acknowledged: the kills came too early to say anything")
    return killed


def both_progress(program):
    """Two processes append to one log under load: no gap, no fork, both get on."""
    with scratch() as folder:
        log = Log(program, Path(folder))
        writers = [log.start(callers=8, entries=200), log.start(callers=8, entries=200)]
        counts = [log.finish(writer)[0] for writer in writers]
        if counts != [1600, 1600]:
            fail(f"two writers got {counts} of 1600 entries acknowledged each")
        for wrong in log.losses()[:3]:
            fail(f"two writers: {wrong}")
        print(f"two processes at once: {counts[0]} and {counts[1]} entries, no gap, no fork", flush=True)


def strace(log, call, rule):
    trace = log.folder / "trace"
    return ["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={call}", "-e", f"inject={call}:{rule}"] if rule else \
        ["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={call}"]


def occurrences(program, call):
    """How often one thread makes the call in the small workload of `one_failure`, at most: strace counts each thread's calls for itself."""
    with scratch() as folder:
        log = Log(program, Path(folder))
        log.finish(log.start(callers=2, entries=6))
        log.finish(log.start(callers=2, entries=6, before=strace(log, call, None)))
        made = {}
        for line in (Path(folder) / "trace").read_text().splitlines():
            thread, *rest = line.split(None, 1)
            if rest and re.match(rf"{call}\(", rest[0]):
                made[thread] = made.get(thread, 0) + 1
        return max(made.values(), default=0)


def one_failure(program, call, error, when, early=False):
    """A log with entries; then a writer whose when-th call fails, once or from then on; then one that goes on undisturbed."""
    with scratch() as folder:
        log = Log(program, Path(folder))
        log.finish(log.start(callers=2, entries=6))
        rule = f"signal=SIGKILL:when={when}" if error == "SIGKILL" else f"error={error}:when={when}"
        log.finish(log.start(callers=2, entries=6, early=early, before=strace(log, call, rule)))
        trace = (Path(folder) / "trace").read_text()
        took_effect = ("+++ killed by SIGKILL" if error == "SIGKILL" else "(INJECTED)") in trace
        wrong = log.losses(places=not early)
        log.finish(log.start(callers=2, entries=2))
        return took_effect, wrong or log.losses(places=not early)


def spread(count, sample):
    if sample == 1:
        return [1]
    if not sample or count <= sample:
        return list(range(1, count + 1))
    return sorted({1 + round(i * (count - 1) / (sample - 1)) for i in range(sample)})


def failing_calls(program, sample):
    print(f"{'call':<12}{'error':<10}{'tried':>7}{'took effect':>13}{'losses':>8}", flush=True)
    for call in CALLS:
        count = occurrences(program, call)
        if count == 0:
            print(f"{call:<12}never made", flush=True)
            continue
        for error in (*ERRORS, "SIGKILL"):
            tried = effective = lost = 0
            for when in spread(count, sample):
                # Threads share the work in another way each time: the last calls of the one that made most may not come at once.
                for _ in range(5):
                    took_effect, wrong = one_failure(program, call, error, when)
                    if wrong:
                        lost += 1
                        fail(f"{call} number {when} with {error}: {wrong[0]}")
                    if took_effect:
                        break
                tried += 1
                effective += took_effect
            print(f"{call:<12}{error:<10}{tried:>7}{effective:>13}{lost:>8}", flush=True)
            if effective < tried - max(1, tried // 10):
                fail(f"{call} with {error}: only {effective} of {tried} injections took effect")
        # From the middle on for good.
        took_effect, wrong = one_failure(program, call, "EIO", f"{max(1, count // 2)}+")
        if wrong or not took_effect:
            fail(f"{call} failing from the middle on: {wrong or 'no effect'}")


def control_is_caught(program):
    """A log that acknowledges before the commit: these means must find its losses."""
    caught = 0
    for when in range(1, 9):
        caught += bool(one_failure(program, "fdatasync", "EIO", when, early=True)[1])
        caught += bool(one_failure(program, "pwrite64", "SIGKILL", 4 * when, early=True)[1])
    print(f"the control that acknowledges too early is caught {caught} times of 16", flush=True)
    if caught == 0:
        fail("the control that acknowledges too early was not caught: these tests see nothing")


def full_disk(program):
    for limit in (1 << 16, 1 << 18, 1 << 19, 1 << 20):
        with scratch() as folder:
            log = Log(program, Path(folder))
            log.finish(log.start(callers=2, entries=6))

            def no_more_room(limit=limit):
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

            writer = log.start(callers=4, entries=400, preexec_fn=no_more_room)
            _, messages = log.finish(writer)
            if writer.returncode not in (3, 4):
                fail(f"no room for more than {limit} bytes, and the writer ended with {writer.returncode}")
            if not messages.strip():
                fail("a full disk was not reported")
            for wrong in log.losses()[:3]:
                fail(f"full disk at {limit}: {wrong}")
            before = len(log.acknowledged)
            new, _ = log.finish(log.start(callers=2, entries=5))
            if new != 10 or log.losses():
                fail(f"after a full disk at {limit} the log does not go on")
            print(f"disk full at {limit} bytes: {before} acknowledged, none lost, and it went on afterwards", flush=True)


def locked(program):
    with scratch() as folder:
        log = Log(program, Path(folder))
        log.finish(log.start(callers=2, entries=6))
        other = sqlite3.connect(log.store, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        writer = log.start(callers=1, entries=1)
        new, messages = log.finish(writer)
        if new or writer.returncode != 3 or "locked" not in messages:
            fail(f"a locked store: {new} acknowledged, status {writer.returncode}, said {messages!r}")
        other.execute("ROLLBACK")
        other.close()
        if log.finish(log.start(callers=2, entries=6))[0] != 12 or log.losses():
            fail("the log does not go on after the store was locked")
        print("store locked by another: nothing acknowledged, said so, and it went on afterwards", flush=True)


def torn(program, chance, rounds):
    """Files cut off or overwritten under the log: what was acknowledged may be gone then, but never unnoticed."""
    noticed = unharmed = 0
    for _ in range(rounds):
        with scratch() as folder:
            log = Log(program, Path(folder))
            # Enough entries for the log to be most of the file: the store has many tables that are empty here.
            log.finish(log.start(callers=4, entries=240))
            size = log.store.stat().st_size
            with open(log.store, "r+b") as file:
                if chance.random() < 0.3:
                    file.truncate(chance.randrange(100, size))
                else:
                    file.seek(chance.randrange(0, size - 600))
                    file.write(chance.randbytes(512))
            status, output, _ = log.read()
            missing = set(log.acknowledged) - {line.split()[1] for line in output.splitlines() if line.startswith("entry ")}
            if status == 0 and missing:
                fail(f"{len(missing)} entries were torn out, and the log is said to be intact")
            noticed += status != 0
            unharmed += status == 0
    print(f"{rounds} torn stores: {noticed} noticed, {unharmed} unharmed (free space, or no part of the log)", flush=True)
    if noticed < rounds / 2:
        fail("hardly any torn store was noticed")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", type=Path, required=True)
    arguments.add_argument("--kills", type=int, default=500)
    arguments.add_argument("--sample", type=int, default=0)
    arguments.add_argument("--torn", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    chosen = arguments.parse_args()
    if shutil.which("strace") is None:
        sys.exit("strace is missing: ./dev setup")
    print(f"seed {chosen.seed}", flush=True)
    chance = random.Random(chosen.seed)
    program = chosen.program.resolve()
    kills(program, chosen.kills, chance)
    both_progress(program)
    control_is_caught(program)
    failing_calls(program, chosen.sample)
    full_disk(program)
    locked(program)
    torn(program, chance, chosen.torn)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C")
    sys.exit(main())
