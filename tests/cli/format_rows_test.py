#!/usr/bin/env python3
"""format_rows_test.py PROGRAM: every row of `imprimatur formats`, claim by claim.

ROWS has, for each format and for each thing that its row says is read, whole documents that show it.
A row without samples, a claim without one, a sample without its claim, and a suffix under which the
sample is not read are failures. What a finding covers is cut out of the source and compared.
One line a failure; exit status 1 if there is any.
"""

import bz2
import gzip
import io
import json
import lzma
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
import zlib
from email.message import EmailMessage

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import documents as make  # noqa: E402

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
CLEAN = "It rained on Sunday in the valley \u2013 and the river rose by a metre over the night."
NOTICE = "\u00a9 2022 Example Media Group. All rights reserved"
BAN = "This text may not be published without the written permission of Example Media Group"
BY = "https://creativecommons.org/licenses/by/4.0/"
BODY = [("Standard", CLEAN), ("Standard", NOTICE + ".")]
MINING = json.dumps({"@type": "Set", "prohibition": [{"action": "distribute", "target": "x"}]})
RSL = ('<rsl:rsl xmlns:rsl="https://rslstandard.org/rsl"><rsl:content url=""><rsl:license><rsl:prohibits type="usage">'
       "ai-train</rsl:prohibits></rsl:license></rsl:content></rsl:rsl>")
MANIFEST = b"jumb cawg.training-mining xcawg.ai_generative_training\xa1cusejnotAllowed"
SIDECAR = b"\0\0\0\x80jumb\0\0\0\x20jumdc2pa " + MANIFEST[5:]
failures = []


def found(text=NOTICE, **of):
    """A finding covers this text, where it is written; `of`: more of that finding."""
    def look(documents, content, name):
        findings = [(f, d) for d in documents for f in d["findings"] if f["text"].rstrip(".") == text]
        if not findings:
            return f"no finding {text!r}: {[f['text'] for d in documents for f in d['findings']]}"
        finding, document = findings[0]
        for key, value in of.items():
            if finding[key] != value:
                return f"{key} of the finding is {finding[key]!r}, not {value!r}"
        source = make.source_of(name, content, document["document"]["record"])
        if isinstance(content, bytes) and content.startswith(b"PK") and finding["zone"] == "metadata":
            return None  # properties of a package stand behind its parts
        written = source[finding["start"]["offset"]:finding["end"]["offset"]] if source is not None else None
        if written is not None and make.as_read(written).rstrip(".") != text:
            return f"{written!r} is written there, not {text!r}"
        return None
    return look


def verdict(**uses):
    """The verdicts of uses, of the worst document; `republish` is the question."""
    def look(documents, *_):
        for use, wanted in uses.items():
            got = [d["verdict"] if use == "republish" else d["verdicts"][use.replace("_", "-")] for d in documents]
            if wanted not in got or (wanted == "unknown" and set(got) != {wanted}):
                return f"{use} is {got}, not {wanted}"
        return None
    return look


def records(*names):
    def look(documents, *_):
        got = [d["document"]["record"] for d in documents]
        return None if got == list(names) else f"records are {got}"
    return look


def told(words):
    def look(documents, *_):
        said = " ".join((d["incomplete"] or {}).get("message", "") for d in documents)
        return None if words in said else f"{words!r} is not in {said!r}"
    return look


def page(body="", head=""):
    return f"<html><head>{head}</head><body><article><p>{CLEAN}</p>{body}</article></body></html>"


def mail(**headers):
    message = EmailMessage()
    for name, value in ({"From": "Desk <desk@example.org>", "Subject": "Rain"} | headers).items():
        message[name] = value
    return message


def written_mail(text=CLEAN, **headers):
    message = mail(**headers)
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()


def both_ways():
    message = mail()
    message.set_content(f"{CLEAN}\n\n{NOTICE}.\n", cte="quoted-printable")
    message.add_alternative(f"<p>{CLEAN}</p><p>{NOTICE}.</p>", subtype="html", cte="base64")
    return message.as_bytes()


