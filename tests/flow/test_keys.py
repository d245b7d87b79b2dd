"""`crossroads keys` on the real binary: a test authority's whole life, held against the openssl command, and everything that is refused."""

import concurrent.futures
import json
import os
import shutil
import stat
import subprocess
import unittest

from binary import BINARY, Workplace

DESK, HUB = "0308356862", "0244640631"
DAY = "2026-05-04"


def do(*words, day=DAY, status=0):
    """Runs `crossroads keys …` on a day at noon, UTC, where time stands still (Debian's faketime); both outputs as text."""
    command = ["faketime", "-f", f"{day} 12:00:00", BINARY, "keys", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env={**os.environ, "TZ": "UTC"})
    assert done.returncode == status, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done


def openssl(*words, status=0):
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == status, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def seconds(day):
    return subprocess.run(["date", "-u", "-d", f"{day} 12:00:00", "+%s"], capture_output=True, text=True, check=True).stdout.strip()


class KeysTest(unittest.TestCase):
    def setUp(self):
        self.path = self.enterContext(Workplace()).path
        self.authority = self.path / "authority"
        do("authority", self.authority)

    def issue(self, name="desk", institution=DESK, *words, status=0, day=DAY):
        done = do("issue", "--authority", self.authority, "--institution", institution, "--name", f"The {name}", "--host", f"{name}.test",
                  "--address", "127.0.0.1", "--out", self.path / name, "--format", "json", *words, status=status, day=day)
        return json.loads(done.stdout) if status == 0 else done.stderr

    def files(self, name="desk"):
        return ["--certificate", self.path / name / "certificate.pem", "--key", self.path / name / "key.pem",
                "--authorities", self.authority / "authority.pem", "--list", self.authority / "list.pem"]

    def check(self, *words, name="desk", status=0, day=DAY, files=None):
        done = do("check", *(files or self.files(name)), "--format", "json", *words, status=status, day=day)
        return json.loads(done.stdout) | {"errors": done.stderr}

    def verified_by_openssl(self, name="desk", day=DAY, status=0):
        return openssl("verify", "-x509_strict", "-crl_check", "-purpose", "sslserver", "-attime", seconds(day), "-CAfile", self.authority / "authority.pem",
                       "-CRLfile", self.authority / "list.pem", self.path / name / "certificate.pem", status=status)


