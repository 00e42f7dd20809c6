"""The channel that writes files: whole or not at all, and only below its folder."""

import errno
import os
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from digest.errors import DeliveryError
from digest.model.deliveries import Delivery, Receipt
from digest.model.editions import Rendition

# What Windows refuses in a name; a brief made on Linux is often opened on a Windows share.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
LONGEST_NAME_BYTES = 200
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderChannel:
    """Writes a rendition to the path that is the delivery's recipient.

    A relative path is below `root`; an absolute one is taken as it is.
    """

    root: Path
    name: str = "file"

    def deliver(self, delivery: Delivery, renditions: Sequence[Rendition]) -> Receipt:
        """Write the rendition whose filename is the delivery's recipient.

        Raises DeliveryError, temporary where the disk is full or the folder cannot be written.
        """
        wanted = (each for each in renditions if each.filename == delivery.recipient)
        rendition = next(wanted, None)
        if rendition is None:
            raise DeliveryError(
                "the edition has no such file", temporary=False, where=delivery.recipient
            )
        path = safe_path(delivery.recipient, root=self.root)
        try:
            write_whole(path, rendition.body)
        except OSError as error:
            what = "the disk is full" if error.errno in _DISK_FULL else str(error.strerror)
            raise DeliveryError(
                f"cannot be written: {what}", temporary=True, where=delivery.recipient
            ) from error
        return Receipt(reference=delivery.recipient)

    def close(self) -> None:
        """Nothing is held open."""


def safe_path(name: str, *, root: Path) -> Path:
    """Where a file of that name is written.

    Raises DeliveryError where the name leaves `root` or is no file's name on every system.
    """
    plain = PurePosixPath(re.sub(r"^[A-Za-z]:(?=/)", "", name))
    parts = [part for part in plain.parts if part != "/"]
    bad = next((part for part in parts if not _is_safe(part)), None)
    if bad is not None or not parts or name.endswith("/"):
        what = f"'{bad}' cannot be part of a file's name" if bad else "is no file's name"
        raise DeliveryError(what, temporary=False, where=name)
    return root / name


def write_whole(path: Path, body: bytes) -> None:
    """The file holds `body`, whatever happens: it is never seen half written.

    The bytes go to a temporary file in the same folder, reach the disk, and take the name at
    once. A file that holds them already is left alone.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if _holds(path, body):
        return
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _is_safe(part: str) -> bool:
    return not (
        part in {"", ".", ".."}
        or _UNSAFE.search(part)
        or _DEVICES.fullmatch(part)
        or part != part.rstrip(". ")
        or len(part.encode()) > LONGEST_NAME_BYTES
    )


def _holds(path: Path, body: bytes) -> bool:
    try:
        return path.stat().st_size == len(body) and path.read_bytes() == body
    except OSError:
        return False


def _sync_folder(folder: Path) -> None:
    # Windows cannot open folders; there the rename is on the disk when the file system says so.
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
