"""Software that no one here wrote verifies a log as ours publishes it, and refuses every one-bit mutant of it.

Go's golang.org/x/mod/sumdb (Debian's golang-golang-x-mod-dev): notes, tiles, every inclusion and consistency proof of up to 256 leaves.
@sigstore/verify (npm): checkpoint and inclusion. OpenSSL's command: signatures and cosignatures over the bytes that they sign.
"""

import base64
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WRITE_LOG = os.environ.get("WRITE_LOG", str(ROOT / "build" / "release" / "write_log"))
BINARY = os.environ.get("CROSSROADS_BINARY", str(ROOT / "build" / "release" / "crossroads"))
# RFC 8410: what stands before the 32 bytes of a public key of Ed25519.
ED25519 = bytes.fromhex("302a300506032b6570032100")
LINE = re.compile(r"^\u2014 (\S+) (\S+)$")


def run(*words, **options):
    return subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False, timeout=600, **options)


def one_bit_changed(content, bit):
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


class Strangers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.place = pathlib.Path(tempfile.mkdtemp(prefix="crossroads-strangers-"))
        cls.addClassCleanup(shutil.rmtree, cls.place)
        cls.go = cls.place / "verify"
        # Debian's packages lie in a GOPATH of their own; nothing is downloaded.
        surroundings = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "", "GOCACHE": str(cls.place / "go-cache")}
        built = run("go", "build", "-o", cls.go, ".", cwd=HERE / "go", env=surroundings)
        assert built.returncode == 0, built.stderr

    def written(self, *numbers):
        folder = self.place / "-".join(map(str, numbers))
        if not folder.exists():
            written = run(WRITE_LOG, folder, *numbers)
            self.assertEqual(written.returncode, 0, written.stderr)
        return folder

    def by_go(self, *words):
        done = run(self.go, *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_go_verifies_logs_of_many_sizes(self):
        for leaves in (3, 255, 256, 257, 512, 70000):
            with self.subTest(leaves=leaves):
                self.assertRegex(self.by_go(self.written(leaves)), rf"^{leaves} leaves, \d+ tiles read, \d+ proof files, one growth\n$")

    def test_go_makes_the_same_proofs(self):
        told = self.by_go(self.written(600, 256), "proofs")
        self.assertEqual(told, "256 leaves, 256 roots, 32896 inclusion proofs, 32896 consistency proofs\n")

    def test_go_refuses_every_mutant(self):
        told = self.by_go(self.written(600, 256), "mutants").splitlines()
        self.assertEqual(len(told), 9)
        for line in told:
            # A checkpoint has two padded signatures and a root; a proof of ten hashes has as many spare digits more.
            refused, same = map(int, re.search(r": (\d+) mutants refused, (\d+) mean the same bytes to Go$", line).groups())
            self.assertGreater(refused, 300, line)
            self.assertLess(same, 40, line)

    def test_go_refuses_a_file_that_is_not_there(self):
        folder = self.place / "incomplete"
        shutil.copytree(self.written(257), folder)
        (folder / "tile/1/000.p/1").unlink()
        done = run(self.go, folder)
        self.assertEqual(done.returncode, 1, done.stdout)

    def test_sigstore_verifies_and_refuses_every_mutant(self):
        done = run("node", HERE / "verify.mjs", self.written(600, 256))
        self.assertEqual(done.returncode, 0, done.stderr)
        proofs, refused = map(int, re.match(r"(\d+) proofs and their checkpoint verified, (\d+) mutants refused", done.stdout).groups())
        self.assertEqual(proofs, 38)
        self.assertGreater(refused, 5000)

    def test_go_verifies_the_log_of_a_monthly_run(self):
        place = self.place / "run"
        place.mkdir()
        store, published = place / "crossroads.db", place / "published"

        def crossroads(*words):
            done = run(BINARY, *words)
            self.assertEqual(done.returncode, 0, done.stderr)
            return done.stdout

        crossroads("synth", "--persons", 1500, "--seed", 3, "--out", place / "data", "--quiet")
        crossroads("import", place / "data", "--store", store, "--quiet")
        crossroads("run", "--authorisation", "11/031", "--month", "2015-06", "--store", store, "--quiet")
        keys = crossroads("log", "keys", "show", "--store", store).splitlines()
        published.mkdir()
        (published / "log.vkey").write_text(next(key for key in keys if "/hub/" in key))
        with subprocess.Popen([BINARY, "log", "witness", "--name", "witness.example/w", "--state", place / "witness", "--log-key", published / "log.vkey"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as witness:
            address, key = witness.stdout.readline().strip(), witness.stdout.readline().strip()
            (published / "witness.vkey").write_text(key)
            told = json.loads(crossroads("log", "checkpoint", "--store", store, "--log", "hub", "--publish", published, "--witness", address,
                                         "--witness-key", key, "--format", "json"))
            witness.terminate()
        (published / "proofs").mkdir()
        for entry in range(0, told["size"], 97):
            crossroads("log", "prove", "--store", store, "--log", "hub", "--entry", f"{told['year']}/{entry}", "--under", told["size"], "--output",
                       published / "proofs" / f"{entry}.tlog-proof")
        self.assertRegex(self.by_go(published, "published"), rf"^{told['size']} leaves, \d+ tiles read, {1 + (told['size'] - 1) // 97} proof files\n$")
        for file in (next(file for file in sorted((published / "tile/entries").rglob("*")) if file.is_file()), published / "checkpoint", published / "proofs/97.tlog-proof"):
            content = file.read_bytes()
            file.write_bytes(one_bit_changed(content, 8 * (len(content) // 3)))
            with self.subTest(changed=file.name):
                self.assertEqual(run(self.go, published, "published").returncode, 1)
            file.write_bytes(content)

    def by_openssl(self, key, message, signature):
        for name, content in (("key.der", ED25519 + key), ("message", message), ("signature", signature)):
            (self.place / name).write_bytes(content)
        done = run("openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", self.place / "key.der",
                   "-in", self.place / "message", "-sigfile", self.place / "signature")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done.returncode == 0

    def test_openssl_verifies_signature_and_cosignature(self):
        folder = self.written(600, 256)
        note = (folder / "checkpoint").read_bytes()
        body, _, lines = note.rpartition(b"\n\n")
        body += b"\n"
        by_name = dict(LINE.match(line).groups() for line in lines.decode().splitlines())
        self.assertEqual(len(by_name), 2)
        for file in ("log.vkey", "witness.vkey"):
            name, key_id, key = (folder / file).read_text(encoding="utf-8").strip().split("+", 2)
            kind, public = base64.b64decode(key)[0], base64.b64decode(key)[1:]
            blob = base64.b64decode(by_name[name])
            self.assertEqual(blob[:4].hex(), key_id)
            message, signature = body, blob[4:]
            if kind == 4:
                seconds = int.from_bytes(signature[:8], "big")
                message, signature = b"cosignature/v1\ntime %d\n" % seconds + body, signature[8:]
            with self.subTest(file=file, kind=kind):
                self.assertTrue(self.by_openssl(public, message, signature))
                for bit in range(0, 8 * len(signature), 37):
                    self.assertFalse(self.by_openssl(public, message, one_bit_changed(signature, bit)), bit)
                for bit in range(0, 8 * len(message), 61):
                    self.assertFalse(self.by_openssl(public, one_bit_changed(message, bit), signature), bit)


if __name__ == "__main__":
    unittest.main()
