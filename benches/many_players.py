#!/usr/bin/env python3
"""Compares all equilibria of games of three and more players with Gambit's solvers on the same files. Answers first, then times.

Use:  cargo build --release && python3 benches/many_players.py > table.md
Needs pygambit (pip install pygambit). Games are random, seeds 1 to N: payoffs 0..999, and 0..3 for the rows with ties. Ours is the time of the
whole process, with reading and printing; Gambit's that of the call alone, in a warm process, after the game was read.
"""
import argparse, json, random, statistics, subprocess, sys, tempfile, time
from fractions import Fraction as F
from pathlib import Path

UNIPOLE = Path(__file__).resolve().parent.parent / "target/release/unipole"
SHAPES = [(2, 2, 2), (2, 2, 3), (3, 3, 3), (2,) * 4, (2,) * 5, (2, 3, 4), (2,) * 6, (4, 4, 4), (3,) * 4]
NEAR = 1e-6  # two profiles this close are one, for counting what a peer missed


def game(shape, most, seed):
    dice = random.Random(f"{shape} {most} {seed}")
    cells = 1
    for count in shape:
        cells *= count
    rows = [" ".join(str(dice.randint(0, most)) for _ in shape) for _ in range(cells)]
    names = " ".join(f'"P{k + 1}"' for k in range(len(shape)))
    return f'NFG 1 R "random" {{ {names} }} {{ {" ".join(map(str, shape))} }}\n\n' + "\n".join(rows) + "\n"


def number(value):
    return float(F(value)) if isinstance(value, str) else float(value["decimal"])


def ours(program, path):
    start = time.perf_counter()
    done = subprocess.run([program, "solve", path, "--format", "json", "--quiet"], capture_output=True, check=True, text=True)
    seconds = time.perf_counter() - start
    answer = json.loads(done.stdout)
    found = []
    for equilibrium in answer["equilibria"]:
        profile = []
        for player in answer["players"]:
            played = equilibrium["profile"][player["id"]]
            profile += [number(played[action]) if action in played else 0.0 for action in player["actions"]]
        found.append(profile)
    return seconds, answer, found


def theirs(solver, path, limit):
    """In a process of its own, so that it can be stopped."""
    code = (
        "import sys, time, json, pygambit as g\n"
        f"game = g.read_nfg({str(path)!r})\n"
        "start = time.perf_counter()\n"
        f"found = {solver}\n"
        "seconds = time.perf_counter() - start\n"
        "print(json.dumps([seconds, [[float(p) for _, s in e.mixed_strategies() for _, p in s] for e in found.equilibria]]))\n"
    )
    try:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=limit)
        return json.loads(done.stdout) if done.returncode == 0 else (None, [])
    except subprocess.TimeoutExpired:
        return None, []


def near(a, b, width=NEAR):
    return all(abs(x - y) <= width for x, y in zip(a, b))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--games", type=int, default=8, help="of each shape")
    arguments.add_argument("--limit", type=float, default=20, help="seconds for one call of a peer")
    arguments.add_argument("--unipole", default=str(UNIPOLE), help="the program")
    given = arguments.parse_args()
    import pygambit

    solvers = {"enumpoly": "g.nash.enumpoly_solve(game)", "gnm": "g.nash.gnm_solve(game)", "logit": "g.nash.logit_solve(game)"}
    print("| game | games | complete | index sum 1 | equilibria | ms, median | " + " | ".join(
        f"{name}: equilibria | not in ours | ms, median" for name in solvers) + " |")
    print("|:--" + "|--:" * (5 + 3 * len(solvers)) + "|")
    with tempfile.TemporaryDirectory() as folder:
        for most in (999, 3):
            for shape in SHAPES:
                if most == 3 and len(shape) > 4:
                    continue
                row = {name: [0, 0, [], 0] for name in solvers}
                times, complete, sums, count = [], 0, 0, 0
                for seed in range(1, given.games + 1):
                    path = Path(folder) / "game.nfg"
                    path.write_text(game(shape, most, seed))
                    seconds, answer, found = ours(given.unipole, str(path))
                    times.append(seconds)
                    complete += answer["complete"]
                    index = answer.get("index", [])
                    sums += answer["complete"] and None not in index and sum(index) == 1
                    count += len(found)
                    for name, call in solvers.items():
                        spent, peer = theirs(call, path, given.limit)
                        if spent is None:
                            row[name][3] += 1
                            continue
                        distinct = []
                        for profile in peer:
                            if not any(near(profile, other, 1e-4) for other in distinct):
                                distinct.append(profile)
                        row[name][0] += len(distinct)
                        width = 1e-3 if name == "logit" else 1e-4
                        row[name][1] += sum(not any(near(profile, other, width) for other in found) for profile in distinct)
                        row[name][2].append(spent)
                        print(f"{shape} {most} {seed}: ours {len(found)}, {name} {len(distinct)}", file=sys.stderr)
                cells = []
                for name in solvers:
                    number_found, extra, spent, stopped = row[name]
                    median = f"{1000 * statistics.median(spent):.1f}" if spent else "-"
                    cells.append(f"{number_found}{f' ({stopped} stopped or failed)' if stopped else ''} | {extra} | {median}")
                kind = "x".join(map(str, shape)) + (", ties" if most == 3 else "")
                print(f"| {kind} | {given.games} | {complete} | {sums} | {count} | {1000 * statistics.median(times):.1f} | " + " | ".join(cells) + " |", flush=True)
    print(f"\npygambit {getattr(pygambit, '__version__', '')}; a call was stopped after {given.limit:g} s.")


if __name__ == "__main__":
    main()
