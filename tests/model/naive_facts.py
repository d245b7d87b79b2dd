"""Facts in, for the naive model: one data folder read as SPEC §2 says, bad rows set aside with their reason.

Written from SPEC alone and deliberately simple: whole files in memory, one row after the other, no index that a
reader would have to trust.
"""

import gzip
import re
import subprocess
import zlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

# ISO 3166-1 alpha-2, with XX (stateless or unknown) and XK (Kosovo), which SPEC §2 accepts beside it.
COUNTRIES = set("""
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA
GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS
MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS
RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW
TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XX XK
""".split())


class Refused(Exception):
    """The folder as a whole can't be taken in (SPEC §2, "Bad input")."""


class Bad(Exception):
    """One value breaks a rule."""

    def __init__(self, reason, column="", value=""):
        super().__init__(reason)
        self.reason, self.column, self.value = reason, column, value


@dataclass
class BadRow:
    file: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self):
        return f'{self.file}:{self.line}: {self.column} "{self.value}": {self.reason}'


@dataclass
class Nationality:
    country: str
    start: date
    end: date | None


@dataclass
class Stay:
    start: date
    end: date | None
    legal: bool
    register: str
    title: str
    ground: str
    quality: str
    recognised_on: date | None
    sponsor: str | None


@dataclass
class Grant:
    niss: str
    nature: str
    start: date
    end: date | None
    cancelled: bool


@dataclass
class Facts:
    """Everything by the newest number of the person's chain (SPEC §2, replaced numbers)."""

    persons: set = field(default_factory=set)
    nationalities: dict = field(default_factory=dict)  # niss -> {(country, from): Nationality}
    stays: dict = field(default_factory=dict)  # niss -> {from: Stay}
    grants: dict = field(default_factory=dict)  # aid_id -> Grant
    bad: list = field(default_factory=list)
    rows: int = 0


# --- values -----------------------------------------------------------------------------------------------------

def parse_date(text):
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Bad("not a date YYYY-MM-DD")
    try:
        return date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        raise Bad("no such day") from None


