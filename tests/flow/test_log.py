"""The access logs of a monthly run on the real binary (SPEC §11): complete, verified, searched, proved, cosigned, time-stamped, erased."""

import http.server
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import threading
import unittest

from binary import BINARY, Workplace, crossroads

# Days that are long over, so that their entries may be erased today. The clock is Debian's faketime.
FIRST_DAY, SECOND_DAY, THIRD_DAY = "2015-07-02", "2015-07-03", "2016-01-04"
AUTHORISATION = "11/031"
PURPOSE = "see whether the quality claimed for a stay of over three months exists; see whether a Union citizen admitted as a worker or " \
          "jobseeker still is one"
WHO = ["--by", "officer 7", "--unit", "Unit Z9"]
WHY = [*WHO, "--reason", "a complaint"]


def do(*words, day=None, status=0, **options):
    """Runs the binary on a day; its standard output as text."""
    command = [BINARY, *map(str, words)]
    if day:
        command = ["faketime", f"{day} 10:00:00", *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, **options)
    assert done.returncode == status, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout if status == 0 else done.stdout + done.stderr


def rows(store, question):
    database = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    try:
        return database.execute(question).fetchall()
    finally:
        database.close()


def change(store, *orders):
    database = sqlite3.connect(store)
    with database:
        changed = [database.execute(order).rowcount for order in orders]
    database.close()
    assert changed[-1] >= 1, f"nothing was changed by one of {orders}"


def setUpModule():
    work = unittest.enterModuleContext(Workplace())
    LogTest.origin = work.path / "origin"
    LogTest.origin.mkdir()
    store = LogTest.origin / "crossroads.db"
    do("synth", "--persons", 400, "--seed", 7, "--out", work.path / "data", "--quiet")
    do("import", work.path / "data", "--store", store, "--quiet")
    for month, day in (("2015-05", FIRST_DAY), ("2015-06", SECOND_DAY), ("2015-12", THIRD_DAY)):
        do("run", "--authorisation", AUTHORISATION, "--month", month, "--store", store, "--quiet", day=day)
    LogTest.handed_over = rows(store, "select number, kind, run from handed_over")
    LogTest.relayed = rows(store, "select coalesce(number, 0), kind, run from relayed")
    LogTest.struck = rows(store, "select number, run from struck")
    assert len({run for _, _, run in LogTest.handed_over}) == 3 and LogTest.relayed and LogTest.struck, "too little happened"


class LogTest(unittest.TestCase):
    """Each test has a copy of the store that the runs left, with its keys."""

    def setUp(self):
        self.path = self.enterContext(Workplace()).path / "place"
        shutil.copytree(self.origin, self.path)
        self.store = self.path / "crossroads.db"

    def log(self, act, *words, log="hub", **options):
        return do("log", act, "--store", self.store, "--log", log, *words, **options)

    def search(self, *words, log="hub", **options):
        return json.loads(self.log("search", *WHY, "--format", "json", *words, log=log, **options))

    def verified(self, *words, log="hub", status=0):
        return json.loads(self.log("verify", "--format", "json", *words, log=log, status=status))

    def some(self, log="hub"):
        """An entry about a person that run 1 left."""
        return self.search("--batch", "run-1", log=log)["entries"][0]


