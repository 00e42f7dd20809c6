"""An edition as JSON."""

import json
from dataclasses import dataclass

from digest.model.contracts import edition_json
from digest.model.editions import Edition, Rendition
from digest.renderers.addresses import filename


@dataclass(frozen=True, slots=True)
class JsonRenderer:
    """The edition as `digest brief --json` prints it."""

    @property
    def format(self) -> str:
        """The form: json."""
        return "json"

    def render(self, edition: Edition) -> Rendition:
        """The edition as UTF-8 JSON, Chinese characters as they are."""
        text = json.dumps(edition_json(edition), ensure_ascii=False, indent=2)
        return Rendition(
            format="json",
            media_type="application/json",
            filename=f"{filename(edition)}.json",
            body=(text + "\n").encode(),
        )
