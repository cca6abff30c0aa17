#!/usr/bin/env python3
"""containers_test.py PROGRAM: archives, messages and packages as the program reads them.

The files are made here with Python's own modules. One line a failure; exit status 1 if there is any.
"""

import bz2
import gzip
import io
import json
import lzma
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zlib

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
CLEAN = "It rained on Sunday in the valley, and the river rose by a metre over the night.\n"
NOTICE = "Copyright 2022 Example Media Group. All rights reserved"
TEXT = CLEAN + "\n" + NOTICE + ".\n"
PAGE = f"<html><body><article><p>{CLEAN}</p><p>{NOTICE}.</p></article></body></html>"
failures = []


def expect(what, condition, detail=""):
    if not condition:
        failures.append(f"{what}: {str(detail)[:200]}")


def check(folder, *arguments):
    """Exit status, the documents by their record (or source), standard error, notes."""
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS")}
    done = subprocess.run([PROGRAM, "check", "--format", "json", *arguments], cwd=folder, timeout=300,
                          capture_output=True, env=environment | {"LC_ALL": "C.UTF-8"}, check=False)
    report = json.loads(done.stdout)
    documents = {d["document"]["record"] or d["document"]["source"]: d for d in report["documents"]}
    return done.returncode, documents, done.stderr.decode(), report["summary"]["notes"]


def zipped(members, packing=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return out.getvalue()


def tarred(members, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, text in members:
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return out.getvalue()


def expect_notice(what, documents, record):
    document = documents.get(record)
    expect(what, document and document["verdict"] == "permission-required", list(documents))
    if document:
        expect(f"{what}: text", NOTICE in [f["text"] for f in document["findings"]],
               document["findings"])
    return document


def test_archives(folder):
    members = [("b.txt", TEXT), ("d/c.html", PAGE), ("clean.txt", CLEAN), ("x.bin", bytes(range(256)))]
    texts = [m for m in members if isinstance(m[1], str)]
    (folder / "a.zip").write_bytes(zipped(members))
    (folder / "stored.zip").write_bytes(zipped(members, zipfile.ZIP_STORED))
    (folder / "lzma.zip").write_bytes(zipped(members, zipfile.ZIP_LZMA))
    for name, mode in (("a.tar", "w"), ("a.tar.gz", "w:gz"), ("a.tgz", "w:gz"), ("a.tar.xz", "w:xz"),
                       ("a.tar.bz2", "w:bz2")):
        (folder / name).write_bytes(tarred(texts, mode))
    for path in sorted(folder.iterdir()):
        status, documents, errors, notes = check(folder, path.name)
        expect(f"{path.name}: status", status == 1, (status, errors))
        expect(f"{path.name}: members", set(documents) == {"b.txt", "d/c.html", "clean.txt"}, documents)
        expect_notice(path.name, documents, "b.txt")
        page = expect_notice(path.name, documents, "d/c.html")
        expect(f"{path.name}: name", page["document"]["name"] == f"{path.name}!d/c.html", page["document"])
        start, end = (page["findings"][0][k]["offset"] for k in ("start", "end"))
        expect(f"{path.name}: offsets count bytes of the member",
               PAGE.encode()[start:end].decode() == NOTICE, (start, end))
        expect(f"{path.name}: unknown", documents["clean.txt"]["verdict"] == "unknown", documents)
        if path.suffix == ".zip":
            expect(f"{path.name}: binary members are told", "skipped 1 binary file" in notes, notes)


def test_single(folder):
    (folder / "n.txt.gz").write_bytes(gzip.compress(CLEAN.encode()) + gzip.compress(TEXT.encode()))
    (folder / "n.txt.xz").write_bytes(lzma.compress(TEXT.encode()))
    (folder / "n.txt.bz2").write_bytes(bz2.compress(TEXT.encode()))
    (folder / "empty.txt.gz").write_bytes(gzip.compress(b""))
    if shutil.which("zstd"):
        (folder / "n.txt").write_text(TEXT)
        subprocess.run(["zstd", "-q", "--rm", "n.txt"], cwd=folder, check=True)
    for path in sorted(folder.glob("n.*")):
        _, documents, _, _ = check(folder, path.name)
        expect_notice(path.name, documents, "n.txt")
    status, _, _, _ = check(folder, "empty.txt.gz")
    expect("an archive without a file is not clean", status == 3, status)


def test_names(folder):
    """Members keep their names in every script, whatever the locale."""
    wanted = ["\u00dcbersicht.txt", "\u6587\u6863.txt", "\u043f\u0430\u0440\u043e\u043c/a.txt"]
    files = [(name, CLEAN) for name in wanted]
    for name, content in (("a.zip", zipped(files)), ("a.tar", tarred(files))):
        (folder / name).write_bytes(content)
        for locale in ("C", "C.UTF-8", ""):
            done = subprocess.run([PROGRAM, "check", "--format", "jsonl", name], cwd=folder, capture_output=True, timeout=60,
                                  env={"LC_ALL": locale, "PATH": os.environ["PATH"]}, check=False)
            records = [json.loads(line)["document"]["record"] for line in done.stdout.splitlines()]
            expect(f"{name}: names, locale {locale!r}", records == wanted, records)


def zip_with_names(names):
    """A zip of members called as these bytes say: (name, flag of UTF-8, extra field)."""
    content = CLEAN.encode()
    out, directory = b"", b""
    for name, marked, extra in names:
        head = struct.pack("<HHHHHIIIHH", 20, 0x800 if marked else 0, 0, 0, 33, zlib.crc32(content), len(content),
                           len(content), len(name), len(extra))
        directory += (b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, len(out))
                      + name + extra)
        out += b"PK\3\4" + head + name + extra + content
    return out + directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(names), len(names), len(directory),
                                                     len(out), 0)