class WhatARunLeaves(LogTest):
    KINDS = ("sent", "corrected", "withdrawn")

    def told(self, log):
        return sorted((entry["text"].get("message", 0), entry["text"]["event"], run) for run in (1, 2, 3)
                      for entry in self.search("--batch", f"run-{run}", log=log)["entries"])

    def test_every_message_has_its_entry_and_every_entry_its_message(self):
        self.assertEqual(self.told("source"), sorted((number, self.KINDS[kind], run) for number, kind, run in self.handed_over))
        self.assertEqual(self.told("hub"), sorted([(number, self.KINDS[kind], run) for number, kind, run in self.relayed]
                                                  + [(number, "struck", run) for number, run in self.struck]))

    def test_an_entry_says_who_whom_what_why_and_by_which_paragraph(self):
        text = next(entry["text"] for entry in self.search("--batch", "run-1")["entries"] if entry["text"]["event"] == "sent")
        self.assertEqual((text["sender"], text["recipient"]), ("0244640631", "0308356862"))
        self.assertEqual(text["authorisation"].split()[0], AUTHORISATION)
        self.assertEqual(text["purpose"], PURPOSE)
        self.assertIn("9.1", text["paragraphs"])
        self.assertIn("last_name", text["fields"])
        self.assertNotIn("nature", text["fields"], "11/031 names no nature of the aid")
        self.assertTrue(re.fullmatch(r"\d{11}", text["subject"]))
        self.assertTrue(text["ticket"] and text["trace"] and text["rule"] and text["category"])

    def test_the_two_logs_meet_in_number_and_trace(self):
        source = {entry["text"]["message"]: entry["text"] for entry in self.search("--batch", "run-1", log="source")["entries"]}
        hub = [entry["text"] for entry in self.search("--batch", "run-1", log="hub")["entries"]]
        for text in hub:
            self.assertEqual(source[text["message"]]["trace"], text["trace"])
            self.assertEqual(source[text["message"]]["subject"], text["subject"])

    def test_a_run_that_sends_nothing_leaves_nothing(self):
        before = self.verified()["heads"]
        do("run", "--authorisation", AUTHORISATION, "--month", "2015-12", "--store", self.store, "--quiet", day=THIRD_DAY)
        self.assertEqual(self.verified()["heads"], before)

    def test_a_dry_run_leaves_nothing(self):
        before = self.verified(log="source")["heads"]
        do("run", "--authorisation", "18/055", "--month", "2019-06", "--store", self.store, "--quiet", "--dry-run")
        self.assertEqual(self.verified(log="source")["heads"], before)

    def test_a_log_that_was_begun_goes_on_under_its_own_keys_alone(self):
        (self.path / "crossroads.keys").rename(self.path / "lost")
        told = do("run", "--authorisation", AUTHORISATION, "--month", "2016-01", "--store", self.store, "--quiet", status=1)
        self.assertIn("the keys of the access log are not there", told)
        self.assertFalse((self.path / "crossroads.keys").exists())

    def test_keys_that_were_made_are_announced_once(self):
        fresh = self.path / "fresh" / "store.db"
        fresh.parent.mkdir()
        folder = self.path / "data"
        do("synth", "--persons", 5, "--seed", 1, "--out", folder, "--quiet")
        do("import", folder, "--store", fresh, "--quiet")
        words = ["run", "--authorisation", AUTHORISATION, "--month", "2016-01", "--store", fresh, "--quiet"]
        self.assertIn(b"key store of the access log was made", crossroads(*words).stderr)
        self.assertEqual(crossroads(*words).stderr, b"")
        for name in ("store.keys", "store.vault", "store.passphrase"):
            self.assertEqual((fresh.parent / name).stat().st_mode & 0o777, 0o600, name)


