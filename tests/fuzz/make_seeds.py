#!/usr/bin/env python3
"""What the fuzzers start from, taken from what the tests already hold: OUT/<target>/… and OUT/<target>.dict.

    make_seeds.py OUT
"""

import base64
import hashlib
import re
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The order of csv_fuzz.cpp.
FILES = ["persons", "nationalities", "stays", "aid", "reimbursements", "replacements"]


def dictionary_byte(byte):
    """As libFuzzer's dictionaries write a byte."""
    return chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\x{byte:02x}"


def write(out, target, seeds, words=()):
    folder = out / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / f"{number:04}").write_bytes(seed)
    quoted = ('"' + "".join(map(dictionary_byte, word.encode())) + '"' for word in sorted(set(words)))
    (out / f"{target}.dict").write_text("\n".join(quoted) + "\n", encoding="ascii")
    print(f"{target}: {len(seeds)} seeds, {len(set(words))} words")


def laws():
    texts = [path.read_bytes() for folder in ("authorisations", "tests") for path in sorted((ROOT / folder).rglob("*.law"))]
    words = {word for text in texts for word in re.findall(rb"[a-z][a-z-]+|[0-9]+|[^\sa-zA-Z0-9\x80-\xff]+", text)}
    return texts, [word.decode() for word in words]


def csv():
    seeds, words = [], []
    for path in sorted((ROOT / "tests/flow/examples").rglob("*.csv")):
        if path.stem not in FILES:
            continue
        header, _, rows = path.read_bytes().partition(b"\n")
        kind = FILES.index(path.stem)
        # 6 to 11: the target writes the header; 0 to 5: the text has its own. Parts of 1, 32 and 256 bytes.
        for part in (b"\x00", b"\x1f", b"\xff"):
            seeds.append(bytes([6 + kind]) + part + rows)
        seeds.append(bytes([kind]) + b"\x1f" + header + b"\n" + rows)
        words += re.findall(r"[A-Za-z_0-9-]{2,12}", (header + b"\n" + rows[:2000]).decode("ascii", "ignore"))
    return seeds, words + ["\"", "\"\"", ",", "\",\""]


def niss():
    lines = (ROOT / "tests/unit/domain/niss_vectors.csv").read_text(encoding="utf-8").splitlines()
    values = [line.split(",")[0] for line in lines[1:]]
    return [value.encode() for value in values], [".", "-"]


# Notes of the specification and of Go, the requests of another witness's tests; fuzz_note knows their keys and texts.
SIGNED = (
    "This is an example message.\n\n\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
    "go.sum database tree\n35225469\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n\n\u2014 sum.golang.org "
    "Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=\n",
)


def vkey(name, kind, key):
    tail = bytes([kind]) + key
    key_id = hashlib.sha256(name.encode() + b"\n" + tail).hexdigest()[:8]
    return f"{name}+{key_id}+{base64.b64encode(tail).decode()}"


