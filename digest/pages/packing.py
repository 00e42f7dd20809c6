"""Learned tables as text, so that they stand in a module, and back."""

import base64
import zlib
from collections.abc import Mapping
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray

from digest.pages.boundary import Tables
from digest.pages.network import Array, Network, PairNetwork
from digest.pages.ngrams import Codes, PairCounts
from digest.pages.reading import Learned
from digest.pages.themes import Themes


def pack(learned: Learned) -> dict[str, str]:
    """Every array of `learned` by name, as base-85 text; networks are rounded to half floats."""
    packed = {
        f"{table.name}_{part}": text
        for table in fields(Tables)
        if table.name != "total"
        for part, text in _pack_counts(getattr(learned.tables, table.name)).items()
    }
    packed["total"] = repr(learned.tables.total)
    packed |= _pack_themes(learned.themes)
    packed |= _pack_network("roles", learned.roles)
    for k, (links, ends) in enumerate(zip(learned.links, learned.ends, strict=True), 1):
        packed |= _pack_network(f"links{k}", links)
        packed |= _pack_network(f"ends{k}", ends)
    return packed


def unpack(packed: Mapping[str, str]) -> Learned:
    """What was packed."""
    passes = sum(name.startswith("links") and name.endswith("_output_bias") for name in packed)
    return Learned(
        tables=Tables(
            single=_unpack_counts(packed, "single"),
            pair=_unpack_counts(packed, "pair"),
            opening=_unpack_counts(packed, "opening"),
            closing=_unpack_counts(packed, "closing"),
            total=float(packed["total"]),
        ),
        themes=_unpack_themes(packed),
        roles=Network(**_unpack_network(packed, "roles", Network)),
        links=tuple(
            PairNetwork(**_unpack_network(packed, f"links{k}", PairNetwork))
            for k in range(1, passes + 1)
        ),
        ends=tuple(
            Network(**_unpack_network(packed, f"ends{k}", Network)) for k in range(1, passes + 1)
        ),
    )


def _pack_codes(codes: Codes) -> str:
    steps = np.diff(codes, prepend=np.uint32(0)).astype("<u4")
    return _text(steps.view(np.uint8).reshape(-1, 4).T.tobytes())


def _unpack_codes(text: str) -> Codes:
    planes = np.frombuffer(_bytes(text), dtype=np.uint8).reshape(4, -1)
    steps = np.ascontiguousarray(planes.T).view("<u4").ravel()
    return np.cumsum(steps, dtype=np.uint64).astype(np.uint32)


def _pack_counts(counts: PairCounts) -> dict[str, str]:
    numbers = np.rint(np.exp(counts.logs.astype(np.float64))).astype("<u2")
    return {
        "codes": _pack_codes(counts.codes),
        "counts": _text(numbers.view(np.uint8).reshape(-1, 2).T.tobytes()),
    }


def _unpack_counts(packed: Mapping[str, str], name: str) -> PairCounts:
    halves = np.frombuffer(_bytes(packed[f"{name}_counts"]), dtype=np.uint8).reshape(2, -1)
    numbers = np.ascontiguousarray(halves.T).view("<u2").ravel()
    return PairCounts(
        codes=_unpack_codes(packed[f"{name}_codes"]),
        logs=np.log(numbers.astype(np.float32)).astype(np.float32),
        missing=0.0,
    )


def _pack_themes(themes: Themes) -> dict[str, str]:
    """Codes, and directions in 31 steps up to what all but few numbers stay below."""
    sizes = np.abs(themes.vectors)
    largest = float(np.quantile(sizes, 0.9995)) if sizes.size else 1.0
    steps = np.clip(np.rint(themes.vectors * (_STEPS / largest)), -_STEPS, _STEPS).astype(np.int8)
    return {
        "themes_codes": _pack_codes(themes.codes),
        "themes_vectors": f"{themes.vectors.shape[1]} {largest!r} {_text(steps.T.tobytes())}",
    }


def _unpack_themes(packed: Mapping[str, str]) -> Themes:
    codes = _unpack_codes(packed["themes_codes"])
    dimensions, largest, text = packed["themes_vectors"].split(" ", 2)
    steps = np.frombuffer(_bytes(text), dtype=np.int8).reshape(int(dimensions), -1).T
    vectors = steps.astype(np.float32) * np.float32(float(largest) / _STEPS)
    return Themes(codes=codes, vectors=np.ascontiguousarray(vectors))


_STEPS = 31


def _pack_network(name: str, network: Network | PairNetwork) -> dict[str, str]:
    packed = {}
    for field in fields(network):
        array: Array = getattr(network, field.name)
        shape = "x".join(map(str, array.shape))
        packed[f"{name}_{field.name}"] = f"{shape} {_text(array.astype('<f2').tobytes())}"
    return packed


def _unpack_network(
    packed: Mapping[str, str], name: str, kind: type[Network] | type[PairNetwork]
) -> dict[str, NDArray[np.float32]]:
    arrays = {}
    for field in fields(kind):
        shape, _, text = packed[f"{name}_{field.name}"].partition(" ")
        flat = np.frombuffer(_bytes(text), dtype="<f2").astype(np.float32)
        arrays[field.name] = flat.reshape([int(size) for size in shape.split("x")])
    return arrays


def _text(data: bytes) -> str:
    return base64.b85encode(zlib.compress(data, 9)).decode("ascii")


def _bytes(text: str) -> bytes:
    return zlib.decompress(base64.b85decode(text))
