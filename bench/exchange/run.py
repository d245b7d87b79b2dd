#!/usr/bin/env python3
"""The exchange over four services on this machine: A036 beside nginx that relays the same bytes over as many hops, and the push of a month's messages.

usage: bench/exchange/run.py [--seconds S] [--pace S] [--persons N] [--month YYYY-MM] [--rounds R]
  --seconds S  how long a round of consultations goes on (8)
  --pace S     how long 300 consultations a second are held (60)
  --persons N  of the push (80,000: some 200,000 messages)
  --rounds R   how often consultations and nginx are measured, in turn (3); the best of each counts
Every process runs on this one machine, the caller too. Exit status: 0 measured, 1 something failed. Called by `./dev bench exchange`.
"""

import argparse
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "flow"))

from binary import crossroads  # noqa: E402
from push_scene import NUMBERS, Scene, free_ports, rows  # noqa: E402
from test_consultation import AIDED, CONSULT, question, write_folder  # noqa: E402

HOPS = 4  # agent → desk → hub → register, and hub → source
CONNECTIONS = 32


def row(what, figure, limit=""):
    print(f"{what:78} {figure:>14} {limit}", flush=True)


def met(value, limit, at_least):
    return f"{'at least' if at_least else 'under'} {limit}: {'met' if (value >= limit if at_least else value < limit) else 'MISSED'}"


def request(body, host, headers=()):
    head = [f"POST {CONSULT} HTTP/1.1", f"Host: {host}", "Content-Type: application/json", f"Content-Length: {len(body.encode())}", *headers]
    return "\r\n".join(head) + "\r\n\r\n" + body


class Chain:
    """So many nginx, each relaying to the next with both sides' certificates; the last answers so many bytes."""

    def __init__(self, folder, scene, body, hops):
        self.processes, self.ports = [], free_ports(hops)
        identity, authority = scene.certificates["desk"], scene.authority.folder
        for hop, port in enumerate(self.ports):
            work = folder / f"nginx-{hop}"
            work.mkdir()
            last = hop == hops - 1
            location = f"return 200 '{body}';" if last else (
                "proxy_pass https://next; proxy_http_version 1.1; proxy_set_header Connection ''; "
                f"proxy_ssl_certificate {identity}/certificate.pem; proxy_ssl_certificate_key {identity}/key.pem; proxy_ssl_protocols TLSv1.3; "
                f"proxy_ssl_verify on; proxy_ssl_name localhost; proxy_ssl_trusted_certificate {authority}/authority.pem; proxy_ssl_verify_depth 3;")
            upstream = "" if last else f"upstream next {{ server 127.0.0.1:{self.ports[hop + 1]}; keepalive 128; keepalive_requests 1000000000; }}"
            (work / "nginx.conf").write_text(
                f"daemon off; master_process off; worker_processes 1; pid {work}/pid; error_log {work}/err;\n"
                f"events {{ worker_connections 4096; }}\nhttp {{ access_log off; client_body_temp_path {work}/b; proxy_temp_path {work}/p; fastcgi_temp_path {work}/f; "
                f"uwsgi_temp_path {work}/u; scgi_temp_path {work}/s; keepalive_requests 1000000000; tcp_nodelay on; default_type application/json; {upstream}\n"
                f"server {{ listen 127.0.0.1:{port} ssl; ssl_protocols TLSv1.3; ssl_certificate {identity}/certificate.pem; ssl_certificate_key {identity}/key.pem; "
                f"ssl_client_certificate {authority}/authority.pem; ssl_crl {authority}/list.pem; ssl_verify_client on; ssl_verify_depth 3; location / {{ {location} }} }} }}\n")
            self.processes.append(subprocess.Popen(["nginx", "-c", work / "nginx.conf", "-e", work / "err"]))
        time.sleep(1)

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()


