"""The committee's archive of a monthly run's log is opened and verified without our software, by the commands of its own README.

tar, OpenSSL's command and sha256sum; and the enclosed verify.go, which leaves notes and trees to Go's golang.org/x/mod/sumdb.
"""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from forgery import Forgery, signer

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("CROSSROADS_BINARY", str(ROOT / "build" / "release" / "crossroads"))
SIGN_NOTE = os.environ.get("SIGN_NOTE", str(ROOT / "build" / "release" / "sign_note"))
ENTRY = "2015/3"
# An export on this day, before anything was erased, is of a period that was over.
EARLY = "2016-02-01"

# README.txt, steps 1 to 3, in the folder of archive.tar.
OPEN = """set -euo pipefail
rm -rf sealed opened && mkdir sealed opened
tar -xf archive.tar -C sealed
(for part in sealed/part-*.cms; do openssl cms -decrypt -binary -inform DER -in "$part" -inkey key.pem -recip certificate.pem || exit 1; done) > opened.tar
tar -xf opened.tar -C opened
rm opened.tar
"""
CHECK = """set -euo pipefail
cd opened
sha256sum --check --quiet --strict SHA256SUMS
test "$(find . -type f | wc -l)" -eq "$(($(wc -l < SHA256SUMS) + 2))"
test "$(sha256sum < SHA256SUMS | cut -c 1-64)" = "$(sed -n 's/^sums //p' manifest)"
signed_by() {
  local file=$1 name=$2
  shift 2
  sed '/^$/,$d' "$file" > ../signed-text
  grep -F -e "\u2014 $name " "$file" | head -n 1 | cut -d ' ' -f 3 | base64 -d | tail -c 64 > ../signature
  for key; do
    openssl pkeyutl -verify -rawin -pubin -inkey "$key" -in ../signed-text -sigfile ../signature && return
  done
  return 1
}
year=$(sed -n 's,^exported \\([0-9]*\\)/.*,\\1,p' manifest)
signed_by manifest "$(cat "shards/$year/origin")" "shards/$year"/log-*.pem
for shard in shards/*; do
  signed_by "$shard/checkpoint" "$(cat "$shard/origin")" "$shard"/log-*.pem
done
"""


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


