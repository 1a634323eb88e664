#!/usr/bin/env python3
"""Compares one equilibrium of games that are too large for all of them with Gambit's solvers on the same files. Answers first, then times.

Use:  cargo build --release && python3 benches/one_equilibrium.py > table.md
Needs pygambit and numpy (pip install pygambit numpy). Games are random, seeds 1 to N, of the families named below. What ours returns is
proved. Ours is the time of the call (`benches/solve.rs`), and beside it that of the whole process, with reading and printing; Gambit's is that of
the call alone. Calls are timed in a warm process, after the game was read. Every answer is checked here: the most that anybody could gain, over the span of that player's payoffs. Ratios are theirs over ours, of
the games for which both return an equilibrium; the worst comes first. Gambit's gnm follows its path on to the end, past the first equilibrium;
it has no option to stop there.
"""
import argparse, json, statistics, subprocess, sys, tempfile, time
from fractions import Fraction as F
from pathlib import Path

import numpy as np

UNIPOLE = Path(__file__).resolve().parent.parent / "target/release/unipole"
SHAPES = [(4,) * 4, (3,) * 5, (2,) * 8, (5,) * 5]
# A share of the span: theirs is what they call an equilibrium by default (1e-4 of the span of all payoffs), with a little room.
REGRET, THEIRS = 1e-9, 1e-3
PEERS = {
    "gnm": "g.nash.gnm_solve(game)",
    "ipa": "g.nash.ipa_solve(game)",
    "logit": "g.nash.logit_solve(game)",
    "simpdiv": "g.nash.simpdiv_solve(game.mixed_strategy_profile(rational=True))",
}


def covariant(shape, seed, correlation):
    """Payoffs of all players at one profile are normal with this correlation; the least there can be is -1 / (players - 1)."""
    dice = np.random.default_rng([seed, *shape])
    players = len(shape)
    matrix = np.full((players, players), max(correlation, -1 / (players - 1) + 1e-9))
    np.fill_diagonal(matrix, 1.0)
    rows = np.rint(1000 * dice.multivariate_normal(np.zeros(players), matrix, size=int(np.prod(shape)))).astype(int)
    return [rows[:, player].reshape(shape) for player in range(players)]


def uniform(shape, seed):
    dice = np.random.default_rng([seed, 7, *shape])
    return [dice.integers(-100, 101, shape) for _ in shape]


def ties(shape, seed):
    return [np.rint(payoffs / 1000).astype(int) for payoffs in covariant(shape, seed, -1.0)]


def polymatrix(shape, seed):
    """Zero-sum against every other player: no pure equilibrium, as a rule."""
    dice = np.random.default_rng([seed, 11, *shape])
    own, players = np.indices(shape), range(len(shape))
    stakes = {(i, j): dice.integers(-50, 51, (shape[i], shape[j])) for i in players for j in players if i < j}
    against = lambda i, j: stakes[i, j][own[i], own[j]] if i < j else -stakes[j, i][own[j], own[i]]
    return [sum(against(i, j) for j in players if j != i) for i in players]


def collective(shape, seed):
    """Collective action: a prize for all if the contributions reach a threshold; contributing costs, more or less for each."""
    dice = np.random.default_rng([seed, 13, *shape])
    own = np.indices(shape)
    reached = own.sum(axis=0) >= sum(count - 1 for count in shape) // 2
    return [40 * reached - int(dice.integers(5, 15)) * own[player] for player in range(len(shape))]


FAMILIES = {
    "covariant, least": lambda shape, seed: covariant(shape, seed, -1.0),
    "covariant, 0": lambda shape, seed: covariant(shape, seed, 0.0),
    "covariant, 0.5": lambda shape, seed: covariant(shape, seed, 0.5),
    "uniform": uniform,
    "covariant, least, with ties": ties,
    "zero-sum polymatrix": polymatrix,
    "collective action": collective,
}


def write(payoffs, path):
    shape = payoffs[0].shape
    names = " ".join(f'"P{player + 1}"' for player in range(len(shape)))
    rows = np.stack([own.flatten(order="F") for own in payoffs], axis=1)
    text = "\n".join(" ".join(str(int(value)) for value in row) for row in rows)
    path.write_text(f'NFG 1 R "random" {{ {names} }} {{ {" ".join(map(str, shape))} }}\n\n{text}\n')


def regret(payoffs, profile):
    """The most that anybody gains by another action, over the span of that player's payoffs."""
    worst = 0.0
    for player, own in enumerate(payoffs):
        gives = own.astype(float)
        for other in reversed(range(len(profile))):
            if other != player:
                gives = np.tensordot(gives, np.array(profile[other]), axes=(other, 0))
        span = max(float(own.max() - own.min()), 1.0)
        worst = max(worst, (gives.max() - gives @ np.array(profile[player])) / span)
    return worst


