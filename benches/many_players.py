#!/usr/bin/env python3
"""Compares all equilibria of games of three and more players with Gambit's and QuantEcon's on the same files. Answers first, then times.

Use:  cargo build --release && python3 benches/many_players.py > table.md
Needs pygambit and scipy, and takes quantecon in where it is there (pip install pygambit scipy quantecon). Games are random, seeds 1 to N:
payoffs 0..999, and 0..3 for the rows with ties. Ours is the time of the call (`benches/solve.rs`), and beside
it that of the whole process, with reading, proof and printing; a peer's that of the call alone. Calls are timed in a warm process, after the
game was read. A ratio is their call over ours. `none at all`: profiles that a peer
returns at which somebody gains more than 1e-5 of the span of payoffs by deviating. `not in ours`: of the others.
"""
import argparse, json, random, statistics, subprocess, sys, tempfile, time
from fractions import Fraction as F
from pathlib import Path

UNIPOLE = Path(__file__).resolve().parent.parent / "target/release/unipole"
SHAPES = [(2, 2, 2), (2, 2, 3), (3, 3, 3), (2,) * 4, (2,) * 5, (2, 3, 4), (2,) * 6, (4, 4, 4), (3,) * 4]
REGRET = 1e-5  # what somebody can improve by a larger share of the span of payoffs is no equilibrium


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


GAMBIT = """
import sys, time, json, pygambit as g
game = g.read_nfg(sys.argv[1])
start = time.perf_counter()
found = g.nash.SOLVER_solve(game)
seconds = time.perf_counter() - start
print(json.dumps([seconds, [[float(p) for _, s in e.mixed_strategies() for _, p in s] for e in found.equilibria]]))
"""
QUANTECON = """
import sys, time, json, numpy, quantecon.game_theory as q
head, body = open(sys.argv[1]).read().split("\\n\\n")
shape = [int(n) for n in head.split("{")[2].strip(" }").split()]
table = numpy.array(body.split(), dtype=float).reshape(shape[::-1] + [len(shape)])
players = len(shape)
def payoffs(i):
    own = table[..., i].transpose(range(players - 1, -1, -1))
    return q.Player(own.transpose([(i + k) % players for k in range(players)]).copy())
game = q.NormalFormGame([payoffs(i) for i in range(players)])
for _ in range(2):  # the first call compiles
    start = time.perf_counter()
    found, result = q.mclennan_tourky(game, epsilon=1e-5, full_output=True)
    seconds = time.perf_counter() - start
print(json.dumps([seconds, [[float(p) for s in found for p in s]] if result.converged else []]))
"""


def call(timer, path, *options):
    """Seconds of the call alone, in a warm process: `benches/solve.rs`."""
    command = [timer] if timer else ["cargo", "bench", "--quiet", "--bench", "solve", "--"]
    done = subprocess.run([*command, *options, path], capture_output=True, check=True, text=True)
    return float(done.stdout.split("\t")[1]) / 1000


def theirs(code, path, limit):
    """In a process of its own, so that it can be stopped."""
    try:
        done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=limit)
        return json.loads(done.stdout) if done.returncode == 0 else (None, [])
    except subprocess.TimeoutExpired:
        return None, []


def near(a, b, width):
    return all(abs(x - y) <= width for x, y in zip(a, b))


def regret(path, profile):
    """The most that anybody gains by deviating, as a share of the span of that player's payoffs."""
    import numpy

    head, body = path.read_text().split("\n\n")
    shape = [int(n) for n in head.split("{")[2].strip(" }").split()]
    players = range(len(shape))
    table = numpy.array(body.split(), dtype=float).reshape(shape[::-1] + [len(shape)])
    ends = [sum(shape[:k]) for k in range(len(shape) + 1)]
    worst = 0.0
    for player in players:
        payoffs = table[..., player].transpose(tuple(reversed(players)))
        span = payoffs.max() - payoffs.min() or 1.0
        for other in reversed(players):
            if other != player:
                payoffs = numpy.tensordot(payoffs, profile[ends[other]:ends[other + 1]], axes=([other], [0]))
        worst = max(worst, (payoffs.max() - payoffs @ profile[ends[player]:ends[player + 1]]) / span)
    return worst


