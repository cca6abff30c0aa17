"""The same words in every format that is read: small files made with Python's own modules."""

import bz2
import gzip
import html
import io
import json
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from email.message import EmailMessage
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
       'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
       'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
       'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
       'xmlns:dc="http://purl.org/dc/elements/1.1/"')


def packed(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members:
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_member(package, name, text):
    """The package with one more member."""
    old = zipfile.ZipFile(io.BytesIO(package))
    return packed([(member, old.read(member)) for member in old.namelist()] + [(name, text)])


def docx(paragraphs, footer="", properties="", body=""):
    """`paragraphs`: (style, text); each is cut into runs, as Word does."""
    def runs(text):
        return "".join(f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
                       for part in (text[:7], text[7:]))
    rows = "".join(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs(text)}</w:p>'
                   for style, text in paragraphs)
    members = [("[Content_Types].xml", "<Types/>"), ("_rels/.rels", "<Relationships/>"),
               ("word/document.xml",
                f'<w:document xmlns:w="{W}"><w:body>{rows}{body}</w:body></w:document>'),
               ("word/styles.xml",
                f'<w:styles xmlns:w="{W}"><w:style w:styleId="Beschriftung"><w:name w:val="caption"/></w:style></w:styles>'),
               ("docProps/custom.xml",
                '<Properties xmlns:vt="x"><property name="Copyright"><vt:lpwstr>'
                f'{escape(properties)}</vt:lpwstr></property></Properties>')]
    if footer:
        members.append(("word/footer1.xml",
                        f'<w:ftr xmlns:w="{W}"><w:p><w:r><w:t>{escape(footer)}</w:t></w:r></w:p></w:ftr>'))
    return packed(members)


def odt(paragraphs, footer="", properties="", body=""):
    rows = "".join(f'<text:p text:style-name="{style}">{escape(text)}</text:p>' for style, text in paragraphs)
    return packed([
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", f'<office:document-content {ODF}><office:automatic-styles><style:style style:name="P1" '
                        'style:family="paragraph" style:parent-style-name="Image_20_Caption"/>'
                        f'</office:automatic-styles><office:body><office:text>{rows}{body}</office:text>'
                        '</office:body></office:document-content>'),
        ("styles.xml", f'<office:document-styles {ODF}><office:master-styles><style:master-page><style:footer>'
                       f'<text:p>{escape(footer)}</text:p></style:footer></style:master-page>'
                       '</office:master-styles></office:document-styles>'),
        ("meta.xml", f'<office:document-meta {ODF}><office:meta><meta:user-defined meta:name="Rights">'
                     f'{escape(properties)}</meta:user-defined></office:meta></office:document-meta>')])


def xlsx(texts, footer="", properties=""):
    """`texts`: of cells, shared by the table of strings; the last one also stands in the sheet itself."""
    strings = "".join(f"<si><r><t>{escape(text[:5])}</t></r><r><t>{escape(text[5:])}</t></r>"
                      "<rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh></si>" for text in texts[:-1])
    rows = "".join(f'<row><c t="s"><v>{n}</v></c><c><v>2022</v></c></row>' for n in range(len(texts) - 1))
    return packed([
        ("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>"),
        ("xl/sharedStrings.xml", f"<sst>{strings}</sst>"),
        ("xl/worksheets/sheet1.xml",
         f'<worksheet><sheetData>{rows}<row><c t="inlineStr"><is><t>{escape(texts[-1])}</t></is></c></row></sheetData>'
         f'<headerFooter><oddFooter>&amp;C&amp;"Arial,Bold"&amp;8{escape(footer)}&amp;R&amp;P</oddFooter></headerFooter>'
         '</worksheet>'),
        ("docProps/custom.xml", '<Properties xmlns:vt="x"><property name="Copyright"><vt:lpwstr>'
                                f'{escape(properties)}</vt:lpwstr></property></Properties>')])