class Verify(LogTest):
    def test_intact(self):
        for log in ("source", "hub"):
            told = self.verified("--open", log=log)
            self.assertEqual((told["verdict"], told["erased"]), ("intact", 0))
            self.assertEqual([head["year"] for head in told["heads"]], [2015, 2016])
            self.assertEqual(sum(head["size"] for head in told["heads"]), told["entries"])
            self.assertGreaterEqual(told["opened"], len(self.struck))
            self.assertGreaterEqual(told["indexes"], 1)

    def test_a_stranger_needs_the_log_key_alone(self):
        keys = self.path / "log.vkeys"
        keys.write_text("".join(line + "\n" for line in do("log", "keys", "show", "--store", self.store).splitlines()[1:]))
        for name in ("crossroads.keys", "crossroads.vault", "crossroads.passphrase"):
            (self.path / name).unlink()
        self.assertIn("log hub: intact", self.log("verify", "--log-key", keys))

    # What is done to the store, and the reason that is given; each names the entry.
    MEDDLING = {
        "a leaf": ["update ledger_leaves set leaves = cast(substr(leaves, 1, 500) || x'0000' || substr(leaves, 503) as blob) "
                   "where position = (select min(position) from ledger_leaves where length(leaves) > 1000)"],
        "a sealed entry": ["update ledger_entries set entry = cast(substr(entry, 1, 100) || x'0000' || substr(entry, 103) as blob) "
                           "where position = (select min(position) + 3 from ledger_entries)"],
        "a sealed entry that is gone": ["update ledger_entries set entry = null, entry_key = null "
                                        "where position = (select min(position) + 3 from ledger_entries)"],
        "an entry that is gone": ["delete from ledger_entries where position = (select min(position) + 3 from ledger_entries)"],
        "two entries in each other's place": [
            "create temp table two as select row_number() over (order by position) as n, * from ledger_entries where position - "
            "(select min(position) from ledger_entries) in (3, 4)",
            "update ledger_entries set (leaf_mark, entry_key, entry) = (select leaf_mark, entry_key, entry from two "
            "where two.position <> ledger_entries.position) where position in (select position from two)"],
        "a tag": ["delete from ledger_tags where (tag, entry) = (select tag, entry from ledger_tags order by tag limit 1)"],
        "the time of a head": ["update ledger_shards set last_time = last_time - 1000"],
        "the signature": ["update ledger_shards set checkpoint = replace(checkpoint, '2015' || char(10), '2015' || char(10) || '1')"],
    }

    def test_what_was_meddled_with_is_found(self):
        for name, orders in self.MEDDLING.items():
            with self.subTest(name):
                shutil.copy(self.origin / "crossroads.db", self.store)
                change(self.store, *orders)
                verdicts = [json.loads(self.read("verify", log)) for log in ("source", "hub")]
                bad = [told for told in verdicts if told["verdict"] == "not intact"]
                self.assertTrue(bad, verdicts)
                for told in bad:
                    self.assertTrue(told["reason"])
                if name not in ("the time of a head", "the signature"):
                    self.assertRegex(bad[0]["first_bad_entry"], r"^201[56]/\d+$")

    def read(self, act, log):
        return crossroads("log", act, "--store", self.store, "--log", log, "--format", "json").stdout

    def test_the_statuses(self):
        for status, words in {1: [], 2: ["--log-key", "a.example/x+00000000+AQ=="]}.items():
            with self.subTest(status):
                change(self.store, "update ledger_entries set entry = x'00' where position = (select max(position) from ledger_entries "
                                   "where entry is not null)")
                done = [crossroads("log", "verify", "--store", self.store, "--log", log, *words).returncode for log in ("source", "hub")]
                self.assertIn(status, done)
                self.assertLessEqual(set(done), {0, status})

    def test_cannot_tell(self):
        shutil.copy(self.store, self.path / "other.db")
        for name, words in {"no such log": ["--store", self.store, "--log", "desk"], "no store": ["--store", "none.db", "--log", "hub"],
                            "no keys": ["--store", self.path / "other.db", "--log", "hub"]}.items():
            with self.subTest(name):
                done = crossroads("log", "verify", *words)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertTrue(done.stderr)

    def test_a_log_cut_back_shows_against_a_checkpoint_kept_elsewhere(self):
        self.log("checkpoint")
        earlier, kept = self.path / "earlier.db", self.path / "kept"
        shutil.copy(self.store, earlier)
        self.some()  # the log goes on: reading leaves an entry
        kept.write_text(self.log("checkpoint"), encoding="utf-8")
        self.assertIn("log hub: intact", self.log("verify", "--known", kept))
        shutil.copy(earlier, self.store)
        self.assertIn("log hub: intact", self.log("verify"), "by itself an older state looks whole")
        self.assertIn("log hub: not intact", self.log("verify", "--known", kept, status=1))


