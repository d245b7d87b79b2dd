#!/usr/bin/env python3
"""The naive model of SPEC: what `crossroads replay` must print, worked out month by month, person by person.

    naive.py replay --authorisation 11/031 --from 2011-04 --to 2020-06 --data DIR [--today YYYY-MM-DD]

One JSON object a line on standard output, bad rows on standard error. Exit status 0, 3 where rows were bad, 1 where the
folder was refused whole (nothing on standard output then). Each rule names its paragraph of SPEC (§) and of the
deliberation (¶). Shares nothing with the C++ but the page that both were written from.
"""

import argparse
import calendar
import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from naive_facts import Refused, covers, day_after, read_folder, touches  # noqa: E402

# --- §3 Unknown is a value: True, False or None, after Kleene ------------------------------------------------------


def all_of(*values):
    if False in values:
        return False
    return None if None in values else True


def any_of(*values):
    if True in values:
        return True
    return None if None in values else False


def not_(value):
    return None if value is None else not value


# --- §3 Months and days --------------------------------------------------------------------------------------------


@dataclass(frozen=True, order=True)
class Month:
    year: int
    month: int

    def next(self):
        return Month(self.year + 1, 1) if self.month == 12 else Month(self.year, self.month + 1)

    def before(self):
        return Month(self.year - 1, 12) if self.month == 1 else Month(self.year, self.month - 1)

    def first_day(self):
        return date(self.year, self.month, 1)

    def last_day(self):
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def as_of_day(self):
        """§3: run month m closes on the first day of month m+1."""
        return self.next().first_day()

    def __str__(self):
        return f"{self.year:04}-{self.month:02}"


def parse_month(text):
    year, month = text.split("-")
    if len(year) != 4 or len(month) != 2:
        raise ValueError(text)
    date(int(year), int(month), 1)
    return Month(int(year), int(month))


def plus_months(day, n):
    """§3: the same day n months later; 29 February plus N years is 28 February in a common year, the same with months."""
    months = day.year * 12 + (day.month - 1) + n
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def plus_years(day, n):
    return plus_months(day, 12 * n)


# --- §3 Nationality ------------------------------------------------------------------------------------------------

JOINED = {
    "1952-07-23": "BE DE FR IT LU NL",
    "1973-01-01": "DK GB IE",
    "1981-01-01": "GR",
    "1986-01-01": "ES PT",
    "1995-01-01": "AT FI SE",
    "2004-05-01": "CY CZ EE HU LT LV MT PL SI SK",
    "2007-01-01": "BG RO",
    "2013-07-01": "HR",
}
LAST_DAY = {"GB": date(2020, 1, 31)}
FIRST_DAY = {country: date.fromisoformat(day) for day, countries in JOINED.items() for country in countries.split()}


def is_member(country, day):
    """A state of the Union on that day (I18: the EEA and Switzerland are not, the United Kingdom until 2020-01-31)."""
    return country in FIRST_DAY and FIRST_DAY[country] <= day <= LAST_DAY.get(country, day)


# --- Who the person is on the as-of day ----------------------------------------------------------------------------


class Person:
    """What the register says of one person on one day. Nationality classes are unknown (None) where none is on record."""

    def __init__(self, facts, niss, day):
        countries = [n.country for n in facts.nationalities.get(niss, {}).values() if covers(n, day)]
        if not countries:
            self.belgian = self.eu = self.third_country = None
        else:
            # §3: Belgian if one of them is BE, else EU if one is, else third-country (XX too).
            self.belgian = "BE" in countries
            self.eu = not self.belgian and any(is_member(country, day) for country in countries)
            self.third_country = not self.belgian and not self.eu

        rows = sorted(facts.stays.get(niss, {}).values(), key=lambda row: row.start)
        self.stay = None
        for at, row in enumerate(rows):
            if row.legal and covers(row, day):
                self.stay = row
                start = row.start
                # §3: the unbroken chain of legal rows that ends in the current one.
                while at > 0 and rows[at - 1].legal and rows[at - 1].end is not None and start <= day_after(rows[at - 1].end):
                    at -= 1
                    start = rows[at].start
                self.stay_start = start
        self.day = day

    # The following are asked only of a person with a current stay row, but for `ground_is` and `quality_in`.

    def ground_is(self, ground):
        return self.stay is not None and self.stay.ground == ground

    def quality_in(self, *qualities):
        return self.stay is not None and self.stay.quality in qualities

    def stayed_years(self, n):
        return plus_years(self.stay_start, n) <= self.day

    def stayed_months(self, n):
        return plus_months(self.stay_start, n) <= self.day

    def recognised(self):
        """§5: `recognised_on` ≤ as-of day, on the current stay row."""
        return self.stay.recognised_on is not None and self.stay.recognised_on <= self.day


