#!/usr/bin/env python3
"""audit_archives_test.py PROGRAM: datasets in tar and zip archives, sound and damaged."""

import gzip
import io
import json
import pathlib
import sys
import tarfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import audit_test  # noqa: E402
from audit_encodings_test import packed, table  # noqa: E402
from audit_formats_test import BAN, audited  # noqa: E402
from audit_test import data, equal, expected, rows, tree, verdicts  # noqa: E402


def tar(members, style=tarfile.PAX_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=style) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


class Pipe(io.RawIOBase):
    """Where nothing can be sought, zip writers put sizes behind the members."""
    def __init__(self):
        super().__init__()
        self.content = b""

    def writable(self):
        return True

    def write(self, part):
        self.content += bytes(part)
        return len(part)


def streamed_zip(members):
    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            with archive.open(name, "w") as member:
                member.write(content)
    return out.content


def all_formats(items):
    """One dataset in every format, as members, and the answers by member."""
    objects = [json.loads(data.json_line(item)) for item in items]
    members = [("deep/a.jsonl", data.jsonl(items)), ("deep/a.jsonl.gz", data.member(data.jsonl(items))),
               ("a.jsonl.zst", data.zstd(data.jsonl(items))), ("a.json", json.dumps(objects).encode()),
               ("wide.jsonl", data.jsonl(items).decode().encode("utf-16")), ("a.csv", table(items).encode()),
               ("a.warc.wet.gz", b"".join(map(data.member, data.wet(items)))), ("picture.png", b"\x89PNG\r\n\x1a\n")]
    members += [(f"texts/{i}.txt", item[1].encode()) for i, item in enumerate(items)]
    return members


def check_all(run, folder, name, content, items, members):
    found, whole = audited(run, folder, content, name, 1)
    by_member = {}
    for row in found:
        by_member.setdefault(row["file"], []).append(row["verdict"])
    for member, _ in members:
        shown = f"{name}!{member}"
        if member.startswith("texts/"):
            equal(by_member[shown], [items[int(member[6:-4])][3]], shown)
        elif member != "picture.png":
            equal(by_member[shown], expected(items), shown)
    equal(len(by_member), len(members) - 1, name)
    equal((whole["input_problems"], whole["incomplete"]), (0, 0), name)
    equal(whole["skipped"][0], {"name": "archive member that is no data", "count": 1}, name)


def test_every_format_in_every_archive(run, folder):
    items = list(data.documents(30))
    members = all_formats(items)
    for style in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT):
        check_all(run, folder, "a.tar", tar(members, style), items, members)
    plain = tar(members)
    for name, content in (("a.tar.gz", data.member(plain)), ("a.tgz", data.member(plain)), ("a.tar.zst", data.zstd(plain)),
                          ("a.tar.xz", data.COMPRESSIONS[".xz"](plain)), ("a.tar.lz4", packed("lz4", plain)),
                          ("a.zip", zipped(members)), ("b.zip", zipped(members, zipfile.ZIP_STORED)),
                          ("c.zip", streamed_zip(members)), ("a.dat", plain)):
        check_all(run, folder, name, content, items, members)


def test_archives_in_folders_and_pipes(run, folder):
    items = list(data.documents(20))
    (folder / "in").mkdir()
    (folder / "in/a.tar").write_bytes(tar([("x.jsonl", data.jsonl(items))]))
    (folder / "in/b.zip").write_bytes(zipped([("x.jsonl", data.jsonl(items))]))
    run.audit("in", "-o", "out", status=1)
    equal(verdicts(folder / "out"), expected(items) * 2)
    equal({row["file"] for row in rows(folder / "out")}, {"a.tar!x.jsonl", "b.zip!x.jsonl"})
    for content in (tar([("x.jsonl", data.jsonl(items))]), zipped([("x.jsonl", data.jsonl(items))]),
                    data.member(tar([("x.jsonl", data.jsonl(items))]))):
        run.audit("-", "-o", "out", "--restart", stdin=content, status=1)
        equal(verdicts(folder / "out"), expected(items), "a pipe")
        equal(rows(folder / "out")[0]["file"], "stdin!x.jsonl")
    found, _ = audited(run, folder, tar([("x", data.jsonl(items))]), "a.tar", 1, "--input-format", "jsonl")
    equal([row["verdict"] for row in found], expected(items), "members of a format that is given")


