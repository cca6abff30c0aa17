"""Documents: the command's answers as classes, and errors as exceptions."""

import dataclasses
import datetime
import hashlib
import json
import pickle
import subprocess
import threading
import time

import pytest

import imprimatur
from conftest import DAY, ROOT
from imprimatur import Checker, Document, RulesError, UsageError

NOTICE = "The harbour opens.\n\nCopyright 2022 Example Media Group. All rights reserved.\n"
SAMPLE = ROOT / "tests/cases/sample/anadolu.txt"
RULES = ROOT / "rules/holders/anadolu.toml"


def plain(value):
    """A class of ours as JSON has it."""
    return json.loads(json.dumps(dataclasses.asdict(value)))


def test_a_document_is_the_commands(checker, program, tmp_path):
    (tmp_path / "a.txt").write_bytes(SAMPLE.read_bytes())
    done = subprocess.run([program, "check", "--format", "jsonl", "--no-policy", "--today", DAY, "a.txt"], cwd=tmp_path,
                          capture_output=True, text=True, check=False)
    answer = checker.check(SAMPLE.read_bytes(), name="a.txt")
    assert answer.json + "\n" == done.stdout
    assert checker.check(SAMPLE.read_text(encoding="utf-8"), name="a.txt") == answer
    value = json.loads(done.stdout)
    assert answer.to_dict() == value
    assert answer.verdict == value["verdict"] == "forbidden"
    assert answer.verdicts == value["verdicts"]
    assert (answer.source, answer.use, answer.record) == ("a.txt", "republish", None)
    assert (answer.media_type, answer.encoding, answer.language) == ("text/plain", "utf-8", "en")
    assert [plain(holder) for holder in answer.holders] == value["holders"]
    assert [plain(reason) for reason in answer.reasons] == value["reasons"]
    assert [plain(finding) for finding in answer.findings] == [{"origin": None, "page": None, "cell": None, **one} for one in value["findings"]]
    assert answer.incomplete is None and answer.trace == ()


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_kinds_of_text(checker, kind):
    assert checker.check(kind(NOTICE.encode())) == checker.check(NOTICE)


def test_bytes_of_other_encodings(checker):
    finding = checker.check("\u00a9 2022 F\u00fcr Medien GmbH".encode("utf-16")).findings[0]
    assert (finding.start.offset, finding.start.column) == (2, 1)
    answer = checker.check("\u00a9 2022 F\u00fcr Medien GmbH".encode("cp1252"), encoding="windows-1252")
    assert answer.encoding == "windows-1252" and "F\u00fcr" in answer.holders[0].name


def test_a_str_is_utf8_whatever_it_says(checker):
    page = '<html><head><meta charset="iso-8859-5"></head><body><p>\u00a9 2022 F\u00fcr Medien GmbH</p></body></html>'
    assert "F\u00fcr" in checker.check(page, "text/html").holders[0].name


def test_halves_of_characters(checker):
    finding = checker.check("a\ud800b \u00a9 2022 Example Media Group").findings[0]
    assert (finding.start.offset, finding.start.column) == (len("a\ufffdb ".encode()), 5)


def test_media_type_use_and_name(checker):
    answer = checker.check("<p>Copyright 2022 Example Media Group</p>", media_type="text/html", name="x.txt", use="search")
    assert (answer.media_type, answer.use, answer.source) == ("text/html", "search", "x.txt")
    assert answer.verdict == answer.verdicts["search"]


def test_what_cannot_be_read_is_no_verdict(checker):
    answer = checker.check(b"\0" * 400 + b"\x89PNG")
    assert answer.verdict is None
    assert answer.incomplete.code == "unsupported" and "binary" in answer.incomplete.message
    assert set(answer.verdicts.values()) == {None}


def test_every_document_of_an_input(checker):
    feed = ('<rss version="2.0"><channel><title>t</title><item><guid>1</guid><title>The harbour</title></item>'
            f"<item><guid>2</guid><title>b</title><description>{NOTICE}</description></item></channel></rss>")
    answers = checker.check_all(feed, name="feed.xml")
    assert len(answers) >= 2 and len({answer.record for answer in answers}) == len(answers)
    assert checker.check(feed, name="feed.xml").verdict == "permission-required"


