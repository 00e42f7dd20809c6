"""people.yaml: names and titles that are known to be right.

```yaml
卢东亮: 省委常委、市委书记
史涌涛: 记者
```
"""

from pathlib import Path
from typing import Annotated

from pydantic import Field, RootModel

from digest.config.checked import check_tree
from digest.config.yaml_tree import read_tree
from digest.model.editions import PersonTitle


def load_people(path: Path, *, name: str | None = None) -> tuple[PersonTitle, ...]:
    """The people of a file in its order; a title may be empty.

    Raises ConfigError or ConfigFileError, with file and line, where it cannot be used.
    """
    tree = read_tree(path, name=name or path.as_posix())
    people = check_tree(tree, _People).root
    return tuple(PersonTitle(name=each, title=title or "") for each, title in people.items())


_Name = Annotated[str, Field(min_length=2)]


class _People(RootModel[dict[_Name, str | None]]):
    pass