def with_attachment():
    message = mail()
    message.set_content(CLEAN)
    message.add_attachment(f"{CLEAN}\n\n{NOTICE}.\n", filename="a.txt", cte="8bit")
    return message.as_bytes()


def once(text):
    """One finding, wherever the words stand."""
    def look(documents, *_):
        count = sum(f["text"].rstrip(".") == text for d in documents for f in d["findings"])
        return None if count == 1 else f"{count} findings"
    return look


def tar(members, mode="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, text in members:
            data = text if isinstance(text, bytes) else text.encode()
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


TEXT = f"{CLEAN}\n\n{NOTICE}.\n"


def zstandard(data):
    """A frame of one raw block (RFC 8878), which needs no library."""
    return b"\x28\xb5\x2f\xfd\xa0" + struct.pack("<I", len(data)) + struct.pack("<I", len(data) << 3 | 1)[:3] + data


def packed_rows(suffix, pack, single, members):
    return {"the file in it": [(f"a.txt.{suffix}", pack(TEXT.encode()), single)],
            "or each member of a tar": [(f"a.tar.{suffix}", pack(tar([("x.txt", CLEAN), ("b.txt", TEXT)])), members)]}


def packages():
    photo = "Photo: Jane Doe/Getty Images"
    header = (f'<w:hdr xmlns:w="{make.W}"><w:p><w:r><w:t>{NOTICE}</w:t></w:r></w:p></w:hdr>')
    notes = (f'<w:footnotes xmlns:w="{make.W}"><w:footnote w:id="2"><w:p><w:r><w:t>{NOTICE}.</w:t></w:r></w:p></w:footnote>'
             "</w:footnotes>")
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Reuters</w:t></w:r></w:p>'
    return {
        "epub": {
            "chapters in reading order": [("a.epub", make.epub(BODY), found(counts=True))],
            "rights of the package": [("a.epub", make.epub(BODY[:1], properties=NOTICE), found(zone="metadata"))]},
        "opendocument": {
            "text": [("a.odt", make.odt(BODY), found(counts=True))],
            "headings": [("a.odt", make.odt(BODY[:1], body=f'<text:h text:outline-level="1">{NOTICE}</text:h>'), found())],
            "captions": [("a.odt", make.odt(BODY[:1] + [("P1", NOTICE)]), found(scope="photo", counts=False))],
            "cells": [("a.ods", make.ods([CLEAN, NOTICE + "."]), found(cell="'Wire 1'!A2"))],
            "page headers and footers": [("a.odt", make.odt(BODY[:1], footer=NOTICE), found(zone="footer"))],
            "properties": [("a.odt", make.odt(BODY[:1], properties=NOTICE), found(zone="metadata"))]},
        "office": {
            "text": [("a.docx", make.docx(BODY), found(counts=True)), ("a.pptx", make.pptx([CLEAN, NOTICE + "."]), found())],
            "headings": [("a.docx", make.docx(BODY, body=heading), verdict(republish="permission-required"))],
            "captions": [("a.docx", make.docx(BODY[:1] + [("Beschriftung", photo)]), found(photo, scope="photo", counts=False))],
            "notes": [("a.docx", make.with_member(make.docx(BODY[:1]), "word/footnotes.xml", notes), found())],
            "page headers and footers": [("a.docx", make.docx(BODY[:1], footer=NOTICE), found(zone="footer")),
                                         ("a.docx", make.with_member(make.docx(BODY[:1]), "word/header1.xml", header), found())],
            "properties": [("a.docx", make.docx(BODY[:1], properties=NOTICE), found(zone="metadata"))]},
        "spreadsheet": {
            "words in cells": [("a.xlsx", make.xlsx([CLEAN, NOTICE + ".", "2"]), found())],
            "boxes": [("a.xlsx", make.with_member(
                make.xlsx([CLEAN, "2"]), "xl/drawings/drawing1.xml",
                '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
                'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:txBody><a:p><a:r><a:t>'
                f"{NOTICE}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"), found())],
            "page headers and footers": [("a.xlsx", make.xlsx([CLEAN, "2"], footer=NOTICE), found())],
            "properties": [("a.xlsx", make.xlsx([CLEAN], properties=NOTICE), found(zone="metadata"))]},
        "old-office": {
            "not read: told apart from others": [("a.doc", make.compound("WordDocument"), told("old Word document")),
                                                 ("a.xls", make.compound("Workbook"), told("old Excel"))],
            "with what to do": [("a.ppt", make.compound("PowerPoint Document"), told("save it as .pptx"))],
            "RTF or HTML with such a name is read": [("a.doc", make.rtf(TEXT), found()), ("a.doc", page(f"<p>{NOTICE}.</p>"), found())]},
    }


def pictures():
    packet, plus = make.xmp(NOTICE), dict(scope="photo", zone="metadata")
    latin = NOTICE.encode("latin-1")
    exif, xmp, manifest = found(**plus), found(**plus), verdict(ai_train="forbidden")
    record = b"\x1c\x02\x74" + struct.pack(">H", len(latin)) + latin
    iptc = struct.pack("<HHII", 33723, 1, len(record), 26)
    named = b"Copyright\0"
    return {
        "jpeg": {"rights in XMP": [("a.jpg", make.jpeg(packet), xmp)],
                 "IPTC IIM": [("a.jpg", make.jpeg(records=make.iim(NOTICE)), found(**plus))],
                 "Exif": [("a.jpg", make.jpeg(exif=make.tiff(NOTICE, ">")), exif)],
                 "C2PA": [("a.jpg", make.jpeg(manifest=MANIFEST), manifest)]},
        "png": {"rights in XMP": [("a.png", make.png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet)), xmp),
                                  ("a.png", make.png((b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(packet))),
                                   verdict(republish="permission-required"))],
                "RSL": [("a.png", make.png((b"iTXt", b"rsl\0\0\0\0\0" + RSL.encode())), manifest),
                        ("a.png", make.png((b"zTXt", b"License\0\0" + zlib.compress(RSL.encode()))), manifest)],
                "texts": [("a.png", make.png((b"tEXt", named + latin)), found(**plus)),
                          ("a.png", make.png((b"iTXt", named + b"\0\0en\0\0" + NOTICE.encode())), found(**plus)),
                          ("a.png", make.png((b"iTXt", b"Disclaimer\0\0\0\0\0" + BAN.encode() + b".")),
                           verdict(republish="forbidden")),
                          ("a.png", make.png((b"zTXt", named + b"\0" + zlib.compress(latin))),
                           verdict(republish="permission-required")),
                          ("a.png", make.png((b"iTXt", b"License\0\1\0\0\0" + zlib.compress(BY.encode()))),
                           verdict(republish="conditional"))],
                "Exif": [("a.png", make.png((b"eXIf", make.tiff(NOTICE, ">"))), exif)],
                "C2PA": [("a.png", make.png((b"caBX", MANIFEST)), manifest)]},
        "webp": {"rights in XMP": [("a.webp", make.webp(packet), xmp)],
                 "Exif": [("a.webp", make.riff((b"VP8 ", b"ab"), (b"EXIF", make.tiff(NOTICE))), exif)],
                 "C2PA": [("a.webp", make.riff((b"VP8 ", b"ab"), (b"C2PA", MANIFEST)), manifest)]},
        "tiff": {"rights in XMP": [("a.tif", make.tiff_entry(700, packet), xmp)],
                 "IPTC IIM": [("a.tif", b"II*\0" + struct.pack("<IH", 8, 1) + iptc + struct.pack("<I", 0) + record, exif)],
                 "tags": [("a.tif", make.tiff(NOTICE), exif), ("a.tiff", make.tiff(NOTICE, ">"), exif)]},
        "mp3": {"rights in ID3: copyright": [
                    ("a.mp3", make.id3(("TCOP", b"\x03" + NOTICE[2:].encode())), found(NOTICE[2:], zone="metadata")),
                    ("a.mp3", make.id3(("TCOP", b"\x01" + NOTICE[2:].encode("utf-16"))),
                     verdict(republish="permission-required")),
                    ("a.mp3", make.id3(("TCR", b"\0" + NOTICE[2:].encode()), version=2), found(NOTICE[2:])),
                    ("a.mp3", make.id3(("TIT2", b"\3Rain"), version=3), verdict(republish="unknown"))],
                "terms of use": [("a.mp3", make.id3(("USER", b"\3eng" + BAN.encode() + b".")), verdict(republish="forbidden")),
                                 ("a.mp3", make.id3(("TXXX", b"\3Usage Terms\0" + BAN.encode() + b"."), version=3),
                                  verdict(republish="forbidden"))],
                "licence addresses": [("a.mp3", make.id3(("WCOP", BY.encode()), version=3), verdict(republish="conditional")),
                                      ("a.mp3", make.id3(("TXXX", b"\1" + "License\0".encode("utf-16") + BY.encode("utf-16"))),
                                       verdict(republish="conditional"))],
                "XMP": [("a.mp3", make.id3(("PRIV", b"XMP\0" + packet)), found(zone="metadata"))],
                "RSL": [("a.mp3", make.id3(("TXXX", b"\3RSL\0" + RSL.encode())), manifest),
                        ("a.mp3", make.id3(("GEOB", b"\0application/rsl+xml\0\0\0" + RSL.encode())), manifest)]},
        "xmp": {"rights of the image it belongs to": [("a.xmp", packet, found(**plus))]},
        "c2pa": {"training": [("a.c2pa", SIDECAR, manifest)],
                 "mining": [("a.c2pa", SIDECAR.replace(b"ai_generative_training", b"data_mining"), verdict(tdm="forbidden"))],
                 "IPTC rights of the active manifest": [("a.json", json.dumps(
                     {"active_manifest": "b", "manifests": {
                         "a": {"assertions": [{"label": "stds.iptc", "data": {"dc:rights": "\u00a9 2001 Another Group"}}]},
                         "b": {"assertions": [{"label": "cawg.metadata", "data": {"dc:rights": {"x-default": NOTICE}}}]}}},
                     ensure_ascii=False), found())],
                 "not verified": [("a.c2pa", SIDECAR, noted("Its signature is not verified"))]},
    }