class Nobody:
    """A sponsor who is not named."""

    belgian = eu = third_country = None
    stay = None

    def ground_is(self, _ground):
        return False

    def quality_in(self, *_qualities):
        return False


# --- §5 Authorisation 11/031 ---------------------------------------------------------------------------------------

WORKERS = ("employee", "self_employed", "jobseeker")


class Law11031:
    first_month = Month(2011, 4)  # in force from 2011-04-05; decisions start with the month of that day (§7)

    @staticmethod
    def category(person, sponsor):
        if person.stay is None:
            return None
        # ¶1 ¶4 ¶5 ¶12
        if all_of(any_of(person.eu, person.belgian), person.ground_is("art40"), person.quality_in(*WORKERS)):
            return "eu-worker"
        # ¶1, the sponsor EU and not Belgian: ¶4
        if all_of(person.ground_is("art40bis"), sponsor.eu, sponsor.ground_is("art40"), sponsor.quality_in(*WORKERS)):
            return "family"
        return None

    @staticmethod
    def exclusions_at_source(_category, person):
        return [
            ("belgian", person.belgian),  # ¶14 ¶21
            ("permanent-register", person.stay.register == "population" and person.stayed_years(3)),  # ¶21, note 1
        ]

    @staticmethod
    def exclusions_at_hub(_category, person):
        return [
            ("belgian", person.belgian),  # ¶14 ¶21
            ("permanent-stay", person.stayed_years(3)),  # ¶6 ¶14, note 1
        ]

    @staticmethod
    def start_rule(aid, month, person):
        """The first that holds, and whether one would hold but for its duration."""
        social_so_far = aid.social_so_far(month)
        if aid.social(month) and not person.recognised():  # ¶12, 1st dash
            return "aid-before-recognition", False
        if aid.ris(month) and social_so_far and person.recognised():  # ¶12, 2nd dash
            return "living-wage-after-aid", False
        if aid.ris(month) and not social_so_far:  # ¶12, 3rd dash
            if plus_months(aid.ris_run_began(month), 3) <= month.as_of_day():
                return "three-months-living-wage", False
            return None, True
        return None, False


# --- §6 Authorisation 18/055 ---------------------------------------------------------------------------------------


class Law18055:
    first_month = Month(2018, 5)  # in force from 2018-05-08

    @staticmethod
    def category(person, sponsor):
        if person.stay is None:
            return None
        if all_of(person.eu, person.ground_is("short"), not person.stayed_months(3)):  # ¶4-5
            return "eu-short"
        if all_of(person.eu, person.ground_is("art40")):  # ¶6-10
            return "eu-long"
        if all_of(person.third_country, person.ground_is("art58")):  # ¶11-14
            return "student"
        # A sponsor who is unknown or has no current stay row has no ground: `ground_is` is False then, never unknown.
        own_family = any_of(
            person.ground_is("art10"),
            all_of(person.ground_is("art10bis"), not_(sponsor.ground_is("art58"))),
        )
        if all_of(person.third_country, person.recognised(), own_family):  # ¶15-18
            return "family-third-country"
        if all_of(person.third_country, person.ground_is("art10bis"), sponsor.ground_is("art58")):  # ¶19-20
            return "family-student"
        if person.ground_is("art40bis"):  # ¶21-22
            return "family-eu"
        if person.ground_is("art40ter"):  # ¶23-24
            return "family-belgian"
        if person.ground_is("art47_1"):  # ¶25-26
            return "family-other"
        return None

    @staticmethod
    def exclusions_at_source(category, person):
        if category in ("family-eu", "family-belgian", "family-other"):
            return [("belgian", person.belgian)]
        return []

    @staticmethod
    def exclusions_at_hub(category, person):
        if category == "eu-long":
            return [("permanent-stay", person.stayed_years(5))]
        if category == "family-third-country" and person.stay.ground == "art10":
            return [("five-years-stay", person.stayed_years(5))]
        if category in ("family-eu", "family-belgian", "family-other"):
            long_card = person.stay.register == "population" and person.stay.title == "F+"
            return [
                ("belgian", person.belgian),
                ("permanent-stay", all_of(person.eu, person.stayed_years(5))),
                ("permanent-card", all_of(person.third_country, long_card)),
            ]
        return []

    @staticmethod
    def start_rule(_aid, _month, _person):
        return "at-once", False  # §7: an authorisation without start rules


LAWS = {"11/031": Law11031, "18/055": Law18055}


# --- §3 Aid of one person ------------------------------------------------------------------------------------------


