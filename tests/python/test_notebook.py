"""The notebook of the examples, executed from its first cell to its last."""

import json

import pytest

from conftest import ROOT


def test_the_notebook(tmp_path, monkeypatch):
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    for name in ("ipykernel", "matplotlib", "pandas", "pyarrow"):
        pytest.importorskip(name)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "matplotlib"))
    book = nbformat.read(ROOT / "src/python/examples/audit.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in book.cells), "outputs are not kept"
    nbclient.NotebookClient(book, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    said = [output for cell in book.cells for output in cell.get("outputs", [])]
    assert not [output for output in said if output.output_type in ("error", "stream")], said
    data = [output.data for output in said]
    counts = next(one["text/plain"] for one in data if "'permission-required'" in one.get("text/plain", ""))
    assert "".join(counts.split()).startswith("(61,1,{"), counts
    assert sum("image/png" in one for one in data) == 1
    assert any("Lindmouth Post" in one.get("text/html", "") for one in data)
    assert any("page-3" in one.get("text/html", "") for one in data)
    summary = json.loads((tmp_path / "audit/summary.json").read_text())
    verdicts = summary["verdicts"]
    assert sum(verdicts.values()) == 61 and all(verdicts[name] > 0 for name in verdicts), verdicts
    assert {holder["name"] for holder in summary["holders"]} >= {"Lindmouth Post", "Harbour Weekly"}
