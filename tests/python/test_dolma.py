"""dolma: its tagger command writes our spans, and its mixer obeys them. Run by ci/python-adapters."""

import gzip
import json
import subprocess
import sys

import pytest

import audit_data

DOCUMENTS = list(audit_data.documents(60))


def dolma(folder, *arguments):
    done = subprocess.run([sys.executable, "-m", "dolma.cli", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def rows_of(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def test_tagger_and_mixer(tmp_path):
    pytest.importorskip("dolma")
    (tmp_path / "set/documents").mkdir(parents=True)
    with gzip.open(tmp_path / "set/documents/a.jsonl.gz", "wt", encoding="utf-8") as file:
        for ident, body, _, _ in DOCUMENTS:
            file.write(json.dumps({"id": ident, "text": body, "source": "made"}, ensure_ascii=False) + "\n")
    dolma(tmp_path, "tag", "--documents", "set/documents/*.gz", "--experiment", "rights", "--taggers", "imprimatur",
          "--tagger_modules", "imprimatur.dolma", "--processes", "1")
    attributes = rows_of(tmp_path / "set/attributes/rights/a.jsonl.gz")
    assert [row["id"] for row in attributes] == [item[0] for item in DOCUMENTS]
    for row, (_, body, _, verdict) in zip(attributes, DOCUMENTS, strict=True):
        spans = row["attributes"]
        assert spans[f"rights__imprimatur__{verdict.replace('-', '_')}"] == [[0, len(body), 1.0]]
        rules = [span for name, found in spans.items() if "__rule_" in name for span in found]
        assert bool(rules) == (verdict != "unknown")
        for begin, end, _ in rules:
            assert any(body[begin:end] in notice for notice, _ in audit_data.KINDS), body[begin:end]
    config = {"streams": [{"name": "kept", "documents": ["set/documents/a.jsonl.gz"], "attributes": ["rights"],
                           "output": {"path": "kept", "max_size_in_bytes": 1 << 30},
                           "filter": {"include": [], "exclude": ["$.attributes[?(@.rights__imprimatur__forbidden)]"]}}],
              "processes": 1}
    (tmp_path / "mix.json").write_text(json.dumps(config))
    dolma(tmp_path, "-c", "mix.json", "mix")
    kept = [row["id"] for path in sorted((tmp_path / "kept").iterdir()) for row in rows_of(path)]
    assert sorted(kept) == sorted(item[0] for item in DOCUMENTS if item[3] != "forbidden")
