"""One article condensed: opening cleaned, sentences cut, rated, chosen, set in print form."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from digest.condense.query import favour
from digest.condense.select import select
from digest.condense.shorten import drop_connective
from digest.model.articles import Article, Sentence, TokenizedArticle
from digest.model.summaries import Budget, Flag, PrintedSentence, Summary, Trim
from digest.protocols import SentenceRule, Summarizer, Tokenizer
from digest.text.clauses import opens_dangling
from digest.text.clean import clean_article
from digest.text.lines import count_chars
from digest.text.normalize import print_form
from digest.text.sentences import sentences_of

if TYPE_CHECKING:
    from digest.condense.keywords import Candidate


def condense(
    article: Article,
    *,
    summarizer: Summarizer,
    tokenizer: Tokenizer,
    budget: Budget,
    trim: Trim = Trim.CLAUSE,
    query: str | None = None,
    source: str | None = None,
) -> Summary:
    """The summary of an article, in document order and within the budget.

    textrank4zh and its equal see the text as it is; for all other methods the opening
    (本报讯（记者 X）…) is left out first. `query` prefers sentences that hold its words. Never
    empty where the article has text.
    """
    cleaned = _clean(article, summarizer.sentence_rule)
    sentences = sentences_of(cleaned, summarizer.sentence_rule)
    tokenized = replace(
        tokenize(cleaned, sentences, tokenizer if summarizer.reads_tokens else None),
        alone=budget.sentences == 1,
    )
    ratings = summarizer.rate(tokenized)
    if query is not None:
        ratings = favour(ratings, [sentence.text for sentence in sentences], query)
    leaning = _find_leaning(sentences, summarizer.sentence_rule)
    selection = select(tokenized, ratings, budget, trim=trim, leaning=leaning)
    flags = (Flag.TRUNCATED,) if article.truncated else ()
    return Summary(
        method=summarizer.name,
        sentences=tuple(_print(sentence) for sentence in selection.sentences),
        title=article.title,
        source=source,
        flags=selection.flags + flags,
        chars_in=count_chars(article.text),
    )


def find_keywords(
    article: Article, *, tokenizer: Tokenizer, count: int, lexicon: Mapping[str, int] | None = None
) -> tuple[tuple[str, float], ...]:
    """The `count` words an article is about, the best first, with their weights.

    `lexicon` says how often a language has each word; common words weigh less.
    """
    # Imported here, since it brings numpy: a summary without keywords does not need it.
    from digest.condense.keywords import choose

    return choose(find_candidates(article, tokenizer=tokenizer, lexicon=lexicon), count)


def find_candidates(
    article: Article, *, tokenizer: Tokenizer, lexicon: Mapping[str, int] | None = None
) -> "tuple[Candidate, ...]":
    """The phrases that could be an article's keywords; the whole headline block is its title.

    Where one line of the block says who did what, the others' slogans do not count: 蓄势聚力.
    """
    from digest.condense.keywords import rate_phrases

    lines = (article.kicker, article.title, article.subtitle, article.headline)
    title = tokenizer.tokens("\n".join(dict.fromkeys(line for line in lines if line)))
    rated = rate_phrases(tokenize_article(article, tokenizer), title=title, lexicon=lexicon)
    headline = "".join((article.headline or "").lower().split())
    return tuple(
        each
        for each in rated
        if not headline or each.phrase.key in headline or not each.phrase.stands_in_title_only
    )


def tokenize_article(article: Article, tokenizer: Tokenizer) -> TokenizedArticle:
    """A cleaned article, its sentences and their tokens."""
    cleaned = _clean(article, SentenceRule.DIGEST)
    return tokenize(cleaned, sentences_of(cleaned, SentenceRule.DIGEST), tokenizer)


def tokenize(
    article: Article, sentences: tuple[Sentence, ...], tokenizer: Tokenizer | None
) -> TokenizedArticle:
    """An article with its sentences' tokens; without a tokenizer each sentence has none."""
    texts = [sentence.text for sentence in sentences]
    return TokenizedArticle(
        article=article,
        sentences=sentences,
        tokens=tokenizer.tokens_of(texts) if tokenizer else ((),) * len(texts),
    )


def _clean(article: Article, rule: SentenceRule) -> Article:
    return article if rule is SentenceRule.TEXTRANK4ZH else clean_article(article)


def _find_leaning(sentences: tuple[Sentence, ...], rule: SentenceRule) -> frozenset[int]:
    """Sentences that mean nothing without the one before them: 他指出, 对此, 其中."""
    if rule is SentenceRule.TEXTRANK4ZH:
        return frozenset()
    return frozenset(
        each.index for each in sentences if opens_dangling(drop_connective(each.traced).text)
    )


def _print(sentence: PrintedSentence) -> PrintedSentence:
    return replace(sentence, traced=print_form(sentence.traced))
