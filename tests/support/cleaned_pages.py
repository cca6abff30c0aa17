#!/usr/bin/env python3
"""cleaned_pages.py PROGRAM CASES [--table]: does the audit tell texts of pages from such as were cleaned of their frames?

Makes sets of page texts as crawlers keep them (navigation, article, footer) over many sites, and cleans copies of them as
pipelines do: the main text alone, only lines that end like sentences, no lines that many pages have, no lines that speak of
rights, with something left over. The warning must come for the cleaned ones alone. --table prints what was measured.
"""

import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

PAGES = 400
SITES = 40
AGENCY = 0.05  # of the articles name their agency, which no cleaner takes away
ENDS = tuple(".!?\u3002\uff01\uff1f\u061f\u0964\"'\u201d\u00bb")
RIGHTS = re.compile(r"\u00a9|copyright|all rights|terms of use|privacy policy|cookie|licen[cs]", re.I)
MENU = ("Home News Politics Business Sport Culture Weather Opinion Video Podcasts Jobs Archive Search Subscribe Newsletter "
        "Contact Imprint About Careers Advertise Help RSS Facebook Instagram Accessibility").split()
NOTICES = ["\u00a9 2024 {name}. All rights reserved.", "Copyright \u00a9 2021-2024 {name}", "\u00a9 {name} 2023 | Privacy Policy",
           "\u00a9 {name}", "Copyright 2022 {name}. No part of this site may be reproduced without permission."]
PLAIN = ["Contact us", "Back to top", "Follow us on Facebook", "Powered by our readers", "Call us on 555 0100",
         "Subscribe to our newsletter to get the news every morning.", "We use cookies to make this site better for you."]


def articles(cases):
    """Texts without any claim, in many languages."""
    for expected in sorted(pathlib.Path(cases).rglob("expected.json")):
        case = json.loads(expected.read_text(encoding="utf-8"))
        text = expected.parent / "input.txt"
        if case.get("republish") == "unknown" and text.exists():
            body = text.read_text(encoding="utf-8", errors="replace").strip()
            if len(body) >= 350:
                yield body


def pages(bodies, noticed, seed):
    """(url, lines in front, lines of the article, lines behind); `noticed` is the share of sites with a notice."""
    rng = random.Random(seed)
    sites = []
    for number in range(SITES):
        name = f"{rng.choice(['Harbour', 'Valley', 'Northern', 'Evening'])} {rng.choice(['Post', 'Courier', 'Media Group'])}"
        foot = rng.sample(MENU, rng.randrange(2, 8))
        foot.insert(rng.randrange(len(foot) + 1), rng.choice(PLAIN))
        if rng.random() < noticed:
            foot.insert(rng.choice([0, len(foot), len(foot)]), rng.choice(NOTICES).format(name=name))
        sites.append((f"https://www.site{number}.example.com/", rng.sample(MENU, rng.randrange(4, 15)), foot))
    for number in range(PAGES):
        address, top, foot = rng.choice(sites)
        article = rng.choice(bodies).splitlines()
        if rng.random() < AGENCY:
            article[-1:] = [article[-1], rng.choice(["(Reuters)", "Source: Anadolu Agency.", "(dpa)"])]
        yield address + str(number), top, article, foot


def main_text(_, page, __):
    return page[2]


def sentences(_, page, __):
    return [line for line in [*page[1], *page[2], *page[3]] if line.rstrip().endswith(ENDS) and len(line.split()) > 4
            and not RIGHTS.search(line)]


def no_repeated(_, page, common):
    return [line for line in [*page[1], *page[2], *page[3]] if common[line] < 4]


def no_rights(_, page, __):
    return [line for line in page[2] if not RIGHTS.search(line)]


def left_over(share):
    def clean(rng, page, _):
        return page[2] + (page[3] if rng.random() < share else [])
    return clean


def whole(_, page, __):
    return [*page[1], *page[2], *page[3]]


def notice_last(_, page, __):
    """As programs give articles that keep the notice: no frame, and a sentence at the end."""
    notice = [line for line in page[3] if "\u00a9" in line or line.startswith("Copyright")]
    return page[2] + [line.rstrip(".") + ". All rights reserved." for line in notice]


# name: what is made of a page, whether it must be told
CLEANERS = {"whole pages": (whole, False), "main text with its notice": (notice_last, False), "half of the pages cleaned": (left_over(0.5), False),
            "main text": (main_text, True), "lines that are sentences": (sentences, True),
            "without repeated lines": (no_repeated, True), "main text without words of rights": (no_rights, True),
            "main text, 2 % of the frames left": (left_over(0.02), True)}


def texts(bodies, clean, noticed, seed):
    made = list(pages(bodies, noticed, seed))
    common = collections.Counter(line for page in made for line in {*page[1], *page[3]})
    rng = random.Random(seed)
    for page in made:
        yield json.dumps({"url": page[0], "text": "\n".join(clean(rng, page, common))}, ensure_ascii=False)


def shares(program, folder, lines):
    """Of the texts, how many hold a claim and how many end like a page; and whether the warning came."""
    path = folder / "a.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = folder / "out"
    subprocess.run([program, "audit", "--no-policy", "--restart", "--quiet", path, "-o", out], check=False,
                   capture_output=True, timeout=300)
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    pages_ = summary["page_texts"]
    count = max(pages_["documents"], 1)
    return count, pages_["with_claims"] / count, pages_["with_frames"] / count, bool(summary["evidence_lost"])


def main():
    program, cases = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2]
    bodies = list(articles(cases))
    wrong = 0
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for what, (clean, expected) in CLEANERS.items():
            for noticed in (0.1, 0.5, 0.9) if clean is not notice_last else (0.5, 0.9):
                for seed in range(3 if "--table" in sys.argv else 1):
                    pages_, claims, frames, told = shares(program, pathlib.Path(name), texts(bodies, clean, noticed, seed))
                    rows.append((what, noticed, claims, frames, told))
                    if told != expected or pages_ < PAGES / 2:
                        wrong += 1
                        print(f"{what}, {noticed:.0%} of the sites with a notice: told {told} "
                              f"({pages_} pages, claims {claims:.1%}, frames {frames:.1%})")
    if "--table" in sys.argv:
        for what in CLEANERS:
            of = [row for row in rows if row[0] == what]
            print(f"{what:34} claims {min(r[2] for r in of):5.1%} to {max(r[2] for r in of):5.1%}   "
                  f"frames {min(r[3] for r in of):5.1%} to {max(r[3] for r in of):5.1%}   told {sum(r[4] for r in of)}/{len(of)}")
    print(f"{len(rows)} sets, {wrong} not as expected")
    return 1 if wrong or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
