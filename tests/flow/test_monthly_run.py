"""The monthly run on the real binary (SPEC §8): a run, other facts, another run; and how a run prints, reports, and leaves no trace when dry."""

import csv
import io
import json
import re
import unittest

from binary import TODAY, Workplace, contents, crossroads
from messages import CORRECTION, NEW, WITHDRAWAL, sent

HEADERS = {
    "persons": "niss,last_name,first_names,country_of_origin",
    "nationalities": "niss,country,from,to",
    "stays": "niss,from,to,legal,register,title,ground,quality,recognised_on,applied_on,applied_at,sponsor_niss",
    "aid": "aid_id,niss,centre,nature,category,monthly_cents,from,to,status",
    "reimbursements": "aid_id,paid_on,cents",
    "replacements": "old_niss,new_niss,on",
}


def niss(n):
    nine = 850730000 + n
    return f"{nine}{97 - nine % 97:02}"


ANNA, BRAM, BIS = niss(1), niss(2), niss(3)


def person(number, name):
    return f"{number},{name},Jo,FR"


def grant(aid, number, month, cents=90000, nature="ris", status="granted"):
    return f"{aid},{number},0207533082,{nature},2,{cents},{month}-01,{month}-28,{status}"


def worker(number, quality="employee"):
    return f"{number},2017-01-15,,yes,foreigners,E,art40,{quality},2017-01-15,,,"


# Two Union workers, aided in some months, and each of these in a grant of its own.
FACTS = {
    "persons": [person(ANNA, "Martin"), person(BRAM, "Dubois")],
    "nationalities": [f"{ANNA},FR,1985-07-30,", f"{BRAM},RO,1985-07-30,"],
    "stays": [worker(ANNA), worker(BRAM)],
    "aid": [grant("A06", ANNA, "2018-06"), grant("A07", ANNA, "2018-07"), grant("A09", ANNA, "2018-09"),
            grant("B07", BRAM, "2018-07"), grant("B08", BRAM, "2018-08")],
}
AUTHORISATION, MONTH = "18/055", "2018-09"

# What is imported before the second run, and the messages that it sends at each stage: kind, person, month.
CHANGES = {
    "nothing": ({}, []),
    "one corrected amount": ({"aid": [grant("A07", ANNA, "2018-07", cents=95000)]}, [(CORRECTION, ANNA, "2018-07")]),
    "one corrected nature": ({"aid": [grant("A09", ANNA, "2018-09", nature="social_aid")]}, [(CORRECTION, ANNA, "2018-09")]),
    "one cancelled grant": ({"aid": [grant("A09", ANNA, "2018-09", status="cancelled")]}, [(WITHDRAWAL, ANNA, "2018-09")]),
    "one cancelled grant at the end of a spell": ({"aid": [grant("B08", BRAM, "2018-08", status="cancelled")]},
                                                  [(WITHDRAWAL, BRAM, "2018-08")]),
    "one late grant": ({"aid": [grant("B05", BRAM, "2018-05")]}, [(NEW, BRAM, "2018-05")]),
    "one late grant that joins two spells": ({"aid": [grant("A08", ANNA, "2018-08")]},
                                             [(NEW, ANNA, "2018-08"), (CORRECTION, ANNA, "2018-09")]),
    "the same facts again": (FACTS, []),
    "a marriage": ({"persons": [person(ANNA, "Peeters")]}, []),
    "a new number": ({"persons": [person(BIS, "Martin")], "replacements": [f"{ANNA},{BIS},2018-09-15"]}, []),
    "another quality, in every month": ({"stays": [worker(BRAM, "jobseeker")]},
                                        [(CORRECTION, BRAM, "2018-07"), (CORRECTION, BRAM, "2018-08")]),
    "a Belgian all along": ({"nationalities": [f"{BRAM},BE,1985-07-30,"]}, [(WITHDRAWAL, BRAM, "2018-07"), (WITHDRAWAL, BRAM, "2018-08")]),
}


def write(folder, facts):
    folder.mkdir()
    for name, header in HEADERS.items():
        (folder / f"{name}.csv").write_text("\n".join([header, *facts.get(name, [])]) + "\n")
    return folder


