"""`digest batch`: many articles, from one file into another."""

import sys
import time
from pathlib import Path

import click

from digest.batch.lines import STDIO, LineReader
from digest.batch.output import Output
from digest.batch.progress import Progress
from digest.batch.workers import count_processors, map_in_order
from digest.cli.codes import PARTLY
from digest.cli.options import accept_settings
from digest.cli.output import report, say
from digest.condense.budget import check_budget
from digest.errors import InputError, UsageError
from digest.plugins import resolve_method
from digest.tokenizers.userdict import read_userdict
from digest.wiring.batches import Job, read_line


@click.command()
@click.argument("source", metavar="IN.jsonl")
@click.argument("target", metavar="OUT.jsonl")
@click.option("--chars", type=int, help="At most so many characters (default 120).")
@click.option("--sentences", type=int, help="At most so many sentences.")
@click.option("--ratio", type=float, help="At most this share of the text, such as 0.2.")
@click.option("--method", default="default", metavar="NAME", help="How sentences are rated.")
@click.option("--query", metavar="WORDS", help="Prefer sentences with these words.")
@click.option("--keywords", type=click.IntRange(min=0), default=0, help="Give so many keywords.")
@click.option("--userdict", type=click.Path(path_type=Path), help="Own words for jieba.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes (default: all processors).")
@click.option("--resume", is_flag=True, help="Go on with OUT where it ends.")
@click.option("--force", is_flag=True, help="Write OUT anew where it is there already.")
@accept_settings
def batch(
    source: str,
    target: str,
    chars: int | None,
    sentences: int | None,
    ratio: float | None,
    method: str,
    query: str | None,
    keywords: int,
    userdict: Path | None,
    workers: int | None,
    *,
    resume: bool,
    force: bool,
) -> None:
    """Condense the articles of a JSONL file, one summary a line, in the order of the input.

    A line is {"id", "title", "text"}; what cannot be read goes to OUT.errors.jsonl. Files may be
    gzip; - is stdin and stdout. After an interruption the same command with --resume goes on.
    """
    if resume and force:
        raise UsageError("--resume and --force exclude each other")
    if STDIO not in {source, target} and Path(source).resolve() == Path(target).resolve():
        raise UsageError("the output would overwrite the input", where=target)
    job = Job(
        name="stdin" if source == STDIO else source,
        method=resolve_method(method),
        budget=check_budget(chars=chars, sentences=sentences, ratio=ratio),
        query=query,
        keywords=keywords,
        userdict=userdict,
    )
    if userdict:
        read_userdict(userdict)
    reader = LineReader(source)
    progress = Progress(file=sys.stderr, clock=time.monotonic, size=reader.size)
    output = Output(target, resume=resume, replace=force)
    _check_goes_on(output, reader, job)
    chunks = reader.chunks(after=output.done)
    try:
        for done in map_in_order(job.prepare, chunks, workers=workers or count_processors()):
            output.write(done.results)
            failed = [result for result in done.results if result.failed]
            if output.errors_path is None:
                for result in failed:
                    report(InputError(result.data["error"], where=result.data["source"]))
            progress.advance(count=len(done.results), failed=len(failed), position=done.position)
    finally:
        progress.finish()
        output.close()
    rate = f"{progress.rate:.1f}"
    say(
        f"{progress.count} 篇，{progress.seconds:.1f} 秒（每秒 {rate} 篇）",
        f"{progress.count} articles in {progress.seconds:.1f} s ({rate}/s)",
    )
    if progress.failed:
        where = output.errors_path or "stderr"
        say(
            f"{progress.failed} 行未能处理，见 {where}",
            f"{progress.failed} lines could not be condensed: see {where}",
        )
        click.get_current_context().exit(PARTLY)


def _check_goes_on(output: Output, reader: LineReader, job: Job) -> None:
    """Refuse to go on with the output of another input or method."""
    if not output.done:
        return
    hint = "--force writes it anew"
    if output.method != job.method:
        raise UsageError(f"was made by method '{output.method}'", where=output.name, hint=hint)
    line = reader.line(output.done)
    if line is not None and read_line(line, job.name).id != output.last_id:
        raise UsageError(f"is no output of {reader.name}", where=output.name, hint=hint)
