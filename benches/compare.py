#!/usr/bin/env python3
"""All equilibria of two-player games beside lrsnash's, QuantEcon's (vertex_enumeration) and Gambit's (enummixed, in fractions) on the same games: answers first, then times.

Use:  cargo build --release && python3 benches/compare.py > table.md
Needs lrsnash (Debian package lrslib) and pip install numpy quantecon pygambit. Games are seeded. Ours is the time of a warm call on one thread: `list`, the extreme
equilibria alone, which is what the others give; `solve`, with dominance, components, indices and a certificate for each; and the whole process, with reading
and writing. lrsnash is timed as a process, QuantEcon and Gambit, up to 8x8, as a warm call. Where a program takes longer than the limit there is no time.
"""
import argparse, json, os, platform, random, statistics, subprocess, sys, tempfile, time
from fractions import Fraction
from pathlib import Path

UNIPOLE = Path(__file__).resolve().parent.parent / "target/release/unipole"
QUANTECON = """
import sys, json, time, numpy, warnings, quantecon.game_theory as q
warnings.simplefilter("ignore")
a, b = (numpy.array(m, dtype=float) for m in json.load(open(sys.argv[1])))
game = q.NormalFormGame((q.Player(a), q.Player(b.T)))
q.vertex_enumeration(q.NormalFormGame((q.Player(numpy.eye(2)), q.Player(numpy.eye(2)))))
times = []
while len(times) < 7 and sum(times) < 2:
    start = time.perf_counter()
    found = q.vertex_enumeration(game)
    times.append(time.perf_counter() - start)
print(json.dumps([sorted(times)[len(times) // 2], [[list(x), list(y)] for x, y in found]]))
"""

GAMBIT = """
import sys, json, time, pygambit
game = pygambit.read_nfg(sys.argv[1])
times = []
while len(times) < 5 and sum(times) < 2:
    start = time.perf_counter()
    found = pygambit.nash.enummixed_solve(game, rational=True).equilibria
    times.append(time.perf_counter() - start)
weights = lambda e: [[str(e[s]) for s in player.strategies] for player in game.players]
print(json.dumps([sorted(times)[len(times) // 2], [weights(e) for e in found]]))
"""


def games(large):
    for size in (3, 4, 5, 6, 8, 10, 12, 15):
        for seed in (1, 2, 3):
            draw = random.Random(f"random {size} {seed}")
            yield f"random {size}x{size}, seed {seed}", matrices(size, lambda: draw.randint(0, 999))
    if large:
        draw = random.Random("random 18 1")
        yield "random 18x18, seed 1", matrices(18, lambda: draw.randint(0, 999))
    for size in (8, 10, 12):
        draw = random.Random(f"degenerate {size}")
        yield f"payoffs 0..3, {size}x{size}", matrices(size, lambda: draw.randint(0, 3))
    for size in (8, 12):
        one = [[int(i == j) for j in range(size)] for i in range(size)]
        yield f"identity {size}x{size}", (one, one)
    if large:
        for size in (24, 30):
            draw = random.Random(f"random {size} 1")
            yield f"random {size}x{size}, seed 1", matrices(size, lambda: draw.randint(0, 999))


def matrices(size, draw):
    return tuple([[draw() for _ in range(size)] for _ in range(size)] for _ in range(2))


def write(folder, a, b):
    size = len(a)
    body = " ".join(f"{a[i][j]} {b[i][j]}" for j in range(size) for i in range(size))
    nfg, lrs, data = (folder / f"game.{ending}" for ending in ("nfg", "lrs", "json"))
    nfg.write_text(f'NFG 1 R "game" {{ "1" "2" }} {{ {size} {size} }}\n{body}\n')
    rows = "\n\n".join("\n".join(" ".join(map(str, row)) for row in m) for m in (a, b))
    lrs.write_text(f"{size} {size}\n\n{rows}\n")
    data.write_text(json.dumps([a, b]))
    return nfg, lrs, data


def process(command, limit):
    start = time.perf_counter()
    try:
        out = subprocess.run(command, capture_output=True, text=True, check=True, timeout=limit).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None, None
    return time.perf_counter() - start, out


def several(command, limit):
    first, out = process(command, limit)
    if first is None:
        return None, None
    more = [process(command, limit)[0] for _ in range(4)] if first < 2 else []
    return statistics.median([first, *(m for m in more if m is not None)]), out


def call(timer, path, *options):
    done = subprocess.run([timer, *options, path], capture_output=True, check=True, text=True, env={**os.environ, "RAYON_NUM_THREADS": "1"})
    return float(done.stdout.split("\t")[1]) / 1000


def ours(text):
    found = set()
    for equilibrium in json.loads(text)["equilibria"]:
        found.add(tuple(
            tuple(sorted((int(action), Fraction(p)) for action, p in equilibrium["profile"][player].items()))
            for player in ("1", "2")
        ))
    return found