def test_attributes_and_kept_records(run, folder):
    items = list(data.documents(60))
    members = [("a.jsonl", data.jsonl(items)), ("b.txt", BAN.encode()), ("c.txt", "It rained. Caf\u00e9.".encode("utf-16")),
               ("d.csv", table(items).encode())]
    (folder / "a.tar").write_bytes(tar(members))
    run.audit("a.tar", "-o", "out", "--keep", "unknown", status=1)
    attributes = [json.loads(line) for line in gzip.open(folder / "out/attributes/imprimatur/a.tar.jsonl.gz")]
    equal([row["id"] for row in attributes[:60]], [item[0] for item in items])
    equal(len(attributes), 122)
    equal([row["source"] for row in attributes[59:62]], ["a.tar!a.jsonl", "a.tar!b.txt", "a.tar!c.txt"])
    kept = [json.loads(line) for line in (folder / "out/kept/a.tar.jsonl").read_bytes().splitlines()]
    wanted = [item[1] for item in items if item[3] == "unknown"]
    equal([row["text"] for row in kept], [*wanted, "It rained. Caf\u00e9.", *wanted])
    equal(kept[0]["metadata"]["url"], next(item[2] for item in items if item[3] == "unknown"))


def test_damaged_archives(run, folder):
    items = list(data.documents(40))
    members = [(f"{i}.jsonl", data.jsonl(items)) for i in range(4)]
    plain = tar(members)
    for cut in (len(plain) * 3 // 5, 700, 512 + 300):
        found, whole = audited(run, folder, plain[:cut], "a.tar")
        sound = [row["verdict"] for row in found if not row["incomplete"]]
        equal(sound, (expected(items) * 4)[:len(sound)], cut)
        assert whole["input_problems"] >= 1 and (len(sound) > 80 or cut < 1000), (cut, len(sound), whole["problems"])
    broken = bytearray(plain)
    broken[512 + (len(members[0][1]) + 511) // 512 * 512 + 150] ^= 0x3F  # the second header's checksum
    found, whole = audited(run, folder, bytes(broken), "a.tar", 1)
    equal([row["verdict"] for row in found], expected(items) * 3)
    equal(whole["input_problems"], 1)
    assert "damaged archive" in whole["problems"][0]["message"], whole["problems"]
    packed_tar = data.member(plain)
    found, whole = audited(run, folder, packed_tar[:len(packed_tar) // 2], "a.tar.gz")
    assert whole["input_problems"] >= 1 and len(found) >= 1, whole


def test_damaged_members(run, folder):
    items = list(data.documents(40))
    members = [(f"{i}.jsonl", data.jsonl(items)) for i in range(4)]
    for make, form in ((zipped, "sizes in front"), (streamed_zip, "sizes behind")):
        content = bytearray(make(members))
        at = content.index(b"1.jsonl") + 900
        content[at:at + 40] = bytes(40)
        found, whole = audited(run, folder, bytes(content), "a.zip", 1)
        sound = {}
        for row in found:
            if not row["incomplete"]:
                sound.setdefault(row["file"], []).append(row["verdict"])
        equal(sound["a.zip!0.jsonl"], expected(items), form)
        equal((sound["a.zip!2.jsonl"], sound["a.zip!3.jsonl"]), (expected(items), expected(items)), form)
        assert any("'1.jsonl'" in problem["message"] for problem in whole["problems"]), whole["problems"]
    inner = data.member(data.jsonl(items))
    found, whole = audited(run, folder, tar([("a.jsonl.gz", inner[:-300]), ("b.jsonl", data.jsonl(items))]), "a.tar", 1)
    equal([row["verdict"] for row in found][-40:], expected(items))
    assert "'a.jsonl.gz'" in whole["problems"][0]["message"], whole["problems"]
    # a text that cannot be read has its row
    texts = bytearray(zipped([("a.txt", data.jsonl(items)), ("b.txt", BAN.encode())]))
    texts[400:440] = bytes(40)
    found, _ = audited(run, folder, bytes(texts), "a.zip", 1)
    equal([row["verdict"] for row in found][-1], "forbidden")
    equal((found[0]["file"], found[0]["incomplete"] is not None), ("a.zip!a.txt", True))


def pipe(run, folder, content, status=1):
    run.audit("-", "-o", "out", "--restart", stdin=content, status=status)
    return rows(folder / "out"), audit_test.summary(folder / "out")


def by_file(found):
    answers = {}
    for row in found:
        if not row["incomplete"]:
            answers.setdefault(row["file"], []).append(row["verdict"])
    return answers


def test_archives_in_archives(run, folder):
    items = list(data.documents(25))
    lines = data.jsonl(items)
    crawl = b"".join(map(data.member, data.wet(items)))
    inner = [("c.jsonl", lines), ("d.warc.wet.gz", crawl), ("e.txt", BAN.encode())]
    members = [("a.jsonl.gz", data.member(lines)), ("b.zip", zipped(inner)), ("b.tar", tar(inner)),
               ("b.tar.gz", data.member(tar(inner))), ("deep/b.tar.zst", data.zstd(tar([("x.zip", streamed_zip(inner))]))),
               ("z.jsonl", lines)]
    for name, content in (("a.tar", tar(members)), ("a.tar.gz", data.member(tar(members))), ("a.zip", zipped(members)),
                          ("b.zip", streamed_zip(members))):
        found, whole = audited(run, folder, content, name, 1)
        answers = by_file(found)
        for within in ("b.zip!", "b.tar!", "b.tar.gz!", "deep/b.tar.zst!x.zip!"):
            equal(answers.pop(f"{name}!{within}c.jsonl"), expected(items), (name, within))
            equal(answers.pop(f"{name}!{within}d.warc.wet.gz"), expected(items), (name, within))
            equal(answers.pop(f"{name}!{within}e.txt"), ["forbidden"], (name, within))
        equal(answers, {f"{name}!a.jsonl.gz": expected(items), f"{name}!z.jsonl": expected(items)}, name)
        equal((whole["input_problems"], whole["incomplete"]), (0, 0), name)
        equal(by_file(pipe(run, folder, content)[0])["stdin!b.zip!c.jsonl"], expected(items), "a pipe")
    for index, row in enumerate(rows(folder / "out")[:25]):
        equal((row["record"], row["file"]), (index, "stdin!a.jsonl.gz"))
    # a format that is given speaks of the innermost members
    found, _ = audited(run, folder, tar([("b", zipped([("c", lines)]))]), "a.tar", 1, "--input-format", "jsonl")
    equal(by_file(found), {"a.tar!b!c": expected(items)})


def test_limits_of_archives_in_archives(run, folder):
    content = tar([("x.txt", BAN.encode())])
    for _ in range(3):
        content = tar([("in.tar", content)])
    found, whole = audited(run, folder, content, "a.tar", 1)
    equal([row["file"] for row in found], ["a.tar!in.tar!in.tar!in.tar!x.txt"])
    equal(whole["input_problems"], 0)
    found, whole = audited(run, folder, tar([("in.tar", content), ("y.txt", BAN.encode())]), "a.tar", 1)
    equal([row["file"] for row in found], ["a.tar!y.txt"])
    assert "4 archives" in whole["problems"][0]["message"], whole["problems"]
    audited(run, folder, tar([("in.tar", content)]), "a.tar", 3)
    # what is packed twice grows a thousand times a thousand times
    bomb = zipped([(f"{i}.zip", zipped([("zeros.txt", bytes(128 << 20))])) for i in range(4)])
    found, whole = audited(run, folder, tar([("bomb.zip", bomb), ("y.txt", BAN.encode())]), "a.tar", 1)
    equal(by_file(found)["a.tar!y.txt"], ["forbidden"])
    assert any("times its size" in problem["message"] for problem in whole["problems"]), whole["problems"]


def test_damage_in_archives_in_archives(run, folder):
    items = list(data.documents(40))
    lines = data.jsonl(items)
    for make in (zipped, streamed_zip):
        content = bytearray(make([(f"{i}.jsonl", lines) for i in range(3)]))
        at = content.index(b"0.jsonl") + 900
        content[at:at + 40] = bytes(40)
        for outer in (tar, zipped, streamed_zip):
            whole_file = outer([("in.zip", bytes(content)), ("z.jsonl", lines)])
            found, whole = audited(run, folder, whole_file, "a.bin", 1, "--input-format", "archive")
            answers = by_file(found)
            equal(answers["a.bin!in.zip!1.jsonl"], expected(items), (make, outer))
            equal(answers["a.bin!in.zip!2.jsonl"], expected(items), (make, outer))
            equal(answers["a.bin!z.jsonl"], expected(items), (make, outer))
            assert "'in.zip!0.jsonl'" in whole["problems"][0]["message"], whole["problems"]
    # the damage is the outer archive's: what the inner one still had is not read, and that is told
    stored = zipped([(f"{i}.jsonl", lines) for i in range(3)], zipfile.ZIP_STORED)
    content = bytearray(zipped([("in.zip", stored), ("z.jsonl", lines)]))
    at = content.index(b"in.zip") + 2500
    content[at:at + 40] = bytes(40)
    found, whole = audited(run, folder, bytes(content), "a.zip", 1)
    equal(by_file(found)["a.zip!z.jsonl"], expected(items))
    assert all(file.startswith(("a.zip!in.zip!", "a.zip!z.")) for file in by_file(found)), by_file(found).keys()
    assert any("'in.zip'" in problem["message"] for problem in whole["problems"]), whole["problems"]
    # cut off
    content = tar([("in.zip", zipped([("c.jsonl", lines), ("d.jsonl", lines)]))])
    found, whole = audited(run, folder, content[:512 + content[512:].index(b"d.jsonl") + 100], "a.tar", 1)
    equal(by_file(found)["a.tar!in.zip!c.jsonl"], expected(items))
    assert any("'in.zip!d.jsonl'" in problem["message"] for problem in whole["problems"]), whole["problems"]


def test_a_damaged_zip_in_a_pipe_is_read_on(run, folder):
    items = list(data.documents(40))
    members = [(f"{i}.jsonl", data.jsonl(items)) for i in range(90)]
    for make in (zipped, streamed_zip):
        content = bytearray(make(members))
        for number in range(0, 90, 2):
            at = content.index(f"{number}.jsonl".encode()) + 900
            content[at:at + 40] = bytes(40)
        found, whole = pipe(run, folder, bytes(content))
        for number in range(1, 90, 2):
            equal(by_file(found)[f"stdin!{number}.jsonl"], expected(items), (make, number))
        told = {problem["message"].split("'")[1] for problem in whole["problems"]}
        equal(whole["input_problems"], 45, make)
        assert told <= {f"{number}.jsonl" for number in range(0, 90, 2)}, told


def test_members_that_do_not_match_their_checksum_are_told(run, folder):
    items = list(data.documents(40))
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        content = bytearray(zipped([("a.jsonl", data.jsonl(items)), ("b.txt", BAN.encode())], method))
        content[14] ^= 1  # of the checksum
        found, whole = audited(run, folder, bytes(content), "a.zip", 1)
        equal([row["verdict"] for row in found], [*expected(items), "forbidden"])
        equal(whole["input_problems"], 1)
        assert "'a.jsonl'" in whole["problems"][0]["message"], whole["problems"]
        content = bytearray(zipped([("a.txt", b"It rained."), ("b.jsonl", data.jsonl(items))], method))
        content[14] ^= 1
        found, _ = audited(run, folder, bytes(content), "a.zip", 1)
        assert "CRC" in found[0]["incomplete"]["message"], found[0]
        equal([row["verdict"] for row in found[1:]], expected(items))


def test_members_whose_headers_are_lost_are_told(run, folder):
    items = list(data.documents(10))
    members = [(f"{i}.jsonl", data.jsonl(items)) for i in range(3)]
    content = bytearray(zipped(members))
    at = content.index(b"1.jsonl") - 30
    content[at:at + 4] = b"QK\3\4"
    found, whole = audited(run, folder, bytes(content), "a.zip", 1)
    equal(by_file(found), {"a.zip!0.jsonl": expected(items), "a.zip!2.jsonl": expected(items)})
    equal(whole["input_problems"], 1)
    assert "1 member" in whole["problems"][0]["message"], whole["problems"]
    sound = zipped(members)
    for cut in (sound.index(b"PK\1\2"), sound.index(b"PK\1\2") + 60):
        found, whole = audited(run, folder, sound[:cut], "a.zip", 1)
        equal((len(found), whole["input_problems"]), (30, 1))
    # a tar whose header became zeros does not end there; nor do two that stand one behind the other
    content = bytearray(tar(members))
    at = content.index(b"1.jsonl", 512)
    content[at:at + 512] = bytes(512)
    found, whole = audited(run, folder, bytes(content), "a.tar", 1)
    equal(by_file(found), {"a.tar!0.jsonl": expected(items), "a.tar!2.jsonl": expected(items)})
    assert whole["input_problems"] >= 1, whole
    found, whole = audited(run, folder, tar(members) + tar([("9.jsonl", data.jsonl(items))]), "a.tar", 1)
    equal((len(found), whole["input_problems"]), (40, 0))
    # behind a gap that a broken compression left, a tar is read on
    parts = tar(members)
    packed_parts = [data.member(parts[at:at + 2048]) for at in range(0, len(parts), 2048)]
    broken = bytearray(packed_parts[2])
    broken[40:60] = bytes(20)
    found, whole = audited(run, folder, b"".join([*packed_parts[:2], bytes(broken), *packed_parts[3:]]), "a.tar.gz", 1)
    equal(by_file(found)["a.tar.gz!2.jsonl"], expected(items))
    assert whole["input_problems"] >= 1, whole


def test_a_killed_audit_of_archives_in_archives_goes_on(run, folder):
    items = list(data.documents(900))
    lines = data.jsonl(items)
    inner = [("a.jsonl", lines), ("b.txt", BAN.encode()), ("c.txt", BAN.encode()), ("d.csv", table(items).encode())]
    broken = bytearray(streamed_zip([("k.png", lines), *inner]))
    broken[900:940] = bytes(40)
    members = [("0.jsonl", lines), ("b.zip", zipped(inner)), ("b.tar.gz", data.member(tar([("x.zip", zipped(inner)), *inner]))),
               ("broken.zip", bytes(broken)), ("e.txt", BAN.encode()), ("f.tar", tar(inner))]
    (folder / "a.zip").write_bytes(streamed_zip(members))
    run.audit("a.zip", "-o", "whole", status=1)
    equal(audit_test.interrupt(run, folder / "out", ["a.zip"]), tree(folder / "whole"))


def test_members_that_are_not_read(run, folder):
    items = list(data.documents(5))
    content = bytearray(zipped([("secret.txt", BAN.encode()), ("a.jsonl", data.jsonl(items))]))
    content[6] |= 1  # the flag of encryption, in the member's own header
    found, whole = audited(run, folder, bytes(content), "a.zip", 1)
    equal([row["verdict"] for row in found], expected(items))
    assert "encrypted" in whole["problems"][0]["message"], whole["problems"]
    found, whole = audited(run, folder, tar([]), "a.tar", 0)
    equal((found, whole["input_problems"]), ([], 0))
    audited(run, folder, b"no archive at all", "a.tar", 3)


def test_old_names_of_zip(run, folder):
    """Without the flag of UTF-8 a name that is none is code page 437, as in check."""
    found, _ = audited(run, folder, zipped([("K~ln.txt", BAN.encode())]).replace(b"K~ln", b"K\x94ln"), "a.zip", 1)
    assert "K\u00f6ln.txt" in json.dumps(found, ensure_ascii=False), found


def test_a_killed_audit_of_an_archive_goes_on(run, folder):
    items = list(data.documents(1200))
    members = [(f"{i}.jsonl.gz", data.member(data.jsonl(items))) for i in range(4)]
    members += [(f"{i}.txt", item[1].encode()) for i, item in enumerate(items)]
    members += [("b.csv", table(items).encode()), ("broken.jsonl.gz", members[0][1][:-100])]
    (folder / "a.tar.gz").write_bytes(data.member(tar(members)))
    run.audit("a.tar.gz", "-o", "whole", status=1)
    equal(audit_test.interrupt(run, folder / "out", ["a.tar.gz"]), tree(folder / "whole"))


if __name__ == "__main__":
    sys.exit(audit_test.main(globals()))