class Search(LogTest):
    def test_by_each_term(self):
        some = self.some()["text"]
        for term, value in (("person", some["subject"]), ("message", some["message"]), ("ticket", some["ticket"]),
                            ("batch", "run-1"), ("trace", some["trace"]), ("purpose", PURPOSE)):
            with self.subTest(term):
                found = [entry["text"] for entry in self.search(f"--{term}", value)["entries"]]
                self.assertIn(some, found)
                field = {"person": "subject"}.get(term, term)
                self.assertEqual({text[field] for text in found if text["event"] != "log-read"}, {some[field]})

    def test_by_person_finds_all_and_only_what_is_about_the_person(self):
        person = self.some()["text"]["subject"]
        every = [entry["text"] for run in (1, 2, 3) for entry in self.search("--batch", f"run-{run}")["entries"]]
        expected = [text for text in every if text["subject"] == person]
        found = [entry["text"] for entry in self.search("--person", person)["entries"]]
        self.assertEqual([text for text in found if text["event"] != "log-read"], expected)

    def test_a_search_leaves_an_entry_before_it_answers(self):
        some = self.some()["text"]["subject"]
        before = self.verified()["entries"]
        self.search("--person", some)
        self.assertGreater(self.verified()["entries"], before)
        readings = [entry for entry in self.search("--person", some, "--agents")["entries"] if entry["text"]["event"] == "log-read"]
        self.assertEqual(readings[0]["text"]["purpose"], "a complaint")
        self.assertEqual(readings[0]["agent"], {"agent": "officer 7", "unit": "Unit Z9"})
        self.assertIn("search by subject", readings[0]["text"]["detail"])

    def test_agents_only_when_asked_for(self):
        some = self.some()["text"]["subject"]
        self.search("--person", some)
        self.assertTrue(all("agent" not in entry for entry in self.search("--person", some)["entries"]))
        self.assertTrue(any("agent" in entry for entry in self.search("--person", some, "--agents")["entries"]))
        found = self.search("--agent", "officer 7")["entries"]  # whoever looks for an agent knows the agent
        self.assertTrue(found)
        self.assertEqual({entry["agent"]["agent"] for entry in found}, {"officer 7"})

    def test_days(self):
        first = self.search("--purpose", PURPOSE, "--from", FIRST_DAY, "--to", FIRST_DAY)["entries"]
        self.assertTrue(first)
        self.assertEqual({entry["time"][:10] for entry in first}, {FIRST_DAY})

    def test_complete_with_proof(self):
        told = self.search("--person", self.some()["text"]["subject"], "--prove", "--to", SECOND_DAY)
        self.assertEqual({day["day"] for day in told["complete"]}, {FIRST_DAY, SECOND_DAY})
        self.assertEqual(told["not_yet_proved"], [])
        proved = {f"2015/{place}" for day in told["complete"] for leaf in day["proof"] if leaf["tag"] == day["tag"] for place in leaf["entries"]}
        self.assertEqual(proved, {entry["entry"] for entry in told["entries"]})

    def test_in_words(self):
        told = self.log("search", *WHY, "--batch", "run-1")
        self.assertRegex(told, r"(?m)^2015/\d+  2015-07-02T\d\d:\d\d:\d\d\.\d{3}Z  (sent|struck)  person \d{11}  message \d+")
        self.assertRegex(told, r"(?m)^\d+ entries$")


class Prove(LogTest):
    def test_a_proof_says_nothing_of_the_entry(self):
        some = self.some()
        proof = self.log("prove", "--entry", some["entry"])
        self.assertTrue(proof.startswith("c2sp.org/tlog-proof@v1\nindex "))
        self.assertNotIn(some["text"]["subject"], proof)
        self.assertEqual(json.loads(self.log("prove", "--entry", some["entry"], "--format", "json"))["proof"], proof)

    def test_under_a_checkpoint_that_was_handed_out(self):
        # Today's shard has grown since; the proof is of the head that was handed out.
        self.some()
        size = json.loads(self.log("checkpoint", "--format", "json"))
        self.some()
        entry = f"{size['year']}/0"
        proof = self.log("prove", "--entry", entry, "--under", size["size"])
        self.assertIn(f"\n{size['size']}\n", proof)
        self.assertNotEqual(proof, self.log("prove", "--entry", entry))
        self.assertIn("no checkpoint of this size", self.log("prove", "--entry", entry, "--under", 99999, status=1))


