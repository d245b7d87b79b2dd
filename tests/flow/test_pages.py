"""The pages, opened in Debian's Chromium: no word on the console, no request, nothing beyond the window's edge, in light and in dark."""

import json
import unittest

from binary import TODAY, Workplace, crossroads
from browser import Browser

NOTHING = {"overflowing": [], "console": [], "requests": []}
WINDOWS = ((1400, False), (1400, True), (1000, False))  # width, dark
# Of each deliberation, the example's folder and the months that its expected decisions cover.
WORLDS = {"11/031": ("11-031", "2011-04", "2011-12"), "18/055": ("18-055", "2018-05", "2020-06")}
LANGUAGES = ("en", "de")


def faults(seen):
    return {name: seen[name] for name in NOTHING}


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = cls.enterClassContext(Workplace())
        cls.browser = cls.enterClassContext(Browser())

    def do(self, *words):
        answer = crossroads(*words, "--quiet")
        self.assertEqual(answer.returncode, 0, answer.stderr.decode())
        return answer.stdout

    def check(self, file, heading, language):
        grounds = set()
        for width, dark in WINDOWS:
            with self.subTest(page=file.name, width=width, dark=dark):
                seen = self.browser.look_at(file, width, dark)
                self.assertEqual(faults(seen), NOTHING)
                self.assertIn(heading, seen["heading"])
                self.assertEqual(seen["language"], language)
                self.assertTrue(seen["title"])
                grounds.add(seen["background"])
        self.assertEqual(len(grounds), 2, "light and dark differ")

    def test_the_report_of_a_run(self):
        months = {"en": "December 2011", "fr": "décembre 2011", "nl": "december 2011", "de": "Dezember 2011"}
        store = self.work.path / "report.db"
        self.do("import", self.work.folder("11-031", "report-data"), "--store", store, "--today", TODAY)
        for language, month in months.items():
            file = self.work.path / f"report.{language}.html"
            self.do("run", "-a", "11/031", "-m", "2011-12", "--store", store, "--dry-run", "--report", file, "--language", language)
            self.check(file, month, language)

    def test_the_report_of_a_run_over_many(self):
        store, folder = self.work.path / "many.db", self.work.path / "many"
        self.do("synth", "--persons", 3000, "--seed", 5, "--out", folder)
        self.do("import", folder, "--store", store, "--today", TODAY)
        for authorisation, month, language, heading in (("11/031", "2016-03", "nl", "maart 2016"), ("18/055", "2022-03", "de", "März 2022")):
            file = self.work.path / f"many.{month}.html"
            self.do("run", "-a", authorisation, "-m", month, "--store", store, "--report", file, "--language", language)
            self.check(file, heading, language)

    def test_the_timeline_of_a_person(self):
        for authorisation, (example, first, last) in WORLDS.items():
            folder = self.work.folder(example, f"timeline-{example}")
            replayed = self.do("replay", "-a", authorisation, "--from", first, "--to", last, "--data", folder, "--today", TODAY)
            sent = [decision for decision in map(json.loads, replayed.splitlines()) if decision["outcome"] == "transmit"][-1]
            for language in LANGUAGES:
                file = self.work.path / f"timeline.{example}.{language}.html"
                file.write_bytes(self.do("explain", "-a", authorisation, "-n", sent["niss"], "-m", sent["month"], "--data", folder, "--today",
                                         TODAY, "--language", language, "--format", "html"))
                self.check(file, sent["month"][:4], language)

    def test_an_authorisation(self):
        for authorisation, language in (("11/031", "fr"), ("18/055", "en")):
            file = self.work.path / f"{WORLDS[authorisation][0]}.html"
            file.write_bytes(self.do("law", "render", authorisation, "--language", language))
            self.check(file, authorisation, language)

    def test_a_fault_would_be_seen(self):
        faulty = {
            "console": ('<script>console.warn("beware")</script>', ["beware"]),
            "exception": ("<script>throw 1</script>", ["Uncaught"]),
            "requests": ('<img src="other.png" alt="">', [(self.work.path / "other.png").as_uri()]),
            "overflowing": ('<div style="width:1500px">wide</div>', ["HTML to 1400", "DIV to 1508"]),
        }
        for name, (fault, expected) in faulty.items():
            with self.subTest(fault=name):
                file = self.work.path / f"{name}.html"
                file.write_text(f'<!DOCTYPE html><html lang="en"><title>t</title><h1>h</h1>{fault}</html>')
                seen = self.browser.look_at(file)
                self.assertEqual(seen["console" if name == "exception" else name], expected)
        harmless = self.work.path / "harmless.html"
        harmless.write_text('<!DOCTYPE html><html lang="en"><title>t</title><h1>h</h1><div style="overflow-x:auto"><p style="width:3000px">in a '
                            "box that scrolls</p></div></html>")
        self.assertEqual(faults(self.browser.look_at(harmless)), NOTHING)


if __name__ == "__main__":
    unittest.main()
