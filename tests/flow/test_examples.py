"""replay on the example folders prints what SPEC's examples expect, byte for byte, however the folder is written."""

import csv
import gzip
import random
import shutil
import subprocess
import unittest

from binary import EXAMPLES, TODAY, Workplace, crossroads

EXPECTED = {"11-031": ("11/031", "2011-04", "2011-12"), "18-055": ("18/055", "2018-05", "2020-06")}
FILES = ["persons", "nationalities", "stays", "aid", "reimbursements", "replacements"]


def gzipped(folder):
    for name in FILES:
        with open(folder / f"{name}.csv", "rb") as plain, gzip.open(folder / f"{name}.csv.gz", "wb") as packed:
            shutil.copyfileobj(plain, packed)
        (folder / f"{name}.csv").unlink()


def zstandard(folder):
    for name in FILES:
        subprocess.run(["zstd", "-q", "--rm", str(folder / f"{name}.csv")], check=True)


def with_byte_order_mark(folder):
    for name in FILES:
        file = folder / f"{name}.csv"
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())


def with_carriage_returns(folder):
    for name in FILES:
        file = folder / f"{name}.csv"
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


def rewritten(folder, change):
    for name in FILES:
        with open(folder / f"{name}.csv", newline="") as file:
            rows = list(csv.reader(file))
        rows = change(rows)
        with open(folder / f"{name}.csv", "w", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)


def with_columns_in_another_order(folder):
    rewritten(folder, lambda rows: [row[::-1] for row in rows])


def with_rows_in_another_order(folder):
    rewritten(folder, lambda rows: rows[:1] + random.Random(5).sample(rows[1:], len(rows) - 1))


def without_what_may_be_missing(folder):
    (folder / "reimbursements.csv").unlink()
    if len((folder / "replacements.csv").read_text().splitlines()) == 1:
        (folder / "replacements.csv").unlink()


WRITTEN = [lambda folder: None, gzipped, zstandard, with_byte_order_mark, with_carriage_returns, with_columns_in_another_order,
           with_rows_in_another_order, without_what_may_be_missing]


class Replay(unittest.TestCase):
    def test_examples(self):
        for example, (authorisation, first, last) in EXPECTED.items():
            expected = (EXAMPLES / example / "expected.ndjson").read_bytes()
            for write in WRITTEN:
                for threads in (1, 2):
                    with self.subTest(example=example, written=write.__name__, threads=threads), Workplace() as work:
                        folder = work.folder(example)
                        write(folder)
                        answer = crossroads("replay", "--authorisation", authorisation, "--from", first, "--to", last, "--data", folder,
                                            "--today", TODAY, "--threads", threads)
                        self.assertEqual(answer.stderr.decode().splitlines()[-1].split(",")[1], " 0 set aside")
                        self.assertEqual(answer.returncode, 0)
                        self.assertEqual(answer.stdout, expected)

    def test_formatted_numbers_are_the_same_numbers(self):
        with Workplace() as work:
            folder = work.folder()
            persons = (folder / "persons.csv").read_text().splitlines()
            dotted = [f"{row[:2]}.{row[2:4]}.{row[4:6]}-{row[6:9]}.{row[9:11]}{row[11:]}" for row in persons[1:]]
            (folder / "persons.csv").write_text("\n".join(persons[:1] + dotted) + "\n")
            answer = crossroads("replay", "-a", "11/031", "--from", "2011-04", "--to", "2011-12", "--data", folder, "--today", TODAY)
            self.assertEqual(answer.stdout, (EXAMPLES / "11-031" / "expected.ndjson").read_bytes())


if __name__ == "__main__":
    unittest.main()
