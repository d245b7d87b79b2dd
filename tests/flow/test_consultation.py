"""A036 on the real binary: register, source, hub and desk as four processes on loopback, an agent's question, its answer or refusal, and what three logs say."""

import datetime
import json
import unittest

from binary import Workplace, crossroads
from services import DESK, HUB, REGISTER, Authority, Recorder, Service

SOURCE = "0308357753"
CONSULT = "/desk/v1/consultations"
TODAY = datetime.date.today()


def ago(years, days=0):
    return (TODAY - datetime.timedelta(days=365 * years + days)).isoformat()


def niss(born, serial):
    nine = f"{born:%y%m%d}{serial:03}"
    check = 97 - int(("2" if born.year >= 2000 else "") + nine) % 97
    return f"{nine}{check:02}"


# Aided, not aided, long here, of another country, and somebody of whom nobody knows.
AIDED, IDLE, SETTLED, STRANGER, NOBODY = (niss(datetime.date(1980, 5, day), 11) for day in range(1, 6))


def write_folder(folder):
    folder.mkdir()
    persons = (AIDED, IDLE, SETTLED, STRANGER)
    stays = {AIDED: ago(2), IDLE: ago(2), SETTLED: ago(6), STRANGER: ago(2)}
    files = {
        "persons": ["niss,last_name,first_names,country_of_origin"] + [f"{one},Person,Example,FR" for one in persons],
        "nationalities": ["niss,country,from,to"] + [f"{one},{'MA' if one == STRANGER else 'FR'},1980-05-01," for one in persons],
        "stays": ["niss,from,to,legal,register,title,ground,quality,recognised_on,applied_on,applied_at,sponsor_niss"]
        + [f"{one},{stays[one]},,yes,foreigners,E,art40,employee,{stays[one]},,," for one in persons],
        "aid": ["aid_id,niss,centre,nature,category,monthly_cents,from,to,status", f"G-1,{AIDED},0207533082,ris,2,90000,{ago(1)},,granted",
                f"G-2,{SETTLED},0207533082,ris,2,90000,{ago(1)},,granted"],
    }
    for name, rows in files.items():
        (folder / f"{name}.csv").write_text("".join(row + "\n" for row in rows))


def question(person, **changes):
    asked = {
        "authorisation": "18/055", "category": "eu-long", "role": "applicant", "ground": "stayApplication", "stated": "doubt",
        "applicationDate": TODAY.isoformat(), "dossierDecided": False, "niss": person,
        "period": {"startDate": ago(4), "endDate": TODAY.isoformat()}, "dossier": "D-5", "words": "the payslips stop in March",
    }
    asked.update(changes)
    return json.dumps({name: value for name, value in asked.items() if value is not None})


