"""What can go wrong on the net."""

from digest.errors import InputError


class FetchError(InputError):
    """Something was not fetched; `temporary` says whether trying again later can help.

    `status` is the server's answer where there was one, `retry_after` how many seconds it asks to
    wait.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str = "",
        hint: str = "",
        temporary: bool = False,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(what, where=where, hint=hint)
        self.temporary = temporary
        self.status = status
        self.retry_after = retry_after
