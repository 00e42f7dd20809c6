"""An edition released by a named person, with the changes an editor made."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from digest.app.address import address
from digest.app.bench import Bench
from digest.app.files import write_files
from digest.app.overlay import lay_over
from digest.errors import UsageError
from digest.model.deliveries import Delivery
from digest.model.editions import Edition, EditionId, Incident, Rendition
from digest.model.overlays import Overlay
from digest.model.plans import BriefPlan, Release
from digest.protocols import Press

BASE: Final = "base"
OVERLAY: Final = "overlay"
APPROVED_BY: Final = "approved_by"
CORRECTS: Final = "corrects"


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """The released revision and whether it was released before.

    `delivered` are the files that were written, `failed` those that could not be.
    """

    edition: Edition
    renditions: tuple[Rendition, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    delivered: tuple[str, ...] = ()
    failed: tuple[Incident, ...] = ()
    is_new: bool = True


def approve(
    key: EditionId,
    *,
    plan: BriefPlan,
    overlay: Overlay,
    overlay_text: str,
    by: str,
    now: datetime,
    bench: Bench,
) -> Released:
    """The next revision of an edition: the overlay laid over the newest one, signed and frozen.

    Where the newest one was approved with the same overlay it is given back as it is. Readers
    who have had an earlier one get this as 更正. Files are written at once. Raises UsageError
    where there is no edition.
    """
    store = bench.store
    newest = store.edition(key)
    if newest is None:
        raise UsageError(f"there is no edition '{key}'", hint="'digest list' shows them")
    inputs = store.inputs_of(key, revision=newest.revision) or {}
    if inputs.get(APPROVED_BY) == by and inputs.get(OVERLAY) == overlay_text:
        return Released(edition=newest, is_new=False)
    base = find_base(newest, store=store)
    was_released = is_frozen(newest, plan=plan, inputs=inputs)
    edition = sign(
        base, overlay, by=by, revision=newest.revision + 1, number=newest.number,
        corrects=was_released or newest.correction,
    )  # fmt: skip
    ready = address(edition, plan, bench=bench, now=now)
    store.publish(
        edition,
        documents=store.documents_of(key, revision=base.revision),
        renditions=ready.renditions,
        deliveries=ready.deliveries,
        inputs={
            **inputs,
            BASE: str(base.revision),
            OVERLAY: overlay_text,
            APPROVED_BY: by,
            CORRECTS: "yes" if edition.correction else "no",
        },
        now=now,
    )
    written = write_files(edition, bench=bench)
    return Released(
        edition=edition,
        renditions=ready.renditions,
        deliveries=ready.deliveries,
        delivered=written.paths,
        failed=written.failed,
    )


def sign(
    base: Edition, overlay: Overlay, *, by: str, revision: int, number: int | None, corrects: bool
) -> Edition:
    """The edition an editor's changes and a name make of a base; equal arguments, equal edition."""
    edited = lay_over(base, overlay)
    return replace(
        edited,
        revision=revision,
        number=number,
        correction=corrects,
        footer=replace(edited.footer, signer=by),
    )


def find_base(edition: Edition, *, store: Press) -> Edition:
    """The revision that was made of documents, before anybody changed it."""
    inputs = store.inputs_of(edition.id, revision=edition.revision) or {}
    if BASE not in inputs:
        return edition
    base = store.edition(edition.id, revision=int(inputs[BASE]))
    if base is None:
        raise UsageError(f"its revision {inputs[BASE]} is not kept", where=edition.id)
    return base


def is_frozen(edition: Edition, *, plan: BriefPlan, inputs: Mapping[str, str]) -> bool:
    """Whether a revision may be sent: a person has released it, or nobody has to."""
    del edition
    return plan.release is Release.AUTO or APPROVED_BY in inputs
