#!/usr/bin/env python3
"""Random small data folders that crowd the edges of SPEC §2-§7. Only invented people; the same bytes for the same seed.

    random_folder.py --seed 7 --authorisation 11/031 --out DIR [--histogram]
    random_folder.py --seed 1 --seeds 200 --authorisation 18/055 --histogram
"""

import argparse
import calendar
import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bad_rows import put_bad_rows  # noqa: E402
from folder_files import BREAKAGES, COLUMNS, Folder, Row, write  # noqa: E402

EU = "FR DE NL IT ES PT PL RO BG HU GR AT SE CY IE LU".split()
THIRD = "MA TR CD IN US RU AL RS".split()
NEAR_EU = "NO IS LI CH".split()
WORKERS = ["employee", "self_employed", "jobseeker"]
CENTRES = ["0207533082", "0212346955", "1000000021"]
NAMES = ["Dupont", "O'Neil", "Đorđević", "Γεωργίου", "Van den Berg, junior", 'The "Example"', "Иванова", "Ng", "Two\nLines"]

# What a person stays as, with its weight under each authorisation.
PROFILES = {
    "worker": (50, 18), "means": (6, 10), "short": (2, 10), "art40bis": (20, 14), "art40ter": (3, 9), "art47_1": (3, 9),
    "art10": (3, 10), "art10bis": (3, 12), "art58": (4, 10), "other": (4, 3), "nobody": (2, 3),
}


def first_of(year, month):
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def add_months(day, n):
    """The first of the month n months after the month of `day`."""
    return first_of(day.year, day.month + n)


def last_of(day):
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def years_before(day, n):
    return date(day.year - n, day.month, min(day.day, calendar.monthrange(day.year - n, day.month)[1]))


def weighted(rng, *choices):
    """`weighted(rng, (3, "a"), (1, "b"))`."""
    return rng.choices([value for _, value in choices], [weight for weight, _ in choices])[0]


@dataclass
class Plan:
    """One person before the rows are written."""

    index: int
    profile: str
    numbers: list  # oldest first; the last is the newest
    focus: date  # the first of the month around which this person's edges lie
    recorded: bool = True
    sponsors: list = field(default_factory=list)  # numbers, or "" for none

    def number(self, rng):
        number = rng.choice(self.numbers) if rng.random() < 0.5 else self.numbers[-1]
        if rng.random() < 0.04:
            return f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
        return number

    def near_focus(self, rng):
        """A day on, before or after an as-of day near the focus."""
        return add_months(self.focus, rng.randint(-1, 4)) + timedelta(days=rng.choice([-1, -1, 0, 0, 1, -2]))


