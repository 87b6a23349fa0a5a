"""Make another case: ``python data/simulate.py FOLDER --seed 7`` writes a study with stories of its own."""

import argparse
import sys
from pathlib import Path

from simulator.files import write_case

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make a study like the case, with other names and answers.")
    parser.add_argument("folder", type=Path, help="a folder that is not there or empty")
    parser.add_argument("--seed", type=int, default=1, help="a whole number; each makes another case")
    given = parser.parse_args()
    if given.seed < 0:
        parser.error(f"--seed {given.seed}: a whole number, at least 0")
    try:
        write_case(given.folder, given.seed)
    except FileExistsError as problem:
        sys.exit(str(problem))
    print(f"Made: {given.folder}. For the trainer alone, so take it out first: {given.folder / 'truth'}")
