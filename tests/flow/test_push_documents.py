"""What source, hub and desk say to each other when they push, and what their operators see of it, held against the OpenAPI documents: real items, real refusals, a
queue with something parked in it, put right and released."""

import json
import time
import unittest

from binary import Workplace, crossroads
from push_scene import Scene, rows
from services import Recorder

MONTH = "2018-09"
TAKEN = "urn:problem-type:crossroads:messageNumberTaken"


def until(what, seconds=60):
    """What `what` says once it says something."""
    end = time.monotonic() + seconds
    while not (said := what()):
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)
    return said


def withdrawn(item, **changes):
    """What withdraws an item: it tells nothing anew."""
    told = ("months", "periods", "quality", "lastName", "firstNames", "countryOfOrigin", "rule")
    return {**{name: value for name, value in item.items() if name not in told}, "kind": "withdrawal", **changes}


class PushDocumentsTest(unittest.TestCase):
    """One history, step by step: which service runs when decides what waits where."""

    @classmethod
    def setUpClass(cls):
        cls.path = cls.enterClassContext(Workplace()).path
        done = crossroads("synth", "--persons", 3000, "--seed", 11, "--out", cls.path / "data")
        assert done.returncode == 0, done.stderr.decode()
        cls.scene = cls.enterClassContext(Scene(cls.path, cls.path / "data"))
        cls.recorders = {name: Recorder() for name in ("source", "hub", "desk")}

    def ask(self, name, method, path, body=None, caller=None, expected=200, **marks):
        """Asks, keeps what was said, and says what was answered."""
        given = body if isinstance(body, str) or body is None else json.dumps(body)
        status, text, headers = self.recorders[name].ask(self.scene.running[name], self.scene.authority.context(self.scene.certificates[caller or name]), path, method,
                                                         f"/{name}/v1/{path}", given, **marks)
        self.assertEqual(status, expected, text)
        return json.loads(text) if headers["content-type"].endswith("json") else text

    def waiting_at(self, name):
        return [json.loads(text) for (text,) in rows(self.path / f"{name}.db", "select text from outgoing order by position")]

    def parked_at(self, name):
        return rows(self.path / f"{name}.db", "select name from outgoing where aside = 0")

    def test_1_a_run_is_started_and_waits_for_the_hub(self):
        self.scene.start("register", "source")
        run = {"authorisation": "11/031", "month": MONTH}
        self.assertEqual(self.ask("source", "POST", "runs", run, expected=202), {"run": 1, **run})
        until(lambda: not self.scene.unfinished())
        for name, body, status, beyond in (
            ("no month", {"authorisation": "11/031"}, 400, False),
            ("a month to come", {"authorisation": "11/031", "month": "9999-01"}, 400, True),
            ("nobody's", {"authorisation": "99/999", "month": MONTH}, 409, False),
        ):
            with self.subTest(name):
                self.ask("source", "POST", "runs", body, expected=status, beyond=beyond)
        [known] = self.ask("source", "GET", "runs")["items"]
        self.assertEqual({name: known[name] for name in ("run", *run)}, {"run": 1, **run})
        self.assertLess(known["started"], known["finished"])
        queue = self.ask("source", "GET", "queue")
        self.assertEqual((queue["waiting"], queue["parked"], queue["items"]), (len(self.waiting_at("source")), 0, []))
        self.assertEqual(self.waiting_at("source")[-1]["type"], "runEnd")
        self.assertGreater(queue["waiting"], 20)

    def test_2_a_number_that_is_taken_is_parked_and_released(self):
        self.assertEqual(self.scene.running.pop("source").stop()[0], 0)
        items = self.waiting_at("source")
        first = items[0]
        line = [one for one in items if one.get("person") == first["person"]]
        self.scene.start("hub")
        # Somebody works with an old copy of the source's database.
        other = {**first, "months": [{**month, "amountCents": 1} for month in first["months"]]}
        self.assertEqual(self.ask("hub", "POST", "messages", {"items": [other]}, caller="source"), {"accepted": 1})
        self.scene.start("source")
        until(lambda: self.parked_at("source"))
        until(lambda: len(self.waiting_at("source")) == len(line))
        queue = self.ask("source", "GET", "queue")
        self.assertEqual((queue["waiting"], queue["parked"]), (len(line) - 1, 1))
        self.assertEqual([(one["name"], one["problem"]) for one in queue["items"]], [(str(first["number"]), TAKEN)])
        self.assertEqual(self.ask("source", "GET", "queue/pages/0")["items"], queue["items"])
        self.assertEqual(self.ask("source", "GET", "queue/pages/9999999999")["items"], [])
        self.assertNotIn(first["person"], json.dumps(queue))
        self.assertEqual(self.ask("source", "POST", "queue/release"), {"released": 1})
        until(lambda: self.parked_at("source") and self.ask("source", "GET", "queue")["items"][0]["since"] > queue["items"][0]["since"])

    def test_3_the_hub_answers_items_and_says_why_not(self):
        again = self.ask("source", "POST", "messages/search", {"numbers": ["2", "1"]}, caller="hub")["items"]
        self.assertEqual([one["number"] for one in again], [2, 1])
        self.ask("source", "POST", "messages/search", {"numbers": ["999999"]}, caller="hub", expected=404)
        for number in ("0", "01", "-1", "x", ""):
            self.ask("source", "POST", "messages/search", {"numbers": [number]}, caller="hub", expected=400)
        item = again[0]
        end = {"type": "runEnd", "runMonth": MONTH, "authorisation": item["authorisation"]}
        self.assertEqual(self.ask("hub", "POST", "messages", {"items": [end]}, caller="source"), {"accepted": 1})
        for name, changes, status, beyond in (
            ("taken", {"category": "other"}, 409, False),
            ("nobody's authorisation", {"authorisation": {**item["authorisation"], "name": "99/999"}, "number": 10**6}, 409, False),
            ("replaces nothing that is known", {"kind": "correction", "replaces": 10**6, "number": 10**6 + 1}, 409, False),
            ("replaces and is new", {"replaces": 1, "number": 10**6}, 400, True),
            ("a month to come", {"runMonth": "9999-01"}, 400, True),
            ("nobody has this number", {"person": "85073000199"}, 400, True),
            ("no such kind", {"kind": "last"}, 400, False),
            ("null", {"rule": None}, 400, False),
            ("no such member", {"rank": 1}, 400, False),
            ("half a cent", {"months": [{"month": MONTH, "amountCents": 0.5}]}, 400, False),
            ("no number", {"number": 0}, 400, False),
        ):
            with self.subTest(name):
                problem = self.ask("hub", "POST", "messages", {"items": [{**item, **changes}]}, caller="source", expected=status, beyond=beyond)
                self.assertNotIn(item["person"], json.dumps(problem))
        changed = {**item, "kind": "correction", "number": 10**6 + 2, "replaces": item["number"]}
        both = [changed, withdrawn(item, number=10**6 + 3, replaces=10**6 + 2)]
        self.assertEqual(self.ask("hub", "POST", "messages", {"items": both}, caller="source"), {"accepted": 2})
        self.assertEqual(self.ask("hub", "POST", "messages", {"items": both}, caller="source"), {"accepted": 2})
        self.ask("hub", "POST", "messages", {"items": []}, caller="source", expected=400)
        self.ask("hub", "POST", "messages", {"items": [end] * 1001}, caller="source", expected=400)
        self.ask("hub", "POST", "messages", {"items": [end]}, caller="desk", expected=403)

    def test_4_what_waits_at_the_hub_is_what_the_desk_reads(self):
        until(lambda: self.scene.on_the_way()[2] == 0)
        items = self.waiting_at("hub")
        queue = self.ask("hub", "GET", "queue")
        self.assertEqual((queue["waiting"], queue["parked"], queue["items"]), (len(items), 0, []))
        self.assertGreater(len(items), 10)
        self.assertEqual(self.ask("hub", "POST", "queue/release"), {"released": 0})
        self.ask("hub", "GET", "queue/pages/0")
        self.ask("hub", "GET", "queue/pages/85073003328", expected=404)
        for caller in ("source", "desk"):
            self.ask("hub", "GET", "queue", caller=caller, expected=403)
            self.ask("hub", "POST", "queue/release", caller=caller, expected=403)
        self.scene.start("desk")
        self.assertEqual(self.ask("desk", "POST", "messages", {"items": items[:1000]}, caller="hub"), {"accepted": min(len(items), 1000)})
        until(lambda: not self.waiting_at("hub"))  # the hub brings them too, and nothing is received twice
        self.assertEqual(rows(self.path / "desk.db", "select count(*) from desk_received")[0][0], len(items))

    def test_5_the_desk_says_why_not(self):
        ticket, other = "0199c1f0-8c00-7abc-8def-0123456789ab", "0199c1f0-8c00-7abc-8def-0123456789ac"
        item = {"ticket": ticket, "number": 1, "authorisation": {"name": "11/031", "textSha256": "ab" * 32}, "category": "eu-worker", "purpose": "to examine",
                "kind": "new", "month": MONTH, "periods": [{"firstMonth": MONTH, "lastMonth": MONTH}]}
        before = rows(self.path / "desk.db", "select count(*) from ledger_entries")
        for name, items, status, beyond in (
            ("replaces what does not stand", [item, {**item, "ticket": other, "kind": "correction", "replaces": "0199c1f0-8c00-7abc-8def-0123456789ff"}], 409, False),
            ("a ticket twice", [item, item], 400, True),
            ("a correction of nothing", [{**item, "kind": "correction"}], 400, True),
            ("no ticket", [{name: value for name, value in item.items() if name != "ticket"}], 400, False),
            ("another ticket", [{**item, "ticket": "17"}], 400, False),
            ("the rule", [{**item, "rule": "continue"}], 400, False),
            ("a period the wrong way round", [{**item, "periods": [{"firstMonth": MONTH, "lastMonth": "2018-08"}]}], 400, True),
            ("none", [], 400, False),
        ):
            with self.subTest(name):
                self.ask("desk", "POST", "messages", {"items": items}, caller="hub", expected=status, beyond=beyond)
        self.ask("desk", "POST", "messages", {"items": [item]}, caller="source", expected=403)
        self.assertEqual(rows(self.path / "desk.db", "select count(*) from ledger_entries"), before)
        corrected = {**item, "ticket": other, "kind": "correction", "replaces": ticket, "periodsAlone": True}
        end = {name: value for name, value in withdrawn(item, ticket="0199c1f0-8c00-7abc-8def-0123456789ad", replaces=other).items() if name != "number"}
        self.assertEqual(self.ask("desk", "POST", "messages", {"items": [item, corrected, end]}, caller="hub"), {"accepted": 3})
        self.assertEqual(rows(self.path / "desk.db", "select count(*) from ledger_entries")[0][0], before[0][0] + 3)

    def test_6_all_of_that_is_as_the_documents_say(self):
        for name, path, caller in (("source", "grants/search", "hub"), ("hub", "attestations/search", "desk"), ("desk", "consultations", "desk")):
            # Asked elsewhere; here only that it is there.
            self.recorders[name].ask(self.scene.running[name], self.scene.authority.context(self.scene.certificates[caller]), path, "POST", f"/{name}/v1/{path}", "{}")
            for own in ("health", "doc/openapi.yaml"):
                self.ask(name, "GET", own)
            with self.subTest(name):
                code, words = self.recorders[name].validate(f"{name}.yaml")
                self.assertEqual(code, 0, words)


if __name__ == "__main__":
    unittest.main(verbosity=2)