def test_explain(checker):
    answer = checker.explain(NOTICE)
    assert answer.trace and answer.trace[0].at.line >= 1
    assert checker.check(NOTICE).trace == ()


@pytest.mark.parametrize("threads", [1, 4])
def test_batch(checker, threads):
    texts = [NOTICE if i % 3 else "The harbour opens." for i in range(60)]
    answers = checker.check_batch(texts, names=[f"{i}.txt" for i in range(60)], threads=threads)
    assert [answer.verdict for answer in answers] == ["permission-required" if i % 3 else "unknown" for i in range(60)]
    assert [answer.source for answer in answers] == [f"{i}.txt" for i in range(60)]
    with pytest.raises(UsageError, match="60 texts, but 1 names"):
        checker.check_batch(texts, names=["a"])


def test_threads_share_one_checker(checker):
    wanted = checker.check(NOTICE).json
    wrong = []

    def work():
        for _ in range(40):
            if checker.check(NOTICE).json != wanted:
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def turns_while(work):
    """How often another thread gets its turn meanwhile."""
    turns = []
    done = threading.Event()

    def count():
        while not done.is_set():
            turns.append(1)
            time.sleep(0.0005)

    thread = threading.Thread(target=count)
    thread.start()
    before = len(turns)
    work()
    passed = len(turns) - before
    done.set()
    thread.join()
    return passed


def test_other_threads_run_meanwhile(checker):
    assert turns_while(lambda: checker.check(NOTICE * 2_000)) > 5


def test_policy_and_rules(tmp_path):
    (tmp_path / "own").mkdir()
    own = RULES.read_text(encoding="utf-8").replace('"Anadolu Agency"', '"Anadolu Wire"')
    (tmp_path / "own" / "anadolu.toml").write_text(own, encoding="utf-8")
    policy = tmp_path / "imprimatur.toml"
    policy.write_text('uses = ["excerpt"]\nfail-on = "forbidden"\nrules = ["own"]\n\n'
                      '[organisation]\nnames = ["Example Media Group"]\n')
    checker = Checker(policy=policy, today=DAY)
    assert (checker.use, checker.fail_on, checker.today) == ("excerpt", "forbidden", DAY)
    assert checker.rules_digest != Checker(today=DAY).rules_digest
    assert checker.check(NOTICE, use="republish").verdict == "allowed"
    by_folder = Checker(rules=tmp_path / "own", today=DAY)
    by_file = Checker(rules=[tmp_path / "own" / "anadolu.toml"], today=DAY)
    assert by_file.check(SAMPLE.read_bytes()).holders[0].name == "Anadolu Wire"
    assert by_folder.rules_digest == by_file.rules_digest != Checker(today=DAY).rules_digest


def test_the_day(checker):
    assert checker.today == DAY
    assert Checker(today=datetime.date(2026, 1, 31)).today == DAY
    assert len(Checker().today) == 10
    assert Checker(today=datetime.datetime(2026, 1, 31, 12)).today == DAY
    for day in ("tomorrow", "2026-13-31", "2026-02-29"):
        with pytest.raises(UsageError, match="no date"):
            Checker(today=day)


def test_mistakes_are_exceptions(tmp_path, checker):
    with pytest.raises(UsageError, match="unknown use 'reprint'; there are: republish,"):
        Checker(use="reprint")
    with pytest.raises(UsageError, match="unknown use"):
        checker.check("x", use="reprint")
    with pytest.raises(UsageError, match="cannot read policy"):
        Checker(policy=tmp_path / "nowhere.toml")
    with pytest.raises(UsageError, match="cannot read rules"):
        Checker(rules=tmp_path / "nowhere.toml")
    bad = tmp_path / "bad.toml"
    bad.write_text("nonsense = true\n")
    with pytest.raises(RulesError, match=r"bad\.toml:1"):
        Checker(policy=bad)
    with pytest.raises(RulesError, match=r"bad\.toml:1"):
        Checker(rules=bad)
    with pytest.raises(RulesError, match=r"bad\.toml:1"):
        Checker(rules=[bad, RULES])
    (tmp_path / "none").mkdir()
    with pytest.raises(UsageError, match="no .toml file in"):
        Checker(rules=tmp_path / "none")
    assert issubclass(UsageError, ValueError) and issubclass(RulesError, imprimatur.Error)


