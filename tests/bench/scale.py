"""Speed, start and memory with several times the rules (many_rules.py), for run.py."""

import many_rules

TIMES = (2, 5, 10)


def measure(bench, median, run, rules, sample):
    """Rows of the table: the speed with N times the rules by that with the shipped ones, start apart."""
    def seconds(extra):
        command = bench.check("--jobs", "1", *extra)
        start = median([*command, sample], bench.folder, 3)
        return median([*command, bench.big], bench.folder, 3) - start, start

    def peak(extra):
        return run(bench.check("--jobs", "1", *extra, bench.big), bench.folder).peak_mib

    once, start = seconds([])
    megabytes = bench.big.stat().st_size / 1e6
    bench.table.add("the shipped rules", megabytes / once,
                    note=f"MB/s; start {start * 1000:.0f} ms, {peak([]):.0f} MiB")
    folder = bench.folder / "rules"
    many_rules.write(rules, folder, max(TIMES) - 1)
    for times in TIMES:
        extra = [word for number in range(1, times) for word in ("--rules", folder / f"copy{number}")]
        took, start = seconds(extra)
        last = times == max(TIMES)
        bench.table.add(f"{times} times the rules / the shipped rules, speed", once / took,
                        0.7 if last else None, 0.9 if last else None,
                        note=f"{megabytes / took:.1f} MB/s; start {start * 1000:.0f} ms with the copies "
                             f"read as TOML, {peak(extra):.0f} MiB")
