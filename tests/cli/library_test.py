#!/usr/bin/env python3
"""library_test.py PROGRAM BUILD: the library as a program elsewhere uses it.

Installed from the build folder; a small project finds it by CMake and by pkg-config, with the one
installed header, and gets the same answers as the command gives, from several threads. One line a
failure; exit status 1 if there is any.
"""

import os
import pathlib
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
PROJECT = """
cmake_minimum_required(VERSION 3.16)
project(outside LANGUAGES CXX)
find_package(imprimatur 0.1 REQUIRED)
find_package(Threads REQUIRED)
add_executable(outside main.cc)
target_link_libraries(outside PRIVATE imprimatur::engine Threads::Threads)
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
    expect("one header", headers == ["include/imprimatur/checker.h"], headers)
    library = next(prefix.rglob("libimprimatur.so"), None)
    expect("the library", library is not None, list(prefix.rglob("*")))
    return prefix, library


def check_symbols(library):
    names = [line.split()[-1] for line in run(library.parent, "nm", "-D", "--defined-only", str(library)).stdout.splitlines()]
    foreign = [name for name in names if "10imprimatur7Checker" not in name and not name.startswith("IMPRIMATUR_")]
    expect("no symbol but the interface's", names and not foreign, foreign[:5])


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
        (folder / "CMakeLists.txt").write_text(PROJECT)
        prefix, library = install(folder)
        if not failures:
            check_symbols(library)
            done = run(folder, "cmake", "-S", ".", "-B", "out", f"-DCMAKE_PREFIX_PATH={prefix}")
            expect("find_package", done.returncode == 0, done.stderr)
            done = run(folder, "cmake", "--build", "out")
            expect("built by CMake", done.returncode == 0, done.stdout + done.stderr)
            answers("CMake", folder, folder / "out/outside", library)
            found = {"PKG_CONFIG_PATH": str(library.parent / "pkgconfig")}
            flags = run(folder, "pkg-config", "--cflags", "--libs", "imprimatur", environment=found)
            expect("pkg-config", flags.returncode == 0, flags.stderr)
            done = run(folder, "c++", "-std=c++17", "-Wall", "-Wextra", "-Werror", "main.cc", "-o", "by-hand", "-pthread",
                       *flags.stdout.split())
            expect("built with pkg-config", done.returncode == 0, done.stderr)
            answers("pkg-config", folder, folder / "by-hand", library)
    print("\n".join(failures) if failures else "passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
