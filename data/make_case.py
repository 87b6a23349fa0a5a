"""Make the case anew: ``python data/make_case.py [FOLDER]``; without a folder, in place."""

import sys
from pathlib import Path

from casemaker.answers import write_answers
from casemaker.books_write import write_books
from casemaker.export import write_case
from casemaker.judgement import write_judgement
from casemaker.truth import make_truth

if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    truth = make_truth()
    write_case(truth, target)
    write_judgement(truth, target / "judgement")
    write_books(truth, target)
    write_answers(truth, target)
    print(f"Made anew: {target}")
