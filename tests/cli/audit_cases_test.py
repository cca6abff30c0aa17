#!/usr/bin/env python3
"""audit_cases_test.py: which test shows what becomes of each kind of damaged or odd input.

The table is what a reader looks a case up in; the test fails where it names a test that is not there.
"""

import importlib
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

CASES = {
    # Files of records
    "gzip: cut in a member, in its trailer": "formats.cut_compressions formats.clipped_files archives.damaged_archives",
    "gzip: several members, empty ones, zeros at the end": "formats.warc_plain_and_compressed",
    "gzip: garbage between members, a wrong checksum, a broken member":
        "formats.damage_in_the_middle warc.damaged_members_of_a_crawl",
    "zstd, xz, bzip2: cut": "formats.cut_compressions",
    "LZ4: cut, a wrong checksum, the old format": "encodings.lz4",
    "bad UTF-8, lone surrogates, NULs, control characters, a byte order mark, CRLF, blank lines":
        "test.bad_records_keep_their_rows",
    "UTF-16 and UTF-32, with and without a mark, cut": "encodings.records_in_wide_encodings encodings.wide_text_that_is_cut",
    "lines and records over the limit": "test.a_long_line_is_cut_and_told warc.records_over_the_limit",
    "JSON: no object, no text, a typed or nested text, doubled keys, nested too deep, a second value on the line":
        "test.bad_records_keep_their_rows test.fields",
    "JSON: an array, also under the name of lines, and one that is cut": "formats.json_arrays encodings.arrays_under_other_names",
    "CSV: cells that hold lines, open quotes, short rows, no text column": "formats.csv",
    "rows never shift": "test.bad_records_keep_their_rows formats.damage_in_the_middle",
    "killed at any moment": "test.a_killed_audit_goes_on_where_it_was test.jobs_shards_and_interruptions_leave_no_trace "
                            "encodings.a_killed_audit_of_a_wide_file_goes_on archives.a_killed_audit_of_an_archive_goes_on",
    # Archives
    "tar, zip: cut, a damaged header, a damaged member": "archives.damaged_archives archives.damaged_members",
    "tar, zip: encrypted, archives inside, no archive": "archives.members_that_are_not_read",
    # WARC
    "plain, a member each, one member, zstd, zstd with a dictionary, LZ4, two files joined":
        "formats.warc_plain_and_compressed formats.zstd_dictionary encodings.lz4",
    "LF alone, fields doubled, continued, in lower case, without a colon": "formats.headers_as_crawlers_write_them",
    "old versions, odd dates, empty types, addresses in brackets and with blanks":
        "warc.fields_as_crawlers_write_them formats.headers_as_crawlers_write_them",
    "cut in a header, in a block, in the trailer": "formats.clipped_files warc.damage_does_not_take_the_next_record_along",
    "Content-Length too long, too short, missing": "formats.wrong_lengths",
    "garbage between records, junk in a member": "formats.garbage_between_records warc.damage_does_not_take_the_next_record_along",
    "records at the edges of buffers": "formats.buffer_edges",
    "revisits, unknown kinds, empty blocks, pages without a header": "formats.kinds_of_records warc.fields_as_crawlers_write_them",
    "segments, whole and with parts missing": "warc.segments_are_joined warc.segments_that_are_missing",
    "chunked: good, said only, ending early, with a bad size": "formats.bodies warc.bodies_that_are_cut",
    "gzip, deflate, Brotli and Zstandard bodies: good, said only, cut, undone by the crawler, unknown":
        "formats.bodies warc.bodies_that_are_cut encodings.bodies_in_brotli_and_zstd",
    "charsets: declared, mislabelled, by a mark, by the page": "formats.charsets warc.charsets_that_are_not_as_said",
    "rights in headers and in the envelopes of WAT files":
        "formats.rights_in_the_header_of_an_answer warc.signals_in_a_wat_envelope",
}


def main():
    bad = []
    for case, tests in CASES.items():
        for test in tests.split():
            file, _, name = test.partition(".")
            module = importlib.import_module("audit_test" if file == "test" else f"audit_{file}_test")
            if not callable(getattr(module, "test_" + name, None)):
                bad.append(f"{case}: there is no {test}")
    print("\n".join(bad) or f"{len(CASES)} kinds of input have their tests")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