class Maker:
    def __init__(self, seed, authorisation):
        self.rng = random.Random(f"{authorisation} {seed}")
        self.of_2011 = authorisation == "11/031"
        self.used = set()
        self.folder = Folder()
        self.aid_count = 0
        self.with_bad_rows = self.rng.random() < 0.25

    # --- numbers and people -----------------------------------------------------------------------------------

    def niss(self):
        rng = self.rng
        while True:
            year, month = rng.randint(1935, 2012), rng.randint(1, 12)
            day = rng.choice([1, 28, rng.randint(1, 28), calendar.monthrange(year, month)[1]])
            if rng.random() < 0.06:
                day = 0
                month = rng.choice([0, month])
            month += weighted(rng, (8, 0), (1, 20), (1, 40))
            serial = weighted(rng, (20, rng.randint(1, 998)), (1, 999), (1, 1))
            nine = f"{year % 100:02}{month:02}{day:02}{serial:03}"
            check = 97 - int(nine if year < 2000 else "2" + nine) % 97
            number = f"{nine}{check:02}"
            if number not in self.used:
                self.used.add(number)
                return number

    def random_focus(self):
        rng = self.rng
        if self.of_2011:
            return weighted(
                rng, (75, first_of(2009, rng.randint(20, 72))), (12, first_of(2011, rng.randint(2, 8))),
                (5, first_of(2013, rng.randint(5, 9))), (4, first_of(2019, rng.randint(10, 16))), (4, first_of(2009, rng.randint(1, 20))))
        return weighted(
            rng, (65, first_of(2018, rng.randint(3, 30))), (12, first_of(2019, rng.randint(10, 18))),
            (12, first_of(2018, rng.randint(2, 7))), (11, first_of(2012, rng.randint(1, 76))))

    def plans(self):
        rng = self.rng
        weights = [both[0 if self.of_2011 else 1] for both in PROFILES.values()]
        plans = []
        for index in range(weighted(rng, (3, rng.randint(5, 12)), (1, rng.randint(13, 40)))):
            numbers = [self.niss() for _ in range(weighted(rng, (80, 1), (13, 2), (5, 3), (2, 4)))]
            profile = rng.choices(list(PROFILES), weights)[0]
            plans.append(Plan(index, profile, numbers, self.random_focus(), recorded=rng.random() > 0.03))
        for plan in plans:
            plan.sponsors = self.sponsors_of(plan, plans)
        return plans

    def sponsors_of(self, plan, plans):
        """One or two sponsors; a fitting one pulls the person's edges to its own."""
        rng = self.rng
        if not plan.profile.startswith("art") or plan.profile == "art58":
            return [weighted(rng, (9, ""), (1, self.niss()))]
        wanted = {"art40bis": ["worker"], "art10bis": ["art58", "art10"]}.get(plan.profile, ["worker", "art10", "other"])
        fitting = [other for other in plans if other.profile in wanted and other is not plan]
        sponsors = []
        for _ in range(weighted(rng, (7, 1), (3, 2))):
            kind = weighted(rng, (75, "fitting"), (10, "anyone"), (7, "stranger"), (6, "none"), (2, "self"))
            if kind == "fitting" and fitting:
                sponsor = rng.choice(fitting)
                if rng.random() < 0.75:
                    plan.focus = add_months(sponsor.focus, rng.randint(-2, 2))
                sponsors.append(sponsor.number(rng))
            elif kind == "stranger":
                sponsors.append(self.niss())
            elif kind == "none":
                sponsors.append("")
            else:
                sponsors.append((plan if kind == "self" else rng.choice(plans)).number(rng))
        return sponsors

    def put(self, name, owner, **values):
        row = Row(owner, {column: "" for column in COLUMNS[name]} | {
            key.removesuffix("_"): value.isoformat() if isinstance(value, date) else value or "" for key, value in values.items()})
        self.folder.tables[name].append(row)
        return row

    def put_person(self, plan):
        rng = self.rng
        for old, new in zip(plan.numbers, plan.numbers[1:]):
            self.put("replacements", plan.index, old_niss=old, new_niss=new, on=plan.near_focus(rng))
        if len(plan.numbers) > 2 and rng.random() < 0.3:  # two old numbers, one successor
            self.folder.tables["replacements"][-2].values["new_niss"] = plan.numbers[-1]
        if not plan.recorded:
            return
        recorded = weighted(rng, (6, plan.numbers[-1:]), (3, [rng.choice(plan.numbers)]), (1, plan.numbers))
        for number in recorded:
            self.put("persons", plan.index, niss=number, last_name=rng.choice(NAMES),
                     first_names=weighted(rng, (1, ""), (40, "Example"), (10, "Example, Second")),
                     country_of_origin=rng.choice(["BE", "XX", "XK", *EU, *THIRD]))

    # --- nationalities ----------------------------------------------------------------------------------------

    def put_nationalities(self, plan):
        rng = self.rng
        eu, third = rng.choice([*EU, "FR", "RO"]), rng.choice(THIRD)
        as_eu = {"worker": 0.93, "means": 0.9, "short": 0.9, "art40bis": 0.4, "art40ter": 0.3, "art47_1": 0.4}.get(plan.profile, 0.1)
        if rng.random() < as_eu:
            kind = weighted(rng, (50, [eu]), (9, ["GB"]), (9, ["HR"]), (3, [rng.choice(NEAR_EU)]), (4, ["BE"]), (2, ["XX"]), (4, []),
                            (3, [eu, "BE"]), (4, [eu, third]), (2, ["GB", "IE"]), (2, ["GB", third]), (12, "change"))
            before, after = rng.choice(
                [(eu, "BE"), (third, eu), (eu, third), (third, "BE"), (eu, ""), ("", eu), ("GB", "BE"), ("HR", eu)])
        else:
            kind = weighted(rng, (55, [third]), (4, ["XX"]), (3, ["XK"]), (5, [rng.choice(NEAR_EU)]), (6, ["GB"]), (3, ["HR"]), (5, []),
                            (3, [third, "BE"]), (4, [third, eu]), (3, ["MA", "TR"]), (10, "change"))
            before, after = rng.choice([(third, "BE"), (third, eu), (eu, third), (third, ""), ("", third), ("XX", third)])
        if "GB" in kind and rng.random() < 0.6:
            plan.focus = first_of(2019, rng.randint(10, 16))
        if "HR" in kind and rng.random() < 0.6 and self.of_2011:
            plan.focus = first_of(2013, rng.randint(3, 8))
        if rng.random() < 0.04:  # the same country twice
            day = plan.near_focus(rng)
            self.put("nationalities", plan.index, niss=plan.number(rng), country=eu, from_=date(1990, 1, 1),
                     to=day - timedelta(days=rng.randint(1, 60)))
            self.put("nationalities", plan.index, niss=plan.number(rng), country=eu, from_=day)
            return
        if kind == "change":
            day = plan.near_focus(rng)
            if before:
                self.put("nationalities", plan.index, niss=plan.number(rng), country=before, from_=date(1970, 1, 1), to=day - timedelta(days=1))
            if after:
                late = weighted(rng, (6, 0), (1, 1), (1, 40), (2, -30))  # a gap without any, or some days with both
                self.put("nationalities", plan.index, niss=plan.number(rng), country=after, from_=day + timedelta(days=late))
            return
        for country in kind:
            self.put("nationalities", plan.index, niss=plan.number(rng), country=country,
                     from_=weighted(rng, (9, date(1970, 1, 1)), (1, plan.near_focus(rng))),
                     to=weighted(rng, (9, None), (1, plan.focus + timedelta(days=400))))

    # --- stays ------------------------------------------------------------------------------------------------

    def stay_start(self, plan):
        """Often such that three months, three years or five years are over on, just before or just after an as-of day."""
        rng = self.rng
        as_of = add_months(plan.focus, rng.randint(0, 6))
        limits = (("3y", 6), ("5y", 1), ("3m", 1)) if self.of_2011 else (("3y", 1), ("5y", 6), ("3m", 6 if plan.profile == "short" else 1))
        limit = rng.choices([name for name, _ in limits], [weight for _, weight in limits])[0]
        around = timedelta(days=rng.choice([-1, 0, 1]))
        edge = {"3y": years_before(as_of, 3), "5y": years_before(as_of, 5), "3m": add_months(as_of, -3)}[limit] + around
        odd_month = add_months(plan.focus, -rng.randint(3, 10))
        if plan.profile == "short" and rng.random() < 0.2:
            return date(2018, 11, rng.choice([28, 29, 30, 30]))
        return weighted(
            rng, (35, edge), (45, add_months(plan.focus, -rng.randint(1, 20)) + timedelta(days=rng.randint(0, 27))),
            (8, last_of(odd_month)), (4, last_of(odd_month) - timedelta(days=rng.randint(0, 3))),
            (6, date(rng.choice([2008, 2012] if self.of_2011 else [2012, 2016]), 2, 29)), (2, plan.near_focus(rng)))

    def put_stays(self, plan):
        rng = self.rng
        if plan.profile == "nobody":
            return
        start = self.stay_start(plan)
        pieces = []  # (from, to, legal)
        if rng.random() < 0.35:
            gap = weighted(rng, (5, 1), (3, 2), (1, 30))
            end = start - timedelta(days=gap)
            pieces.append((end - timedelta(days=rng.randint(0, 900)), end, rng.random() < 0.75))
        for _ in range(weighted(rng, (50, 0), (30, 1), (15, 2), (5, 3))):
            cut = weighted(rng, (6, plan.near_focus(rng)), (2, start + timedelta(days=rng.randint(0, 700))), (1, start))
            if cut >= start:
                pieces.append((start, cut, rng.random() < 0.92))
                start = cut + timedelta(days=weighted(rng, (8, 1), (2, 2), (1, rng.randint(3, 90))))
        end = weighted(rng, (82, None), (8, plan.near_focus(rng)), (6, start + timedelta(days=rng.randint(0, 1500))), (5, date(9999, 12, 31)))
        pieces.append((start, end if end is None or end >= start else None, rng.random() < 0.95))
        values = self.stay_values(plan)
        for piece in pieces:
            if rng.random() < 0.3:
                values = self.stay_values(plan)
            elif rng.random() < 0.3:
                values = values | {"sponsor_niss": rng.choice(plan.sponsors)}
            self.put("stays", plan.index, niss=plan.number(rng), from_=piece[0], to=piece[1], legal="yes" if piece[2] else "no", **values)

    def stay_values(self, plan):
        rng = self.rng
        everything = "short art40 art40bis art40ter art47_1 art10 art10bis art58 other".split()
        ground = {"worker": "art40", "means": "art40"}.get(plan.profile, plan.profile)
        ground = weighted(rng, (19, ground), (1, rng.choice(everything)))
        quality = {"worker": rng.choice(WORKERS), "means": rng.choice(["sufficient_means", "student", "other"]), "art58": "student",
                   "short": "other", "other": "other"}.get(plan.profile, "family_member")
        quality = weighted(rng, (14, quality), (1, rng.choice([*WORKERS, "sufficient_means", "student", "family_member", "other"])))
        return {
            "ground": ground, "quality": quality,
            "register": weighted(rng, (9, "foreigners"), (9, "population"), (1, "waiting"), (1, "none")),
            "title": weighted(rng, (9, "F+"), (4, "F"), (8, rng.choice(["", *"A B C D E E+ EU EU+ H I J K L M N".split()]))),
            "recognised_on": weighted(rng, (8, None), (7, add_months(plan.focus, -9)), (6, plan.near_focus(rng))),
            "applied_on": weighted(rng, (1, None), (1, add_months(plan.focus, -10))),
            "applied_at": rng.choice(["", "territory", "diplomatic_post"]),
            "sponsor_niss": rng.choice(plan.sponsors),
        }

    # --- aid --------------------------------------------------------------------------------------------------

    def put_grant(self, plan, nature, start, end):
        rng = self.rng
        self.aid_count += 1
        row = self.put("aid", plan.index, aid_id=f"A{self.aid_count}", niss=plan.number(rng), centre=rng.choice(CENTRES), nature=nature,
                       category=rng.choice("123"), monthly_cents=str(rng.randint(1, 150000)), from_=start, to=end,
                       status=weighted(rng, (14, "granted"), (1, "cancelled")))
        if rng.random() < 0.1:
            self.put("reimbursements", plan.index, aid_id=row.values["aid_id"], paid_on=plan.near_focus(rng), cents=str(rng.randint(0, 50000)))

    def put_aid(self, plan):
        rng = self.rng
        if rng.random() < 0.06:
            return
        social = weighted(rng, (6, "social_aid"), (4, "ris_equivalent"))
        natures = weighted(rng, (35, ["ris"]), (15, [social]), (30, ["ris", "ris", social]), (20, [social, "ris"]))
        in_turn = rng.random() < 0.5  # social aid first, then the living wage
        if rng.random() < 0.12:  # aid long before, maybe before the authorisation
            start = add_months(plan.focus, -rng.randint(8, 80)) + timedelta(days=rng.randint(0, 27))
            self.put_grant(plan, rng.choice([social, "ris"]), start, start + timedelta(days=rng.randint(0, 60)))
        if self.of_2011 and rng.random() < 0.06:
            # Begun on one of the last days of November, three months are over at the end of February; or before the
            # authorisation, in one grant after the other.
            start = weighted(
                rng, (3, date(rng.randint(2010, 2013), 11, rng.choice([28, 29, 30, 30]))), (2, date(2011, rng.randint(1, 4), rng.randint(1, 28))))
            cut = weighted(rng, (1, last_of(add_months(start, 1))), (1, date(2011, 3, 31)))
            cut = max(cut, start)
            self.put_grant(plan, "ris", start, cut)
            self.put_grant(plan, "ris", cut + timedelta(days=rng.choice([1, 1, 2, 15])), last_of(add_months(cut, 5)))
            return
        month = add_months(plan.focus, weighted(rng, (1, 0), (1, -rng.randint(0, 5))))
        for spell in range(weighted(rng, (30, 1), (30, 2), (20, 3), (12, 4), (8, 6))):
            last = last_of(month)
            start = weighted(rng, (40, month), (14, last), (6, month + timedelta(days=1)), (12, last - timedelta(days=rng.randint(0, 2))),
                             (28, month + timedelta(days=rng.randint(0, 27))))
            final = add_months(month, rng.choice([0, 0, 1, 1, 2, 3, 3, 4, 5, 8]))
            end = weighted(rng, (45, last_of(final)), (18, final), (7, final + timedelta(days=1)), (30, final + timedelta(days=rng.randint(0, 27))))
            end = max(start, end)
            nature = natures[min(spell, len(natures) - 1)] if in_turn else rng.choice(natures)
            open_ended = rng.random() < (0.015 if self.of_2011 else 0.08)
            self.put_grant(plan, nature, start, None if open_ended else end)
            step = weighted(rng, (30, "day after"), (15, "next month"), (22, "gap of a month"), (18, "overlap"), (15, "long gap"))
            if step == "day after":
                self.put_grant(plan, natures[-1] if in_turn else rng.choice(natures), end + timedelta(days=1), end + timedelta(days=rng.randint(1, 60)))
                month = add_months(end, rng.randint(1, 4))
            elif step == "overlap":
                month = add_months(month, rng.randint(0, 2))
            else:
                month = add_months(end, {"next month": 1, "gap of a month": 2, "long gap": rng.randint(3, 14)}[step])

    # --- the folder -------------------------------------------------------------------------------------------

    def put_later_versions(self):
        """Rows with the key of an earlier one: they replace it, wherever they stand after it."""
        rng = self.rng
        chains = {}
        for row in self.folder.tables["replacements"]:
            chains.setdefault(row.owner, []).append(row.values["old_niss"])
        for row in list(self.folder.tables["replacements"]):
            if rng.random() < 0.05:  # the same again is no second successor
                self.put("replacements", row.owner, **row.values | {"on": "2019-01-01"})
        for name in ("aid", "stays", "nationalities", "persons"):
            rows = self.folder.tables[name]
            for row in list(rows):
                if rng.random() > 0.03:
                    continue
                values = dict(row.values)
                if row.owner in chains and rng.random() < 0.5:
                    values["niss"] = rng.choice(chains[row.owner])
                if name == "aid":
                    values |= rng.choice([{"status": "cancelled"}, {"status": "granted"}, {"to": values["from"]},
                                          {"nature": "social_aid"}, {"nature": "ris"},
                                          {"from": "2010-01-31", "to": "2012-02-29"}, {"niss": rng.choice(rows).values["niss"]}])
                elif name == "stays":
                    values |= rng.choice([{"legal": "no"}, {"to": values["from"]}, {"to": ""}, {"recognised_on": ""},
                                          {"quality": "student"}, {"register": "population"}])
                elif name == "nationalities":
                    values |= rng.choice([{"to": values["from"]}, {"to": ""}, {"to": "2019-12-31"}])
                rows.insert(rng.randint(rows.index(row) + 1, len(rows)), Row(row.owner, values))

    def dress(self):
        rng = self.rng
        for name, dress in self.folder.dress.items():
            if rng.random() < 0.25:
                rng.shuffle(dress.columns)
            dress.byte_order_mark = rng.random() < 0.06
            dress.line_end = weighted(rng, (8, "\n"), (2, "\r\n"))
            dress.quote_all = rng.random() < 0.08
            dress.ending = weighted(rng, (88, ""), (6, ".gz"), (6, ".zst"))
            dress.last_line_open = rng.random() < 0.06
            dress.empty_lines = [rng.randint(0, 20) for _ in range(weighted(rng, (94, 0), (6, 2)))]
        for name in ("replacements", "reimbursements"):
            if not self.folder.tables[name] and rng.random() < 0.5:
                self.folder.left_out.add(name)

    def make(self):
        rng = self.rng
        for plan in self.plans():
            self.put_person(plan)
            if not plan.recorded and not self.with_bad_rows:
                continue  # nobody, but maybe a sponsor, under several numbers
            self.put_nationalities(plan)
            self.put_stays(plan)
            self.put_aid(plan)
        if not self.folder.tables["persons"]:
            self.put("persons", 0, niss=self.niss(), last_name="Only", first_names="Example", country_of_origin="XX")
        for name in self.folder.tables:
            if rng.random() < 0.7:
                rng.shuffle(self.folder.tables[name])
        self.put_later_versions()
        self.dress()
        if self.with_bad_rows:
            put_bad_rows(rng, self.folder, [self.niss() for _ in range(3)], weighted(rng, (1, 1), (1, rng.randint(2, 8))))
        if rng.random() < 0.03:
            required = [name for name in COLUMNS if name not in ("replacements", "reimbursements")]
            self.folder.breakage = rng.choice(
                [(name, what) for name in COLUMNS for what in BREAKAGES if what != "missing" or name in required])
            self.folder.left_out.discard(self.folder.breakage[0])
        return self.folder


