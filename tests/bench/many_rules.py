#!/usr/bin/env python3
"""many_rules.py RULES DIR COPIES: writes copies of a rules database in which every word is spelt otherwise.

A copy keeps what costs time: the shape of the patterns, how many there are, how many names a holder
has and how long they are. Letters are exchanged by other letters of their script, another exchange for
each copy; words of three letters or fewer and classes stay, word lists are written out. So the copies' words are rarer in
texts than real ones: what is measured is the weight of the database, not of more hits.
"""

import pathlib
import random
import re
import sys
import tomllib

ALPHABETS = ["bcdfghjklmnpqrstvwxz", "aeiouy", "бвгджзклмнпрстфхцчшщ", "аеиоуыэюя", "βγδζθκλμνξπρσστφχψ",
             "αεηιουω", "بتثجحخدذرزسشصضطظعغفقكلمن", "בגדזחטכלמנספצקרשת", "कखगघचछजझटठडढतथदधनपफबभमयरलवशषसह"]
RANGES = [(0x4E00, 0x9000), (0xAC00, 0xD000), (0x3041, 0x3090), (0x30A1, 0x30F0), (0x0E01, 0x0E2E)]
KEPT = r"\{[^}]*\}|\\[pPx]\{[^}]*\}|\\.|\[[^\]]*\]|\(\?<?[\w!=:]*>?"
RULE_KEYS = ["role", "strength", "place", "scope", "prohibits", "permits", "duties", "constraints",
             "confidence"]


class Spelling:
    """One exchange of letters."""

    def __init__(self, seed):
        choose = random.Random(seed)
        self.step = 37 * seed + 11
        self.letters = {}
        for alphabet in ALPHABETS:
            shuffled = list(alphabet)
            choose.shuffle(shuffled)
            self.letters |= dict(zip(alphabet, shuffled))
            self.letters |= dict(zip(alphabet.upper(), "".join(shuffled).upper()))

    def letter(self, letter):
        for begin, end in RANGES:
            if begin <= ord(letter) < end:
                return chr(begin + (ord(letter) - begin + self.step) % (end - begin))
        return self.letters.get(letter, letter)

    def word(self, match):
        word = match.group()
        if len(word) <= 3 and word.isascii() and word.islower():
            return word
        return "".join(map(self.letter, word))

    def text(self, text):
        return re.sub(r"[^\W\d_]+", self.word, text)

    def pattern(self, pattern):
        parts = re.split(f"({KEPT})", pattern)
        return "".join(part if number % 2 else self.text(part) for number, part in enumerate(parts))


class Lists:
    """The word lists of the languages, as alternatives."""

    def __init__(self, rules):
        self.files = {}
        for path in (rules / "languages").glob("*.toml"):
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            lists = {name: listed(words) for name, words in data.get("words", {}).items()}
            for form, uses in data.get("uses", {}).items():
                lists[f"use.{form}"] = [word for words in uses.values() for word in listed(words)]
            lists["use"] = [word for name in lists if name.startswith("use.") for word in lists[name]]
            for name, key in (("exception", "exceptions"), ("self", "self"), ("discussion", "discussion"),
                              ("other-work", "other-work"), ("photo", "photo")):
                lists.setdefault(name, listed(data.get(key, [])))
            self.files[data["language"]] = lists

    def written_out(self, pattern, language, depth=0):
        def words(match):
            name = match.group(1)
            found = self.files.get(language, {}).get(name) or self.files["und"].get(name)
            if not found or name in ("gap", "tail", "years", "agency", "holder") or depth > 4:
                return match.group()
            return "(?:" + "|".join(self.written_out(w, language, depth + 1) for w in found) + ")"

        return re.sub(r"\{([a-z][\w.-]*)\}", words, pattern)


def toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return f'"{escaped}"'
    return str(value).lower() if isinstance(value, bool) else str(value)


def listed(value):
    return value if isinstance(value, list) else [value]


def rule_text(rule, name, language, spelling, lists):
    def spelt(pattern):
        return toml(spelling.pattern(lists.written_out(pattern, language or "en")))

    lines = ["[[rule]]", f"id = {toml(name)}", f"pattern = {spelt(rule['pattern'])}", "own = false"]
    if language:
        lines.append(f"language = {toml(language)}")
    lines += [f"{key} = {toml(rule[key])}" for key in RULE_KEYS if key in rule]
    if rule["role"] == "licence" or (rule["role"] == "permission" and "permits" not in rule):
        lines.append('permits = "all"')
    if "anchors" in rule:
        lines.append(f"anchors = {toml([spelling.text(a) for a in listed(rule['anchors'])])}")
    if "unless" in rule:
        lines.append(f"unless = [{', '.join(map(spelt, listed(rule['unless'])))}]")
    lines += ['match = ["a", "b"]', 'miss = ["c", "d"]', ""]
    return "\n".join(lines)


def named(names, spelling):
    return [spelling.text(n) if isinstance(n, str) else n | {"text": spelling.text(n["text"])}
            for n in names]


def unique(names):
    seen, out = set(), []
    for name in names:
        key = name if isinstance(name, str) else name["text"]
        if key not in seen:
            seen.add(key)
            out.append(name)
    return out


def copy(path, number, spelling, lists):
    """One rule file again, as a holder's."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    holder = f"copy{number}-{path.parent.name}-{path.stem.lower()}"
    lines = ["schema = 1", 'kind = "holder"', f"id = {toml(holder)}", 'type = "other"',
             f"name = {toml(spelling.text(data.get('name', path.stem)) + f' {number}')}",
             'source = "public usage"', "checked = 2026-01-31"]
    for key in ("aliases", "codes"):
        if key in data:
            lines.append(f"{key} = {toml(unique(named(listed(data[key]), spelling)))}")
    lines.append("")
    for position, rule in enumerate(data.get("rule", [])):
        language = rule.get("language", data.get("language", ""))
        lines.append(rule_text(rule, f"{holder}.r{position}", language, spelling, lists))
    return "\n".join(lines)


def write(rules, folder, copies):
    """How many files were written."""
    files = sorted(rules.rglob("*.toml"))
    lists = Lists(rules)
    for number in range(1, copies + 1):
        spelling = Spelling(number)
        target = folder / f"copy{number}"
        target.mkdir(parents=True)
        for path in files:
            name = f"{path.parent.name}-{path.name}"
            (target / name).write_text(copy(path, number, spelling, lists), encoding="utf-8")
    return copies * len(files)


if __name__ == "__main__":
    print(write(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])), "files")
