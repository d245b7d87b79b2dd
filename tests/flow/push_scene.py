"""Four services on loopback that push to each other: made, asked and compared by flow tests."""

import contextlib
import json
import socket
import sqlite3
import time

from binary import crossroads
from services import DESK, HUB, REGISTER, Authority, Recorder, Service

SOURCE = "0308357753"
NUMBERS = {"register": REGISTER, "source": SOURCE, "hub": HUB, "desk": DESK}


def free_ports(count):
    """Ports that nobody listens on now; each service is told where the others will be before any of them runs."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def rows(store, question, *values):
    with contextlib.closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=30)) as database:
        return database.execute(question, values).fetchall()


STANDING = ("select authorisations.name, message.person, message.month, category, niss, last_name, first_names, country_of_origin, months, periods, quality "
            "from {record} message join headings on headings.heading = message.heading "
            "join authorisations on authorisations.authorisation = message.authorisation where kind <> 2 and replaced_by is null order by 1, 2, 3")


class Scene:
    """The folder of one test: an authority, four institutions, their databases, and the services while they run."""

    def __init__(self, path, data, laws=None):
        self.path, self.data, self.laws = path, data, laws
        self.authority = Authority(path)
        self.certificates = {name: self.authority.issue(number, name) for name, number in NUMBERS.items()}
        self.ports = dict(zip(NUMBERS, free_ports(len(NUMBERS))))
        self.running = {}
        self.recorder = Recorder()
        for role in ("register", "source"):
            self.take_in(role, data)
        (path / "agents.txt").write_text("")

    def take_in(self, role, data, *words):
        done = crossroads("import", data, "--role", role, "--store", self.path / f"{role}.db", *words)
        assert done.returncode == 0, done.stderr.decode()

    def _at(self, name):
        return f'[{name}]\naddress = "https://localhost:{self.ports[name]}"\ninstitution = "{NUMBERS[name]}"\n'

    def _settings(self, name):
        laws = f'[laws]\nfolder = "{self.laws}"\n' if self.laws and name != "register" else ""
        return laws + {"register": lambda: f'[access]\nreaders = ["{HUB}", "{SOURCE}"]\n[store]\nfile = "register.db"\n',
                "source": lambda: self._at("hub") + self._at("register"),
                "hub": lambda: self._at("source") + self._at("desk") + self._at("register"),
                "desk": lambda: self._at("hub")}[name]()

    def start(self, *names, **options):
        for name in names or NUMBERS:
            config = self.path / f"{name}.toml"
            config.write_text(f'[institution]\nnumber = "{NUMBERS[name]}"\n[listen]\naddress = "127.0.0.1:{self.ports[name]}"\n'
                              f'[operations]\naddress = "127.0.0.1:0"\ntechnical-log = "{name}.log"\n{self._settings(name)}'
                              f"{self.authority.identity(self.certificates[name])}")
            self.running[name] = Service(name, config, **options)

    def kill(self, name):
        self.running[name].process.kill()
        self.running.pop(name).process.communicate()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for service in self.running.values():
            service.__exit__()
        self.running.clear()

    def ask(self, name, method, path, body=None, caller=None, title="question"):
        """Asks one service as one of the institutions, by default as the service's own operators."""
        context = self.authority.context(self.certificates[caller or name])
        status, text, _ = self.recorder.ask(self.running[name], context, title, method, path, body)
        return status, json.loads(text)

    def run(self, authorisation, month):
        status, answer = self.ask("source", "POST", "/source/v1/runs", json.dumps({"authorisation": authorisation, "month": month}), title="run")
        assert status == 202, answer
        return answer["run"]

    def unfinished(self):
        return rows(self.path / "source.db", "select count(*) from runs where finished is null")[0][0]

    def on_the_way(self):
        """What waits at source and hub, and whether the hub still reviews."""
        waiting = [rows(self.path / f"{name}.db", "select count(*) from outgoing")[0][0] for name in ("source", "hub")]
        return (*waiting, rows(self.path / "hub.db", "select count(*) from hub_scopes where review_open = 1")[0][0])

    def settle(self, seconds=120):
        """Waits until every run has finished and everything is where it belongs."""
        until = time.monotonic() + seconds
        while self.unfinished() or any(self.on_the_way()):
            assert time.monotonic() < until, f"still on the way: {self.unfinished()} runs, {self.on_the_way()}"
            time.sleep(0.1)

    def at_the_desk(self):
        return rows(self.path / "desk.db", STANDING.format(record="desk_received"))

    def log_entries(self, name):
        done = crossroads("log", "search", "--store", self.path / f"{name}.db", "--log", name, "--by", "officer", "--reason", "a test", "--format", "json")
        assert done.returncode == 0, done.stderr.decode()
        return [json.loads(line) for line in done.stdout.decode().splitlines() if line.startswith("{")]

    def verify(self, name):
        return crossroads("log", "verify", "--store", self.path / f"{name}.db", "--log", name)


def on_one_machine(path, data, runs):
    """The same runs by an installation that plays source and hub: what stands in its hub's record."""
    store = path / "both.db"
    done = crossroads("import", data, "--store", store)
    assert done.returncode == 0, done.stderr.decode()
    for authorisation, month in runs:
        done = crossroads("run", "--authorisation", authorisation, "--month", month, "--store", store, "--format", "text")
        assert done.returncode == 0, done.stderr.decode()
    return rows(store, STANDING.format(record="relayed"))
