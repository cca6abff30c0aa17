#!/usr/bin/env python3
"""documents_test.py PROGRAM: mail, RTF, office files, books, PDF and images as the program reads them.

The same notice in every format gives the same finding; what is hidden, deleted, a caption or broken
is told from it. One line a failure; exit status 1 if there is any.
"""

import bz2
import gzip
import io
import json
import lzma
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from email.message import EmailMessage
from xml.sax.saxutils import escape

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import documents as make  # noqa: E402

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
CLEAN = "It rained on Sunday in the valley \u2013 and the river rose by a metre over the night."
NOTICE = "\u00a9 2022 Example Media Group. All rights reserved"
LINKED = json.dumps({"@type": "NewsArticle", "copyrightNotice": NOTICE}, ensure_ascii=False)
BODY = [("Standard", CLEAN), ("Standard", NOTICE + ".")]
TEXT = f"{CLEAN}\n\n{NOTICE}.\n"
HAS_PDF = shutil.which("pdftotext") is not None
failures = []


def expect(what, condition, detail=""):
    if not condition:
        failures.append(f"{what}: {str(detail)[:300]}")


def run(folder, *arguments, path=os.environ.get("PATH", "")):
    environment = {k: v for k, v in os.environ.items() if k == "ASAN_OPTIONS"}
    return subprocess.run([PROGRAM, "check", *arguments], cwd=folder, capture_output=True, timeout=300,
                          env=environment | {"LC_ALL": "C.UTF-8", "PATH": path}, check=False)


def check(folder, name, content, *arguments):
    """The first document, or what the program said."""
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = run(folder, "--format", "jsonl", *arguments, name)
    lines = done.stdout.splitlines()
    document = json.loads(lines[0]) if lines else {"findings": [], "verdict": None}
    document["said"] = done.stderr.decode()
    document["status"] = done.returncode
    return document


def everywhere():
    """name -> content, and whether the notice is of a picture."""
    packet = make.xmp(NOTICE)
    texts = {
        "a.txt": TEXT, "a.md": f"# Rain\n\n{TEXT}",
        "front.md": f'---\ntitle: Rain\ncopyright: "{NOTICE}"\n---\n\n{CLEAN}\n',
        "front2.md": f'+++\ntitle = "Rain"\nrights = "{NOTICE}"\n+++\n\n{CLEAN}\n',
        "a.html": f"<html><body><p>{CLEAN}</p><p>{NOTICE}.</p></body></html>",
        "qp.eml": make.eml(TEXT), "b64.eml": make.eml(TEXT, "base64"),
        "latin.eml": make.eml(TEXT.replace("\u2013", "-"), "8bit", "iso-8859-1"),
        "a.rtf": make.rtf(TEXT), "a.docx": make.docx(BODY), "a.odt": make.odt(BODY), "a.epub": make.epub(BODY),
        "foot.docx": make.docx(BODY[:1], footer=NOTICE), "foot.odt": make.odt(BODY[:1], footer=NOTICE),
        "prop.docx": make.docx(BODY[:1], properties=NOTICE), "prop.odt": make.odt(BODY[:1], properties=NOTICE),
        "prop.epub": make.epub(BODY[:1], properties=NOTICE),
        "a.xlsx": make.xlsx([CLEAN, NOTICE + ".", "2"]), "in.xlsx": make.xlsx([CLEAN, NOTICE + "."]),
        "foot.xlsx": make.xlsx([CLEAN, "2"], footer=NOTICE), "prop.xlsx": make.xlsx([CLEAN], properties=NOTICE),
        "a.pptx": make.pptx([CLEAN, NOTICE + "."]), "master.pptx": make.pptx([CLEAN], NOTICE, "Click to edit"),
        "a.ods": make.ods([CLEAN, NOTICE + "."]), "a.mbox": make.mbox(make.eml(TEXT)),
        "named.doc": make.rtf(TEXT), "page.doc": f"<html><body><p>{CLEAN}</p><p>{NOTICE}.</p></body></html>",
        "a.zip": make.packed([("a.txt", TEXT)]), "d.zip": make.packed([("a.docx", make.docx(BODY))]),
        "a.txt.gz": gzip.compress(TEXT.encode()), "a.txt.xz": lzma.compress(TEXT.encode()), "a.txt.bz2": bz2.compress(TEXT.encode()),
        "a.mhtml": make.eml(f"<html><body><p>{CLEAN}</p><p>{NOTICE}.</p></body></html>").replace(b"text/plain", b"text/html"),
        "utf16.html": f"<html><body><p>{CLEAN}</p><p>{NOTICE}.</p></body></html>".encode("utf-16"),
        "ref.html": f"<html><body><p>{CLEAN}</p><p>{NOTICE}.</p></body></html>".replace("\u00a9", "&copy;"),
        "ld.html": f"<html><body><script type=application/ld+json>{LINKED}</script><p>{CLEAN}</p></body></html>",
        **make.news([CLEAN, NOTICE + "."]),
    }
    if HAS_PDF:
        texts["a.pdf"] = make.pdf([CLEAN, "", NOTICE + "."])
        texts["prop.pdf"] = make.pdf([CLEAN], packet)
    pictures = {
        "a.jpg": make.jpeg(packet), "iim.jpg": make.jpeg(records=make.iim(NOTICE)),
        "exif.jpg": make.jpeg(exif=make.tiff(NOTICE, ">")), "a.tif": make.tiff(NOTICE), "a.webp": make.webp(packet),
        "a.png": make.png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)),
        "text.png": make.png((b"tEXt", b"Copyright\0" + NOTICE.encode("latin-1"))), "a.xmp": packet,
    }
    return [(n, c, False) for n, c in texts.items()] + [(n, c, True) for n, c in pictures.items()]