def bench(*words):
    done = subprocess.run([ROOT / "build" / "bench" / "net_bench", *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"net_bench: {done.stderr}")
    return [float(word) for word in done.stdout.split()]


def consultations(folder, scene, asked, token):
    body = question(AIDED)
    (folder / "ask.http").write_text(request(body, "localhost", [f"Authorization: Bearer {token}"]))
    (folder / "relay.http").write_text(request(body, "localhost"))
    identity, desk = scene.certificates["desk"], scene.running["desk"]
    _, _, size = bench("call", identity, desk.port, 1, 0.2, folder / "ask.http")
    chain = Chain(folder, scene, "x" * int(size), HOPS)
    try:
        ours, theirs = [], []
        for _ in range(asked.rounds):
            ours.append(bench("call", identity, desk.port, CONNECTIONS, asked.seconds, folder / "ask.http")[0])
            theirs.append(bench("call", identity, chain.ports[0], CONNECTIONS, asked.seconds, folder / "relay.http")[0])
    finally:
        chain.stop()
    row(f"A036 a second over {CONNECTIONS} kept connections, best of {asked.rounds}", f"{max(ours):,.0f}")
    row(f"  nginx relaying as many bytes ({size:.0f}) over {HOPS} hops with client certificates", f"{max(theirs):,.0f}")
    ratio = max(ours) / max(theirs)
    row("  crossroads against nginx", f"{ratio:.2f}", met(ratio, 0.5, True))
    if asked.pace:
        count, median, p99, longest = bench("pace", identity, desk.port, 300, asked.pace, folder / "ask.http")
        row(f"300 A036 a second for {asked.pace} s ({count:,.0f}): median", f"{median:.2f} ms")
        row("  p99", f"{p99:.2f} ms", met(p99, 25, False))
        row("  longest", f"{longest:.2f} ms")


def push(path, scene, asked):
    before = scene.running["hub"].resident_kib()
    begin = time.monotonic()
    scene.run("18/055", asked.month)
    most = before
    while scene.unfinished() or any(scene.on_the_way()):
        most = max(most, scene.running["hub"].resident_kib())
        time.sleep(0.5)
    took = time.monotonic() - begin
    messages = rows(path / "source.db", "select count(*) from handed_over")[0][0]
    received = rows(path / "desk.db", "select count(*) from desk_received")[0][0]
    row(f"push: {messages:,} messages from the order to run until all are acknowledged, {received:,} of them at the desk", f"{took:.1f} s")
    row("  a second", f"{messages / took:,.0f}", met(messages / took, 3000, True))
    row("  the hub's memory: before, most", f"{before / 1024:.0f}, {most / 1024:.0f} MiB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--pace", type=int, default=60)
    parser.add_argument("--persons", type=int, default=80_000)
    parser.add_argument("--month", default="2026-03")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    build = ROOT / "build" / "bench"
    for command in (["cmake", "--preset", "release", "-B", build, "-DCROSSROADS_BENCH=ON", "-DCROSSROADS_TESTS=OFF"], ["ninja", "-C", build, "net_bench"],
                    ["cmake", "--preset", "release"], ["ninja", "-C", ROOT / "build" / "release", "crossroads"]):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    path = ROOT / "build" / "bench-exchange"
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    load = pathlib.Path("/proc/loadavg").read_text().split()[0]
    print(f"load {load}" + ("; others are at work on this machine: the figures are worse than they would be" if float(load) > 0.5 else ""))
    crossroads("synth", "--persons", asked.persons, "--seed", 7, "--out", path / "data")
    write_folder(path / "five")
    with Scene(path, path / "data") as scene:
        for role in ("register", "source"):
            scene.take_in(role, path / "five")
        token = crossroads("desk", "agent", "--agent", "agent-7", "--agents", path / "agents.txt").stdout.decode().strip()
        scene.start()
        for name in NUMBERS:  # once more: the first start made keys and logs
            scene.running.pop(name).stop()
        scene.start()
        time.sleep(1)
        for name, service in scene.running.items():
            row(f"cold start of the {name}", f"{service.started_in * 1000:.0f} ms", met(service.started_in * 1000, 200, False))
            row("  its memory at rest", f"{service.resident_kib() / 1024:.0f} MiB", met(service.resident_kib() / 1024, 100, False))
        consultations(path, scene, asked, token)
        push(path, scene, asked)
    shutil.rmtree(path)


if __name__ == "__main__":
    main()
