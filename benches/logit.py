#!/usr/bin/env python3
"""Compares the principal branch of the logit correspondence with Gambit's on the same files. Answers first, then times.

Use:  python3 benches/logit.py > table.md
Needs pygambit (pip install pygambit). Games are random, seeds 1 to N, payoffs 0..999. Both times are of the call alone, in a warm process, after the
game was read; ours includes all branches that leave the path and the certificate of its end. Both follow the path until no player gains
more than 1e-8 of its payoffs; ours goes on to a precision of 1e4 over the payoffs' range unless the equilibrium is strict. Worst ratios first.
"""
import argparse, random, statistics, subprocess, tempfile, time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHAPES = [(2, 2), (3, 3), (5, 5), (10, 10), (2, 2, 2), (3, 3, 3), (4, 4, 4), (5, 5, 5), (2,) * 4, (2,) * 5, (2,) * 8, (3,) * 5]
NEAR = 1e-4  # ends this close in all probabilities are the same equilibrium; paths end at different precisions


def game(shape, seed):
    dice = random.Random(f"logit {shape} {seed}")
    cells = 1
    for count in shape:
        cells *= count
    rows = [" ".join(str(dice.randint(0, 999)) for _ in shape) for _ in range(cells)]
    names = " ".join(f'"P{k + 1}"' for k in range(len(shape)))
    return f'NFG 1 R "random" {{ {names} }} {{ {" ".join(map(str, shape))} }}\n\n' + "\n".join(rows) + "\n"


def ours(timer, paths):
    """For each file: milliseconds, points of the principal branch, where it ends."""
    command = [timer] if timer else ["cargo", "bench", "--quiet", "--bench", "logit", "--"]
    done = subprocess.run(command + [str(path) for path in paths], capture_output=True, check=True, text=True, cwd=ROOT)
    found = {}
    for line in done.stdout.splitlines():
        path, milliseconds, _, points, _, ends = line.split("\t")
        found[path] = float(milliseconds), int(points), [float(p) for p in ends.split()]
    return found


def theirs(path, repeats):
    import pygambit

    read = pygambit.read_nfg(str(path))
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        branch = pygambit.qre.logit_solve_branch(read)
        times.append(time.perf_counter() - start)
    end = branch[-1]
    return statistics.median(times), [float(p) for _, s in end.profile.mixed_strategies() for _, p in s], end.lam, len(branch)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--games", type=int, default=8, help="of each shape")
    arguments.add_argument("--repeats", type=int, default=3, help="runs of Gambit, of which the median is taken")
    arguments.add_argument("--timer", help="the built benches/logit.rs (default: cargo bench builds and runs it)")
    given = arguments.parse_args()
    import pygambit

    version = next(line.split('"')[1] for line in (ROOT / "Cargo.toml").read_text().splitlines() if line.startswith("version"))
    print(f"unipole {version}, pygambit {pygambit.__version__}; {given.games} games of each shape\n")
    table = []
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for shape in SHAPES:
            for seed in range(1, given.games + 1):
                path = Path(folder) / f"{'x'.join(map(str, shape))}-{seed}.nfg"
                path.write_text(game(shape, seed))
                files[shape, seed] = path
        found = ours(given.timer, files.values())
        for shape in SHAPES:
            rows = []
            for seed in range(1, given.games + 1):
                mine, points, end = found[str(files[shape, seed])]
                other, peer_end, _, peer_points = theirs(files[shape, seed], given.repeats)
                is_same = all(abs(a - b) <= NEAR for a, b in zip(end, peer_end))
                rows.append((1e3 * other / mine, mine, 1e3 * other, points, peer_points, is_same, seed))
            table.append((min(rows)[0], shape, rows))
    table.sort()
    print("| game | same end | points, ours | Gambit | ms, ours | Gambit | ratio, worst | median |")
    print("|:--" + "|--:" * 7 + "|")
    for worst, shape, rows in table:
        median = lambda place: statistics.median(row[place] for row in rows)
        differ = [row[6] for row in rows if not row[5]]
        note = f" (not seeds {differ})" if differ else ""
        print(f"| {'x'.join(map(str, shape))} | {sum(row[5] for row in rows)} of {len(rows)}{note} | {median(3):.0f} | {median(4):.0f} "
              f"| {median(1):.2f} | {median(2):.1f} | {worst:.0f} | {median(0):.0f} |")


main()
