"""A third, fictitious deliberation works with no change of the program: tests/flow/third uses the language where the two real laws do not.

What is expected here was worked out by hand from the deliberation's text (third.fr.txt) and the data folder beside it.
"""

import itertools
import json
import re
import unittest

from binary import ROOT, TODAY, Workplace, crossroads

THIRD = ROOT / "tests" / "flow" / "third"
LAW, DATA = THIRD / "third.law", THIRD / "data"
NEWCOMER, ABROAD, BELGIAN, LONG, STUDENT, PARENT, UNKNOWN, OUTSIDE = (
    "95030101135", "80050502288", "79060603333", "70010204415", "94090905563", "75020306675", "81111208869", "74121209915")

# §5: the source strikes students among the young, and Belgians; the hub who applied abroad and stays for more than ten years (28 February 2005).
# §6: an equivalent of the living wage from 1 March lasts two months on 1 May, the day on which April's run reads; any aid from 1 June 2014 a year on
# 1 June 2015, that of May's; the parent's first social aid is sent at once. §7: a month without aid pauses.
DECIDED = [
    ("2015-02", LONG, "exclude", "asked-abroad", "ten-years", "hub"),
    ("2015-02", BELGIAN, "exclude", "asked-abroad", "belgian", "source"),
    ("2015-02", ABROAD, "wait", "asked-abroad", None, None),
    ("2015-02", UNKNOWN, "withhold", "asked-abroad", "belgian", "source"),
    ("2015-03", LONG, "pause", None, None, None),
    ("2015-03", OUTSIDE, "outside", None, None, None),
    ("2015-03", PARENT, "transmit", "parent", "first-social-aid", None),
    ("2015-03", ABROAD, "wait", "asked-abroad", None, None),
    ("2015-03", STUDENT, "exclude", "young-newcomer", "student", "source"),
    ("2015-03", NEWCOMER, "wait", "young-newcomer", None, None),
    ("2015-04", PARENT, "pause", None, None, None),
    ("2015-04", ABROAD, "wait", "asked-abroad", None, None),
    ("2015-04", NEWCOMER, "transmit", "young-newcomer", "two-months-equivalent", None),
    ("2015-05", ABROAD, "transmit", "asked-abroad", "a-year-of-aid", None),
    ("2015-05", NEWCOMER, "transmit", "young-newcomer", "continue", None),
    ("2015-06", ABROAD, "pause", None, None, None),
    ("2015-06", NEWCOMER, "pause", None, None, None),
]


def of(nature, cents, first, count):
    """Months in a row; without their nature where the message may not tell it."""
    year, month = map(int, first.split("-"))
    made = []
    for later in range(count):
        at = year * 12 + month - 1 + later
        made.append({"month": f"{at // 12}-{at % 12 + 1:02}", **({"nature": nature} if nature else {}), "cents": cents})
    return made


# §8: the name for the young and parents; the total for the young, amounts by nature for the others; the country, and the quality of an employee, for
# who applied abroad. 620.00 a month from 15 to 31 March are 17 days of 31: 340.00.
SENT = {
    (PARENT, "2015-03"): {"last_name": "Parens", "first_names": "Example", "months": of("social_aid", 34000, "2015-03", 1),
                          "periods": [{"from": "2015-03", "to": "2015-03"}]},
    (NEWCOMER, "2015-04"): {"last_name": "Nova", "first_names": "Example", "months": of(None, 80000, "2015-03", 2),
                            "periods": [{"from": "2015-03", "to": "2015-04"}]},
    (ABROAD, "2015-05"): {"country_of_origin": "MA", "quality": "employee", "periods": [{"from": "2014-06", "to": "2015-05"}],
                          "months": of("ris", 90000, "2014-06", 5) + of("ris_equivalent", 80000, "2014-11", 1)
                          + of("social_aid", 31000, "2014-12", 6)},
    (NEWCOMER, "2015-05"): {"last_name": "Nova", "first_names": "Example", "months": of(None, 90000, "2015-05", 1),
                            "periods": [{"from": "2015-03", "to": "2015-05"}]},
}
ENVELOPE = {"record", "number", "ticket", "run", "authorisation", "category", "purpose", "kind", "replaces", "month", "niss"}


def law(*words):
    answer = crossroads("law", *words)
    return answer.returncode, answer.stdout.decode(), answer.stderr.decode()


def explained(niss, month, language, *words):
    answer = crossroads("explain", "--laws", THIRD, "-a", "15/900", "--niss", niss, "--month", month, "--data", DATA, "--today", TODAY,
                        "--language", language, *words)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.decode()


