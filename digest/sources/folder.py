"""Documents from files: one file, a folder, or a pattern such as `inbox/**/*.txt`."""

import glob
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from digest.errors import InputError
from digest.model.documents import Document, DocumentId, DocumentKind, Imprint
from digest.sources.records import read_records
from digest.text.encodings import decode

MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown"}
RECORDS = ".jsonl"

# What is plainly meant to be read and cannot be yet. In a folder such a file is reported; anything
# else that is no text (pictures, archives) is passed over.
NOT_YET = {
    ".pdf": "PDF",
    ".docx": "Word",
    ".doc": "Word",
    ".wps": "WPS",
    ".rtf": "RTF",
    ".html": "HTML",
    ".htm": "HTML",
    ".epub": "EPUB",
}
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "an Office file or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
)
# A newspaper page has some 20,000 bytes.
MOST_BYTES = 64_000_000


def no_imprint(path: Path) -> Imprint:
    """Nothing is known of any file's paper and date."""
    del path
    return Imprint()


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderSource:
    """The files at `path`, in the order of their names; `path` is relative to `base`.

    `imprint_of` says which paper and date a file is. A document's `uri` is its path as `path`
    leads to it, with forward slashes.
    """

    name: str
    path: str
    base: Path
    zone: tzinfo
    imprint_of: Callable[[Path], Imprint] = no_imprint
    kind: DocumentKind = DocumentKind.AUTO
    encoding: str = "auto"

    def fetch(self, *, since: datetime | None, now: datetime) -> Iterator[Document | InputError]:
        """The documents; a file that cannot be read comes as its error, in its place.

        All files are given, whatever their time stamps: those say when a file was copied, not
        when it was printed. Raises InputError where there is no such file or folder.
        """
        del since
        uris = find_files(self.path, base=self.base)
        return (each for uri in uris for each in self._open(uri, now))

    def _open(self, uri: str, now: datetime) -> Iterator[Document | InputError]:
        path = self.base / uri
        try:
            if path.suffix.lower() in NOT_YET:
                kind = NOT_YET[path.suffix.lower()]
                yield _refused(uri, f"{kind} files are not read in this version")
                return
            content = read_file(path, uri=uri)
            if path.suffix.lower() == RECORDS:
                yield from read_records(content, uri=uri, source=self.name, now=now, zone=self.zone)
                return
            decode(content, encoding=self.encoding, where=uri)
            imprint = self.imprint_of(path)
        except InputError as error:
            yield error
            return
        yield Document(
            id=document_id(uri, content),
            source=self.name,
            uri=uri,
            media_type=MEDIA_TYPES.get(path.suffix.lower(), "text/plain"),
            content=content,
            fetched_at=now,
            kind=self.kind,
            encoding=self.encoding,
            imprint=imprint,
        )


def document_id(uri: str, content: bytes) -> DocumentId:
    """A name that changes with the content, and differs for copies under other names."""
    mark = hashlib.sha256(uri.encode("utf-8", "surrogateescape") + b"\0" + content)
    return DocumentId(mark.hexdigest())


def find_files(path: str, *, base: Path) -> tuple[str, ...]:
    """The files a path, folder or pattern names, as given and in order.

    In a folder, and in those below it, texts, Markdown and JSONL are found; hidden files, README
    files and what an editor or a download leaves behind are not. Raises InputError where there
    is no such file or folder.
    """
    given = path.replace("\\", "/") if os.sep == "\\" else path
    try:
        found = _find(given, base)
    except (OSError, ValueError) as error:
        # A name that is too long, or holds a NUL.
        raise InputError("is no path", where=path) from error
    return tuple(sorted(found))


def _find(given: str, base: Path) -> list[str]:
    place = base / given
    if place.is_dir():
        prefix = "" if given in {".", "./"} else given.rstrip("/") + "/"
        names = [Path(name) for name in _glob("**/*", place)]
        return [prefix + name.as_posix() for name in names if _is_wanted(name)]
    if place.exists():
        return [given]
    if not glob.has_magic(given):
        raise InputError("no such file or folder", where=given)
    found = [Path(name).as_posix() for name in _glob(given, base)]
    if not found:
        _check_folder_of(given, base)
    return found


def _glob(pattern: str, folder: Path) -> list[str]:
    # Path.glob finds hidden files too.
    names = glob.glob(pattern, root_dir=folder, recursive=True)  # noqa: PTH207
    return [name for name in names if (folder / name).is_file()]


def read_file(path: Path, *, uri: str) -> bytes:
    """The bytes of a text file.

    Raises InputError where it cannot be read, is empty, plainly no text, too large, or written
    to at this moment.
    """
    try:
        before = path.stat()
        if path.is_dir():
            raise InputError("is a folder, not a file", where=uri)
        if before.st_size > MOST_BYTES:
            raise InputError(f"is larger than {MOST_BYTES // 1_000_000} MB", where=uri)
        content = path.read_bytes()
        after = path.stat()
    except FileNotFoundError as error:
        raise InputError("no such file", where=uri) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=uri) from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise InputError("is still being written", where=uri, hint="it is read the next time")
    if not content.strip():
        raise InputError("the file is empty", where=uri)
    for signature, kind in _SIGNATURES:
        if content.startswith(signature):
            raise _refused(uri, f"is {kind}, not text")
    return content


def _refused(uri: str, what: str) -> InputError:
    return InputError(what, where=uri, hint="save it as text (UTF-8) first")


def _is_wanted(name: Path) -> bool:
    if name.stem.casefold().startswith(("readme", "~$", ".")):
        return False
    return name.suffix.lower() in {*MEDIA_TYPES, *NOT_YET, RECORDS}


def _check_folder_of(pattern: str, base: Path) -> None:
    """An empty folder is a day without news; a missing one is a mistake."""
    fixed = Path()
    for part in Path(pattern).parts:
        if glob.has_magic(part):
            break
        fixed /= part
    if not (base / fixed).is_dir():
        raise InputError("no such folder", where=fixed.as_posix())
