#!/usr/bin/env python3
"""docs/interpretations.md and the laws, held together.

    check_interpretations.py [ROOT]

Every interpretation that a rule names (`[§12 I3]`) must be a heading of the page; every rule that a heading's "Shapes" names for
a law must be a name of that law, and every interpretation says of which. Exits with 1 if something does not fit.
"""

import re
import sys
from pathlib import Path

HEADING = re.compile(r"^## (I\d+) \S")
CITED = re.compile(r"\bI\d+\b")
PARTS = ("Text", "Reading", "Alternative", "Reason", "Shapes")


def sections(page):
    """{I1: (line, its text)} in the order of the page."""
    found, current = {}, None
    for number, line in enumerate(page.split("\n"), 1):
        heading = HEADING.match(line)
        if line.startswith("#"):
            current = heading.group(1) if heading else None
            if current in found:
                raise SystemExit(f"docs/interpretations.md:{number}: {current} stands there twice")
            if current:
                found[current] = (number, [])
        elif current:
            found[current][1].append(line)
    return {name: (line, "\n".join(text)) for name, (line, text) in found.items()}


def citations(law):
    """(line, interpretation) for each one that a rule of the law names in its brackets."""
    for number, line in enumerate(law.split("\n"), 1):
        code = line.split("#", 1)[0]
        for bracket in re.findall(r"\[([^\]\"]*)\]", code):
            for cited in CITED.findall(bracket):
                yield number, cited


def faults_of(page, laws):
    """One line a fault. `laws`: {"11/031": (file, text)}."""
    known = sections(page)
    if not known:
        yield "docs/interpretations.md: no interpretation found"
    for file, text in laws.values():
        for line, cited in citations(text):
            if cited not in known:
                yield f"{file}:{line}: {cited} is not in docs/interpretations.md"
    for name, (line, text) in known.items():
        missing = [part for part in PARTS if f"- {part}: " not in text]
        if missing:
            yield f"docs/interpretations.md:{line}: {name} does not say: {', '.join(missing)}"
        shapes = " ".join(text.split("- Shapes: ", 1)[-1].split())
        # "`family` and `worker` in 11/031": the names before a law's number are its names.
        begin = 0
        for law in re.finditer(r"\bin (\d\d/\d{3})\b", shapes):
            if law.group(1) not in laws:
                yield f"docs/interpretations.md:{line}: {name} shapes {law.group(1)}, which is no law of authorisations/"
                continue
            for quoted in re.findall(r"`([a-z0-9-]+)`", shapes[begin : law.start()]):
                if not re.search(rf"(?<![\w-]){re.escape(quoted)}(?![\w-])", laws[law.group(1)][1]):
                    yield f"docs/interpretations.md:{line}: {name} shapes `{quoted}`, which {law.group(1)} does not have"
            begin = law.end()


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
    laws = {}
    for path in sorted((root / "authorisations").glob("*.law")):
        text = path.read_text(encoding="utf-8")
        number = re.search(r"^authorisation (\S+)", text, re.MULTILINE)
        if number:
            laws[number.group(1)] = (path.relative_to(root).as_posix(), text)
    faults = list(faults_of((root / "docs/interpretations.md").read_text(encoding="utf-8"), laws))
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"interpretations: {len(laws)} laws, {len(faults)} faults")
    return 1 if faults or not laws else 0


if __name__ == "__main__":
    sys.exit(main())
