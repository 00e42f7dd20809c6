"""What a machine may lack for a while; an edition made meanwhile would lack articles."""

import errno

from digest.errors import TemporaryError

# Not every system has all of them.
_NAMES = ("EMFILE", "ENFILE", "ENOMEM", "ENOSPC", "EDQUOT", "ENOBUFS")
_NUMBERS = frozenset(getattr(errno, name) for name in _NAMES if hasattr(errno, name))


def what_lacks(error: BaseException) -> TemporaryError | None:
    """The error to be told where file handles, memory or room on the disk were the cause."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, MemoryError):
            return TemporaryError("there is not enough memory", hint="try again later")
        if isinstance(cause, OSError) and cause.errno in _NUMBERS:
            what = (cause.strerror or str(cause)).lower()
            return TemporaryError(f"the machine lacks something: {what}", hint="try again later")
        cause = cause.__cause__
    return None