class Report(LogTest):
    # Words of each language, and the Immigration Office's name in it.
    LANGUAGES = {"en": ("Immigration Office", "Deliberation 11/031"), "fr": ("Office des \u00c9trangers", "D\u00e9lib\u00e9ration n\u00b0 11/031"),
                 "nl": ("Dienst Vreemdelingenzaken", "Beraadslaging nr. 11/031"), "de": ("Ausl\u00e4nderamt", "Beratung Nr. 11/031")}

    @classmethod
    def setUpClass(cls):
        """Somebody about whom the Immigration Office received something."""
        cls.person = f"{rows(cls.origin / 'crossroads.db', 'select person from relayed limit 1')[0][0]:011}"

    def report(self, *words, **options):
        return do("log", "report", "--store", self.store, "--person", self.person, *WHY, *words, **options)

    def test_all_that_the_logs_hold_on_the_person_and_nothing_else(self):
        told = json.loads(self.report("--format", "json", "--to", "2016-12-31"))
        received = sum(tally["received"] for tally in told["summary"])
        sent = [entry for log in ("source", "hub") for entry in self.search("--person", self.person, "--to", "2016-12-31", log=log)["entries"]
                if entry["text"]["event"] in ("sent", "corrected")]
        self.assertEqual(received, len(sent))
        other = next(f"{n:011}" for (n,) in rows(self.store, "select distinct person from handed_over") if f"{n:011}" != self.person)
        self.assertNotIn(other, json.dumps(told))

    def test_in_four_languages(self):
        for language, words in self.LANGUAGES.items():
            for form in ("text", "html"):
                with self.subTest(language=language, form=form):
                    told = self.report("--language", language, "--format", form)
                    for word in words:
                        self.assertIn(word, told)

    def test_names_no_agent(self):
        self.search("--person", self.person)
        for form in ("text", "html", "json"):
            told = self.report("--format", form)
            self.assertNotIn("officer 7", told)
            self.assertNotIn("Unit Z9", told)

    def test_leaves_an_entry_in_each_log(self):
        before = [self.verified(log=log)["entries"] for log in ("source", "hub")]
        self.report()
        after = [self.verified(log=log)["entries"] for log in ("source", "hub")]
        self.assertTrue(all(b > a for a, b in zip(before, after, strict=True)), (before, after))

    def test_older_numbers_are_the_same_person(self):
        own = set(self.places(self.report("--format", "json", "--to", "2016-12-31")))
        other = next(f"{n:011}" for (n,) in rows(self.store, "select distinct person from relayed") if f"{n:011}" != self.person)
        both = set(self.places(self.report("--format", "json", "--to", "2016-12-31", "--also", other)))
        self.assertLess(own, both)

    @staticmethod
    def places(told):
        return re.findall(r'"(\d{4}/\d+)"', told)

    def test_to_a_file(self):
        file = self.path / "report.html"
        self.assertEqual(self.report("--format", "html", "--output", file), "")
        self.assertTrue(file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>"))

    def test_after_erasure_it_says_so(self):
        self.log("erase", *Erase.ORDER, "--day", FIRST_DAY)
        self.log("erase", *Erase.ORDER, "--day", FIRST_DAY, log="source")
        told = self.report("--format", "json", "--to", FIRST_DAY)
        self.assertEqual(json.loads(told)["summary"], [])


class Checkpoint(LogTest):
    def test_published_for_strangers(self):
        folder = self.path / "published"
        note = self.log("checkpoint", "--publish", folder)
        self.assertEqual((folder / "checkpoint").read_text(encoding="utf-8"), note)
        self.assertTrue(list((folder / "tile" / "entries").rglob("*")))
        before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        self.log("checkpoint", "--publish", folder)
        self.assertEqual({file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}, before)
        self.assertIn("this folder holds another log", self.log("checkpoint", "--publish", folder, log="source", status=1))

    def witness(self, *log_keys):
        """Starts a witness; its address and key."""
        process = subprocess.Popen([BINARY, "log", "witness", "--name", "committee.example/witness", "--state", str(self.path / "witness"),
                                    *(word for key in log_keys for word in ("--log-key", key))],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(self.stop, process)
        return process, process.stdout.readline().strip(), process.stdout.readline().strip()

    @staticmethod
    def stop(process):
        process.send_signal(signal.SIGTERM)
        process.wait()
        process.stdout.close()
        process.stderr.close()

    def log_keys(self):
        return do("log", "keys", "show", "--store", self.store).splitlines()[1:]

    def test_a_witness_cosigns_growth_and_refuses_a_fork(self):
        self.log("checkpoint")  # this year's part of the log has a key of its own
        process, address, key = self.witness(*self.log_keys())
        asked = ["--witness", address, "--witness-key", key]
        note = self.log("checkpoint", *asked)
        self.assertEqual(note.count("\n\u2014 "), 2)
        self.assertIn("\n\u2014 committee.example/witness ", note)
        self.assertEqual(self.log("verify", "--witness-key", key).splitlines()[0], "log hub: intact")
        forked = self.path / "forked.db"
        shutil.copy(self.store, forked)
        for suffix in ("keys", "vault", "passphrase"):
            shutil.copy(self.path / f"crossroads.{suffix}", self.path / f"forked.{suffix}")
        self.some()
        self.assertIn("\u2014 committee.example/witness ", self.log("checkpoint", *asked))
        # Another history of the same log, of another length so that the witness can't take it for the one it knows.
        for _ in range(3):
            do("log", "search", "--store", forked, "--log", "hub", *WHO, "--reason", "to hide something", "--batch", "run-1")
        told = do("log", "checkpoint", "--store", forked, "--log", "hub", *asked, status=1)
        self.assertIn("ALARM", told)
        # It knows what it cosigned when it comes back.
        self.stop(process)
        _, address, again = self.witness(*self.log_keys())
        self.assertEqual(again, key)
        self.assertIn("ALARM", do("log", "checkpoint", "--store", forked, "--log", "hub", "--witness", address, "--witness-key", key, status=1))

    def test_a_witness_knows_only_its_logs(self):
        _, address, key = self.witness(next(line for line in self.log_keys() if "/source/" in line))
        told = self.log("checkpoint", "--witness", address, "--witness-key", key, status=1)
        self.assertIn("ALARM", told)
        self.assertIn("\u2014 crossroads.invalid/0244640631/hub/", told, "the checkpoint is handed out all the same")

    def test_a_witness_that_is_down_stops_nothing(self):
        process, address, key = self.witness(*self.log_keys())
        self.stop(process)
        self.assertIn("ALARM: the witness did not answer", self.log("checkpoint", "--witness", address, "--witness-key", key, status=1))
        self.assertEqual(self.verified()["verdict"], "intact")

    def time_stamper(self):
        """A time-stamper of OpenSSL's command behind HTTP; its address."""
        place = self.path / "tsa"
        place.mkdir()

        def openssl(*words):
            subprocess.run(["openssl", *map(str, words)], cwd=place, check=True, capture_output=True)

        openssl("req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", "authority.key", "-out", "authority.pem", "-days", 2, "-subj", "/CN=authority")
        (place / "tsa.cnf").write_text("[use]\nextendedKeyUsage = critical, timeStamping\n[tsa]\ndefault_tsa = tsa1\n[tsa1]\nserial = serial\n"
                                       "crypto_device = builtin\nsigner_cert = tsa.pem\ncerts = authority.pem\nsigner_key = tsa.key\n"
                                       "signer_digest = sha256\ndefault_policy = 1.2.3.4\ndigests = sha256\nordering = no\ntsa_name = no\n")
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=time-stamper")
        openssl("x509", "-req", "-in", "tsa.csr", "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-days", 2, "-out",
                "tsa.pem", "-extfile", "tsa.cnf", "-extensions", "use")

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                (place / "query.tsq").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
                openssl("ts", "-reply", "-config", "tsa.cnf", "-section", "tsa1", "-queryfile", "query.tsq", "-out", "reply.tsr")
                answer = (place / "reply.tsr").read_bytes()
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return place, f"http://127.0.0.1:{server.server_port}/"

    def test_time_stamped(self):
        place, address = self.time_stamper()
        told = json.loads(self.log("checkpoint", "--timestamp", address, "--authorities", place / "authority.pem", "--format", "json"))
        self.assertEqual([stamp["authority"] for stamp in told["timestamps"]], [address])
        # OpenSSL's command holds the token against the note that was stamped, without what was added to it.
        (place / "note").write_text(told["note"], encoding="utf-8")
        verified = subprocess.run(["openssl", "ts", "-verify", "-data", place / "note", "-in", place / "reply.tsr", "-CAfile", place / "authority.pem"],
                                  capture_output=True, text=True, check=False)
        self.assertEqual(verified.returncode, 0, verified.stderr)
        (place / "note").write_text(told["note"].replace("\n", "\n1", 1), encoding="utf-8")
        self.assertNotEqual(subprocess.run(["openssl", "ts", "-verify", "-data", place / "note", "-in", place / "reply.tsr", "-CAfile",
                                            place / "authority.pem"], capture_output=True, check=False).returncode, 0)

    def test_a_stamper_that_nobody_vouches_for_is_an_alarm(self):
        place, address = self.time_stamper()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", place / "other.key", "-out", place / "other.pem", "-days",
                        "2", "-subj", "/CN=other"], check=True, capture_output=True)
        self.assertIn("ALARM", self.log("checkpoint", "--timestamp", address, "--authorities", place / "other.pem", status=1))


