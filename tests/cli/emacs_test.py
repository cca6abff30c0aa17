#!/usr/bin/env python3
"""emacs_test.py PROGRAM: the language server with Emacs as its client, set up as src/lsp/README.md says.

Exit status 1 if something is not as it should be; 77 where there is no Emacs with Eglot.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
README = pathlib.Path(__file__).resolve().parent.parent.parent / "src" / "lsp" / "README.md"
SCRIPT = """
(require 'package)
(package-initialize)
(unless (require 'eglot nil t) (kill-emacs 77))
(require 'json)
(load (expand-file-name "recipe.el"))
(setq found nil)
(defun note (name value) (push (cons name value) found))
(defun wait-for (test)
  (let ((turns 0))
    (while (and (< turns 600) (not (funcall test)))
      (setq turns (1+ turns))
      (accept-process-output nil 0.1))
    (if (funcall test) t json-false)))
(find-file "draft.txt")
(text-mode)
(call-interactively #'eglot)
(flymake-start)
(note "marked" (wait-for (lambda () (flymake-diagnostics))))
(let ((one (car (flymake-diagnostics))) (server (eglot-current-server)))
  (note "text" (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
  (note "says" (flymake-diagnostic-text one))
  (goto-char (flymake-diagnostic-beg one))
  (note "hover" (plist-get (plist-get (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams))
                                      :contents) :value))
  (erase-buffer)
  (insert "Nothing else.\\n")
  (eglot--signal-textDocument/didChange)
  (note "gone" (wait-for (lambda () (flymake-start) (null (flymake-diagnostics)))))
  (eglot-shutdown server)
  (note "ended" (wait-for (lambda () (not (jsonrpc-running-p server))))))
(with-temp-file "out.json" (insert (json-encode found)))
"""


def main():
    if shutil.which("emacs") is None:
        print("left out: there is no Emacs")
        return 77
    recipe = re.search(r"```elisp\n(.*?)```", README.read_text(), re.DOTALL).group(1)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "bin").mkdir()
        (folder / "bin" / "imprimatur").symlink_to(PROGRAM)
        notice = "Copyright 2022 Anadolu Agency. All rights reserved."
        (folder / "draft.txt").write_text(f"\U0001F6A2 Ferry\n\n{notice}\n")
        (folder / "recipe.el").write_text(recipe)
        (folder / "script.el").write_text(SCRIPT)
        environment = {"PATH": f"{folder}/bin:{os.environ['PATH']}", "HOME": name, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(["emacs", "--batch", "-q", "-l", "script.el"], cwd=folder, env=environment,
                              capture_output=True, text=True, timeout=250, check=False)
        if done.returncode == 77:
            print("left out: this Emacs has no Eglot")
            return 77
        result = folder / "out.json"
        if not result.exists():
            print(f"Emacs wrote nothing: {done.stdout} {done.stderr}")
            return 1
        out = json.loads(result.read_text())
    good = (out["marked"] is True and out["text"] == notice.rstrip(".") and "Anadolu Agency" in out["says"] and
            "permission-required" in out["hover"] and out["gone"] is True and out["ended"] is True)
    print("Emacs shows what the server says" if good else f"not as it should be: {out}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
