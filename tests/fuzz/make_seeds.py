#!/usr/bin/env python3
"""What the fuzzers start from, taken from what the tests already hold: OUT/<target>/… and OUT/<target>.dict.

    make_seeds.py OUT
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The order of csv_fuzz.cpp.
FILES = ["persons", "nationalities", "stays", "aid", "reimbursements", "replacements"]


def write(out, target, seeds, words=()):
    folder = out / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / f"{number:04}").write_bytes(seed)
    quoted = ('"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"' for word in sorted(set(words)))
    (out / f"{target}.dict").write_text("\n".join(quoted) + "\n", encoding="ascii")
    print(f"{target}: {len(seeds)} seeds, {len(set(words))} words")


def laws():
    texts = [path.read_bytes() for folder in ("authorisations", "tests") for path in sorted((ROOT / folder).rglob("*.law"))]
    words = {word for text in texts for word in re.findall(rb"[a-z][a-z-]+|[0-9]+|[^\sa-zA-Z0-9\x80-\xff]+", text)}
    return texts, [word.decode() for word in words]


def csv():
    seeds, words = [], []
    for path in sorted((ROOT / "tests/flow/examples").rglob("*.csv")):
        if path.stem not in FILES:
            continue
        header, _, rows = path.read_bytes().partition(b"\n")
        kind = FILES.index(path.stem)
        # 6 to 11: the target writes the header; 0 to 5: the text has its own. Parts of 1, 32 and 256 bytes.
        for part in (b"\x00", b"\x1f", b"\xff"):
            seeds.append(bytes([6 + kind]) + part + rows)
        seeds.append(bytes([kind]) + b"\x1f" + header + b"\n" + rows)
        words += re.findall(r"[A-Za-z_0-9-]{2,12}", (header + b"\n" + rows[:2000]).decode("ascii", "ignore"))
    return seeds, words + ["\"", "\"\"", ",", "\",\""]


def niss():
    lines = (ROOT / "tests/unit/domain/niss_vectors.csv").read_text(encoding="utf-8").splitlines()
    values = [line.split(",")[0] for line in lines[1:]]
    return [value.encode() for value in values], [".", "-"]


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    out = Path(sys.argv[1])
    write(out, "law", *laws())
    write(out, "csv", *csv())
    write(out, "niss", *niss())
    return 0


if __name__ == "__main__":
    sys.exit(main())
