"""A service of the real binary, with certificates of a test authority, as flow tests drive it. Python's own ssl and http modules are the client."""

import http.client
import json
import pathlib
import re
import signal
import ssl
import subprocess
import time

from binary import BINARY, ROOT, crossroads

HUB, DESK, REGISTER = "0244640631", "0308356862", "0216380274"


class Authority:
    """A test authority in a folder, and what it issued."""

    def __init__(self, path, name="authority"):
        self.path, self.folder = path, path / name
        self._keys("authority", self.folder)

    def _keys(self, *words):
        done = crossroads("keys", *words)
        assert done.returncode == 0, done.stderr.decode()

    def issue(self, institution, name):
        folder = self.path / name
        self._keys("issue", "--authority", self.folder, "--institution", institution, "--name", name, "--host", "localhost", "--address", "127.0.0.1", "--out", folder)
        return folder

    def revoke(self, folder):
        self._keys("revoke", "--authority", self.folder, "--certificate", folder / "certificate.pem", "--reason", "keyCompromise")

    def identity(self, folder):
        """The `[identity]` of a configuration."""
        return (f'[identity]\ncertificate = "{folder}/certificate.pem"\nkey = "{folder}/key.pem"\nauthorities = ["{self.folder}/authority.pem"]\n'
                f'revocation-lists = ["{self.folder}/list.pem"]\n')

    def context(self, folder=None):
        """How somebody with that certificate, or with none, calls."""
        context = ssl.create_default_context(cafile=self.folder / "authority.pem")
        if folder:
            context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
        return context


class Service:
    """`crossroads NAME --config FILE`, from its first line on standard error to its end."""

    def __init__(self, name, config, **options):
        begin = time.monotonic()
        self.process = subprocess.Popen([BINARY, name, "--config", str(config)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
        said, found = "", None
        for line in self.process.stderr:  # one that makes its keys says where they are first
            said += line
            found = re.fullmatch(r"listening on https://127\.0\.0\.1:(\d+), operations on http://127\.0\.0\.1:(\d+)\n", line)
            if found:
                break
        self.started_in = time.monotonic() - begin
        if not found:
            self.process.communicate()
            raise AssertionError(f"{name} did not start: {said}")
        self.port, self.operations_port = map(int, found.groups())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def stop(self, with_signal=signal.SIGTERM):
        """Asks it to end; its status, and what it still said on standard error."""
        self.process.send_signal(with_signal)
        _, errors = self.process.communicate(timeout=30)
        return self.process.returncode, errors

    def connect(self, context, timeout=30):
        return http.client.HTTPSConnection("localhost", self.port, context=context, timeout=timeout)

    def operations(self, path, method="GET"):
        connection = http.client.HTTPConnection("127.0.0.1", self.operations_port, timeout=30)
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()

    def resident_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1))


class Recorder:
    """Asks, and keeps every exchange for validate.mjs."""

    def __init__(self):
        self.exchanges = []

    def ask(self, service, context, name, method, path, body=None, headers=None, **marks):
        connection = service.connect(context)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            given = dict(headers if headers is not None else {"Content-Type": "application/json"} if body is not None else {})
            if body is not None and "Content-Length" not in given:
                given["Content-Length"] = str(len(body.encode()))
            for header, value in given.items():
                connection.putheader(header, value)
            connection.endheaders()
            if body is not None:
                try:
                    connection.send(body.encode())
                except (BrokenPipeError, ConnectionResetError):
                    pass  # it was told enough
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        answered = {name.lower(): value for name, value in answer.getheaders()}
        self.exchanges.append({"name": name, "method": method, "path": path, "body": body, "status": answer.status, "headers": answered, "answer": text, **marks})
        return answer.status, text, answered

    def validate(self, document):
        """The status and the words of the validator: whether everything that was said is what the OpenAPI document says."""
        lines = "".join(json.dumps(one) + "\n" for one in self.exchanges)
        done = subprocess.run(["node", ROOT / "tests" / "api" / "validate.mjs", ROOT / "api" / document], input=lines, capture_output=True, text=True, check=False, timeout=120)
        return done.returncode, done.stdout + done.stderr