class MonthlyRun(unittest.TestCase):
    def setUp(self):
        self.work = self.enterContext(Workplace())
        self.store = self.work.path / "crossroads.db"

    def do(self, *words, status=0):
        answer = crossroads(*words)
        self.assertEqual(answer.returncode, status, answer.stderr.decode())
        return answer

    def take(self, facts, name="data"):
        self.do("import", write(self.work.path / name, facts), "--store", self.store, "--today", TODAY, "--quiet")

    def run_month(self, *options, month=MONTH, status=0):
        return self.do("run", "--authorisation", AUTHORISATION, "--month", month, "--store", self.store, *options, status=status)

    def run_lines(self, *options, month=MONTH):
        return [json.loads(line) for line in self.run_month("--format", "ndjson", "--quiet", *options, month=month).stdout.splitlines()]

    def test_after_a_change_it_sends_the_difference_and_nothing_else(self):
        names = ["new", "correction", "withdrawal"]
        for change, (facts, expected) in CHANGES.items():
            with self.subTest(change=change), Workplace() as self.work:
                self.store = self.work.path / "crossroads.db"
                self.take(FACTS)
                for month in ("2018-07", MONTH):
                    self.run_month("--quiet", month=month)
                self.assertEqual({record: len(rows) for record, rows in sent(self.store).items()}, {"handed_over": 5, "relayed": 5})
                if facts:
                    self.take(facts, "change")
                lines = self.run_lines()
                for record in ("source", "hub"):
                    self.assertEqual([(line["kind"], line["niss"], line["month"]) for line in lines if line["record"] == record],
                                     [(names[kind], number, month) for kind, number, month in expected])
                for line in lines:
                    self.assertEqual(line["replaces"] is None, line["kind"] == "new")
                    if line["kind"] == "withdrawal":
                        self.assertEqual((line["months"], line["periods"]), ([], []))
                self.assertEqual(self.run_lines(), [], "run again, it sends nothing")

    def test_a_correction_says_what_it_replaces_and_what_holds_now(self):
        self.take(FACTS)
        first = {(line["record"], line["niss"], line["month"]): line for line in self.run_lines()}
        self.take(CHANGES["one corrected amount"][0], "change")
        for line in self.run_lines():
            self.assertEqual(line["replaces"], first[line["record"], ANNA, "2018-07"]["number"])
            self.assertEqual(line["months"], [{"month": "2018-07", "nature": "ris", "cents": 85806}])
            self.assertEqual(line["periods"], [{"from": "2018-06", "to": "2018-07"}])

    def test_a_dry_run_writes_nothing_and_says_what_would_be_sent(self):
        self.take(FACTS)
        before, bytes_before = contents(self.store), self.store.read_bytes()
        dry = self.run_lines("--dry-run")
        self.assertEqual(contents(self.store), before)
        self.assertEqual(self.store.read_bytes(), bytes_before)
        wet = self.run_lines()
        given = ("number", "ticket", "run")
        self.assertEqual([{k: v for k, v in line.items() if k not in given} for line in dry],
                         [{k: v for k, v in line.items() if k not in given} for line in wet])
        self.assertTrue(all(line.get(name) is None for line in dry for name in given))
        self.assertEqual(self.run_lines("--dry-run"), [])

    def test_every_format_says_the_same_and_can_be_read(self):
        self.take(FACTS)
        lines = self.run_lines("--dry-run")
        self.assertEqual(len(lines), 10)
        rows = list(csv.DictReader(io.StringIO(self.run_month("--format", "csv", "--quiet", "--dry-run").stdout.decode())))
        self.assertEqual([(row["record"], row["kind"], row["niss"], row["month"], row["last_name"]) for row in rows],
                         [(line["record"], line["kind"], line["niss"], line["month"], line["last_name"]) for line in lines])
        text = self.run_month("--format", "text", "--quiet", "--dry-run").stdout.decode()
        self.assertRegex(text, r"messages of the source +5 +5 new")
        self.assertRegex(text, r"messages of the hub +5 +5 new")
        for name in ("Martin", "Dubois", ANNA, BRAM):
            self.assertNotIn(name, text)

    def test_the_report_is_one_page_that_stands_alone(self):
        self.take(FACTS)
        for language in ("en", "fr", "nl", "de"):
            with self.subTest(language=language):
                file = self.work.path / f"report.{language}.html"
                self.run_month("--dry-run", "--quiet", "--report", file, "--language", language)
                page = file.read_text(encoding="utf-8")
                self.assertTrue(page.startswith(f'<!DOCTYPE html>\n<html lang="{language}">'))
                for outside in (r"https?:", r"<script", r"<link", r"<img", r"src=", r"@import", r"url\(http"):
                    self.assertNotRegex(page, outside)
                self.assertNotRegex(page, "Martin|Dubois")
                ids = re.findall(r' id="([^"]*)"', page)
                self.assertEqual(len(set(ids)), len(ids))

    def test_a_report_that_cannot_be_written_stops_the_run_before_it_sends(self):
        self.take(FACTS)
        before = contents(self.store)
        answer = self.run_month("--report", self.work.path / "missing" / "report.html", status=1)
        self.assertIn("there is no folder for the report", answer.stderr.decode())
        self.assertEqual(contents(self.store), before)


if __name__ == "__main__":
    unittest.main()
