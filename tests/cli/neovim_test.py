#!/usr/bin/env python3
"""neovim_test.py PROGRAM: the language server with Neovim as its client.

Exit status 1 if something is not as it should be; 77 where there is no Neovim.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
SCRIPT = """
local out = {}
vim.cmd("edit draft.md")
vim.lsp.buf_attach_client(0, vim.lsp.start_client({ name = "imprimatur", cmd = { %(program)s, "lsp" } }))
local function seen(count)
  return vim.wait(60000, function() return #vim.diagnostic.get(0) == count end, 20)
end
local function note(name, value) out[name] = value end
note("found", seen(1))
local one = vim.diagnostic.get(0)[1] or {}
note("place", { one.lnum, one.col })
note("code", one.code)
note("severity", one.severity)
local params = { textDocument = vim.lsp.util.make_text_document_params(0), position = { line = 2, character = 12 } }
local hover = vim.lsp.buf_request_sync(0, "textDocument/hover", params, 20000)
for _, answer in pairs(hover or {}) do note("hover", answer.result.contents.value) end
vim.api.nvim_buf_set_lines(0, 2, 3, false, { "Nothing else." })
note("gone", seen(0))
vim.api.nvim_buf_set_lines(0, 0, 0, false, { "\\u{1F600} Copyright 2022 Anadolu Agency. All rights reserved." })
note("again", seen(1))
note("column", (vim.diagnostic.get(0)[1] or {}).col)
vim.lsp.stop_client(vim.lsp.get_active_clients())
vim.wait(20000, function() return #vim.lsp.get_active_clients() == 0 end, 20)
note("clients", #vim.lsp.get_active_clients())
local file = io.open("out.json", "w")
file:write(vim.fn.json_encode(out))
file:close()
vim.cmd("quitall!")
"""


def main():
    if shutil.which("nvim") is None:
        print("left out: there is no Neovim")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "draft.md").write_text("# Ferry\n\nCopyright 2022 Anadolu Agency. All rights reserved.\n")
        (folder / "script.lua").write_text(SCRIPT % {"program": json.dumps(PROGRAM)})
        environment = {"PATH": os.environ["PATH"], "HOME": name, "XDG_RUNTIME_DIR": name, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-c", "luafile script.lua"], cwd=folder,
                              env=environment, capture_output=True, text=True, timeout=200, check=False)
        result = folder / "out.json"
        if not result.exists():
            print(f"Neovim wrote nothing: {done.stdout} {done.stderr}")
            return 1
        said = json.loads(result.read_text())
    smile = len("\U0001F600 ".encode())
    expected = {"found": True, "place": [2, 0], "severity": 1, "gone": True, "again": True, "column": smile, "clients": 0}
    wrong = {key: said.get(key) for key, value in expected.items() if said.get(key) != value}
    if "Anadolu Agency" not in said.get("hover", ""):
        wrong["hover"] = said.get("hover")
    print(f"not as expected: {wrong}" if wrong else "Neovim shows what the server says")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