def unicode_path(name, stored, fits=True):
    body = b"\1" + struct.pack("<I", zlib.crc32(stored) ^ (0 if fits else 1)) + name.encode()
    return struct.pack("<HH", 0x7075, len(body)) + body


def test_old_names_of_zip(folder):
    """APPNOTE 4.4.4 and 4.6.9: a mark or a field says UTF-8, otherwise it is code page 437."""
    members = [("K\u00f6ln.txt", "K\u00f6ln.txt".encode("cp437"), False, b""),
               ("\u00e9t\u00e9.txt", "\u00e9t\u00e9.txt".encode(), False, b""),
               ("\u6587.txt", "\u6587.txt".encode(), True, b""),
               ("\u0416.txt", b"?.txt", False, unicode_path("\u0416.txt", b"?.txt")),
               ("Z\u00fcrich.txt", b"Z\x81rich.txt", False, unicode_path("x.txt", b"Z\x81rich.txt", fits=False)),
               ("Stra\u00dfe/a.txt", "Stra\u00dfe/a.txt".encode("cp850"), False, b"")]
    (folder / "a.zip").write_bytes(zip_with_names([member[1:] for member in members]))
    _, documents, _, _ = check(folder, "a.zip")
    expect("names of old zips", list(documents) == [member[0] for member in members], list(documents))


def test_nested(folder):
    inner = zipped([("b.txt", TEXT)])
    (folder / "n.zip").write_bytes(zipped([("in/a.zip", inner), ("../../up.txt", TEXT),
                                           ("/etc/x.txt", TEXT), ("p.tar.gz", tarred([("t.txt", TEXT)], "w:gz"))]))
    _, documents, _, _ = check(folder, "n.zip")
    for record in ("in/a.zip!b.txt", "../../up.txt", "/etc/x.txt", "p.tar.gz!t.txt"):
        expect_notice("nested", documents, record)
    expect("nothing is written", [p.name for p in folder.iterdir()] == ["n.zip"], list(folder.iterdir()))
    deep = inner
    for level in range(8):
        deep = zipped([(f"{level}.zip", deep)])
    (folder / "deep.zip").write_bytes(deep)
    status, _, errors, _ = check(folder, "deep.zip")
    expect("depth", status == 3 and "inside each other" in errors, errors)


def test_damage(folder):
    good = zipped([("a.txt", TEXT * 20), ("b.txt", TEXT), ("c.txt", CLEAN)])
    broken = bytearray(good)
    broken[40:60] = b"\xff" * 20
    (folder / "broken.zip").write_bytes(broken)
    status, documents, errors, _ = check(folder, "broken.zip")
    expect("damage: names the member", "broken.zip!a.txt: damaged" in errors, errors)
    expect_notice("damage: the others are read", documents, "b.txt")
    expect("damage: incomplete", documents["a.txt"]["incomplete"] and "c.txt" in documents, documents)
    whole = tarred([("a.txt", CLEAN), ("b.txt", TEXT * 400)])
    (folder / "cut.tar").write_bytes(whole[:-30_000])
    status, documents, errors, _ = check(folder, "cut.tar")
    expect("cut: names the member", "cut.tar!b.txt" in errors and "cut short" in errors, errors)
    expect("cut: what is there is judged", documents["b.txt"]["verdict"] == "permission-required", documents)
    (folder / "cut.txt.gz").write_bytes(gzip.compress(os.urandom(300_000))[:-100])
    status, _, errors, _ = check(folder, "cut.txt.gz")
    expect("cut gzip", status == 3 and "cut.txt.gz" in errors, (status, errors))
    (folder / "fake.zip").write_bytes(b"PK\3\4 this is none")
    status, _, errors, _ = check(folder, "fake.zip")
    expect("no zip", status == 3 and "fake.zip" in errors, (status, errors))
    secret = bytearray(zipped([("s.txt", TEXT)]))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        secret[secret.index(mark) + at] |= 1
    (folder / "secret.zip").write_bytes(secret)
    status, _, errors, _ = check(folder, "secret.zip")
    expect("encrypted", status == 3 and "secret.zip!s.txt: it is encrypted" in errors, errors)


