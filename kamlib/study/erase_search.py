"""Every byte of a study searched for a name, unpacked, in whatever way letters are written."""

import email
import gzip
import html
import io
import os
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.policy import compat32
from pathlib import Path
from urllib.parse import unquote

from kamlib.problems import KamError, Problem
from kamlib.study.leftovers import HOLDER, LOCK
from kamlib.text import _

# What would unpack to more is told as something that can't be searched.
LARGEST_BYTES = 2**30
_DEEPEST = 4
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"PAR1")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_OLD = ("cp1251", "cp1250", "latin-1")
_TAG = re.compile(r"<[^<>]*>")
_LOOKS = re.compile(r'&(?:amp;)?(?:"[^"]*"|\d+|K[0-9A-Fa-f+-]{6}|[A-Za-z](?![A-Za-z]*;))')
_LETTER = re.compile(r"\\u([0-9A-Fa-f]{4})")
# A sign in a text, and how letters may be written where it stands.
_WRITTEN = (
    ("&", html.unescape),
    ("&", lambda text: html.unescape(_LOOKS.sub(" ", html.unescape(text)))),
    ("<", lambda text: html.unescape(_TAG.sub("", text))),
    ("<", lambda text: html.unescape(_TAG.sub(" ", text))),
    ("%", unquote),
    ("\\u", lambda text: _LETTER.sub(lambda letter: chr(int(letter[1], 16)), text)),
)
MENTIONS, SEALED = "mentions", "sealed"
"""What a search says of a file: the name stands there, or something of it can't be searched."""


def name_pattern(name: str) -> re.Pattern[str]:
    r"""Return what finds a name in a text.

    Examples
    --------
    >>> name_pattern("Ada Bór").sub("-", "ask ADA  bór, not Ada Bórska and not Ada Bór-Klim")
    'ask -, not Ada Bórska and not Ada Bór-Klim'
    """
    words = r"\s+".join(map(re.escape, _nfc(name).split()))
    return re.compile(rf"(?<!\w)(?<!\w-){words}(?!-?\w)", re.IGNORECASE)


def search(content: bytes, mention: re.Pattern[str]) -> str:
    r"""Search what a file holds, with everything that is packed in it; return MENTIONS, SEALED or nothing.

    Examples
    --------
    >>> search(gzip.compress("звонил Ада Бор".encode("cp1251")), name_pattern("Ада Бор"))
    'mentions'
    >>> search(b"\x89PNG\0\1", name_pattern("Ada Bor"))
    'sealed'
    """
    result = ""
    for piece in _unpacked(content):
        if piece is None:
            result = SEALED
        elif any(mention.search(text) for text in _texts(piece)):
            return MENTIONS
    return result


def _texts(content: bytes) -> Iterator[str]:
    """Yield what bytes may say: in every usual encoding, also where letters are written as numbers."""
    for text in map(_nfc, _decoded(content)):
        yield text
        yield from (_nfc(read(text)) for sign, read in _WRITTEN if sign in text)


def remaining(folder: Path, name: str) -> tuple[list[Path], list[Path]]:
    """Return the files and folders of a study that mention a person, and those that can't be searched.

    Every byte is looked at, also of results, hidden files, and what is packed.

    Parameters
    ----------
    folder : Path
        The study folder.
    name : str
        As it was written.

    Raises
    ------
    KamError
        When a folder can't be opened.
    """
    mention = name_pattern(name)
    places: dict[str, list[Path]] = {MENTIONS: [], SEALED: [], "": []}
    for path in searched(folder):
        places[MENTIONS if mention.search(_nfc(path.name)) else search_file(path, mention)].append(path)
    return places[MENTIONS], places[SEALED]


def searched(folder: Path) -> Iterator[Path]:
    """Yield every file and folder of a study but the lock, hidden ones and those behind links too.

    Raises
    ------
    KamError
        When a folder can't be opened.
    """
    seen: set[str] = set()

    def stop(error: OSError) -> None:
        raise KamError(closed(folder, error)) from None

    for place, folders, names in os.walk(folder, onerror=stop, followlinks=True):
        real = os.path.realpath(place)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        yield from (Path(place, name) for name in sorted([*folders, *names]) if name not in (LOCK, HOLDER))


