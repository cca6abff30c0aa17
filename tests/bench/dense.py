"""Texts that are all notices, for run.py: what they cost must grow as they do."""

FEW, TIMES = 4000, 5


def paragraphs(count):
    for i in range(count):
        yield (f"The council met on day {i} and voted on the plan for the harbour.\n\n"
               f"Copyright {1990 + i % 35} Harbour Press {i}. All rights reserved. This material may not be "
               "published, broadcast, rewritten, or redistributed.\n\n")


def grants(count):
    for i in range(count):
        yield (f"\u00a9 {1990 + i % 35} Harbour Press {i}. Licensed under CC BY 4.0.\n\nPhoto: AP/Jane Roe\n\n"
               "WASHINGTON (AP) - The mayor said so.\n\n")


def one_line(count):
    for i in range(count):
        yield f"Copyright {1990 + i % 35} Harbour Press {i}. All rights reserved. "


def measure(bench, median):
    """Rows: the time of some notices by that of several times as many, for each of them."""
    for name, kind in (("paragraphs", paragraphs), ("grants and pictures", grants), ("one line", one_line)):
        seconds = []
        for count in (FEW, FEW * TIMES):
            path = bench.folder / "dense.txt"
            path.write_text("".join(kind(count)), encoding="utf-8")
            seconds.append(median(bench.check("--jobs", "1", "--format", "jsonl", path), bench.folder, 3))
        bench.table.add(f"{FEW * TIMES} notices in one text / {TIMES} times {FEW}, speed: {name}",
                        TIMES * seconds[0] / seconds[1], 0.7, 0.9, note=f"{seconds[1]:.1f} s")
