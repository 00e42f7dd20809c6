"""Inputs nobody could have meant: the edition is made, the good page is in it, and none is lost."""

import random
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from digest.model.documents import Document, DocumentId, DocumentKind, Imprint
from digest.model.editions import DayNames, EditionId
from digest.model.plans import EditionPlan
from digest.pipeline import Occasion, make_edition
from digest.wiring.tools import make_tools
from tests.fakes import NOON
from tests.faults.figures import record, size

SEEDS = Path(__file__).parents[2] / "seeds"
DAY = date(2024, 3, 27)
GOOD = "冰雪节开幕\n\n3月26日，第五届冰雪节在大同开幕，吸引各地游客前来，冰雪经济持续升温。\n"
AT_ONCE = 25
SECONDS_EACH = 5.0


def a_document(number: int, content: bytes, kind: DocumentKind) -> Document:
    return Document(
        id=DocumentId(f"d{number}"),
        source="bad",
        uri=f"inbox/{number}.txt",
        media_type="text/plain",
        content=content,
        fetched_at=NOON,
        kind=kind,
        imprint=Imprint(name="大同日报", date=DAY),
    )


class Spoiler:
    """Takes pages apart in ways that happen, and in ways that do not."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311
        self._pages = [path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))]

    def spoil(self) -> bytes:
        """Bytes that are a page no more."""
        chance = self._chance
        # Some hundred lines: a whole page's time is measured elsewhere.
        page = chance.choice(self._pages)
        begin = chance.randrange(len(page))
        piece = page[begin : begin + chance.randrange(1, 3000)]
        spoiled: list[Callable[[], bytes]] = [
            lambda: piece,
            lambda: b"",
            lambda: chance.randbytes(chance.randrange(1, 2000)),
            lambda: piece.decode("utf-8", "ignore").encode("gb18030"),
            lambda: piece.decode("utf-8", "ignore").encode("utf-16"),
            lambda: piece.decode("utf-8", "ignore").encode("big5", "ignore"),
            lambda: b"\x00" * chance.randrange(1, 500),
            lambda: bytes(each ^ (chance.random() < 0.05) for each in piece),
            lambda: piece.replace(b"\n", b""),
            lambda: b"\n".join(chance.sample(piece.split(b"\n"), len(piece.split(b"\n")))),
            lambda: b"\xef\xbb\xbf" + piece,
            lambda: ("\u202e" + "\u200b" * 50).encode() + piece,
            ("（" * 400 + "，" * 400).encode,
            ("长" * 3000).encode,
            lambda: b"<script>alert(1)</script>{{ 7*7 }}{% for x in y %}" + piece,
            lambda: b"\r".join(piece.split(b"\n")),
            lambda: ("□■◆★\x0b\x0c\x1c\x85\u2028\u2029" * 40).encode("utf-8", "ignore"),
            lambda: b"%PDF-1.7 " + chance.randbytes(200),
            lambda: b"PK\x03\x04" + chance.randbytes(200),
        ]
        return chance.choice(spoiled)()


def test_bad_inputs_never_keep_an_edition_from_being_made() -> None:
    count, spoiler = size(300, 5000), Spoiler(5)
    tools = make_tools("lead")
    plan = EditionPlan(brief="morning", title="简报", max_items=0)
    slowest = told = printed = 0.0
    for start in range(0, count, AT_ONCE):
        kinds = list(DocumentKind)
        documents = [a_document(0, GOOD.encode(), DocumentKind.ARTICLE)] + [
            a_document(number, spoiler.spoil(), kinds[number % len(kinds)])
            for number in range(start + 1, start + AT_ONCE + 1)
        ]
        occasion = Occasion(
            edition=EditionId("2024-03-27/morning"),
            revision=1,
            day=DAY,
            day_names=DayNames(weekday="星期三"),
            number=1,
        )
        begun = time.perf_counter()
        edition = make_edition(documents, plan=plan, occasion=occasion, tools=tools)
        slowest = max(slowest, time.perf_counter() - begun)
        told += len(edition.incidents)
        printed += len(edition.stories)
        text = "".join(s.text for story in edition.stories for s in story.summary)
        assert "冰雪节" in text, "a good article was lost among the bad ones"
        assert edition.coverage.documents + len(edition.incidents) >= 1
    assert slowest < SECONDS_EACH * AT_ONCE
    record(
        "bad inputs", inputs=count, crashes=0, told=round(told), stories=round(printed),
        slowest_edition=f"{slowest:.1f} s",
    )  # fmt: skip
