"""Where the workbooks of an account are: one folder for each account, named by its key and its name."""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kamlib.study.forms.form import Form
from kamlib.study.judgement import is_copy

FOLDER = "dossiers"
_LONGEST, _LONGEST_KEY = 60, 120


@dataclass(frozen=True)
class AccountForm:
    """A workbook of an account, as it shall be.

    Parameters
    ----------
    account, name : str
        Key and name of the account.
    kind : {"dossier", "buying-centre", "plan", "meeting"}
    form : Form
    day : str
        Of a meeting: its day, as 2026-02-12.
    folders : tuple of str
        Sub-folders for attachments that the account's folder shall have.
    """

    account: str
    name: str
    kind: str
    form: Form
    day: str = ""
    folders: tuple[str, ...] = ()


def account_folder(folder: Path, account: str, name: str = "") -> Path:
    """Return the folder of an account; the one that is there, whatever the account was called then.

    Parameters
    ----------
    folder : Path
        The study folder.
    account, name : str

    Examples
    --------
    >>> account_folder(Path("acme"), "00474", "Tundra: Torg").as_posix()
    'acme/judgement/dossiers/00474 Tundra Torg'
    """
    place, key = folder / "judgement" / FOLDER, _key(account)
    there = [path for path in sorted(place.glob("*")) if path.is_dir() and _key_of(path) == key]
    return there[0] if there else place / f"{key} {safe(name)}".strip()


def book_path(folder: Path, account: str, name: str, kind: str, day: str = "") -> Path:
    """Return the file of a workbook of an account, there or not."""
    own = account_folder(folder, account, name)
    return own / "meetings" / f"meeting-{day}.xlsx" if kind == "meeting" else own / f"{kind}.xlsx"


def book_paths(folder: Path, kind: str) -> list[Path]:
    """Return the workbooks of a kind that are there; dated copies and lock files are none."""
    place = folder / "judgement" / FOLDER
    found = place.glob("*/meetings/meeting-*.xlsx") if kind == "meeting" else place.glob(f"*/{kind}.xlsx")
    return sorted(p for p in found if not p.name.startswith(("~", ".")) and not is_copy(p))


def label_of(folder: Path, path: Path) -> str:
    """Return a file as problems name it: relative to the study folder."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name


def safe(name: str) -> str:
    """Return a name as a folder can be called on every system.

    Examples
    --------
    >>> safe(' 01 Identity & status? '), safe("a/../b."), safe("CON")
    ('01 Identity & status', 'a .. b', 'CON_')
    """
    words = " ".join(re.sub(r'[\x00-\x1f<>:"/\\|?*]', " ", name).split())
    short = _cut(words, _LONGEST).strip(" .")
    return f"{short}_" if re.fullmatch(r"(?i)con|prn|aux|nul|(com|lpt)\d", short) else short


def _key_of(place: Path) -> str:
    """Return the key in the name of a folder; copied from a Mac, its accents may be coded in another way."""
    return unicodedata.normalize("NFC", place.name).split(" ")[0]


def _key(account: str) -> str:
    """Return the key of an account without blanks and signs, different for different keys."""
    plain = re.sub(r"[^\w.-]", lambda sign: f"%{ord(sign[0]):x}", unicodedata.normalize("NFC", account))
    if len(plain.encode()) > _LONGEST_KEY:
        plain = f"{_cut(plain, _LONGEST_KEY)}~{sha256(account.encode()).hexdigest()[:8]}"
    return plain if plain.strip(".") else f"%{plain}"


def _cut(text: str, most: int) -> str:
    """Return as much of a text as so many bytes hold; more than 255 are no name of a folder."""
    return text.encode()[:most].decode(errors="ignore")
