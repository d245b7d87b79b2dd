"""The monthly push over the network: four services with certificates, from the source's run to what stands at the desk."""

import json
import unittest

from binary import Workplace, crossroads
from push_scene import NUMBERS, STANDING, Scene, on_one_machine, rows

RUNS = (("18/055", "2018-09"), ("11/031", "2018-09"), ("18/055", "2018-10"))


class PushTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.path = cls.enterClassContext(Workplace()).path
        cls.data = cls.path / "data"
        done = crossroads("synth", "--persons", 6000, "--seed", 7, "--out", cls.data, "--later", cls.path / "later")
        assert done.returncode == 0, done.stderr.decode()
        cls.scene = cls.enterClassContext(Scene(cls.path, cls.data))
        cls.scene.start()
        for authorisation, month in RUNS:
            cls.scene.run(authorisation, month)
            cls.scene.settle()

    def test_1_the_desk_holds_what_one_machine_would_have_relayed(self):
        there = self.scene.at_the_desk()
        self.assertGreater(len(there), 500)
        self.assertEqual(there, on_one_machine(self.path, self.data, RUNS))

    def test_2_each_message_is_an_entry_at_every_institution_it_reached(self):
        logs = {name: rows(self.path / f"{name}.db", "select count(*) from ledger_entries")[0][0] for name in ("source", "hub", "desk")}
        handed_over = rows(self.path / "source.db", "select count(*) from handed_over")[0][0]
        received = rows(self.path / "desk.db", "select count(*) from desk_received")[0][0]
        self.assertGreaterEqual(logs["source"], handed_over)
        self.assertGreaterEqual(logs["hub"], handed_over)
        self.assertGreaterEqual(logs["desk"], received)
        for name in logs:
            done = self.scene.verify(name)
            self.assertEqual(done.returncode, 0, done.stdout.decode() + done.stderr.decode())

    def test_3_the_hub_keeps_no_word_of_what_the_desk_has(self):
        standing = rows(self.path / "hub.db", "select count(*) from hub_standing")[0][0]
        self.assertEqual(standing, len(self.scene.at_the_desk()))
        self.assertEqual(rows(self.path / "hub.db", "select count(*) from hub_held held join hub_standing using (scope, number) where held.text is not null"), [(0,)])
        with open(self.path / "hub.db", "rb") as file:
            told = file.read()
        name = next(row[5] for row in self.scene.at_the_desk() if row[5] and len(row[5]) > 8)
        struck = {row[0] for row in rows(self.path / "hub.db", "select text from hub_held where text is not null")}
        if not any(name in text for text in struck):
            self.assertNotIn(name.encode(), told)

    def test_4_a_repeated_run_sends_nothing(self):
        before = rows(self.path / "hub.db", "select next from outgoing_place")
        self.scene.run(*RUNS[-1])
        self.scene.settle()
        self.assertEqual(rows(self.path / "hub.db", "select next from outgoing_place"), before)

    def test_5_late_facts_reach_the_desk_as_on_one_machine(self):
        for role in ("register", "source"):
            self.scene.take_in(role, self.path / "later")
        store = self.path / "both.db"
        done = crossroads("import", self.path / "later", "--store", store)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        for authorisation, month in RUNS[1:]:
            self.scene.run(authorisation, month)
            self.scene.settle()
            done = crossroads("run", "--authorisation", authorisation, "--month", month, "--store", store, "--format", "text")
            self.assertEqual(done.returncode, 0, done.stderr.decode())
        self.assertEqual(self.scene.at_the_desk(), rows(store, STANDING.format(record="relayed")))

    def test_6_only_the_institution_itself_starts_a_run(self):
        for caller in ("hub", "desk", "register"):
            status, answer = self.scene.ask("source", "POST", "/source/v1/runs", json.dumps({"authorisation": "18/055", "month": "2018-09"}), caller=caller)
            self.assertEqual((status, answer["type"]), (403, "urn:problem-type:belgif:missingPermission"))

    def test_7_only_the_hub_brings_the_desk_messages_and_only_the_source_the_hub(self):
        for name, callers in (("desk", ("source", "register", "desk")), ("hub", ("desk", "register", "hub"))):
            for caller in callers:
                status, answer = self.scene.ask(name, "POST", f"/{name}/v1/messages", '{"items":[]}', caller=caller)
                self.assertEqual((status, answer["type"]), (403, "urn:problem-type:belgif:missingPermission"), (name, caller))

    def test_8_no_technical_log_names_a_person(self):
        numbers = {str(person) for (person,) in rows(self.path / "source.db", "select distinct person from handed_over")}
        self.assertTrue(numbers)
        for name in NUMBERS:
            text = (self.path / f"{name}.log").read_text()
            self.assertFalse([number for number in numbers if number in text], name)


if __name__ == "__main__":
    unittest.main()
