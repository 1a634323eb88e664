#!/usr/bin/env python3
"""Compares the payoff sets of repeated two-player games with QuantEcon's on the same files. Answers first, then times.

Use:  cargo build --release && python3 benches/repeat.py > table.md
Needs numpy and quantecon (pip install quantecon). Games: random ones, seeds 1 to N, payoffs 0..20; a prisoner's dilemma; Cournot grids with
quantities 6 i / (n - 1), price max(6 - Q, 0) and a cost of 3/5, and without a cost quantities i/n and price 1 - Q. Ours is the time of the call (`benches/repeat.rs`), with the stage game's tables and all proofs; theirs
that of the call, warm, with all its defaults, the median of 3. A ratio is their call over ours. `process`: our whole program on the file, with
the discount factors from which on the first profile is played for ever. `threshold`: the call that finds the least discount factor at which the
profile of the greatest joint payoff, of those worth an effort, is sustained by any plan, in payoff sets of the same game: how many fit into it.
`exact`: proved to be the whole set. `proved`: every vertex is checked here, in fractions, to be played with a continuation in the hull after which
no deviation pays; and lies in the outer polygon. `alike`: hulls within 1e-6 of each other. `flat`: they fail, and our set is empty, a point or
a segment. `they stopped early`: more iterations bring them to ours. `ours smaller`: ours is not claimed to be exact, and their vertices, rounded
to fractions, are all played. Each case that is not alike or flat is printed in full below the table.
"""
import argparse, json, math, random, statistics, subprocess, sys, tempfile, time
from fractions import Fraction as F
from pathlib import Path

import numpy
import quantecon
from quantecon.game_theory import NormalFormGame, Player, RepeatedGame

UNIPOLE = Path(__file__).resolve().parent.parent / "target/release/unipole"
WIDTH = 1e-6
RUNS = 3


def games(count):
    for size in (2, 3):
        for seed in range(1, count + 1):
            dice = random.Random(f"repeat {size} {seed}")
            cells = [(F(dice.randint(0, 20)), F(dice.randint(0, 20))) for _ in range(size * size)]
            yield f"random {size}x{size}", f"seed {seed}", size, cells, ("3/10", "3/5", "9/10")
    dilemma = [(F(a), F(b)) for a, b in ((9, 9), (10, 1), (1, 10), (3, 3))]
    yield "prisoner's dilemma", "", 2, dilemma, ("9/10", "99/100", "999/1000")
    for size in (15, 30):
        own = [F(i, size) for i in range(size)]
        cells = [(a * (1 - a - b), b * (1 - a - b)) for b in own for a in own]
        yield f"Cournot {size}x{size}, no cost", "", size, cells, ("7/20", "1/2", "9/10")
        own = [F(6 * i, size - 1) for i in range(size)]
        margin = lambda a, b: max(6 - a - b, F(0)) - F(3, 5)
        cells = [(a * margin(a, b), b * margin(a, b)) for b in own for a in own]
        yield f"Cournot {size}x{size}", "", size, cells, ("7/20", "1/2", "9/10")


def file(size, cells):
    """The action of the first player varies fastest."""
    return f'NFG 1 R "game" {{ "1" "2" }} {{ {size} {size} }}\n\n' + "\n".join(f"{a} {b}" for a, b in cells) + "\n"


def ours(program, path, discount, options, limit):
    """Seconds, median of some runs, and the answer; none where it was stopped."""
    command = [program, "repeat", path, "--discount", discount, "--format", "json", *options]
    spent = []
    for _ in range(RUNS):
        start = time.perf_counter()
        try:
            done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=limit)
        except subprocess.TimeoutExpired:
            return None, None
        spent.append(time.perf_counter() - start)
    return statistics.median(spent), json.loads(done.stdout)["payoff_set"]


def call(timer, path, discount):
    """Milliseconds of a payoff set and of a threshold, medians; none where there is no profile to seek one for."""
    command = [timer] if timer else ["cargo", "bench", "--quiet", "--bench", "repeat", "--"]
    done = subprocess.run([*command, discount, path], capture_output=True, check=True, text=True)
    _, _, set, _, threshold, _ = done.stdout.strip().split("\t")
    return float(set), None if threshold == "-" else float(threshold)


def repeated(size, cells, discount):
    table = numpy.array([[float(a), float(b)] for a, b in cells]).reshape(size, size, 2)
    # Players have their own actions first; the first axis of `table` is the second player's.
    players = [Player(table[..., 0].T.copy()), Player(table[..., 1].copy())]
    return RepeatedGame(NormalFormGame(players), float(F(discount)))


def theirs(game, **options):
    """Seconds, and the vertices or the error."""
    start = time.perf_counter()
    try:
        hull = game.equilibrium_payoffs(method="abreu_sannikov", options=options)
        answer = [tuple(map(float, point)) for point in hull.points[hull.vertices]]
    except Exception as error:  # QhullError, ValueError
        answer = type(error).__name__
    return time.perf_counter() - start, answer


