"""`crossroads register` on the real binary: every status over TLS, held against api/register.yaml; imports beside it; starting, checking, stopping."""

import json
import shutil
import signal
import socket
import ssl
import threading
import time
import unittest

from binary import EXAMPLES, ROOT, TODAY, Workplace, append, crossroads
from services import DESK, HUB, REGISTER, Authority, Recorder, Service

SEARCH = "/register/v1/persons/search"
JSON = {"Content-Type": "application/json"}
ALL = ["identity", "nationalities", "stays"]


def persons_of(folder):
    return [line.split(",")[0] for line in (folder / "persons.csv").read_text().splitlines()[1:]]


def question(persons, elements=ALL):
    return json.dumps({"persons": persons, "elements": elements})


class RegisterTest(unittest.TestCase):
    """A workplace with an authority, the certificates of register, hub and desk, and a store with the example's persons. Made once: keys take time."""

    @classmethod
    def setUpClass(cls):
        cls.path = cls.enterClassContext(Workplace()).path
        cls.authority = Authority(cls.path)
        cls.register, cls.hub, cls.desk = (cls.authority.issue(number, name) for number, name in ((REGISTER, "register"), (HUB, "hub"), (DESK, "desk")))
        cls.folder = cls.path / "data"
        shutil.copytree(EXAMPLES / "18-055", cls.folder, ignore=shutil.ignore_patterns("README.md", "expected.ndjson"))
        cls.store = cls.path / "register.db"
        cls.imported(cls.folder, cls.store)
        cls.persons = persons_of(cls.folder)

    @staticmethod
    def imported(folder, store):
        done = crossroads("import", folder, "--store", store, "--role", "register", "--today", TODAY)
        assert done.returncode == 0, done.stderr.decode()

    def configuration(self, more="", *, store=None, identity=None, institution=REGISTER, listen="127.0.0.1:0", limits=""):
        file = self.path / f"{self.id().rsplit('.', 1)[-1]}.toml"
        file.write_text(f'[institution]\nnumber = "{institution}"\n[listen]\naddress = "{listen}"\n[operations]\naddress = "127.0.0.1:0"\n'
                        f'technical-log = "{self.log}"\n{identity or self.authority.identity(self.register)}[store]\nfile = "{store or self.store}"\n'
                        f'[access]\nreaders = ["{HUB}"]\n[limits]\n{limits}\n{more}')
        return file

    @property
    def log(self):
        return self.path / f"{self.id().rsplit('.', 1)[-1]}.log"

    def started(self, *words, **options):
        return self.enterContext(Service("register", self.configuration(*words, **options)))