def note():
    """The order of note_fuzz.cpp: note, signature lines, checkpoint, proof, add-checkpoint, tile path, policy, key, bundle, mutant."""
    hashes = [base64.b64encode(hashlib.sha256(bytes([i])).digest()).decode() + "\n" for i in range(4)]
    many = "".join(hashes)
    database = SIGNED[2]
    witnesses = "".join(f"witness w{i} {vkey(f'witness.example/{i}', 4, hashlib.sha256(bytes([i])).digest())}\n" for i in range(3))
    log = f"log {vkey('example.com/log', 1, hashlib.sha256(b'log').digest())} https://log.example/\n"
    texts = [
        SIGNED,
        [text.rpartition("\n\n")[2] for text in SIGNED],
        [text.rpartition("\n\n")[0] + "\n" for text in SIGNED] + [f"example.com/log\n7\n{hashes[0]}extension\n"],
        [f"c2sp.org/tlog-proof@v1\nindex 5\n{many}\n{database}", f"c2sp.org/tlog-proof@v1\nextra aGk=\nindex 0\n\n{database}"],
        [f"old 35225469\n\n{database}", f"old 0\n\n{database}", f"old 3\n{many}\n{database}"],
        ["tile/0/x001/x234/067", "tile/63/000.p/255", "tile/entries/x001/000.p/1"],
        [f"{log}{witnesses}group g 2 w0 w1\ngroup h all g w2\nquorum h\n", f"# none\n{log}quorum none\n", f"{witnesses}group g any w0 w1 w2\nquorum g\n"],
        [vkey("example.com/log", 1, bytes(32)), vkey("w", 4, bytes(range(32)))],
        ["\0\0\3abc", "\1\0\0\0\1a", "\0\0\0"],
        ["\0\1text\n", "\1\0text\n\nmore\n", "\7\7\n"],
    ]
    seeds = [bytes([kind]) + text.encode() for kind, several in enumerate(texts) for text in several]
    words = ["\u2014 ", "index ", "extra ", "old ", "log ", "witness ", "group ", "quorum ", "none", "all", "any", "tile/", "entries/", ".p/", "x001/", "\n\n"]
    return seeds, words


def seal():
    """The order of seal_fuzz.cpp: entry, agent part, leaf, contents of a key store, its file, mutant."""
    source = (ROOT / "tests/unit/ledger_seal/entry_text_test.cpp").read_text(encoding="utf-8")
    full = "".join(re.findall(r'R"\((.*?)\)"', re.search(r"full_text =(.*?);\n\n", source, re.S)[1])).encode()
    written = [text.encode() for text in re.findall(r'R"\((\{.*?\})\)"', source)]
    agents = [text for text in written if b'"agent"' in text]
    entries = [full] + [text for text in written if text not in agents]
    ms = 1_772_614_800_007
    digests = [bytes([i]) * 32 for i in range(1, 5)]
    header = struct.pack(">BBIQQ", 1, 1, ms // 86_400_000, 7, ms)
    leaves = [header + b"".join(digests), header + b"".join(digests[:2]) + bytes(64)]
    word = lambda text: struct.pack(">H", len(text)) + text
    root = struct.pack(">BQ", 0, 0) + digests[0]
    halves = struct.pack(">BQ", 2, 0) + digests[1] + struct.pack(">BQ", 1, 1) + digests[2]
    day = lambda part, count, nodes: word(b"hub") + struct.pack(">BBI", 1, part, 20_516) + digests[0] + digests[1] + struct.pack(">I", count) + nodes
    erased = word(b"hub") + struct.pack(">BI", 1, 20_515)
    signing = word(b"witness") + struct.pack(">I", 2) + digests[2] + digests[3]
    several = lambda *parts: struct.pack(">I", len(parts)) + b"".join(parts)
    contents = [
        several() + several() + several(),
        several(day(1, 1, root), day(2, 2, halves)) + several(erased) + several(signing),
    ]
    formats = [entries, agents, leaves, contents, [b"\1\7" + one for one in contents], [b"\0\1\7" + one for one in entries]]
    words = re.findall(r'"([a-z_]+)":', full.decode()) + ["{", "}", '":"', '","', "\\u000a", "hub", "crossroads-keys-v1\n"]
    return [bytes([kind]) + text for kind, texts in enumerate(formats) for text in texts], words


def log():
    """The order of log_fuzz.cpp: statement, entry's place, edge of a tree, a time-stamper's answer."""
    root = base64.b64encode(hashlib.sha256(b"root").digest()).decode()
    statements = [f"index 2026-05-04 exchange entry 17 {root}", f"index 2026-05-04 exchange agent 0 {root}", "erased-day 2016-05-04",
                  "erased-entry 2026/17", "destroyed-keys 2036/123 5"]
    edges = [struct.pack(">Q", size) + b"".join(hashlib.sha256(bytes([n])).digest() for n in range(size.bit_count())) for size in (0, 1, 5, 2**40 - 1)]
    refusal = bytes.fromhex("300930070201023002020104")  # a PKIStatusInfo of a rejection, and nothing else
    formats = [[text.encode() for text in statements], [b"2026/0", b"2036/1099511627775"], edges, [refusal]]
    return [bytes([kind]) + text for kind, texts in enumerate(formats) for text in texts], ["index ", "erased-day ", "erased-entry ",
                                                                                           "destroyed-keys ", " exchange ", " administration ", " entry ", " agent "]


def trust():
    """The order of trust_fuzz.cpp: index, organizationIdentifier, moment, certificate, revocation list."""
    index = "crossroads test authority 1\nlist 3\n"
    issued = "issued 0A1B 0308356862 2026-05-04T09:30:00Z 2026-08-02T09:30:00Z Office\n"
    texts = [[index, index + issued, index + issued + "revoked 0A1B 2026-06-01T00:00:00Z keyCompromise\n"], ["NTRBE-0308356862"],
             ["2026-05-04T09:30:00Z"]]
    with tempfile.TemporaryDirectory() as folder:
        run = lambda *words: subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=folder).stdout
        run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "key", "-out", "certificate", "-days", "9",
            "-subj", "/organizationIdentifier=NTRBE-0308356862/CN=desk", "-addext", "subjectAltName=DNS:desk.test,IP:::1",
            "-addext", "keyUsage=critical,digitalSignature,cRLSign", "-addext", "extendedKeyUsage=serverAuth,clientAuth")
        Path(folder, "index").write_text("R\t270101000000Z\t260504000000Z,keyCompromise\t0A1B\tunknown\t/CN=x\n", encoding="ascii")
        Path(folder, "number").write_text("07\n", encoding="ascii")
        Path(folder, "conf").write_text("[ca]\ndefault_ca=c\n[c]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\n", encoding="ascii")
        run("ca", "-config", "conf", "-gencrl", "-keyfile", "key", "-cert", "certificate", "-crldays", "7", "-out", "list")
        ders = [[run("x509", "-in", "certificate", "-outform", "DER")], [run("crl", "-in", "list", "-outform", "DER")]]
    formats = [[text.encode() for text in some] for some in texts] + ders
    return [bytes([kind]) + text for kind, some in enumerate(formats) for text in some], ["list ", "issued ", "revoked ", "NTRBE-", "T09:30:00Z", "\n"]


