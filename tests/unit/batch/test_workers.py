"""Work shared out to processes."""

import os
import signal
from collections.abc import Callable, Iterator

import pytest

from digest.batch import workers as module
from digest.batch.workers import count_processors, map_in_order
from digest.errors import InputError, TemporaryError


def _square() -> Callable[[int], int]:
    return lambda number: number * number


def _die() -> Callable[[int], int]:
    def die(number: int) -> int:
        os.kill(os.getpid(), signal.SIGTERM)
        return number

    return die


def _refuse() -> Callable[[int], int]:
    def refuse(number: int) -> int:
        raise InputError("not this one", where=f"line {number}", hint="another")

    return refuse


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    assert list(map_in_order(_square, range(20), workers=workers)) == [n * n for n in range(20)]


@pytest.mark.parametrize("workers", [1, 2])
def test_items_are_taken_as_results_are_asked_for(workers: int) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    results = map_in_order(_square, items(), workers=workers)
    assert next(results) == 0
    assert len(taken) < 10
    results.close()  # type: ignore[attr-defined]  # it is a generator


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_keeps_its_place_and_hint(workers: int) -> None:
    with pytest.raises(InputError) as caught:
        list(map_in_order(_refuse, range(3), workers=workers))
    assert (str(caught.value), caught.value.hint) == ("line 0: not this one", "another")


def test_a_killed_worker_is_told_of_with_what_to_do() -> None:
    with pytest.raises(TemporaryError) as caught:
        list(map_in_order(_die, range(3), workers=2))
    assert "--resume" in caught.value.hint


def test_processes_that_cannot_be_forked_make_their_own_tools(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_can_fork", lambda: False)
    assert list(map_in_order(_square, range(20), workers=2)) == [n * n for n in range(20)]


def test_forked_processes_share_the_one_tool() -> None:
    if not module._can_fork():
        pytest.skip("processes are not forked here")
    makers: list[int] = []

    def make() -> Callable[[int], int]:
        makers.append(os.getpid())
        return lambda number: len(makers) * number

    assert list(map_in_order(make, range(20), workers=2)) == list(range(20))
    assert makers == [os.getpid()]


def test_there_is_a_processor() -> None:
    assert count_processors() >= 1
