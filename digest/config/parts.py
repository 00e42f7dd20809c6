"""What the models of schedule.yaml have in common."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=1)]
Words = list[Text]


class Part(BaseModel):
    """A mapping of schedule.yaml; a key it does not know is an error."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)