@pytest.mark.parametrize("call, wanted", [
    (lambda checker: checker.check(3), "a text is str or bytes, not int"),
    (lambda checker: checker.explain(None), "a text is str or bytes, not NoneType"),
    (lambda checker: checker.check("x", media_type=3), "media_type is a str, not int"),
    (lambda checker: checker.check(b"x", name=3), "name is a str, not int"),
    (lambda checker: checker.check("x", encoding=3), "encoding is a str, not int"),
    (lambda checker: checker.check_batch("abc"), "takes a list of texts"),
    (lambda checker: checker.check_batch(["a", "b"], names="ab"), "takes a list of texts and one of names"),
    (lambda checker: checker.check_batch(["a", None]), r"texts\[1\]: a text is str or bytes, not NoneType"),
    (lambda checker: checker.check_batch(["a"], threads="2"), "threads is an int, not str"),
    (lambda checker: checker.check_arrow(None), "neither __arrow_c_stream__ nor __arrow_c_array__"),
    (lambda checker: Checker(rules=3), "rules are a path or several, not 3"),
    (lambda checker: Checker(rules=["a.toml", 3]), "rules are a path or several, not"),
    (lambda checker: Checker(policy=3), "policy is a path, not int"),
    (lambda checker: Checker(use=3), "use is a str, not int"),
    (lambda checker: Checker(today=3), "today is a date or a str such as '2026-01-31', not int"),
])
def test_wrong_kinds_are_named(checker, call, wanted):
    with pytest.raises(TypeError, match=wanted):
        call(checker)


def test_names_and_threads_as_people_have_them(checker, tmp_path):
    assert checker.check(NOTICE, name=tmp_path / "a.txt").source == str(tmp_path / "a.txt")
    assert checker.check(NOTICE, name="caf\udce9.txt").source == "caf\ufffd.txt"  # as os.listdir gives it
    assert len(checker.check_batch([NOTICE] * 3, threads=10**12)) == 3
    assert checker.check_batch([], threads=-1) == []


def test_a_large_text(checker):
    answer = checker.check("The harbour opens. " * 2_700_000 + "\n\u00a9 2023 Example Media Group")
    assert answer.verdict == "permission-required" and answer.findings[-1].start.offset > 50_000_000


def test_a_checker_travels(checker, tmp_path):
    (tmp_path / "imprimatur.toml").write_text('uses = ["archive"]\n')
    strict = Checker(policy=tmp_path / "imprimatur.toml", today=DAY)
    for one in (checker, strict):
        copy = pickle.loads(pickle.dumps(one))
        assert copy.check(NOTICE) == one.check(NOTICE)
        assert (copy.today, copy.use, copy.rules_digest, copy.policy_digest) == (
            one.today, one.use, one.rules_digest, one.policy_digest)
    assert checker.policy_digest is None
    assert strict.policy_digest == hashlib.sha256(b'uses = ["archive"]\n').hexdigest()
    make, (setup, version, rules, policy) = strict.__reduce__()
    with pytest.raises(RulesError, match="install the same version"):
        make(setup, version, "another", policy)
    with pytest.raises(RulesError, match="install the same version"):
        make(setup, "0.0.1", rules, policy)
    with pytest.raises(RulesError, match="the policy came as another than it was sent"):
        make(setup, version, rules, None)


def test_a_document_travels(checker):
    answer = checker.check(NOTICE)
    copy = pickle.loads(pickle.dumps(answer))
    assert copy == answer and hash(copy) == hash(answer) and copy.findings == answer.findings
    assert Document(answer.json).verdict == answer.verdict
    assert "permission-required" in repr(answer)
