"""Bad input: each kind has its clear error and its exit status, and leaves the store as it was (SPEC §2, "Bad input").

A row that breaks a rule is set aside: status 3, the reason on standard error, the rest goes in. What is no data folder is refused
whole: status 1, nothing changes. --strict refuses where a row would be set aside.
"""

import gzip
import re
import subprocess
import unittest

from binary import TODAY, Workplace, append, contents, crossroads, replace

ASIDE, REFUSED = 3, 1
GOOD = "72030510220"  # a number of the example
STAY = "{niss},{since},{until},{legal},{register},{title},{ground},{quality},{recognised},{applied},{where},{sponsor}"
GRANT = "{aid},{niss},{centre},{nature},{category},{cents},{since},{until},{status}"


def stay(**values):
    row = dict(niss="71020410123", since="1999-01-01", until="1999-12-31", legal="yes", register="foreigners", title="E", ground="art40",
               quality="employee", recognised="", applied="", where="", sponsor="")
    row.update(values)
    return STAY.format(**row)


def grant(**values):
    row = dict(aid="NEW-1", niss=GOOD, centre="0207533082", nature="ris", category="2", cents="90000", since="2012-01-01",
               until="2012-01-31", status="granted")
    row.update(values)
    return GRANT.format(**row)


def person(niss="88022999297", rest="A,B,FR"):
    return f"{niss},{rest}"


def adds(file, *rows):
    return lambda folder: append(folder / file, *rows)


def header(file, old, new):
    return lambda folder: replace(folder / file, old, new)


def writes(file, data):
    return lambda folder: (folder / file).write_bytes(data)


def removes(file):
    return lambda folder: (folder / file).unlink()


def twice(folder):
    (folder / "aid.csv.gz").write_bytes(gzip.compress((folder / "aid.csv").read_bytes()))


def cut_gzip(folder):
    (folder / "aid.csv.gz").write_bytes(gzip.compress((folder / "aid.csv").read_bytes())[:-20])
    (folder / "aid.csv").unlink()


