#!/usr/bin/env python3
"""Compares a phase map with what one does without it: solving the game at every point of a grid. Answers first, then whole processes.

Use:  cargo build --release && python3 benches/sweep.py > table.md
Compares with numpy and with Gambit (pip install numpy pygambit), as far as they are there; needs GNU time. The game is the continuum's, its payoffs written
again by hand below, on the box u in [1/100, 1], h in [0, 3/2]. Point k of n on a side lies (3k + 1)/(3n) along it, which is on no side of a
cell: those are halvings.
"""
import argparse, json, platform, statistics, subprocess, sys, tempfile, time
from fractions import Fraction as F
from importlib import metadata
from pathlib import Path

UNIPOLE = Path(__file__).resolve().parent.parent / "target/release/unipole"
ACTIONS = ["hard", "targeted", "soft", "leash", "neutral", "bandwagon", "regional"]
BOX = ((F(1, 100), F(1)), (F(0), F(3, 2)))
RUNS = 5


def payoffs(u, h, number):
    """payoffs(..)[own][other] of either state, at numbers or at arrays of them; `number` makes a number of two integers."""
    n = number
    s, l, kap, cH, zeta, cT, a, sig, cS, aS = (
        n(1, 5), n(1, 4), n(1, 4), n(1, 10), n(1, 2), n(3, 20), n(1, 5), n(4, 5), n(1, 10), n(1, 5))
    lamb, cL, beta, al, betaR, mu, alR = n(4, 5), n(1, 5), n(1, 2), n(1, 2), n(3, 4), n(1, 2), n(3, 10)
    T, y, pi, fine, rho = 3 * u / 2, 3 * u / 4, u / 2, u / 5, u / 4
    alone, together = s / (s + u), 2 * s / (2 * s + u)
    table = []
    for own in range(7):
        row = []
        for other in range(7):
            both = own == other
            threat = T * (1 - kap * alone) if other == 0 else T
            row.append((
                lambda: -T * (1 - (together if both else alone)) - h - l - y - cH - pi,
                lambda: -threat - h * (1 - zeta) - l - y - cT - a * pi,
                lambda: -threat - h * (1 - (sig if both else 0)) - l - y - cS - aS * pi,
                lambda: -threat - h - l - y * (1 - (lamb if both else 0)) - cL,
                lambda: -threat - h - l - y - fine,
                lambda: -beta * T - h - l - y - al + rho,
                lambda: -betaR * T - h - l * (1 - mu) - y - alR,
            )[own]())
        table.append(row)
    return table


def points(side, n):
    low, high = BOX[side]
    return [low + (high - low) * F(3 * k + 1, 3 * n) for k in range(n)]


def by_gambit(n):
    """The set of pure equilibria at every point, as bits: 1 << (7 * first's action + second's). Exact."""
    import pygambit

    sets = []
    for h in points(1, n):
        for u in points(0, n):
            table = payoffs(u, h, F)
            game = pygambit.Game.from_arrays(table, [list(column) for column in zip(*table)])
            found = 0
            for equilibrium in pygambit.nash.enumpure_solve(game).equilibria:
                played = [
                    next(k for k, strategy in enumerate(player.strategies) if equilibrium[strategy] == 1)
                    for player in game.players
                ]
                found |= 1 << (7 * played[0] + played[1])
            sets.append(found)
    return sets


def by_numpy(n):
    """The same in double precision, all points at once."""
    import numpy

    u, h = (numpy.array([float(p) for p in points(side, n)]) for side in (0, 1))
    u, h = u[None, :], h[:, None]
    table = payoffs(u, h, lambda a, b: a / b)
    table = numpy.array([[numpy.broadcast_to(cell, (n, n)) for cell in row] for row in table])
    best = table >= table.max(axis=0)
    both = best & best.swapaxes(0, 1)
    bits = numpy.array([[1 << (7 * i + j) for j in range(7)] for i in range(7)], dtype=numpy.int64)
    return (both * bits[:, :, None, None]).sum(axis=(0, 1)).ravel().tolist()