def noted(words):
    """Some reason says so, asked for training."""
    def look(documents, *_):
        return None if words in json.dumps(documents, ensure_ascii=False) else f"nobody says {words!r}"
    look.use = "ai-train"
    return look


def exchange():
    plain = make.news([CLEAN, NOTICE + "."])
    clean = make.news([CLEAN])
    item = f"<title>Rain</title><description>{CLEAN}</description>"
    media = 'xmlns:media="http://search.yahoo.com/mrss/"'

    def rss(items, channel="", names=""):
        return f'<rss version="2.0" {names}><channel><title>Port</title>{channel}{items}</channel></rss>'

    def into(name, mark, more):
        assert mark in clean[name], (name, mark)
        return clean[name].replace(mark, more + mark, 1)

    def g2(rights="", status='<pubStatus qcode="stat:usable"/>'):
        return clean["g2.xml"].replace("<itemMeta>", f"{rights}<itemMeta>").replace('<pubStatus qcode="stat:usable"/>', status)

    odrl = ('<rightsInfo><rightsExpressionXML langid="http://www.w3.org/ns/odrl/2/"><o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/" '
            'type="http://www.w3.org/ns/odrl/2/Set"><o:prohibition><o:action name="http://www.w3.org/ns/odrl/2/distribute"/>'
            "</o:prohibition></o:Policy></rightsExpressionXML></rightsInfo>")
    packages_g2 = ('<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:2"><rightsInfo><copyrightNotice>'
                   f"{NOTICE}.</copyrightNotice></rightsInfo><itemMeta><itemClass qcode=\"ninat:composite\"/></itemMeta>"
                   f"<contentMeta><headline>{CLEAN}</headline></contentMeta></packageItem>")
    ninjs = json.loads(clean["v1.ninjs"])

    def item_of(**members):
        return json.dumps(ninjs | members, ensure_ascii=False)

    usage = f"<RightsMetadata><UsageRights><Limitations>{BAN}.</Limitations></UsageRights></RightsMetadata>"
    held = dict(republish="forbidden")
    docdata = "<head><title>Rain</title>"
    def datacite(rights="", title="Rain", description=CLEAN, kind="Text"):
        return ('<resource xmlns="http://datacite.org/schema/kernel-4"><identifier identifierType="DOI">10.5072/x</identifier>'
                f'<rightsList>{rights}</rightsList><titles><title>{title}</title></titles><resourceType resourceTypeGeneral="{kind}">x'
                f'</resourceType><descriptions><description descriptionType="Abstract">{description}</description></descriptions>'
                "</resource>")
    notice = f"<rights>{NOTICE}.</rights>"
    return {
        "datacite": {
            "titles": [("a.datacite", datacite(title=NOTICE), found())],
            "descriptions": [("a.datacite", datacite(description=f"{CLEAN} {NOTICE}."), found())],
            "rightsList": [("a.xml", datacite(notice), found(zone="metadata")),
                           ("a.xml", datacite(f'<rights rightsURI="{BY}"/>'), verdict(republish="conditional")),
                           ("a.xml", datacite(notice, kind="Dataset"), found(counts=False))]},
        "feed": {
            "a document for each item": [("a.rss", rss(f"<item>{item}</item>" + f"<item>{item}</item>"), records("1", "2")),
                                         ("a.atom", plain["a.atom"], found()), ("a.wxr", plain["a.wxr"], found()),
                                         ("a.rdf", plain["rss10.rdf"], found())],
            "rights of item": [("a.rss", rss(f"<item>{item}<dc:rights>{NOTICE}.</dc:rights></item>",
                                             names='xmlns:dc="http://purl.org/dc/elements/1.1/"'), found(zone="metadata"))],
            "feed": [("a.rss", rss(f"<item>{item}</item>", f"<copyright>{NOTICE}.</copyright>"), found(zone="metadata"))],
            "media": [("a.rss", rss(f"<item>{item}<media:content><media:copyright>{NOTICE}</media:copyright></media:content></item>",
                                    names=media), found(scope="photo", counts=False))]},
        "newsml-g2": {
            "a document for each news or package item": [("a.g2", plain["g2.xml"], found(counts=True)), ("a.g2", packages_g2, found())],
            "rightsInfo": [("a.g2", g2(f"<rightsInfo><usageTerms>{BAN}.</usageTerms></rightsInfo>"), found(BAN))],
            "status": [("a.g2", g2(status='<pubStatus qcode="stat:canceled"/>'), verdict(**held))],
            "embargo": [("a.g2", g2(status="<embargoed>2050-01-01T06:00:00Z</embargoed>"), verdict(**held))],
            "ODRL": [("a.g2", g2(odrl), verdict(redistribute="forbidden"))]},
        "newsml": {
            "a document for each news item": [("a.newsml", plain["newsml1.xml"], found(counts=True))],
            "its lines": [("a.newsml", into("newsml1.xml", "</NewsLines>", f"<CopyrightLine>{NOTICE}.</CopyrightLine>"), found())],
            "RightsMetadata": [("a.newsml", into("newsml1.xml", "<ContentItem>", usage), found(BAN))],
            "status": [("a.newsml", clean["newsml1.xml"].replace("Usable", "Canceled"), verdict(**held))]},
        "appl": {
            "text": [("a.appl", plain["a.appl"], found(counts=True))],
            "lines": [("a.appl", into("a.appl", "</NewsLines>", f"<CopyrightLine>{NOTICE}.</CopyrightLine>"), found())],
            "rights": [("a.appl", into("a.appl", "<PublicationComponent", usage), found(BAN))],
            "status": [("a.appl", into("a.appl", "<NewsLines>", "<PublicationManagement><PublishingStatus>Canceled</PublishingStatus>"
                                                                "</PublicationManagement>"), verdict(**held))]},
        "nitf": {
            "headline": [("a.nitf", clean["nitf.xml"].replace("<hl1>Rain", f"<hl1>{NOTICE}"), found())],
            "byline": [("a.nitf", into("nitf.xml", "</body.head>", "<byline>By Reuters</byline>"),
                        verdict(republish="permission-required"))],
            "dateline": [("a.nitf", into("nitf.xml", "</body.head>", "<dateline>ANKARA (AA)</dateline>"),
                          verdict(republish="permission-required"))],
            "captions": [("a.nitf", into("nitf.xml", "</body.content>", f"<media><media-caption>{NOTICE}</media-caption></media>"),
                          found(scope="photo", counts=False))],
            "doc.copyright": [("a.nitf", into("nitf.xml", "</head>", '<docdata><doc.copyright year="2022" holder="Example Media Group"/>'
                                                                     "</docdata>"), verdict(republish="permission-required"))],
            "doc.rights": [("a.nitf", into("nitf.xml", "</head>", f'<docdata><doc.rights limitations="{BAN}."/></docdata>'), found(BAN))],
            "rights": [("a.nitf", into("nitf.xml", "</body.head>", f"<rights>{BAN}.</rights>"), found(BAN))],
            "release": [("a.nitf", clean["nitf.xml"].replace(docdata, docdata + '<docdata><date.release norm="20500101T060000Z"/></docdata>'),
                         verdict(**held))],
            "expiry": [("a.nitf", into("nitf.xml", "</head>", '<docdata><doc.rights enddate="20200101" limitations="Free for '
                                                               'publication with credit to Port Daily."/></docdata>'),
                        verdict(republish="permission-required")),
                       ("a.nitf", into("nitf.xml", "</head>", '<docdata><doc.rights enddate="20500101" limitations="Free for '
                                                               'publication with credit to Port Daily."/></docdata>'),
                        verdict(republish="conditional"))]},
        "ninjs": {
            "a document for each item": [("a.ninjs", json.dumps([ninjs, ninjs | {"uri": "urn:2"}]), records("urn:1", "urn:2")),
                                         ("a.ninjs", plain["v1.ninjs"], found(counts=True)), ("a.ninjs", plain["v2.ninjs"], found()),
                                         ("a.ninjs", plain["v3.ninjs"], found()), ("a.ninjs", plain["ap.json"], found()),
                                         ("a.ninjs", plain["cms.json"], found())],
            "its rights": [("a.ninjs", item_of(usageterms=BAN + "."), found(BAN))],
            "status": [("a.ninjs", item_of(pubstatus="canceled"), verdict(**held))],
            "embargo": [("a.ninjs", item_of(embargoed="2050-01-01T06:00:00Z"), verdict(**held))],
            "ODRL": [("a.ninjs", item_of(rightsinfo={"langid": "http://www.w3.org/ns/odrl/2/", "encodedrights": MINING}),
                      verdict(redistribute="forbidden"))],
            "parts apart": [("a.ninjs", item_of(associations={"main": {"type": "picture", "copyrightnotice": NOTICE + "."}}),
                             found(scope="photo", counts=False))]},
        "wire": {
            "a document for each message": [("a.iptc7901", plain["a.iptc7901"], found(counts=True)),
                                            ("a.anpa", plain["a.anpa"] * 2, records("a0715", "a0715#2"))],
            "header as metadata": [("a.iptc7901", clean["a.iptc7901"].replace(b"dpa1 4 pl 30 rain 1", b"eca0001 4 rs 46 dpa 0027"),
                                    verdict(republish="permission-required"))],
            "editors' notes": [("a.anpa", clean["a.anpa"].replace(b"^Rain<", b"^Rain<\r\n^Eds: Not for publication.<"),
                                verdict(**held))]},
    }


