"""crawl_cost.py PROGRAM [PAGES]: what a page of a crawl costs, stage by stage, for src/design/0025.

Makes PAGES (2,000) pages of some 60 kB as crawls have them (inline scripts and styles, menus, an article, links, a footer with a
notice), as WARC and as WET, and prints processor time and memory of unpacking alone, of reading the texts, of reading the pages,
and of a start. Stages run one after another, each on one thread; the least of three runs counts.
"""

import gzip
import os
import pathlib
import random
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import audit_data  # noqa: E402

RUNS = 3


def page(rng, body):
    script = "".join(f"function f{rng.randrange(10**9)}(a,b){{return a.v{rng.randrange(999)}+b[{i}]*{rng.random():.9f};}}" for i in range(260))
    style = "".join(f".c{rng.randrange(10**6)}{{margin:{rng.randrange(40)}px;color:#{rng.randrange(1 << 24):06x}}}" for _ in range(250))

    def links(count):
        return "".join(f'<li class="i{rng.randrange(90)}"><a href="/{rng.randrange(10**8)}/{i}">{audit_data.text(rng, 5)}</a></li>'
                       for i in range(count))

    paragraphs = "".join(f"<p>{part}</p>" for part in [audit_data.text(rng, 70) for _ in range(8)] + body.split("\n"))
    return (f"<!doctype html><html><head><meta charset=utf-8><title>{audit_data.text(rng, 6)}</title><style>{style}</style>"
            f"<script>{script}</script></head><body><nav><ul>{links(90)}</ul></nav><main><article>{paragraphs}</article></main>"
            f"<aside><ul>{links(60)}</ul></aside><footer><p>Copyright 2024 Example Media Group</p></footer></body></html>")


def write(folder, count):
    rng = random.Random(5)
    sizes = {"warc": 0, "wet": 0}
    with open(folder / "set.warc.gz", "wb") as warc, open(folder / "set.warc.wet.gz", "wb") as wet:
        for ident, body, url, _ in audit_data.documents(count, seed=5):
            html = page(rng, body)
            record = audit_data.response(html.encode(), ident=ident, uri=url)
            text = audit_data.conversion(audit_data.text(rng, 700) + "\n" + body, ident, uri=url)
            for file, kind, block in ((warc, "warc", record), (wet, "wet", text)):
                file.write(gzip.compress(block, 6, mtime=0))
                sizes[kind] += len(block)
    return sizes


def cost(action):
    """Seconds of processor time, and MB of memory at most, of a child process: the least of some runs."""
    best, memory = 1e9, 0
    for _ in range(RUNS):
        child = os.fork()
        if child == 0:
            action()
            os._exit(0)
        _, _, usage = os.wait4(child, 0)
        best, memory = min(best, usage.ru_utime + usage.ru_stime), usage.ru_maxrss / 1024
    return best, memory


def unpack(path):
    with gzip.open(path) as file:
        while file.read(1 << 20):
            pass


def main():
    program, count = str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        sizes = write(folder, count)
        (folder / "none.jsonl").touch()

        def runs(file):
            return lambda: os.execv(program, [program, "audit", "--no-policy", "--jobs", "1", "--progress", "never", "--quiet",
                                              "--restart", str(folder / file), "-o", str(folder / "out")])

        start = cost(runs("none.jsonl"))
        print(f"a start: {start[0]:.2f} s, {start[1]:.0f} MB")
        for kind, file in (("warc", "set.warc.gz"), ("wet", "set.warc.wet.gz")):
            packed, plain = (folder / file).stat().st_size, sizes[kind]
            zlib_seconds, (seconds, memory) = cost(lambda: unpack(folder / file))[0], cost(runs(file))
            seconds -= start[0]
            print(f"{file}: {count} records, {plain / count / 1e3:.1f} kB each, packed {plain / packed:.1f} times; unpacking by zlib "
                  f"{zlib_seconds:.2f} s; audit {seconds:.2f} s: {seconds / count * 1e6:.0f} us a record, {plain / 1e6 / seconds:.0f} "
                  f"MB/s unpacked, {packed / 1e6 / seconds:.1f} MB/s packed; {memory:.0f} MB")


if __name__ == "__main__":
    main()