def workbook(sheets, shared):
    """`sheets`: title -> rows as XML; `shared`: the table of strings."""
    names = [f"xl/worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)]
    listed = "".join(f'<sheet name="{escape(title)}" sheetId="{n}" r:id="r{n}"/>' for n, title in enumerate(sheets, 1))
    relations = "".join(f'<Relationship Id="r{n}" Target="{name[3:]}"/>' for n, name in enumerate(names, 1))
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
    return packed([
        ("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", f'<workbook xmlns:r="x"><sheets>{listed}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f"<Relationships>{relations}</Relationships>"),
        ("xl/sharedStrings.xml", f"<sst>{strings}</sst>"),
        *((name, f"<worksheet><sheetData>{rows}</sheetData></worksheet>") for name, rows in zip(names, sheets.values()))])


def ods(texts, before=""):
    cells = "".join("<table:table-row><table:table-cell><text:p>" + escape(text)
                    + "</text:p></table:table-cell></table:table-row>" for text in texts)
    return packed([
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", f'<office:document-content {ODF} xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
                        f'<office:body><office:spreadsheet><table:table table:name="Wire 1">{before}{cells}</table:table></office:spreadsheet>'
                        '</office:body></office:document-content>')])


def pptx(texts, master="", prompt=""):
    """A slide for each text; `master`: words on all of them, `prompt`: what a placeholder asks for."""
    def shape(text, placeholder=""):
        return (f"<p:sp><p:nvSpPr><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{escape(text)}</a:t>"
                "</a:r></a:p></p:txBody></p:sp>")
    names = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" ' \
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    slides = [(f"ppt/slides/slide{n}.xml", f"<p:sld {names}>{shape(text, '<p:ph/>')}</p:sld>")
              for n, text in enumerate(texts, 1)]
    return packed([("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", f"<p:presentation {names}/>"), *slides,
                   ("ppt/slideMasters/slideMaster1.xml",
                    f"<p:sldMaster {names}>{shape(prompt, '<p:ph/>')}{shape(master)}</p:sldMaster>")])


