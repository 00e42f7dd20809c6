"""What the signs of keywords weigh; made by `benchmarks/keywords.py`."""

from collections.abc import Mapping

PROVENANCE = "2026-11-21: keywords of 300 texts of keywords_csl"

BIAS = -5.9454

WEIGHTS: Mapping[str, float] = {
    "two characters": -0.2485,
    "three characters": 0.4569,
    "four characters": 0.7962,
    "five characters": 0.4494,
    "long": -0.465,
    "one word": 0.7591,
    "many words": -0.846,
    "times": -0.4223,
    "once": -0.1659,
    "in the title": 1.0635,
    "in title and opening": 0.273,
    "once, in title or opening": 0.0968,
    "in the opening, no title": 1.0,
    "times, as a phrase": 0.4459,
    "rareness of the commonest word": 0.9672,
    "rank of the best word": 0.0863,
    "hollow word": -0.5868,
    "digit": -0.4441,
    "share of its commonest word": 1.104,
    "share of what it begins with": -0.2518,
    "inside a longer one": -0.2474,
    "only inside a longer one": -0.278,
    "repeated, in no longer one": 0.3364,
    "kinds before": 0.4998,
    "kinds after": 0.467,
    "name before": -0.2383,
    "border before": -0.0575,
    "border after": 0.183,
    "的 after": 0.2251,
    "function word after": 0.3226,
    "quoted": 0.7696,
    "verb first": -0.4695,
    "verb": 0.5212,
    "name, then verb": 0.1463,
    "verbal noun last": 0.3301,
    "noun last": 0.5599,
    "adjective last": -0.729,
    "position word": -0.5897,
    "person": 0.9297,
    "with a person": 0.2286,
    "place": 1.1255,
    "body": 1.0,
}