class TheLifeOfATestAuthority(KeysTest):
    def test_what_it_issues_is_believed_and_openssl_agrees(self):
        issued = self.issue()
        self.assertEqual(issued["institution"], DESK)
        self.assertIn("organizationIdentifier=NTRBE-" + DESK, issued["subject"])
        self.assertEqual((issued["hosts"], issued["addresses"]), (["desk.test"], ["127.0.0.1"]))
        found = self.check()
        self.assertTrue(found["usable"])
        self.assertEqual((found["usable_until"], found["then"]), ("2026-05-11T12:00:00Z", "list-out-of-date"))
        self.assertEqual([(one["kind"], one["state"], one["until"]) for one in found["deadlines"]],
                         [("list", "good", "2026-05-11T12:00:00Z"), ("certificate", "good", "2026-08-02T12:00:00Z"),
                          ("authority", "good", "2027-05-04T12:00:00Z")])
        self.assertEqual(found["errors"], "")
        self.verified_by_openssl()
        text = openssl("x509", "-noout", "-text", "-nameopt", "RFC2253", "-in", self.path / "desk" / "certificate.pem")
        for part in (found["subject"], found["issuer"], "ecdsa-with-SHA256", "NIST CURVE: P-256", "CA:FALSE", "Digital Signature",
                     "TLS Web Server Authentication, TLS Web Client Authentication", "DNS:desk.test, IP Address:127.0.0.1"):
            self.assertIn(part, text)
        self.assertEqual(openssl("pkey", "-check", "-noout", "-in", self.path / "desk" / "key.pem"), "Key is valid\n")

    def test_it_says_plainly_that_it_is_for_tests(self):
        self.issue()
        for text in (do("--help").stdout, do("authority", "--help").stdout, (self.authority / "README.txt").read_text(),
                     do("authority", self.path / "another").stdout):
            self.assertIn("tests and demonstrations", text)
        for file in (self.authority / "authority.pem", self.path / "desk" / "certificate.pem"):
            self.assertIn("For tests and demonstrations only", openssl("x509", "-noout", "-subject", "-in", file))

    def test_keys_are_their_owners_alone(self):
        self.issue()
        for file in (self.authority / "authority.key", self.path / "desk" / "key.pem"):
            self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
        os.chmod(self.path / "desk" / "key.pem", 0o640)
        self.assertIn("others than its owner may use this key's file", self.check()["errors"])

    def test_a_revoked_certificate_is_refused_with_the_next_list(self):
        for how in ("serial", "certificate"):
            with self.subTest(how):
                issued = self.issue(how)
                old_list = self.path / "old.pem"
                shutil.copy(self.authority / "list.pem", old_list)
                named = issued["serial"] if how == "serial" else self.path / how / "certificate.pem"
                revoked = json.loads(do("revoke", "--authority", self.authority, f"--{how}", named, "--reason", "keyCompromise", "--since", "2026-05-01",
                                        "--list", self.path / "copy.pem", "--format", "json").stdout)
                self.assertEqual((revoked["serial"], revoked["since"], revoked["reason"]), (issued["serial"], "2026-05-01T00:00:00Z", "keyCompromise"))
                self.assertEqual((self.path / "copy.pem").read_bytes(), (self.authority / "list.pem").read_bytes())
                found = self.check(name=how, status=1)
                self.assertEqual((found["usable"], found["reason"]), (False, "revoked"))
                self.assertIn("as of 2026-05-01T00:00:00Z (keyCompromise)", found["errors"])
                self.assertIn("certificate revoked", self.verified_by_openssl(how, status=2))
                files = self.files(how)
                self.assertTrue(self.check(files=files[:-1] + [old_list])["usable"], "who has the old list alone still believes it")
        text = openssl("crl", "-noout", "-text", "-in", self.authority / "list.pem", "-CAfile", self.authority / "authority.pem")
        for part in ("verify OK", "X509v3 CRL Number: \n                3\n", "Key Compromise", "Next Update: May 11 12:00:00 2026 GMT"):
            self.assertIn(part, text)
        self.assertEqual(text.count("Serial Number: "), 2)

    def test_a_list_runs_out_and_is_published_anew(self):
        self.issue()
        self.assertIn("an authority's revocation list ends in 47 hours", self.check("--at", "2026-05-09T12:00:01Z")["errors"])
        found = self.check(day="2026-05-11", status=1)
        self.assertEqual(found["reason"], "list-out-of-date")
        self.assertIn("CRL has expired", self.verified_by_openssl(day="2026-05-11", status=2))
        published = json.loads(do("list", "--authority", self.authority, "--days", "30", "--format", "json", day="2026-05-11").stdout)
        self.assertEqual((published["list_number"], published["list_until"], published["revocations"]), (2, "2026-06-10T12:00:00Z", []))
        self.assertTrue(self.check(day="2026-05-11")["usable"])
        self.verified_by_openssl(day="2026-05-11")

    def test_a_certificate_runs_out_and_is_renewed(self):
        self.issue("desk", DESK, "--days", "40")
        do("list", "--authority", self.authority, "--days", "100")
        self.assertIn("the certificate ends in 29 days", self.check("--at", "2026-05-14T13:00:00Z")["errors"])
        self.assertEqual(self.check("--at", "2026-06-13T12:00:00Z", status=1)["reason"], "expired")
        self.assertEqual(self.check("--at", "2026-05-04T11:59:59Z", status=1)["reason"], "not-yet-valid")
        self.issue("renewed", day="2026-06-13")
        self.assertTrue(self.check(name="renewed", day="2026-06-13")["usable"])

    def test_many_at_once_leave_one_index(self):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            serials = set(pool.map(lambda i: self.issue(f"n{i}")["serial"], range(24)))
        index = (self.authority / "index.txt").read_text()
        self.assertEqual({line.split()[1] for line in index.splitlines() if line.startswith("issued ")}, serials)
        self.assertEqual(len(serials), 24)
        self.assertEqual({file.stem for file in (self.authority / "issued").iterdir()}, serials)


