"""Figures of potential: whose wallet we share, and what could be reached."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from kamlib.show import style
from kamlib.show.words import accounts, money, number, percent, scale_of, short
from kamlib.text import _, ngettext

SHOWN = 12
NAME = 30
STUB = 0.1  # length of what is not known, as a share of the longest bar
AXIS_ROOM = 1.34  # the labels stand right of the longest bar
HIGH = 0.62  # height of a bar
FEWEST = 6  # bars are never thicker than those of so many
DOTS, STRIPES = "....", "////"


def wallet_bars(found: pd.DataFrame, *, period: str, currency: str) -> Figure:
    """Draw what the accounts buy in a year: from us, from named competitors, from others.

    The line at the end of a bar is the range of the wallet. Where the wallet is not known, what we sell is
    followed by an open end.

    Parameters
    ----------
    found : DataFrame
        `wallet_of_accounts` with ``name``. The twelve largest known wallets are drawn, and where there are
        fewer, the largest accounts whose wallet is not known.
    period, currency : str
        The period in words, and the currency.

    Returns
    -------
    Figure
        Closed; a slide that says why where no wallet is known.
    """
    known = found[found["wallet"] > 0]
    if known.empty:
        return _no_wallet(found)
    unknown = found[found["wallet"].isna()].sort_values(["revenue", "account"], ascending=[False, True])
    largest = known.sort_values(["wallet", "account"], ascending=[False, True])
    shown = pd.concat([largest.head(SHOWN), unknown.head(max(0, SHOWN - len(largest)))], ignore_index=True)
    scale = scale_of(shown[["wallet", "wallet_high"]].max(), currency)
    largest_ones = _("the {} largest of them").format(SHOWN) if len(known) > SHOWN else ""
    about = style.subtitle(_("Purchases in a year, {}").format(scale.unit), largest_ones, period)
    with style.slide(_wallet_title(known, len(unknown)), about, left=0.27, bottom=0.17) as (figure, axes):
        longest = float(shown[["wallet_high", "wallet", "revenue"]].max().max())
        rows: Any = shown.itertuples()
        for place, row in enumerate(rows):
            (_open_bar if pd.isna(row.wallet) else _wallet_bar)(axes, place, row, longest)
        _names(axes, shown["name"].tolist())
        axes.set_xlim(0, longest * AXIS_ROOM)
        style.money_axis(axes.xaxis, scale)
        _legend(figure, _wallet_kinds(shown))
    return figure


def reach_bars(found: pd.DataFrame, *, horizon: int, currency: str) -> Figure:
    """Draw what the accounts could bring more a year at the horizon, with its range.

    Gross margin; revenue where no margin is known. An open point is an account that has never bought; a
    hatched bar is at least so much, because not every wallet of the account is known.

    Parameters
    ----------
    found : DataFrame
        `reachable_of_accounts` with ``name`` and ``target``: whether it has never bought.
    horizon : int
        Years ahead.
    currency : str

    Returns
    -------
    Figure
        Closed; a slide that says why where nothing is known.
    """
    margin = bool(found["reachable_margin_low"].notna().any() or found["reachable_margin"].notna().any())
    kind = "reachable_margin" if margin else "more_revenue"
    what = _("gross margin") if margin else _("revenue")
    ends = found.rename(columns={f"{kind}_low": "least", kind: "likely", f"{kind}_high": "most"})
    ends = ends.assign(told=ends["likely"].fillna(ends["least"]))
    placed = ends[ends["told"].notna() & (ends["told"] != 0)].sort_values(["told", "account"],
                                                                           ascending=[False, True])
    if placed.empty:
        return style.note(_("Nobody knows what could be reached"),
                          _("It follows from the wallets: ask what the accounts buy from others."))
    shown = placed.head(SHOWN).reset_index(drop=True).astype({"target": "bool"})
    scale = scale_of(shown[["likely", "least", "most"]].abs().max(), currency)
    about = style.subtitle(
        _("More {what} a year in {years}, {unit}").format(
            what=what, years=ngettext("{} year", "{} years", horizon).format(horizon), unit=scale.unit),
        _("{} of {}").format(number(len(shown)), accounts(len(placed))) if len(placed) > len(shown) else "")
    title = _reach_title(shown.iloc[0], what, currency)
    with style.slide(title, about, left=0.27, bottom=0.17) as (figure, axes):
        rows: Any = shown.itertuples()
        for place, row in enumerate(rows):
            _reach_bar(axes, place, row, scale.of)
        _names(axes, shown["name"].tolist())
        low = min(0.0, float(shown[["told", "least"]].min().min()))
        high = max(0.0, float(shown[["told", "most"]].max().max()))
        axes.set_xlim(low - 0.18 * (high - low) if low < 0 else 0, low + (high - low) * 1.3)
        axes.axvline(0, color=style.GREY, lw=0.8)
        style.money_axis(axes.xaxis, scale)
        _legend(figure, _reach_kinds(shown))
    return figure


def _no_wallet(found: pd.DataFrame) -> Figure:
    bounded = int(found["share_of_wallet_low"].notna().sum())
    words = _("What each account buys from others has to be asked: write it into the table of wallets.")
    if bounded:
        words = _("What the clients themselves sell bounds it for {}: there our share is at least known from "
                  "below, and nobody knows how much more it is.").format(accounts(bounded))
    return style.note(_("Of no account the wallet is known"), words)


def _wallet_title(known: pd.DataFrame, unknown: int) -> str:
    share = percent(float(known["revenue"].sum() / known["wallet"].sum()), 0)
    words = ngettext("We have {share} of what {n} account buys", "We have {share} of what {n} accounts buy",
                     len(known)).format(share=share, n=number(len(known)))
    return words if not unknown else _("{known}; of {n} nobody knows").format(known=words, n=number(unknown))


def _wallet_kinds(shown: pd.DataFrame) -> list[Any]:
    """Explain what is drawn, and nothing else."""
    known = shown[shown["wallet"].notna()]
    kinds: list[Any] = [Patch(color=style.BLUE, label=_("from us"))]
    if (known["competitors"] > 0).any():
        kinds.append(Patch(facecolor=style.ORANGE, edgecolor="white", hatch=STRIPES,
                           label=_("named competitors")))
    kinds.append(Patch(color=style.PALE, label=_("others")))
    if len(known) < len(shown):
        kinds.append(Patch(facecolor="white", edgecolor=style.GREY, hatch=DOTS, label=_("not known")))
    return [*kinds, Line2D([], [], color=style.INK, lw=1.6, label=_("range; bold: our share"))]


def _names(axes: Axes, names: list[Any]) -> None:
    """Write the names; a few bars stand on top, as thick as many."""
    style.names_beside(axes, names)
    axes.set_ylim(max(len(names), FEWEST) - 0.4, -0.6)


def _legend(figure: Figure, kinds: list[Any]) -> None:
    figure.legend(handles=kinds, loc="lower center", ncols=len(kinds), frameon=False, fontsize=style.SMALL,
                  handlelength=1.6, columnspacing=1.6)


def _wallet_bar(axes: Axes, place: int, row: Any, _longest: float) -> None:
    others = max(0.0, row.wallet - row.revenue - row.competitors)
    axes.barh(place, row.revenue, HIGH, color=style.BLUE)
    axes.barh(place, row.competitors, HIGH, left=row.revenue, facecolor=style.ORANGE, edgecolor="white",
              hatch=STRIPES, linewidth=0)
    axes.barh(place, others, HIGH, left=row.revenue + row.competitors, color=style.PALE)
    _whisker(axes, place, row.wallet_low, row.wallet_high)
    end = row.wallet if pd.isna(row.wallet_high) else max(row.wallet, row.wallet_high)
    label = percent(row.share_of_wallet, 0)
    style.at_end(axes, end, place, label, weight="bold")
    low, high = number(100 * row.share_of_wallet_low), percent(row.share_of_wallet_high, 0)
    if percent(row.share_of_wallet_low, 0) != high:
        axes.annotate(f"({low}–{high})", (end, place), xytext=(14 + 9 * len(label), 0),
                      textcoords="offset points", va="center", size=style.SMALL, color=style.GREY)


def _open_bar(axes: Axes, place: int, row: Any, longest: float) -> None:
    axes.barh(place, row.revenue, HIGH, color=style.BLUE)
    axes.barh(place, STUB * longest, HIGH, left=row.revenue, facecolor="white", edgecolor=style.GREY,
              hatch=DOTS, linewidth=0.8)
    words = _("not known") if pd.isna(row.share_of_wallet_low) else _("at least {}").format(
        percent(row.share_of_wallet_low))
    style.at_end(axes, row.revenue + STUB * longest, place, words, color=style.GREY)


def _whisker(axes: Axes, place: int, low: float, high: float) -> None:
    """Draw a range as a line with ends; nothing where there is none."""
    if pd.isna(low) or pd.isna(high) or low == high:
        return
    axes.plot([low, high], [place, place], color=style.INK, lw=1.6, solid_capstyle="butt")
    for end in (low, high):
        axes.plot([end, end], [place - 0.16, place + 0.16], color=style.INK, lw=1.6)


def _reach_title(first: Any, what: str, currency: str) -> str:
    if first["told"] <= 0:
        return _("No account can bring more {what} than today").format(what=what)
    words = (_("{name} can bring most: at least {much} more {what}") if pd.isna(first["likely"])
             else _("{name} can bring most: {much} more {what}"))
    return words.format(name=short(first["name"], NAME), much=money(first["told"], currency), what=what)


def _reach_bar(axes: Axes, place: int, row: Any, written: Any) -> None:
    sure = pd.notna(row.likely)
    look = {"color": style.SKY} if sure else {"facecolor": "white", "edgecolor": style.BLUE, "hatch": STRIPES,
                                              "linewidth": 0.8}
    axes.barh(place, row.told, HIGH, **look)
    _whisker(axes, place, row.least, row.most)
    axes.plot(row.told, place, "o", ms=9, mfc="white" if row.target else style.BLUE, mec=style.BLUE, mew=2)
    ends = [end for end in (row.told, row.least, row.most) if pd.notna(end)]
    words = written(row.told) if sure else _("at least {}").format(written(row.told))
    style.at_end(axes, min(ends) if row.told < 0 else max(ends), place, f" {words}", weight="bold")


def _reach_kinds(shown: pd.DataFrame) -> list[Any]:
    """Explain what is drawn, and nothing else."""
    kinds = [_point(label, inside) for label, inside, drawn in (
        (_("buys from us"), style.BLUE, ~shown["target"]), (_("never bought"), "white", shown["target"]))
        if drawn.any()]
    kinds.append(Line2D([], [], color=style.INK, lw=1.6, label=_("range")))
    if shown["likely"].isna().any():
        kinds.append(Patch(facecolor="white", edgecolor=style.BLUE, hatch=STRIPES,
                           label=_("at least: not every wallet is known")))
    return kinds


def _point(label: str, inside: str) -> Any:
    return Line2D([], [], marker="o", ms=9, mfc=inside, mec=style.BLUE, mew=2, lw=0, label=label)
