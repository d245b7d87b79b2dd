"""An archive that its own institution forged: with the log's keys at hand, the list of digests and the manifest can always be made to fit."""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess


class Forgery:
    """An archive that is opened in a folder, to be changed and then signed again."""

    def __init__(self, folder, sign):
        """`sign(origin, text)` gives the note."""
        self.folder, self.sign = folder, sign

    def __truediv__(self, path):
        return self.folder / "opened" / path

    def flip(self, path, byte, bit=0):
        content = bytearray((self / path).read_bytes())
        content[byte] ^= 1 << bit
        (self / path).write_bytes(content)

    def put(self, path, byte, new):
        content = bytearray((self / path).read_bytes())
        content[byte : byte + len(new)] = new
        (self / path).write_bytes(content)

    def remove(self, *paths):
        for path in paths:
            shutil.rmtree(self / path) if (self / path).is_dir() else (self / path).unlink()

    def first(self, pattern):
        """The path, in the archive, of the first file of this pattern."""
        return min(path for path in (self / ".").glob(pattern) if path.is_file()).relative_to(self / ".")

    def change_lines(self, path, change):
        """`change` gets all lines as a list of objects, and changes it."""
        lines = [json.loads(line) for line in (self / path).read_text().splitlines()]
        change(lines)
        (self / path).write_text("".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines))

    def change_line(self, path, change, choose=lambda line: True):
        self.change_lines(path, lambda lines: change(next(line for line in lines if choose(line))))

    def change_manifest(self, pattern, by):
        text, count = re.subn(pattern, by, (self / "manifest").read_text(), flags=re.M)
        assert count == 1, pattern
        (self / "manifest").write_text(text)

    def origin(self, year):
        return (self / f"shards/{year}/origin").read_text().strip()

    def sign_again(self, path, year):
        text = (self / path).read_text()
        (self / path).write_text(self.sign(self.origin(year), text[: text.index("\n\n") + 1]))

    def another_root(self, path, year):
        """The checkpoint says another root, and is signed."""
        lines = (self / path).read_text().split("\n")
        lines[2] = base64.b64encode(hashlib.sha256(lines[2].encode()).digest()).decode()
        (self / path).write_text("\n".join(lines))
        self.sign_again(path, year)

    def list_again(self):
        """SHA256SUMS of what is there now; the manifest as it is."""
        files = sorted(path.relative_to(self / ".") for path in (self / ".").rglob("*") if path.is_file())
        sums = "".join(f"{hashlib.sha256((self / file).read_bytes()).hexdigest()}  {file}\n" for file in files if str(file) not in ("SHA256SUMS", "manifest"))
        (self / "SHA256SUMS").write_text(sums)
        return sums

    def seal(self):
        """SHA256SUMS and a manifest that the log's own key signed."""
        sums = self.list_again()
        self.change_manifest("^files .*", f"files {sums.count(chr(10))}")
        self.change_manifest("^sums .*", f"sums {hashlib.sha256(sums.encode()).hexdigest()}")
        self.sign_again("manifest", re.search("^exported ([0-9]+)/", (self / "manifest").read_text(), re.M).group(1))


def signer(program, store):
    def sign(origin, text):
        done = subprocess.run([str(program), str(store), origin], input=text, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return sign


class Ed25519PrivateKey:
    """A key of OpenSSL's command, and notes that it signs."""

    def __init__(self, file, public):
        self.file, self.public = file, public

    @classmethod
    def make(cls, place):
        file = place / f"{os.urandom(8).hex()}.key"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", file], check=True, capture_output=True)
        public = subprocess.run(["openssl", "pkey", "-in", file, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout[-32:]
        return cls(file, public)

    def id(self, name):
        return hashlib.sha256(name.encode() + b"\n\x01" + self.public).digest()[:4]

    def vkey(self, name):
        return f"{name}+{self.id(name).hex()}+{base64.b64encode(bytes([1]) + self.public).decode()}"

    def signed(self, text, name):
        message = self.file.with_suffix(".message")
        message.write_text(text)
        signature = subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", self.file, "-in", message], check=True, capture_output=True).stdout
        return f"{text}\n\u2014 {name} {base64.b64encode(self.id(name) + signature).decode()}\n"
