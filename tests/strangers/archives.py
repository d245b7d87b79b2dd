"""Committee's archives of a monthly run's log, made by the real binary, and opened as their own README says."""

import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("CROSSROADS_BINARY", str(ROOT / "build" / "release" / "crossroads"))
SIGN_NOTE = os.environ.get("SIGN_NOTE", str(ROOT / "build" / "release" / "sign_note"))
ENTRY = "2015/3"
# An export on this day, before anything was erased, is of a period that was over.
EARLY = "2016-02-01"


def commands(readme, *steps):
    """The commands of these steps of README.txt, as they stand there; 0 is what comes before the first step."""
    parts = re.split(r"^(?=[1-5]\. [A-Z])", readme, flags=re.M)
    return "".join(line[4:] + "\n" for step in steps for line in parts[step].splitlines() if line.startswith("    "))


def run(*words, **options):
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False, timeout=300, **options)


def do(*words, day=None):
    done = run(*(("faketime", f"{day} 10:00:00") if day else ()), BINARY, *words)
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


def certificate(place, name, *key):
    made = run("faketime", "2015-01-01", "openssl", "req", "-x509", *key, "-nodes", "-keyout", place / f"{name}.key", "-out", place / f"{name}.pem", "-days", "36500",
               "-subj", f"/CN={name}")
    assert made.returncode == 0, made.stderr


class Archives(unittest.TestCase):
    """The log of two runs, and archives of it: `early` of a period that was over, `within` of one that was not, `opened` after an erasure."""

    @classmethod
    def setUpClass(cls):
        cls.place = pathlib.Path(tempfile.mkdtemp(prefix="crossroads-archive-"))
        cls.addClassCleanup(shutil.rmtree, cls.place)
        store = cls.place / "crossroads.db"
        cls.at = ("--store", store, "--log", "hub")
        do("synth", "--persons", 1500, "--seed", 7, "--out", cls.place / "data", "--quiet")
        do("import", cls.place / "data", "--store", store, "--quiet")
        for month, day in (("2015-05", "2015-07-02"), ("2015-12", "2016-01-04")):
            do("run", "--authorisation", "11/031", "--month", month, "--store", store, "--quiet", day=day)
        certificate(cls.place, "committee", "-newkey", "rsa:3072")
        certificate(cls.place, "curve", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384")
        do("log", "checkpoint", *cls.at, day="2016-01-05")
        cls.early = cls.export("committee", last="2016-01-31", day=EARLY)
        cls.within = cls.export("committee", last="2016-12-31", day=EARLY)
        do("log", "erase", *cls.at, "--by", "A. Maes", "--authorisation", "ARCH 1", "--entry", ENTRY)
        do("log", "checkpoint", *cls.at)
        cls.opened = cls.export("committee")
        cls.surroundings = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "", "GOCACHE": str(cls.place / "go-cache")}
        cls.program = cls.place / "verify"
        built = run("go", "build", "-o", cls.program, "verify.go", cwd=cls.opened / "opened", env=cls.surroundings)
        assert built.returncode == 0, built.stderr

    @classmethod
    def export(cls, name, *words, last="2016-12-31", day=None):
        """A folder with the archive, opened as the committee opens it."""
        folder = cls.place / "-".join(["for", name, *words, last, day or "now"])
        folder.mkdir()
        do("log", "export", folder / "archive.tar", *cls.at, "--by", "A. Maes", "--reason", "yearly inspection", "--certificate",
           cls.place / f"{name}.pem", "--from", "2015-01-01", "--to", last, *words, day=day)
        shutil.copy(cls.place / f"{name}.key", folder / "key.pem")
        shutil.copy(cls.place / f"{name}.pem", folder / "certificate.pem")
        (folder / "trusted.vkey").write_text("".join(f"{line}\n" for line in do("log", "keys", "show", "--store", cls.at[1]).splitlines()[1:]))
        assert run("tar", "-xf", "archive.tar", "README.txt", cwd=folder).returncode == 0
        done = cls.follow(folder, 0, 1)
        assert done.returncode == 0, done.stderr
        return folder

    @classmethod
    def follow(cls, folder, *steps):
        """README.txt line by line, as if typed."""
        return run("bash", input=commands((folder / "README.txt").read_text(), *steps), cwd=folder)

    @contextlib.contextmanager
    def copy(self, source):
        with tempfile.TemporaryDirectory(dir=self.place) as name:
            yield shutil.copytree(source, pathlib.Path(name) / "copy")

    def verify(self, folder):
        return run(self.program, ".", "../trusted.vkey", cwd=folder / "opened")
