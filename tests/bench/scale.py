"""Speed with several times the rules (many_rules.py), for run.py.

The copies are read as TOML, which takes far longer than the text does: each number of rules is one
process, which reads them once and then measures the core alone, after its patterns are compiled.
"""

import resource
import subprocess

import many_rules

TIMES = (2, 5, 10)


def measured(bench, folders):
    """Rules, seconds to read them, MB/s."""
    done = subprocess.run([bench.build / "imprimatur_bench", "scale", "4" if bench.quick else "16", *folders],
                          check=True, capture_output=True, text=True)
    _, rules, seconds, speed = done.stdout.split()
    return int(rules), float(seconds), float(speed)


def measure(bench, rules):
    """Rows of the table: the speed with N times the rules by that with the shipped ones."""
    count, seconds, once = measured(bench, [])
    bench.table.add("the core with the shipped rules", once, note=f"MB/s; {count} rules, read in {seconds:.2f} s")
    folder = bench.folder / "rules"
    many_rules.write(rules, folder, max(TIMES) - 1)
    for times in TIMES[-1:] if bench.quick else TIMES:
        count, seconds, speed = measured(bench, [folder / f"copy{number}" for number in range(1, times)])
        last = times == max(TIMES)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        bench.table.add(f"{times} times the rules / the shipped rules, speed", speed / once,
                        0.7 if last else None, 0.9 if last else None,
                        note=f"{speed:.1f} MB/s; {count} rules, the copies read as TOML in {seconds:.0f} s, "
                             f"{peak:.0f} MiB")
