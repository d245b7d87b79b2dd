"""law check and law diff on the real binary: what they print, and how they end."""

import shutil
import unittest

from binary import EXAMPLES, ROOT, TODAY, Workplace, crossroads, replace

LAWS = ROOT / "authorisations"


def law(*words):
    answer = crossroads("law", *words)
    return answer.returncode, answer.stdout.decode(), answer.stderr.decode()


def draft(work, *changes, name="draft.law"):
    """A copy of 11/031, its cases beside it, with pieces of it replaced."""
    file = work.path / name
    shutil.copy(LAWS / "11-031.law", file)
    shutil.copy(LAWS / "11-031.cases", file.with_suffix(".cases"))
    for old, new in changes:
        replace(file, old, new)
    return file


LONGER = ("at hub when stay >= 3 years", "at hub when stay >= 5 years")
SOONER = ("when ris for 3 months and", "when ris for 2 months and")

RULES = """changed exclude permanent-stay
  - at hub when stay >= 3 years
  + at hub when stay >= 5 years
changed start three-months-living-wage
  - when ris for 3 months and not any-social-aid so far
  + when ris for 2 months and not any-social-aid so far
"""

# Worked out by hand from the example: 80111311093 passes three years on 1 July and is aided up to August; the living wage of 72030510220 (from
# 16 May) lasts two months on 16 July, that of 77081010705 (from 1 June) on 1 August; 78091110802 (April, May, then July, August) now starts in May.
PERSONS = """
exclude eu-worker by permanent-stay at hub -> transmit eu-worker by continue
  3 months of 1 person, such as 80111311093 in 2011-06
wait eu-worker -> transmit eu-worker by three-months-living-wage
  3 months of 3 persons, such as 72030510220 in 2011-07, 77081010705 in 2011-07, 78091110802 in 2011-05
nothing -> pause
  2 months of 1 person, such as 78091110802 in 2011-06
transmit eu-worker by three-months-living-wage -> transmit eu-worker by continue
  2 months of 2 persons, such as 72030510220 in 2011-08, 77081010705 in 2011-08
wait eu-worker -> transmit eu-worker by continue
  1 month of 1 person, such as 78091110802 in 2011-08
wait eu-worker -> transmit eu-worker by resume
  1 month of 1 person, such as 78091110802 in 2011-07
4 of 19 persons decided otherwise
"""


class Diff(unittest.TestCase):
    def test_the_same(self):
        with Workplace() as work:
            same = draft(work, ('OE                        "Immigration Office"', 'OE                        "the Office"'))
            self.assertEqual(law("diff", LAWS / "11-031.law", same), (0, "the two say the same\n", ""))
            self.assertEqual(law("diff", "11/031", same), (0, "the two say the same\n", ""))
            self.assertEqual(law("diff", "11/031", same, "--format", "ndjson"), (0, "", ""))

    def test_rule_by_rule(self):
        with Workplace() as work:
            self.assertEqual(law("diff", "11/031", draft(work, LONGER, SOONER)), (1, RULES, ""))

    def test_person_by_person(self):
        with Workplace() as work:
            status, out, err = law("diff", "11/031", draft(work, LONGER, SOONER), "--data", EXAMPLES / "11-031", "--today", TODAY)
            self.assertEqual((status, out), (1, RULES + PERSONS))
            self.assertEqual(err, "83 rows taken, 0 set aside\n")

    def test_the_months_asked_for(self):
        with Workplace() as work:
            words = ["--data", EXAMPLES / "11-031", "--today", TODAY, "--from", "2011-06", "--to", "2011-06", "--format", "ndjson"]
            status, out, _ = law("diff", "11/031", draft(work, LONGER), *words)
            self.assertEqual(status, 1)
            self.assertEqual(out.splitlines(), [
                '{"difference":"changed","rule":"exclude permanent-stay","before":"at hub when stay >= 3 years","after":"at hub when stay >= 5 years"}',
                '{"before":"exclude eu-worker by permanent-stay at hub","after":"transmit eu-worker by continue","months":1,"persons":1,'
                '"examples":[{"niss":"80111311093","month":"2011-06"}]}',
                '{"persons":1,"looked_at":19}'])

    def test_rows_set_aside(self):
        with Workplace() as work:
            folder = work.folder()
            replace(folder / "aid.csv", "2011-05-16", "2011-05-36")
            status, out, err = law("diff", "11/031", draft(work, LONGER), "--data", folder, "--today", TODAY)
            self.assertEqual(status, 3)
            self.assertTrue(out.startswith("changed exclude permanent-stay\n"))
            self.assertTrue(err.splitlines()[-1].endswith(" 1 set aside"), err)

    def test_not_compared(self):
        with Workplace() as work:
            broken = draft(work, ("when belgian  ", "when belgain  "), name="broken.law")
            good = draft(work)
            for words, says in [
                ((good, work.path / "none.law"), "none.law: this file can't be read"),
                ((good, broken), "broken.law:23:51: "),
                ((good, "11/013"), "there is no authorisation 11/013"),
                ((good, good, "--data", work.path / "none"), "none"),
                ((good, good, "--data", EXAMPLES / "11-031", "--from", "2012-02", "--to", "2012-01"), "the last month lies before the first one"),
                ((good, good, "--from", "2012-02"), "--from requires --data"),
                ((good,), "after is required"),
            ]:
                with self.subTest(says=says):
                    status, out, err = law("diff", *words)
                    self.assertEqual((status, out), (2, ""))
                    self.assertIn(says, err)


class Check(unittest.TestCase):
    def test_the_project_s_laws_are_clean(self):
        self.assertEqual(law("check"), (0, "2 documents, 0 errors, 0 warnings\n", ""))

    def test_an_exclusion_that_never_matters(self):
        with Workplace() as work:
            file = draft(work, ("exclude permanent-stay     at hub when stay >= 3 years  ", "exclude permanent-stay     at hub when stay < 0 years  "))
            self.assertEqual(law("check", file)[0], 1)  # a duration of nothing is refused before
            file = draft(work, ("and stay >= 3 years      ", "and belgian              "))
            status, out, _ = law("check", file)
            self.assertEqual(status, 1)
            self.assertIn(f"{file}:26:9: error[P003]: `permanent-register` never excludes anybody\n", out)
            self.assertIn("1 document, 1 error", out)

    def test_a_rule_without_a_case(self):
        with Workplace() as work:
            file = draft(work)
            file.with_suffix(".cases").write_text("cases of 11/031\n")
            status, out, _ = law("check", file)
            self.assertEqual(status, 0)
            self.assertIn("warning[P010]: no case is excluded by `permanent-stay` at the hub\n", out)
            self.assertTrue(out.endswith("1 document, 0 errors, 11 warnings\n"), out)
            file.with_suffix(".cases").unlink()
            self.assertEqual(law("check", file)[1].splitlines()[0], f"{file}:2:15: warning[P012]: no cases stand beside 11/031")

    def test_cases_with_errors(self):
        with Workplace() as work:
            file = draft(work)
            replace(file.with_suffix(".cases"), "transmit  eu-worker", "transmit  eu-workers")
            status, out, _ = law("check", file)
            self.assertEqual(status, 1)
            self.assertIn("the cases beside the document have errors", out)

    def test_in_force_twice(self):
        with Workplace() as work:
            status, out, _ = law("check", LAWS / "11-031.law", draft(work))
            self.assertEqual(status, 1)
            self.assertIn("error[L170]: authorisation 11/031 is in force twice\n", out)


if __name__ == "__main__":
    unittest.main()