class KilledAtAnyMoment(KeysTest):
    """Killed when it asks the system for the n-th time to write, make durable, rename or change a mode: strace does it."""

    CALLS = ("write", "fsync", "rename", "fchmodat")

    def killed(self, *words):
        """Runs the command once for each call at which it can be killed, with the folder as it then is; the last run is whole."""
        for call in self.CALLS:
            count = 0
            while True:
                count += 1
                command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={count}", BINARY, "keys"]
                done = subprocess.run([*command, *map(str, words)], capture_output=True, check=False, timeout=60)
                yield f"{call} {count}", done.returncode != 0
                if done.returncode == 0:
                    break

    def whole(self, authority, name):
        """What it must be able to do whatever happened to it."""
        out = self.path / name
        self.run_now("list", "--authority", authority)
        issued = json.loads(self.run_now("issue", "--authority", authority, "--institution", HUB, "--name", "N", "--host", "n.test", "--out", out, "--format", "json"))
        files = ["--certificate", out / "certificate.pem", "--key", out / "key.pem", "--authorities", authority / "authority.pem", "--list", authority / "list.pem"]
        self.run_now("check", *files)
        self.run_now("revoke", "--authority", authority, "--serial", issued["serial"], "--reason", "superseded")

    def run_now(self, *words):
        done = subprocess.run([BINARY, "keys", *map(str, words)], capture_output=True, text=True, check=False, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_issue(self):
        authority, deaths = self.path / "now", 0
        self.run_now("authority", authority)
        out = self.path / "out"
        for moment, died in self.killed("issue", "--authority", authority, "--institution", DESK, "--name", "N", "--host", "n.test", "--out", out):
            with self.subTest(moment):
                deaths += died
                index = (authority / "index.txt").read_text()
                known = {line.split()[1] for line in index.splitlines() if line.startswith("issued ")}
                for file in (out / "certificate.pem", *(authority / "issued").glob("*.pem")):
                    if file.exists():
                        serial = openssl("x509", "-noout", "-serial", "-in", file).strip().partition("=")[2]
                        self.assertIn(serial, known, f"{file.name} is about, and the index does not name it")
                for key in (authority / "authority.key", *out.glob("key.pem*")):
                    if key.exists():
                        self.assertEqual(stat.S_IMODE(key.stat().st_mode), 0o600)
                self.assertEqual(openssl("crl", "-noout", "-in", authority / "list.pem", "-CAfile", authority / "authority.pem"), "verify OK\n")
                shutil.rmtree(out, ignore_errors=True)
        self.assertGreater(deaths, 15, "it was hardly ever killed")
        self.whole(authority, "after")

    def test_revoke(self):
        authority, deaths = self.path / "now", 0
        self.run_now("authority", authority)
        serials = []
        for i in range(40):
            serials.append(json.loads(self.run_now("issue", "--authority", authority, "--institution", DESK, "--name", "N", "--host", "n.test", "--out",
                                                   self.path / f"n{i}", "--format", "json"))["serial"])
        for call in self.CALLS:
            for count in range(1, 100):
                serial = serials.pop()
                command = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={count}", BINARY, "keys",
                           "revoke", "--authority", authority, "--serial", serial, "--reason", "superseded"]
                died = subprocess.run(command, capture_output=True, check=False, timeout=60).returncode != 0
                deaths += died
                with self.subTest(f"{call} {count}"):
                    listed = openssl("crl", "-noout", "-text", "-in", authority / "list.pem", "-CAfile", authority / "authority.pem")
                    self.assertIn("verify OK", listed)
                    index = (authority / "index.txt").read_text()
                    if serial in listed or not died:
                        self.assertIn("revoked " + serial, index)
                    self.run_now("list", "--authority", authority)
                    listed = openssl("crl", "-noout", "-text", "-in", authority / "list.pem")
                    self.assertEqual("revoked " + serial in index, serial in listed)
                if not died:
                    break
        self.assertGreater(deaths, 10, "it was hardly ever killed")

    def test_authority(self):
        deaths = 0
        authority = self.path / "now"
        for number, (moment, died) in enumerate(self.killed("authority", authority)):
            with self.subTest(moment):
                deaths += died
                if not (authority / "index.txt").exists():
                    self.run_now("authority", authority)
                self.whole(authority, f"after{number}")
                shutil.rmtree(authority)
        self.assertGreater(deaths, 15, "it was hardly ever killed")