def test_same(folder):
    for name, content, picture in everywhere():
        document = check(folder, name, content)
        expect(f"{name}: verdict", document["verdict"] == "permission-required", document)
        found = [f for f in document["findings"] if f["text"].rstrip(".") == NOTICE]
        expect(f"{name}: one finding", len(found) == 1 and len(document["findings"]) == 1,
               [f["text"] for f in document["findings"]])
        for finding in found:
            expect(f"{name}: holder", [h["name"] for h in finding["holders"]] == ["Example Media Group"], finding)
            expect(f"{name}: scope", finding["scope"] == ("photo" if picture else "document"), finding)
            expect(f"{name}: rule", finding["rule"] == "und.notice.sign", finding["rule"])


def test_slices(folder):
    """What a finding covers is written where it says, in each format that has bytes to point into."""
    tried = 0
    for name, content, _ in everywhere():
        # A PDF's text and packed pictures are no bytes of the file; properties stand behind the parts; base64 has no letters.
        if name.startswith(("prop.", "b64.")) or name.endswith(".pdf"):
            continue
        finding = check(folder, name, content)["findings"][0]
        start, end = finding["start"]["offset"], finding["end"]["offset"]
        written = make.source_of(name, content)[start:end]
        expect(f"{name}: slice", make.as_read(written).rstrip(".") == NOTICE, (start, end, written))
        tried += 1
    expect("slices are tried in all formats", tried > 50, tried)


def test_places(folder):
    for name, content, written in (
            ("qp.eml", make.eml(TEXT), b"=C2=A9 2022 Example Media Group. All rights reserved"),
            ("a.rtf", make.rtf(TEXT), b"\\'a9 2022 Example Media Group. All rights reserved"),
            ("iim.jpg", make.jpeg(records=make.iim(NOTICE)), NOTICE.encode()),
            ("a.jpg", make.jpeg(make.xmp(NOTICE)), NOTICE.encode()),
            ("a.tif", make.tiff(NOTICE), NOTICE.encode())):
        finding = check(folder, name, content)["findings"][0]
        start, end = finding["start"]["offset"], finding["end"]["offset"]
        expect(f"{name}: slice of the file", content[start:end] == written, (start, end, content[start:end]))
    document = check(folder, "a.docx", make.docx(BODY))["findings"][0]
    expect("docx: lines are paragraphs", document["start"]["line"] == 3, document["start"])


