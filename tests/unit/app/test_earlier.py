from dataclasses import replace
from datetime import date

import pytest

from digest.app.earlier import EARLIER, find_earlier, name_all, read_all
from digest.app.rebuild import rebuild
from digest.errors import StoreError, UsageError
from digest.model.editions import Edition
from digest.model.overlays import Overlay
from digest.stores.memory import MemoryStore
from tests.fakes import MORNING, NOON, a_document, a_plan
from tests.unit.app.test_produce import HOUR, NEXT, a_bench, listing, make


def no_overlay(text: str, edition: Edition) -> Overlay:
    raise UsageError("there is no overlay", where=text or edition.id)


def test_an_edition_is_made_with_those_of_the_week_before() -> None:
    bench = a_bench(listing(a_document(content="要闻")))
    first = make(bench).edition
    make(bench, slot=NEXT, now=NOON + 24 * HOUR)

    assert find_earlier("morning", date(2024, 3, 28), bench.store) == (first,)
    assert find_earlier("evening", date(2024, 3, 28), bench.store) == ()
    assert find_earlier("morning", date(2024, 5, 1), bench.store) == ()
    inputs = bench.store.inputs_of(NEXT.key, revision=1)
    assert inputs is not None
    assert inputs[EARLIER] == f"{MORNING}@1"


def test_an_edition_is_rebuilt_with_the_same_earlier_ones() -> None:
    bench = a_bench(listing(a_document(content="要闻")))
    make(bench)
    kept = make(bench, slot=NEXT, now=NOON + 24 * HOUR).edition

    assert rebuild(kept, plan=a_plan(), bench=bench, read_overlay=no_overlay).is_same


def test_earlier_editions_are_read_back_by_name() -> None:
    bench = a_bench(listing(a_document(content="要闻")))
    first = make(bench).edition

    assert read_all(name_all((first,)), bench.store) == (first,)
    assert read_all("", bench.store) == ()


def test_an_earlier_edition_that_is_gone_is_told() -> None:
    bench = a_bench(listing(a_document(content="要闻")))
    first = make(bench).edition

    with pytest.raises(StoreError):
        read_all(name_all((replace(first, revision=9),)), MemoryStore())
