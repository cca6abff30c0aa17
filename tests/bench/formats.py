"""The benchmark's texts in the formats that desks receive, and how fast each is read and checked."""

import json
import pathlib
import subprocess
import sys
from xml.sax.saxutils import escape

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import documents as make  # noqa: E402

MANY = 50  # items of a feed or message that holds several


def paragraphs(text):
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part)


def rss(texts):
    items = "".join(f"<item><title>Item {n}</title><guid>g{n}</guid><link>http://www.example.com/{n}</link>"
                    f"<description>{escape(paragraphs(text))}</description></item>" for n, text in enumerate(texts))
    return f"<rss version=\"2.0\"><channel><title>Feed</title>{items}</channel></rss>"


def atom(texts):
    items = "".join(f"<entry><title>Item {n}</title><id>g{n}</id><content type=\"xhtml\"><div "
                    f"xmlns=\"http://www.w3.org/1999/xhtml\">{paragraphs(text)}</div></content></entry>"
                    for n, text in enumerate(texts))
    return f"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Feed</title>{items}</feed>"


def newsml(texts):
    items = "".join(f"<newsItem guid=\"g{n}\"><itemMeta><pubStatus qcode=\"stat:usable\"/></itemMeta><contentMeta>"
                    f"<headline>Item {n}</headline></contentMeta><contentSet><inlineXML><nitf><body><body.content>"
                    f"{paragraphs(text)}</body.content></body></nitf></inlineXML></contentSet></newsItem>"
                    for n, text in enumerate(texts))
    return f"<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><itemSet>{items}</itemSet></newsMessage>"


def nitf(text):
    return ("<nitf><head><docdata management-status=\"usable\"/></head><body><body.head><hedline><hl1>Item</hl1></hedline>"
            f"</body.head><body.content>{paragraphs(text)}</body.content></body></nitf>")


def ninjs(text):
    return json.dumps({"uri": "http://www.example.com/1", "type": "text", "pubstatus": "usable", "headline": "Item",
                       "body_text": text}, ensure_ascii=False)


def write(folder, texts):
    """A few files of each format."""
    for start in range(0, len(texts), MANY):
        part = texts[start:start + MANY]
        for name, wrap in (("rss", rss), ("atom", atom), ("newsmlg2", newsml)):
            (folder / f"{start}.{name}").write_text(wrap(part), encoding="utf-8")
    for number, text in enumerate(texts):
        body = [("Standard", part) for part in text.split("\n") if part]
        files = {"nitf": nitf(text), "ninjs": ninjs(text), "eml": make.eml(text), "rtf": make.rtf(text),
                 "docx": make.docx(body), "odt": make.odt(body), "epub": make.epub(body),
                 "html": f"<html><body><article>{paragraphs(text)}</article></body></html>", "txt": text}
        for name, content in files.items():
            (folder / f"{number}.{name}").write_bytes(content if isinstance(content, bytes) else content.encode())


def measure(bench):
    """The table, as text."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(bench.many.rglob("*.txt"))[:400]]
    folder = pathlib.Path(bench.folder) / "formats"
    folder.mkdir()
    write(folder, texts)
    done = subprocess.run([bench.build / "imprimatur_bench", "formats", folder], check=True, capture_output=True,
                          text=True)
    return done.stdout