def test_pages(folder):
    if not HAS_PDF:
        return
    document = check(folder, "a.pdf", make.pdf([NOTICE + "."], more=[[CLEAN], [CLEAN, "", "Source: Reuters"]]))
    expect("pdf: pages", [f["page"] for f in document["findings"]] == [1, 3], document["findings"])
    said = run(folder, "a.pdf").stdout.decode()
    expect("pdf: page in the text", "(page 1)" in said and "(page 3)" in said, said)
    document = check(folder, "scan.pdf", make.pdf([CLEAN], more=[[CLEAN]], scan=600))
    expect("pdf: a page that is a picture is not read", document["status"] == 3 and
           "page 3 of the PDF" in str(document["incomplete"]), document)
    document = check(folder, "logo.pdf", make.pdf([CLEAN], more=[[]], scan=60))
    expect("pdf: an empty page and a small picture", document["incomplete"] is None, document)
    plain = check(folder, "a.txt", TEXT)["findings"][0]
    expect("text has no pages", "page" not in plain, plain)


def test_chapters(folder):
    """A chapter that the reading order names again and again is read once."""
    plain = zipfile.ZipFile(io.BytesIO(make.epub(BODY)))
    again = make.packed([(name, plain.read(name).replace(b"<spine>", b"<spine>" + b'<itemref idref="a"/>' * 5000))
                         for name in plain.namelist()])
    document = check(folder, "again.epub", again)
    expect("epub: a chapter named many times", len(document["findings"]) == 1 and not document["incomplete"], document)


def test_cells(folder):
    """Evidence in a sheet names the cell, and how many more show the same text."""
    notice = NOTICE + "."
    book = make.workbook({
        "Budget": '<row r="2"><c r="B2" t="s"><v>0</v></c></row><row r="7"><c r="AA7" t="s"><v>1</v></c></row>',
        "Pictures '26": '<row><c><v>5</v></c><c t="s"><v>1</v></c></row>'
                        '<row><c t="inlineStr"><is><t>Source: Reuters</t></is></c></row>'}, [CLEAN, notice])
    document = check(folder, "a.xlsx", book)
    expect("xlsx: cells", [f.get("cell") for f in document["findings"]] == ["Budget!AA7 and 1 more", "'Pictures ''26'!A2"],
           document["findings"])
    said = run(folder, "a.xlsx").stdout.decode()
    expect("xlsx: cell in the text", "(cell Budget!AA7 and 1 more)" in said, said)
    for kind in ("markdown", "html"):
        said = run(folder, "--format", kind, "a.xlsx").stdout.decode()
        expect(f"xlsx: cell in {kind}", "cell Budget" in said and "AA7 and 1 more" in said, said)
    empty = '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="9"/></table:table-row>' \
            '<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>Source: AFP</text:p>' \
            "</table:table-cell></table:table-row>"
    document = check(folder, "a.ods", make.ods([CLEAN, notice], empty))
    expect("ods: cells", [f.get("cell") for f in document["findings"]] == ["'Wire 1'!C4", "'Wire 1'!A6"], document["findings"])
    document = check(folder, "foot.xlsx", make.xlsx([CLEAN, "2"], footer=NOTICE))
    expect("xlsx: a footer is in no cell", "cell" not in document["findings"][0], document["findings"])
    document = check(folder, "odd.xlsx", make.workbook(
        {"A": '<row><c r="B0" t="s"><v>99999999999</v></c><c r="ZZZZZZZ1" t="s"><v>0</v></c></row>'}, [notice]))
    expect("xlsx: odd addresses", document["findings"][0].get("cell") == "A!B1", document["findings"])


