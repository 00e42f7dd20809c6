"""Sentences that are printed whole or not at all, and why: one table, one rule a line.

What a leader said, who was appointed, who died, what a court held: half of it is another fact.
The rules are those of a desk; each has a sentence in the tests that it refuses.
"""

import re

_REFUSALS = (
    (
        "leaders",
        r"习近平|总书记|国家(?:副)?主席|国务院(?:副)?总理|委员长|全国政协(?:副)?主席|国务委员",
    ),
    ("appointment", r"任命|免去|当选|辞去|接替|出任|拟任|就任"),
    ("casualties", r"死亡|遇难|受伤|失踪|伤亡|牺牲|身亡|丧生|[死伤]者|轻伤|重伤"),
    ("law", r"判处|判决|裁定|有期徒刑|罚金|本法|本条例|本办法|第[一二三四五六七八九十百\d]+条"),
    ("exception", r"除.{1,24}外|不包括|仅限|未经.{1,12}不得|以上不含"),
)
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _REFUSALS)


def refuse_cut(text: str) -> tuple[str, ...]:
    """The names of the rules by which a sentence must not lose its end; none if it may.

    >>> refuse_cut("任命张三为某局局长，免去李四的职务。")
    ('appointment',)
    >>> refuse_cut("会议听取了汇报，研究了下一步工作。")
    ()
    """
    return tuple(name for name, pattern in _PATTERNS if pattern.search(text))
