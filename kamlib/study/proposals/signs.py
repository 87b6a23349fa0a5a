"""Signs: books write sales as credits, and some systems write costs below zero; neither may turn a margin."""

import pandas as pd

from kamlib.study.proposals.frame import as_decisions
from kamlib.text import _

TURNED = "turn"


def propose_signs(sales: pd.DataFrame, *, share: float) -> pd.DataFrame:
    """Propose to turn the sign of amounts that are nearly all below zero, and of what goes against them.

    Costs and quantities have the sign of their amount: above zero for a sale, below zero for a return.

    Parameters
    ----------
    sales : DataFrame
        ``amount``, and ``cost``, ``quantity`` where mapped. Not changed.
    share : float
        Share of the lines that shows what is usual, above a half.

    Returns
    -------
    DataFrame
        One decision for each column whose sign is to be turned; empty where all is well.

    Examples
    --------
    >>> sales = pd.DataFrame({"amount": [100.0, -20.0], "cost": [-80.0, 16.0]})
    >>> propose_signs(sales, share=0.9)[["what", "subject", "proposal"]].to_numpy().tolist()
    [['sign', 'cost', 'turn']]
    """
    def signs(name: str) -> pd.Series:
        return (sales[name] > 0).astype("int64") - (sales[name] < 0).astype("int64")

    def below(values: pd.Series) -> float:
        return float((values[values != 0] < 0).mean()) if values.any() else 0.0

    amount, rows = signs("amount"), []
    if (part := below(amount)) >= share:
        amount = -amount
        reason = _("{:.0%} of the lines are below zero; books write sales so").format(part)
        rows.append(("sign", "amount", TURNED, reason, sales["amount"].notna()))
    for name in (name for name in ("cost", "quantity") if name in sales):
        if (part := below(amount * signs(name))) >= share:
            reason = _("it goes against the amount in {:.0%} of the lines").format(part)
            rows.append(("sign", name, TURNED, reason, sales[name].notna()))
    return as_decisions(sales, rows)


def turn_signs(sales: pd.DataFrame, answers: dict[str, str]) -> pd.DataFrame:
    """Return sales with the signs turned that are to be turned.

    Parameters
    ----------
    sales : DataFrame
        Not changed.
    answers : dict of str to str
        Column -> ``turn`` or ``keep``. With the amount its VAT is turned.

    Examples
    --------
    >>> list(turn_signs(pd.DataFrame({"amount": [-5.0, 1.0]}), {"amount": "turn"})["amount"])
    [5.0, -1.0]
    """
    turned = {name for name, answer in answers.items() if answer == TURNED}
    turned |= {"vat"} & set(sales.columns) if "amount" in turned else set()
    return sales.assign(**{name: 0.0 - sales[name] for name in sorted(turned) if name in sales})
