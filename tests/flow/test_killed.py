"""A process that is killed loses no message and sends none twice: started again, it ends in the same messages as one that was left alone.

SIGKILL falls at moments spread over the whole duration, and at each growth of the database's log, so at its writes too.
"""

import shutil
import signal
import subprocess
import time
import unittest

from binary import BINARY, TODAY, Workplace, contents, crossroads
from messages import LOGS, entries, finished, kinds, logged, sent, standing_twice, tickets, whole

FIRST, SECOND = "2019-06", "2020-12"
AUTHORISATION = "18/055"
MOMENTS = 40
LOG_STEP = 256 * 1024


def keys_words(store):
    """Copies of a store share the keys of the first: they go on with the same logs."""
    return ["--store", store, "--keys", store.with_name("shared.keys")]


def run_words(store, month):
    return ["run", "--authorisation", AUTHORISATION, "--month", month, *keys_words(store), "--threads", "1", "--quiet", "--format", "ndjson"]


def import_words(store, folder):
    return ["import", folder, "--store", store, "--today", TODAY, "--quiet"]


def correct_and_cancel(folder, later):
    """Writes a folder with some of the grants of another: some with another amount, some cancelled."""
    later.mkdir()
    for file in folder.glob("*.csv"):
        header, *rows = file.read_text().splitlines()
        changed = []
        if file.name == "aid.csv":
            amount, status = (header.split(",").index(name) for name in ("monthly_cents", "status"))
            for n, row in enumerate(rows):
                values = row.split(",")
                if n % 9 == 0:
                    values[amount] = str(int(values[amount]) + 1000)
                elif n % 13 == 0:
                    values[status] = "cancelled"
                else:
                    continue
                changed.append(",".join(values))
        (later / file.name).write_text("\n".join([header, *changed]) + "\n")


