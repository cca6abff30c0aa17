#!/usr/bin/env python3
"""Runs imprimatur_bench, and imprimatur against other programs, and prints one table.

Speeds are compared by processor time, which other work on the machine disturbs least; only two
jobs against one need the clock, and an idle machine. Every peer writes to a file: some programs stop
at the first match when they see that nobody reads. Only ratios within one run are firm.
"""

import argparse
import datetime
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import datasets  # noqa: E402
import dense  # noqa: E402
import formats  # noqa: E402
import scale  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "tests/cases/sample/anadolu.txt"
MIB = 1 << 20
HUGE_MIB = 512


class Run:
    """One process: processor time, time by the clock, peak memory."""

    def __init__(self, command, folder):
        with open(folder / "out", "wb") as out:
            begin = time.monotonic()
            process = subprocess.Popen([str(part) for part in command], stdout=out,
                                       stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            self.clock = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            tail = (folder / "out").read_text(encoding="utf-8", errors="replace")[-500:]
            sys.exit(f"ended with {process.returncode}: {command}\n{tail}")
        self.processor = usage.ru_utime + usage.ru_stime
        self.peak_mib = usage.ru_maxrss / 1024


def median(command, folder, runs, what="processor"):
    return statistics.median(getattr(Run(command, folder), what) for _ in range(runs))


def stage_table(build, mib, mix):
    done = subprocess.run([build / "imprimatur_bench", "stages", str(mib), mix], check=True,
                          capture_output=True, text=True)
    speeds = {}
    for line in done.stdout.splitlines()[1:]:
        name, speed = line.split()[:2]
        speeds[name] = float(speed)
    return done.stdout, speeds


def instructions(command, folder):
    if not shutil.which("valgrind"):
        return None
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/callgrind",
                           *map(str, command)], capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", done.stderr)
    return int(found.group(1)) if found else None


