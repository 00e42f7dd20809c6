"""What the signs of keywords weigh; made by `benchmarks/keywords.py`."""

from collections.abc import Mapping

PROVENANCE = "2026-11-21: keywords of 300 texts of keywords_csl"

BIAS = -5.9584

WEIGHTS: Mapping[str, float] = {
    "two characters": -0.2474,
    "three characters": 0.4574,
    "four characters": 0.7959,
    "five characters": 0.4501,
    "long": -0.4645,
    "one word": 0.7561,
    "many words": -0.8452,
    "times": -0.4281,
    "once": -0.1632,
    "in the title": 1.0637,
    "in title and opening": 0.2744,
    "once, in title or opening": 0.0974,
    "in the opening, no title": 1.0,
    "times, as a phrase": 0.4449,
    "rareness of the commonest word": 0.9707,
    "rank of the best word": 0.0826,
    "hollow word": -0.587,
    "digit": -0.4444,
    "share of its commonest word": 1.1017,
    "share of what it begins with": -0.2509,
    "inside a longer one": -0.2405,
    "only inside a longer one": -0.2694,
    "repeated, in no longer one": 0.3367,
    "kinds before": 0.5022,
    "kinds after": 0.4769,
    "name before": -0.2422,
    "border before": -0.0562,
    "border after": 0.1924,
    "的 after": 0.2333,
    "function word after": 0.3273,
    "quoted": 0.7712,
    "verb first": -0.4689,
    "verb": 0.5214,
    "name, then verb": 0.1482,
    "verbal noun last": 0.3299,
    "noun last": 0.5602,
    "adjective last": -0.7307,
    "position word": -0.589,
    "person": 0.935,
    "with a person": 0.2274,
    "place": 1.1305,
    "body": 1.0,
}