ROWS = {
    "text": {"zones by shape": [("a.txt", f"Rain\n\nANKARA (AA) - {CLEAN}\n", found("ANKARA (AA) -", zone="dateline")),
                                ("a.txt", TEXT, found())]},
    "markdown": {"zones by shape": [("a.md", f"# Rain\n\n> The label says: {NOTICE}.\n\n{CLEAN}\n", found(zone="quote", counts=False))],
                 "front matter": [("a.md", f'---\ncopyright: "{NOTICE}"\n---\n\n{CLEAN}\n', found(zone="metadata"))]},
    "html": {
        "article": [("a.html", page(f"<p>{NOTICE}.</p>"), found(scope="document", counts=True))],
        "captions": [("a.html", page(f"<figure><img src=a.jpg><figcaption>{NOTICE}</figcaption></figure>"),
                      found(zone="caption", scope="photo", counts=False))],
        "quotations": [("a.html", page(f"<blockquote><p>The label says: {NOTICE}.</p></blockquote><p>{CLEAN}</p>"), found(zone="quote", counts=False))],
        "page frame": [("a.html", page().replace("</article>", f"</article><footer>{NOTICE}.</footer>"),
                        found(zone="footer", scope="site"))],
        "rights in meta": [("a.html", page(head=f'<meta name="copyright" content="{NOTICE}">'), found(zone="metadata"))],
        "links": [("a.html", page(head=f'<link rel="license" href="{BY}">'), verdict(republish="conditional"))],
        "JSON-LD": [("a.html", page(head='<script type="application/ld+json">' + json.dumps(
            {"@type": "NewsArticle", "copyrightNotice": NOTICE}, ensure_ascii=False) + "</script>"), found(zone="metadata"))],
        "microdata": [("a.html", page(f'<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="copyrightNotice" '
                                      f'content="{NOTICE}"></div>'), found(zone="metadata"))]},
    "mailbox": {"a document for each message": [("a.mbox", make.mbox(make.eml(TEXT), make.eml(CLEAN)), records("1", "2"))],
                "its attachments as members": [("a.mbox", make.mbox(with_attachment()), records("1", "1!a.txt"))]},
    "mail": {"sender": [("a.eml", written_mail(From='"Reuters" <news@example.org>'), verdict(republish="permission-required"))],
             "subject": [("a.eml", written_mail(Subject="EMBARGOED until 1 January 2050: Rain"), verdict(republish="forbidden"))],
             "the body once": [("a.eml", both_ways(), once(NOTICE))],
             "each attachment as a member": [("a.eml", with_attachment(), records(None, "a.txt"))]},
    "rtf": {"text": [("a.rtf", make.rtf(TEXT), found())],
            "headers and footers": [("a.rtf", make.rtf(CLEAN)[:-1] + make.rtf(NOTICE).replace(b"{\\rtf1\\ansi", b"{\\footer", 1)
                                     .replace(b"{\\fonttbl{\\f0 Times;}}", b"") + b"}", found())],
            "custom properties": [("a.rtf", make.rtf(CLEAN).replace(
                b"\\f0 ", b"{\\*\\userprops{\\propname Copyright}\\proptype30{\\staticval " + b"\\'a9" + NOTICE[1:].encode() + b"}}\\f0 ",
                1), found(zone="metadata"))]},
    **packages(),
    "pdf": {"text by pdftotext (poppler-utils)": [("a.pdf", make.pdf([CLEAN, "", NOTICE + "."]), found())],
            "rights in XMP": [("a.pdf", make.pdf([CLEAN], make.xmp(NOTICE)), found(zone="metadata"))]},
    **pictures(),
    "zip": {'each member': [("a.zip", make.packed([("x.txt", CLEAN), ("b.txt", TEXT)]), records("x.txt", "b.txt")),
                            ("a.zip", make.packed([("b.txt", TEXT)]), found())],
            '"a.zip!b.html"': [("a.zip", make.packed([("b.html", page(f"<p>{NOTICE}.</p>"))]), records("b.html"))],
            "also archives in it": [("a.zip", make.packed([("in.zip", make.packed([("b.txt", TEXT)]))]), records("in.zip!b.txt"))]},
    "tar": {'each member': [("a.tar", tar([("x.txt", CLEAN), ("b.txt", TEXT)]), records("x.txt", "b.txt")),
                            ("a.tgz", tar([("b.txt", TEXT)], "w:gz"), records("b.txt"))],
            '"a.tar.gz!b.html"': [("a.tar.gz", tar([("b.html", page(f"<p>{NOTICE}.</p>"))], "w:gz"), found())],
            "also archives in it": [("a.tar", tar([("in.tar", tar([("b.txt", TEXT)]))]), records("in.tar!b.txt"))]},
    **{name: packed_rows(suffix, pack, found(), records("x.txt", "b.txt"))
       for name, suffix, pack in (("gzip", "gz", gzip.compress), ("xz", "xz", lzma.compress), ("bzip2", "bz2", bz2.compress),
                                  ("zstd", "zst", zstandard))},
    **exchange(),
}


