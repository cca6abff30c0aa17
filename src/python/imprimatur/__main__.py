"""python -m imprimatur audit: verdicts over Parquet and Arrow files, which the command ``imprimatur`` does not read."""

from __future__ import annotations

import argparse
import sys
from typing import Optional

from . import Checker, Error, __version__
from .audit import Fields, audit

FINE, FOUND, USAGE, INCOMPLETE = 0, 1, 2, 3


def parser() -> argparse.ArgumentParser:
    """What the command line may say."""
    top = argparse.ArgumentParser("python -m imprimatur", description=__doc__)
    top.add_argument("--version", action="version", version=f"imprimatur {__version__}")
    commands = top.add_subparsers(dest="command", required=True)
    one = commands.add_parser("audit", description="Writes documents.parquet, a row a row, and summary.json. Needs pyarrow.")
    one.add_argument("dataset", nargs="+", help="Parquet or Arrow files, or folders of them")
    one.add_argument("-o", dest="out", required=True, metavar="DIR", help="where the results go")
    one.add_argument("--text-field", metavar="NAME", help="column of texts (else the usual names)")
    one.add_argument("--id-field", metavar="NAME")
    one.add_argument("--url-field", metavar="NAME")
    one.add_argument("--language-field", metavar="NAME")
    one.add_argument("--use", help="what you want to do (default: republish, or the policy's)")
    one.add_argument("--policy", metavar="FILE", help="an imprimatur.toml; none is searched for")
    one.add_argument("--rules", metavar="DIR", action="append", default=[], help="further rules")
    one.add_argument("--today", metavar="DATE", help="the day to judge by")
    one.add_argument("--jobs", type=int, default=1, metavar="N", help="threads")
    return top


def main(arguments: Optional[list[str]] = None) -> int:
    """The exit status: 0, 1 some document at or above the policy's limit, 2 wrong usage, 3 something was not read."""
    words = parser().parse_args(arguments)
    try:
        checker = Checker(words.rules, words.policy, words.use, today=words.today)
        fields = Fields(words.text_field, words.id_field, words.url_field, words.language_field)
        summary = audit(words.dataset, words.out, checker, fields, threads=words.jobs)
    except ModuleNotFoundError as error:
        print(f"imprimatur: error: {error.name} is needed to read these files: pip install {error.name}", file=sys.stderr)
        return USAGE
    except (Error, OSError) as error:
        print(f"imprimatur: error: {error}", file=sys.stderr)
        return USAGE
    for problem in summary["problems"]:
        print(f"imprimatur: warning: {problem['file']}: {problem['message']}", file=sys.stderr)
    counts = ", ".join(f"{count} {name}" for name, count in reversed(summary["verdicts"].items()) if name != "no-answer")
    print(f"audited {summary['documents']} documents: {counts}")
    if summary["incomplete"] or summary["input_problems"]:
        print(f"incomplete: {summary['incomplete']} documents not read or not completely, "
              f"{summary['input_problems']} problems with the inputs")  # fmt: skip
    print(f"results in {words.out}")
    names = list(summary["verdicts"])
    if any(summary["verdicts"][name] for name in names[names.index(checker.fail_on) : -1]):
        return FOUND
    return INCOMPLETE if summary["incomplete"] or summary["input_problems"] else FINE


if __name__ == "__main__":
    sys.exit(main())
