#!/usr/bin/env python3
"""The checks check: each finds what it is there for, and lets go what is right. Run by `./dev test`."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
sys.dont_write_bytecode = True

import check_architecture  # noqa: E402
import check_interpretations  # noqa: E402
import check_words  # noqa: E402
import count_tests  # noqa: E402

HEADER = "#pragma once\n"


class Architecture(unittest.TestCase):
    def faults(self, path, text):
        return [what for _, what in check_architecture.faults_of(path, text)]

    def test_good_files(self):
        good = [
            ("includes a module below", "run/replay.cpp", '#include "law/evaluate/fast.hpp"\n'),
            ("includes its own module", "law/check/check.cpp", '#include "law/check/rules.hpp"\n'),
            ("names a deliberation in a comment", "run/replay.cpp", '// as "11/031" has it\n'),
            ("names a deliberation as an example", "law/syntax/lexer.cpp", 'return "a file number such as 11/031";\n'),
            ("a slash pair inside a string", "facts/a.cpp", 'auto a = "https://example.org";\n'),
            ("a file reader outside the pure modules", "facts/a.cpp", "#include <fstream>\n"),
        ]
        for name, path, text in good:
            with self.subTest(name):
                self.assertEqual(self.faults(path, text), [])

    def test_bad_files(self):
        bad = [
            ("includes a module above", "domain/niss.cpp", '#include "timeline/month_set.hpp"\n', "may not include"),
            ("check reaches for evaluate", "law/check/a.cpp", '#include "law/evaluate/plan.hpp"\n', "may not include"),
            ("facts reaches for the law", "facts/a.cpp", '#include "law/syntax/condition.hpp"\n', "may not include"),
            ("includes by another root", "facts/a.cpp", '#include "niss.hpp"\n', "no header of a known module"),
            ("a new module without a place", "extra/a.cpp", "", "no known module"),
            ("a file without a room", "law/a.cpp", "", "no known module"),
            ("the law opens a file", "law/cases/a.cpp", "#include <fstream>\n", "is pure"),
            ("the domain asks a clock", "domain/a.cpp", "auto now = std::chrono::system_clock::now();\n", "is pure"),
            ("the engine knows a deliberation", "run/a.cpp", 'if (name == "18/055") return;\n', "no deliberation"),
            ("a header that may come twice", "run/a.hpp", "int a();\n", "#pragma once"),
            ("a name that says nothing", "run/utils.hpp", HEADER, "says nothing"),
            ("too long a file", "run/a.cpp", "int a;\n" * 601, "at most 600"),
        ]
        for name, path, text, fault in bad:
            with self.subTest(name):
                found = self.faults(path, text)
                self.assertEqual(len(found), 1, found)
                self.assertIn(fault, found[0])

    def test_every_module_that_may_be_included_has_a_place(self):
        for module, below in check_architecture.MAY_INCLUDE.items():
            self.assertLessEqual(below, set(check_architecture.MAY_INCLUDE), module)

    def test_the_order_has_no_circle(self):
        left = dict(check_architecture.MAY_INCLUDE)
        while left:
            lowest = [module for module, below in left.items() if not below & (left.keys() - {module})]
            self.assertTrue(lowest, f"a circle among {sorted(left)}")
            for module in lowest:
                del left[module]


class Words(unittest.TestCase):
    def test_faults(self):
        for name, text, faults in [
            ("unfinished", "// TODO later", 1),
            ("part of a longer word", "mkstemp(\"aXXXXXX\")", 0),
            ("switched off", "TEST(A, DISABLED_b)", 1),
            ("bare NOLINT", "int a;  // NOLINT", 1),
            ("NOLINT without a reason", "int a;  // NOLINT(bugprone-x)", 1),
            ("NOLINT with a reason", "int a;  // NOLINT(bugprone-x): the format asks for it", 0),
            ("a path of one machine", "cd /home/jan/crossroads", 1),
            ("a relative path", "see docs/work/plan.md", 0),
            ("a registry's host", '"resolved": "https://example.org/a.tgz"', 1),
        ]:
            with self.subTest(name):
                self.assertEqual(len(list(check_words.faults_of(text))), faults)


class Interpretations(unittest.TestCase):
    LAW = {"11/031": ("a.law", 'term worker means ris [§1 I1]\nstart once when ris # [I9] in a comment\n')}
    SECTION = "## I1 A title\n\n- Text: a\n- Reading: b\n- Alternative: c\n- Reason: d\n- Shapes: `worker` in 11/031.\n"

    def test_faults(self):
        for name, page, fault in [
            ("all fits", self.SECTION, None),
            ("a citation without a section", self.SECTION.replace("I1", "I2"), "I1 is not in"),
            ("a section without a reason", self.SECTION.replace("- Reason: d\n", ""), "does not say: Reason"),
            ("a rule that the law does not have", self.SECTION.replace("`worker`", "`work`"), "does not have"),
            ("a law that is not there", self.SECTION.replace("11/031", "12/031"), "is no law"),
        ]:
            with self.subTest(name):
                found = list(check_interpretations.faults_of(page, self.LAW))
                self.assertEqual(len(found), 0 if fault is None else 1, found)
                if fault:
                    self.assertIn(fault, found[0])


class Counting(unittest.TestCase):
    def count(self, ctest, **reports):
        with tempfile.TemporaryDirectory() as folder:
            junit = Path(folder, "ctest.xml")
            junit.write_text(f"<testsuite>{ctest}</testsuite>")
            for name, cases in reports.items():
                Path(folder, f"{name}_test.xml").write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
            return count_tests.count(junit, folder)

    CASE = '<testcase name="x" status="run" result="completed"/>'
    FAILED = '<testcase name="y" status="run" result="completed"><failure message="no"/></testcase>'

    def test_counts(self):
        for name, ctest, reports, counted in [
            ("a plain test", '<testcase name="a" status="run"/>', {}, (1, 0)),
            ("a plain test that failed", '<testcase name="a" status="fail"/>', {}, (0, 1)),
            ("cases of a binary", '<testcase name="a" status="run"/>', {"a": self.CASE * 3}, (3, 0)),
            ("a failed case", '<testcase name="a" status="fail"/>', {"a": self.CASE + self.FAILED}, (1, 1)),
            ("a crash after good cases", '<testcase name="a" status="fail"/>', {"a": self.CASE}, (1, 1)),
            ("a case that did not run", '<testcase name="a" status="run"/>', {"a": self.CASE.replace('"run"', '"notrun"')}, (0, 0)),
        ]:
            with self.subTest(name):
                self.assertEqual(self.count(ctest, **reports), counted)


if __name__ == "__main__":
    unittest.main()