class Table:
    """What was measured, with the floor and the goal; `most`: less is better."""

    def __init__(self):
        self.rows = []
        self.missed = []

    def add(self, what, value, floor=None, goal=None, most=False, note=""):
        verdict = ""
        if value is not None and floor is not None:
            good = value <= floor if most else value >= floor
            reached = value <= goal if most else value >= goal
            verdict = "goal" if reached else "floor" if good else "MISSED"
            if not good:
                self.missed.append(what)
        cells = ["-" if n is None else f"{n:.4g}" for n in (value, floor, goal)]
        self.rows.append([what, *cells, verdict, note])

    def text(self):
        rows = [["what", "measured", "floor", "goal", "", ""]] + self.rows
        widths = [max(len(row[i]) for row in rows) for i in range(6)]
        return "\n".join("  ".join(
            cell.ljust(width) if i in (0, 4, 5) else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows) + "\n"


class Bench:
    def __init__(self, options, folder):
        self.build = options.build
        self.quick = options.quick
        self.folder = folder
        self.program = options.build / "imprimatur"
        self.table = Table()
        self.big = folder / "big.txt"
        self.many = folder / "many"
        self.anchors = folder / "anchors"

    def check(self, *arguments):
        return [self.program, "check", "--no-policy", *arguments]

    def ripgrep(self, *arguments):
        return ["rg", "-c", "-F", "-i", "-f", self.anchors, *arguments]

    def prepare(self):
        self.big_mib, self.count = (8, 2000) if self.quick else (32, 20000)
        writer = self.build / "imprimatur_bench"
        subprocess.run([writer, "write", self.big, str(self.big_mib)], check=True)
        subprocess.run([writer, "write-files", self.many, str(self.count), "3000"], check=True)
        subprocess.run([writer, "anchors", self.anchors], check=True)
        if min(map(len, self.anchors.read_bytes().splitlines())) < 2:
            sys.exit("an anchor of one byte or none: the peer would match everything")

    def stages(self):
        texts = []
        for mix in ("english", "languages"):
            text, speeds = stage_table(self.build, 4 if self.quick else 16, mix)
            texts.append(f"{mix}\n{text}")
            self.table.add(f"core with validation / bare libhs, {mix}",
                           speeds["valid_and_read"] / speeds["bare_hs"], 0.6, 1.0)
        return "\n".join(texts)

    def against_ripgrep(self):
        ours = median(self.check("--jobs", "1", self.big), self.folder, 3)
        peer = median(self.ripgrep("-j", "1", self.big), self.folder, 3)
        megabytes = self.big.stat().st_size / 1e6
        start = median(self.ripgrep("-j", "1", SAMPLE), self.folder, 3)
        self.table.add("large text: check / rg -F -i, one thread", peer / ours, 2.5, 5,
                       note=f"{megabytes / ours:.1f} / {megabytes / peer:.1f} MB/s; "
                            f"rg takes {start:.2f} s to start")
        ours = median(self.check("--jobs", "1", self.many), self.folder, 3)
        peer = median(self.ripgrep("-j", "1", self.many), self.folder, 3)
        self.table.add(f"{self.count} files of 3 kB: check / rg -F -i", peer / ours, 0.8, 1.5,
                       note=f"{self.count / ours:.0f} / {self.count / peer:.0f} files/s")

    def jobs(self):
        one = median(self.check("--jobs", "1", self.many), self.folder, 3, "clock")
        two = median(self.check("--jobs", "2", self.many), self.folder, 3, "clock")
        load = os.getloadavg()[0]
        self.table.add("two jobs / one job", one / two, 1.7, 1.9,
                       note=f"by the clock, {os.cpu_count()} processors, load {load:.1f}")

    def start(self):
        command = self.check(SAMPLE)
        clock = median(command, self.folder, 20, "clock") * 1000
        processor = median(command, self.folder, 20) * 1000
        count = instructions(command, self.folder)
        note = f"ms; processor time {processor:.0f} ms"
        self.table.add("start-up to the first verdict", clock, 30, 15, True, note)
        if count:
            self.table.add("start-up, instructions", count / 1e6, note="millions")

    def memory(self):
        self.table.add(f"peak memory, {self.count} files",
                       Run(self.check("--jobs", "2", self.many), self.folder).peak_mib, 256, 64, True,
                       "MiB")
        self.table.add("peak memory, one large text",
                       Run(self.check(self.big), self.folder).peak_mib, note="MiB")
        if not self.quick:
            self.memory_of_huge()

    def memory_of_huge(self):
        huge = self.folder / "huge.txt"
        with open(huge, "wb") as file:
            for _ in range(HUGE_MIB // self.big_mib):
                file.write(self.big.read_bytes())
        self.table.add(f"peak memory, one text of {HUGE_MIB} MiB",
                       Run(self.check(huge), self.folder).peak_mib, 256, 64, True, "MiB")
        huge.unlink()

    def peak(self, command):
        return Run(command, self.folder).peak_mib

    def datasets(self):
        datasets.measure(self, median, lambda command: subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode)

    def scale(self):
        scale.measure(self, ROOT / "rules")

    def dense(self):
        dense.measure(self, median)

    def licensecheck(self):
        if not shutil.which("licensecheck"):
            return
        few = sorted(self.many.rglob("*.txt"))[:300]
        ours = median(self.check(*few), self.folder, 3)
        peer = Run(["licensecheck", *few], self.folder).processor
        self.table.add("300 files: times faster than licensecheck", peer / ours, 1000, 5000)


def machine():
    model = "unknown processor"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], text=True,
                            capture_output=True, check=False).stdout.strip() or "no commit"
    return (f"{datetime.date.today()}, commit {commit}\n{model}, {os.cpu_count()} processors, "
            f"load {os.getloadavg()[0]:.1f}, {platform.system()} {platform.release()}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--check", action="store_true", help="fail if a floor is missed")
    parser.add_argument("--quick", action="store_true", help="less text")
    parser.add_argument("--only", metavar="STEP", help="one step alone: jobs, memory, datasets, scale …")
    parser.add_argument("--keep", action="store_true", help="write to tests/bench/runs")
    options = parser.parse_args()
    if options.quick and (options.check or options.keep):
        parser.error("--quick measures too little to judge or to keep: peers' start-up weighs in")
    if options.only and (options.keep or not callable(getattr(Bench, options.only, None))):
        parser.error("--only wants the name of a step, and is not kept")
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(options, pathlib.Path(name))
        header = machine()
        bench.prepare()
        if options.only:
            getattr(bench, options.only)()
            print(f"{header}\n{bench.table.text()}", end="")
            sys.exit(1 if options.check and bench.table.missed else 0)
        stages = bench.stages()
        for step in (bench.against_ripgrep, bench.jobs, bench.start, bench.memory,
                     bench.datasets, bench.scale, bench.dense, bench.licensecheck):
            step()
        report = f"{header}\n{bench.table.text()}\n{stages}\n{formats.measure(bench)}"
    print(report, end="")
    if options.keep:
        runs = ROOT / "tests/bench/runs"
        runs.mkdir(exist_ok=True)
        stamp = datetime.datetime.now().strftime("%Y-%m-%d-%H%M")
        (runs / f"{stamp}.txt").write_text(report, encoding="utf-8")
    for what in bench.table.missed:
        print(f"ci/bench: below the floor: {what}", file=sys.stderr)
    sys.exit(1 if options.check and bench.table.missed else 0)


if __name__ == "__main__":
    main()