def test_mailbox(folder):
    photo = make.jpeg(make.xmp(NOTICE))
    attached = EmailMessage()
    attached["From"] = "Desk <desk@example.org>"
    attached.set_content(CLEAN)
    attached.add_attachment(photo, maintype="image", subtype="jpeg", filename="a.jpg")
    broken = b"From: a@example.org\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\n"
    content = make.mbox(make.eml(TEXT), attached.as_bytes(), broken, make.eml(CLEAN))
    (folder / "a.mbox").write_bytes(content)
    done = run(folder, "--format", "jsonl", "a.mbox")
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    expect("mbox: records", [d["document"]["record"] for d in documents] == ["1", "2", "2!a.jpg", "3", "4"],
           [d["document"]["record"] for d in documents])
    expect("mbox: verdicts", [d["verdict"] for d in documents] == ["permission-required", "unknown", "permission-required",
                                                                   None, "unknown"], [d["verdict"] for d in documents])
    expect("mbox: what is not read is told", "encrypted" in str(documents[3]["incomplete"]), documents[3])
    finding = documents[0]["findings"][0]
    start, end = finding["start"], finding["end"]
    written = content[start["offset"]:end["offset"]]
    expect("mbox: slice of the file", written == b"=C2=A9 2022 Example Media Group. All rights reserved", written)
    expect("mbox: line of the file", content[:start["offset"]].count(b"\n") + 1 == start["line"], start)


def test_manifest(folder):
    """Reports on C2PA manifests: the active one speaks."""
    def report(entries, label="cawg.training-mining", wrap=True):
        data = {"entries": entries} if wrap else entries
        old = {"assertions": [{"label": label, "data": {"entries": {"c2pa.ai_training": {"use": "allowed"}}}}]}
        return json.dumps({"active_manifest": "urn:b", "manifests": {
            "urn:a": old, "urn:b": {"claim_generator": "x", "assertions": [{"label": label, "data": data}]}}}, indent=1)
    ban = {"cawg.ai_generative_training": {"use": "notAllowed"}}
    cases = [
        ("ban", report(ban), "forbidden"),
        ("no entries", report(ban, wrap=False), "forbidden"),
        ("old names", report({"c2pa.ai_training": {"use": "notAllowed"}}, "c2pa.training-mining"), "forbidden"),
        ("constrained", report({"cawg.ai_training": {"use": "constrained"}}), "forbidden"),
        ("allowed", report({"cawg.ai_training": {"use": "allowed"}}), "allowed"),
        ("inference only", report({"cawg.ai_inference": {"use": "notAllowed"}}), "unknown"),
        ("plus", report({"plus:DataMining": "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"}), "forbidden"),
        ("rights", report({"dc:rights": {"x-default": NOTICE}}), "permission-required"),
    ]
    for name, content, verdict in cases:
        document = check(folder, "report.json", content, "--use", "ai-train")
        expect(f"manifest, {name}", document["verdict"] == verdict, (document["verdict"], document["findings"]))
    sidecar = b"\0\0\0\x80jumb\0\0\0\x20jumdc2pa cawg.training-mining xcawg.ai_training\xa1cusejnotAllowed"
    expect("manifest, sidecar", check(folder, "a.c2pa", sidecar, "--use", "ai-train")["verdict"] == "forbidden")


