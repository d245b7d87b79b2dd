#!/usr/bin/env python3
"""The shape of src/, checked by machine: includes only point down, and the pure modules see no file, clock, socket or log.

    check_architecture.py [ROOT]

Prints one line a fault, `file:line: what`, and exits with 1 if there is one.
"""

import re
import sys
from pathlib import Path

# What each module may include besides itself. A module missing here is itself a fault: it must be given its place first.
MAY_INCLUDE = {
    "base": set(),
    "domain": {"base"},
    "config": {"base", "domain"},
    "timeline": {"base", "domain"},
    "law/syntax": {"base", "domain"},
    "law/check": {"base", "domain", "law/syntax"},
    "law/evaluate": {"base", "domain", "timeline", "law/syntax"},
    "law/consult": {"base", "domain", "law/syntax", "law/evaluate"},
    "law/explain": {"base", "domain", "timeline", "law/syntax", "law/evaluate", "law/consult"},
    "law/cases": {"base", "domain", "timeline", "law/syntax", "law/check", "law/evaluate", "law/consult"},
    "law/prove": {"base", "domain", "timeline", "law/syntax", "law/check", "law/evaluate", "law/consult", "law/explain", "law/cases"},
    "facts": {"base", "domain"},
    "library": {"base", "domain", "law/syntax", "law/check", "facts"},
    "run": {"base", "domain", "timeline", "law/syntax", "law/evaluate", "law/explain", "facts"},
    "ledger/tree": {"base"},
    "ledger/note": {"base", "ledger/tree"},
    "ledger/seal": {"base", "domain", "law/syntax"},
    "ledger/log": {"base", "domain", "ledger/tree", "ledger/note", "ledger/seal"},
    "ledger/report": {"base", "domain", "law/syntax", "law/evaluate", "law/explain", "ledger/seal", "ledger/log"},
    "ledger/archive": {"base", "domain", "ledger/tree", "ledger/note", "ledger/seal", "ledger/log"},
    "transit": {"base", "domain", "run"},
    "store": {"base", "domain", "facts", "run", "transit", "ledger/tree", "ledger/seal", "ledger/log"},
    "exchange": {"base", "domain", "law/syntax", "law/evaluate", "law/consult", "law/explain", "facts", "run", "transit", "ledger/note", "ledger/seal", "ledger/log", "net", "service", "register"},
    "synth": {"base", "domain"},
    "trust": {"base", "domain", "ledger/seal"},
    "net": {"base", "domain", "trust"},
    "service": {"base", "domain", "ledger/log", "ledger/note", "net"},
    "register": {"base", "domain", "facts", "net", "service"},
    "ledger/anchor": {"base"},
}
MAY_INCLUDE["cli"] = set(MAY_INCLUDE)

PURE = ("domain", "timeline", "law/")
# Ways to the outside that a pure module must not take.
IMPURE_HEADERS = re.compile(
    r"#include <(fstream|iostream|cstdio|stdio\.h|filesystem|thread|mutex|atomic|future|random|unistd\.h|time\.h|ctime|sys/.*|sqlite3\.h|zlib\.h|zstd\.h)>"
)
IMPURE_CALLS = re.compile(r"\b(system_clock|steady_clock|high_resolution_clock|getenv|fopen|fmt::print|std::time|errno)\b")

# The engine knows no deliberation: no code compares with its number or opens its file. As an example inside a message it may stand.
DELIBERATION = re.compile(r'"(11[/_-]031|18[/_-]055)(\.law)?"')
SHAPELESS_NAMES = {"util", "utils", "helper", "helpers", "common", "misc", "stuff"}
LONGEST_FILE = 600

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')


def module_of(path):
    """`law/syntax/lexer.cpp` → `law/syntax`, `run/replay.cpp` → `run`; None for a file directly under src/."""
    parts = Path(path).parts
    if len(parts) < 2:
        return None
    if parts[0] in ("law", "ledger"):
        return "/".join(parts[:2]) if len(parts) > 2 else None
    return parts[0]


def without_comment(line):
    """The line without a `//` comment; the slashes of a string literal are no comment."""
    quoted = False
    for i, letter in enumerate(line):
        if letter == '"' and (i == 0 or line[i - 1] != "\\"):
            quoted = not quoted
        if not quoted and line.startswith("//", i):
            return line[:i]
    return line


def faults_of(relative, text):
    """The faults of one file of src/, as (line, what)."""
    module = module_of(relative)
    if module not in MAY_INCLUDE:
        yield 1, f'"{relative}" belongs to no known module; give its module a place in tools/check_architecture.py'
        return
    lines = text.split("\n")
    if len(lines) > LONGEST_FILE:
        yield LONGEST_FILE, f"{len(lines)} lines, at most {LONGEST_FILE}: give one of its purposes a file of its own"
    if Path(relative).stem.lower() in SHAPELESS_NAMES:
        yield 1, f'"{Path(relative).stem}" says nothing of what is in the file; name what its functions have in common'
    if relative.endswith(".hpp") and "#pragma once" not in text:
        yield 1, "a header without #pragma once"
    pure = module.startswith(PURE)
    for number, line in enumerate(lines, 1):
        code = without_comment(line)
        found = INCLUDE.match(code)
        if found:
            included = module_of(found.group(1))
            if included not in MAY_INCLUDE:
                yield number, f'"{found.group(1)}" is no header of a known module; includes start from src/'
            elif included != module and included not in MAY_INCLUDE[module]:
                yield number, f'{module} may not include {included} ("{found.group(1)}"): includes only point down'
        if pure and (IMPURE_HEADERS.search(code) or IMPURE_CALLS.search(code)):
            yield number, f"{module} is pure, and must not reach for a file, clock, thread or log: {code.strip()}"
        if DELIBERATION.search(code):
            yield number, f"the engine knows no deliberation; this belongs into a .law file: {code.strip()}"


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent) / "src"
    faults, files = 0, 0
    for path in sorted([*root.rglob("*.hpp"), *root.rglob("*.cpp")]):
        files += 1
        relative = path.relative_to(root).as_posix()
        for line, what in faults_of(relative, path.read_text(encoding="utf-8")):
            faults += 1
            print(f"src/{relative}:{line}: {what}")
    print(f"architecture: {files} files, {faults} faults")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
