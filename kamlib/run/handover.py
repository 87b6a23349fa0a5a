"""The stand-in and handover sheets of accounts, one print-ready file."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup

from kamlib.flow.codes import open_study
from kamlib.flow.dependency import dependency
from kamlib.flow.handover import handover
from kamlib.flow.key_accounts import today
from kamlib.flow.meeting_sources import meeting_sources
from kamlib.flow.settings import settings_in_force
from kamlib.publish.handover import handover_fragment, handover_pages
from kamlib.run.chapter import CASE
from kamlib.run.lock import alone
from kamlib.run.which import KEY, which_accounts
from kamlib.study.judgement import write_whole
from kamlib.text import use_language


@alone("kam handover")
def write_handovers(
    folder: Path | None = None, *, accounts: Sequence[str] = (), day: str = "", show_names: bool = True
) -> Path:
    """Write one file with a stand-in and handover sheet of A4 for each account.

    Parameters
    ----------
    folder : Path or None
        Study folder; None means the case.
    accounts : sequence of str
        Which accounts, by key or name; the key accounts by default.
    day : str
        As 2026-02-12; by default that of the study.
    show_names : bool
        False: everybody has a code, such as "Buyer A", and texts that name anybody are left out.

    Returns
    -------
    Path
        The file, in ``output/``.

    Raises
    ------
    KamError
        When something stops the study, or a name or a day is not right.
    """
    study = open_study(folder or CASE, show_names=show_names)
    use_language(study.language)
    on = today(study, day)
    chosen = which_accounts(study, accounts or (KEY,)).chosen
    found = dependency(study, settings_in_force(study, "dependency"), today=on)
    sources = meeting_sources(study, today=on)
    sheets: list[Markup] = [
        handover_fragment(handover(study, str(account), today=on, found=found, sources=sources),
                          study=study.name)
        for account in chosen["account"]
    ]
    page = study.output / f"handover-{on:%Y-%m-%d}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    text = handover_pages(sheets, title=f"{study.name}: {on:%Y-%m-%d}", language=study.language)
    write_whole(page, text.encode("utf-8"))
    return page
