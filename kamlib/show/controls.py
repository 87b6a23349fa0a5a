"""Controls for the room: plain widgets whose observers set the text of an HTML widget."""

from html import escape

import ipywidgets as widgets
import pandas as pd

from kamlib.show.words import accounts as in_accounts
from kamlib.show.words import money, percent, short
from kamlib.text import _


def live(words: str, *parts: widgets.Widget) -> widgets.VBox:
    """Return a control under a sentence that says what to do with it; a page on paper shows neither."""
    return widgets.VBox([widgets.HTML(f"<p>{escape(words)}</p>"), *parts])


def loss_control(accounts: pd.DataFrame, *, currency: str, most: int = 10) -> widgets.VBox:
    """Return a slider: so many of the largest accounts go together, and what is left is said.

    Parameters
    ----------
    accounts : DataFrame
        Buying accounts, largest first: ``name``, ``amount``, perhaps ``margin``.
    currency : str
        The currency.
    most : int
        The most that can go.

    Returns
    -------
    VBox
        A slider and a sentence.
    """
    most = min(most, len(accounts))
    slider = widgets.IntSlider(
        value=1, min=0, max=most, description=_("How many go"), style={"description_width": "initial"},
        layout={"width": "70%"},
    )

    def said(gone: int) -> str:
        words = loss_sentence(accounts, gone, currency=currency)
        return f'<p style="font-size: 1.3em; line-height: 1.4">{words}</p>'

    sentence = widgets.HTML(said(1))
    slider.observe(lambda change: setattr(sentence, "value", said(change["new"])), "value")
    return live(_("Let several of the largest accounts go together, and see what is left."), slider, sentence)


def loss_sentence(accounts: pd.DataFrame, gone: int, *, currency: str) -> str:
    r"""Say in HTML what is left when the ``gone`` largest accounts go together; names are escaped.

    Examples
    --------
    >>> table = pd.DataFrame({"name": ["A", "B"], "amount": [75.0, 25.0]})
    >>> loss_sentence(table, 1, currency="").replace("\u202f", " ")
    'Without A: 25.0 % of revenue is left (25 with 1 account).'
    """
    left = accounts.iloc[gone:]
    names = escape(", ".join(short(name, 28) for name in accounts["name"].head(min(gone, 3))))
    if gone > 3:
        names = _("{} and {} more").format(names, gone - 3)
    share = left["amount"].sum() / accounts["amount"].sum()
    words = _("Without {names}: {share} of revenue is left ({amount} with {accounts}).").format(
        names=names or _("nobody"),
        share=percent(share),
        amount=money(left["amount"].sum(), currency),
        accounts=in_accounts(len(left)),
    )
    if "margin" not in accounts or accounts["margin"].sum() <= 0:
        return words
    margin = left["margin"].sum() / accounts["margin"].sum()
    return _("{words} Of the margin {share} is left.").format(words=words, share=percent(margin))
