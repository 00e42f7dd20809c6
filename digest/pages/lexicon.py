"""What the splitter asks of a dictionary: how frequent a word is."""

from collections.abc import Mapping
from types import MappingProxyType

Lexicon = Mapping[str, int]
"""Word → frequency, as jieba's dictionary counts it; may be empty."""

NO_LEXICON: Lexicon = MappingProxyType({})
