#!/usr/bin/env python3
"""check_layers.py [ROOT]: each folder of src/ includes only itself and the layers below it.

The order stands in src/design/0001-layers.md. One line a violation; exit status 1 if there is any.
"""

import pathlib
import re
import sys

# layer -> the layers directly below it; what those may see, it may see too.
BELOW = {
    "base": [],
    "text": ["base"],
    "net": ["base"],
    "formats": ["text"],
    "rules": ["text"],
    "match": ["rules"],
    "signals": ["formats", "rules"],
    "meaning": ["match", "signals"],
    "verdict": ["meaning"],
    "report": ["verdict"],
    "engine": ["report", "net"],
    "audit": ["engine"],
    # What answers editors and other programs knows nothing of files and flags; the command line runs it.
    "lsp": ["engine"],
    "serve": ["engine"],
    "cli": ["audit", "lsp", "serve"],
    # The other leaves use the engine and what is below it, and never each other.
    # Columns of other programs' tables; they and bindings see the C interface alone.
    "arrow": ["audit"],
    "capi": ["arrow"],
    "python": ["capi"],
}


def visible(layer):
    seen = {layer}
    for lower in BELOW[layer]:
        seen |= visible(lower)
    return seen


def violations(root):
    for path in sorted((root / "src").rglob("*.[ch]*")):
        where = path.relative_to(root).as_posix()
        layer = path.relative_to(root / "src").parts[0]
        if path.suffix not in (".h", ".cc"):
            continue
        if layer not in BELOW:
            yield f"{where}:1: {layer} is not a layer"
            continue
        allowed = visible(layer)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            include = re.match(r'\s*#\s*include\s*"([^"/]+)/', line)
            if include and include.group(1) not in allowed:
                yield f"{where}:{number}: {layer} must not include {include.group(1)}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent)
    found = list(violations(root.resolve()))
    print("\n".join(found) if found else "layers: every include points downwards")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
