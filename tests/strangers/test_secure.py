"""Our server as peers see it that are not ours: Python's ssl, and OpenSSL's s_client; certificates and lists by OpenSSL's command.

Who is believed, what is answered, limits, a list that changes or goes out of date while connections stand, and an end with an answer under way.
"""

import os
import pathlib
import random
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest

SERVER = os.environ["ANSWER_SECURELY"]
GET = b"GET /x HTTP/1.1\r\nHost: a\r\n\r\n"
LAST = b"GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

CONFIG = """
[ca]
default_ca = c
[c]
database = index
serial = serial
crlnumber = number
new_certs_dir = .
default_md = sha256
policy = p
unique_subject = no
crl_extensions = list
[p]
organizationIdentifier = optional
commonName = supplied
[list]
authorityKeyIdentifier = keyid
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[both]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth,clientAuth
subjectAltName = IP:127.0.0.1
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[servers]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


class Authority:
    """OpenSSL's, in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        (folder / "conf").write_text(CONFIG)
        (folder / "index").write_text("")
        (folder / "serial").write_text("1000\n")
        (folder / "number").write_text("01\n")
        self.run("req", "-x509", *self.new_key("authority.key"), "-out", "authority.pem", "-days", "30", "-subj", "/CN=Strangers", "-config", "conf",
                 "-extensions", "authority")
        self.publish()

    def run(self, *words):
        done = subprocess.run(["openssl", *words], cwd=self.folder, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, f"openssl {words}: {done.stderr}"

    @staticmethod
    def new_key(file, curve="P-256"):
        return "-newkey", "ec", "-pkeyopt", f"ec_paramgen_curve:{curve}", "-nodes", "-keyout", file

    def issue(self, name, identifier="NTRBE-0308356862", curve="P-256", extensions="both", dates=("-days", "9")):
        """NAME.pem and NAME.key."""
        subject = (f"/organizationIdentifier={identifier}" if identifier else "") + f"/CN=Test {name}"
        self.run("req", "-new", *self.new_key(f"{name}.key", curve), "-out", f"{name}.csr", "-subj", subject, "-config", "conf")
        self.run("ca", "-batch", "-notext", "-config", "conf", "-in", f"{name}.csr", "-out", f"{name}.pem", "-cert", "authority.pem", "-keyfile",
                 "authority.key", "-extensions", extensions, *dates)
        return name

    def revoke(self, name):
        self.run("ca", "-config", "conf", "-revoke", f"{name}.pem", "-cert", "authority.pem", "-keyfile", "authority.key")

    def publish(self, to=None, valid=("-crldays", "7")):
        """Another list, in one step."""
        self.run("ca", "-config", "conf", "-gencrl", "-cert", "authority.pem", "-keyfile", "authority.key", "-out", "new.pem", *valid)
        os.replace(self.folder / "new.pem", to or self.folder / "list.pem")


class Secure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = pathlib.Path(tempfile.mkdtemp(prefix="crossroads-secure-"))
        cls.authority = Authority(cls.root / "authority")
        cls.stranger = Authority(cls.root / "stranger")
        for name, settings in {
            "server": {"identifier": "NTRBE-0216380274"},
            "client": {},
            "revoked": {},
            "expired": {"dates": ("-startdate", "200101000000Z", "-enddate", "200201000000Z")},
            "future": {"dates": ("-startdate", "400101000000Z", "-enddate", "400201000000Z")},
            "nobody": {"identifier": ""},
            "malformed": {"identifier": "NTRBE-0308356863"},
            "abroad": {"identifier": "NTRNL-0308356862"},
            "curve": {"curve": "P-384"},
            "one-sided": {"extensions": "servers"},
        }.items():
            cls.authority.issue(name, **settings)
        cls.stranger.issue("client")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.root)

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=self.root))
        for name, of in {"certificate.pem": "server.pem", "key.pem": "server.key", "authority.pem": "authority.pem"}.items():
            shutil.copy(self.authority.folder / of, self.folder / name)
        self.authority.publish(self.folder / "list.pem")
        self.process = subprocess.Popen([SERVER, str(self.folder)], stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())
        self.said = []
        self.more = threading.Condition()
        self.listener = threading.Thread(target=self.listen)
        self.listener.start()

    def tearDown(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.process.wait(timeout=30), 0)
        self.listener.join()
        self.process.stdout.close()

    def listen(self):
        for line in self.process.stdout:
            with self.more:
                self.said.append(line.strip())
                self.more.notify_all()

    def until_said(self, line, times=1):
        with self.more:
            self.assertTrue(self.more.wait_for(lambda: self.said.count(line) >= times, timeout=20), f"{line!r} not in {self.said}")

    def context(self, name="client", authority=None):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(self.authority.folder / "authority.pem")
        if name:
            folder = (authority or self.authority).folder
            context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
        return context

    def connect(self, context=None):
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        return (context or self.context()).wrap_socket(plain, server_hostname="127.0.0.1")

    @staticmethod
    def hear(line):
        """All that comes until the end."""
        heard = b""
        while True:
            try:
                some = line.recv(65536)
            except (ssl.SSLError, ConnectionError):
                return heard
            if not some:
                return heard
            heard += some

    @staticmethod
    def hear_one(line):
        """One answer: its header and its body."""
        heard = b""
        while b"\r\n\r\n" not in heard:
            some = line.recv(65536)
            if not some:
                return heard, b""
            heard += some
        header, _, body = heard.partition(b"\r\n\r\n")
        length = int(header.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        while len(body) < length:
            body += line.recv(65536)
        return header, body

    def s_client(self, *words, name="client", given=LAST):
        files = ["-cert", f"{name}.pem", "-key", f"{name}.key"] if name else []
        done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{self.port}", "-CAfile", "authority.pem", "-verify_return_error", "-ign_eof",
                               *files, *words], input=given, cwd=self.authority.folder, capture_output=True, check=False, timeout=60)
        return done.returncode, (done.stdout + done.stderr).decode("latin-1")

    def test_s_client_knows_whom_it_speaks_with(self):
        status, text = self.s_client()
        self.assertEqual(status, 0, text)
        for part in ("TLSv1.3", "Verify return code: 0 (ok)", "organizationIdentifier = NTRBE-0216380274", "Peer signature type: ECDSA",
                     "Acceptable client certificate CA names", "CN = Strangers", "Early data was not sent", "HTTP/1.1 200 OK", "Cache-Control: no-store",
                     "GET /last 0308356862 "):
            self.assertIn(part, text)
        self.assertNotIn("Post-Handshake New Session Ticket", text)

    def test_no_other_protocol(self):
        for words in (("-tls1_2",), ("-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"), ("-groups", "P-521")):
            status, text = self.s_client(*words)
            self.assertNotEqual(status, 0, text)
            self.assertNotIn("HTTP/1.1", text)
        self.until_said("refused wrong-protocol", 2)

    def test_whoever_is_not_believed_hears_so_and_is_counted(self):
        self.authority.revoke("revoked")
        self.authority.publish(self.folder / "list.pem")
        self.until_said("reloaded")
        for name, authority, reason, alert in (
            ("", None, "no-certificate", "certificate required"),
            ("client", self.stranger, "unknown-authority", "unknown ca"),
            ("revoked", None, "revoked", "certificate revoked"),
            ("expired", None, "expired", "certificate expired"),
            ("future", None, "not-yet-valid", "bad certificate"),
            ("nobody", None, "no-institution", ""),
            ("malformed", None, "malformed-institution", ""),
            ("abroad", None, "malformed-institution", ""),
            ("curve", None, "wrong-key", ""),
            ("one-sided", None, "wrong-use", "unsupported certificate"),
        ):
            with self.subTest(name or "none"):
                before = self.said.count(f"refused {reason}")
                with self.assertRaises((ssl.SSLError, ConnectionError)) as raised, self.connect(self.context(name, authority)) as line:
                    line.sendall(GET)
                    line.recv(1)
                    self.fail("was answered")
                if alert:
                    self.assertIn(alert, str(raised.exception).replace("_", " ").lower())
                self.until_said(f"refused {reason}", before + 1)
        with self.connect() as line:
            line.sendall(LAST)
            self.assertIn(b" 200 OK", self.hear(line))

    def test_kept_and_pipelined(self):
        with self.connect() as line:
            for i in range(3):
                line.sendall(b"POST /%d HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc" % i)
                self.assertEqual(self.hear_one(line)[1], b"POST /%d 0308356862 abc" % i)
            line.sendall(GET * 20 + LAST)
            heard = self.hear(line)
        self.assertEqual(heard.count(b"GET /x 0308356862 "), 20)
        self.assertTrue(heard.endswith(b"GET /last 0308356862 "))

    def test_limits(self):
        post = b"POST /x HTTP/1.1\r\nHost: a\r\n"
        for name, given, status, counted in (
            ("a long header", GET[:-2] + b"X: " + b"x" * 3000 + b"\r\n\r\n", 431, "faulty header-too-long"),
            ("a long target", b"GET /" + b"x" * 300 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414, "faulty target-too-long"),
            ("a long body", post + b"Content-Length: 50000\r\n\r\n" + b"x" * 50000, 413, "faulty body-too-long"),
            ("a slow header", GET[:-1], 408, "faulty too-slow"),
            ("a slow body", post + b"Content-Length: 5\r\n\r\nab", 408, "faulty too-slow"),
            ("a length and a coding", post + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "faulty malformed"),
            ("a handler that throws", b"GET /throw HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 500, "faulty failed"),
        ):
            with self.subTest(name), self.connect() as line:
                before = self.said.count(counted)
                line.sendall(given)
                heard = self.hear(line)
                self.assertTrue(heard.startswith(b"HTTP/1.1 %d " % status), heard[:100])
                self.assertNotIn(b"secret", heard)
                self.until_said(counted, before + 1)
        with self.connect() as line:
            self.assertEqual(self.hear(line), b"")
        self.until_said("closed idle-time")

    def test_a_list_that_changes_while_connections_stand(self):
        revoked = self.authority.issue("later")
        with self.connect(self.context(revoked)) as line, self.connect() as other:
            for one in (line, other):
                one.sendall(GET)
                self.assertIn(b" 200 OK", self.hear_one(one)[0])
            self.authority.revoke(revoked)
            self.authority.publish(self.folder / "list.pem")
            self.until_said("reloaded")
            for one in (line, other):
                one.sendall(LAST)
            self.assertEqual(self.hear(line), b"")
            self.assertIn(b" 200 OK", self.hear(other))
            self.until_said("refused revoked")

    def test_a_list_that_goes_out_of_date_refuses_everybody(self):
        self.authority.publish(self.folder / "list.pem", ("-crlsec", "4"))
        self.until_said("reloaded")
        with self.connect() as line:
            line.sendall(GET)
            self.assertIn(b" 200 OK", self.hear_one(line)[0])
            for _ in range(8):  # kept busy, or it would end for being idle
                time.sleep(0.6)
                try:
                    line.sendall(GET)
                    if not self.hear_one(line)[0]:
                        break
                except (ssl.SSLError, ConnectionError):
                    break
            else:
                self.fail("still answered")
        self.until_said("refused list-out-of-date")
        with self.assertRaises((ssl.SSLError, ConnectionError)), self.connect() as line:
            line.sendall(GET)
            line.recv(1)
        self.authority.publish(self.folder / "list.pem")
        self.until_said("reloaded", 2)
        with self.connect() as line:
            line.sendall(LAST)
            self.assertIn(b" 200 OK", self.hear(line))

    def test_told_to_end_it_answers_what_is_under_way(self):
        with self.connect() as line, self.connect() as idle:
            line.sendall(b"GET /wait HTTP/1.1\r\nHost: a\r\n\r\n")
            time.sleep(0.2)
            self.process.send_signal(signal.SIGTERM)
            self.assertEqual(self.hear(idle), b"")
            heard = self.hear(line)
            self.assertIn(b"GET /wait 0308356862 ", heard)
            self.assertIn(b"Connection: close", heard)
        self.assertEqual(self.process.wait(timeout=20), 0)

    def test_plain_http_is_told_what_to_speak(self):
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            line.sendall(GET)
            self.assertIn(b"This port speaks TLS 1.3", self.hear(line))
        self.until_said("refused plain-http")

    def test_noise_never_ends_it(self):
        """Requests with something changed, at random but always the same."""
        chance = random.Random(11031018055)
        whole = [GET, b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
                 b"POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"]
        for _ in range(200):
            text = bytearray(chance.choice(whole) + LAST)
            for _ in range(chance.randint(1, 4)):
                at = chance.randrange(len(text))
                text[at:at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
            with self.connect() as line:
                line.settimeout(5)
                line.sendall(text + b"\r\n\r\n")
                heard = self.hear(line)
            self.assertTrue(not heard or heard.startswith(b"HTTP/1.1 "), (bytes(text), heard))
        with self.connect() as line:
            line.sendall(LAST)
            self.assertIn(b" 200 OK", self.hear(line))


if __name__ == "__main__":
    unittest.main()
