#!/usr/bin/env python3
"""Writes fold_tables.cc and class_tables.cc (see fold.h, unicode_tables.h).

Run in this folder after changing the rules below: python3 unicode_tables.py
The result depends on the Unicode version of Python's unicodedata, named in the output's head.
"""
import contextlib
import unicodedata as u

DROP = 1
BLOCK = 32
LETTER, MARK, DIGIT, UPPER, LOWER, WIDE, ZERO, SPACELESS = (1 << i for i in range(8))

SPECIAL = {}


def special(sources, target):
    for c in sources:
        SPECIAL[ord(c)] = ord(target)


special('\u0130\u0131I', 'i')
special('\u00d8\u00f8\u01fe\u01ff', 'o')
special('\u0110\u0111', 'd')
special('\u0141\u0142', 'l')
special('\u0126\u0127', 'h')
special('\u0166\u0167', 't')
special('\u24b8\u24d2', '\u00a9')
special('\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02\u300c\u300d\u300e\u300f\u301d\u301e\u301f\uff62'
        '\uff63\u2e42\u275d\u275e', '"')
special("\u2018\u2019\u201a\u201b\u2039\u203a\u02bb\u02bc\u02bd\u2032\uff07`\uff40\u00b4\u275b\u275c", "'")
special('\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d\ufe58\u2e3a\u2e3b\u2043\u02d7', '-')
# Arabic letters that are written one for another, in Arabic, Persian and Urdu.
special('\u0649\u06cc\u064a\u0626', '\u064a')
special('\u06a9\u0643\u06aa', '\u0643')
special('\u0623\u0625\u0622\u0671\u0672\u0673', '\u0627')
special('\u0629\u06c0\u06c1\u06c2\u06c3\u06be\u06d5', '\u0647')
special('\u0624', '\u0648')

DROP_RANGES = [
    (0xAD, 0xAD), (0x300, 0x36F), (0x591, 0x5BD), (0x5BF, 0x5BF), (0x5C1, 0x5C2), (0x5C4, 0x5C5),
    (0x5C7, 0x5C7), (0x610, 0x61A), (0x61C, 0x61C), (0x640, 0x640), (0x64B, 0x65F), (0x670, 0x670),
    (0x6D6, 0x6DC), (0x6DF, 0x6E4), (0x6E7, 0x6E8), (0x6EA, 0x6ED), (0x8D3, 0x8E1), (0x8E3, 0x8FF),
    (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x20D0, 0x20F0), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0)]
# Dots under letters of Indic scripts, which are typed as one character or two, or left out.
NUKTAS = (0x93C, 0x9BC, 0xA3C, 0xABC, 0xB3C)
SPACES = set(list(range(9, 14)) + [0x85, 0x2028, 0x2029, 0x1680, 0x2800])


def dropped(c):
    return any(a <= c <= b for a, b in DROP_RANGES)


def simple_fold(ch):
    for f in (ch.casefold(), ch.lower()):
        if len(f) == 1:
            return f
    return ch


def strip(ch):
    """The base letter of a precomposed Latin or Greek letter, or of one with a nukta."""
    d = u.normalize('NFD', ch)
    script = u.name(ch, '').split(' ')[0]
    if len(d) > 1 and script in ('LATIN', 'GREEK') and all(u.combining(m) for m in d[1:]):
        return d[0]
    if len(d) == 2 and ord(d[1]) in NUKTAS:
        return d[0]
    return ch


def compatible(ch):
    """Full and half width forms, Arabic presentation forms, mathematical letters."""
    kind = u.decomposition(ch).split(' ')[0]
    if kind in ('<wide>', '<narrow>', '<initial>', '<medial>', '<final>', '<isolated>', '<font>',
                '<small>', '<vertical>'):
        k = u.normalize('NFKC', ch)
        if len(k) == 1:
            return k
    return ch


def target(c):
    ch = chr(c)
    if dropped(c) or c in NUKTAS:
        return DROP
    if c in SPACES or u.category(ch) == 'Zs':
        return 0x20
    if c in SPECIAL:
        return SPECIAL[c]
    if u.category(ch) == 'Nd':
        return 0x30 + u.decimal(ch)
    if c in (0xFF9E, 0xFF9F):  # half-width voicing marks
        return 0x3099 + c - 0xFF9E
    n = ord(strip(simple_fold(compatible(ch))))
    return SPECIAL.get(n, DROP if dropped(n) else 0x20 if u.category(chr(n)) == 'Zs' else n)


