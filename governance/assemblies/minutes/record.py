"""Minutes as a file, and the chain of their book. The standard library only.

    {"format": "multifactory-minutes/1",
     "book": [{"year": 2027, "number": 1, "parent": "", "signed_at": "…", "content": "…",
               "signatures": [{"role": "chair", "person": 12, "name": "…", "at": "…"}, …], "hash": "…"}, …],
     "content": {"facts": {…}, "text": "…", "corrects": ""},
     "names": {"12": {"name": "…", "nonce": "…"}}}

`book` are all entries from the first up to this one, which is the last: of the others it shows the hash of
their content only. Each has the hash of the one before as its parent (the first: ""), and is numbered from 1
in its year. `corrects` is the reference of the entry it corrects, such as "2027/1", or empty.

`facts` name companies, and people only by an id and a commitment, SHA-256 of a nonce and the canonical
{"name": …}: `facts["commitments"]`, and `name` of each signature. `names` open them. Whoever is erased is
taken out of `names`; everything else stays as it was signed, and says them by their office.

Hashes and moments are those of `governance.voting.record`.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from governance.voting.record import Json, commitment, digest, moment

FORMAT = "multifactory-minutes/1"


def content(*, facts: Mapping[str, Any], text: str, corrects: str = "") -> Json:
    return {"facts": dict(facts), "text": text, "corrects": corrects}


def name_commitment(name: str, nonce: str) -> str:
    return commitment(nonce, {"name": name})


def signature(*, role: str, person: int, name: str, at: datetime) -> Json:
    """`name` is a commitment; `role` is "chair" or "secretary"."""
    return {"role": role, "person": person, "name": name, "at": moment(at)}


def entry(
    *,
    year: int,
    number: int,
    parent: str,
    signed_at: datetime,
    content_hash: str,
    signatures: Iterable[Json],
) -> Json:
    """The next link of the book; its `content` is the hash that both signed."""
    covered = {
        "year": year,
        "number": number,
        "parent": parent,
        "signed_at": moment(signed_at),
        "content": content_hash,
        "signatures": list(signatures),
    }
    return covered | {"hash": digest(covered)}


def minutes_file(*, book: Iterable[Json], content: Json, names: Mapping[str, Any]) -> Json:
    return {"format": FORMAT, "book": list(book), "content": content, "names": dict(names)}
