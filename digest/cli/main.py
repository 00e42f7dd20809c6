"""The command `digest`: its subcommands, imported when called, and its exit codes."""

import os
import signal
import sys
from importlib import import_module
from typing import NoReturn

import click

from digest.cli.options import accept_settings
from digest.cli.output import report
from digest.errors import DigestError

_COMMANDS = {
    "summarize": "digest.cli.articles:summarize",
    "keywords": "digest.cli.articles:keywords",
    "batch": "digest.cli.batch:batch",
    "split": "digest.cli.pages:split",
    "proof": "digest.cli.pages:proof",
    "brief": "digest.cli.brief:brief",
    "build": "digest.cli.schedule:build",
    "preview": "digest.cli.release:preview",
    "edit": "digest.cli.release:edit",
    "approve": "digest.cli.release:approve",
    "send": "digest.cli.outbox:send",
    "run": "digest.cli.run:run",
    "check": "digest.cli.schedule:check",
    "next": "digest.cli.schedule:upcoming",
    "status": "digest.cli.archive:status",
    "list": "digest.cli.archive:list_editions",
    "show": "digest.cli.archive:show",
    "search": "digest.cli.archive:search",
    "verify": "digest.cli.archive:verify",
    "rebuild": "digest.cli.trace:rebuild",
    "diff": "digest.cli.trace:diff",
    "outbox": "digest.cli.outbox:outbox",
    "test-channel": "digest.cli.outbox:test_channel",
    "week": "digest.cli.week:week",
    "eval": "digest.cli.evaluate:evaluate",
    "train": "digest.cli.train:train",
    "init": "digest.cli.init:init",
}
_INTERRUPTED = 130
_TERMINATED = 143


class _Commands(click.Group):
    """A group that imports a command when it is called, so that `--help` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        place = _COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_SHORT_HELP.items()))


_SHORT_HELP = {
    "summarize": "condense articles",
    "keywords": "the words an article is about",
    "batch": "many articles of a JSONL file, on all processors",
    "split": "a newspaper page → its articles",
    "proof": "suspected errors of names, titles and words",
    "brief": "a one-off brief, no configuration needed",
    "build": "make the edition that is due, from schedule.yaml",
    "preview": "the next edition as it will look",
    "edit": "what an editor changes in an edition",
    "approve": "release an edition by name",
    "send": "send an edition now",
    "run": "the scheduler",
    "check": "validate schedule.yaml, templates and environment",
    "next": "the coming editions",
    "status": "what became of the latest editions",
    "list": "the editions made so far",
    "show": "one edition",
    "search": "the editions and stories a word stands in",
    "verify": "whether every printed sentence stands in its source",
    "rebuild": "whether an edition made again gives the same bytes",
    "diff": "what differs between two editions",
    "outbox": "what waits to be sent, and what could not be",
    "test-channel": "one labelled test message",
    "week": "the week's editions as one",
    "eval": "the product scored against gold",
    "train": "learn sections from labelled articles of your own",
    "init": "a commented schedule.yaml and inbox/ to start from",
}


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="digest COMMAND --help says what a command takes. "
    "Exit codes: 0 done, 1 failure, 2 usage, 3 configuration, 4 nothing to do, "
    "5 partly failed, 6 unreadable input, 75 try again, 130 interrupted, 143 terminated.",
)
@click.version_option(package_name="digest-zh", prog_name="digest")
@accept_settings
def cli() -> None:
    """Chinese extractive summaries and daily briefs; every sentence is traceable to its source."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    _print_what_the_console_can()
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, _terminate)
    # numpy, loaded later, multiplies small matrices here: more threads are only in the way.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(_run(sys.argv[1:]))


def _run(arguments: list[str]) -> int:
    try:
        # Outside its standalone mode click returns the code a command exits with.
        code = cli.main(args=arguments, prog_name="digest", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough. Python would complain once more when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DigestError as error:
        if "--debug" in arguments:
            raise
        report(error)
        return error.exit_code
    return code if isinstance(code, int) else 0


def _print_what_the_console_can() -> None:
    # A GBK console cannot show every character; a question mark is no crash.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _terminate(signum: int, frame: object) -> NoReturn:
    del signum, frame
    sys.exit(_TERMINATED)
