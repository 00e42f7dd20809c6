"""Work shared out to processes, its results in order, with little of it waiting at any time."""

import gc
import os
import signal
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context, parent_process
from typing import Any, TypeVar

from digest.errors import TemporaryError

Item = TypeVar("Item")
Done = TypeVar("Done")

# Items handed out for each worker: one to work on, others so that it never waits.
_AHEAD = 3


def count_processors() -> int:
    """The processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_order(
    make: Callable[[], Callable[[Item], Done]], items: Iterable[Item], *, workers: int
) -> Iterator[Done]:
    """The results of items, in their order, by a tool that is made once with `make`.

    Where processes can be forked they share what it holds, elsewhere each makes its own. Items
    are taken as results are asked for, so that neither pile up. Raises what the tool raises, and
    TemporaryError where a worker was killed.
    """
    if workers == 1:
        yield from map(make(), items)
        return
    if _can_fork():
        pool = _fork(make(), workers)
    else:
        pool = ProcessPoolExecutor(
            workers, mp_context=get_context("spawn"), initializer=_prepare, initargs=(make,)
        )
    waiting: deque[Future[Done]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(partial(_work, item)))
            if len(waiting) > workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise TemporaryError(
            "a worker process was killed", hint="go on with --resume, perhaps with fewer --workers"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)
        _tool.clear()
        gc.unfreeze()


def _can_fork() -> bool:
    """Whether a forked process is sure to run: elsewhere its system may hold locks for ever.

    So may other threads of ours; numpy's set themselves up again.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def _fork(tool: Callable[[Any], Any], workers: int) -> ProcessPoolExecutor:
    _tool[:] = [tool]
    # What a collection of garbage never looks at stays shared.
    gc.freeze()
    pool = ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=_leave_alone)
    with warnings.catch_warnings():
        # Python 3.12 and newer warn of numpy's threads. All processes are forked at the first task.
        warnings.simplefilter("ignore", DeprecationWarning)
        pool.submit(int)
    return pool


_tool: list[Callable[[Any], Any]] = []


def _prepare(make: Callable[[], Callable[[Any], Any]]) -> None:
    _leave_alone()
    _tool[:] = [make()]


def _leave_alone() -> None:
    # Ctrl-C reaches all processes of a terminal; the first one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _work(item: Any) -> Any:
    return _tool[0](item)


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
