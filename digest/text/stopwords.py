"""Words that carry no content: textrank4zh's own list, and what the trade of news adds."""


def textrank4zh_stopwords(text: str) -> frozenset[str]:
    r"""The stop words in the text of textrank4zh's `stopwords.txt`, as the package reads them.

    The empty word, which the package has from blank lines, is left out: no token is empty.

    >>> sorted(textrank4zh_stopwords("的\r\n\r\n了 \r\n"))
    ['了', '的']
    """
    return frozenset(word for line in text.splitlines() if (word := line.strip()))
