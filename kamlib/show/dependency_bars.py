"""Bars of dependency: who leaves, what hangs on one contact, what more contacts would end."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from kamlib.show import style
from kamlib.show.words import Scale, accounts, money, number, percent, scale_of, short
from kamlib.text import _, ngettext

NAME = 26
MOST = 9
FEW = 4  # with fewer bars the slide stays as it is with so many
KNOT, OTHER = style.VERMILION, style.SKY
OURS, THEIRS = "■", "●"
COUNT = Scale(1.0, 0, "")  # where no margin is known, accounts are counted in place of money


def who_leaves_bars(people: pd.DataFrame, *, currency: str, period: str, most: int = MOST) -> Figure:
    """Draw the margin that each person touches, and the part to which no active line is left without him.

    Parameters
    ----------
    people : DataFrame
        From `by_person`: ``side``, ``person``, ``name`` (of the account), ``accounts``, ``margin``,
        ``alone_accounts``, ``alone_name``, ``margin_alone``, ``roles_lost``; most margin alone first.
    currency, period : str
        In words.
    most : int
        At most so many people.

    Returns
    -------
    Figure
        Closed; without anybody a slide that says so.
    """
    if people.empty:
        return style.note(_("Nobody knows yet who would leave a gap"), _(
            "Write down in the buying centres who meets whom; without that no account can be said to hang on "
            "anybody, or to be safe."))
    shown = people.head(most).reset_index(drop=True)
    money_known = bool(shown["margin"].gt(0).any())
    if not money_known:
        shown = shown.assign(margin=shown["accounts"], margin_alone=shown["alone_accounts"])
    scale = scale_of(shown["margin"], currency) if money_known else COUNT
    left_off = len(people) - len(shown)
    more = ngettext("{} more person", "{} more people", left_off).format(number(left_off))
    unit = _in_unit(_("margin of key accounts") if money_known else _("key accounts"), scale)
    about = style.subtitle(_("{} ours, {} theirs").format(OURS, THEIRS), unit, more if left_off else "",
                           period)
    with style.slide(_who_title(people, currency), about, left=0.33, bottom=0.14) as (figure, axes):
        places = range(len(shown))
        axes.barh(places, shown["margin"], 0.62, color="white", edgecolor=style.GREY, hatch="///", lw=0.8)
        axes.barh(places, shown["margin_alone"], 0.62, color=KNOT)
        for place, row in enumerate(shown.to_dict("records")):
            end = max(row["margin"] if pd.notna(row["margin"]) else 0.0, 0.0)
            style.at_end(axes, end, place, _who_words(row, scale))
        style.names_beside(axes, [_who(row) for row in shown.to_dict("records")])
        _room(axes, shown["margin"], 0.72)
        _patches(figure, {KNOT: _("no active line left without the person"), "hatch": _("others are there")})
    return figure


def _who(row: dict[Any, Any]) -> str:
    if row["side"] == "ours":
        return f"{OURS} {row['person']}"
    return f"{THEIRS} {short(row['person'], NAME)}, {row['name']}"


def _who_words(row: dict[Any, Any], scale: Scale) -> str:
    parts = [scale.of(row["margin"])]
    if row["margin_alone"] and row["alone_accounts"] < row["accounts"]:
        parts = [_("{} of {}").format(scale.of(row["margin_alone"]), parts[0])]
    if row["accounts"] > 1:
        parts.append(accounts(int(row["accounts"])))
    if row["roles_lost"]:
        lost = int(row["roles_lost"])
        parts.append(ngettext("{} role", "{} roles", lost).format(number(lost)))
    return ", ".join(parts)


def _who_title(people: pd.DataFrame, currency: str) -> str:
    first = people.iloc[0]
    if first["alone_accounts"] == 0:
        return _("As far as known, no key account loses its last active line with one person")
    words = _("Without {who} no active line is left to {which}, {much} of margin")
    if not first["margin_alone"] > 0:
        words = _("Without {who} no active line is left to {which}")
    which = accounts(int(first["alone_accounts"]))
    if first["alone_accounts"] == 1:
        which = short(first["alone_name"], NAME)
    return words.format(who=short(first["person"], NAME), which=which,
                        much=money(first["margin_alone"], currency))


def second_contact_bars(managers: pd.DataFrame, *, currency: str, period: str) -> Figure:
    """Draw for each manager the margin of key accounts with, without and perhaps with a second contact.

    Parameters
    ----------
    managers : DataFrame
        From `margin_by_second`: ``manager``, ``margin``, ``margin_without``, ``margin_unknown``,
        ``without`` and ``unknown`` (accounts), ``share_without``.
    currency, period : str
        In words.

    Returns
    -------
    Figure
        Closed; without managers a slide that says so.
    """
    if managers.empty:
        return style.note(_("There is no key account yet"), _("See chapters 04 and 05 for what is missing."))
    shown = managers.head(MOST + 3).reset_index(drop=True)
    if not shown["margin"].gt(0).any():
        counted = {"margin": shown["accounts"], "margin_without": shown["without"],
                   "margin_unknown": shown["unknown"]}
        shown = shown.assign(**counted, share_without=shown["without"] / shown["accounts"])
        scale, what = COUNT, _("Key accounts of each manager")
    else:
        scale = scale_of(shown["margin"], currency)
        what = _in_unit(_("Margin of the key accounts of each manager"), scale)
    with style.slide(_second_title(managers, currency), style.subtitle(what, period), left=0.2,
                     bottom=0.14) as (figure, axes):
        places, start, unknown = range(len(shown)), shown["margin_without"], shown["margin_unknown"]
        known = (shown["margin"] - start - unknown).clip(lower=0)
        axes.barh(places, start, 0.62, color=KNOT)
        axes.barh(places, unknown, 0.62, left=start, color="white", edgecolor=style.GREY, hatch="///", lw=0.8)
        axes.barh(places, known, 0.62, left=start + unknown, color=OTHER)
        for place, row in enumerate(shown.to_dict("records")):
            style.at_end(axes, max(row["margin"], 0.0), place, _second_words(row, scale))
        style.names_beside(axes, [_("nobody") if pd.isna(name) else name for name in shown["manager"]])
        _room(axes, shown["margin"], 0.95)
        _patches(figure, {KNOT: _("one contact of ours"), "hatch": _("not known"),
                          OTHER: _("a second one")})
    return figure


def _in_unit(words: str, scale: Scale) -> str:
    return f"{words}, {scale.unit}" if scale.unit else words


def _second_words(row: dict[Any, Any], scale: Scale) -> str:
    parts = []
    if row["margin_without"]:
        share = percent(row["share_without"], 0)
        parts.append(_("{} on one contact ({})").format(scale.of(row["margin_without"]), share))
    if row["unknown"]:
        parts.append(_("{} not known").format(scale.of(row["margin_unknown"])))
    return ", ".join(parts) or _("all with a second one")


def _second_title(managers: pd.DataFrame, currency: str) -> str:
    without, unknown = (float(managers[name].sum()) for name in ("margin_without", "margin_unknown"))
    single, count = (int(managers[name].sum()) for name in ("without", "unknown"))
    if not single:
        words = _("No key account is known to have one contact of ours only; of {} nobody knows") if count \
            else _("Every key account has a second active contact of ours")
        return words.format(accounts(count))
    if not without:
        return _("At {} only one of us is in active contact").format(accounts(single))
    words = _("{much} of margin hangs on one contact of ours; of {unknown} nobody knows")
    if not unknown:
        words = _("{much} of margin at key accounts hangs on one contact of ours")
    return words.format(much=money(without, currency), unknown=money(unknown, currency))


def more_contacts_steps(table: pd.DataFrame, *, unknown: int, currency: str, period: str) -> Figure:
    """Draw how the margin that hangs on one person falls with the hours for more contacts.

    Parameters
    ----------
    table : DataFrame
        One row for each key account that hangs on one person: ``name``, ``margin``, ``hours``; in the order
        in which they are done.
    unknown : int
        Key accounts of which nobody wrote down who meets whom.
    currency, period : str
        In words.

    Returns
    -------
    Figure
        Closed; without rows a slide that says so.
    """
    missing = _("not known for {}").format(accounts(unknown)) if unknown else ""
    if table.empty:
        text = _("Everywhere two active lines share nobody. Look again when somebody leaves.")
        if unknown:
            text = _("Of {} nobody has written down who meets whom.").format(accounts(unknown))
        return style.note(_("No key account is known to hang on one person"), text)
    money_known = bool(table["margin"].gt(0).any())
    table = table.assign(margin=table["margin"].fillna(0.0) if money_known else 1.0)
    order = table.assign(done=table["hours"].cumsum(), left=table["margin"].sum() - table["margin"].cumsum())
    total, hours = float(table["margin"].sum()), float(table["hours"].sum())
    scale = scale_of([total], currency) if money_known else COUNT
    words = _("{much} of margin hangs on single persons; {hours} hours for contacts would end that")
    what = _("Margin of key accounts that hangs on one person")
    if not money_known:
        words = _("{much} hang on single persons; {hours} hours for contacts would end that")
        what = _("Key accounts that hang on one person")
    title = words.format(hours=number(hours),
                         much=money(total, currency) if money_known else accounts(len(table)))
    about = style.subtitle(_in_unit(what, scale), _("most for an hour first"), missing, period)
    with style.slide(title, about, left=0.09, bottom=0.15) as (_figure, axes):
        x, y = [0.0, *order["done"]], [total, *order["left"]]
        axes.fill_between(x, y, step="post", color=KNOT, alpha=0.25, lw=0)
        axes.step(x, y, where="post", color=KNOT, lw=3)
        axes.plot(x, y, "o", color=KNOT, ms=7)
        style.money_axis(axes.yaxis, scale)
        axes.set(xlim=(0, hours * 1.4), ylim=(0, total * 1.12))
        axes.set_xlabel(_("hours"))
        _name_steps(axes, order.head(MOST), total, hours)
    return _figure


def _name_steps(axes: Axes, order: pd.DataFrame, total: float, hours: float) -> None:
    """Write the names of the steps that stand far enough below the one before, cut to the room there is.

    The last step has no line beside it, so that its name needs less room.
    """
    last = float("inf")
    for row in order.to_dict("records"):
        above, needed = (0.012, 0.035) if row["left"] < 0.001 * total else (0.03, 0.06)
        if last - row["left"] < needed * total:
            continue
        last, x = row["left"], row["done"] + 0.012 * hours
        room = style.SIZE[0] * style.DPI - axes.transData.transform((x, 0))[0] - 70
        words = _("{name}, {hours} h").format(
            name=style.cut(axes, short(row["name"], NAME), room), hours=number(row["hours"]))
        style.write(axes, x, row["left"] + above * total, words, va="bottom")


def _room(axes: Axes, values: pd.Series, more: float) -> None:
    """Leave room for the words at the ends, take the scale away, and keep one bar from filling the slide."""
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    axes.set_xlim(low * 1.05, high + more * max(high - low, 1e-9))
    axes.set_ylim(max(len(values), FEW) - 0.4, -0.6)
    style.bare(axes)


def _patches(figure: Figure, looks: dict[str, str]) -> None:
    handles = [Patch(facecolor="white", edgecolor=style.GREY, hatch="///", label=words) if look == "hatch"
               else Patch(facecolor=look, label=words) for look, words in looks.items()]
    figure.legend(handles=handles, loc="lower center", ncols=len(handles), fontsize=style.SMALL,
                  frameon=False, bbox_to_anchor=(0.5, 0.01))