def kill_when(moment, words):
    """Starts the binary and kills it once `moment` says so; whether it was still alive then."""
    process = subprocess.Popen([BINARY, *map(str, words)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while process.poll() is None and not moment():
            time.sleep(0.0005)
        process.send_signal(signal.SIGKILL)
    finally:
        process.wait()
    return process.returncode == -signal.SIGKILL


def after(seconds):
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def log_has_grown_to(store, size):
    log = store.with_name(store.name + "-wal")
    return lambda: log.exists() and log.stat().st_size >= size


class Killed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = cls.enterClassContext(Workplace())
        path = cls.work.path
        cls.folder, cls.later = path / "data", path / "later"
        cls.do(["synth", "--persons", 6000, "--seed", 11, "--out", cls.folder, "--quiet"])
        correct_and_cancel(cls.folder, cls.later)
        # A run, then corrected and cancelled grants, then the run that is to be killed.
        cls.before_import, cls.before_run, cls.expected = path / "before-import.db", path / "before-run.db", path / "expected.db"
        cls.do(import_words(cls.before_import, cls.folder))
        cls.do(run_words(cls.before_import, FIRST))
        shutil.copy(cls.before_import, cls.before_run)
        cls.import_time = cls.do(import_words(cls.before_run, cls.later))
        shutil.copy(cls.before_run, cls.expected)
        cls.run_time = cls.do(run_words(cls.expected, SECOND))
        # A key store takes its time to be opened, on purpose: nothing happens until then.
        cls.opening_time = cls.do(["log", "keys", "show", *keys_words(cls.expected)])
        cls.log_keys = path / "log.vkeys"
        shown = crossroads("log", "keys", "show", *keys_words(cls.expected)).stdout.splitlines(keepends=True)
        cls.log_keys.write_bytes(b"".join(shown[1:]))
        cls.sent = sent(cls.expected)
        assert len(kinds(cls.expected)) == 6, f"the run must send, correct and withdraw at both stages: {kinds(cls.expected)}"
        assert len(cls.sent["handed_over"]) - len(sent(cls.before_run)["handed_over"]) > 2500, "too little happens to be killed at"

    @staticmethod
    def do(words):
        begun = time.monotonic()
        answer = crossroads(*words)
        assert answer.returncode == 0, answer.stderr.decode()
        return time.monotonic() - begun

    def moment(self, part):
        """After that part of what a run does once its keys are open."""
        begin = 0.9 * self.opening_time
        return after(begin + (self.run_time * 1.15 - begin) * part)

    def copy(self, store):
        target = self.work.path / "copy.db"
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        shutil.copy(store, target)
        return target

    def check_logs(self, store):
        """No entry without its message, no message without its entry (SPEC §11); and both logs verify."""
        for log in LOGS:
            answer = crossroads("log", "verify", "--log", log, "--store", store, "--log-key", self.log_keys, "--quiet")
            self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        self.assertEqual(entries(store), {"source": logged(store, "handed_over"), "hub": logged(store, "relayed") + logged(store, "struck")})

    def check_same_as_left_alone(self, store):
        self.check_logs(store)
        self.assertTrue(whole(store))
        self.assertTrue(sent(store) == self.sent, "other messages than of a run that was left alone")
        self.assertEqual(standing_twice(store), [])
        given = tickets(store)
        self.assertEqual(len(set(given)), len(given))
        self.assertTrue(finished(store)[-1], "the last run came to its end")

    def test_a_run_killed_at_any_moment_and_started_again(self):
        alive, cut_short = 0, set()
        for moment in range(MOMENTS):
            with self.subTest(moment=moment):
                store = self.copy(self.before_run)
                # Up to a little beyond the end, which comes later on a busy machine.
                alive += kill_when(self.moment(moment / MOMENTS), run_words(store, SECOND))
                so_far = sent(store)
                self.check_logs(store)
                for record, rows in so_far.items():  # what was written before stands as it is
                    self.assertLessEqual(len(rows), len(self.sent[record]))
                cut_short.add((len(so_far["handed_over"]), len(so_far["relayed"])))
                self.do(run_words(store, SECOND))
                self.check_same_as_left_alone(store)
        self.assertGreater(alive, MOMENTS // 4)  # the machine may have become faster since the run was timed
        self.assertGreater(len(cut_short), 2, "killed between writes too")

    def test_a_run_killed_while_it_writes_and_started_again(self):
        alive, cut_short, step = True, set(), 0
        while alive:
            step += 1
            with self.subTest(log=step * LOG_STEP):
                store = self.copy(self.before_run)
                alive = kill_when(log_has_grown_to(store, step * LOG_STEP), run_words(store, SECOND))
                so_far = sent(store)
                cut_short.add((len(so_far["handed_over"]), len(so_far["relayed"])))
                self.do(run_words(store, SECOND))
                self.check_same_as_left_alone(store)
        self.assertGreater(len(cut_short), 2)

    def test_a_run_killed_again_and_again_until_it_gets_through(self):
        store = self.copy(self.before_run)
        kills, delay = 0, self.opening_time + 0.1 * (self.run_time - self.opening_time)
        while kill_when(after(delay), run_words(store, SECOND)):
            kills += 1
            delay += 0.05 * self.run_time
        self.assertGreater(kills, 2)
        self.do(run_words(store, SECOND))
        self.check_same_as_left_alone(store)

    def test_an_import_killed_at_any_moment_and_done_again(self):
        before, alive = contents(self.before_import), 0
        moments = 16
        for moment in range(moments):
            with self.subTest(moment=moment):
                store = self.copy(self.before_import)
                killed = kill_when(after(self.import_time * 1.1 * moment / moments), import_words(store, self.later))
                alive += killed
                now = contents(store)
                # One transaction: all of it or nothing. It may have been done in the instant before the blow.
                self.assertTrue(now == before or len(now["imports"]) == len(before["imports"]) + 1)
                if not killed:
                    self.assertNotEqual(now, before)
                self.do(import_words(store, self.later))
                self.do(run_words(store, SECOND))
                self.check_same_as_left_alone(store)
        self.assertGreater(alive, moments // 4)


if __name__ == "__main__":
    unittest.main()