class Erase(LogTest):
    ORDER = [*WHO, "--authorisation", "ARCH 2026/1"]

    def test_a_day(self):
        told = json.loads(self.log("erase", *self.ORDER, "--day", FIRST_DAY, "--format", "json"))
        self.assertGreater(told["parts"], 0)
        self.assertTrue(told["journals_clear"])
        self.assertEqual(self.search("--batch", "run-1")["entries"], [])
        self.assertTrue(self.search("--batch", "run-2")["entries"])
        after = self.verified("--open")
        self.assertEqual((after["verdict"], after["erased"]), ("intact", told["parts"]))
        self.assertIn("intact", self.log("verify", "--log-key", *do("log", "keys", "show", "--store", self.store).splitlines()[1:]))

    def test_one_entry(self):
        some = self.some()
        told = json.loads(self.log("erase", *self.ORDER, "--entry", some["entry"], "--format", "json"))
        self.assertEqual(told["parts"], 1)
        self.assertNotIn(some["entry"], [entry["entry"] for entry in self.search("--batch", "run-1")["entries"]])
        self.assertEqual(self.verified("--open")["erased"], 1)
        self.assertTrue(self.log("prove", "--entry", some["entry"]), "that it was there is still proved")

    def test_no_older_copy_of_the_keys_brings_it_back(self):
        store, keys = self.path / "old.db", self.path / "old.keys"
        do("log", "keys", "backup", self.path / "backup", "--store", self.store)
        shutil.copy(self.store, store)
        shutil.copy(self.path / "crossroads.keys", keys)
        self.log("erase", *self.ORDER, "--day", FIRST_DAY)
        # The old database, the old key store, and the vault and passphrase of now: what a backup of files would bring back.
        shutil.copy(self.path / "crossroads.vault", self.path / "old.vault")
        shutil.copy(self.path / "crossroads.passphrase", self.path / "old.passphrase")
        told = do("log", "search", "--store", store, "--log", "hub", *WHY, "--batch", "run-1", status=1)
        self.assertIn("generation", told)
        told = do("log", "keys", "restore", self.path / "backup", "--store", self.store, status=1)
        self.assertIn("generation", told)
        self.assertEqual(self.search("--batch", "run-1")["entries"], [])

    def test_refused(self):
        for name, words, why in (("a young day", ["--day", "2026-01-01"], "kept for 10 years"), ("nothing", [], "what is to be erased"),
                                 ("no such entry", ["--entry", "2015/99999"], "2015/99999"), ("no entry", ["--entry", "seven"], "seven"),
                                 ("too short", ["--day", FIRST_DAY, "--years", "9"], "not in range 10 to 100")):
            with self.subTest(name):
                before = self.verified()["heads"]
                done = crossroads("log", "erase", "--store", self.store, "--log", "hub", *self.ORDER, *words)
                self.assertIn(done.returncode, (1, 2))
                self.assertIn(why, (done.stdout + done.stderr).decode())
                self.assertEqual(self.verified()["heads"], before)


