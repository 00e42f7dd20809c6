"""The trainer of keywords."""

import ast

from digest.condense.keyword_weights import WEIGHTS
from digest.condense.keywords import Candidate
from digest.condense.phrases import Phrase
from digest.evaluation.train_keywords import Example, fit_weights, write_module
from digest.model.articles import Token


def _candidate(text: str, **signs: float) -> Candidate:
    phrase = Phrase(text=text, key=text, words=(Token(text=text, tag="n"),), places=((0, 0, 1),))
    return Candidate(phrase=phrase, signs=signs)


def test_a_sign_of_what_authors_gave_weighs_more() -> None:
    candidates = [
        _candidate("黄花", good=1.0, idle=0.0),
        _candidate("大同", good=1.0, idle=1.0),
        _candidate("工作", good=0.0, idle=1.0),
        _candidate("进行", good=0.0, idle=0.0),
    ]
    bias, weights = fit_weights([Example(candidates=candidates, gold=["黄 花", "大同"])] * 50)
    assert weights["good"] > 0
    assert abs(weights["idle"]) < 0.01
    assert bias < 0


def test_the_module_is_python_and_the_same_for_equal_weights() -> None:
    text = write_module(-1.5, {"once": 0.25}, "2026-11-21: keywords of 2 texts")
    assert text == write_module(-1.5, {"once": 0.25}, "2026-11-21: keywords of 2 texts")
    assert {node.__class__ for node in ast.parse(text).body} >= {ast.Assign, ast.AnnAssign}
    assert max(map(len, text.splitlines())) <= 100


def test_the_shipped_weights_are_of_all_signs() -> None:
    from digest.condense.keyword_signs import measure, read_text
    from digest.condense.phrases import find_phrases

    sentences = [(), (Token(text="黄花", tag="n"), Token(text="产业", tag="n"))]
    phrases = find_phrases(sentences)
    text = read_text(sentences, phrases, [], {})
    for phrase in phrases.values():
        assert set(measure(phrase, text)) == set(WEIGHTS)
