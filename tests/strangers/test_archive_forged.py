"""An archive that its own institution forged, digests and manifest made to fit with the log's keys, is refused by the program that is enclosed in it."""

import base64
import hashlib
import unittest

from archives import ENTRY, SIGN_NOTE, Archives
from forgery import Forgery, signer


class Forged(Archives):
    def forged(self, source, change):
        """What the program says of an archive that was changed, and then signed with the log's own key."""
        with self.copy(source) as folder:
            forgery = Forgery(folder, signer(SIGN_NOTE, self.at[1]))
            change(forgery)
            forgery.seal()
            return self.verify(folder)

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

    def test_every_change_behind_a_list_that_was_made_again_is_refused_for_what_it_is(self):
        """SHA256SUMS fits, and the manifest is signed by the log's own key."""
        def flipped(pattern, byte):
            return lambda forgery: forgery.flip(forgery.first(pattern), byte)

        def line(pattern, change, choose=lambda line: True):
            return lambda forgery: forgery.change_line(forgery.first(pattern), change, choose)

        def unless_erased(line):
            return "text" in line

        def another_text(line):
            line["text"] = line["text"].replace('":"', '":"x', 1)

        def another_leaf(line):
            line["leaf"] = ("A" if line["leaf"][-9] != "A" else "B").join((line["leaf"][:-9], line["leaf"][-8:]))

        def erased(line):
            del line["salt"], line["text"]
            line["erased"] = True

        def another_root(pattern, year):
            return lambda forgery: forgery.another_root(forgery.first(pattern), year)

        def all_made_to_fit(forgery):
            """An entry says something else; its leaf, the bundle and the tile with the leaf's hash follow. Only the tiles above stand."""
            def change(one):
                another_text(one)
                says = b"crossroads-log-commitment-v1" + base64.b64decode(one["salt"]) + one["text"].encode()
                leaf = base64.b64decode(one["leaf"])
                leaf = leaf[:54] + hashlib.sha256(says).digest() + leaf[86:]
                one["leaf"] = base64.b64encode(leaf).decode()
                forgery.put("shards/2015/tile/entries/000", 5 * 152 + 2, leaf)
                forgery.put("shards/2015/tile/0/000", 5 * 32, hashlib.sha256(b"\0" + leaf).digest())
            forgery.change_line(forgery.first("entries/2015/*"), change, lambda one: one["place"] == "2015/5")

        def two_exchanged(forgery):
            forgery.change_lines(forgery.first("entries/2015/*"), lambda lines: lines.insert(1, lines.pop(2)))

        def one_entry_out(forgery):
            forgery.change_lines(forgery.first("entries/2015/*"), lambda lines: lines.pop(2))

        def no_statement(forgery):
            newest = max((forgery / "shards").iterdir()) / "open.ndjson"
            forgery.change_lines(newest, lambda lines: lines.__setitem__(slice(None), [one for one in lines if "erased-entry" not in one["text"]]))

        def of_another_size(forgery):
            kept = forgery / forgery.first("shards/2016/kept/*/checkpoint").parent
            kept.rename(kept.with_name(str(int(kept.name) - 1)))

        def no_link(forgery):
            forgery.change_lines("shards/2016/open.ndjson", lambda lines: lines.pop(0))

        cases = {
            "a leaf of a bundle": (flipped("shards/2015/tile/entries/**/*", 100), "entry 2015/0 is not in the tree"),
            "a hash of the lowest tile": (flipped("shards/2015/tile/0/**/*", 40), "entry 2015/1 is not in the tree"),
            "a hash of a tile above": (flipped("shards/2015/tile/1/**/*", 10), "downloaded inconsistent tile"),
            "a checkpoint's root": (flipped("shards/2015/checkpoint", 60), "invalid signature for key crossroads.invalid/"),
            "another tree that the log signed": (another_root("shards/2015/checkpoint", 2015), "2016 does not begin where 2015 ended"),
            "another tree of 2016 that the log signed": (another_root("shards/2016/checkpoint", 2016), "the proof of 2016/0 is of another tree"),
            "a kept checkpoint of another tree, signed": (another_root("shards/2016/kept/*/checkpoint", 2016), "is of a log that was rewritten since"),
            "an entry with its leaf, bundle and tile": (all_made_to_fit, "hash 0 of shards/2015/tile/1 is not made of the leaves"),
            "what an entry says": (line("entries/2015/*", another_text, unless_erased), r"2015/\d+ is not what its leaf is committed to"),
            "an entry's leaf": (line("entries/2015/*", another_leaf), "2015/0 has another leaf than the log"),
            "an entry's time": (line("entries/2015/*", lambda one: one.update(time="2015-07-02T10:00:00.000Z")), "2015/0 has another time than its leaf"),
            "an entry as if it were erased": (line("entries/2015/*", erased, unless_erased), r"2015/\d+ was erased and no entry of the log says so"),
            "two entries exchanged": (two_exchanged, "2015/2 stands where another entry should"),
            "an entry left out": (one_entry_out, "2015/3 stands where another entry should"),
            "who an agent was": (line("agents/*/*", another_text), r"\d+/\d+ is not what its leaf is committed to"),
            "an agent as if erased": (line("agents/*/*", erased), r"\d+/\d+ was erased and no entry of the log says so"),
            "what an open entry says": (line("shards/2016/open.ndjson", another_text), "2016/0 says something else than its leaf is committed to"),
            "the leaf of an open entry": (line("shards/2016/open.ndjson", another_leaf), "2016/0 is not in the tree"),
            "no entry that says what was erased": (no_statement, f"{ENTRY} was erased and no entry of the log says so"),
            "a kept checkpoint of a size that never was": (of_another_size, "is of another size"),
            "no link to the year before": (no_link, "2016 is not linked to the year before"),
        }
        for name, (change, why) in cases.items():
            with self.subTest(name):
                done = self.forged(self.opened, change)
                self.assertEqual(done.returncode, 1, done.stdout)
                self.assertRegex(done.stderr, "^refused: .*" + why)
                self.assertIn("files are those that were signed", done.stdout, "it is not the list that tells")

    def test_the_list_and_the_manifest_hold_each_other(self):
        with self.copy(self.opened) as folder:
            forgery = Forgery(folder, None)
            forgery.flip("verify.go", 100)
            self.assertIn("refused: verify.go was changed", self.verify(folder).stderr)
            forgery.list_again()
            self.assertIn("refused: SHA256SUMS is not the list that was signed", self.verify(folder).stderr)
            forgery.change_manifest("^sums .*", f"sums {hashlib.sha256((forgery / 'SHA256SUMS').read_bytes()).hexdigest()}")
            self.assertIn("refused: invalid signature for key crossroads.invalid/", self.verify(folder).stderr)

    def test_kept_checkpoints_of_years_without_tiles_are_only_read(self):
        """As README.txt says: they are signed, and not of a later state, but nothing here can compare them with the tree."""
        def another_tree(forgery):
            kept = forgery.first("shards/2[0-9][2-9][0-9]/kept/*/checkpoint")
            self.assertFalse((forgery / kept).parents[2].joinpath("tile").exists())
            forgery.another_root(kept, kept.parts[1])

        self.assertEqual(self.forged(self.opened, another_tree).returncode, 0)
        self.assertIn("invalid signature", self.forged(self.opened, lambda forgery: forgery.flip(forgery.first("shards/2[0-9][2-9][0-9]/kept/*/checkpoint"), 60)).stderr)


if __name__ == "__main__":
    unittest.main()
