"""What of the dossiers still holds, as bars: of all key accounts, and of one account group by group."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from kamlib.show import style
from kamlib.show.dossier import NAME, ROWS
from kamlib.show.words import accounts, number, percent, short
from kamlib.text import N_, _

BARS = 13
# Parts of a bar: colour, hatch, words; told apart without colour by hatch and order.
PARTS = {
    "valid": (style.BLUE, "", N_("valid")),
    "expiring": (style.SKY, "", N_("expires soon")),
    "expired": (style.ORANGE, "//", N_("expired")),
    "undated": (style.PALE, "..", N_("no day")),
    "open": ("white", "", N_("open")),
}


def validity_bars(rows: pd.DataFrame, *, title: str, about: str, most: int = BARS) -> Figure:
    """Draw for each row how many of its questions have an answer that holds, expires, is over, or none.

    Parameters
    ----------
    rows : DataFrame
        ``label``, ``valid``, ``expiring``, ``expired``, ``undated``, ``open`` (counts), ``share`` (of the
        answers that hold; missing without an answer).
    title, about : str
        The finding; what is shown, of which day.
    most : int
        At most so many rows, the first ones.

    Returns
    -------
    Figure
        Closed; rows without a question that applies are left out.
    """
    shown = rows.head(most)
    whole = shown[list(PARTS)].sum(axis=1)
    with style.slide(title, about, left=0.3, right=0.9, bottom=0.12) as (figure, axes):
        left = pd.Series(0.0, index=shown.index)
        for part, (colour, hatch, _words) in PARTS.items():
            drawn = (shown[part] > 0).to_numpy()
            axes.barh([place for place, any_ in enumerate(drawn) if any_], shown[part][drawn],
                      left=left[drawn], height=0.74, color=colour, hatch=hatch, lw=0.9,
                      edgecolor=style.GREY if part in ("open", "undated") else "white")
            _counts(axes, shown[part], left, part, float(whole.max() or 1))
            left += shown[part]
        style.names_beside(axes, shown["label"].tolist())
        axes.set_ylim(max(len(shown), 4) - 0.4, -0.6)
        for place, share in enumerate(shown["share"]):
            words = percent(share, 0) if pd.notna(share) else _("no answer")
            style.at_end(axes, float(whole.iloc[place]), place, words, weight="bold")
        axes.set_xlim(0, 1.004 * max(float(whole.max()), 1.0))
        axes.spines["left"].set_visible(False)
        style.bare(axes)
        parts = [Patch(facecolor=colour, hatch=hatch, label=_(words),
                       edgecolor=style.GREY if colour in ("white", style.PALE) else "white")
                 for colour, hatch, words in PARTS.values()]
        figure.legend(handles=parts, loc="lower left", bbox_to_anchor=(style.LEFT - 0.01, 0.0), ncols=5,
                      frameon=False, fontsize=style.SMALL, handlelength=1.4, columnspacing=1.6)
    return figure


def _counts(axes: Axes, values: pd.Series, left: pd.Series, part: str, whole: float) -> None:
    """Write how many, where the part is wide enough for it."""
    ink = "white" if part == "valid" else style.INK
    plate = {"facecolor": PARTS[part][0], "edgecolor": "none", "pad": 0.2} if PARTS[part][1] else None
    for place, (value, start) in enumerate(zip(values, left, strict=True)):
        if value / whole >= 0.03:
            axes.text(start + value / 2, place, number(value), size=12, color=ink, ha="center",
                      va="center_baseline", bbox=plate)


def dossier_bars(summary: pd.DataFrame, *, period: str) -> Figure:
    """Draw the core questions of each key account that has an answer; see `validity_bars`.

    Parameters
    ----------
    summary : DataFrame
        From `dossier_summary`.
    period : str
        The day in words.
    """
    known = summary[summary["core_answered"] > 0]
    if known.empty:
        return style.note(_("There is no core answer yet that could still hold"), _(
            "The core fits two printed pages: ask whoever knows the account for half an hour."))
    order = known.sort_values(["core_valid_share", "core_complete", "account"], ascending=[True, False, True])
    parts = {part: order[f"core_{part}"] for part in PARTS}
    rows = pd.DataFrame({"label": order["name"], **parts, "share": order["core_valid_share"]})
    told = int(known["core_answered"].sum())
    holds = int((known["core_valid"] + known["core_expiring"]).sum())
    worst = order.iloc[0]
    title = _("Of {n} core answers {share} still hold").format(
        n=number(told), share=percent(holds / told, 0))
    if len(order) > 1 and worst["core_valid_share"] < 1:
        title = _("{title}; {name}: {share}").format(
            title=title, name=short(worst["name"], NAME), share=percent(worst["core_valid_share"], 0))
    more, empty = max(0, len(order) - BARS), len(summary) - len(known)
    about = style.subtitle(
        _("Core questions; right: answers that still hold"),
        _("{} more not shown").format(accounts(more)) if more else "",
        _("{} without an answer").format(accounts(empty)) if empty else "", period)
    return validity_bars(rows, title=title, about=about)


def group_bars(groups: pd.DataFrame, *, name: str, period: str) -> Figure:
    """Draw one account group by group; see `validity_bars`.

    Parameters
    ----------
    groups : DataFrame
        From `dossier_groups`, of one account.
    name : str
        Of the account.
    period : str
        The day in words.
    """
    known = groups[groups["questions"] > 0]
    told, holds, asked = (int(known[column].sum()) for column in ("answered", "holding", "questions"))
    who = short(name, NAME)
    if not told:
        return style.note(_("The dossier of {} has no answer yet").format(who), _(
            "Begin with the core questions: the interview guide below says whom to ask."))
    share = (known["holding"] / known["answered"].where(known["answered"] > 0))
    rows = pd.DataFrame({"label": known["group_label"], **{part: known[part] for part in PARTS},
                         "share": share})
    title = _("{name}: of {asked} questions {told} are answered, {holds} answers still hold").format(
        name=who, asked=number(asked), told=number(told), holds=number(holds))
    more = max(0, len(rows) - ROWS)
    about = style.subtitle(_("Questions by group; right: answers that still hold"),
                           _("{} more groups not shown").format(number(more)) if more else "", period)
    return validity_bars(rows, title=title, about=about, most=ROWS)
