"""Printing: data on stdout, everything else on stderr."""

import json
from typing import Any

import click

from digest.cli.options import settings
from digest.errors import DigestError


def print_json(documents: list[Any]) -> None:
    """One JSON document: the object itself where there is one, an array where there are several."""
    value = documents[0] if len(documents) == 1 else documents
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say(chinese: str, english: str) -> None:
    """A message for the person at the console, unless it was asked to be quiet."""
    chosen = settings()
    if chosen.verbosity >= 0:
        click.echo(chinese if chosen.chinese else english, err=True)


def report(error: DigestError) -> None:
    """Print an error, and its hint where it has one; an error made of several prints each."""
    for each in getattr(error, "errors", (error,)):
        click.echo(f"error: {each}", err=True)
        if each.hint:
            click.echo(f"hint: {each.hint}", err=True)