def http():
    """The length of the pieces, then what a caller sends."""
    get, post = b"GET /x HTTP/1.1\r\nHost: a\r\n", b"POST /x HTTP/1.1\r\nHost: a\r\n"
    chunked = post + b"Transfer-Encoding: chunked\r\n\r\n"
    texts = [get + b"\r\n", get + b"Authorization: t\r\nAccept: a\r\nAccept: b\r\n\r\n", post + b"Content-Length: 3\r\n\r\nabc", get + b"\r\n" + post +
             b"Content-Length: 1\r\n\r\na" + get + b"\r\n", chunked + b"3\r\nabc\r\n2;a=b\r\nde\r\n0\r\nX: y\r\n\r\n", chunked + b"0\r\n\r\n",
             post + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\nab", b"HEAD / HTTP/1.0\r\n\r\n", post + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"]
    words = ["Content-Length: ", "Transfer-Encoding: chunked", "Host: a", "\r\n", "\n", "\r", " :", "HTTP/1.1", "GET ", "POST ", "Connection: close", "0\r\n\r\n", ";a=b", "\t"]
    return [bytes([piece]) + text for text in texts for piece in (0, 6)], words


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    out = Path(sys.argv[1])
    write(out, "law", *laws())
    write(out, "csv", *csv())
    write(out, "niss", *niss())
    write(out, "note", *note())
    write(out, "seal", *seal())
    write(out, "log", *log())
    write(out, "trust", *trust())
    write(out, "http", *http())
    return 0


if __name__ == "__main__":
    sys.exit(main())