# What is in them has types of its own.
CONTAINERS = ("mailbox", "old-office", "zip", "tar", "gzip", "xz", "zstd", "bzip2")


def check(folder, name, content, use="republish"):
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    environment = {k: v for k, v in os.environ.items() if k in ("PATH", "ASAN_OPTIONS")} | {"LC_ALL": "C.UTF-8"}
    done = subprocess.run([PROGRAM, "check", "--no-policy", "--today", "2026-06-15", "--format", "jsonl", "--use", use, name],
                          cwd=folder, capture_output=True, timeout=300, env=environment, check=False)
    file.unlink()
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


def claims_left(reads, claims):
    """What a row says beyond the claims that have samples."""
    for claim in sorted(claims, key=len, reverse=True):
        reads = reads.replace(claim, "", 1)
    return re.sub(r"\band\b|[,;\s]", "", reads)


def try_row(folder, row, claims):
    left = claims_left(row["reads"], claims)
    if left:
        failures.append(f"{row['id']}: no sample shows {left!r}")
    for claim, samples in claims.items():
        if claim not in row["reads"]:
            failures.append(f"{row['id']}: the row does not say {claim!r}")
        for name, content, look in samples:
            documents, said = check(folder, name, content, getattr(look, "use", "republish"))
            wrong = look(documents, content, name) if documents else f"no document: {said}"
            if wrong:
                failures.append(f"{row['id']}: {claim}: {name}: {wrong}")
    # Under each of its names the first sample is the same, and of the row's type where it is one document.
    name, content, _ = next(iter(claims.values()))[0]
    seen = {}
    for suffix in row["suffixes"]:
        documents, said = check(folder, f"b.{suffix}", content)
        seen[suffix] = [(d["verdict"], d["document"]["media_type"]) for d in documents]
        of_row = all(kind in row["media_types"] for _, kind in seen[suffix])
        if not documents or not (of_row or row["id"] in CONTAINERS):
            failures.append(f"{row['id']}: as {suffix}: {seen[suffix]} {said}")
    if len({str(value) for value in seen.values()}) != 1:
        failures.append(f"{row['id']}: its names make a difference: {seen}")


def main():
    listed = json.loads(subprocess.run([PROGRAM, "formats", "--json"], capture_output=True, check=True).stdout)
    rows = listed["formats"] if isinstance(listed, dict) else listed
    for name in ROWS.keys() - {row["id"] for row in rows}:
        failures.append(f"{name}: samples without a row")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            if row["id"] not in ROWS:
                failures.append(f"{row['id']}: a row without a sample")
            elif row["id"] != "pdf" or shutil.which("pdftotext"):
                try_row(pathlib.Path(folder).resolve(), row, ROWS[row["id"]])
    samples = sum(len(of) for claims in ROWS.values() for of in claims.values())
    print("\n".join(failures) if failures else f"formats: {len(rows)} rows, {samples} samples, as their rows say")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