def test_words(folder):
    """What the words of a format mean: (name, content, verdict)."""
    deleted = f"<w:p><w:del><w:r><w:delText>{NOTICE}</w:delText></w:r></w:del></w:p>"
    hidden = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{NOTICE}</w:t></w:r></w:p>"
    noted = f"<text:tracked-changes><text:p>{NOTICE}</text:p></text:tracked-changes>"
    comment = f"<text:p>x<office:annotation><text:p>{NOTICE}</text:p></office:annotation></text:p>"
    photo = "Photo: Jane Roe/Getty Images"
    mining = "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING"
    plus = f"<plus:DataMining>{mining}</plus:DataMining>"
    policy = json.dumps({"@type": "Set", "prohibition": [{"action": "distribute", "target": "x"}]})
    expression = ('<Iptc4xmpExt:EmbdEncRightsExpr xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"><rdf:Bag>'
                  '<rdf:li rdf:parseType="Resource"><Iptc4xmpExt:EncRightsExpr>' + escape(policy) +
                  "</Iptc4xmpExt:EncRightsExpr></rdf:li></rdf:Bag></Iptc4xmpExt:EmbdEncRightsExpr>")
    licence = ('<rsl:rsl xmlns:rsl="https://rslstandard.org/rsl"><rsl:content url=""><rsl:license><rsl:prohibits type="usage">'
               "ai-train</rsl:prohibits></rsl:license></rsl:content></rsl:rsl>")
    manifest = b"jumb cawg.training-mining xcawg.ai_generative_training\xa1cusejnotAllowed"
    cases = [
        ("deleted.docx", make.docx(BODY[:1], body=deleted), "republish", "unknown"),
        ("hidden.docx", make.docx(BODY[:1], body=hidden), "republish", "unknown"),
        ("caption.docx", make.docx(BODY[:1] + [("Beschriftung", photo)]), "republish", "unknown"),
        ("caption2.docx", make.docx(BODY[:1] + [("Beschriftung", NOTICE)]), "republish", "unknown"),
        ("deleted.odt", make.odt(BODY[:1], body=noted), "republish", "unknown"),
        ("comment.odt", make.odt(BODY[:1], body=comment), "republish", "unknown"),
        ("caption.odt", make.odt(BODY[:1] + [("P1", NOTICE)]), "republish", "unknown"),
        ("prompt.pptx", make.pptx([CLEAN], "", NOTICE), "republish", "unknown"),
        ("empty.pptx", make.pptx([]), "republish", "unknown"),
        ("clean.epub", make.epub(BODY[:1]), "republish", "unknown"),
        ("clean.rtf", make.rtf(CLEAN), "republish", "unknown"),
        ("hidden.rtf", b"{\\rtf1 " + CLEAN.encode("ascii", "ignore") + b"{\\v (c) 2022 Example Media Group}}",
         "republish", "unknown"),
        ("clean.eml", make.eml(CLEAN), "republish", "unknown"),
        ("clean.jpg", make.jpeg(make.xmp("")), "republish", "unknown"),
        ("cc.jpg", make.jpeg(make.xmp("https://creativecommons.org/licenses/by/4.0/")), "republish", "conditional"),
        ("agency.jpg", make.jpeg(records=make.iim("", "Reuters")), "republish", "permission-required"),
        ("mining.jpg", make.jpeg(make.xmp("", plus)), "ai-train", "forbidden"),
        ("mining2.jpg", make.jpeg(make.xmp("", plus)), "republish", "unknown"),
        ("odrl.jpg", make.jpeg(make.xmp("", expression)), "redistribute", "forbidden"),
        ("rsl.jpg", make.jpeg(make.xmp("", licence)), "ai-train", "forbidden"),
        ("rsl.html", f"<script type=application/rsl+xml>{licence}</script><p>{CLEAN}</p>", "ai-train", "forbidden"),
        ("rsl2.html", f"<link rel=license type=application/rsl+xml href=/rsl.xml><p>{CLEAN}</p>", "ai-train", "unknown"),
        ("gone.html", f'<meta name=robots content="unavailable_after: 2 Jan 2020"><p>{CLEAN}</p>', "search", "forbidden"),
        ("c2pa.jpg", make.jpeg(manifest=manifest), "ai-train", "forbidden"),
        ("cc.md", f"---\nlicense: CC-BY-4.0\n---\n\n{CLEAN}\n", "republish", "conditional"),
        ("cc2.md", f"---\nlicense:\n  name: CC BY\n  url: https://creativecommons.org/licenses/by/4.0/\n---\n\n{CLEAN}\n",
         "republish", "conditional"),
        ("source.md", f"---\nsource: Reuters\n---\n\n{CLEAN}\n", "republish", "permission-required"),
        ("author.md", f"---\nauthor: Jane Roe\n---\n\n{CLEAN}\n", "republish", "unknown"),
        ("tdm.md", f"---\ntdm-reservation: 1\n---\n\n{CLEAN}\n", "tdm", "forbidden"),
        ("rule.md", f"---\n\n{CLEAN}\n\nsource: the mayor\n", "republish", "unknown"),
    ]
    for name, content, use, verdict in cases:
        document = check(folder, name, content, "--use", use)
        expect(f"{name}: {use}", document["verdict"] == verdict,
               (document["verdict"], document["said"], [f["text"] for f in document["findings"]]))