class Answers(RegisterTest):
    def test_every_status_is_as_the_document_says(self):
        service = self.started(limits='persons = 50\nbody = "8 KiB"\nheader = "4 KiB"\nheader-time = "1 s"\nbody-time = "1 s"')
        hub, desk = self.authority.context(self.hub), self.authority.context(self.desk)
        recorder = Recorder()
        someone = self.persons[0]
        good = question([someone])

        def ask(name, status, method, path, body=None, headers=None, who=hub, **marks):
            with self.subTest(name):
                found, text, answered = recorder.ask(service, who, name, method, path, body, headers, **marks)
                self.assertEqual(found, status, text)
                if status >= 400:
                    problem = json.loads(text)
                    self.assertEqual(problem["status"], status)
                    self.assertNotIn(someone, text)
                return text, answered

        text, answered = ask("everything", 200, "POST", SEARCH, question(self.persons), {**JSON, "BelGov-Trace-Id": "4a1c-of-the-caller"})
        self.assertEqual([one["niss"] for one in json.loads(text)["items"]], self.persons)
        self.assertTrue(all(one["known"] for one in json.loads(text)["items"]))
        self.assertEqual(answered["belgov-related-trace-id"], "4a1c-of-the-caller")
        self.assertNotEqual(answered["belgov-trace-id"], "4a1c-of-the-caller")
        for element in ALL:
            text, _ = ask(f"only {element}", 200, "POST", SEARCH, question([someone], [element]))
            self.assertEqual(set(json.loads(text)["items"][0]) & set(ALL), {element})
        ask("somebody unknown", 200, "POST", SEARCH, question(["90010100123"]))
        ask("health", 200, "GET", "/register/v1/health")
        document, answered = ask("the document", 200, "GET", "/register/v1/doc/openapi.yaml")
        self.assertEqual(document, (ROOT / "api" / "register.yaml").read_text())
        self.assertEqual(answered["content-type"], "application/yaml")

        ask("no JSON", 400, "POST", SEARCH, "persons=1")
        ask("an empty body", 400, "POST", SEARCH, "")
        ask("no persons", 400, "POST", SEARCH, '{"elements":["stays"]}')
        ask("a member too many", 400, "POST", SEARCH, good[:-1] + ',"month":"2011-01"}')
        ask("one twice", 400, "POST", SEARCH, question([someone, someone]))
        ask("nobody", 400, "POST", SEARCH, question([]))
        ask("no element", 400, "POST", SEARCH, question([someone], []))
        ask("an unknown element", 400, "POST", SEARCH, question([someone], ["aid"]))
        ask("punctuation", 400, "POST", SEARCH, question(["85.07.30-033.28"]))
        ask("wrong check digits", 400, "POST", SEARCH, question(["85073003329"]), beyond=True)
        ask("more than the operator allows", 400, "POST", SEARCH, question([f"8507300{i:04}" for i in range(51)]), beyond=True)
        ask("a query", 400, "GET", f"/register/v1/health?niss={someone}")
        ask("another institution", 403, "POST", SEARCH, good, who=desk)
        ask("another institution may see the health", 200, "GET", "/register/v1/health", who=desk)
        ask("no such path", 404, "GET", f"/register/v1/persons/{someone}", outside=True)
        text, answered = ask("another method", 405, "GET", SEARCH, outside=True)
        self.assertEqual(answered["allow"], "POST")
        ask("a page", 406, "POST", SEARCH, good, {**JSON, "Accept": "text/html"})
        ask("a header without an end", 408, "POST", SEARCH, "{", {**JSON, "Content-Length": "1000"})
        ask("too long a body", 413, "POST", SEARCH, " " * 9000)
        ask("too long a target", 414, "GET", "/register/v1/" + "a" * 2000, outside=True)
        ask("another type", 415, "POST", SEARCH, good, {"Content-Type": "text/plain"})
        ask("too long a header", 431, "POST", SEARCH, good, {**JSON, "BelGov-Trace-Id": "a" * 5000})

        status, text = recorder.validate("register.yaml")
        self.assertEqual(status, 0, text)
        self.assertIn("with 3 operations, 0 faults", text)

        # What did not happen is caught: the validator is no nodder.
        recorder.exchanges[0]["answer"] = recorder.exchanges[0]["answer"].replace('"legal"', '"lawful"', 1)
        self.assertEqual(recorder.validate("register.yaml")[0], 1)

        lines = self.log.read_text().splitlines()
        events = [json.loads(line) for line in lines]
        limits = [one for one in recorder.exchanges if one["status"] in (408, 413, 414, 431)]
        self.assertEqual(len([one for one in events if one["event"] == "faulty-request"]), len(limits))
        requests = [one for one in events if one["event"] == "request"]
        self.assertEqual([one["status"] for one in requests], [one["status"] for one in recorder.exchanges if one not in limits])
        self.assertEqual({one["operation"] for one in requests}, {"searchPersons", "getHealth", "getDocument", "unknown"})
        self.assertFalse([line for line in lines if any(person in line for person in self.persons)], "a technical log without persons")

    def test_a_store_that_cannot_be_read_is_said_and_comes_back(self):
        store = self.path / "broken.db"
        self.imported(self.folder, store)
        service = self.started(store=store)
        recorder, hub = Recorder(), self.authority.context(self.hub)
        good = store.read_bytes()
        self.assertEqual(recorder.ask(service, hub, "before", "POST", SEARCH, question(self.persons[:3]))[0], 200)
        store.write_bytes(b"no database" * 100)
        status, text, headers = recorder.ask(service, hub, "broken", "POST", SEARCH, question(self.persons[5:]))
        self.assertEqual(status, 503, text)
        self.assertEqual(headers["retry-after"], "10")
        self.assertNotIn("database", text)
        self.assertEqual(recorder.ask(service, hub, "broken", "GET", "/register/v1/health")[:2], (503, '{"status":"DOWN"}'))
        self.assertEqual(service.operations("/health")[0], 503)
        self.assertIn("database", self.log.read_text())
        store.write_bytes(good)
        self.assertEqual(recorder.ask(service, hub, "mended", "POST", SEARCH, question(self.persons))[0], 200)
        self.assertEqual(recorder.ask(service, hub, "mended", "GET", "/register/v1/health")[0], 200)
        recorder.ask(service, hub, "the document", "GET", "/register/v1/doc/openapi.yaml")
        status, text = recorder.validate("register.yaml")
        self.assertEqual(status, 0, text)

    def test_an_import_beside_it_is_seen_by_the_next_request(self):
        store = self.path / "growing.db"
        self.imported(self.folder, store)
        service = self.started(store=store)
        recorder, hub = Recorder(), self.authority.context(self.hub)

        def known(person):
            status, text, _ = recorder.ask(service, hub, "ask", "POST", SEARCH, question([person]))
            self.assertEqual(status, 200)
            return json.loads(text)["items"][0]

        newcomer = "90010100123"
        self.assertFalse(known(newcomer)["known"])
        more = self.path / "more"
        shutil.copytree(self.folder, more)
        append(more / "persons.csv", f"{newcomer},Newcomer,Nina,FR")
        append(more / "replacements.csv", f"{self.persons[0]},{newcomer},2020-01-01")
        self.imported(more, store)
        found = known(self.persons[0])
        self.assertEqual((found["newest"], found["identity"]["lastName"]), (newcomer, "Newcomer"))
        self.assertEqual(found["numbers"], sorted([newcomer, self.persons[0]]))
        self.assertEqual(known(newcomer)["stays"], found["stays"])

    def test_many_ask_at_once_while_imports_go_on(self):
        store = self.path / "busy.db"
        self.imported(self.folder, store)
        service = self.started(store=store)
        wrong = []

        def reader():
            connection = service.connect(self.authority.context(self.hub))
            for _ in range(60):
                connection.request("POST", SEARCH, question(self.persons), JSON)
                answer = connection.getresponse()
                names = {one["identity"]["lastName"] for one in json.loads(answer.read())["items"]}
                if answer.status != 200 or len(names) != 1:
                    wrong.append((answer.status, names))
            connection.close()

        # Everybody has one name; each import gives everybody another.
        for turn in range(6):
            folder = self.path / "busy"
            shutil.copytree(self.folder, folder, dirs_exist_ok=True)
            rows = [line.split(",") for line in (self.folder / "persons.csv").read_text().splitlines()]
            (folder / "persons.csv").write_text("\n".join([",".join(rows[0])] + [f"{row[0]},Name{turn},{row[2]},{row[3]}" for row in rows[1:]]) + "\n")
            self.imported(folder, store)
            if turn == 0:
                readers = [threading.Thread(target=reader) for _ in range(4)]
                for one in readers:
                    one.start()
        for one in readers:
            one.join()
        self.assertEqual(wrong, [], "each answer is of one moment")


