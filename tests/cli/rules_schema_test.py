#!/usr/bin/env python3
"""rules_schema_test.py PROGRAM RULES: the schema of rule files and the loader agree.

Every shipped file is valid by the schema; the files below use every key that the schema knows, and
both the schema and `rules check` take them; unknown keys and words are refused by both.
"""

import copy
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
import tomllib

import jsonschema

EXAMPLE = ("""{ text = "Zorking prohibited by A.", span = "Zorking prohibited", holder = "A", """
           """prohibits = "general", permits = [], verdict = "forbidden", role = "restriction" }""")
RULE = f"""
[[rule]]
id = "@ID@.all"
role = "restriction"
pattern = "zorking prohibited"
unless = ["quux"]
anchors = ["zorking"]
strength = "clause"
place = "anywhere"
scope = "document"
prohibits = "general"
permits = ["search"]
duties = ["attribute"]
constraints = ["until"]
licence = "CC-BY-4.0"
note = "n"
source = "public usage"
checked = 2026-01-31
confidence = 0.5
match = [{EXAMPLE}, "Zorking prohibited."]
miss = ["It is prohibited.", "Zorking."]
modifiers = [{{ pattern = "quux", removes = ["search"], adds = ["tdm"], duties = ["link"], constraints = ["until"] }}]
"""
FILES = {
    "language": """
schema = 1
kind = "language"
language = "qqq"
name = "Q"
checked = 2026-01-31
source = "public usage"
exceptions = ["without leave"]
self = ["this zork"]
discussion = ["the quux reads"]
other-work = ["the quux"]
photo = ["pic"]
months = [["jan"], ["feb"], ["mar"], ["apr"], ["may"], ["jun"], ["jul"], ["aug"], ["sep"], ["oct"], ["nov"], ["dec", "dez"]]
words = { banned = ["zorking"] }
uses = { noun = { publish = ["zorking"], general = ["quuxing"] } }
duties = { attribute = ["naming"] }
constraints = { non-commercial = ["not for money"] }
""" + RULE.replace("@ID@", "qqq"),
    "holder": """
schema = 1
kind = "holder"
id = "qqq"
name = "Q Q Q"
legal-names = ["Q Limited"]
aliases = ["Q Wire Service", { text = "Queue", case = "exact" }]
codes = ["QQQ", { text = "qqq", case = "any" }]
type = "wire-agency"
country = "TR"
languages = ["tr"]
domains = ["example.org"]
not-followed-by = ["of Q"]
terms = "https://example.org/terms"
licensing = "ask"
source = "public usage"
checked = 2026-01-31
verified = true
note = "n"
match = ["Source: Q Wire Service"]
miss = ["It rained."]
""" + RULE.replace("@ID@", "qqq").replace('\nnote', '\nlanguage = "en"\nown = false\nnote'),
    "licence": """
schema = 1
kind = "licence"
source = "public usage"
checked = 2026-01-31
[[licence]]
id = "Q-1.0"
name = "Q"
url = "https://example.org"
permits = "all"
duties = "attribute"
constraints = ["until"]
source = "public usage"
checked = 2026-01-31
""" + RULE.replace("@ID@", "q").replace('\nnote', '\nlanguage = "en"\nnote'),
    "agents": """
schema = 1
kind = "agents"
source = "public usage"
checked = 2026-01-31
[[agent]]
token = "Q-Bot"
operator = "Q"
purpose = ["ai-train"]
respects-robots = "stated"
control-only = true
note = "n"
source = "public usage"
checked = 2026-01-31
""",
}
# A wrong word in place of a right one; those of a kind that has rules, and those of another.
WRONG = {
    True: (('role = "restriction"\n', 'role = "restrict"\n'), ('"clause"', '"claus"'),
           ("2026-01-31\nconfidence", '"soon"\nconfidence'), ('pattern = "z', 'patern = "z')),
    False: (('"stated"', '"state"'), ('["ai-train"]', '["train"]'), ('token = ', 'tokn = '),
            ('"Q-Bot"', '"Q Bot"')),
}


def plain(value):
    """TOML as JSON: dates are their ISO form."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def properties(schema):
    """Every key that the schema names somewhere."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                yield from value
            yield from properties(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from properties(value)


def keys(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner)


def tables(value):
    """Every table in which an unknown key must be refused."""
    yield value
    for name in ("rule", "licence", "agent"):
        for inner in value.get(name, []):
            yield inner
    for rule in value.get("rule", []):
        yield rule["modifiers"][0]
        yield rule["match"][0]


def loads(program, text):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "q.toml"
        path.write_text(text, encoding="utf-8")
        done = subprocess.run([program, "rules", "check", path], capture_output=True, text=True,
                              timeout=60, check=False)
        return done.returncode == 0, done.stderr


def check(program, rules):
    schema = json.loads(subprocess.run([program, "rules", "schema"], capture_output=True, text=True,
                                       check=True).stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    shipped = sorted(rules.rglob("*.toml"))
    if len(shipped) < 100:
        yield f"only {len(shipped)} rule files in {rules}"
    for path in shipped:
        for error in validator.iter_errors(plain(tomllib.loads(path.read_text(encoding="utf-8")))):
            yield f"{path.name}: {error.json_path}: {error.message[:200]}"
    used = set()
    for kind, text in FILES.items():
        data = plain(tomllib.loads(text))
        used.update(keys(data))
        good, errors = loads(program, text)
        if not good:
            yield f"{kind}: the loader refuses what the schema knows: {errors}"
        for error in validator.iter_errors(data):
            yield f"{kind}: {error.message[:300]}"
        for number in range(len(list(tables(data)))):
            spoilt = copy.deepcopy(data)
            list(tables(spoilt))[number]["qqx"] = "x"
            if validator.is_valid(spoilt):
                yield f"{kind}: the schema takes an unknown key in table {number}"
        for old, new in WRONG["rule" in data]:
            wrong = text.replace(old, new)
            if wrong == text or validator.is_valid(plain(tomllib.loads(wrong))) or loads(program, wrong)[0]:
                yield f"{kind}: {new!r} is taken"
    for name in sorted(set(properties(schema)) - used - {"role"}):
        yield f"the files of this test do not use {name!r}"


def main():
    faults = list(check(sys.argv[1], pathlib.Path(sys.argv[2])))
    print("\n".join(faults) if faults else "the schema and the loader agree")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