def in_each_xml(change):
    """name -> content, with change(XML) for each format that is XML or a package of it."""
    texts = ["Rain fell on Sunday.", "The river rose."]
    for name, content in make.news(texts).items():
        if isinstance(content, str) and content.startswith("<") and "CDATA" not in content:
            yield name, change(content)
    body = [("Standard", text) for text in texts]
    for name, content in (("a.docx", make.docx(body)), ("a.odt", make.odt(body)), ("a.xlsx", make.xlsx(texts)),
                          ("a.pptx", make.pptx(texts)), ("a.ods", make.ods(texts))):
        package = zipfile.ZipFile(io.BytesIO(content))
        members = [(member, package.read(member).decode()) for member in package.namelist()]
        yield name, make.packed([(m, change(xml) if "Rain" in xml else xml) for m, xml in members])
    yield "a.xmp", change(make.xmp("Rain fell").decode())


def test_hostile_xml(folder):
    """Entities that multiply or stand in other files, deep nesting and huge attributes, in every reader of XML."""
    (folder / "secret").write_text(NOTICE)
    def declared(entities):
        return lambda xml: f"<!DOCTYPE x [{entities}]>" + xml.replace("Rai", "&h;Rai", 1)
    bomb = '<!ENTITY a "' + "a" * 60 + '">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(7))
    attacks = [("bomb", declared(bomb), "multiply"),
               ("other file", declared('<!ENTITY h SYSTEM "secret">'), "which is not read"),
               ("depth", lambda xml: xml.replace("Rai", "<b>" * 3000 + "Rai", 1), "nested"),
               ("attribute", lambda xml: xml.replace("Rai", f"<b c='{'x' * 5_000_000}'/>Rai", 1), "attribute")]
    for what, change, said in attacks:
        for name, content in in_each_xml(change):
            if what in ("depth", "attribute") and "&lt;" in str(content):
                continue  # markup in markup is the HTML parser's
            document = check(folder, name, content)
            expect(f"{what} in {name}", document["status"] == 3 and said in document["said"],
                   (document["status"], document["said"]))
            expect(f"{what} in {name}: nothing from outside", "Example Media" not in str(document["findings"]), document)


