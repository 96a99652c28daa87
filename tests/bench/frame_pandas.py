"""The verbs of bench_frame with pandas: lines "name wall processor" in seconds, medians. frame_pandas.py ROWS RUNS"""
import sys
import time

import numpy as np
import pandas as pd

rows, runs = int(sys.argv[1]), int(sys.argv[2])
rng = np.random.default_rng(1)
frame = pd.DataFrame({
    "x": rng.random(rows), "y": rng.random(rows), "n": rng.integers(0, 1000, rows), "k1": rng.integers(0, 1000, rows),
    "k2": rng.integers(0, 12, rows), "id": rng.integers(0, 100_000, rows)})
lookup = pd.DataFrame({"id": np.arange(100_000), "price": rng.random(100_000)})
wide = pd.DataFrame({"id": rng.integers(0, 100_000, rows // 10), **{f"m{i}": rng.random(rows // 10) for i in range(10)}})


def measure(name, work):
    walls, processors = [], []
    for _ in range(runs):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - wall)
        processors.append(time.process_time() - processor)
    print(name, f"{sorted(walls)[runs // 2]:.6f} {sorted(processors)[runs // 2]:.6f}", flush=True)


measure("filter", lambda: frame[(frame.x > 0.5) & (frame.n < 500)])
measure("derive", lambda: frame.assign(z=frame.x * frame.y + frame.n))
measure("group", lambda: frame.groupby(["k1", "k2"], sort=False).agg(s=("x", "sum"), c=("x", "size")))
measure("sort_float", lambda: frame.sort_values("x", kind="stable"))
measure("sort_keys", lambda: frame.sort_values(["k1", "k2"], ascending=[True, False], kind="stable"))
measure("join", lambda: frame.merge(lookup, on="id", how="left"))
measure("pivot", lambda: frame.pivot_table(index="k1", columns="k2", values="x", aggfunc="sum"))
measure("unpivot", lambda: wide.melt(id_vars="id"))