class WhatIsRefused(KeysTest):
    def test_the_commands(self):
        self.issue()
        folder = ["--authority", self.authority]
        new = ["issue", *folder, "--name", "N", "--out", self.path / "new"]
        institution = ["--institution", DESK]
        before = (self.authority / "index.txt").read_bytes()
        for name, words, status, says in (
            ("an authority where one is", ["authority", self.authority], 1, "this folder holds an authority already"),
            ("an authority where a file is", ["authority", self.authority / "index.txt"], 1, "this folder can't be made"),
            ("no authority", ["issue", "--authority", self.path, *institution, "--name", "N", "--host", "n.test", "--out", self.path / "new"], 1,
             "crossroads keys authority makes one"),
            ("files that are there", ["issue", *folder, *institution, "--name", "N", "--host", "n.test", "--out", self.path / "desk"], 1,
             "this file is there already"),
            ("check digits", [*new, "--institution", "0308356863", "--host", "n.test"], 2, "check digits"),
            ("no host", [*new, *institution], 2, "whom will others call?"),
            ("a real host", [*new, *institution, "--host", "www.ibz.be"], 1, "permitted subtree violation"),
            ("longer than the authority", [*new, *institution, "--host", "n.test", "--days", "366"], 1, "would outlive its authority"),
            ("no days", [*new, *institution, "--host", "n.test", "--days", "0"], 2, "--days"),
            ("nothing to revoke", ["revoke", *folder, "--reason", "superseded"], 2, "what is to be revoked?"),
            ("an unknown serial", ["revoke", *folder, "--reason", "superseded", "--serial", "4711"], 1, "this authority issued no such certificate"),
            ("an unknown reason", ["revoke", *folder, "--reason", "boredom", "--serial", "4711"], 2, "boredom"),
            ("no certificate to revoke", ["revoke", *folder, "--reason", "superseded", "--certificate", self.path / "none.pem"], 1, "there is no such file"),
            ("a moment that is none", ["check", *self.files(), "--at", "noon"], 2, "this is no moment"),
            ("another act", ["burn"], 2, "A subcommand is required"),
        ):
            with self.subTest(name):
                done = do(*words, status=status)
                self.assertIn(says, done.stderr)
                self.assertEqual(done.stdout, "")
        self.assertEqual((self.authority / "index.txt").read_bytes(), before, "something was written down")
        self.assertFalse((self.path / "new" / "key.pem").exists())

    def test_revoking_twice_or_for_another_authority(self):
        issued = self.issue()
        revoke = ["revoke", "--reason", "superseded", "--certificate", self.path / "desk" / "certificate.pem", "--authority"]
        do("authority", self.path / "other", "--name", "Other")
        self.assertIn("not of this authority", do(*revoke, self.path / "other", status=1).stderr)
        do(*revoke, self.authority)
        self.assertIn("it was revoked before", do(*revoke, self.authority, status=1).stderr)
        self.assertEqual((self.authority / "index.txt").read_text().count("revoked " + issued["serial"]), 1)

    def test_what_check_finds(self):
        self.issue("desk")
        self.issue("hub", HUB)
        do("authority", self.path / "other")
        files = dict(zip(*[iter(self.files())] * 2))
        damaged = self.path / "damaged.pem"
        damaged.write_text((self.authority / "list.pem").read_text()[:200])
        for name, changes, words, reason, says in (
            ("no such certificate", {"--certificate": self.path / "none.pem"}, [], "no-file", "there is no such file"),
            ("no PEM", {"--certificate": self.authority / "index.txt"}, [], "not-pem", "there is no certificate in this file"),
            ("no key", {"--key": files["--certificate"]}, [], "no-key", "there is no private key in this file"),
            ("another key", {"--key": self.path / "hub" / "key.pem"}, [], "other-key", "the private key is not that of the certificate"),
            ("no institution", {"--certificate": self.authority / "authority.pem", "--key": self.authority / "authority.key"}, [], "no-institution",
             "the certificate names no institution"),
            ("another authority", {"--authorities": self.path / "other" / "authority.pem"}, [], "unknown-authority", "not signed by an authority"),
            ("no authority", {"--authorities": files["--certificate"]}, [], "wrong-use", "this certificate is not an authority's"),
            ("no list", {"--list": self.path / "none.pem"}, [], "list-missing", "there is no such file"),
            ("half a list", {"--list": damaged}, [], "list-missing", "damaged PEM"),
            ("another authority's list", {"--list": self.path / "other" / "list.pem"}, [], "list-not-signed", "not signed by the authority that it names"),
            ("another institution", {}, ["--institution", HUB], "other-institution", "the certificate is another institution's"),
            ("another host", {}, ["--host", "desk.test", "--host", "hub.test"], "other-host", "the certificate is not for this host"),
        ):
            with self.subTest(name):
                words = [str(word) for pair in (files | changes).items() for word in pair] + words
                done = do("check", *words, "--format", "json", status=1)
                found = json.loads(done.stdout)
                self.assertEqual((found["usable"], found["reason"]), (False, reason))
                self.assertIn(says, found["problem"])
                self.assertIn(says, done.stderr)
                text = do("check", *words, status=1)
                self.assertIn(says, text.stderr)
        self.assertIn("can talk to others with this certificate until 2026-05-11T12:00:00Z", do("check", *self.files("hub"), "--host", "127.0.0.1", "--institution", HUB).stdout)
        several = do("check", *self.files("hub"), "--authorities", self.path / "other" / "authority.pem", "--list", self.path / "other" / "list.pem")
        self.assertEqual((several.stderr, several.stdout.count(" authority    CN=")), ("", 2))


if __name__ == "__main__":
    unittest.main()
