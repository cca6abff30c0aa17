#!/usr/bin/env python3
"""library_test.py PROGRAM BUILD: the library as a program elsewhere uses it.

Installed from the build folder; a small project in C++ and one in C find it by CMake and by pkg-config
and get the same answers as the command gives, from several threads. Nothing but the C interface is
exported, and, where abidiff is there, it is as tests/cli/library.abi says. One line a failure; exit
status 1 if there is any.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

PROGRAM, BUILD = (str(pathlib.Path(argument).resolve()) for argument in sys.argv[1:3])
TEXT = "The harbour opens.\n\nCopyright 2022 Example Media Group. All rights reserved.\n"
SOURCE = r"""
#include <imprimatur/checker.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <thread>
#include <vector>

int main(int argc, char** argv) {
  imprimatur::CheckerOptions options;
  std::string error;
  if (imprimatur::Checker::make(options, error) || error.find("2026-01-31") == std::string::npos) {
    return 10;
  }
  options.today = "2026-01-31";
  options.policy = "nonsense = true\n";
  if (imprimatur::Checker::make(options, error) || error.find("nonsense") == std::string::npos) {
    return 11;
  }
  options.policy.clear();
  const auto checker = imprimatur::Checker::make(options, error);
  if (!checker || argc != 2) {
    std::cerr << error << "\n";
    return 12;
  }
  std::ostringstream text;
  text << std::ifstream(argv[1], std::ios::binary).rdbuf();
  std::vector<std::string> answers(8);
  std::vector<std::thread> threads;
  for (std::string& answer : answers) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        answer = checker->check(text.str(), argv[1]).json;
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  for (const std::string& answer : answers) {
    if (answer != answers[0]) {
      return 13;
    }
  }
  const auto one = checker->check(text.str(), argv[1]);
  if (one.verdict != "permission-required" || one.incomplete || checker->rules_digest().empty()) {
    return 14;
  }
  const auto broken = checker->check(std::string(400, '\0') + "\x89PNG", "a.txt");
  if (!broken.incomplete || !broken.verdict.empty()) {
    return 15;
  }
  std::cout << one.json;
  return 0;
}
"""
C_SOURCE = r"""
#include <imprimatur/imprimatur.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char text[4096];
static imprimatur_checker* checker;

static void* check(void* name) {
  imprimatur_answer* answer = NULL;
  imprimatur_error* error = NULL;
  imprimatur_document document;
  memset(&document, 0, sizeof document);
  document.struct_size = sizeof document;
  document.bytes = text;
  document.size = strlen(text);
  document.name = name;
  for (int i = 0; i < 20; ++i) {
    imprimatur_answer_free(answer);
    answer = imprimatur_check(checker, &document, &error);
    if (answer == NULL) {
      fprintf(stderr, "%s\n", imprimatur_error_message(error));
      exit(20);
    }
  }
  return answer;
}

