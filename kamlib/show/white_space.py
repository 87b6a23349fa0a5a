"""The white-space map: accounts against product groups, each state told by its pattern and its sign."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from kamlib.show import style
from kamlib.show.words import MISSING, Scale, accounts, money, number, scale_of, short
from kamlib.text import N_, _, ngettext

ACCOUNTS, GROUPS = 15, 10
NAME = 30
LETTERS = 11  # size of what stands in a cell
HEADING_LINES, HEADING_LINE = 2, 0.034  # how many, and the height of the second, as a share of the figure
HIGHEST = 0.075  # of a row, as a share of the figure
TO_WIN = ("gap", "competitor")
STATES = {"own": N_("from us"), "shared": N_("shared"), "competitor": N_("competitor"),
          "gap": N_("gap"), "not relevant": N_("not needed"), "unknown": N_("not known")}


def white_space_map(white: pd.DataFrame, *, period: str, currency: str) -> Figure:
    """Draw who buys which product group from us, who from others, and where nobody knows.

    Full cells show what we sell; shared ones what we sell, with the part that others hold left pale;
    competitors' cells and gaps what there is to win, as far as it is known.

    Parameters
    ----------
    white : DataFrame
        From `white_space`, with ``name``; groups in the order of the map. Accounts with most sales and room
        are drawn, at most fifteen, and the first ten groups.
    period, currency : str
        The period in words, and the currency.

    Returns
    -------
    Figure
        Closed; a slide that says why where there are no groups.
    """
    if white.empty:
        words = _("With a column of product groups it shows what each account does not buy from us.")
        return style.note(_("No white-space map: the sales name no product groups"), words)
    groups = white["group"].drop_duplicates().tolist()
    size = white[["amount", "room"]].fillna(0.0).sum(axis=1).groupby(white["account"]).sum()
    order = size.reset_index(name="size").sort_values(["size", "account"], ascending=[False, True])
    keys = order["account"].head(ACCOUNTS).tolist()
    shown = white[white["account"].isin(keys) & white["group"].isin(groups[:GROUPS])]
    to_win = shown["room"].where(shown["state"].isin(TO_WIN))
    scale = scale_of([shown["amount"].max(), to_win.max()], currency)
    cut = _cut_words(len(size) - len(keys), len(groups) - len(groups[:GROUPS]))
    about = style.subtitle(_("Our sales; + to win: {} a year").format(scale.unit), cut, period)
    with style.slide(_title(white, currency), about, left=0.25, right=0.985, bottom=0.1) as (figure, axes):
        names = white.drop_duplicates("account").set_index("account")["name"]
        _place(axes, groups[:GROUPS], len(keys))
        rows: Any = shown.itertuples()
        for row in rows:
            _cell(axes, groups.index(row.group), keys.index(row.account), row, scale)
        style.names_beside(axes, names[keys].tolist())
        axes.set_ylim(len(keys) - 0.45, -0.55)
        axes.set_axis_off()
        used = [state for state in STATES if (shown["state"] == state).any()]
        kinds = [Patch(**_look(state), label=_(STATES[state])) for state in used]
        figure.legend(handles=kinds, loc="upper center", bbox_to_anchor=(0.5, axes.get_position().y0 - 0.005),
                      ncols=len(used), frameon=False, fontsize=style.SMALL, handlelength=1.6,
                      columnspacing=1.4)
    return figure


def _title(white: pd.DataFrame, currency: str) -> str:
    """Name the largest gap, or say what is known at all."""
    gaps = white[white["state"].isin(TO_WIN) & (white["room"] > 0)]
    if len(gaps):
        first = gaps.sort_values(["room", "account", "group"], ascending=[False, True, True]).iloc[0]
        return _("Largest gap: {group} at {name}, {much}").format(
            group=short(first["group"], NAME), name=short(first["name"], NAME),
            much=money(first["room"], currency))
    unknown = int((white["state"] == "unknown").sum())
    words = ngettext("No gap is known, and of {} cell nobody knows whether it is one",
                     "No gap is known, and of {} cells nobody knows whether they are", unknown)
    return words.format(number(unknown)) if unknown else _("No gap: what is needed is bought")


def _cut_words(left_out: int, groups: int) -> str:
    parts = [_("{} more not drawn").format(accounts(left_out)) if left_out else "",
             ngettext("{} more group not drawn", "{} more groups not drawn", groups).format(groups)
             if groups else ""]
    return ", ".join(part for part in parts if part)


def _place(axes: Axes, groups: list[str], rows: int) -> None:
    """Make room for the cells and write the groups above them."""
    box = axes.get_position()
    room = box.width * style.SIZE[0] * style.DPI / len(groups) - 6
    headings = [_heading(axes, group, room) for group in groups]
    top = box.y1 - HEADING_LINE * max(heading.count("\n") for heading in headings)
    height = min(top - box.y0, HIGHEST * rows)
    axes.set_position((box.x0, top - height, box.width, height))
    axes.set_xlim(-0.5, len(groups) - 0.5)
    for place, heading in enumerate(headings):
        axes.annotate(heading, (place, 1), xycoords=("data", "axes fraction"), xytext=(0, 3), ha="center",
                      textcoords="offset points", va="bottom", size=LETTERS, parse_math=False)


def _heading(axes: Axes, group: str, room: float) -> str:
    """Break a name into lines that fit above its column, the last cut where it must be."""
    lines: list[str] = []
    for word in short(group, style.NAME_LETTERS).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and (len(lines) == HEADING_LINES or _cut(axes, longer, room) == longer):
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(_cut(axes, line, room) for line in lines)


def _cut(axes: Axes, words: str, room: float) -> str:
    """Return words that take at most ``room`` pixels in the size of the cells."""
    probe = axes.text(0, 0, words, size=LETTERS, parse_math=False)
    letters = len(words)
    while letters > 1 and probe.get_window_extent().width > room:
        letters -= 1
        probe.set_text(short(words, letters))
    found = probe.get_text()
    probe.remove()
    return found


def _look(state: str) -> dict[str, Any]:
    looks: dict[str, dict[str, Any]] = {
        "own": {"facecolor": style.BLUE, "edgecolor": "white"},
        "shared": {"facecolor": "#CFE6F5", "edgecolor": style.BLUE},
        "competitor": {"facecolor": "#FBE3B5", "edgecolor": "#B87F00", "hatch": "////"},
        "gap": {"facecolor": "white", "edgecolor": style.VERMILION, "linewidth": 2.2},
        "not relevant": {"facecolor": style.PALE, "edgecolor": "white"},
        "unknown": {"facecolor": "white", "edgecolor": style.PALE},
    }
    return looks[state]


def _cell(axes: Axes, column: int, line: int, row: Any, scale: Scale) -> None:
    left, top, wide, high = column - 0.47, line - 0.44, 0.94, 0.88
    axes.add_patch(Rectangle((left, top), wide, high, **({"linewidth": 0.8} | _look(row.state))))
    if row.state == "shared" and pd.notna(row.share):
        axes.add_patch(Rectangle((left, top), wide * min(1.0, row.share), high, facecolor=style.SKY,
                                 edgecolor="none"))
    sold = _small(row.amount, scale)
    win = f"+{_small(row.room, scale)}" if pd.notna(row.room) else "+"
    words = {"own": sold, "shared": sold, "gap": win, "competitor": win, "not relevant": MISSING,
             "unknown": "?"}[row.state]
    colour = {"own": "white", "unknown": style.GREY, "not relevant": style.GREY}.get(row.state, style.INK)
    weight = "bold" if row.state in ("gap", "own") else "normal"
    white = {"facecolor": "#FBE3B5", "edgecolor": "none", "pad": 1.0} if row.state == "competitor" else None
    axes.text(column, line, words, ha="center", va="center", size=LETTERS, color=colour, weight=weight,
              bbox=white, parse_math=False)


def _small(value: float, scale: Scale) -> str:
    """Write an amount; less than the last digit shown is said so, and is not zero."""
    least = 0.5 * 10.0**-scale.decimals * scale.divisor
    return f"<{scale.of(2 * least)}" if 0 < value < least else scale.of(value)