def number(value):
    return float(F(value)) if isinstance(value, str) else float(value["decimal"])


def ours(program, path):
    start = time.perf_counter()
    done = subprocess.run([program, "solve", path, "--first", "1", "--format", "json"], capture_output=True, check=True, text=True)
    seconds = time.perf_counter() - start
    answer = json.loads(done.stdout)
    found = []
    for equilibrium in answer["equilibria"]:
        played = [equilibrium["profile"][player["id"]] for player in answer["players"]]
        actions = [player["actions"] for player in answer["players"]]
        found.append([[number(p[a]) if a in p else 0.0 for a in own] for p, own in zip(played, actions)])
    return seconds, found


def call(timer, path, *options):
    """Seconds of the call alone, in a warm process: `benches/solve.rs`."""
    command = [timer] if timer else ["cargo", "bench", "--quiet", "--bench", "solve", "--"]
    done = subprocess.run([*command, *options, path], capture_output=True, check=True, text=True)
    return float(done.stdout.split("\t")[1]) / 1000


def theirs(call, path, limit):
    """In a process of its own, so that it can be stopped."""
    code = (
        "import time, json, pygambit as g\n"
        f"game = g.read_nfg({str(path)!r})\n"
        "start = time.perf_counter()\n"
        f"found = {call}\n"
        "seconds = time.perf_counter() - start\n"
        "print(json.dumps([seconds, [[[float(p) for _, p in s] for _, s in e.mixed_strategies()] for e in found.equilibria]]))\n"
    )
    try:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=limit)
        return json.loads(done.stdout) if done.returncode == 0 else (None, [])
    except subprocess.TimeoutExpired:
        return None, []


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--games", type=int, default=5, help="of each family and shape")
    arguments.add_argument("--limit", type=float, default=30, help="seconds for one call of a peer")
    arguments.add_argument("--players", type=int, default=0, help="only shapes with this many players")
    arguments.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS), help="peers to compare with")
    arguments.add_argument("--unipole", default=str(UNIPOLE), help="the program")
    arguments.add_argument("--timer", help="the built benches/solve.rs (default: cargo bench builds and runs it)")
    given = arguments.parse_args()
    import pygambit

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "game.nfg"
        for shape in SHAPES:
            if given.players not in (0, len(shape)):
                continue
            for family, make in FAMILIES.items():
                kind = f'{"x".join(map(str, shape))} {family}'
                own, processes, right = [], [], 0
                peers = {name: [0, [], []] for name in given.peers}
                for seed in range(1, given.games + 1):
                    payoffs = make(shape, seed)
                    write(payoffs, path)
                    process, found = ours(given.unipole, str(path))
                    processes.append(process)
                    seconds = call(given.timer, str(path), "--first", "1")
                    own.append(seconds)
                    is_right = bool(found) and all(regret(payoffs, profile) < REGRET for profile in found)
                    right += is_right
                    for name, row in peers.items():
                        spent, answers = theirs(PEERS[name], path, given.limit)
                        if spent is not None and answers and min(regret(payoffs, profile) for profile in answers) < THEIRS:
                            row[0] += 1
                            row[1].append(spent)
                            if is_right:
                                row[2].append(spent / seconds)
                        print(f"{kind} {seed}: ours {1000 * seconds:.1f} ms, {name} {spent}, {len(answers)} found", file=sys.stderr)
                for name, (solved, times, ratios) in peers.items():
                    worst = min(ratios, default=float("inf"))
                    rows.append((worst, kind, name, right, 1000 * statistics.median(own), 1000 * statistics.median(processes), solved, times, ratios))
    print("| game | games | ours: right | a call: ms, median | a process: ms, median | peer | right | ms, median | ratio, worst | ratio, median |")
    print("|:--|--:|--:|--:|--:|:--|--:|--:|--:|--:|")
    for worst, kind, name, right, median, process, solved, times, ratios in sorted(rows):
        spent = f"{1000 * statistics.median(times):.1f}" if times else "-"
        ratio = f"{worst:.1f} | {statistics.median(ratios):.1f}" if ratios else "- | -"
        print(f"| {kind} | {given.games} | {right} | {median:.1f} | {process:.1f} | {name} | {solved} | {spent} | {ratio} |")
    version = subprocess.run([given.unipole, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"\n{version}; pygambit {pygambit.__version__}, numpy {np.__version__}; a call was stopped after {given.limit:g} s.")


if __name__ == "__main__":
    main()
