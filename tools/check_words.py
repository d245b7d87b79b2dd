#!/usr/bin/env python3
"""Words and paths that must not stand in what is committed: unfinished work, switched-off tests, one machine's paths.

    check_words.py [ROOT]

Reads every text file that git tracks, and those not yet added. Prints one line a fault and exits with 1 if there is one.
"""

import re
import subprocess
import sys
from pathlib import Path

RULES = (
    (re.compile(r"\b(TODO|FIXME|XXX)\b"), "unfinished work is an issue, not a comment"),
    (re.compile(r"\bDISABLED_|\bGTEST_SKIP\b"), "a test that is switched off proves nothing"),
    (re.compile(r"\bNOLINT(NEXTLINE|BEGIN)?\b(?!\([a-z*,.\-]+\):? ?\S)"), "NOLINT needs the check's name and the reason: NOLINT(check): why"),
    (re.compile(r"(?<![\w.])/(work|root|home/\w+)/"), "a path of one machine"),
    (re.compile(r'"resolved":\s*"https?:'), "a lock file that names a registry's host (npm config set omit-lockfile-registry-resolved true)"),
)
# These hold the words in order to look for them, or are texts of others that are kept word for word.
EXEMPT = ("tools/check_words.py", "tests/tools/", "authorisations/texts/", "LICENCE")


def faults_of(text):
    """The faults of one file, as (line, what)."""
    for number, line in enumerate(text.split("\n"), 1):
        for pattern, reason in RULES:
            found = pattern.search(line)
            if found:
                yield number, f'"{found.group(0)}": {reason}'


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
    listed = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], check=True, capture_output=True
    ).stdout.decode()
    faults, files = 0, 0
    for name in sorted(set(filter(None, listed.split("\0")))):
        path = root / name
        if name.startswith(EXEMPT) or not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" in content[:8192]:
            continue  # compressed or otherwise no text
        files += 1
        for line, what in faults_of(content.decode("utf-8", "replace")):
            faults += 1
            print(f"{name}:{line}: {what}")
    print(f"words: {files} files, {faults} faults")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
