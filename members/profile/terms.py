"""The words companies describe their work with."""

from collections.abc import Iterable

from django.utils.text import slugify

from members.profile.models import Term

LONGEST_WORD = 60


def split_words(text: str) -> list[str]:
    """What stands between commas, without empty pieces and double spaces."""
    return [" ".join(piece.split()) for piece in text.split(",") if piece.strip()]


def term_slug(word: str) -> str:
    """The same for "Larch", "larch" and "LARCH "; empty for a word without a letter to keep."""
    return slugify(word)[:LONGEST_WORD].strip("-")


def terms_from_words(kind: str, words: str | Iterable[str]) -> list[Term]:
    """The row of each word (comma-separated, or one by one), made where there is none, in order of slug.

    Always in that order, so that two who add the same new words do not wait for each other.
    """
    pieces = split_words(words) if isinstance(words, str) else words
    names: dict[str, str] = {}
    for word in pieces:
        if slug := term_slug(word):
            names.setdefault(slug, word[:LONGEST_WORD])
    known = {term.slug: term for term in Term.objects.filter(kind=kind, slug__in=names)}
    for slug in sorted(names.keys() - known.keys()):
        known[slug], _made = Term.objects.get_or_create(kind=kind, slug=slug, defaults={"name": names[slug]})
    return [known[slug] for slug in sorted(known)]


def terms_from_any_words(words: str | Iterable[str]) -> list[Term]:
    """The row of each word, whatever its kind; one nobody has used yet becomes a kind of product."""
    pieces = split_words(words) if isinstance(words, str) else list(words)
    slugs = {slug for word in pieces if (slug := term_slug(word))}
    known = {term.slug: term for term in Term.objects.filter(slug__in=slugs).order_by("kind", "-pk")}
    new = [word for word in pieces if term_slug(word) not in known]
    return [*known.values(), *terms_from_words(Term.Kind.PRODUCT, new)]