class Keys(LogTest):
    def test_rotated(self):
        old = self.path / "old.keys"
        shutil.copy(self.path / "crossroads.keys", old)
        do("log", "keys", "rotate", "--store", self.store)
        self.assertEqual(self.verified("--open")["verdict"], "intact")
        self.assertTrue(self.some())
        do("log", "keys", "show", "--store", self.store, "--keys", old, "--vault", self.path / "crossroads.vault", "--passphrase-file",
           self.path / "crossroads.passphrase", status=1)

    def test_backed_up_and_restored(self):
        do("log", "keys", "backup", self.path / "backup", "--store", self.store)
        (self.path / "crossroads.keys").unlink()
        self.assertIn("the keys of the access log are not there", self.log("search", *WHY, "--batch", "run-1", status=1))
        do("log", "keys", "restore", self.path / "backup", "--store", self.store)
        self.assertTrue(self.some())

    def test_the_passphrase(self):
        word = (self.path / "crossroads.passphrase").read_text().strip()
        (self.path / "crossroads.passphrase").unlink()
        told = self.log("search", *WHY, "--batch", "run-1", status=1)
        self.assertIn("passphrase", told)
        self.assertTrue(self.log("search", *WHY, "--batch", "run-1", env={"CROSSROADS_PASSPHRASE": word}))
        self.assertIn("passphrase", self.log("search", *WHY, "--batch", "run-1", env={"CROSSROADS_PASSPHRASE": "another"}, status=1))