class Aid:
    def __init__(self, grants):
        self.grants = [grant for grant in grants if not grant.cancelled]  # §2: a cancelled grant aids no month

    def any(self, month):
        return any(touches(grant, month.first_day(), month.last_day()) for grant in self.grants)

    def ris(self, month):
        return any(g.nature == "ris" and touches(g, month.first_day(), month.last_day()) for g in self.grants)

    def social(self, month):
        """SA(m): `social_aid` or `ris_equivalent` (I3)."""
        return any(g.nature != "ris" and touches(g, month.first_day(), month.last_day()) for g in self.grants)

    def social_so_far(self, month):
        """SA in some month ≤ m, however long ago (I4)."""
        return any(g.nature != "ris" and g.start <= month.last_day() for g in self.grants)

    def ris_run_began(self, month):
        """The first day that RIS covers in the first month of the run of consecutive RIS months ending in m (§5)."""
        while self.ris(month.before()):
            month = month.before()
        return min(g.start for g in self.grants if g.nature == "ris" and touches(g, month.first_day(), month.last_day()))


# --- §7 Outcomes ---------------------------------------------------------------------------------------------------


def first_that_speaks(exclusions):
    """The first exclusion that is true or unknown: its outcome and name, or None."""
    for name, value in exclusions:
        if value is True:
            return "exclude", name
        if value is None:
            return "withhold", name
    return None


def decide_person(law, facts, niss, last):
    """Yields (month, outcome, category, rule, stage) from the authorisation's first month to `last`."""
    aid = Aid([grant for grant in facts.grants.values() if grant.niss == niss])
    if not aid.grants:
        return
    started = False  # in an earlier month
    handed_over = False  # in the month before
    month = law.first_month
    while month <= last:
        was_handed_over, handed_over = handed_over, False
        if not aid.any(month):
            if was_handed_over:
                yield month, "pause", None, None, None
            month = month.next()
            continue

        person = Person(facts, niss, month.as_of_day())
        sponsor = Nobody()
        if person.stay is not None and person.stay.sponsor is not None:
            sponsor = Person(facts, person.stay.sponsor, month.as_of_day())
        category = law.category(person, sponsor)
        if category is None:
            yield month, "outside", None, None, None
            month = month.next()
            continue

        at_source = first_that_speaks(law.exclusions_at_source(category, person))
        if at_source:
            yield month, at_source[0], category, at_source[1], "source"
            month = month.next()
            continue

        rule, but_for_duration = law.start_rule(aid, month, person)
        starts_now = not started and rule is not None
        started = started or starts_now
        if not started:
            yield month, "wait" if but_for_duration else "withhold", category, None, None
            month = month.next()
            continue

        handed_over = True
        at_hub = first_that_speaks(law.exclusions_at_hub(category, person))
        if at_hub:
            yield month, at_hub[0], category, at_hub[1], "hub"
        else:
            yield month, "transmit", category, rule if starts_now else "continue" if was_handed_over else "resume", None
        month = month.next()


def decide(authorisation, facts, first, last):
    """All decisions of the months first..last, ordered by month, then niss."""
    decisions = []
    for niss in facts.persons:
        for month, outcome, category, rule, stage in decide_person(LAWS[authorisation], facts, niss, last):
            if first <= month:
                decisions.append((str(month), niss, outcome, category, rule, stage))
    decisions.sort(key=lambda decision: decision[:2])
    return decisions


def as_ndjson(decisions):
    names = ("month", "niss", "outcome", "category", "rule", "stage")
    return "".join(json.dumps(dict(zip(names, d)), separators=(",", ":")) + "\n" for d in decisions)


def main():
    parser = argparse.ArgumentParser(description="the naive model of `crossroads replay`")
    parser.add_argument("command", choices=["replay"])
    parser.add_argument("--authorisation", required=True, choices=sorted(LAWS))
    parser.add_argument("--from", dest="first", required=True, type=parse_month)
    parser.add_argument("--to", dest="last", required=True, type=parse_month)
    parser.add_argument("--data", required=True)
    parser.add_argument("--today", type=date.fromisoformat, default=date.today())
    given = parser.parse_args()
    try:
        facts = read_folder(given.data, given.today)
    except Refused as problem:
        print(f"refused, nothing was read: {problem}", file=sys.stderr)
        return 1
    sys.stdout.write(as_ndjson(decide(given.authorisation, facts, given.first, given.last)))
    for row in facts.bad:
        print(row, file=sys.stderr)
    print(f"{facts.rows - len(facts.bad)} rows taken, {len(facts.bad)} bad", file=sys.stderr)
    return 3 if facts.bad else 0


if __name__ == "__main__":
    sys.exit(main())