def test_damage_between_members(folder):
    whole = bytearray(tarred([("a.txt", CLEAN), ("b.txt", TEXT * 90), ("c.txt", CLEAN)]))
    header = whole.index(b"b.txt")
    whole[header + 150] ^= 0x3F  # of the checksum
    (folder / "header.tar").write_bytes(whole)
    whole[header:header + 512] = bytes(512)
    (folder / "zeros.tar").write_bytes(whole)
    for name in ("header.tar", "zeros.tar"):
        status, documents, errors, _ = check(folder, name)
        expect(f"{name}: told", status == 3 and f"{name}: damaged archive" in errors, (status, errors))
        expect(f"{name}: the others are read", {"a.txt", "c.txt"} <= set(documents), list(documents))
        expect(f"{name}: in every format", documents.get(name, {}).get("incomplete"), list(documents))
    for name, at in (("first.tar", 150), ("first.tar", 0)):
        first = bytearray(tarred([("a.txt", CLEAN), ("b.txt", TEXT)]))
        first[at:at + 20] = bytes(20)
        (folder / name).write_bytes(first)
        status, documents, errors, _ = check(folder, name)
        expect(f"{name}: told", name in errors and any(d["incomplete"] for d in documents.values()), (status, errors))
    (folder / "two.tar").write_bytes(tarred([("a.txt", CLEAN)]) + tarred([("b.txt", TEXT)]))
    status, documents, errors, _ = check(folder, "two.tar")
    expect_notice("a second archive behind the first", documents, "b.txt")
    good = zipped([("a.txt", CLEAN), ("b.txt", TEXT), ("c.txt", CLEAN)], zipfile.ZIP_STORED)
    checksum = bytearray(good)
    checksum[good.index(NOTICE.encode())] ^= 1
    (folder / "checksum.zip").write_bytes(checksum)
    status, documents, errors, _ = check(folder, "checksum.zip")
    expect("checksum: told", "checksum.zip!b.txt: damaged" in errors and documents["b.txt"]["incomplete"], errors)
    expect("checksum: what is there is judged", documents["b.txt"]["findings"], documents["b.txt"])
    lost = bytearray(good)
    lost[good.index(b"b.txt") - 30] ^= 1
    for name, content in (("lost.zip", lost), ("cut.zip", good[:good.index(b"PK\1\2")]),
                          ("both.zip", lost[:good.index(b"PK\1\2")])):
        (folder / name).write_bytes(content)
        status, documents, errors, _ = check(folder, name)
        expect(f"{name}: told", status in (1, 3) and name in errors, (status, errors))
        expect(f"{name}: the others are read", {"a.txt", "c.txt"} <= set(documents), list(documents))


def test_bombs(folder):
    (folder / "b.txt.gz").write_bytes(gzip.compress(b"a" * 200_000_000))
    (folder / "b.zip").write_bytes(zipped([("first.txt", TEXT), ("bomb.txt", b"a" * 200_000_000)]))
    (folder / "many.zip").write_bytes(zipped([(f"{i}", "") for i in range(100_002)]))
    for name, word in (("b.txt.gz", "'b.txt'"), ("b.zip", "'bomb.txt'"), ("many.zip", "members")):
        status, documents, errors, _ = check(folder, name)
        expect(f"bomb {name}", status in (1, 3) and word in errors, (status, errors))
    expect_notice("a bomb hides nothing in front of it", check(folder, "b.zip")[1], "first.txt")


def test_walk(folder):
    (folder / "in.zip").write_bytes(zipped([("b.txt", TEXT)]))
    (folder / "lib.jar").write_bytes(zipped([("b.txt", TEXT)]))
    (folder / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    status, documents, errors, notes = check(folder, ".")
    expect("a folder's archives are opened by their names", "b.txt" in documents, documents)
    expect("not by chance", "skipped" in str(notes) and len(documents) < 3, (list(documents), notes))
    status, documents, _, _ = check(folder, "lib.jar")
    expect_notice("a named archive is opened by its content", documents, "b.txt")


def main():
    for test in (test_archives, test_single, test_names, test_old_names_of_zip, test_nested, test_damage, test_damage_between_members,
                 test_bombs, test_walk):
        with tempfile.TemporaryDirectory() as folder:
            test(pathlib.Path(folder))
    print("\n".join(failures) if failures else "containers: as expected")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
