"""Rows that break a rule of SPEC §2, put into a good folder: copies of good rows with one thing wrong. A copy often
keeps its key, so that a reader who lets a bad row replace a good one is found out."""

import copy

from folder_files import Row

BAD_NISS = [
    "", "85073003327", "8507300332", "850730033280", "8507300332A", "85.07.30-033-28", "85.07.3003328", " 85073003328",
    "85073003328 ", "00.00.00-000.00", "85061300079", "85113200128", "85133000105", "99023100195", "85533000191",
    "99123100197",  # fits the century 2000 only: born on the last day of 2099
    "99000000764",  # the same, month and day unknown
]
BAD_DATES = ["2013-02-29", "2012-2-01", "20120201", "2012/02/01", "2012-13-01", "2012-00-10", "2012-04-31", "01-02-2012",
             "2012-02-01 ", "2012-02", "0000-01-01", "today", "2012-02-01T00:00"]
BAD_VALUES = {
    "country": ["", "fr", "FRA", "ZZ", "EL", "UK", "AN", "F", "150"],
    "country_of_origin": ["", "be", "ZZ", "BEL", "Belgium"],
    "legal": ["", "true", "Yes", "1", "y"],
    "register": ["", "national", "Population", "population "],
    "title": ["G", "e", "F++", "none", "EU-"],
    "ground": ["", "art41", "ART40", "art40 bis", "art47"],
    "quality": ["", "worker", "self-employed", "sufficient means"],
    "applied_at": ["embassy", "Territory", "none"],
    "centre": ["", "0207533083", "207533082", "0207.533.082", "BE0207533082", "00207533082"],
    "nature": ["", "RIS", "living_wage", "social-aid", "ris "],
    "category": ["", "0", "4", "A", "1 "],
    "monthly_cents": ["", "0", "0", "00", "-1", "900.00", "1e5", "90 000", "abc", "+900"],
    "status": ["", "open", "Granted", "canceled"],
    "cents": ["", "-500", "12.50", "x"],
    "aid_id": [""],
}
for _column in ("niss", "old_niss", "new_niss"):
    BAD_VALUES[_column] = BAD_NISS
BAD_VALUES["sponsor_niss"] = [text for text in BAD_NISS if text]
for _column in ("from", "on", "paid_on"):
    BAD_VALUES[_column] = ["", *BAD_DATES]
for _column in ("to", "recognised_on", "applied_on"):
    BAD_VALUES[_column] = BAD_DATES


def wrong_value(rng, folder, _strangers):
    name = rng.choice([name for name, rows in folder.tables.items() if rows])
    row = copy.deepcopy(rng.choice(folder.tables[name]))
    column = rng.choice([column for column in row.values if column in BAD_VALUES])
    row.values[column] = rng.choice(BAD_VALUES[column])
    return name, row


def wrong_shape(rng, folder, _strangers):
    name = rng.choice([name for name, rows in folder.tables.items() if rows])
    row = copy.deepcopy(rng.choice(folder.tables[name]))
    kind = rng.choice(["short", "long", "stray quote", "after quote", "not utf-8"])
    if kind == "short":
        row.missing = 1
    elif kind == "long":
        row.surplus = [rng.choice(["", "more"])]
    else:
        if rng.random() < 0.5 and folder.tables["persons"]:  # in a name nothing else is wrong with the row
            name, row = "persons", copy.deepcopy(rng.choice(folder.tables["persons"]))
        column = "last_name" if name == "persons" else rng.choice(list(row.values))
        text = row.values[column].replace('"', "").replace(",", "")
        row.raw = True
        for other, value in row.values.items():
            row.values[other] = value.replace('"', "").replace(",", "").replace("\n", " ")
        row.values[column] = {"stray quote": f'{text}"', "after quote": f'"{text}"x', "not utf-8": f"{text}\udcff"}[kind]
        if kind == "stray quote" and not text:
            row.values[column] = 'x"'
    return name, row


def ends_before_it_begins(rng, folder, _strangers):
    name = rng.choice(["nationalities", "stays", "aid"])
    row = copy.deepcopy(rng.choice(folder.tables[name])) if folder.tables[name] else None
    if row:
        row.values["to"] = rng.choice(["1999-12-31", "1950-01-01"])
    return name, row


def nobody(rng, folder, strangers):
    name = rng.choice(["nationalities", "stays", "aid"])
    row = copy.deepcopy(rng.choice(folder.tables[name])) if folder.tables[name] else None
    if row:
        row.values["niss"] = rng.choice(strangers)
    return name, row


def overlap(rng, folder, _strangers):
    """A stay that shares days with another one of the same person, often just one."""
    rows = folder.tables["stays"]
    if not rows:
        return "stays", None
    row = copy.deepcopy(rng.choice(rows))
    of_same = [other.values for other in rows if other.owner == row.owner]
    ends = [other["to"] for other in of_same if other["to"]]
    row.values["from"] = rng.choice(ends) if ends and rng.random() < 0.6 else row.values["from"][:8] + rng.choice(["01", "02", "15", "28"])
    row.values["to"] = rng.choice(["", row.values["from"], *ends, *(other["from"] for other in of_same)])
    if row.values["to"] and row.values["to"] < row.values["from"]:
        row.values["to"] = ""
    row.values["legal"] = rng.choice(["yes", "no"])
    return "stays", row


def loop(rng, folder, _strangers):
    rows = folder.tables["replacements"]
    if not rows:
        numbers = [row.values["niss"] for row in folder.tables["persons"]]
        number = rng.choice(numbers)
        return "replacements", Row(-1, {"old_niss": number, "new_niss": number, "on": "2012-05-01"})
    row = copy.deepcopy(rng.choice(rows))
    others = [other.values["new_niss"] for other in rows if other.owner == row.owner]
    row.values["old_niss"], row.values["new_niss"] = rng.choice(others), row.values["old_niss"]
    return "replacements", row


def second_successor(rng, folder, strangers):
    rows = folder.tables["replacements"]
    if not rows:
        return "replacements", None
    row = copy.deepcopy(rng.choice(rows))
    row.values["new_niss"] = rng.choice([*strangers, rng.choice(folder.tables["persons"]).values["niss"]])
    return "replacements", row


def reimbursement_of_no_aid(rng, _folder, _strangers):
    return "reimbursements", Row(-1, {"aid_id": "NO-SUCH-AID", "paid_on": "2013-05-01", "cents": str(rng.randint(1, 9))})


KINDS = [wrong_value] * 8 + [wrong_shape] * 3 + [overlap] * 3 + [
    ends_before_it_begins, nobody, nobody, loop, second_successor, reimbursement_of_no_aid]


def put_bad_rows(rng, folder, strangers, count):
    """`strangers`: valid numbers of nobody. A row may turn out good (an overlap that overlaps nothing): no matter."""
    for _ in range(count):
        name, row = rng.choice(KINDS)(rng, folder, strangers)
        if row is not None and name not in folder.left_out:
            rows = folder.tables[name]
            rows.insert(rng.randint(0, len(rows)), row)
