"""`sources` and `network` of schedule.yaml: where documents come from, and how."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from digest.config.parts import Part, Text
from digest.config.values import (
    check_address,
    check_encoding,
    check_network,
    parse_duration,
    refuse,
)


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Addresses = Annotated[list[Annotated[str, AfterValidator(check_address)]], BeforeValidator(_listed)]


class SourcePart(Part):
    """One of `sources`: files (the default), feeds, or pages of the web."""

    type: Literal["files", "feed", "web"] = "files"
    path: Text | None = None
    url: Addresses = []
    opml: Text | None = None
    full_text: Literal["auto", "always", "never"] | None = None
    script: Literal["as-is", "simplified"] = "as-is"
    kind: Literal["auto", "newspaper-page", "article"] = "auto"
    manifest: Text | None = None
    paper: Text | None = None
    # The order in which a page's date is looked for; there is no other one in this version.
    date_from: list[Literal["filename", "text"]] = ["filename", "text"]
    encoding: Annotated[str, AfterValidator(check_encoding)] = "auto"

    @field_validator("date_from")
    @classmethod
    def _check_order(cls, value: list[str]) -> list[str]:
        if value != ["filename", "text"]:
            raise refuse("no other order than [filename, text] is available in this version")
        return value

    @model_validator(mode="after")
    def _fits_its_type(self) -> "SourcePart":
        for key, types in _KEYS_OF_TYPES.items():
            if key in self.model_fields_set and self.type not in types:
                raise refuse(f"'{key}' does not go with 'type: {self.type}'")
        if self.type == "files" and self.path is None:
            raise refuse("files need a 'path'", "path: inbox, or type: feed with a url")
        if self.type == "web" and not self.url:
            raise refuse("pages of the web need a 'url'", "url: https://…, or a list of them")
        if self.type == "feed" and not (self.url or self.opml):
            raise refuse("a feed needs a 'url' or 'opml'", "url: https://…, or a list of them")
        return self


# Which keys of a source belong to which types of it; the others go with all.
_KEYS_OF_TYPES = {
    "path": {"files"},
    "manifest": {"files"},
    "date_from": {"files"},
    "url": {"feed", "web"},
    "opml": {"feed"},
    "full_text": {"feed"},
    "kind": {"files", "web"},
    "encoding": {"files", "web"},
}


class NetworkPart(Part):
    """`network`: how feeds and pages are fetched.

    `allow` names networks that are reached although they are not public; `pause` is the time
    between two requests to one host.
    """

    allow: list[Annotated[str, AfterValidator(check_network)]] = []
    user_agent: Annotated[str, Field(pattern=r"^[ -~]{1,200}$")] | None = None
    pause: Annotated[timedelta, BeforeValidator(parse_duration)] = timedelta(seconds=1)
