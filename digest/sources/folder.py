"""Documents from files: one file, a folder, or a pattern such as `inbox/**/*.txt`."""

import glob
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from digest.errors import InputError
from digest.model.documents import Document, DocumentKind, Imprint
from digest.sources.formats import NOT_YET, SUFFIXES, find_format
from digest.sources.origin import Origin, say_nothing
from digest.sources.readers import read_documents

# A newspaper page has some 20,000 bytes.
MOST_BYTES = 64_000_000
# A download or a copy over the network writes more often than this.
_JUST_NOW_SECONDS = 3.0
_SETTLING_SECONDS = 0.25


def no_imprint(path: Path) -> Imprint:
    """Nothing is known of any file's paper and date."""
    del path
    return Imprint()


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderSource:
    """The files at `path`, in the order of their names; `path` is relative to `base`.

    `imprint_of` says which paper and date a file is. A document's `uri` is its path as `path`
    leads to it, with forward slashes. Where `settles` is set, a file that was written to just now
    is looked at twice, and left for the next time if it still grows. `report` is told how far a
    long reading has come.
    """

    name: str
    path: str
    base: Path
    zone: tzinfo
    imprint_of: Callable[[Path], Imprint] = no_imprint
    kind: DocumentKind = DocumentKind.AUTO
    encoding: str = "auto"
    settles: bool = False
    report: Callable[[str], None] = say_nothing

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
            find_format(b"", name=uri)  # what is refused by its name need not be read
            if self.settles:
                _check_settled(path, uri=uri)
            content = read_file(path, uri=uri)
            origin = Origin(
                source=self.name,
                uri=uri,
                now=now,
                zone=self.zone,
                kind=self.kind,
                encoding=self.encoding,
                imprint=self.imprint_of(path),
                report=self.report,
            )
        except InputError as error:
            yield error
        else:
            yield from read_documents(content, origin)


def find_files(path: str, *, base: Path) -> tuple[str, ...]:
    """The files a path, folder or pattern names, as given and in order.

    In a folder, and in those below it, all files of a format that is read are found; hidden files,
    README files and what an editor or a download leaves behind are not. Raises InputError where
    there is no such file or folder.
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
    """The bytes of a file.

    Raises InputError where it cannot be read, is empty, too large, or written to at this moment.
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
    return content


def _check_settled(path: Path, *, uri: str) -> None:
    """Look twice at a file that was written to just now. Raises InputError if it still grows."""
    try:
        before = path.stat()
        if abs(time.time() - before.st_mtime) > _JUST_NOW_SECONDS:
            return
        time.sleep(_SETTLING_SECONDS)
        after = path.stat()
    except OSError:
        return
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise InputError("is still being written", where=uri, hint="it is read the next time")


def _is_wanted(name: Path) -> bool:
    if name.stem.casefold().startswith(("readme", "~$", ".")):
        return False
    return name.suffix.lower() in {*SUFFIXES, *NOT_YET}


def _check_folder_of(pattern: str, base: Path) -> None:
    """An empty folder is a day without news; a missing one is a mistake."""
    fixed = Path()
    for part in Path(pattern).parts:
        if glob.has_magic(part):
            break
        fixed /= part
    if not (base / fixed).is_dir():
        raise InputError("no such folder", where=fixed.as_posix())
