"""The JSON contracts: what commands print, as dictionaries made from the model; version 1.

Additive changes only: programs rely on these names. Scores are printed to six digits.
"""

from collections.abc import Sequence
from typing import Any, Final

from digest.model.articles import Article, PageArticles, Publication, Suspect
from digest.model.editions import Coverage, Edition, Leftover, ProofHint, Story
from digest.model.plans import Footer, Header
from digest.model.summaries import PrintedSentence, Summary
from digest.model.traces import Span, TracedText

VERSION: Final = 1

JsonObject = dict[str, Any]


def page_json(page: PageArticles) -> JsonObject:
    """What `digest split --json` prints for one page."""
    return {
        "version": VERSION,
        "page": page.uri,
        "publication": publication_json(page.publication),
        "articles": [article_json(article) for article in page.articles],
        "unassigned_lines": list(page.unassigned_lines),
        "repairs": [
            {"line": repair.line, "from": repair.before, "to": repair.after}
            for repair in page.repairs
        ],
        "suspects": [suspect_json(suspect) for suspect in page.suspects],
    }


def summary_json(summary: Summary, *, input_id: str | None = None) -> JsonObject:
    """What `digest summarize --json` prints for one text; in a batch with the input's id."""
    head: JsonObject = {"version": VERSION}
    if input_id is not None:
        head["id"] = input_id
    return head | {
        "source": summary.source,
        "title": summary.title,
        "method": summary.method,
        "summary": summary.text,
        "sentences": [sentence_json(sentence) for sentence in summary.sentences],
        "keywords": _weighted(summary.keywords),
        "flags": [str(flag) for flag in summary.flags],
        "chars_in": summary.chars_in,
        "chars_out": summary.chars_out,
    }


def keywords_json(source: str | None, keywords: Sequence[tuple[str, float]]) -> JsonObject:
    """What `digest keywords --json` prints for one text.

    >>> keywords_json("a.txt", [("新质生产力", 0.91)])["keywords"]
    [['新质生产力', 0.91]]
    """
    return {"version": VERSION, "source": source, "keywords": _weighted(keywords)}


def edition_json(edition: Edition) -> JsonObject:
    """What `digest brief|build|show --json` prints for one edition.

    `gathered` are the editions a digest is put together from; null for other editions.
    """
    return {
        "version": VERSION,
        "id": edition.id,
        "revision": edition.revision,
        "brief": edition.brief,
        "title": edition.title,
        "date": edition.day.isoformat(),
        "day": {
            "weekday": edition.day_names.weekday,
            "lunar": edition.day_names.lunar,
            "solar_term": edition.day_names.solar_term,
        },
        "number": edition.number,
        "late": edition.late,
        "correction": edition.correction,
        "method": edition.method,
        "gathered": None if edition.gathered is None else list(edition.gathered),
        "publications": [publication_json(each) for each in edition.publications],
        "header": _header_json(edition.header),
        "footer": _footer_json(edition.footer),
        "sections": [
            {"name": section.name, "stories": [story_json(story) for story in section.stories]}
            for section in edition.sections
        ],
        "coverage": _coverage_json(edition.coverage),
        "proof": [_hint_json(hint) for hint in edition.proof],
        "incidents": [{"where": each.where, "what": each.what} for each in edition.incidents],
    }


def sentence_json(sentence: PrintedSentence) -> JsonObject:
    """A printed sentence with spans and edits; `start` and `end` are those of the first span."""
    spans = sentence.traced.spans
    return {
        **_traced_json(sentence.traced),
        "start": spans[0].start if spans else None,
        "end": spans[0].end if spans else None,
        "score": round(sentence.score, 6),
        "rank": sentence.rank,
    }


def story_json(story: Story) -> JsonObject:
    """One item of an edition."""
    return {
        "id": story.id,
        "type": str(story.type),
        "headline": story.headline,
        "headline_from": str(story.headline_from),
        "title": story.title,
        "summary": [sentence_json(sentence) for sentence in story.summary],
        "points": [sentence_json(sentence) for sentence in story.points],
        "keywords": list(story.keywords),
        "people": [{"name": person.name, "title": person.title} for person in story.people],
        "byline": list(story.byline),
        "wire": story.wire,
        "issue_date": story.issue_date.isoformat() if story.issue_date else None,
        "sources": [
            {
                "name": source.name,
                "uri": source.uri,
                "article": source.article,
                "lines": list(source.lines),
                "label": source.label,
            }
            for source in story.sources
        ],
        "also": [
            {
                "id": other.id,
                "title": other.title,
                "source": other.source,
                "uri": other.uri,
                "label": other.label,
            }
            for other in story.also
        ],
        "differing": [
            {"about": each.about, "ours": each.ours, "theirs": each.theirs, "source": each.source}
            for each in story.differing
        ],
        "follows": {
            "edition": story.follows.edition,
            "date": story.follows.day.isoformat(),
            "headline": story.follows.headline,
        }
        if story.follows
        else None,
        "topic": story.topic,
        "flags": [str(flag) for flag in story.flags],
        "score": round(story.score, 6),
        "why": {part: round(value, 6) for part, value in story.why.items()},
    }


