#!/usr/bin/env python3
"""How many cases a ctest run had: `PASSED FAILED` on one line.

    count_tests.py CTEST_JUNIT.xml GTEST_XML_DIR

ctest counts a binary as one test; a GoogleTest binary that wrote its own report counts with every case of it. A binary
that failed without a failed case (it crashed, ran out of time, or left something behind) counts as one failure more.
"""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def cases_of(report):
    """(passed, failed) of one GoogleTest report, or None if there is none that can be read."""
    try:
        top = ElementTree.parse(report).getroot()
    except (FileNotFoundError, ElementTree.ParseError):
        return None
    ran = sum(1 for case in top.iter("testcase") if case.get("status") == "run" and case.get("result") != "skipped")
    failed = sum(1 for case in top.iter("testcase") if case.find("failure") is not None or case.find("error") is not None)
    return ran - failed, failed


def count(junit, reports):
    passed = failed = 0
    for test in ElementTree.parse(junit).getroot().iter("testcase"):
        succeeded = test.get("status") == "run"
        cases = cases_of(Path(reports) / f"{test.get('name')}_test.xml")
        if cases is None:
            cases = (1, 0) if succeeded else (0, 1)
        elif not succeeded and cases[1] == 0:
            cases = (cases[0], 1)
        passed += cases[0]
        failed += cases[1]
    return passed, failed


if __name__ == "__main__":
    print(*count(sys.argv[1], sys.argv[2]))