int main(int argc, char** argv) {
  if (argc != 2 || imprimatur_abi() != IMPRIMATUR_ABI) return 10;
  imprimatur_error* error = NULL;
  imprimatur_options* options = imprimatur_options_new();
  checker = imprimatur_checker_new(options, &error);
  if (checker != NULL || imprimatur_error_code(error) != IMPRIMATUR_ERROR_USAGE) return 11;
  imprimatur_error_free(error);
  if (imprimatur_options_set_today(options, "2026-01-31") != IMPRIMATUR_OK) return 12;
  checker = imprimatur_checker_new(options, &error);
  imprimatur_options_free(options);
  if (checker == NULL || error != NULL) return 13;
  FILE* file = fopen(argv[1], "rb");
  if (file == NULL) return 14;
  text[fread(text, 1, sizeof text - 1, file)] = 0;
  fclose(file);
  pthread_t threads[4];
  imprimatur_answer* answers[4];
  for (int i = 0; i < 4; ++i) pthread_create(&threads[i], NULL, check, argv[1]);
  for (int i = 0; i < 4; ++i) pthread_join(threads[i], (void**)&answers[i]);
  for (int i = 1; i < 4; ++i) {
    if (strcmp(imprimatur_answer_json(answers[i], 0, NULL), imprimatur_answer_json(answers[0], 0, NULL)) != 0) return 15;
  }
  if (strcmp(imprimatur_verdict_name(imprimatur_answer_verdict(answers[0], 0)), "permission-required") != 0) return 16;
  imprimatur_checker_free(checker);
  puts(imprimatur_answer_json(answers[0], 0, NULL));
  for (int i = 0; i < 4; ++i) imprimatur_answer_free(answers[i]);
  return 0;
}
"""
PROJECT = """
cmake_minimum_required(VERSION 3.16)
project(outside LANGUAGES C CXX)
find_package(imprimatur 0.1 REQUIRED)
find_package(Threads REQUIRED)
add_executable(outside main.cc)
target_link_libraries(outside PRIVATE imprimatur::engine Threads::Threads)
add_executable(outside-c main.c)
target_link_libraries(outside-c PRIVATE imprimatur::engine Threads::Threads)
"""
failures = []


def expect(what, condition, detail=""):
    if not condition:
        failures.append(f"{what}: {str(detail)[:800]}")


def run(folder, *arguments, environment=None):
    return subprocess.run(arguments, cwd=folder, capture_output=True, text=True, timeout=300, check=False,
                          env=os.environ | {"LC_ALL": "C.UTF-8"} | (environment or {}))


def install(folder):
    prefix = folder / "prefix"
    done = run(folder, "cmake", "--install", BUILD, "--component", "library", "--prefix", str(prefix))
    expect("install", done.returncode == 0, done.stderr)
    headers = sorted(p.relative_to(prefix).as_posix() for p in prefix.rglob("*.h"))
    expect("two headers", headers == ["include/imprimatur/checker.h", "include/imprimatur/imprimatur.h"], headers)
    library = next(prefix.rglob("libimprimatur.so"), None)
    expect("the library", library is not None, list(prefix.rglob("*")))
    return prefix, library


def check_symbols(prefix, library):
    names = [line.split()[-1].split("@")[0]
             for line in run(library.parent, "nm", "-D", "--defined-only", str(library)).stdout.splitlines()]
    exported = sorted(name for name in names if not name.startswith("IMPRIMATUR_"))
    header = (prefix / "include/imprimatur/imprimatur.h").read_text()
    declared = sorted(set(re.findall(r"\b(imprimatur_\w+)\(", header)))
    expect("exactly the declared functions", exported == declared and declared, set(exported) ^ set(declared))


def check_abi(folder, prefix, library):
    """Against what was agreed; a change that adds is fine, and told by IMPRIMATUR_UPDATE=1 to be kept."""
    if shutil.which("abidw") is None:
        print("left out: abidiff is not installed")
        return
    wanted = pathlib.Path(__file__).parent / "library.abi"
    found = folder / "found.abi"
    done = run(folder, "abidw", "--exported-interfaces-only", "--headers-dir", str(prefix / "include"),
               "--drop-private-types", "--no-elf-needed", "--no-architecture", "--no-corpus-path",
               "--no-comp-dir-path", "--no-show-locs", "--out-file", str(found), str(library))
    expect("abidw", done.returncode == 0, done.stderr)
    if os.environ.get("IMPRIMATUR_UPDATE"):
        shutil.copyfile(found, wanted)
    done = run(folder, "abidiff", "--no-added-syms", str(wanted), str(found))
    expect("the interface of version 1", done.returncode == 0, done.stdout + done.stderr)


def answers(what, folder, program, library):
    wanted = run(folder, PROGRAM, "check", "--format", "jsonl", "--no-policy", "--today", "2026-01-31", "a.txt")
    got = run(folder, str(program), "a.txt", environment={"LD_LIBRARY_PATH": str(library.parent)})
    expect(f"{what}: runs", got.returncode == 0, (got.returncode, got.stderr))
    expect(f"{what}: the command's answer", got.stdout == wanted.stdout, (got.stdout, wanted.stdout))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve()
        (folder / "a.txt").write_text(TEXT)
        (folder / "main.cc").write_text(SOURCE)
        (folder / "main.c").write_text(C_SOURCE)
        (folder / "CMakeLists.txt").write_text(PROJECT)
        prefix, library = install(folder)
        if not failures:
            check_symbols(prefix, library)
            check_abi(folder, prefix, library)
            done = run(folder, "cmake", "-S", ".", "-B", "out", f"-DCMAKE_PREFIX_PATH={prefix}")
            expect("find_package", done.returncode == 0, done.stderr)
            done = run(folder, "cmake", "--build", "out")
            expect("built by CMake", done.returncode == 0, done.stdout + done.stderr)
            answers("CMake", folder, folder / "out/outside", library)
            answers("CMake, C", folder, folder / "out/outside-c", library)
            found = {"PKG_CONFIG_PATH": str(library.parent / "pkgconfig")}
            flags = run(folder, "pkg-config", "--cflags", "--libs", "imprimatur", environment=found)
            expect("pkg-config", flags.returncode == 0, flags.stderr)
            done = run(folder, "c++", "-std=c++17", "-Wall", "-Wextra", "-Werror", "main.cc", "-o", "by-hand", "-pthread",
                       *flags.stdout.split())
            expect("built with pkg-config", done.returncode == 0, done.stderr)
            answers("pkg-config", folder, folder / "by-hand", library)
            done = run(folder, "cc", "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "main.c", "-o", "by-hand-c",
                       "-pthread", *flags.stdout.split())
            expect("built with pkg-config, C", done.returncode == 0, done.stderr)
            answers("pkg-config, C", folder, folder / "by-hand-c", library)
    print("\n".join(failures) if failures else "passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