def within(profile, answer, found, width):
    """Whether a profile is near a listed equilibrium, or near a mixture, player by player, of those of one Nash subset."""
    if any(near(profile, other, width) for other in found):
        return True
    import numpy
    from scipy.optimize import nnls

    counts = [len(player["actions"]) for player in answer["players"]]
    for subset in (subset for component in answer.get("nash_subsets", []) for subset in component):
        if len(subset) == 1:
            continue
        start, inside = 0, True
        for count in counts:
            own = slice(start, start + count)
            start += count
            columns = numpy.array([found[place][own] + [1.0] for place in subset]).T
            inside = inside and nnls(columns, numpy.array(list(profile[own]) + [1.0]))[1] <= width
        if inside:
            return True
    return False


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--games", type=int, default=8, help="of each shape")
    arguments.add_argument("--limit", type=float, default=20, help="seconds for one call of a peer")
    arguments.add_argument("--unipole", default=str(UNIPOLE), help="the program")
    arguments.add_argument("--timer", help="the built benches/solve.rs (default: cargo bench builds and runs it)")
    given = arguments.parse_args()
    import pygambit

    peers = {name: GAMBIT.replace("SOLVER", name) for name in ("enumpoly", "gnm", "logit")}
    versions = f"pygambit {getattr(pygambit, '__version__', '')}"
    try:
        import quantecon

        peers["mclennan_tourky"] = QUANTECON
        versions += f", quantecon {quantecon.__version__}"
    except ImportError:
        print("note: without quantecon (pip install quantecon)", file=sys.stderr)
    header = "".join(f" {name}: found | none at all | not in ours | ms, median | ratio, worst | median |" for name in peers)
    print("| game | complete | index sum 1 | equilibria | a call: ms, median | most | a process: ms, median |" + header)
    print("|:--" + "|--:" * (6 + 6 * len(peers)) + "|")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for most in (999, 3):
            for shape in SHAPES:
                if most == 3 and len(shape) > 4:
                    continue
                found_by = {name: [0, 0, [], [], 0, 0] for name in peers}
                times, processes, complete, sums, count = [], [], 0, 0, 0
                for seed in range(1, given.games + 1):
                    path = Path(folder) / "game.nfg"
                    path.write_text(game(shape, most, seed))
                    runs = [ours(given.unipole, str(path)) for _ in range(3)]
                    processes.append(statistics.median(run[0] for run in runs))
                    seconds = call(given.timer, str(path))
                    answer, found = runs[0][1:]
                    times.append(seconds)
                    complete += answer["complete"]
                    index = answer.get("index", [])
                    sums += answer["complete"] and None not in index and sum(index) == 1
                    count += len(found)
                    for name, code in peers.items():
                        spent, peer = theirs(code, path, given.limit)
                        row = found_by[name]
                        if spent is None:
                            row[4] += 1
                            continue
                        distinct = []
                        for profile in peer:
                            if not any(near(profile, other, 1e-4) for other in distinct):
                                distinct.append(profile)
                        row[0] += len(distinct)
                        row[5] += sum(regret(path, profile) > REGRET for profile in distinct)
                        distinct = [profile for profile in distinct if regret(path, profile) <= REGRET]
                        width = 1e-4 if name in ("enumpoly", "gnm") else 1e-3
                        row[1] += sum(not within(profile, answer, found, width) for profile in distinct)
                        row[2].append(spent)
                        row[3].append(spent / seconds)
                        print(f"{shape} {most} {seed}: ours {len(found)}, {name} {len(distinct)}", file=sys.stderr)
                cells = []
                for found, extra, spent, ratios, stopped, wrong in found_by.values():
                    failed = f" ({stopped} failed)" if stopped else ""
                    numbers = f"{1000 * statistics.median(spent):.1f} | {min(ratios):.1f} | {statistics.median(ratios):.1f}" if spent else "- | - | -"
                    cells.append(f" {found}{failed} | {wrong} | {extra} | {numbers} |")
                kind = "x".join(map(str, shape)) + (", ties" if most == 3 else "")
                worst = min(found_by["enumpoly"][3], default=float("inf"))
                line = f"| {kind} | {complete} of {given.games} | {sums} | {count} | {1000 * statistics.median(times):.1f} | {1000 * max(times):.1f} | {1000 * statistics.median(processes):.1f} |"
                rows.append((worst, line + "".join(cells)))
    for _, line in sorted(rows):
        print(line)
    print(f"\n{versions}; {given.games} games of each shape; a call was stopped after {given.limit:g} s. Worst ratio of enumpoly first.")


if __name__ == "__main__":
    main()