def differences(document, sets, n):
    """The number of grid points in proved cells, and how many of them have another set there than the map says."""
    regions = []
    for region in document["regions"]:
        profiles = ([ACTIONS.index(profile[player]) for player in ("S1", "S2")] for profile in region["equilibria"])
        regions.append(sum(1 << (7 * first + second) for first, second in profiles))
    places = [points(side, n) for side in (0, 1)]
    first_at = [{}, {}]

    def span(side, low, high):
        def first(end):
            known = first_at[side]
            if end not in known:
                known[end] = sum(p < F(end) for p in places[side])
            return known[end]

        return range(first(low), first(high))

    compared = wrong = 0
    for left, right, low, high, *regions_here in document["cells"]:
        if len(regions_here) != 1:
            continue
        for row in span(1, low, high):
            for column in span(0, left, right):
                compared += 1
                wrong += sets[row * n + column] != regions[regions_here[0]]
    return compared, wrong


def run(command):
    """Seconds, and the most memory of the process in MB; GNU time is in between, since a child's peak counts from its parent's."""
    with tempfile.NamedTemporaryFile() as peak:
        start = time.perf_counter()
        subprocess.run(["/usr/bin/time", "-f", "%M", "-o", peak.name, *command], stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start, int(Path(peak.name).read_text()) / 1024


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--grid", type=int, default=400, help="points on a side")
    arguments.add_argument("--runs", type=int, default=RUNS, help="runs of each process")
    arguments.add_argument("--unipole", default=str(UNIPOLE), help="the program")
    arguments.add_argument("--only", choices=["gambit", "numpy"], help="compare with one of them")
    arguments.add_argument("--worker", choices=["gambit", "numpy"], help=argparse.SUPPRESS)
    arguments.add_argument("--file", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    n = given.grid
    if given.worker:
        Path(given.file).write_text(json.dumps({"gambit": by_gambit, "numpy": by_numpy}[given.worker](n)))
        return
    versions = {}
    for worker, package in (("numpy", "numpy"), ("gambit", "pygambit")):
        try:
            versions[worker] = f"{package} {metadata.version(package)}"
        except metadata.PackageNotFoundError:
            print(f"{package} is not installed", file=sys.stderr)
    versions = {worker: version for worker, version in versions.items() if given.only in (None, worker)}
    if not versions:
        sys.exit("nothing to compare with")
    with tempfile.TemporaryDirectory() as folder:
        ours, rows = Path(folder) / "map.json", []
        command = [given.unipole, "map", "continuum", "--x", "u=1/100..1", "--y", "h=0..3/2", "--quiet", "--threads", "1"]
        mapping = [*command, "-o", str(ours)]
        for worker, version in versions.items():
            theirs = Path(folder) / f"{worker}.json"
            sweep = [sys.executable, __file__, "--worker", worker, "--grid", str(n), "--file", str(theirs)]
            runs = []
            for _ in range(given.runs):
                runs.append((run(mapping), run(sweep)))
                print(f"{version}: {runs[-1][1][0]:.2f} s", file=sys.stderr)
            document = json.loads(ours.read_text())
            sets = json.loads(theirs.read_text())
            compared, wrong = differences(document, sets, n)
            seen = len(set(sets))
            middle = [statistics.median(pair[who][what] for pair in runs) for who in (0, 1) for what in (0, 1)]
            ratio = statistics.median(pair[1][0] / pair[0][0] for pair in runs)
            rows.append((ratio, version, compared, wrong, seen, middle))
    rows.sort()
    left = float(F(document["undecided"])) * 100
    print(f"| {n} x {n} points | of them in proved cells | other answers there | sets seen | seconds | MB | map: sets | seconds | MB | sweep / map |")
    print("|:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for ratio, version, compared, wrong, seen, (ours_s, ours_mb, theirs_s, theirs_mb) in rows:
        print(
            f"| {version} | {compared} | {wrong} | {seen} | {theirs_s:.2f} | {theirs_mb:.0f} "
            f"| {len(document['regions'])} | {ours_s:.2f} | {ours_mb:.0f} | {ratio:.1f} |")
    print(f"\n{platform.machine()}, one thread, median of {given.runs} whole processes in turn; {left:.3f} % of the box undecided.")


if __name__ == "__main__":
    main()
