"""The committee's archive of a monthly run's log is opened and verified without our software, by the commands of its own README.

tar, OpenSSL's command and sha256sum; and the enclosed verify.go, which leaves notes and trees to Go's golang.org/x/mod/sumdb.
"""

import os
import pathlib
import re
import shutil
import tempfile
import unittest

from archives import BINARY, EARLY, ENTRY, SIGN_NOTE, Archives, certificate, commands, run
from forgery import Ed25519PrivateKey, Forgery, signer


class Archive(Archives):
    def test_by_the_commands_of_its_readme(self):
        line = re.search(r"^  (tar .*bash steps)$", (self.opened / "README.txt").read_text(), re.M).group(1)
        with self.copy(self.opened) as folder:
            shutil.rmtree(folder / "sealed")
            shutil.rmtree(folder / "opened")
            done = run("bash", "-c", line, cwd=folder, env=self.surroundings)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertEqual(done.stdout.count("Signature Verified Successfully"), 1 + len(list((folder / "opened/shards").iterdir())))
            self.assertRegex(done.stdout, r"\d+ entries in the tree and as they were logged, 1 of them erased")
            self.assertTrue(done.stdout.endswith("\nAll that was verified holds\n"), done.stdout)

    def test_the_commands_of_its_readme_end_where_something_is_wrong(self):
        """Each in the step that is about it, and nothing is done after it."""
        def another_part(folder):
            parts = sorted((folder / "sealed").iterdir())
            content = bytearray(parts[-1].read_bytes())
            content[-1] ^= 1  # of the tag: OpenSSL has put out everything when it finds it
            parts[-1].write_bytes(content)
            (folder / "archive.tar").unlink()
            assert run("tar", "-cf", "archive.tar", "-C", "sealed", *(part.name for part in parts), cwd=folder).returncode == 0
            shutil.rmtree(folder / "sealed")
            shutil.rmtree(folder / "opened")

        def another_entry(folder):
            entries = next((folder / "opened/entries/2015").iterdir())
            entries.write_text(entries.read_text().replace("sent", "seen", 1))

        def one_more(folder):
            (folder / "opened/more").write_text("x")

        def one_twice_and_one_more(folder):
            one_more(folder)
            sums = folder / "opened/SHA256SUMS"
            sums.write_text(sums.read_text() + sums.read_text().splitlines(keepends=True)[0])

        def another_list(folder):
            another_entry(folder)
            Forgery(folder, None).list_again()

        def another_text(folder):
            manifest = folder / "opened/manifest"
            manifest.write_text(manifest.read_text().replace("agents yes", "agents no"))
            assert "agents no" in manifest.read_text()

        def trusted(change):
            def changed(folder):
                file = folder / "trusted.vkey"
                file.write_text("".join(change(line) + "\n" for line in file.read_text().splitlines()))
            return changed

        def keys_of_its_own(folder):
            """Nobody trusts the key that everything is signed with; the archive brings it along, beside one that is trusted."""
            trusted(lambda line: line if "/hub/2015+" not in line else line.replace("hub", "hub2"))(folder)

        def listed(folder):
            forgery = Forgery(folder, signer(SIGN_NOTE, self.at[1]))
            forgery.seal()

        def another_checkpoint(folder):
            checkpoint = folder / "opened/shards/2015/checkpoint"
            lines = checkpoint.read_text().split("\n")
            checkpoint.write_text("\n".join([*lines[:2], lines[2][::-1].lstrip("="), *lines[3:]]))
            listed(folder)

        def another_year(folder):
            shutil.copy(folder / "opened/shards/2016/checkpoint", folder / "opened/shards/2015/checkpoint")
            listed(folder)

        for change, step, why in ((another_part, 1, "Error decrypting CMS"), (another_entry, 2, "did NOT match"), (one_more, 2, "./more"),
                                  (one_twice_and_one_more, 2, "./more"), (another_list, 2, "the manifest is of another list"), (another_text, 3, "manifest is not signed"),
                                  (trusted(lambda line: line[:-1] + ("A" if line[-1] != "A" else "B")), 3, "manifest is not signed"),
                                  (keys_of_its_own, 3, "shards/2015/checkpoint is not signed"), (another_checkpoint, 3, "shards/2015/checkpoint is not signed"),
                                  (another_year, 3, "shards/2015 is of another log or year")):
            for first in ([0], []):  # with the options that end the shell, and without
                with self.subTest(change.__name__, first=first), self.copy(self.opened) as folder:
                    change(folder)
                    readme = (folder / "README.txt").read_text()
                    before = "" if step == 1 else "cd opened\n"
                    after = "" if step == 1 else commands(readme, *range(2, step))
                    done = run("bash", input=f"{commands(readme, *first)}{before}{after}echo so far\n{commands(readme, step)}echo went on\n", cwd=folder)
                    self.assertNotEqual(done.returncode, 0, done.stdout)
                    self.assertIn("so far", done.stdout, done.stderr)
                    self.assertNotIn("went on", done.stdout)
                    self.assertIn(why, done.stdout + done.stderr)
                    self.assertFalse(step == 1 and list((folder / "opened").iterdir()), "what did not open whole is not used")

    def test_keys_with_a_plus_in_their_base_64_fit(self):
        """A verifier key is name+id+base 64, and the base 64 may even end with a plus."""
        with tempfile.TemporaryDirectory(dir=self.place) as name:
            place = pathlib.Path(name)
            for _ in range(5000):
                key = Ed25519PrivateKey.make(place)
                if key.vkey("x").endswith("+"):
                    break
            self.assertTrue(key.vkey("x").endswith("+"))
            origin = "crossroads.invalid/0308357159/hub/2016"
            (place / "opened/shards/2016").mkdir(parents=True)
            (place / "opened/manifest").write_text(key.signed("institution 0308357159\nlog hub\nexported 2016/1 x\n", origin))
            (place / "opened/shards/2016/checkpoint").write_text(key.signed(f"{origin}\n1\n{'A' * 43}=\n", origin))
            (place / "trusted.vkey").write_text(f"{Ed25519PrivateKey.make(place).vkey(origin)}\n{key.vkey(origin)}\n")
            done = run("bash", input=commands((self.opened / "README.txt").read_text(), 0) + "cd opened\n" + commands((self.opened / "README.txt").read_text(), 3), cwd=place)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assertEqual(done.stdout.count("Signature Verified Successfully"), 2)

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

    def test_made_within_its_period_it_says_so(self):
        verified = self.verify(self.early)
        self.assertEqual(verified.returncode, 0, verified.stderr)
        self.assertNotIn("may be missing", verified.stdout)
        verified = self.verify(self.within)
        self.assertEqual(verified.returncode, 0, verified.stderr)
        self.assertIn(f"the archive was made on {EARLY}, within its period: entries of this day and of later ones may be missing", verified.stdout)

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
