"""Read the table behind "The continuum at a glance" into a data frame and redraw it.

    python3 redraw.py [results/paper/continuum-at-a-glance.csv] [glance.png]

Needs pandas and matplotlib.
"""

import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd

source = sys.argv[1] if len(sys.argv) > 1 else "results/paper/continuum-at-a-glance.csv"
target = sys.argv[2] if len(sys.argv) > 2 else "glance.png"

STRENGTH = {"●": 4, "○": 3, "◐": 2, "?": 1, "·": 0}

table = pd.read_csv(source, keep_default_na=False)
postures = list(table.columns[2:])
marks = table[postures].map(lambda mark: STRENGTH.get(mark))

# For each model and posture the share of scenarios in which somebody takes it for certain in an equilibrium.
played = marks.ge(3).where(marks.notna())
shares = played.astype("Float64").groupby(table["Model"], sort=False).mean()

figure, axes = plt.subplots(figsize=(9, 0.32 * len(shares) + 2), layout="constrained")
picture = axes.imshow(shares.astype(float), cmap="viridis", vmin=0, vmax=1, aspect="auto")
axes.set_xticks(range(len(postures)), postures, rotation=35, ha="right")
axes.set_yticks(range(len(shares)), shares.index)
figure.colorbar(picture, label="share of scenarios with it in a pure equilibrium")
axes.set_title("Where each posture is played (blank: not an option)")
figure.savefig(target, dpi=150)
print(f"{len(table)} scenarios of {len(shares)} models: {target}")