def test_errors(folder):
    whole = make.docx(BODY)
    cases = [
        ("cut.docx", whole[:len(whole) // 2], "cut.docx"),
        ("none.docx", make.packed([("a.txt", CLEAN)]), "word/document.xml"),
        ("old.doc", make.compound("WordDocument"), "save it as .docx"),
        ("old.xls", make.compound("Workbook"), "save it as .xlsx"),
        ("old.ppt", make.compound("PowerPoint Document"), "save it as .pptx"),
        ("mail.msg", make.compound("__properties_version1.0"), "save it as .eml"),
        ("sealed.xlsx", make.compound("EncryptedPackage"), "password"),
        ("anything", make.compound("WordDocument"), "old Word document"),
        ("binary.xlsb", make.packed([("xl/workbook.bin", "x"), ("xl/worksheets/sheet1.bin", "x")]), "save it as .xlsx"),
        ("none.xlsx", make.packed([("a.txt", CLEAN)]), "xl/worksheets"),
        ("broken.xlsx", make.packed([("xl/sharedStrings.xml", "<sst><si>")]), "sharedStrings"),
        ("none.mbox", CLEAN, "no mailbox"),
        ("none.c2pa", CLEAN, "JSON"), ("none2.c2pa", "{}", "manifests"),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        ("broken.docx", make.packed([("word/document.xml", "<w:document><w:p>")]), "word/document.xml"),
        ("none.odt", make.packed([("a.txt", CLEAN)]), "content.xml"),
        ("secret.odt", make.packed([("META-INF/manifest.xml", "<m:encryption-data xmlns:m='x'/>"), ("content.xml", "x")]),
         "encrypted"),
        ("none.epub", make.packed([("a.txt", CLEAN)]), "package file"),
        ("locked.epub", make.epub(BODY, encrypted="O/text/a b.xhtml"), "encrypted"),
        ("cut.rtf", make.rtf(TEXT)[:-1], "cut short"),
        ("bin.rtf", b"{\\rtf1 Rain.\\bin999999999999 " + NOTICE.encode("latin-1") + b"}", "cut short"),
        ("no.rtf", CLEAN, "no RTF"),
        ("sealed.eml", "From: a@example.org\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\n", "encrypted"),
        ("cut.jpg", make.jpeg(make.xmp(NOTICE))[:200], "cut short"),
        ("cut.png", make.png()[:40], "cut short"),
        ("broken.xmp", make.xmp(NOTICE)[:-60], "xmp"),
        ("bomb.docx", make.packed([("word/document.xml", b"<a>" + b" " * 200_000_000)]), "bombs"),
    ]
    if HAS_PDF:
        cases += [("cut.pdf", make.pdf([CLEAN])[:-300], "cannot be read"), ("empty.pdf", make.pdf([]), "no text"),
                  ("no.pdf", b"%PDF-1.4\n nothing", "PDF")]
    for name, content, said in cases:
        document = check(folder, name, content)
        expect(f"{name}: status", document["status"] in (1, 3) and document["incomplete"], document["status"])
        expect(f"{name}: says why", name in document["said"] and said in document["said"], document["said"])
    (folder / "a.pdf").write_bytes(make.pdf([CLEAN]))
    done = run(folder, "a.pdf", path=str(folder))
    expect("without pdftotext", done.returncode == 3 and b"poppler-utils" in done.stderr, done.stderr)
    (folder / "pdftotext").write_text("#!/bin/sh\necho x > written; echo out; echo \"$LC_ALL $HOME\"\n")
    (folder / "pdftotext").chmod(0o755)
    done = run(folder, "--format", "jsonl", "a.pdf", path=f"{folder}:/usr/bin:/bin")
    expect("programs write no files", not (folder / "written").exists() or
           not (folder / "written").read_bytes(), done.stderr)
    (folder / "pdftotext").write_text("#!/bin/sh\nx=$(printf %04000d 0); while :; do echo $x; done\n")
    done = run(folder, "a.pdf", path=f"{folder}:/usr/bin:/bin")
    expect("endless output", done.returncode == 3 and b"stopped" in done.stderr, done.stderr)


def main():
    for test in (test_same, test_slices, test_places, test_pages, test_cells, test_mailbox, test_manifest, test_words, test_hostile_xml, test_errors):
        with tempfile.TemporaryDirectory() as folder:
            test(pathlib.Path(folder))
    if not HAS_PDF:
        print("documents: PDF was not tried, pdftotext is not installed", file=sys.stderr)
    print("\n".join(failures) if failures else "documents: as expected")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
