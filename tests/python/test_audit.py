"""python -m imprimatur audit: the same answers as the command's for the same rows, and nothing lost."""

import json
import subprocess
import sys

import pytest

import audit_data
from conftest import DAY
from imprimatur.__main__ import main
from imprimatur.audit import Fields, audit

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

DOCUMENTS = list(audit_data.documents(200))
TEXTS = [None if i % 13 == 6 else item[1] for i, item in enumerate(DOCUMENTS)]
TABLE = pa.table({"id": [item[0] for item in DOCUMENTS], "content": TEXTS, "url": [item[2] for item in DOCUMENTS]})
SAME = ("verdict", "verdicts", "holders", "licence", "reason", "language")


def run(*arguments):
    return main(["audit", "--today", DAY, *map(str, arguments)])


def test_the_same_as_the_command(program, tmp_path, capsys):
    pq.write_table(TABLE, tmp_path / "data.parquet", row_group_size=60)
    lines = [json.dumps(row, ensure_ascii=False) for row in TABLE.to_pylist()]
    (tmp_path / "data.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run(tmp_path / "data.parquet", "-o", tmp_path / "ours") == 1
    assert "audited 200 documents: " in capsys.readouterr().out
    subprocess.run([program, "audit", "--no-policy", "--today", DAY, "data.jsonl", "-o", "theirs"], cwd=tmp_path,
                   capture_output=True, check=False)
    unpacked = subprocess.run(["zstd", "-dcq", str(tmp_path / "theirs/documents.jsonl.zst")], capture_output=True, check=True)
    theirs = [json.loads(line) for line in unpacked.stdout.splitlines()]
    ours = pq.read_table(tmp_path / "ours/documents.parquet").to_pylist()
    assert len(ours) == len(theirs) == 200
    for mine, row in zip(ours, theirs, strict=True):
        assert [mine[key] for key in (*SAME, "record", "id", "url")] == [row[key] for key in (*SAME, "record", "id", "url")]
        assert (mine["incomplete"] is None) == (row["incomplete"] is None)
    mine = json.loads((tmp_path / "ours/summary.json").read_text(encoding="utf-8"))
    wanted = json.loads((tmp_path / "theirs/summary.json").read_text(encoding="utf-8"))
    for key in ("use", "documents", "text_bytes", "incomplete", "empty", "verdicts", "uses", "errors", "input_problems"):
        assert mine[key] == wanted[key], key
    for table in ("holders", "licences", "languages", "rules"):
        assert sorted(map(json.dumps, mine[table])) == sorted(map(json.dumps, wanted[table])), table


def test_arrow_files_and_folders(checker, tmp_path):
    (tmp_path / "in").mkdir()
    with pa.ipc.new_file(tmp_path / "in/a.arrow", TABLE.schema) as file:
        file.write_table(TABLE, max_chunksize=70)
    with pa.ipc.new_stream(tmp_path / "in/b.ipc", TABLE.schema) as file:
        file.write_table(TABLE)
    pq.write_table(TABLE.rename_columns(["doc", "content", "url"]).append_column("id", pa.array(range(200))),
                   tmp_path / "in/c.parquet")
    summary = audit([tmp_path / "in"], tmp_path / "out", checker, threads=3)
    assert summary["documents"] == 600 and summary["input_problems"] == 0
    rows = pq.read_table(tmp_path / "out/documents.parquet")
    verdicts = rows["verdict"].to_pylist()
    assert verdicts[:200] == verdicts[200:400] == verdicts[400:]
    assert rows["id"].to_pylist()[400:] == [str(i) for i in range(200)]


def test_a_damaged_group_costs_its_rows_alone(checker, tmp_path):
    path = tmp_path / "data.parquet"
    pq.write_table(TABLE, path, row_group_size=50, compression="zstd", use_dictionary=False)
    column = pq.ParquetFile(path).metadata.row_group(1).column(1)
    data = bytearray(path.read_bytes())
    at = column.data_page_offset + column.total_compressed_size // 2
    data[at : at + 40] = bytes(40)
    path.write_bytes(bytes(data))
    assert run(path, "-o", tmp_path / "out") == 1
    summary = json.loads((tmp_path / "out/summary.json").read_text(encoding="utf-8"))
    assert summary["input_problems"] == 1 and "row group 1 of 50 rows" in summary["problems"][0]["message"]
    assert summary["documents"] == 150


def test_exit_status(tmp_path, capsys):
    quiet = pa.table({"text": ["The harbour opens."]})
    pq.write_table(quiet, tmp_path / "quiet.parquet")
    assert run(tmp_path / "quiet.parquet", "-o", tmp_path / "out") == 0
    pq.write_table(pa.table({"text": ["The harbour opens.", None]}), tmp_path / "null.parquet")
    assert run(tmp_path / "null.parquet", "-o", tmp_path / "out") == 3
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 and no more")
    assert run(tmp_path / "bad.parquet", "-o", tmp_path / "out") == 3
    (tmp_path / "empty.parquet").write_bytes(b"")
    assert run(tmp_path / "empty.parquet", "-o", tmp_path / "out") == 3
    pq.write_table(quiet.slice(0, 0), tmp_path / "rowless.parquet")
    assert run(tmp_path / "rowless.parquet", "-o", tmp_path / "out") == 0
    pq.write_table(pa.table({"text": [1]}), tmp_path / "numbers.parquet")
    # A usual name of something that is no name of a row.
    pq.write_table(pa.table({"text": ["The harbour opens."], "_id": [{"$oid": "1"}]}), tmp_path / "strange.parquet")
    assert run(tmp_path / "strange.parquet", "-o", tmp_path / "out") == 0
    capsys.readouterr()
    for arguments, wanted in [
        ((tmp_path / "nowhere.parquet",), "is not there"),
        (("x.jsonl",), "'imprimatur audit' reads the other formats"),
        ((tmp_path / "quiet.parquet", "--text-field", "body"), "quiet.parquet: there is no column 'body'; there are: text (string)"),
        ((tmp_path / "strange.parquet", "--id-field", "_id"), "strange.parquet: column '_id' is not one of texts; there are: text"),
        ((tmp_path / "numbers.parquet",), "numbers.parquet: no column of texts under a usual name"),
        ((tmp_path / "numbers.parquet", "--text-field", "text"), "column 'text' is not one of texts; there are: text (int64)"),
        ((tmp_path / "quiet.parquet", "--use", "reprint"), "unknown use 'reprint'"),
    ]:
        assert run(*arguments, "-o", tmp_path / "out") == 2
        assert wanted in capsys.readouterr().err
    for name in ("empty", "rowless", "numbers", "strange"):
        (tmp_path / f"{name}.parquet").unlink()
    assert run(tmp_path, "-o", tmp_path / "out") == 3  # without the results that lie there
    assert "audited 3 documents" in capsys.readouterr().out


def test_without_pyarrow_it_says_so(tmp_path):
    code = "import sys; sys.modules['pyarrow'] = None; import imprimatur.__main__ as m; sys.exit(m.main(sys.argv[1:]))"
    (tmp_path / "x.parquet").write_bytes(b"")
    done = subprocess.run([sys.executable, "-c", code, "audit", str(tmp_path / "x.parquet"), "-o", str(tmp_path / "out")],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "pip install pyarrow" in done.stderr


def test_columns_by_name(checker, tmp_path):
    table = TABLE.append_column("text", pa.array(["nothing"] * 200))
    pq.write_table(table, tmp_path / "data.parquet")
    named = audit([tmp_path / "data.parquet"], tmp_path / "named", checker, Fields(text="content"))
    usual = audit([tmp_path / "data.parquet"], tmp_path / "usual", checker)
    assert named["verdicts"]["forbidden"] > 0 and usual["verdicts"]["forbidden"] == 0
