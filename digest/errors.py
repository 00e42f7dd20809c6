"""The errors a user can meet; each knows where, what, and a hint that can be followed."""


class DigestError(Exception):
    """Base of every error whose message is written for a user.

    `what` says what is wrong; `where` names the file, line or source; `hint` is something
    the reader can do. `str()` joins where and what.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class UsageError(DigestError):
    """A wrong option, name or combination on the command line or in a call."""

    exit_code = 2


class ConfigError(DigestError):
    """schedule.yaml, a manifest or a template is invalid."""

    exit_code = 3


class InputError(DigestError):
    """An input could not be read: missing, binary, empty, in no known encoding."""

    exit_code = 6


class StoreError(DigestError):
    """The database could not be read or written."""


class FencedError(StoreError):
    """The lease ran out and another process has taken the work over; the result is dropped."""


class TemporaryError(DigestError):
    """Something that may work later: a lock, a busy database, an unreachable host."""

    exit_code = 75


class DeliveryError(DigestError):
    """A channel did not accept a delivery; `temporary` says whether trying again can help.

    `ambiguous`: the reply was lost, so it may have been accepted. `of_channel`: nothing can be
    delivered there now, whatever it is. `retry_after` is how long the server asks to wait, in
    seconds. `code` is the server's own.
    """

    def __init__(
        self,
        what: str,
        *,
        temporary: bool,
        where: str = "",
        hint: str = "",
        ambiguous: bool = False,
        of_channel: bool = False,
        retry_after: float | None = None,
        code: str = "",
    ) -> None:
        super().__init__(what, where=where, hint=hint)
        self.temporary = temporary
        self.ambiguous = ambiguous
        self.of_channel = of_channel
        self.retry_after = retry_after
        self.code = code