def article_json(article: Article) -> JsonObject:
    """One article of a page with the line numbers of each role."""
    roles = article.roles
    return {
        "id": article.id,
        "type": str(article.type),
        "title": article.title,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "headline": article.headline,
        "headline_missing": article.headline_missing,
        "byline": list(article.byline),
        "source": article.source,
        "dateline": article.dateline,
        "title_lines": list(roles.title),
        "kicker_lines": list(roles.kicker),
        "subtitle_lines": list(roles.subtitle),
        "byline_lines": list(roles.byline),
        "body_lines": list(roles.body),
        "section_heading_lines": list(roles.section_heading),
        "continuation_lines": list(roles.continuation),
        "joins": [list(pair) for pair in roles.joins],
        "lines": list(roles.lines),
        "paragraphs": [_traced_json(paragraph) for paragraph in article.paragraphs],
        "truncated": article.truncated,
        "continued_on": article.continued_on,
        "attached_to": article.attached_to,
        "confidence": round(article.confidence, 6),
    }


def publication_json(publication: Publication) -> JsonObject:
    """Paper and date of a page, and how they were known."""
    return {
        "name": publication.name,
        "name_from": str(publication.name_from),
        "date": publication.date.isoformat() if publication.date else None,
        "month_day": publication.month_day,
        "year_range": list(publication.year_range) if publication.year_range else None,
        "date_from": str(publication.date_from),
        "evidence": list(publication.evidence),
    }


def suspect_json(suspect: Suspect) -> JsonObject:
    """A suspected error for a person to decide."""
    return {
        "line": suspect.line,
        "text": suspect.text,
        "suggestion": suspect.suggestion,
        "reason": suspect.reason,
        "severity": suspect.severity,
    }


def _traced_json(traced: TracedText) -> JsonObject:
    return {
        "text": traced.text,
        "spans": [_span_json(span) for span in traced.spans],
        "edits": [
            {
                "kind": str(edit.kind),
                "at": _span_json(edit.at),
                "from": edit.before,
                "to": edit.after,
            }
            for edit in traced.edits
        ],
    }


def _span_json(span: Span) -> list[int]:
    return [span.start, span.end]


def _weighted(keywords: Sequence[tuple[str, float]]) -> list[list[str | float]]:
    return [[word, round(weight, 6)] for word, weight in keywords]


def _coverage_json(coverage: Coverage) -> JsonObject:
    return {
        "documents": coverage.documents,
        "articles": coverage.articles,
        "printed": coverage.printed,
        "merged": coverage.merged,
        "chars_in": coverage.chars_in,
        "chars_out": coverage.chars_out,
        "truncated": coverage.truncated,
        "headlines_missing": coverage.headlines_missing,
        "unassigned": [_leftover_json(leftover) for leftover in coverage.unassigned],
        "left_out": [_leftover_json(leftover) for leftover in coverage.left_out],
    }


def _leftover_json(leftover: Leftover) -> JsonObject:
    return {
        "label": leftover.label,
        "uri": leftover.uri,
        "lines": list(leftover.lines),
        "text": leftover.text,
        "reason": leftover.reason,
    }


def _hint_json(hint: ProofHint) -> JsonObject:
    return {"label": hint.label, "uri": hint.uri, **suspect_json(hint.suspect)}


def _header_json(header: Header) -> JsonObject:
    return {
        "name": header.name,
        "unit": header.unit,
        "secrecy": header.secrecy,
        "retain": header.retain,
        "lunar": header.lunar,
        "issue_no": header.issue_no,
        "editor_note": header.editor_note,
    }


def _footer_json(footer: Footer) -> JsonObject:
    return {
        "报": list(footer.report_to),
        "送": list(footer.send_to),
        "发": list(footer.issue_to),
        "editor": footer.editor,
        "reviewer": footer.reviewer,
        "signer": footer.signer,
    }
