"""Four services on loopback with fresh keys: a month's push end to end, consultations of every kind, and what two logs say of one of them. `./dev demo` shows it.

usage: demo_exchange.py FOLDER [PERSONS]
"""

import json
import pathlib
import shutil
import sys
import time

from binary import ROOT, crossroads
from push_scene import Scene, rows
from test_consultation import AIDED, CONSULT, IDLE, NOBODY, SETTLED, STRANGER, TODAY, ago, question, write_folder

MONTH = "2018-09"


def say(text):
    print(f"\033[1m==>\033[0m {text}", flush=True)


def laws_with_one_that_has_ended(folder):
    """The project's own authorisations, and a fictitious one that is no longer in force, so that this refusal can be shown too."""
    shutil.copytree(ROOT / "authorisations", folder)
    shutil.copytree(ROOT / "parameters", folder.parent / "parameters")
    ended = (folder / "18-055.law").read_text().replace("18/055", "00/001").replace("from 2018-05-08\n", "from 2018-05-08 to 2020-12-31\n")
    (folder / "00-001.law").write_text(ended)
    return folder


def period(start, end):
    return {"startDate": start, "endDate": end}


# What is asked, by whose certificate (the desk's agents, or an institution that asks the hub itself), and what must come: each kind of refusal of SPEC §9 once.
QUESTIONS = (
    ("answered", {}, None, 200),
    ("noData", {"niss": IDLE}, None, 200),
    ("unknownInstitution", {}, "register", 403),
    ("callerNotRecipient", {}, "source", 403),
    ("unknownAuthorisation", {"authorisation": "99/999"}, None, 400),
    ("authorisationNotInForce", {"authorisation": "00/001"}, None, 403),
    ("modeNotAuthorised", {"authorisation": "11/031"}, None, 403),
    ("unknownCategory", {"category": "tourist"}, None, 400),
    ("categoryNotAnswered", {"category": "eu-short"}, None, 403),
    ("roleNotAnswered", {"role": "sponsor"}, None, 403),
    ("groundNotAnswered", {"category": "student", "ground": "verification", "stated": "information"}, None, 403),
    ("joiningNotStated", {"category": "family-belgian", "role": "sponsor"}, None, 400),
    ("onlyMinorDescendantsJoin", {"category": "family-belgian", "role": "sponsor", "joining": "minorDescendants"}, None, 403),
    ("doubtNotStated", {"stated": None, "words": None}, None, 400),
    ("informationNotStated", {"ground": "verification"}, None, 400),
    ("applicationInTheFuture", {"applicationDate": ago(0, -1)}, None, 400),
    ("dossierDecided", {"dossierDecided": True}, None, 403),
    ("unknownPerson", {"niss": NOBODY}, None, 400),
    ("personDoesNotFit", {"niss": STRANGER}, None, 403),
    ("personExcluded", {"niss": SETTLED}, None, 403),
    ("periodEndsBeforeItBegins", {"period": period(ago(1), ago(2))}, None, 400),
    ("periodInTheFuture", {"period": period(ago(1), ago(0, -1))}, None, 400),
    ("periodTooFarBack", {"period": period(ago(6), TODAY.isoformat())}, None, 400),
)


def ask(scene, token, changes, caller):
    body = question(AIDED, **changes) if "niss" not in changes else question(changes["niss"])
    if caller:  # not by the desk: the question as the desk would put it, without what stays there
        bare = json.dumps({name: value for name, value in json.loads(body).items() if name not in ("dossier", "words")})
        return scene.ask("hub", "POST", "/hub/v1/attestations/search", bare, caller=caller)
    context = scene.authority.context(scene.certificates["desk"])
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    status, text, _ = scene.recorder.ask(scene.running["desk"], context, "consultation", "POST", CONSULT, body, headers, beyond=True)
    return status, json.loads(text)


def consult(scene, token):
    """Asks every question once; how many did not get what they must."""
    wrong = 0
    for kind, changes, caller, expected in QUESTIONS:
        status, answer = ask(scene, token, changes, caller)
        if status == 200:
            items = answer["answer"]["items"]
            said = f"{len(items)} attestation(s)" if items else "no data"
            right = (kind == "answered") == bool(items)
        else:
            basis = answer.get("legalBasis", {})
            said = f'{answer["title"]}, {", ".join(basis.get("paragraphs", [])) or basis.get("section", "")}'
            right = answer["type"].endswith(":" + kind)
        right = right and status == expected
        wrong += not right
        print(f'{"" if right else "WRONG: expected "}{kind:26} {status}  {said}')
    return wrong


def logged(scene, name):
    """What one institution's log says of the consultation that was answered."""
    done = crossroads("log", "search", "--store", scene.path / f"{name}.db", "--log", name, "--person", AIDED, "--by", "M. Claes", "--reason", "the demo", "--agents", "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    entries = json.loads(done.stdout)["entries"]
    found = next(one for one in entries if one["text"]["event"] == "answered")
    return {"entry": found["entry"], **found["text"], **({"agent": found["agent"]} if "agent" in found else {})}


def side_by_side(scene):
    say("the answered consultation in both logs: the desk's alone knows the agent, the dossier and the words")
    hub, desk = logged(scene, "hub"), logged(scene, "desk")
    for key in dict.fromkeys([*hub, *desk]):
        left, right = (json.dumps(log[key], ensure_ascii=False) if key in log else "" for log in (hub, desk))
        print(f"{key:14} {left[:70]:70}  {right[:90]}")


def demo(folder, persons):
    path = pathlib.Path(folder)
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    say(f"{persons} synthetic persons, and five more for the consultations")
    done = crossroads("synth", "--persons", persons, "--seed", 1, "--out", path / "data")
    assert done.returncode == 0, done.stderr.decode()
    write_folder(path / "five")
    say("fresh certificates of a test authority, and databases")
    with Scene(path, path / "data", laws_with_one_that_has_ended(path / "laws")) as scene:
        for role in ("register", "source"):
            scene.take_in(role, path / "five")
        done = crossroads("desk", "agent", "--agent", "agent-7", "--unit", "unit-3", "--agents", path / "agents.txt")
        token = done.stdout.decode().strip()
        scene.start()
        for name, service in scene.running.items():
            say(f"{name} listens on {service.port} after {service.started_in * 1000:.0f} ms, {service.resident_kib() / 1024:.0f} MiB")
        say(f"the run of {MONTH} under 18/055, from the source over the hub to the desk")
        begin = time.monotonic()
        scene.run("18/055", MONTH)
        scene.settle()
        handed_over = rows(path / "source.db", "select count(*) from handed_over")[0][0]
        print(f"{handed_over} messages handed over, {len(scene.at_the_desk())} stand at the desk, after {time.monotonic() - begin:.1f} s")
        say("consultations: an answer, no data, and each kind of refusal with what it rests on")
        wrong = consult(scene, token)
        side_by_side(scene)
        for name in ("source", "hub", "desk"):
            done = scene.verify(name)
            say(f"the log of the {name}: {done.stdout.decode().splitlines()[-1] if done.stdout else done.stderr.decode()}")
            wrong += done.returncode != 0
    say("the four services are stopped")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if demo(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5000) else 0)
