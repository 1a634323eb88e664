#!/usr/bin/env python3
"""Compares the principal branch of the logit correspondence with Gambit's on the same files. Answers first, then times.

Use:  cargo build --release && python3 benches/logit.py > table.md
Needs pygambit (pip install pygambit). Games are random, seeds 1 to N, payoffs 0..999. Ours is the time of the whole process, with reading,
all branches that leave the path, and printing every point; Gambit's that of the call alone, in a warm process, after the game was read. Both
follow the path until no player gains more than 1e-8 of its payoffs (ours until precision 1e4 over the payoffs' range at least, unless the
equilibrium is strict; then Gambit may have stopped earlier). The rows with the worst ratio come first.
"""
import argparse, csv, io, random, statistics, subprocess, tempfile, time
from pathlib import Path

UNIPOLE = Path(__file__).resolve().parent.parent / "target/release/unipole"
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


def ours(program, path, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        done = subprocess.run([program, "logit", path, "--format", "csv", "--quiet"], capture_output=True, check=True, text=True)
        times.append(time.perf_counter() - start)
    rows = [row for row in csv.DictReader(io.StringIO(done.stdout)) if row["kind"] == "path" and row["branch"] == "0"]
    last = rows[-1]["point"]
    end = [row for row in rows if row["point"] == last]
    return statistics.median(times), [float(row["probability"]) for row in end], float(end[0]["precision"]), int(last) + 1


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
    arguments.add_argument("--repeats", type=int, default=3, help="runs of each, of which the median is taken")
    arguments.add_argument("--unipole", default=str(UNIPOLE), help="the program")
    given = arguments.parse_args()
    import pygambit

    version = subprocess.run([given.unipole, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"{version}, pygambit {pygambit.__version__}; {given.games} games of each shape, median of {given.repeats} runs each\n")
    table = []
    with tempfile.TemporaryDirectory() as folder:
        for shape in SHAPES:
            ratios, mine, peers, same, points, differ = [], [], [], 0, ([], []), []
            for seed in range(1, given.games + 1):
                path = Path(folder) / "game.nfg"
                path.write_text(game(shape, seed))
                seconds, end, _, ours_points = ours(given.unipole, path, given.repeats)
                other, peer_end, _, peer_points = theirs(path, given.repeats)
                is_same = all(abs(a - b) <= NEAR for a, b in zip(end, peer_end))
                same += is_same
                if not is_same:
                    differ.append(seed)
                points[0].append(ours_points)
                points[1].append(peer_points)
                mine.append(seconds)
                peers.append(other)
                ratios.append(other / seconds)
            table.append((statistics.median(ratios), min(ratios), shape, same, differ, mine, peers, points))
    table.sort()
    print("| game | same end | points, ours | Gambit | ms, ours | Gambit | ratio, median | worst |")
    print("|:--" + "|--:" * 7 + "|")
    for ratio, worst, shape, same, differ, mine, peers, points in table:
        note = f" (not seeds {differ})" if differ else ""
        print(f"| {'x'.join(map(str, shape))} | {same} of {given.games}{note} | {statistics.median(points[0]):.0f} | {statistics.median(points[1]):.0f} "
              f"| {1e3 * statistics.median(mine):.1f} | {1e3 * statistics.median(peers):.1f} | {ratio:.1f} | {worst:.1f} |")


main()
