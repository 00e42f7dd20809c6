"""What an editor changes in an edition before it is released."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from digest.model.editions import StoryId


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Words of an item that an editor replaces; recorded as an edit of kind `correct`."""

    story: StoryId
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """An editor's changes; what is empty or `None` leaves the edition as it is.

    `order` names items in the order they are to be printed in their sections, the others after
    them. `pin` puts items first. `sections` says which section an item goes to, a new one where
    there is none of that name.
    """

    drop: tuple[StoryId, ...] = ()
    sections: Mapping[StoryId, str] = field(default_factory=dict)
    pin: tuple[StoryId, ...] = ()
    order: tuple[StoryId, ...] = ()
    headlines: Mapping[StoryId, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    title: str | None = None
    note: str | None = None
    editor: str | None = None
    reviewer: str | None = None