def make_folder(seed, authorisation):
    return Maker(seed, authorisation).make()


def histogram(seeds, authorisation):
    import naive
    counts, bad, refused = Counter(), Counter(), 0
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            write(make_folder(seed, authorisation), folder)
            try:
                facts = naive.read_folder(folder, date.today())
            except naive.Refused:
                refused += 1
                continue
            bad.update((row.file, re.sub(r"[0-9-]{8,}", "…", row.reason)) for row in facts.bad)
            for decision in naive.decide(authorisation, facts, naive.Month(2011, 4), naive.Month(2020, 6)):
                counts[decision[2:]] += 1
    for (outcome, category, rule, stage), count in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{count:8}  {outcome:9} {category or '-':21} {rule or '-':25} {stage or '-'}")
    for (file, reason), count in sorted(bad.items(), key=lambda item: -item[1]):
        print(f"{count:8}  bad row   {file:21} {reason}")
    print(f"{refused:8}  folders refused whole")


def main():
    parser = argparse.ArgumentParser(description="random small data folders that crowd the edges")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--authorisation", choices=["11/031", "18/055"], default="11/031")
    parser.add_argument("--out", help="where the folder is written; what stands there is removed")
    parser.add_argument("--histogram", action="store_true", help="print the outcomes that the naive model gives")
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds the histogram counts")
    given = parser.parse_args()
    if given.out:
        write(make_folder(given.seed, given.authorisation), given.out)
    if given.histogram:
        histogram(range(given.seed, given.seed + given.seeds), given.authorisation)
    return 0


if __name__ == "__main__":
    sys.exit(main())