class ConsultationTest(unittest.TestCase):
    """Four services, each with its own certificate, database, keys and log. Made once: keys take time."""

    @classmethod
    def setUpClass(cls):
        cls.path = cls.enterClassContext(Workplace()).path
        cls.authority = Authority(cls.path)
        cls.certificates = {name: cls.authority.issue(number, name) for name, number in (("register", REGISTER), ("source", SOURCE), ("hub", HUB), ("desk", DESK))}
        write_folder(cls.path / "data")
        for role in ("register", "source"):
            done = crossroads("import", cls.path / "data", "--role", role, "--store", cls.path / f"{role}.db")
            assert done.returncode == 0, done.stderr.decode()
        done = crossroads("desk", "agent", "--agent", "agent-7", "--unit", "unit-3", "--agents", cls.path / "agents.txt")
        assert done.returncode == 0, done.stderr.decode()
        cls.token = done.stdout.decode().strip()
        cls.register = cls.service("register", REGISTER, f'[access]\nreaders = ["{HUB}"]\n[store]\nfile = "register.db"\n')
        cls.source = cls.service("source", SOURCE, f'[hub]\ninstitution = "{HUB}"\n[register]\ninstitution = "{REGISTER}"\n')
        cls.hub = cls.service("hub", HUB, f'[desk]\ninstitution = "{DESK}"\n[source]\naddress = "https://localhost:{cls.source.port}"\ninstitution = "{SOURCE}"\n'
                                          f'[register]\naddress = "https://localhost:{cls.register.port}"\ninstitution = "{REGISTER}"\n')
        cls.desk = cls.service("desk", DESK, f'[hub]\naddress = "https://localhost:{cls.hub.port}"\ninstitution = "{HUB}"\n')

    @classmethod
    def service(cls, name, number, settings, managed=True):
        config = cls.path / f"{name}.toml"
        config.write_text(f'[institution]\nnumber = "{number}"\n[listen]\naddress = "127.0.0.1:0"\n'
                          f'[operations]\naddress = "127.0.0.1:0"\ntechnical-log = "{name}.log"\n{settings}{cls.authority.identity(cls.certificates[name])}')
        service = Service(name, config)
        return cls.enterClassContext(service) if managed else service

    def ask(self, body, recorder=None, **headers):
        given = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}", **headers}
        # What the law refuses with 400 is a request that the document allows.
        status, text, _ = (recorder or Recorder()).ask(self.desk, self.authority.context(self.certificates["desk"]), "consultation", "POST", CONSULT, body, given, beyond=True)
        return status, json.loads(text)

    def found(self, name, person):
        """The entries about a person in one institution's log."""
        done = crossroads("log", "search", "--store", self.path / f"{name}.db", "--log", name, "--person", person, "--by", "officer", "--reason", "a test", "--agents", "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return [json.loads(line) for line in done.stdout.decode().splitlines() if line.startswith("{")]

    def test_answered_with_what_the_law_names(self):
        status, answer = self.ask(question(AIDED))
        self.assertEqual(status, 200, answer)
        self.assertEqual(answer["answer"]["items"], [{"number": "G-1", "attestationNature": "livingWage", "attestationType": "grant", "periodFrom": ago(1),
                                                      "periodTo": TODAY.isoformat(), "niss": AIDED}])
        self.assertIn("decide nothing", answer["notice"])

    def test_no_data_is_an_answer(self):
        status, answer = self.ask(question(IDLE))
        self.assertEqual((status, answer["answer"]["items"]), (200, []))

    def test_refusals_name_their_paragraph_in_the_agents_language(self):
        for name, body, status, kind in (
            ("no category", question(AIDED, category="tourist"), 400, "unknownCategory"),
            ("not answered", question(AIDED, category="eu-short"), 403, "categoryNotAnswered"),
            ("no doubt", question(AIDED, stated=None, words=None), 400, "doubtNotStated"),
            ("decided", question(AIDED, dossierDecided=True), 403, "dossierDecided"),
            ("push alone", question(AIDED, authorisation="11/031"), 403, "modeNotAuthorised"),
            ("unknown person", question(NOBODY), 400, "unknownPerson"),
            ("another category", question(STRANGER), 403, "personDoesNotFit"),
            ("permanent stay", question(SETTLED), 403, "personExcluded"),
            ("too far back", question(AIDED, period={"startDate": ago(6), "endDate": TODAY.isoformat()}), 400, "periodTooFarBack"),
        ):
            for language in ("en", "fr", "nl", "de"):
                with self.subTest(name, language=language):
                    got, problem = self.ask(body, **{"Accept-Language": language})
                    self.assertEqual((got, problem["type"]), (status, f"urn:problem-type:crossroads:{kind}"), problem)
                    self.assertTrue(problem["legalBasis"].get("paragraphs") or problem["legalBasis"].get("section"))
                    self.assertNotIn(AIDED, json.dumps(problem))

    def test_only_agents_with_a_token_ask(self):
        for authorization, kind in (("", "noAccessToken"), ("Bearer wrong", "invalidAccessToken")):
            status, problem = self.ask(question(AIDED), Authorization=authorization)
            self.assertEqual((status, problem["type"]), (401, f"urn:problem-type:belgif:{kind}"))

    def test_only_the_institution_that_may_is_answered(self):
        """Each service by the others' certificates."""
        for service, path, caller, status in ((self.desk, CONSULT, "hub", 403), (self.source, "/source/v1/grants/search", "desk", 403),
                                              (self.register, "/register/v1/persons/search", "desk", 403)):
            with self.subTest(path, caller=caller):
                got, _, _ = Recorder().ask(service, self.authority.context(self.certificates[caller]), "other", "POST", path, "{}", {"Content-Type": "application/json"})
                self.assertEqual(got, status)

    def test_all_three_logs_tell_the_same_and_verify(self):
        status, answer = self.ask(question(AIDED))
        self.assertEqual(status, 200)
        for name in ("desk", "hub", "source"):
            with self.subTest(name):
                done = crossroads("log", "verify", "--store", self.path / f"{name}.db", "--log", name, "--open")
                self.assertEqual(done.returncode, 0, done.stdout.decode() + done.stderr.decode())
                last = self.found(name, AIDED)[-1]
                self.assertIn("answered", json.dumps(last))
                self.assertEqual("agent-7" in json.dumps(last) or "D-5" in json.dumps(last), name == "desk", last)
                technical = (self.path / f"{name}.log").read_text()
                for person in (AIDED, IDLE, SETTLED, STRANGER, NOBODY):
                    self.assertNotIn(person, technical)

    def test_an_institution_that_is_down_is_said_and_logged_and_nothing_is_remembered(self):
        settings = (self.path / "hub.toml").read_text()
        lonely = self.path / "lonely"
        lonely.mkdir()
        body = json.dumps({name: value for name, value in json.loads(question(AIDED)).items() if name not in ("dossier", "words")})
        for name, port in (("source", self.source.port), ("register", self.register.port)):
            with self.subTest(f"the {name} is down"):
                folder = lonely / name
                folder.mkdir()
                (folder / "hub.toml").write_text(settings.replace(f"https://localhost:{port}", "https://localhost:1"))
                with Service("hub", folder / "hub.toml") as hub:
                    status, text, headers = Recorder().ask(hub, self.authority.context(self.certificates["desk"]), "down", "POST", "/hub/v1/attestations/search", body,
                                                           {"Content-Type": "application/json"})
                    self.assertEqual((status, json.loads(text)["type"]), (503, f"urn:problem-type:crossroads:{name}Unavailable"))
                    self.assertEqual(headers["retry-after"], "30")
                    self.assertEqual(hub.stop()[0], 0)
                done = crossroads("log", "verify", "--store", folder / "hub.db", "--log", "hub", "--open")
                self.assertEqual(done.returncode, 0, done.stdout.decode())

    def test_what_is_said_is_what_the_documents_say(self):
        recorder = Recorder()
        for body in (question(AIDED), question(IDLE), question(STRANGER), question(AIDED, stated=None, words=None)):
            self.ask(body, recorder)
        for path in ("health", "doc/openapi.yaml"):
            recorder.ask(self.desk, self.authority.context(self.certificates["desk"]), path, "GET", f"/desk/v1/{path}")
        recorder.ask(self.desk, self.authority.context(self.certificates["hub"]), "nothing brought", "POST", "/desk/v1/messages", "{}")
        code, words = recorder.validate("desk.yaml")
        self.assertEqual(code, 0, words)
        at_hub = Recorder()
        body = json.dumps({name: value for name, value in json.loads(question(AIDED)).items() if name not in ("dossier", "words")})
        for one in (body, body.replace("eu-long", "eu-short"), "{}"):
            at_hub.ask(self.hub, self.authority.context(self.certificates["desk"]), "hub", "POST", "/hub/v1/attestations/search", one, {"Content-Type": "application/json"},
                       beyond=one != "{}")
        for path in ("health", "doc/openapi.yaml"):
            at_hub.ask(self.hub, self.authority.context(self.certificates["desk"]), path, "GET", f"/hub/v1/{path}")
        at_hub.ask(self.hub, self.authority.context(self.certificates["source"]), "nothing handed over", "POST", "/hub/v1/messages", "{}")
        for method, path in (("GET", "queue"), ("GET", "queue/pages/0"), ("POST", "queue/release")):
            at_hub.ask(self.hub, self.authority.context(self.certificates["hub"]), path, method, f"/hub/v1/{path}")
        code, words = at_hub.validate("hub.yaml")
        self.assertEqual(code, 0, words)


if __name__ == "__main__":
    unittest.main(verbosity=2)
