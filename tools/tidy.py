#!/usr/bin/env python3
"""clang-tidy over src/, each file once for each state of it.

    tidy.py BUILD_DIR [FILE…]

BUILD_DIR holds compile_commands.json. A file that passed is not read again until it, a header of src/ that it includes, its flags
or .clang-tidy change; what passed is remembered in build/tidy. Exits with 1 if a file has a finding.
"""

import concurrent.futures
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOL = "clang-tidy-19"
# The flags are g++'s: clang does not know all of them, and g++ has already made its own warnings errors.
EXTRA = ["--extra-arg=-Wno-unknown-warning-option", "--extra-arg=-Wno-error", "--extra-arg=-w"]
SECONDS_A_FILE = 300
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


def with_includes(path, seen):
    """The file and every header of src/ that it reaches."""
    if path in seen or not path.is_file():
        return
    seen.add(path)
    for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        with_includes(ROOT / "src" / name, seen)


def fingerprint(path, command):
    digest = hashlib.sha256()
    digest.update((ROOT / ".clang-tidy").read_bytes())
    digest.update(" ".join(EXTRA).encode() + command.encode())
    reached = set()
    with_includes(path, reached)
    for each in sorted(reached):
        digest.update(each.relative_to(ROOT).as_posix().encode() + b"\0" + each.read_bytes())
    return digest.hexdigest()


def tidy(path, build):
    try:
        done = subprocess.run(
            [TOOL, "--quiet", "-p", str(build), *EXTRA, str(path)], capture_output=True, text=True, timeout=SECONDS_A_FILE, check=False
        )
    except subprocess.TimeoutExpired:
        return f"{path}: {TOOL} took longer than {SECONDS_A_FILE} s\n"
    if done.returncode == 0:
        return ""
    return done.stdout or done.stderr or f"{path}: {TOOL} ended with status {done.returncode}\n"


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    build = Path(sys.argv[1]).resolve()
    only = {Path(name).resolve() for name in sys.argv[2:]}
    stamps = ROOT / "build" / "tidy"
    stamps.mkdir(parents=True, exist_ok=True)

    waiting, passed = {}, 0
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = Path(entry["file"]).resolve()
        if not path.is_relative_to(ROOT / "src") or not path.is_file() or (only and path not in only):
            continue
        stamp = stamps / fingerprint(path, entry["command"])
        if stamp.exists():
            passed += 1
        else:
            waiting[path] = stamp
    if not waiting and not passed:
        print(f"tidy: no file of src/ in {build}/compile_commands.json", file=sys.stderr)
        return 1

    faults = 0
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("CROSSROADS_JOBS", os.cpu_count() or 1))) as pool:
        running = {pool.submit(tidy, path, build): path for path in sorted(waiting)}
        for done in concurrent.futures.as_completed(running):
            path, findings = running[done], done.result()
            if findings:
                faults += 1
                print(findings, end="", flush=True)
            else:
                waiting[path].touch()
    print(f"tidy: {passed + len(waiting)} files, {passed} of them unchanged since they passed, {faults} with findings")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