def closed(folder: Path, error: OSError) -> Problem:
    """Return the problem with what can't be read."""
    where = Path(str(error.filename or folder))
    label = where.relative_to(folder).as_posix() if where.is_relative_to(folder) else str(where)
    message = _("can't be read, so nobody can say what is in it: {}").format(error.strerror)
    return Problem("erase-closed", message, _("open it for you, and repeat the command"), file=label)


def search_file(path: Path, mention: re.Pattern[str]) -> str:
    """Search one file; what is neither a file nor a folder can't be.

    Raises
    ------
    OSError
        When it can't be read.
    """
    if path.is_file():
        return search(path.read_bytes(), mention)
    return "" if path.is_dir() or path.is_symlink() else SEALED


def text_of(path: Path) -> str:
    """Return the text of a file, in whichever of the usual encodings; of a scan or an archive nothing."""
    content = path.read_bytes()
    return next(_decoded(content)) if content.startswith(_WIDE) or b"\0" not in content[:4096] else ""


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _decoded(content: bytes) -> Iterator[str]:
    if content.startswith(_WIDE):
        yield content.decode("utf-16", "replace")
        return
    try:
        yield content.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield from (content.decode(encoding, "replace") for encoding in _OLD)
    if b"\0" in content:
        for order in ("utf-16-le", "utf-16-be"):
            yield from (content[start:].decode(order, "replace") for start in (0, 1))


def _unpacked(content: bytes, depth: int = 0) -> Iterator[bytes | None]:
    """Yield the bytes themselves, and those of everything packed in them; None for what stays closed."""
    if not content.startswith(_PACKED):
        yield content
    if depth > _DEEPEST:
        yield None
        return
    try:
        for piece in _pieces(content):
            yield from _unpacked(piece, depth + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError,
            LookupError):  # fmt: skip
        yield None


def _pieces(content: bytes) -> Iterator[bytes]:
    """Yield what is packed in bytes, one step deep.

    Raises
    ------
    ValueError
        Where it can't be unpacked.
    """
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(info.file_size for info in archive.infolist()) > LARGEST_BYTES:
                raise ValueError(_PACKED)
            yield "\n".join(archive.namelist()).encode() + archive.comment
            for info in archive.infolist():
                # How a printer was set is no text, but nothing is packed in it.
                bare = "printerSettings" in info.filename
                yield archive.read(info).replace(b"\0", b"" if bare else b"\0")
    elif content.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            unpacked = packed.read(LARGEST_BYTES + 1)
        if len(unpacked) > LARGEST_BYTES:
            raise ValueError(_PACKED)
        yield unpacked
    elif content.startswith(b"PAR1"):
        yield from _columns(content)
    elif _is_mail(content):
        yield from _mail(content)
    elif content.startswith(b"%PDF") or (b"\0" in content and not content.startswith(_WIDE)):
        raise ValueError(_PACKED)


def _columns(content: bytes) -> Iterator[bytes]:
    from pyarrow import parquet

    table = parquet.read_table(io.BytesIO(content))
    yield repr(table.schema.metadata or "").encode()
    for name, column in zip(table.column_names, table.columns, strict=True):
        yield f"{name}\n".encode() + "\n".join(map(str, column.unique().to_pylist())).encode()


def _is_mail(content: bytes) -> bool:
    head = content[:8192]
    return bool(re.match(rb"[A-Za-z-]+: ", head) and re.search(rb"(?im)^(From|Received|MIME-Version):", head))


def _mail(content: bytes) -> Iterator[bytes]:
    for part in email.message_from_bytes(content, policy=compat32).walk():
        for value in part.values():
            yield str(make_header(decode_header(str(value)))).encode("utf-8", "replace")
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            yield body
            charset = part.get_content_charset()
            if charset:
                yield body.decode(charset, "replace").encode()
