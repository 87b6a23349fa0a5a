"""Ranking under many weightings: our function against the matrix product and one partial sort.

The floor is what any way must do: score every account under every weighting, and find the best of each.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

PLACES, SEED, TURNS = 15, 1, 5
SIZES = [(40, 3, 10_000), (1_000, 10, 10_000)]


def made(accounts: int, criteria: int) -> tuple[pd.DataFrame, pd.Series]:
    luck = np.random.default_rng(SEED)
    names = [f"c{k}" for k in range(criteria)]
    keys = [f"{a:05d}" for a in range(accounts)]
    return pd.DataFrame(luck.uniform(1, 10, (accounts, criteria)), keys, names), pd.Series(1.0, names)


def weightings(criteria: int, draws: int) -> np.ndarray:
    drawn = np.random.default_rng(SEED).standard_exponential((draws, criteria))
    return drawn / drawn.sum(axis=1, keepdims=True)


def product(points: pd.DataFrame, weights: pd.Series, draws: int) -> list[float]:
    values = weightings(len(weights), draws) @ points.to_numpy().T
    return [float(values.mean())]


def product_and_sort(points: pd.DataFrame, weights: pd.Series, draws: int) -> list[float]:
    values = weightings(len(weights), draws) @ points.to_numpy().T
    best = np.argpartition(values, len(points) - PLACES, axis=1)[:, len(points) - PLACES :]
    return shares(np.bincount(best.ravel(), minlength=len(points)) / draws)


def in_list(points: pd.DataFrame, weights: pd.Series, draws: int) -> list[float]:
    return ours(points, points, weights, draws, ranks=False)


def in_list_and_ranks(points: pd.DataFrame, weights: pd.Series, draws: int) -> list[float]:
    return ours(points, points, weights, draws, ranks=True)


def with_scores(points: pd.DataFrame, weights: pd.Series, draws: int) -> list[float]:
    return ours(points, points + 1, weights, draws, ranks=False)


def ours(
    points: pd.DataFrame, high: pd.DataFrame, weights: pd.Series, draws: int, *, ranks: bool
) -> list[float]:
    from kamlib.method.acceptability import acceptability

    low = points if high is points else points - 1
    found = acceptability(low, points, high, weights, places=PLACES, draws=draws, seed=SEED, ranks=ranks)
    return shares(found.sort_values("account")["in_list"].to_numpy())


def shares(found: np.ndarray) -> list[float]:
    return [round(float(share), 6) for share in found]


WAYS: dict[str, Callable[[pd.DataFrame, pd.Series, int], list[float]]] = {
    "matrix product": product, "product and argpartition": product_and_sort,
    "acceptability, in the list": in_list, "acceptability, with ranks": in_list_and_ranks,
    "acceptability, scores drawn too": with_scores,
}


def measure(way: str, accounts: int, criteria: int, draws: int) -> None:
    points, weights = made(accounts, criteria)
    WAYS[way](points.head(PLACES + 1), weights, 10)  # imports are no part of it
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = []
    for _turn in range(TURNS):
        begin = time.perf_counter()
        found = WAYS[way](points, weights, draws)
        seconds.append(time.perf_counter() - begin)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": min(seconds), "peak": memory / 1e3, "more": (memory - before) / 1e3,
                      "found": found}))


def run(way: str, *size: int) -> dict:
    command = [sys.executable, __file__, "--way", way, *map(str, size)]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    print(f"{os.cpu_count()} processors, the best of {TURNS} turns")
    for size in SIZES:
        print("\n{:,} accounts x {} criteria x {:,} weightings".format(*size))
        print("| way | milliseconds | memory on top, MB | peak, MB |\n| --- | --- | --- | --- |")
        found = {way: run(way, *size) for way in WAYS}
        for way, row in found.items():
            print(f"| {way} | {1000 * row['seconds']:.0f} | {row['more']:.0f} | {row['peak']:.0f} |")
        if found["product and argpartition"]["found"] != found["acceptability, in the list"]["found"]:
            sys.exit("the two ways disagree on who is in the list")


if __name__ == "__main__":
    if "--way" in sys.argv:
        measure(sys.argv[2], *map(int, sys.argv[3:]))
    else:
        main()