def parse_niss(text, today):
    """SPEC §2: eleven digits, or YY.MM.DD-SSS.CC. Gives the eleven digits."""
    if re.fullmatch(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[0-9]{3}\.[0-9]{2}", text):
        text = re.sub(r"[.-]", "", text)
    if not re.fullmatch(r"[0-9]{11}", text):
        raise Bad("not a NISS: eleven digits, or YY.MM.DD-SSS.CC")
    year, month, day = int(text[0:2]), int(text[2:4]), int(text[4:6])
    serial, check = int(text[6:9]), int(text[9:11])
    if 20 <= month <= 32:
        month -= 20  # a BIS number
    elif 40 <= month <= 52:
        month -= 40  # a BIS number of a person whose sex is known
    if month > 12:
        raise Bad("month of birth out of range")
    if day > 31:
        raise Bad("day of birth out of range")
    if serial == 0:
        raise Bad("serial 000")
    if check == 97 - int(text[:9]) % 97:
        year += 1900
    elif check == 97 - int("2" + text[:9]) % 97:
        year += 2000
    else:
        raise Bad("check digits")
    if month and day:
        try:
            birth = date(year, month, day)
        except ValueError:
            raise Bad("no such day of birth") from None
        if birth > today:
            raise Bad("born in the future")
    elif (year, month) > (today.year, today.month if month else 0):
        # Known in part: in the future only if every day that it may be is.
        raise Bad("born in the future")
    return text


def parse_cbe(text):
    if not re.fullmatch(r"[0-9]{10}", text):
        raise Bad("not an enterprise number: ten digits")
    if int(text[8:]) != 97 - int(text[:8]) % 97:
        raise Bad("check digits of the enterprise number")
    return text


def parse_country(text):
    if text not in COUNTRIES:
        raise Bad("not an ISO 3166-1 alpha-2 code")
    return text


def parse_cents(text):
    if not re.fullmatch(r"[0-9]+", text):
        raise Bad("not a whole number of cents")
    return int(text)


def parse_positive_cents(text):
    cents = parse_cents(text)
    if cents == 0:
        raise Bad("must be more than 0")
    return cents


def free_text(text):
    return text


def some_text(text):
    if text == "":
        raise Bad("empty")
    return text


def one_of(*words):
    def parse(text):
        if text not in words:
            raise Bad("not one of: " + " ".join(words))
        return text
    return parse


def or_empty(parse):
    return lambda text: None if text == "" else parse(text)


def columns_of(today):
    """SPEC §2's tables: per file its columns, each with what may stand in it."""
    niss = lambda text: parse_niss(text, today)
    open_date = or_empty(parse_date)
    return {
        "replacements": {"old_niss": niss, "new_niss": niss, "on": parse_date},
        "persons": {"niss": niss, "last_name": free_text, "first_names": free_text, "country_of_origin": parse_country},
        "nationalities": {"niss": niss, "country": parse_country, "from": parse_date, "to": open_date},
        "stays": {
            "niss": niss, "from": parse_date, "to": open_date,
            "legal": one_of("yes", "no"),
            "register": one_of("population", "foreigners", "waiting", "none"),
            "title": one_of("", *"A B C D E E+ F F+ EU EU+ H I J K L M N".split()),
            "ground": one_of(*"short art40 art40bis art40ter art47_1 art10 art10bis art58 other".split()),
            "quality": one_of(*"employee self_employed jobseeker sufficient_means student family_member other".split()),
            "recognised_on": open_date, "applied_on": open_date,
            "applied_at": one_of("", "territory", "diplomatic_post"),
            "sponsor_niss": or_empty(niss),
        },
        "aid": {
            "aid_id": some_text, "niss": niss, "centre": parse_cbe,
            "nature": one_of("ris", "ris_equivalent", "social_aid"),
            "category": one_of("1", "2", "3"),
            "monthly_cents": parse_positive_cents, "from": parse_date, "to": open_date,
            "status": one_of("granted", "cancelled"),
        },
        "reimbursements": {"aid_id": some_text, "paid_on": parse_date, "cents": parse_cents},
    }


MAY_BE_MISSING = ("reimbursements", "replacements")


# --- files ------------------------------------------------------------------------------------------------------

def read_bytes(folder, name):
    """The bytes of NAME.csv, .csv.gz or .csv.zst; None where an optional file isn't there."""
    found = [path for ending in ("", ".gz", ".zst") if (path := folder / f"{name}.csv{ending}").is_file()]
    if len(found) > 1:
        raise Refused(f"{name}.csv is there twice: {', '.join(path.name for path in found)}")
    if not found:
        if name in MAY_BE_MISSING:
            return None
        raise Refused(f"{name}.csv is missing")
    path = found[0]
    if path.suffix == ".gz":
        try:
            return gzip.decompress(path.read_bytes())
        except (EOFError, OSError, zlib.error) as error:
            raise Refused(f"{path.name}: {error}") from None
    if path.suffix == ".zst":
        done = subprocess.run(["zstd", "-dcq", str(path)], capture_output=True, check=False)
        if done.returncode != 0:
            raise Refused(f"{path.name}: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout
    return path.read_bytes()


TO_COMMA_OR_LINE_END = re.compile(r"[^,\n]*")


def cut_into_rows(text, name):
    """RFC 4180, with CRLF or LF: a list of (line, fields, fault). Empty lines are no rows. A row whose ends are certain
    but whose quoting is wrong carries a fault; a quoted field that never ends makes the file no CSV."""
    rows, at, line = [], 0, 1
    while at < len(text):
        empty_line = TO_COMMA_OR_LINE_END.match(text, at).group() in ("", "\r") and text[at:at + 1] in ("\r", "\n")
        first_line, fields, fault = line, [], None
        while True:
            value = ""
            quoted = text[at:at + 1] == '"'
            if quoted:
                at += 1
                while True:
                    quote = text.find('"', at)
                    if quote < 0:
                        raise Refused(f"{name}.csv:{first_line}: a quoted field never ends")
                    value += text[at:quote]
                    at = quote + 1
                    if text[at:at + 1] != '"':
                        break
                    value += '"'
                    at += 1
                line += value.count("\n")
            bare = TO_COMMA_OR_LINE_END.match(text, at).group()
            at += len(bare)
            ended_by = text[at:at + 1]
            at += 1
            if ended_by == "\n":
                bare = bare.removesuffix("\r")
            if quoted and bare != "":
                fault = "text after a closing quote"
            if '"' in bare and not quoted:
                fault = "a quote inside an unquoted field"
            fields.append(value if quoted else bare)
            if ended_by != ",":
                break
        line += 1
        if not empty_line:
            rows.append((first_line, fields, fault))
    return rows


def read_table(folder, name, columns, facts):
    """The good rows of one file as (line, {column: value}), in file order; the bad ones go to `facts.bad`."""
    raw = read_bytes(folder, name)
    if raw is None:
        return []
    # Bytes that are no UTF-8 come through as lone surrogates, so that only their row is bad.
    text = raw.decode("utf-8", errors="surrogateescape").removeprefix("\ufeff")
    rows = cut_into_rows(text, name)
    if not rows:
        raise Refused(f"{name}.csv has no header")
    _, header, fault = rows[0]
    if fault or sorted(header) != sorted(columns):
        raise Refused(f"{name}.csv: the columns are {','.join(columns)}, not {','.join(header)!r}")
    good = []
    for line, fields, fault in rows[1:]:
        facts.rows += 1
        try:
            if fault:
                raise Bad(fault)
            if len(fields) != len(header):
                raise Bad(f"{len(fields)} fields, the header has {len(header)}")
            values = {}
            for column, value in zip(header, fields):
                try:
                    if any("\udc80" <= c <= "\udcff" for c in value):
                        raise Bad("not UTF-8")
                    values[column] = columns[column](value)
                except Bad as problem:
                    raise Bad(problem.reason, column, value) from None
            if "to" in values and values["to"] is not None and values["to"] < values["from"]:
                raise Bad("ends before it begins", "to", str(values["to"]))
            good.append((line, values))
        except Bad as problem:
            facts.bad.append(BadRow(f"{name}.csv", line, problem.column, problem.value, problem.reason))
    return good


# --- the folder -------------------------------------------------------------------------------------------------

def read_folder(folder, today):
    folder = Path(folder)
    facts = Facts()
    tables = {name: read_table(folder, name, columns, facts) for name, columns in columns_of(today).items()}

    def each(name, accept):
        for line, row in tables[name]:
            try:
                accept(row)
            except Bad as problem:
                facts.bad.append(BadRow(f"{name}.csv", line, problem.column, problem.value, problem.reason))

    # Replacements first: everything after speaks of the newest number.
    successor = {}

    def newest(niss):
        while niss in successor:
            niss = successor[niss]
        return niss

    def accept_replacement(row):
        old, new = row["old_niss"], row["new_niss"]
        if old in successor and successor[old] != new:
            raise Bad("a second successor", "new_niss", new)
        if newest(new) == newest(old) and old not in successor:
            raise Bad("a loop of replacements", "new_niss", new)
        successor[old] = new

    each("replacements", accept_replacement)

    for _, row in tables["persons"]:
        facts.persons.add(newest(row["niss"]))

    def known(row):
        niss = newest(row["niss"])
        if niss not in facts.persons:
            raise Bad("nobody in persons.csv", "niss", row["niss"])
        return niss

    def accept_nationality(row):
        mine = facts.nationalities.setdefault(known(row), {})
        mine[row["country"], row["from"]] = Nationality(row["country"], row["from"], row["to"])

    each("nationalities", accept_nationality)

    def accept_stay(row):
        niss = known(row)
        mine = facts.stays.setdefault(niss, {})
        stay = Stay(
            row["from"], row["to"], row["legal"] == "yes", row["register"], row["title"], row["ground"], row["quality"],
            row["recognised_on"], newest(row["sponsor_niss"]) if row["sponsor_niss"] else None,
        )
        for other in mine.values():
            # The row with the same key is replaced; with every other one there may be no common day.
            if other.start != stay.start and starts_by(other, stay.end) and starts_by(stay, other.end):
                raise Bad(f"overlaps the stay from {other.start}", "from", str(stay.start))
        mine[stay.start] = stay

    each("stays", accept_stay)

    def accept_aid(row):
        facts.grants[row["aid_id"]] = Grant(known(row), row["nature"], row["from"], row["to"], row["status"] == "cancelled")

    each("aid", accept_aid)

    def accept_reimbursement(row):
        if row["aid_id"] not in facts.grants:
            raise Bad("no such aid in aid.csv", "aid_id", row["aid_id"])

    each("reimbursements", accept_reimbursement)
    return facts


def starts_by(row, end):
    return end is None or row.start <= end


def covers(row, day):
    return row.start <= day and (row.end is None or day <= row.end)


def touches(row, first, last):
    """Whether the row covers at least one day from first to last."""
    return row.start <= last and (row.end is None or first <= row.end)


def day_after(day):
    return day + timedelta(days=1)