def away(point, polygon):
    """How far a point is from a convex polygon (counter-clockwise), a segment or a point."""
    if not polygon:
        return math.inf
    edges = list(zip(polygon, polygon[1:] + polygon[:1]))
    def left(a, b):
        return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])
    if len(polygon) > 2 and all(left(a, b) >= 0 for a, b in edges):
        return 0.0
    def segment(a, b):
        x, y = b[0] - a[0], b[1] - a[1]
        length = x * x + y * y
        t = max(0.0, min(1.0, ((point[0] - a[0]) * x + (point[1] - a[1]) * y) / length)) if length else 0.0
        return math.hypot(a[0] + t * x - point[0], a[1] + t * y - point[1])
    return min(segment(a, b) for a, b in edges)


def beyond(inside, outside):
    """How far the first polygon reaches out of the second."""
    return max((away(point, outside) for point in inside), default=0.0)


def inside(point, polygon):
    """In fractions: whether a point is in a convex polygon, counter-clockwise."""
    if len(polygon) < 3:
        (a, b) = (polygon * 2)[:2]
        flat = (b[0] - a[0]) * (point[1] - a[1]) == (b[1] - a[1]) * (point[0] - a[0])
        return flat and all(min(a[i], b[i]) <= point[i] <= max(a[i], b[i]) for i in (0, 1))
    edges = zip(polygon, polygon[1:] + polygon[:1])
    return all((b[0] - a[0]) * (point[1] - a[1]) >= (b[1] - a[1]) * (point[0] - a[0]) for a, b in edges)


def is_proved(size, cells, discount, answer):
    """Whether each vertex is played as the answer says, and lies in the outer polygon."""
    d = F(discount)
    exactly = lambda points: [tuple(map(F, point)) for point in points]
    vertices, outer = exactly(answer["vertices"]), exactly(answer["outer"])
    if not vertices:
        return True
    witnesses = answer["inner"]["witnesses"]
    least = [min(vertex[i] for vertex in vertices) for i in (0, 1)]
    if len(witnesses) != len(vertices) or not all(inside(vertex, outer) for vertex in vertices):
        return False
    for vertex, witness in zip(vertices, witnesses):
        a, b = (int(witness["profile"][player]) - 1 for player in ("1", "2"))
        best = [max(cells[b * size + k][0] for k in range(size)), max(cells[k * size + a][1] for k in range(size))]
        parts = [(vertices[k], F(p)) for k, p in witness["mixture"]]
        promised = [sum(p * point[i] for point, p in parts) for i in (0, 1)]
        mixes = all(p >= 0 for _, p in parts) and sum(p for _, p in parts) == 1
        for i in (0, 1):
            pays = (1 - d) * cells[b * size + a][i] + d * promised[i]
            if not mixes or pays != vertex[i] or pays < (1 - d) * best[i] + d * least[i]:
                return False
    return True


def is_played(size, cells, discount, points):
    """In fractions: whether each vertex of a hull is played by some profile with a continuation in it after which no deviation pays."""
    d = F(discount)
    least = [min(point[i] for point in points) for i in (0, 1)]
    best = [[max(cells[b * size + k][0] for k in range(size)) for b in range(size)]]
    best.append([max(cells[k * size + a][1] for k in range(size)) for a in range(size)])
    def plays(vertex, a, b):
        if any(vertex[i] < (1 - d) * most + d * least[i] for i, most in ((0, best[0][b]), (1, best[1][a]))):
            return False
        now = cells[b * size + a]
        return inside([(vertex[i] - (1 - d) * now[i]) / d for i in (0, 1)], points)
    return all(any(plays(vertex, a, b) for a in range(size) for b in range(size)) for vertex in points)


