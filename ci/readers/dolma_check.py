#!/usr/bin/env python3
"""dolma_check.py PROGRAM: dolma's mixer drops documents and replaces passages by our attributes.

Run with a Python that has dolma's package; of it the mixer alone is loaded, since its taggers want a
hundred packages more. The answers are known (tests/support/audit_data.py).
"""

import functools
import gzip
import importlib.machinery
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests/support"))
import audit_data as data  # noqa: E402


@functools.cache  # the module can be loaded once
def mixer():
    package = pathlib.Path(importlib.util.find_spec("dolma").origin).parent
    path = next(str(path) for path in package.glob("dolma*.so"))
    loader = importlib.machinery.ExtensionFileLoader("dolma", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_file_location("dolma", path, loader=loader))
    loader.exec_module(module)
    return module.mixer_entrypoint


def mix(folder, name, **stream):
    config = {"streams": [{"name": name, "documents": [f"{folder}/documents/*"], "attributes": ["imprimatur"],
                           "output": {"path": f"{folder}/{name}", "max_size_in_bytes": 1 << 30}, **stream}],
              "processes": 1, "work_dir": {"input": f"{folder}/in", "output": f"{folder}/out"}}
    mixer()(json.dumps(config))
    rows = []
    for path in sorted((folder / name).glob("*.gz")):
        with gzip.open(path) as file:
            rows += [json.loads(line) for line in file]
    return rows


def main():
    program = sys.argv[1]
    items = list(data.documents(500))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "documents").mkdir()
        for part in range(2):
            lines = [data.json_line(item, source="made up") + b"\n" for item in items[part * 250:part * 250 + 250]]
            (folder / f"documents/{part}.jsonl.gz").write_bytes(b"".join(map(data.member, lines)))
        done = subprocess.run([program, "audit", "--no-policy", f"{folder}/documents", "-o", f"{folder}"], check=False)
        assert done.returncode == 1, done.returncode
        flagged = "imprimatur__republish__forbidden"
        kept = mix(folder, "dropped", filter={
            "include": [], "exclude": [f"$.attributes[?(@.{flagged} && @.{flagged}[0] && @.{flagged}[0][2] >= 0.5)]"]})
        wanted = [item for item in items if item[3] != "forbidden"]
        assert [row["id"] for row in kept] == [item[0] for item in wanted], (len(kept), len(wanted))
        assert [row["text"] for row in kept] == [item[1] for item in wanted]
        replaced = mix(folder, "replaced", span_replacement=[
            {"span": "$.attributes.imprimatur__holder__anadolu", "min_score": 0.1, "replacement": ""}])
        assert [row["id"] for row in replaced] == [item[0] for item in items], len(replaced)
        for row, item in zip(replaced, items):
            if item[3] != "forbidden":
                assert row["text"] == item[1], row
                continue
            assert "Anadolu" not in row["text"], row
            # all before the notice stands, to the last character behind emoji and combining marks
            assert row["text"].startswith(item[1][:item[1].index(data.FORBIDDEN)]), row
    print(f"mixed {len(items)} documents: {len(items) - len(wanted)} dropped by verdict, as many passages taken out")


if __name__ == "__main__":
    main()
