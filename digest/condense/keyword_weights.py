"""What the signs of keywords weigh; made by `benchmarks/keywords.py`."""

from collections.abc import Mapping

PROVENANCE = (
    "2026-11-21: keywords of 325 texts (300 of keywords_csl, 25 of keywords_seed); logistic "
    "regression, ridge 60 "
)

BIAS = -5.6352

WEIGHTS: Mapping[str, float] = {
    "two characters": -0.3647,
    "three characters": 0.4334,
    "four characters": 0.7355,
    "five characters": 0.3768,
    "long": -0.4816,
    "one word": 0.6884,
    "many words": -0.7921,
    "times": -0.4325,
    "once": -0.4136,
    "in the title": 1.0279,
    "in title and opening": 0.2253,
    "once, in title or opening": 0.3168,
    "in the opening, no title": 0.9761,
    "times, as a phrase": 0.4232,
    "rareness of the commonest word": 0.8416,
    "rank of the best word": 0.1837,
    "hollow word": -0.6835,
    "digit": -0.3766,
    "share of its commonest word": 1.1064,
    "share of what it begins with": -0.3368,
    "inside a longer one": -0.339,
    "only inside a longer one": -0.2648,
    "repeated, in no longer one": 0.3802,
    "kinds before": 0.5023,
    "kinds after": 0.4593,
    "name before": -0.3078,
    "border before": -0.1355,
    "border after": 0.1832,
    "的 after": 0.2418,
    "function word after": 0.3238,
    "quoted": 1.1786,
    "verb first": -0.4195,
    "verb": 0.6417,
    "name, then verb": 0.1832,
    "verbal noun last": 0.5507,
    "noun last": 0.5671,
    "adjective last": -0.7563,
    "position word": -0.5824,
    "person": 1.2276,
    "with a person": 0.1756,
    "place": 1.1003,
    "body": 1.5926,
}