SPACELESS_RANGES = [
    (0xE01, 0xE4E), (0xE81, 0xECD), (0xEDC, 0xEDF), (0x1000, 0x109F), (0x1780, 0x17D3), (0x3005, 0x3007),
    (0x3031, 0x3035), (0x303B, 0x303C), (0x3041, 0x3096), (0x3099, 0x309F), (0x30A1, 0x30FA),
    (0x30FC, 0x312F), (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x1B000, 0x1B16F)]


def classes(c):
    ch = chr(c)
    cat = u.category(ch)
    f = 0
    if cat[0] == 'L' or cat == 'Nl' or cat in ('Mc', 'Mn') and not dropped(c):
        f |= LETTER
    if c == 0x640 or dropped(c) and cat[0] != 'M':
        f &= ~LETTER
    if cat[0] == 'M':
        f |= MARK
    if cat == 'Nd':
        f |= DIGIT
    if cat in ('Lu', 'Lt') or cat == 'Nl' and ch.isupper():
        f |= UPPER
    if cat == 'Ll' or cat == 'Nl' and ch.islower():
        f |= LOWER
    if u.east_asian_width(ch) in 'WF':
        f |= WIDE
    if cat in ('Mn', 'Me') or cat == 'Cf' and c != 0xAD or 0x1160 <= c <= 0x11FF:
        f |= ZERO
    if f & (LETTER | MARK) and any(a <= c <= b for a, b in SPACELESS_RANGES):
        f |= SPACELESS
    return f


def two_stage(values):
    blocks, index = {}, []
    for at in range(0, len(values), BLOCK):
        index.append(blocks.setdefault(tuple(values[at:at + BLOCK]), len(blocks)))
    return index, [v for b in blocks for v in b]


def emit(name, kind, values):
    print(f'const {kind} {name}[{len(values)}] = {{')
    line = '   '
    for v in values:
        item = f' {v},'
        if len(line) + len(item) > 100:
            print(line)
            line = '   '
        line += item
    print(line + '};\n')


def emit_text(name, text):
    print(f'const char {name}[{len(text) + 1}] =')
    parts = [text[i:i + 92] for i in range(0, len(text), 92)]
    for i, part in enumerate(parts):
        print(f'    "{part}"' + (';\n' if i == len(parts) - 1 else ''))


def ranges_above_bmp():
    """[first, last, target of first or a digit run's zero, step] for what folds beyond U+FFFF."""
    runs = []
    for c in range(0x10000, 0x1FBFA):
        t = target(c)
        if t == c:
            continue
        if runs and c == runs[-1][1] + 1 and t == runs[-1][2] + (c - runs[-1][0]):
            runs[-1][1] = c
        else:
            runs.append([c, c, t])
    return runs


HEAD = f"""// Made by unicode_tables.py from Unicode {u.unidata_version}; do not edit.
// clang-format off
#include "text/unicode_tables.h"

namespace imprimatur::unicode {{
"""
TAIL = '}  // namespace imprimatur::unicode'


def print_folds():
    folds = [0 if target(c) == c else target(c) for c in range(0x10000)]
    index, blocks = two_stage(folds)
    assert max(index) < 256
    print(HEAD)
    emit('kFoldIndex', 'std::uint8_t', index)
    emit('kFoldBlocks', 'std::uint16_t', blocks)
    runs = ranges_above_bmp()
    print(f'const FoldRun kFoldRuns[{len(runs)}] = {{')
    line = '   '
    for a, b, t in runs:
        item = f' {{{a}, {b}, {t}}},'
        if len(line) + len(item) > 100:
            print(line)
            line = '   '
        line += item
    print(line + '};\n')
    print(f'const std::size_t kFoldRunCount = {len(runs)};\n')
    print(TAIL)


def print_classes():
    flags = [classes(c) for c in range(0x20000)]
    combos = sorted(set(flags))
    alphabet = [chr(c) for c in range(0x30, 0x7F) if chr(c) not in '\\"?']
    assert len(combos) <= len(alphabet), len(combos)
    index, blocks = two_stage(flags)
    lookup = [0] * 128
    for i, f in enumerate(combos):
        lookup[ord(alphabet[i])] = f
    print(HEAD)
    emit('kClassIndex', 'std::uint16_t', index)
    emit_text('kClassBlocks', ''.join(alphabet[combos.index(f)] for f in blocks))
    emit('kClassFlags', 'std::uint8_t', lookup)
    print(TAIL)


for file, write in (('fold_tables.cc', print_folds), ('class_tables.cc', print_classes)):
    with open(file, 'w', encoding='ascii') as out, contextlib.redirect_stdout(out):
        write()
