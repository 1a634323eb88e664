#!/usr/bin/env python3
"""Compares whole processes, unipole and lrsnash, on the same two-player games: answers first, then medians and ratios.

Use:  cargo build --release && python3 benches/compare.py > table.md
Needs lrsnash (Debian package lrslib). Games are seeded, written to a temporary folder as .nfg and .lrs, and solved in turn.
"""
import json, platform, random, statistics, subprocess, sys, tempfile, time
from fractions import Fraction
from pathlib import Path

UNIPOLE = Path(__file__).resolve().parent.parent / "target/release/unipole"
RUNS = 5


def games():
    for size in (3, 5, 8, 10, 12, 15):
        for seed in (1, 2):
            draw = random.Random(f"random {size} {seed}")
            yield f"random {size}x{size}, seed {seed}", matrices(size, lambda: draw.randint(-100, 100))
    for size in (6, 8, 10):
        draw = random.Random(f"degenerate {size}")
        yield f"payoffs 0..2, {size}x{size}", matrices(size, lambda: draw.randint(0, 2))
    for size in (8, 12):
        one = [[int(i == j) for j in range(size)] for i in range(size)]
        yield f"identity {size}x{size}", (one, one)


def matrices(size, draw):
    return tuple([[draw() for _ in range(size)] for _ in range(size)] for _ in range(2))


def write(folder, a, b):
    size = len(a)
    body = " ".join(f"{a[i][j]} {b[i][j]}" for j in range(size) for i in range(size))
    nfg = folder / "game.nfg"
    nfg.write_text(f'NFG 1 R "game" {{ "1" "2" }} {{ {size} {size} }}\n{body}\n')
    lrs = folder / "game.lrs"
    rows = "\n\n".join("\n".join(" ".join(map(str, row)) for row in m) for m in (a, b))
    lrs.write_text(f"{size} {size}\n\n{rows}\n")
    return nfg, lrs


def timed(command):
    start = time.perf_counter()
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return time.perf_counter() - start, out


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


def main():
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name, (a, b) in games():
            nfg, lrs = write(Path(folder), a, b)
            mine = [str(UNIPOLE), "solve", str(nfg), "--format", "json", "--threads", "1"]
            peer = ["lrsnash", str(lrs)]
            runs = [(timed(mine), timed(peer)) for _ in range(RUNS)]
            equal = ours(runs[0][0][1]) == theirs(runs[0][1][1])
            mine_s = statistics.median(run[0][0] for run in runs)
            peer_s = statistics.median(run[1][0] for run in runs)
            ratio = statistics.median(run[1][0] / run[0][0] for run in runs)
            rows.append((ratio, name, len(ours(runs[0][0][1])), equal, mine_s, peer_s))
            print(f"{name}: {ratio:.1f}", file=sys.stderr)
    rows.sort()
    print("| game | extreme equilibria | same answers | unipole | lrsnash | lrsnash / unipole |")
    print("|:--|--:|:--|--:|--:|--:|")
    for ratio, name, count, equal, mine_s, peer_s in rows:
        verdict = "yes" if equal else "**no**"
        print(f"| {name} | {count} | {verdict} | {1000 * mine_s:.1f} ms | {1000 * peer_s:.1f} ms | {ratio:.1f} |")
    print(f"\n{platform.machine()}, one thread, median of {RUNS} whole processes in turn.")


if __name__ == "__main__":
    main()