def theirs(text):
    found, x, y = set(), [], []
    for line in text.splitlines() + [""]:
        words = line.split()
        if not words:
            found |= {(a, b) for a in x for b in y}
            x, y = [], []
        elif words[0] in "12" and len(words) > 2 and not line.startswith("*"):
            weights = [(k + 1, Fraction(w)) for k, w in enumerate(words[1:-1])]
            (x if words[0] == "1" else y).append(tuple(w for w in weights if w[1]))
    return found


def in_fractions(found):
    weights = lambda own: tuple((k + 1, Fraction(w)) for k, w in enumerate(own) if Fraction(w))
    return {tuple(weights(own) for own in profile) for profile in found}


def alike(mine, found, size):
    """Whether machine numbers agree with the exact list, one for one."""
    dense = []
    for pair in mine:
        row = [0.0] * (2 * size)
        for side, strategy in enumerate(pair):
            for action, p in strategy:
                row[side * size + action - 1] = float(p)
        dense.append(row)
    rest = [x + y for x, y in found]
    near = lambda a, b: all(abs(p - q) < 1e-6 for p, q in zip(a, b))
    return len(dense) == len(rest) and all(any(near(a, b) for b in rest) for a in dense)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--limit", type=float, default=200)
    options.add_argument("--small", action="store_true", help="leave out 18x18 and more")
    options = options.parse_args()
    build = subprocess.run(["cargo", "bench", "--bench", "solve", "--no-run"], capture_output=True, text=True, check=True)
    timer = build.stderr.split("(")[-1].split(")")[0]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (a, b) in games(not options.small):
            size = len(a)
            nfg, lrs, data = write(Path(folder), a, b)
            listed, solved = call(timer, nfg, "--list"), call(timer, nfg)
            whole, text = several([str(UNIPOLE), "solve", str(nfg), "--format", "json", "--threads", "1", "-q"], 600)
            document = json.loads(text)
            mine = ours(text)
            audit = sum(document["index"]) if document["complete"] and None not in document["index"] else None
            is_out_of_reach = size > 18
            lrs_s, lrs_out = (None, None) if is_out_of_reach else several(["lrsnash", str(lrs)], options.limit)
            _, other = (None, None) if size > 15 else process([sys.executable, "-c", QUANTECON, str(data)], options.limit)
            qe_s, qe = json.loads(other) if other else (None, None)
            _, other = (None, None) if size > 8 else process([sys.executable, "-c", GAMBIT, str(nfg)], options.limit)
            gambit_s, gambit = json.loads(other) if other else (None, None)
            same = [
                None if lrs_out is None else mine == theirs(lrs_out),
                None if qe is None else alike(mine, qe, size),
                None if gambit is None else mine == in_fractions(gambit),
            ]
            ratios = [None if t is None else t / mine_s for t, mine_s in ((lrs_s, solved), (lrs_s, whole), (qe_s, listed), (qe_s, solved), (gambit_s, solved))]
            # Where answers differ there is no ratio.
            ratios = [r if s else None for r, s in zip(ratios, (same[0], same[0], same[1], same[1], same[2]))]
            rows.append((name, len(mine), audit, same, listed, solved, whole, lrs_s, qe_s, gambit_s, ratios))
            print(name, len(mine), same, f"list {1e3 * listed:.3f} solve {1e3 * solved:.3f} whole {1e3 * whole:.1f}", ratios, file=sys.stderr, flush=True)
    rows.sort(key=lambda row: min((r for r in (row[-1][1], row[-1][3]) if r is not None), default=float("inf")))
    ms = lambda s: "" if s is None else f"{1000 * s:.3g}"
    times = lambda r: "" if r is None else f"{r:.3g}"
    yes = {True: "yes", False: "**no**", None: ""}
    print("| game | equilibria | index sum | as lrsnash | as quantecon | as gambit | list: ms | solve: ms | process: ms | lrsnash: ms | quantecon: ms | gambit: ms | lrsnash / process | lrsnash / solve | quantecon / solve | quantecon / list | gambit / solve |")
    print("|:--|--:|--:|:--|:--|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for name, count, audit, same, listed, solved, whole, lrs_s, qe_s, gambit_s, r in rows:
        print(f"| {name} | {count} | {audit if audit is not None else ''} | {yes[same[0]]} | {yes[same[1]]} | {yes[same[2]]} | {ms(listed)} | {ms(solved)} | {ms(whole)} | {ms(lrs_s)} | {ms(qe_s)} | {ms(gambit_s)} | {times(r[1])} | {times(r[0])} | {times(r[3])} | {times(r[2])} | {times(r[4])} |")
    print(f"\n{platform.machine()}, one thread; medians.")


if __name__ == "__main__":
    main()
