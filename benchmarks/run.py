"""Compares `digest --method textrank` with other summarizers of Chinese; prints Markdown tables.

    .venv/bin/python benchmarks/run.py                  # about a quarter of an hour
    .venv/bin/python benchmarks/run.py --sizes 10,100   # these only, besides the five pages

The others are installed into benchmarks/.venv on the first run. See README.md beside this file.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from statistics import median
from typing import Any

from texts import make_text, read_seeds
from worker import WORKERS

HERE = Path(__file__).resolve().parent
PEERS = HERE / ".venv"
OURS = ("digest", "digest, running on")
BASE = "textrank4zh"
# Slow ones are not asked for more than they can do in a minute or two.
MOST = {"snownlp": 300, "sumy LexRank": 300, "sumy LSA": 300, "FastTextRank": 1000}
MOST["sumy TextRank"] = 1000
ENVIRONMENT = os.environ | {
    # One thread for everybody: a waiting BLAS thread burns CPU time that is nobody's work.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONWARNINGS": "ignore",
    "PYTHONHASHSEED": "0",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", help="numbers of sentences", default="10,30,100,300,1000,3000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    install_peers()
    names = [name for name in WORKERS if name != "jieba alone"]
    print(
        f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}\n"
    )
    for part in (
        lambda: compare(names, sizes),
        lambda: measure_starts(names),
        lambda: measure_memory(10_000),
        lambda: measure_processes(1500),
    ):
        print(part(), flush=True)


def install_peers() -> None:
    """The other summarizers in a virtual environment of their own."""
    if (PEERS / "done").exists():
        return
    print(f"installing the other summarizers into {PEERS}", file=sys.stderr)
    venv.create(PEERS, with_pip=True)
    command = [_python(BASE), "-m", "pip", "install", "--quiet", "-r", str(HERE / "peers.txt")]
    subprocess.run(command, check=True)
    (PEERS / "done").touch()


class Worker:
    """A summarizer in its process."""

    def __init__(self, name: str) -> None:
        self._process = subprocess.Popen(
            _command(name),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
            text=True,
        )
        self._read()

    def ask(self, texts: list[str]) -> dict[str, Any]:
        """Summarize the texts; the CPU seconds, and the peak of memory above the start, in MB."""
        print(json.dumps(texts), file=self._process.stdin, flush=True)
        return self._read()

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()

    def _read(self) -> dict[str, Any]:
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"a worker failed: {self._process.args}")
        return json.loads(line)


def compare(names: list[str], sizes: list[int]) -> str:
    """CPU time of each, in turn, as a table of multiples of textrank4zh's speed."""
    inputs = {f"{size}": [make_text(size)] for size in sizes} | {"five pages": read_seeds()}
    taken: dict[tuple[str, str], list[float]] = {}
    workers = {name: Worker(name) for name in names}
    for label, texts in inputs.items():
        size = int(label) if label.isdigit() else 0
        asked = [name for name in names if size <= MOST.get(name, size)]
        for _ in range(5 if size <= 100 else 3 if size <= 300 else 1):
            for name in asked:
                taken.setdefault((name, label), []).append(workers[name].ask(texts)["seconds"])
    for worker in workers.values():
        worker.close()
    lines = [
        "Speed in multiples of textrank4zh (CPU time, median of pairs in turn), by sentences\n",
        f"| | {' | '.join(inputs)} |",
        f"|---|{'---|' * len(inputs)}",
    ]
    for name in names:
        cells = [_ratio(taken.get((BASE, label), []), taken.get((name, label))) for label in inputs]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    shown = [
        f"{median(taken[name, label]) * 1e3:.1f}" for name in (BASE, "digest") for label in inputs
    ]
    count = len(inputs)
    lines.append(f"| textrank4zh, ms | {' | '.join(shown[:count])} |")
    lines.append(f"| digest, ms | {' | '.join(shown[count:])} |")
    return "\n".join(lines) + "\n"


def measure_starts(names: list[str]) -> str:
    """CPU time and memory of a process that starts, summarizes one short text and ends."""
    names = ["jieba alone", *(name for name in names if name != "digest, running on")]
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    for _ in range(6):
        for name in names:
            found[name].append(_run([*_command(name), "--once"]))
    page = next((HERE.parent / "seeds").glob("001*.txt"))
    command = [sys.executable, "-m", "digest", "summarize", str(page)]
    wall: list[tuple[float, float]] = []
    for _ in range(6):
        began = time.monotonic()
        _run(command)
        middle = time.monotonic()
        _run([*_command("jieba alone"), "--once"])
        wall.append((middle - began, time.monotonic() - middle))
    lines = ["A start with one short summary\n", "| | CPU ms | peak MB |", "|---|---|---|"]
    for name, runs in found.items():
        # The first one may have to read its files from disk.
        seconds, memory = (median(values) for values in zip(*runs[1:], strict=True))
        lines.append(f"| {name} | {seconds * 1e3:.0f} | {memory:.0f} |")
    share = median(ours / jieba for ours, jieba in wall[1:])
    lines.append(f"\n`digest summarize PAGE` takes {share:.2f} of the wall time of jieba alone.")
    return "\n".join(lines) + "\n"


def measure_memory(size: int) -> str:
    """The peak of memory above the start for a long text."""
    worker = Worker("digest, running on")
    answer = worker.ask([make_text(size)])
    worker.close()
    return (
        f"A text of {size} sentences: {answer['seconds']:.2f} s CPU, "
        f"{answer['above']:.0f} MB above the start, text and summary included.\n"
    )


def measure_processes(count: int) -> str:
    """How much sooner two processes are done than one."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        with source.open("w", encoding="utf-8") as file:
            for number in range(count):
                text = make_text(30 + number % 20)
                print(json.dumps({"id": str(number), "text": text}), file=file)
        walls: dict[int, list[float]] = {1: [], 2: []}
        for _ in range(3):
            for workers, taken in walls.items():
                out = Path(folder) / f"out{workers}.jsonl"
                command = [sys.executable, "-m", "digest", "batch", str(source), str(out)]
                command += ["--workers", str(workers), "--method", "textrank", "--force"]
                began = time.monotonic()
                _run(command)
                taken.append(time.monotonic() - began)
    one, two = median(walls[1]), median(walls[2])
    return (
        f"`digest batch` of {count} articles of 30 to 49 sentences: {count / one:.0f} a second "
        f"with one process, {count / two:.0f} with two ({one / two:.2f} times as many).\n"
    )


def _ratio(base: list[float], taken: list[float] | None) -> str:
    if not taken:
        return "–"
    value = median(first / second for first, second in zip(base, taken, strict=True))
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def _command(name: str) -> list[str]:
    return [_python(name), str(HERE / "worker.py"), name]


def _python(name: str) -> str:
    if name in OURS:
        return sys.executable
    return str(PEERS / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def _run(command: list[str]) -> tuple[float, float]:
    """CPU seconds and peak memory in MB of a process and those it waited for."""
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT
    ) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


if __name__ == "__main__":
    main()