class Archive(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = pathlib.Path(tempfile.mkdtemp(prefix="crossroads-archive-"))
        cls.addClassCleanup(shutil.rmtree, cls.place)
        store = cls.place / "crossroads.db"
        cls.at = ("--store", store, "--log", "hub")
        do("synth", "--persons", 400, "--seed", 7, "--out", cls.place / "data", "--quiet")
        do("import", cls.place / "data", "--store", store, "--quiet")
        for month, day in (("2015-05", "2015-07-02"), ("2015-12", "2016-01-04")):
            do("run", "--authorisation", "11/031", "--month", month, "--store", store, "--quiet", day=day)
        certificate(cls.place, "committee", "-newkey", "rsa:3072")
        certificate(cls.place, "curve", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384")
        cls.early = cls.export("committee", last="2016-01-31", day=EARLY)
        cls.within = cls.export("committee", last="2016-12-31", day=EARLY)
        do("log", "erase", *cls.at, "--by", "A. Maes", "--authorisation", "ARCH 1", "--entry", ENTRY)
        do("log", "checkpoint", *cls.at)
        cls.opened = cls.export("committee")
        surroundings = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "", "GOCACHE": str(cls.place / "go-cache")}
        cls.program = cls.place / "verify"
        built = run("go", "build", "-o", cls.program, "verify.go", cwd=cls.opened / "opened", env=surroundings)
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
        done = run("bash", "-c", OPEN, cwd=folder)
        assert done.returncode == 0, done.stderr
        return folder

    def verify(self, folder):
        return run(self.program, ".", "../trusted.vkey", cwd=folder / "opened")

    def test_by_the_commands_of_its_readme(self):
        done = run("bash", "-c", CHECK, cwd=self.opened)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        verified = self.verify(self.opened)
        self.assertEqual(verified.returncode, 0, verified.stderr)
        self.assertRegex(verified.stdout, r"\d+ entries in the tree and as they were logged, 1 of them erased")

    def test_what_was_erased_shows_as_erased(self):
        lines = [line for file in (self.opened / "opened" / "entries" / "2015").iterdir() for line in file.read_text().splitlines()]
        erased = [line for line in lines if '"erased":true' in line]
        self.assertEqual(len(erased), 1)
        self.assertIn(f'"place":"{ENTRY}"', erased[0])

    def test_sealed_to_a_curve_too(self):
        self.assertEqual(self.verify(self.export("curve")).returncode, 0)

    def test_without_agents(self):
        folder = self.export("committee", "--without-agents")
        self.assertFalse((folder / "opened" / "agents").exists())
        self.assertNotIn("A. Maes", "".join(file.read_text(errors="replace") for file in (folder / "opened").rglob("*") if file.is_file()))
        self.assertEqual(self.verify(folder).returncode, 0)

    def test_another_key_opens_nothing(self):
        part = next((self.opened / "sealed").glob("part-*.cms"))
        done = run("openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", part, "-inkey", self.place / "curve.key", "-out", self.place / "nothing")
        self.assertNotEqual(done.returncode, 0)

    def test_every_changed_bit_is_refused(self):
        part = next((self.opened / "sealed").glob("part-*.cms"))
        for byte in range(1000, part.stat().st_size, part.stat().st_size // 12):
            with self.subTest(file=part.name, byte=byte), self.changed(part, byte):
                done = run("openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", part, "-inkey", self.opened / "key.pem", "-out", self.place / "nothing")
                self.assertNotEqual(done.returncode, 0)
        files = sorted(file for file in (self.opened / "opened").rglob("*") if file.is_file())
        self.assertTrue(any("tile/entries" in str(file) for file in files) and any(file.name == "checkpoint" for file in files))
        for file in files:
            if file.stat().st_size == 0:
                continue
            with self.subTest(file=str(file.relative_to(self.opened))), self.changed(file, file.stat().st_size // 2):
                self.assertNotEqual(self.verify(self.opened).returncode, 0)

    def test_a_missing_or_added_file_is_refused(self):
        file = next((self.opened / "opened" / "entries" / "2016").iterdir())
        content = file.read_bytes()
        file.unlink()
        self.assertNotEqual(self.verify(self.opened).returncode, 0)
        file.write_bytes(content)
        (self.opened / "opened" / "more").write_text("x")
        self.assertNotEqual(self.verify(self.opened).returncode, 0)
        (self.opened / "opened" / "more").unlink()
        self.assertEqual(self.verify(self.opened).returncode, 0)

    def test_keys_that_nobody_trusts_are_refused(self):
        trusted = self.opened / "trusted.vkey"
        before = trusted.read_text()
        trusted.write_text("".join(line + "\n" for line in before.splitlines() if "/2015+" not in line))
        self.assertNotEqual(self.verify(self.opened).returncode, 0)
        trusted.write_text(before)

    def forged(self, source, change):
        """What the program says of an archive that was changed, and then signed with the log's own key."""
        with tempfile.TemporaryDirectory(dir=self.place) as folder:
            forgery = Forgery(source, pathlib.Path(folder), signer(SIGN_NOTE, self.at[1]))
            change(forgery)
            forgery.seal()
            return self.verify(pathlib.Path(folder))

    def test_made_within_its_period_it_says_so(self):
        verified = self.verify(self.early)
        self.assertEqual(verified.returncode, 0, verified.stderr)
        self.assertNotIn("may be missing", verified.stdout)
        verified = self.verify(self.within)
        self.assertEqual(verified.returncode, 0, verified.stderr)
        self.assertIn(f"the archive was made on {EARLY}, within its period: entries of this day and of later ones may be missing", verified.stdout)

    def test_no_part_of_the_period_can_be_left_out(self):
        def fewer(forgery, number):
            forgery.change_manifest("^entries (.*)", lambda found: f"entries {int(found.group(1)) - number}")

        def without_the_last(forgery):
            path, gone = max((forgery / "entries/2016").iterdir()), []
            forgery.change_lines(path, lambda lines: gone.append(lines.pop()["place"]))
            for agents in (forgery / "agents").glob("2016/*"):
                forgery.change_lines(agents, lambda lines: lines.__setitem__(slice(None), [line for line in lines if line["place"] not in gone]))
            forgery.change_manifest("^(range 2016 [0-9]+) .*", rf"\1 {gone[0].split('/')[1]}")
            fewer(forgery, 1)

        def without_a_year(forgery, year):
            fewer(forgery, sum(len(file.read_text().splitlines()) for file in (forgery / f"entries/{year}").iterdir()))
            forgery.remove(f"entries/{year}", *(forgery / "agents").glob(str(year)))
            forgery.change_manifest(f"^range {year} .*\n", "")

        def without_the_newest_year(forgery):
            without_a_year(forgery, 2016)

        def without_its_tiles_too(forgery):
            without_a_year(forgery, 2016)
            forgery.remove("shards/2016/tile")

        def without_the_first_year(forgery):
            without_a_year(forgery, 2015)
            forgery.remove("shards/2015")

        def as_if_exported_earlier(forgery):
            without_the_last(forgery)
            forgery.change_manifest("^exported .*", "exported 2016/1 2016-01-04T10:00:00.000Z")

        def told_by_another_entry(forgery):
            as_if_exported_earlier(forgery)
            forgery.change_lines("shards/2016/exported.ndjson", lambda lines: lines.clear())

        def of_another_order(forgery):
            without_the_last(forgery)
            forgery.change_manifest("^period .*", "period 2015-01-01 2016-01-30")

        for change, why in ((without_the_last, r"refused: 2016/\d+ is of the period and is missing"),
                            (without_the_newest_year, "refused: 2016/0 is of the period and is missing"),
                            (without_its_tiles_too, "refused: .*shards/2016/tile/.*: no such file"),
                            (without_the_first_year, "refused: 2016 follows a year of the period that is missing"),
                            (as_if_exported_earlier, r"refused: 2016/\d+ does not tell of this export"),
                            (told_by_another_entry, "refused: no entry of the log tells of this export"),
                            (of_another_order, r"refused: 2016/\d+ does not tell of this export")):
            with self.subTest(change.__name__):
                done = self.forged(self.early, change)
                self.assertEqual(done.returncode, 1, done.stdout)
                self.assertRegex(done.stderr, why)
        self.assertEqual(self.forged(self.early, lambda forgery: None).returncode, 0, "signed again, and nothing changed")

    class Changed:
        def __init__(self, file, byte):
            self.file, self.byte, self.before = file, byte, file.read_bytes()

        def __enter__(self):
            content = bytearray(self.before)
            content[self.byte] ^= 1
            self.file.write_bytes(content)

        def __exit__(self, *_):
            self.file.write_bytes(self.before)

    def changed(self, file, byte):
        return self.Changed(file, byte)

    # Words after `log export`, and what standard error says.
    REFUSED = {
        "something stands there": (["crossroads.db"], {}, "something stands here already"),
        "no entries then": (["new"], {"--from": "2001-01-01", "--to": "2001-12-31"}, "the log has no entries in this period"),
        "no certificate": (["new"], {"--certificate": "crossroads.db"}, "the recipient's certificate can't be read"),
        "a short key": (["new"], {"--certificate": "short.pem"}, "too short"),
        "a key for signatures": (["new"], {"--certificate": "signing.pem"}, "can't be encrypted to"),
    }

    def test_refused_and_nothing_left(self):
        certificate(self.place, "short", "-newkey", "rsa:2048")
        certificate(self.place, "signing", "-newkey", "ed25519")
        before = (self.place / "crossroads.db").stat().st_size
        for name, (words, other, why) in self.REFUSED.items():
            with self.subTest(name):
                options = {"--certificate": "committee.pem", "--from": "2015-01-01", "--to": "2016-12-31", **other}
                done = run(BINARY, "log", "export", *words, "--store", "crossroads.db", "--log", "hub", "--by", "A. Maes", "--reason", "x",
                           *(word for option in options.items() for word in option), cwd=self.place)
                self.assertEqual(done.returncode, 1, done.stdout)
                self.assertIn(why, done.stderr)
                self.assertFalse((self.place / "new").exists())
        self.assertFalse(re.search(r"new\.", " ".join(os.listdir(self.place))), "no file beside it either")
        self.assertGreaterEqual((self.place / "crossroads.db").stat().st_size, before)


if __name__ == "__main__":
    unittest.main()
