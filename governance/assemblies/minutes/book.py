"""The chain of the book of minutes, and the file that shows it up to an entry."""

from collections.abc import Sequence

from governance.assemblies.minutes import record
from governance.assemblies.minutes.models import Minutes, MinutesSignature
from governance.voting.record import Json
from multifactory.lib.mail_values import Trusted


def content_of(minutes: Minutes) -> Json:
    corrects = minutes.corrects.reference if minutes.corrects else ""
    return record.content(facts=minutes.facts, text=minutes.text, corrects=corrects)


def hash_of(minutes: Minutes) -> str:
    """What chair and secretary sign."""
    return record.digest(content_of(minutes))


def entry_of(minutes: Minutes, signatures: Sequence[MinutesSignature]) -> Json:
    """The link of numbered minutes, from its two signatures in their order."""
    if minutes.year is None or minutes.number is None or minutes.signed_at is None:
        raise ValueError("Minutes that are not signed have no place in the book.")
    return record.entry(
        year=minutes.year,
        number=minutes.number,
        parent=minutes.parent,
        signed_at=minutes.signed_at,
        content_hash=signatures[0].hash,
        signatures=[
            record.signature(role=one.role, person=one.user_id, name=one.name, at=one.at)
            for one in signatures
        ],
    )


def build_file(minutes: Minutes) -> Json:
    """The book up to this entry and what it says, to be checked with `verify.py`. Two queries."""
    entries = Minutes.objects.in_book().filter(place__lte=minutes.place).defer("facts", "names", "text")
    book = [entry_of(one, list(one.signatures.all())) for one in entries.prefetch_related("signatures")]
    return record.minutes_file(book=book, content=content_of(minutes), names=minutes.names)


def verify_command(minutes: Minutes) -> str:
    """The line to type in the folder that holds the file, the records and the program, as downloaded."""
    return Trusted(f"python3 verify.py {minutes.filename}.json --head {minutes.hash}")  # also in mails
