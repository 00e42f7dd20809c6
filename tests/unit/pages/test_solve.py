import itertools
from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.pages.solve import find_cycle, solve

Links = Sequence[Mapping[int, float]]


def _gain(links: Links, follows: Sequence[int]) -> float:
    return sum(links[k][j] for k, j in enumerate(follows) if j >= 0)


def _best(links: Links) -> float:
    best = 0.0
    for follows in itertools.product(*([-1, *row] for row in links)):
        used = [j for j in follows if j >= 0]
        if len(set(used)) == len(used) and not find_cycle(follows):
            best = max(best, _gain(links, follows))
    return best


@st.composite
def _graphs(draw: st.DrawFn) -> list[dict[int, float]]:
    n = draw(st.integers(1, 5))
    return [
        {j: draw(st.integers(1, 40)) / 8 for j in range(n) if j != k and draw(st.booleans())}
        for k in range(n)
    ]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(_graphs())
def test_no_other_path_cover_gains_more(links: list[dict[int, float]]) -> None:
    follows = solve(links)
    assert not find_cycle(follows)
    assert abs(_gain(links, follows) - _best(links)) < 1e-9


def test_a_page_without_links_is_all_beginnings() -> None:
    assert solve([{}, {}, {}]) == (-1, -1, -1)


def test_an_empty_page_has_no_reading() -> None:
    assert solve([]) == ()