class BadInput(LogTest):
    # Words after `log`, exit status, and what standard error must say.
    CASES = {
        "no log of this name": (["search", "--log", "nowhere", *WHY, "--batch", "run-1"], 1, "has no entries"),
        "no reason": (["search", "--log", "hub", *WHO, "--batch", "run-1"], 2, "--reason"),
        "nobody": (["search", "--log", "hub", "--reason", "x", "--batch", "run-1"], 2, "--by"),
        "two terms": (["search", "--log", "hub", *WHY, "--batch", "run-1", "--message", "3"], 2, "1"),
        "no term": (["search", "--log", "hub", *WHY], 2, "1"),
        "no person": (["search", "--log", "hub", *WHY, "--person", "12345678901"], 1, "12345678901"),
        "no message": (["search", "--log", "hub", *WHY, "--message", "-3"], 1, "-3"),
        "no ticket": (["search", "--log", "hub", *WHY, "--ticket", "x"], 1, "x"),
        "no day": (["search", "--log", "hub", *WHY, "--batch", "run-1", "--from", "2015-02-30"], 2, "2015-02-30"),
        "no such entry": (["prove", "--log", "hub", "--entry", "2015/99999"], 1, "2015/99999"),
        "no such year": (["prove", "--log", "hub", "--entry", "1999/0"], 1, "1999"),
        "not an entry": (["prove", "--log", "hub", "--entry", "2015-1"], 1, "2015-1"),
        "not a witness's address": (["checkpoint", "--log", "hub", "--witness", "nowhere", "--witness-key",
                                     "w+00000000+AQ=="], 1, "w+00000000+AQ=="),
        "a witness without a key": (["checkpoint", "--log", "hub", "--witness", "http://127.0.0.1:1"], 2, "--witness-key"),
        "a checkpoint of another log": (["verify", "--log", "hub", "--known", "other"], 2, "another log"),
        "a report on nobody": (["report", *WHY, "--person", "85073099999"], 1, "85073099999"),
        "a report without a reason": (["report", *WHO, "--person", "85073003328"], 2, "--reason"),
        "no checkpoint": (["verify", "--log", "hub", "--known", "crossroads.db"], 2, "crossroads.db"),
    }

    def test_is_refused_with_its_reason(self):
        (self.path / "other").write_text(self.log("checkpoint", log="source"), encoding="utf-8")
        for name, (words, status, why) in self.CASES.items():
            with self.subTest(name):
                done = crossroads("log", *words, cwd=self.path)
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertIn(why, (done.stdout + done.stderr).decode())


if __name__ == "__main__":
    unittest.main()