class WhoIsBelieved(RegisterTest):
    def refused(self, service, context):
        """Why a caller got no answer; in TLS 1.3 it learns with its first read."""
        connection = service.connect(context, timeout=10)
        try:
            connection.request("GET", "/register/v1/health")
            return f"answered {connection.getresponse().status}"
        except (ssl.SSLError, ConnectionError) as error:
            return type(error).__name__
        finally:
            connection.close()

    def test_only_who_shows_a_certificate_that_is_believed(self):
        service = self.started()
        self.assertEqual(self.refused(service, self.authority.context(self.hub)), "answered 200")
        self.assertNotIn("answered", self.refused(service, self.authority.context()))
        other = Authority(self.path, "other-authority")
        stranger = other.issue(HUB, "stranger")
        context = self.authority.context()
        context.load_cert_chain(stranger / "certificate.pem", stranger / "key.pem")
        self.assertNotIn("answered", self.refused(service, context))
        old = self.authority.context(self.hub)
        old.maximum_version = ssl.TLSVersion.TLSv1_2
        self.assertNotIn("answered", self.refused(service, old))
        with socket.create_connection(("127.0.0.1", service.port), timeout=10) as plain:
            plain.sendall(b"GET /register/v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            self.assertNotIn(b"HTTP/1.1 200", plain.recv(1000))
        metrics = service.operations("/metrics")[1]
        self.assertIn("crossroads_connections_refused_total", metrics)
        self.assertIn('reason="unknown-authority"', metrics)

    def test_a_revoked_certificate_is_refused_without_a_restart(self):
        service = self.started()
        lost = self.authority.issue(HUB, "lost")
        self.assertEqual(self.refused(service, self.authority.context(lost)), "answered 200")
        self.authority.revoke(lost)
        service.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 10
        while "answered" in self.refused(service, self.authority.context(lost)):
            self.assertLess(time.monotonic(), deadline, "still believed")
            time.sleep(0.05)
        self.assertEqual(self.refused(service, self.authority.context(self.hub)), "answered 200")


class Operating(RegisterTest):
    def test_operators_see_what_it_stands_on(self):
        service = self.started()
        recorder = Recorder()
        recorder.ask(service, self.authority.context(self.hub), "ask", "POST", SEARCH, question(self.persons))
        status, text = service.operations("/health")
        self.assertEqual(status, 200)
        components = {one["name"]: one for one in json.loads(text)["components"]}
        self.assertEqual(set(components), {"certificate", "store"})
        self.assertIn("believed until", components["certificate"]["what"])
        self.assertEqual(components["store"]["what"], "last import 1")
        metrics = service.operations("/metrics")[1]
        self.assertRegex(metrics, r'crossroads_requests_total\{[^}]*operation="searchPersons"[^}]*\} 1\n')
        self.assertIn("crossroads_certificate_believed_until_seconds", metrics)
        self.assertFalse([person for person in self.persons if person in metrics])
        self.assertEqual(service.operations("/register/v1/health")[0], 404)
        self.assertEqual(service.operations("/health", "POST")[0], 405)

    def test_it_ends_when_it_is_told_to(self):
        for name in ("SIGTERM", "SIGINT"):
            with self.subTest(name):
                service = self.started()
                idle = service.connect(self.authority.context(self.hub))
                idle.request("GET", "/register/v1/health")
                idle.getresponse().read()
                self.addCleanup(idle.close)
                begin = time.monotonic()
                status, errors = service.stop(getattr(signal, name))
                self.assertEqual((status, errors), (0, ""))
                self.assertLess(time.monotonic() - begin, 5, "a connection between two requests is not waited for")
                self.assertIn('"event":"stopped"', self.log.read_text())

    def test_what_it_takes_is_measured(self):
        # Printed, not judged: the machine may be busy. The aim is 200 ms and 100 MiB.
        services = []
        for _ in range(5):
            service = self.started()
            services.append((service.started_in, service.resident_kib()))
            service.stop()
        print(f"\ncold start of crossroads register: {min(one for one, _ in services) * 1000:.0f} ms at best of 5, "
              f"{max(kib for _, kib in services) / 1024:.1f} MiB resident")
        self.assertTrue(all(kib > 0 for _, kib in services))


class Starting(RegisterTest):
    def run_register(self, *words):
        done = crossroads("register", *words)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def test_the_sample_is_a_configuration(self):
        status, sample, errors = self.run_register("--sample")
        self.assertEqual((status, errors), (0, ""))
        file = self.path / "sample.toml"
        file.write_text(sample)
        status, _, errors = self.run_register("--check", "--config", file)
        self.assertEqual(status, 1)
        self.assertIn("certificate.pem", errors)  # every setting was read: only the files are missing

    def test_a_check_says_whether_it_could_start(self):
        status, text, errors = self.run_register("--check", "--config", self.configuration())
        self.assertEqual((status, errors), (0, ""), text)
        lines = text.splitlines()
        self.assertRegex(lines[0], r"^certificate +(UP|DEGRADED) +believed until ")
        self.assertRegex(lines[1], r"^store +UP +last import 1$")
        self.assertRegex(lines[2], r"^The register could start")
        status, text, _ = self.run_register("--check", "--config", self.configuration(store=self.path / "none.db"))
        self.assertEqual(status, 1)
        self.assertIn("The register could not start.", text)

    def test_a_check_warns_before_something_ends(self):
        authority = Authority(self.path, "short")
        done = crossroads("keys", "list", "--authority", authority.folder, "--days", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        folder = authority.issue(REGISTER, "short-register")
        status, text, _ = self.run_register("--check", "--config", self.configuration(identity=authority.identity(folder)))
        self.assertEqual(status, 0)
        self.assertRegex(text, r"certificate +DEGRADED +.*revocation list ends in 2[34] hours")
        self.assertIn("could start, but see to the above", text)

    def test_what_is_wrong_is_said_before_it_starts(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            empty = self.path / "empty.db"
            empty.write_bytes(b"")
            for name, words, expected in (
                ("a setting that does not exist", {"limits": 'boddy = "1 MiB"'}, "`limits.body` was meant?"),
                ("a size that is none", {"limits": 'body = "large"'}, "limits.body"),
                ("another institution", {"institution": HUB}, "the certificate is another institution's"),
                ("no key", {"identity": self.authority.identity(self.register).replace("key.pem", "no.pem")}, "no.pem"),
                ("another's key", {"identity": self.authority.identity(self.register).replace("register/key.pem", "hub/key.pem")}, "key"),
                ("no list", {"identity": self.authority.identity(self.register).replace("list.pem", "no.pem")}, "list"),
                ("no store", {"store": self.path / "none.db"}, "none.db"),
                ("an empty store", {"store": empty}, "import a data folder first"),
                ("a port that is taken", {"listen": f"127.0.0.1:{port}"}, "cannot listen: "),
            ):
                with self.subTest(name):
                    status, text, errors = self.run_register("--config", self.configuration(**words))
                    self.assertEqual((status, text), (1, ""), errors)
                    self.assertIn(expected, errors)
                    self.assertNotIn("listening", errors)

    def test_all_that_is_wrong_with_a_configuration_is_said_at_once(self):
        file = self.path / "wrong.toml"
        file.write_text('[listen]\naddress = "localhost"\n[store]\nfile = 3\n[nonsense]\na = 1\n')
        status, _, errors = self.run_register("--config", file)
        self.assertEqual(status, 1)
        for part in (f"{file}:2", f"{file}:4", f"{file}:6", "institution.number", "identity.certificate", "access.readers"):
            self.assertIn(part, errors)

    def test_the_command_line_says_what_it_wants(self):
        for words in ((), ("--check",), ("--sample", "--check"), ("--config",)):
            with self.subTest(words):
                self.assertEqual(self.run_register(*words)[0], 2)
        status, _, errors = self.run_register("--config", self.path / "no-such.toml")
        self.assertEqual(status, 1)
        self.assertIn("no-such.toml", errors)


if __name__ == "__main__":
    unittest.main()