def compound(stream):
    """The first sectors of a compound file with a stream of this name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le").ljust(512, b"\0")


def epub(paragraphs, properties="", encrypted=""):
    page = ('<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
            + "".join(f"<p>{escape(text)}</p>" for _, text in paragraphs) + "</body></html>")
    members = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", '<container><rootfiles><rootfile full-path="O/book.opf"/></rootfiles></container>'),
        ("O/book.opf", '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Rain</dc:title>'
                       f'<dc:rights>{escape(properties)}</dc:rights></metadata><manifest>'
                       '<item id="a" href="text/a%20b.xhtml"/><item id="c" href="../c.xhtml"/></manifest>'
                       '<spine><itemref idref="c"/><itemref idref="a"/></spine></package>'),
        ("c.xhtml", "<html><body><h1>Rain</h1></body></html>"),
        ("O/text/a b.xhtml", page)]
    if encrypted:
        members.append(("META-INF/encryption.xml", '<encryption><EncryptedData><CipherData><CipherReference '
                                                   f'URI="{encrypted}"/></CipherData></EncryptedData></encryption>'))
    return packed(members)


def eml(text, encoding="quoted-printable", charset="utf-8"):
    message = EmailMessage()
    message["From"] = "Desk <desk@example.org>"
    message["Subject"] = "Rain"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text, cte=encoding, charset=charset)
    return message.as_bytes()


def mbox(*messages):
    return b"".join(b"From desk@example.org Fri Nov 27 12:00:00 2026\n" + message + b"\n" for message in messages)


def rtf(text):
    def one(c):
        code = ord(c)
        return ("\\" + c if c in "\\{}" else "\\par " if c == "\n" else c if code < 128
                else f"\\'{code:02x}" if code < 256 else f"\\u{code - (65536 if code > 32767 else 0)}?")
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}\\f0 " + "".join(map(one, text)) + "}").encode()


def pdf(lines, packet=b"", more=(), scan=0):
    """A page of lines in Helvetica, and more pages; `packet`: XMP; `scan`: at last a page with nothing but a picture
    of so many dots on a side."""
    def string(line):
        return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")

    def content(text):
        return b"BT /F1 9 Tf 40 760 Td 12 TL " + b"".join(b"(" + string(x) + b") Tj T* " for x in text) + b"ET"

    def stream(body):
        return b"<</Length %d>>stream\n%s\nendstream" % (len(body), body)

    def page(contents):
        return (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R"
                b"/Resources<</Font<</F1 5 0 R>>>>>>" % contents)

    kids = [3] + [7 + 2 * n for n in range(len(more) + bool(scan))]
    objects = [b"<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R>>",
               b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % k for k in kids), len(kids)),
               page(4), stream(content(lines)),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
               b"<</Type/Metadata/Subtype/XML/Length %d>>stream\n%s\nendstream" % (len(packet), packet)]
    for number, text in enumerate(more):
        objects += [page(8 + 2 * number), stream(content(text))]
    if scan:
        objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
                    % (len(objects) + 2, len(objects) + 3),
                    stream(b"q 612 0 0 792 0 0 cm /I Do Q"),
                    b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/DeviceGray/Length %d>>"
                    b"stream\n%s\nendstream" % (scan, scan, scan * scan, b"\x80" * (scan * scan))]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
            + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out)))


def xmp(rights="", extra=""):
    return ('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
            'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
            'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" '
            'photoshop:City="Ankara"><dc:rights><rdf:Alt><rdf:li xml:lang="x-default">'
            f'{escape(rights)}</rdf:li></rdf:Alt></dc:rights>{extra}</rdf:Description></rdf:RDF></x:xmpmeta>'
            '<?xpacket end="w"?>').encode()


def iim(notice, credit=""):
    out = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for number, value in ((110, credit), (116, notice)):
        value = value.encode()
        out += struct.pack(">BBBH", 0x1C, 2, number, len(value)) + value if value else b""
    return out


def tiff(notice, order="<"):
    value = notice.encode() + b"\0"
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    return head + struct.pack(order + "HHHII", 1, 33432, 2, len(value), 26) + struct.pack(order + "I", 0) + value


def tiff_entry(tag, value):
    return b"II*\0" + struct.pack("<IHHHII", 8, 1, tag, 1, len(value), 26) + struct.pack("<I", 0) + value


def jpeg(packet=b"", records=b"", exif=b"", manifest=b""):
    def segment(kind, body):
        return bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body if body else b""
    resources = (b"Photoshop 3.0\0" + b"8BIM" + struct.pack(">HBBI", 0x0404, 0, 0, len(records)) + records
                 if records else b"")
    return (b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
            + segment(0xE1, b"Exif\0\0" + exif if exif else b"")
            + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet if packet else b"")
            + segment(0xED, resources) + segment(0xEB, manifest) + b"\xff\xda\0\2picture\xff\xd9")


def png(*chunks):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
            + b"".join(chunk(*c) for c in chunks) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def riff(*chunks):
    body = b"WEBP" + b"".join(kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp(packet):
    return riff((b"VP8 ", b"ab"), (b"XMP ", packet))


def id3(*frames, version=4):
    """An audio file that is its tag: (frame, content)."""
    def size(number):
        return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))

    def frame(name, content):
        if version == 2:
            return name.encode() + struct.pack(">I", len(content))[1:] + content
        return name.encode() + (size(len(content)) if version == 4 else struct.pack(">I", len(content))) + b"\0\0" + content
    body = b"".join(frame(*one) for one in frames) + bytes(16)
    return b"ID3" + bytes((version, 0, 0)) + size(len(body)) + body + b"\xff\xfb\x90\x00" + bytes(413)


def news(paragraphs):
    """A news item of these paragraphs in each format of news exchange: name -> content."""
    markup = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    plain = "\n\n".join(paragraphs)
    feed = f"<title>Rain</title><link>https://port.example/1</link><description>{escape(markup)}</description>"
    xhtml = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{markup}</body></html>'
    content = f"<body><body.head><hedline><hl1>Rain</hl1></hedline></body.head><body.content>{markup}</body.content></body>"
    wire = "\r\n".join(f"\t   {text}" for text in paragraphs).encode("latin-1", "replace")
    return {
        "rss2.xml": f'<rss version="2.0"><channel><title>Port</title><item>{feed}</item></channel></rss>',
        "rss091.xml": f'<rss version="0.91"><channel><title>Port</title><item>{feed}</item></channel></rss>',
        "rss10.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel/>'
                     f'<item rdf:about="https://port.example/1">{feed}</item></rdf:RDF>',
        "cdata.rss": '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><title>Rain</title>'
                     f"<content:encoded><![CDATA[{markup}]]></content:encoded></item></channel></rss>",
        "a.wxr": '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">'
                 f"<channel><wp:wxr_version>1.2</wp:wxr_version><item><title>Rain</title><wp:post_type>post</wp:post_type>"
                 f"<wp:status>publish</wp:status><content:encoded><![CDATA[{markup}]]></content:encoded></item></channel></rss>",
        "a.atom": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Port</title><entry><id>1</id><title>Rain</title><content type="xhtml">'
                  f'<div xmlns="http://www.w3.org/1999/xhtml">{markup}</div></content></entry></feed>',
        "g2.xml": '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1" xml:lang="en"><itemMeta><itemClass '
                  'qcode="ninat:text"/><pubStatus qcode="stat:usable"/></itemMeta><contentSet><inlineXML '
                  f'contenttype="application/xhtml+xml">{xhtml}</inlineXML></contentSet></newsItem>',
        "newsml1.xml": '<NewsML Version="1.2"><NewsItem><NewsManagement><Status FormalName="Usable"/></NewsManagement><NewsComponent>'
                       '<NewsLines><HeadLine>Rain</HeadLine></NewsLines><ContentItem><MediaType FormalName="Text"/><DataContent>'
                       f"{markup}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
        "a.appl": '<Publication xmlns="http://ap.org/schemas/03/2005/appl"><NewsLines><HeadLine>Rain</HeadLine></NewsLines>'
                  f'<PublicationComponent Role="Main" MediaType="Text"><TextContentItem><DataContent><nitf>{content}</nitf>'
                  "</DataContent></TextContentItem></PublicationComponent></Publication>",
        "nitf.xml": f"<nitf><head><title>Rain</title></head>{content}</nitf>",
        "v1.ninjs": json.dumps({"uri": "urn:1", "type": "text", "headline": "Rain", "body_text": plain}, ensure_ascii=False),
        "v2.ninjs": json.dumps({"uri": "urn:1", "standard": {"name": "ninjs", "version": "2.1"}, "headlines": [{"value": "Rain"}],
                                "bodies": [{"role": "main", "contenttype": "text/plain", "value": plain}]}, ensure_ascii=False),
        "v3.ninjs": json.dumps({"uri": "urn:1", "standard": {"name": "ninjs", "version": "3.0"}, "headlines": [{"value": "Rain"}],
                                "bodies": [{"role": "main", "contentType": "text/plain", "value": plain}]}, ensure_ascii=False),
        "ap.json": json.dumps({"data": {"item": {"uri": "urn:1", "type": "text", "pubstatus": "usable", "headline": "Rain",
                                                  "body_text": plain}}}, ensure_ascii=False),
        "cms.json": json.dumps([{"id": 1, "title": "Rain", "content": {"rendered": markup}}], ensure_ascii=False),
        "feed.json": json.dumps({"title": "Port", "items": [{"id": "1", "title": "Rain", "content_text": plain}]}, indent=1),
        "a.iptc7901": b"\x01\x01\x01dpa1 4 pl 30 rain 1\r\n\r\n\x02Rain\r\n" + wire + b"\r\n\x03\r\n011000 Mai 26\r\n\x04",
        "a.anpa": b"\x16\x16\x01a0715\x1f-----\r\nr a BC-Rain   05-01 0500\r\n\x02\x02BC-Rain,416<\r\n^Rain<\r\n" + wire
                  + b"\r\n\x03\r\n05-01-26 1000GMT\r\n\x04",
    }


# The members that are the source of a document in a package, one behind the other.
PARTS = {"docx": ["word/document.xml", "word/footnotes.xml", "word/header1.xml", "word/footer1.xml"], "odt": ["content.xml", "styles.xml"], "ods": ["content.xml"],
         "epub": ["c.xhtml", "O/text/a b.xhtml"], "pptx": ["ppt/slides/slide1.xml", "ppt/slides/slide2.xml",
                                                           "ppt/slideMasters/slideMaster1.xml"],
         "xlsx": ["xl/sharedStrings.xml", "xl/drawings/drawing1.xml", "xl/worksheets/sheet1.xml"]}


def source_of(name, content, record=None):
    """The bytes that offsets count: of the file, of an archive's member (`record`, or the first one), of a package's members;
    none: what is read is not written in the file as it is (a PDF's text, an attachment, what is packed twice)."""
    content = content if isinstance(content, bytes) else content.encode()
    for suffix, unpack in ((".gz", gzip.decompress), (".tgz", gzip.decompress), (".xz", lzma.decompress), (".bz2", bz2.decompress),
                           (".zst", lambda frame: frame[12:])):
        if name.endswith(suffix):
            return source_of(name[:-len(suffix)] + (".tar" if suffix == ".tgz" else ""), unpack(content), record)
    member, _, inner = (record or "").partition("!")
    if name.endswith(".tar"):
        archive = tarfile.open(fileobj=io.BytesIO(content))
        member = member or archive.getnames()[0]
        return source_of(member, archive.extractfile(member).read(), inner)
    if name.endswith((".eml", ".mbox")) and "a.txt" in (record or ""):
        return None
    if content.startswith(b"%PDF"):
        return None
    if not content.startswith(b"PK"):
        return content
    package = zipfile.ZipFile(io.BytesIO(content))
    if name.endswith(".zip"):
        member = member or package.namelist()[0]
        return source_of(member, package.read(member), inner)
    return b"".join(package.read(part) for part in PARTS[name.split(".")[1]] if part in package.namelist())


def as_read(written):
    """What markup, an escape or a transfer encoding in a slice stands for."""
    if b"\0" in written:
        return written.decode("utf-16-le")
    written = written.replace(b"=\n", b"").replace(b"\\u00a9", "\u00a9".encode())
    written = re.sub(rb"=([0-9A-F]{2})", lambda code: bytes.fromhex(code[1].decode()), written)
    written = re.sub(rb"\\'([0-9a-f]{2})", lambda code: bytes([int(code[1], 16)]), written)
    try:
        text = written.decode()
    except UnicodeDecodeError:
        text = written.decode("latin-1")
    return html.unescape(html.unescape(re.sub(r"<[^>]*>", "", text)))
