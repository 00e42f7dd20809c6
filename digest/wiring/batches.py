"""What a batch does with each line: a record in, its summary or its error out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from digest.batch.lines import Chunk, Line
from digest.batch.output import Result
from digest.condense.article import condense, find_keywords
from digest.errors import DigestError, InputError
from digest.model.contracts import summary_json
from digest.model.documents import Document
from digest.model.summaries import Budget
from digest.pages.splitter import read_one, read_page
from digest.pipeline import Tools
from digest.sources.records import read_record
from digest.text.encodings import decode
from digest.wiring.tools import make_tools

# With words that no dictionary holds.
_SAMPLE = Line(number=0, content='{"text": "卢东亮会见达闼一行。双方交流。"}'.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What was asked for; `name` is the input's. Made in one process, done in others."""

    name: str
    method: str
    budget: Budget
    query: str | None = None
    keywords: int = 0
    userdict: Path | None = None

    def prepare(self) -> Callable[[Chunk], "Finished"]:
        """What does it, a chunk at a time."""
        condenser = _Condenser(self, make_tools(self.method, userdict=self.userdict))
        # What is loaded on first use is there before processes part.
        condenser.condense_chunk(Chunk(lines=(_SAMPLE,), position=0))
        return condenser.condense_chunk


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """The results of a chunk, a line each, and where in the input it ended."""

    results: tuple[Result, ...]
    position: int


class _Condenser:
    def __init__(self, job: Job, tools: Tools) -> None:
        self._job = job
        self._tools = tools

    def condense_chunk(self, chunk: Chunk) -> Finished:
        results = tuple(self._try(line) for line in chunk.lines)
        return Finished(results=results, position=chunk.position)

    def _try(self, line: Line) -> Result:
        where = f"{self._job.name}:{line.number}"
        try:
            return Result(number=line.number, data=self._condense(read_line(line, where)))
        except InputError as error:
            return _fail(line, where, error.what)
        except DigestError:
            raise
        except Exception as error:  # noqa: BLE001  # one article must not end the others
            return _fail(line, where, f"could not be condensed ({type(error).__name__}: {error})")

    def _condense(self, document: Document) -> dict[str, Any]:
        job, tools = self._job, self._tools
        (article,) = read_one(document, read_page(document)).articles
        summary = condense(
            article,
            summarizer=tools.summarizer,
            tokenizer=tools.tokenizer,
            budget=job.budget,
            query=job.query,
            source=document.uri,
        )
        if job.keywords:
            found = find_keywords(
                article, tokenizer=tools.tokenizer, lexicon=tools.lexicon, count=job.keywords
            )
            summary = replace(summary, keywords=found)
        return summary_json(summary, input_id=document.id)


def read_line(line: Line, where: str) -> Document:
    """The record of a line as a document. Raises InputError where it is none."""
    text, _ = decode(line.content, where=where)
    now = datetime.now(UTC)
    return read_record(text.rstrip("\r\n"), where=where, source=where, now=now, zone=UTC)


def _fail(line: Line, where: str, what: str) -> Result:
    return Result(number=line.number, data={"source": where, "error": what}, failed=True)