class Third(unittest.TestCase):
    def test_the_program_does_not_know_it(self):
        for file in (ROOT / "src").rglob("*.[ch]pp"):
            self.assertNotIn("15/900", file.read_text(encoding="utf-8"), file)

    def test_the_document(self):
        self.assertEqual(law("check", LAW), (0, "1 document, 0 errors, 0 warnings\n", ""))
        self.assertEqual(law("format", "--check", LAW), (0, "", ""))
        status, out, _ = law("coverage", "--laws", THIRD, "-a", "15/900")
        self.assertEqual(status, 0)
        self.assertTrue(out.endswith("\n9 paragraphs, 0 unaccounted for\n"))
        self.assertNotIn("NO CASE", out)
        self.assertEqual(law("render", LAW)[0], 0)

    def test_its_cases_and_every_small_change(self):
        status, out, _ = law("test", LAW, "--mutants", "--quiet")
        self.assertEqual(status, 0, out)
        self.assertRegex(out.splitlines()[0], r"^\d+ cases passed, 0 failed$")
        tried, killed, proved, survived = map(int, re.search(r"^all +(\d+) +(\d+) +(\d+) +(\d+)$", out, re.MULTILINE).groups())
        self.assertEqual((tried, survived), (killed + proved, 0))
        self.assertGreater(killed, 200)
        self.assertEqual(out.count("\nequivalent: "), proved)

    def test_replay(self):
        answer = crossroads("replay", "--laws", THIRD, "-a", "15/900", "--from", "2015-01", "--to", "2015-12", "--data", DATA, "--today", TODAY)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        keys = ("month", "niss", "outcome", "category", "rule", "stage")
        self.assertEqual([json.loads(line) for line in answer.stdout.splitlines()],
                         sorted((dict(zip(keys, row)) for row in DECIDED), key=lambda row: (row["month"], int(row["niss"]))))

    def test_run(self):
        with Workplace() as work:
            store = work.path / "third.db"
            self.assertEqual(crossroads("import", DATA, "--store", store, "--today", TODAY).returncode, 0)
            run = ("run", "--laws", THIRD, "-a", "15/900", "--month", "2015-05", "--store", store, "--format", "ndjson")
            answer = crossroads(*run)
            self.assertEqual(answer.returncode, 0, answer.stderr)
            messages = [json.loads(line) for line in answer.stdout.splitlines()]
            relayed = {(m["niss"], m["month"]): {k: v for k, v in m.items() if k not in ENVELOPE} for m in messages if m["record"] == "hub"}
            self.assertEqual(relayed, SENT)
            handed_over = {(m["niss"], m["month"]) for m in messages if m["record"] == "source"}
            self.assertEqual(handed_over, set(SENT) | {(LONG, "2015-02")})  # the hub strikes what the source may hand over
            self.assertEqual({m["purpose"] for m in messages}, {"offer a place of training"})
            self.assertEqual(crossroads(*run).stdout, b"")  # all of it is sent

    def test_explained_in_four_languages(self):
        names = re.findall(r"^(?:term|category|exclude|  start) ([a-z]+(?:-[a-z]+)+)", LAW.read_text(encoding="utf-8"), re.MULTILINE)
        self.assertGreater(len(names), 5)
        for month, niss, *_ in DECIDED:
            texts = {language: explained(niss, month, language) for language in ("en", "fr", "nl", "de")}
            for language, text in texts.items():
                with self.subTest(month=month, niss=niss, language=language):
                    for raw in [*names, "{", "}", "asked_abroad", "ris_equivalent", "diplomatic_post"]:
                        self.assertNotIn(raw, text)
            for one, other in itertools.combinations(texts, 2):
                with self.subTest(month=month, niss=niss, languages=(one, other)):
                    lines = [{re.sub(r"\[[^\]]*\]", "", line).strip() for line in texts[language].splitlines()} for language in (one, other)]
                    same = {line for line in lines[0] & lines[1] if re.search(r"[a-z]{3}", line)}
                    self.assertEqual(same, set())

    def test_the_words_of_an_explanation(self):
        said = {"en": ("person who applied abroad", "a year of aid", "place of the application: at a diplomatic post", "aid of any nature for 1 year"),
                "fr": ("demandeur à l’étranger", "une année d’aide", "dans un poste diplomatique", "depuis 1 an sans interruption"),
                "nl": ("aanvrager in het buitenland", "een jaar steun", "bij een diplomatieke post", "gedurende 1 jaar zonder onderbreking"),
                "de": ("Antragsteller im Ausland", "ein Jahr Hilfe", "bei einer diplomatischen Vertretung", "seit 1 Jahr ohne Unterbrechung")}
        for language, parts in said.items():
            text = " ".join(explained(ABROAD, "2015-05", language).split())
            for part in parts:
                with self.subTest(language=language, part=part):
                    self.assertIn(part, text)
            self.assertIn("[§6.2]", text)
            self.assertIn(f'<html lang="{language}">', explained(ABROAD, "2015-05", language, "--format", "html"))


if __name__ == "__main__":
    unittest.main()
