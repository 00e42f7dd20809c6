"""What the signs of keywords weigh; made by `benchmarks/keywords.py`."""

from collections.abc import Mapping

PROVENANCE = (
    "2026-11-21: keywords of 300 texts of keywords_csl "
)

BIAS = -5.8645

WEIGHTS: Mapping[str, float] = {
    "two characters": -0.2539,
    "three characters": 0.4703,
    "four characters": 0.7799,
    "five characters": 0.4388,
    "long": -0.4958,
    "one word": 0.7169,
    "many words": -0.8489,
    "times": -0.4248,
    "once": -0.1475,
    "in the title": 1.1366,
    "in title and opening": 0.2139,
    "once, in title or opening": 0.0853,
    "in the opening, no title": 1.0,
    "times, as a phrase": 0.4442,
    "rareness of the commonest word": 0.9561,
    "rank of the best word": 0.071,
    "hollow word": -0.5158,
    "digit": -0.4506,
    "share of its commonest word": 1.0902,
    "share of what it begins with": -0.2835,
    "inside a longer one": -0.2691,
    "only inside a longer one": -0.2719,
    "repeated, in no longer one": 0.321,
    "kinds before": 0.5046,
    "kinds after": 0.468,
    "name before": -0.2456,
    "border before": -0.0785,
    "border after": 0.1935,
    "的 after": 0.2569,
    "function word after": 0.3266,
    "quoted": 0.7658,
    "verb first": -0.3863,
    "verb": 0.5057,
    "name, then verb": 0.1218,
    "verbal noun last": 0.3368,
    "noun last": 0.5425,
    "adjective last": -0.7563,
    "position word": -0.6183,
    "person": 0.9169,
    "with a person": 0.248,
    "place": 1.1274,
    "body": 1.0,
}
