"""law render on the real binary: one self-contained page, on standard output or in a file."""

import html.parser
import unittest

from binary import ROOT, Workplace, crossroads

LAWS = ROOT / "authorisations"


class Page(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.language, self.paragraphs, self.outside = None, [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "html":
            self.language = values["lang"]
        if values.get("class") == "paragraph":
            self.paragraphs.append(values["id"])
        if tag in ("script", "link", "img", "iframe") or any(values.get(name, "#")[:1] != "#" for name in ("href", "src")):
            self.outside.append((tag, attributes))


class Render(unittest.TestCase):
    def test_each_law_in_each_language(self):
        for name, last in (("11/031", 28), ("18/055", 36)):
            for language in ("en", "fr", "nl", "de"):
                with self.subTest(law=name, language=language):
                    answer = crossroads("law", "render", name, "--language", language)
                    self.assertEqual((answer.returncode, answer.stderr), (0, b""))
                    page = Page(answer.stdout.decode())
                    self.assertEqual(page.language, language)
                    self.assertEqual(page.outside, [])
                    for paragraph in range(1, last + 1):
                        self.assertEqual(page.paragraphs.count(f"p{paragraph}"), 1)

    def test_into_a_file(self):
        with Workplace() as work:
            file = work.path / "page.html"
            answer = crossroads("law", "render", LAWS / "11-031.law", "--output", file)
            self.assertEqual((answer.returncode, answer.stdout), (0, b""))
            self.assertEqual(file.read_bytes(), crossroads("law", "render", "11/031").stdout)

    def test_what_cannot_be_rendered(self):
        with Workplace() as work:
            law = work.path / "11-031.law"
            law.write_bytes((LAWS / "11-031.law").read_bytes())
            for file, text in ((None, None), ("texts/11-031.fr.txt", "no paragraph\n"), ("texts/11-031.fr.txt", "§1\nText.\n"),
                               ("11-031.cases", "cases of 18/055\n")):
                if file:
                    (work.path / file).parent.mkdir(exist_ok=True)
                    (work.path / file).write_text(text)
                with self.subTest(file=file, text=text):
                    answer = crossroads("law", "render", law)
                    self.assertEqual((answer.returncode, answer.stdout), (1, b""))
                    self.assertIn(b"11-031.", answer.stderr)


if __name__ == "__main__":
    unittest.main()
