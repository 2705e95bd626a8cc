"""Where a landed migration looks for what is `multifactory.lib.text.search` today."""

from multifactory.lib.text.search import normalise_text, normalised_words

__all__ = ["normalise_text", "normalised_words"]