def compared(label, size, cells, discount, answer, peer):
    """A word for the table, and a report of what is not alike."""
    near = lambda points: [tuple(float(F(x)) for x in point) for point in points]
    vertices, outer = near(answer["vertices"]), near(answer["outer"])
    if isinstance(peer, str):
        if answer["exact"] and len(vertices) < 3:
            return "flat", None
        verdict = "they fail"
    elif max(beyond(vertices, peer), beyond(peer, vertices)) <= WIDTH:
        return "alike", None
    else:
        verdict = f"ours reaches {beyond(vertices, peer):.2g} out of theirs, theirs {beyond(peer, vertices):.2g} out of ours and {beyond(peer, outer):.2g} out of the outer polygon"
    _, longer = theirs(repeated(size, cells, discount), max_iter=20_000 if size < 10 else 5_000)
    if isinstance(longer, str):
        verdict += f"; with more iterations they fail ({longer})"
        right = None
    else:
        far = max(beyond(vertices, longer), beyond(longer, vertices))
        verdict += f"; with more iterations they are {far:.2g} from ours"
        right = far <= WIDTH or answer["exact"] and far <= max(beyond(vertices, peer), beyond(peer, vertices)) / 10
    larger = False
    if not right and not isinstance(longer, str):
        rounded = [tuple(F(x).limit_denominator(10**7) for x in point) for point in longer]
        larger = is_played(size, cells, discount, rounded)
        verdict += f"; their vertices, rounded to fractions, are{'' if larger else ' not'} all played"
        if larger:
            verdict += ": theirs was right"
    if right:
        verdict += ": ours was right"
    report = f"- {label}, d = {discount}: {verdict}. Exact: {answer['exact']}; gap {answer['gap'] and float(F(answer['gap']))}.\n"
    report += f"  - game: {' '.join(f'{a},{b}' for a, b in cells) if size < 4 else 'as above'}\n"
    report += f"  - ours: {answer['vertices']}\n  - theirs: {peer}"
    return ("stopped early" if right else "ours smaller" if larger and not answer["exact"] else "differs"), report


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--games", type=int, default=10, help="random games of each size")
    arguments.add_argument("--limit", type=float, default=20, help="seconds for one process of ours")
    arguments.add_argument("--unipole", default=str(UNIPOLE), help="the program")
    arguments.add_argument("--timer", help="the built benches/repeat.rs (default: cargo bench builds and runs it)")
    given = arguments.parse_args()
    dilemma = [(F(a), F(b)) for a, b in ((9, 9), (10, 1), (1, 10), (3, 3))]
    theirs(repeated(2, dilemma, "1/2"))  # the first call compiles
    rows, reports = {}, []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "game.nfg"
        for kind, name, size, cells, discounts in games(given.games):
            path.write_text(file(size, cells))
            for discount in discounts:
                label = f"{kind} {name}".strip()
                alone, answer = ours(given.unipole, str(path), discount, ["--profile", "1=1,2=1"], given.limit)
                row = rows.setdefault((kind, discount), [])
                if answer is None:
                    reports.append(f"- {label}, d = {discount}: ours was stopped")
                    row.append((None, None, None, None, False, True, "ours stopped"))
                    continue
                game = repeated(size, cells, discount)
                calls = [theirs(game) for _ in range(RUNS)]
                spent, peer = statistics.median(seconds for seconds, _ in calls), calls[0][1]
                word, report = compared(label, size, cells, discount, answer, peer)
                proved = is_proved(size, cells, discount, answer)
                if report:
                    reports.append(report)
                if not proved:
                    reports.append(f"- {label}, d = {discount}: NOT PROVED: {json.dumps(answer)}")
                set, threshold = call(given.timer, str(path), discount)
                row.append((alone, set, threshold, None if isinstance(peer, str) else 1000 * spent, answer["exact"], proved, word))
                print(f"{label} {discount}: {word}, exact {answer['exact']}, {set:.3f} ms, theirs {1000 * spent:.1f} ms", file=sys.stderr)
    words = ("alike", "flat", "stopped early", "they fail", "ours smaller", "differs", "ours stopped")
    shown = [word for word in words if any(entry[-1] == word for row in rows.values() for entry in row)]
    print(f"| game | d | games | exact | proved | {' | '.join(shown)} | ratio, worst | median | our call: ms | most | their call: ms | process: ms | threshold: sets, most |")
    print("|:--" + "|--:" * (11 + len(shown)) + "|")
    lines = []
    for (kind, discount), row in rows.items():
        answered = [entry for entry in row if entry[1]]
        ratios = [theirs / ours for _, ours, _, theirs, *_ in answered if theirs]
        middle = lambda values, digits: f"{statistics.median(values):.{digits}f}" if values else "-"
        sets = [entry[1] for entry in answered]
        thresholds = [threshold / ours for _, ours, threshold, *_ in answered if threshold]
        counts = " | ".join(str(sum(entry[-1] == word for entry in row)) for word in shown)
        ratio = f"{min(ratios):.1f} | {statistics.median(ratios):.1f}" if ratios else "- | -"
        line = f"| {kind} | {discount} | {len(row)} | {sum(e[4] for e in row)} | {sum(e[5] for e in row)} | {counts} | {ratio} "
        line += f"| {middle(sets, 3)} | {f'{max(sets):.3f}' if sets else '-'} | {middle([e[3] for e in answered if e[3]], 1)} "
        line += f"| {middle([1000 * e[0] for e in answered], 1)} | {f'{max(thresholds):.1f}' if thresholds else '-'} |"
        lines.append((min(ratios, default=math.inf), line))
    for _, line in sorted(lines):
        print(line)
    print(f"\nquantecon {quantecon.__version__}. Worst ratio first; ratios only where they answer.")
    print("\nNot alike:\n\n" + "\n".join(reports) if reports else "\nAll alike.")


if __name__ == "__main__":
    main()
