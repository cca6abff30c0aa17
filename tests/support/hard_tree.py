#!/usr/bin/env python3
"""hard_tree.py FOLDER: a folder of texts and names that break careless reports.

Every verdict, every way to silence a finding, and what cannot be read; names with line breaks,
quotes, workflow commands and bytes that are no UTF-8; controls, letters outside the basic plane,
right-to-left text, very long lines. `ci/formats` hands the reports about it to other programs,
stress_test.py holds every format against it.
"""

import os
import pathlib
import sys

NOTICE = "Copyright 2022 Example Media Group. All rights reserved.\n"
RESTRICTION = ("Copyright 2023 Example Wire. All rights reserved. This material may not be published, "
               "broadcast,\nrewritten or redistributed.\n")
PAGE = ("<!DOCTYPE html><html lang=\"en\"><head><title>Ferry</title></head><body><article><h1>Ferry</h1>\n"
        "<p>The ferry runs again.</p><figure><img src=\"x.jpg\" alt=\"\"><figcaption>Photo: Jane Doe / "
        "Example Pictures</figcaption></figure></article>\n<footer>&copy; 2024 Example Media Group. All "
        "rights reserved. &lt;script&gt;alert(1)&lt;/script&gt;</footer></body></html>\n")
TEXTS = {
    b"forbidden.txt": "The harbour opens.\n\n" + RESTRICTION,
    b"required.txt": "News.\n\n" + NOTICE,
    b"conditional.md": "# Rivers\r\n\r\nThis article is licensed under CC BY 4.0.\r\n",
    b"allowed.txt": "The text is dedicated to the public domain under CC0 1.0.\n",
    b"unknown.txt": "It rained on Sunday.\n",
    b"empty.txt": "",
    b"page.html": PAGE,
    b"deep/er/still.txt": NOTICE,
    b"silenced.md": "One.\n\n<!-- imprimatur: ignore[*] our archive -->\n\n" + NOTICE,
    b"unused-mark.md": "<!-- imprimatur: ignore[x.y] once needed -->\nIt rained.\n",
    b"controls.txt": "\x1b[31mred\x1b[0m \x07\x08\x0c\n\n" + NOTICE + "\n::error::injected\n##[error]old\n",
    b"astral.txt": "\U0001F30D \u00e4\u0301 \U0001D518 Copyright 2022 Example Media Group. All rights reserved.\n",
    b"rtl.txt": "\u202e\u0627\u0644\u062e\u0628\u0631 \u00a9 2022 Example Media Group. All rights reserved.\n",
    b"markup.txt": "</pre></script><script>alert(1)</script>&amp; ]]> Copyright 2022 <b>Example</b> & Sons. "
                   "All rights reserved.\n",
    b"long.txt": "word " * 9000 + "Copyright 2022 Example Media Group. All rights reserved. " + "word " * 9000 + "\n",
    b"many.txt": "".join(f"Copyright {1990 + i} Example Company {i}. All rights reserved.\n\n" for i in range(30)),
}
NAMES = [b"line\nbreak.txt", b"::error::x.txt", b"a,b;c:d%.txt", b"\"quoted\" 'name'.txt", b"\xff\xfe-latin-\xe4.txt",
         b"=1+1.txt", b"-dash.txt", b"sp ace [x](y) <b>.txt", b"tab\there.txt", b"\x1b[31mred.txt", b"#hash?query.txt",
         "\u00fcml\u00e4ut-\U0001F30D.txt".encode(), b"C:\\back\\slash.txt"]


def build(folder):
    """Fills the folder; the names (as bytes) of files that hold a finding that counts."""
    base = os.fsencode(folder)
    for name, text in TEXTS.items():
        path = os.path.join(base, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text.encode())
    for name in NAMES:
        with open(os.path.join(base, name), "wb") as file:
            file.write(NOTICE.encode())
    return NAMES


if __name__ == "__main__":
    pathlib.Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    build(sys.argv[1])
