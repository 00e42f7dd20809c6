"""An edition made once more from what was kept, to see that it gives the same bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from digest.app.address import render_outputs
from digest.app.bench import Bench
from digest.app.earlier import EARLIER, read_all
from digest.app.gathered import GATHERED, put_together
from digest.app.release import APPROVED_BY, BASE, CORRECTS, OVERLAY, sign
from digest.errors import StoreError
from digest.model.editions import Edition, Rendition
from digest.model.overlays import Overlay
from digest.model.plans import BriefPlan
from digest.pipeline import Occasion


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What was made once more, and which files differ from those that were kept."""

    edition: Edition
    renditions: tuple[Rendition, ...]
    is_same: bool
    differing: tuple[str, ...] = ()


def rebuild(
    kept: Edition,
    *,
    plan: BriefPlan,
    bench: Bench,
    read_overlay: Callable[[str, Edition], Overlay],
) -> Rebuilt:
    """The edition from its documents, plan and overlay, with the program as it is now.

    `read_overlay` reads the text of an overlay for an edition. Raises StoreError where something
    that went into it is no longer kept.
    """
    edition = _remake(kept, plan=plan, bench=bench, read_overlay=read_overlay)
    renditions = render_outputs(edition, plan, bench)
    stored = bench.store.renditions(kept.id, revision=kept.revision)
    before = {each.filename: each.body for each in stored}
    after = {each.filename: each.body for each in renditions}
    differing = [name for name, body in before.items() if after.get(name) != body]
    return Rebuilt(
        edition=edition,
        renditions=renditions,
        is_same=edition == kept and not differing,
        differing=tuple(differing),
    )


def _remake(
    kept: Edition,
    *,
    plan: BriefPlan,
    bench: Bench,
    read_overlay: Callable[[str, Edition], Overlay],
) -> Edition:
    inputs = _inputs(kept, bench)
    if BASE in inputs:
        base = bench.store.edition(kept.id, revision=int(inputs[BASE]))
        if base is None:
            raise StoreError(f"revision {inputs[BASE]} is not kept", where=kept.id)
        made = _remake(base, plan=plan, bench=bench, read_overlay=read_overlay)
        return sign(
            made,
            read_overlay(inputs[OVERLAY], made),
            by=inputs[APPROVED_BY],
            revision=kept.revision,
            number=kept.number,
            corrects=inputs.get(CORRECTS) == "yes",
        )
    if plan.editions is not None and GATHERED in inputs:
        gathered = read_all(inputs[GATHERED], bench.store)
        made = put_together(
            gathered, plan=plan.edition, occasion=_occasion(kept, bench), bench=bench
        )
        return replace(made, incidents=kept.incidents, correction=kept.correction)
    earlier = read_all(inputs.get(EARLIER, ""), bench.store)
    occasion = replace(_occasion(kept, bench), earlier=earlier)
    documents = bench.store.documents_of(kept.id, revision=kept.revision)
    made = bench.make(documents, plan=plan.edition, occasion=occasion)
    # What could not be read was not kept; that it was told is part of the edition.
    told = kept.incidents
    if told[len(told) - len(made.incidents) :] == made.incidents:
        made = replace(made, incidents=told)
    return replace(made, correction=kept.correction)


def _occasion(kept: Edition, bench: Bench) -> Occasion:
    return Occasion(
        edition=kept.id,
        revision=kept.revision,
        day=kept.day,
        day_names=bench.day_names(kept.day),
        number=kept.number,
        late=kept.late,
    )


def _inputs(edition: Edition, bench: Bench) -> Mapping[str, str]:
    return bench.store.inputs_of(edition.id, revision=edition.revision) or {}