def spoilt_gzip(folder):
    packed = bytearray(gzip.compress((folder / "aid.csv").read_bytes()))
    packed[len(packed) // 2] ^= 0xFF
    (folder / "aid.csv.gz").write_bytes(bytes(packed))
    (folder / "aid.csv").unlink()


def cut_zstd(folder):
    packed = subprocess.run(["zstd", "-q", "-c", str(folder / "aid.csv")], check=True, capture_output=True).stdout
    (folder / "aid.csv.zst").write_bytes(packed[:-10])
    (folder / "aid.csv").unlink()


def no_gzip(folder):
    (folder / "aid.csv.gz").write_bytes((folder / "aid.csv").read_bytes())
    (folder / "aid.csv").unlink()


# name, what is done to the folder, status, what standard error must say
ROWS = [
    ("niss: letters", adds("persons.csv", person("8802299929X")), r"persons.csv:22: .*niss \"8802299929X\""),
    ("niss: ten digits", adds("persons.csv", person("8802299929")), r"persons.csv:22: .*eleven digits"),
    ("niss: twelve digits", adds("persons.csv", person("880229992977")), r"eleven digits"),
    ("niss: check digits", adds("persons.csv", person("88022999298")), r"check digits"),
    ("niss: month 13", adds("persons.csv", person("85133000105")), r"month"),
    ("niss: 30 February", adds("persons.csv", person("99023100195")), r"real day|no such day"),
    ("niss: serial 000", adds("persons.csv", person("85061300079")), r"serial"),
    ("niss: empty", adds("persons.csv", person("")), r"persons.csv:22"),
    ("niss: punctuation in the wrong place", adds("persons.csv", person("880.22.9-992.97")), r"persons.csv:22"),
    ("niss: a blank before it", adds("persons.csv", person(" 88022999297")), r"persons.csv:22"),
    ("country of origin: small letters", adds("persons.csv", person(rest="A,B,fr")), r"country_of_origin \"fr\""),
    ("country of origin: three letters", adds("persons.csv", person(rest="A,B,FRA")), r"country_of_origin"),
    ("country of origin: no code", adds("persons.csv", person(rest="A,B,ZZ")), r"country_of_origin \"ZZ\""),
    ("country of origin: empty", adds("persons.csv", person(rest="A,B,")), r"country_of_origin"),
    ("too few fields", adds("persons.csv", "88022999297,A,B"), r"persons.csv:22"),
    ("too many fields", adds("persons.csv", "88022999297,A,B,FR,X"), r"persons.csv:22"),
    ("quote inside a field", adds("persons.csv", '88022999297,A"B,B,FR'), r"persons.csv:22.*quot"),
    ("text after a closing quote", adds("persons.csv", '88022999297,"A"B,B,FR'), r"persons.csv:22.*quot"),
    ("no UTF-8", adds("persons.csv", b"88022999297,\xff\xfe,B,FR\n"), r"persons.csv:22.*UTF-8"),
    ("nationality: unknown person", adds("nationalities.csv", "88022999297,FR,2000-01-01,"), r"nationalities.csv:\d+: .*88022999297"),
    ("nationality: country", adds("nationalities.csv", f"{GOOD},QQ,2000-01-01,"), r"country \"QQ\""),
    ("nationality: from empty", adds("nationalities.csv", f"{GOOD},FR,,"), r"from"),
    ("nationality: to before from", adds("nationalities.csv", f"{GOOD},FR,2000-01-02,2000-01-01"), r"nationalities.csv:\d+"),
    ("date: no dashes", adds("nationalities.csv", f"{GOOD},FR,20000101,"), r"from \"20000101\""),
    ("date: day first", adds("nationalities.csv", f"{GOOD},FR,01-01-2000,"), r"from \"01-01-2000\""),
    ("date: 29 February of a common year", adds("nationalities.csv", f"{GOOD},FR,2001-02-29,"), r"2001-02-29"),
    ("date: month 13", adds("nationalities.csv", f"{GOOD},FR,2001-13-01,"), r"2001-13-01"),
    ("date: with a time", adds("nationalities.csv", f"{GOOD},FR,2001-01-01T00:00,"), r"2001-01-01T00:00"),
    ("stay: unknown person", adds("stays.csv", stay(niss="88022999297")), r"stays.csv:\d+: .*88022999297"),
    ("stay: legal", adds("stays.csv", stay(legal="maybe")), r"legal \"maybe\""),
    ("stay: register", adds("stays.csv", stay(register="belgian")), r"register \"belgian\""),
    ("stay: title", adds("stays.csv", stay(title="Z")), r"title \"Z\""),
    ("stay: ground", adds("stays.csv", stay(ground="art99")), r"ground \"art99\""),
    ("stay: quality", adds("stays.csv", stay(quality="worker")), r"quality \"worker\""),
    ("stay: quality in capitals", adds("stays.csv", stay(quality="Employee")), r"quality \"Employee\""),
    ("stay: recognised_on", adds("stays.csv", stay(recognised="soon")), r"recognised_on \"soon\""),
    ("stay: applied_on", adds("stays.csv", stay(applied="2010-00-01")), r"applied_on"),
    ("stay: applied_at", adds("stays.csv", stay(where="embassy")), r"applied_at \"embassy\""),
    ("stay: sponsor's number", adds("stays.csv", stay(sponsor="123")), r"sponsor_niss \"123\""),
    ("stay: to before from", adds("stays.csv", stay(since="1999-02-01", until="1999-01-31")), r"stays.csv:\d+"),
    ("stay: overlaps an earlier row", adds("stays.csv", stay(since="2012-01-01", until="2012-02-01")), r"stays.csv:\d+: .*overlap|shares"),
    ("grant: unknown person", adds("aid.csv", grant(niss="88022999297")), r"aid.csv:\d+: .*88022999297"),
    ("grant: aid_id empty", adds("aid.csv", grant(aid="")), r"aid_id"),
    ("grant: centre's check digits", adds("aid.csv", grant(centre="0207533083")), r"centre \"0207533083\""),
    ("grant: centre too short", adds("aid.csv", grant(centre="207533082")), r"centre"),
    ("grant: nature", adds("aid.csv", grant(nature="loan")), r"nature \"loan\""),
    ("grant: category 4", adds("aid.csv", grant(category="4")), r"category \"4\""),
    ("grant: nothing a month", adds("aid.csv", grant(cents="0")), r"monthly_cents \"0\""),
    ("grant: negative", adds("aid.csv", grant(cents="-5")), r"monthly_cents \"-5\""),
    ("grant: euro with a comma", adds("aid.csv", grant(cents='"900,00"')), r"monthly_cents \"900,00\""),
    ("grant: far too much", adds("aid.csv", grant(cents="99999999999999999999")), r"monthly_cents"),
    ("grant: status", adds("aid.csv", grant(status="pending")), r"status \"pending\""),
    ("reimbursement: unknown grant", adds("reimbursements.csv", "NOBODY,2012-01-01,100"), r"reimbursements.csv:2: .*NOBODY"),
    ("reimbursement: date", adds("reimbursements.csv", "G02-0,yesterday,100"), r"paid_on \"yesterday\""),
    ("reimbursement: cents", adds("reimbursements.csv", "G02-0,2012-01-01,ten"), r"cents \"ten\""),
    ("replacement: loop", adds("replacements.csv", "89082211979,89482211968,2012-01-01"), r"replacements.csv:3"),
    ("replacement: second successor", adds("replacements.csv", "89482211968,71020410123,2012-01-01"), r"replacements.csv:3"),
    ("replacement: by itself", adds("replacements.csv", f"{GOOD},{GOOD},2012-01-01"), r"replacements.csv:3"),
    ("replacement: date", adds("replacements.csv", "71020410123,72030510220,"), r"replacements.csv:3"),
]

FOLDERS = [
    ("persons missing", removes("persons.csv"), r"persons"),
    ("stays missing", removes("stays.csv"), r"stays"),
    ("aid missing", removes("aid.csv"), r"aid"),
    ("nationalities missing", removes("nationalities.csv"), r"nationalities"),
    ("empty file", writes("aid.csv", b""), r"aid.csv"),
    ("only a byte-order mark", writes("aid.csv", b"\xef\xbb\xbf"), r"aid.csv"),
    ("column missing", header("aid.csv", ",status\n", "\n"), r"aid.csv:1.*status"),
    ("column unknown", header("persons.csv", "country_of_origin\n", "country_of_origin,colour\n"), r"persons.csv:1.*colour"),
    ("column misspelt", header("persons.csv", "last_name", "lastname"), r"persons.csv:1.*last"),
    ("column twice", header("persons.csv", "last_name", "niss"), r"persons.csv:1.*niss"),
    ("a quote that never closes", adds("persons.csv", '88022999297,"A,B,FR'), r"persons.csv.*quot"),
    ("plain and compressed", twice, r"aid"),
    ("gzip breaks off", cut_gzip, r"aid.csv.gz"),
    ("gzip spoilt", spoilt_gzip, r"aid.csv.gz"),
    ("zstd breaks off", cut_zstd, r"aid.csv.zst"),
    ("no gzip at all", no_gzip, r"aid.csv.gz"),
]


class BadInput(unittest.TestCase):
    def setUp(self):
        self.assertGreaterEqual(len(ROWS) + len(FOLDERS), 60)

    def imported(self, work):
        """A store that holds the good example already."""
        store = work.path / "store.db"
        self.assertEqual(crossroads("import", work.folder(name="good"), "--store", store, "--today", TODAY).returncode, 0)
        return store

    def test_a_bad_row_is_set_aside(self):
        for name, spoil, message in ROWS:
            with self.subTest(name), Workplace() as work:
                folder = work.folder()
                spoil(folder)
                answer = crossroads("import", folder, "--store", work.path / "store.db", "--today", TODAY)
                said = answer.stderr.decode()
                self.assertEqual(answer.returncode, ASIDE, said)
                self.assertRegex(said, message)
                self.assertRegex(said.splitlines()[-1], r"^\d+ rows taken, [1-9]\d* set aside$")
                replayed = crossroads("replay", "-a", "11/031", "--from", "2011-04", "--to", "2011-12", "--data", folder, "--today", TODAY)
                self.assertEqual((replayed.returncode, replayed.stderr.decode().splitlines()), (ASIDE, said.splitlines()))

    def test_strict_refuses_what_would_be_set_aside(self):
        for name, spoil, message in ROWS[::4]:
            with self.subTest(name), Workplace() as work:
                store = self.imported(work)
                before = contents(store)
                folder = work.folder()
                spoil(folder)
                answer = crossroads("import", folder, "--store", store, "--strict", "--today", TODAY)
                self.assertEqual(answer.returncode, REFUSED)
                self.assertRegex(answer.stderr.decode(), message)
                self.assertEqual(contents(store), before)

    def test_what_is_no_data_folder_is_refused_whole(self):
        for name, spoil, message in FOLDERS:
            with self.subTest(name), Workplace() as work:
                store = self.imported(work)
                before = contents(store)
                folder = work.folder()
                spoil(folder)
                append(folder / "persons.csv", person()) if name != "persons missing" else None
                answer = crossroads("import", folder, "--store", store, "--today", TODAY)
                self.assertEqual(answer.returncode, REFUSED, answer.stderr)
                self.assertRegex(answer.stderr.decode(), message)
                self.assertEqual(answer.stdout, b"")
                self.assertEqual(contents(store), before)
                replayed = crossroads("replay", "-a", "11/031", "--from", "2011-04", "--to", "2011-12", "--data", folder, "--today", TODAY)
                self.assertEqual((replayed.returncode, replayed.stdout), (REFUSED, b""))

    def test_a_store_that_is_none_is_refused(self):
        with Workplace() as work:
            folder = work.folder()
            other = work.path / "other.db"
            subprocess.run(["sqlite3", str(other), "create table t(x); insert into t values (1)"], check=True)
            text = work.path / "text.db"
            text.write_text("no database\n" * 100)
            for store in (other, text, work.path / "no" / "such" / "folder.db"):
                with self.subTest(store.name):
                    before = store.read_bytes() if store.exists() else None
                    answer = crossroads("import", folder, "--store", store, "--today", TODAY)
                    self.assertEqual(answer.returncode, REFUSED)
                    self.assertIn(store.name, answer.stderr.decode())
                    self.assertEqual(store.read_bytes() if store.exists() else None, before)

    def test_words_that_make_no_sense(self):
        with Workplace() as work:
            folder = work.folder()
            for words, status, message in [
                (["replay"], 2, "--authorisation"),
                (["replay", "-a", "11/031", "--from", "2011-13", "--to", "2011-12", "--data", folder], 2, "2011-13"),
                (["replay", "-a", "11/031", "--from", "2012-01", "--to", "2011-12", "--data", folder], 2, "before"),
                (["replay", "-a", "11/31", "--from", "2011-04", "--to", "2011-12", "--data", folder], 1, "11/31.*did you mean 11/031"),
                (["replay", "-a", "11/031", "--from", "2011-04", "--to", "2011-12", "--data", work.path / "nowhere"], 1, "nowhere|persons"),
                (["replay", "-a", "11/031", "--from", "2011-04", "--to", "2011-12", "--data", folder, "--laws", work.path], 1, "law"),
                (["explain", "-a", "11/031", "--niss", "123", "--month", "2011-08", "--data", folder], 1, "eleven digits"),
                (["explain", "-a", "11/031", "--niss", "88022999297", "--month", "2011-08", "--data", folder], 1, "nothing is known"),
                (["import", folder, "--today", "tomorrow"], 2, "tomorrow"),
                (["nonsense"], 2, ""),
                ([], 2, ""),
            ]:
                with self.subTest(words=words):
                    answer = crossroads(*words)
                    self.assertEqual(answer.returncode, status, answer.stderr)
                    self.assertTrue(re.search(message, (answer.stdout + answer.stderr).decode(), re.S), answer.stderr)


if __name__ == "__main__":
    unittest.main()
