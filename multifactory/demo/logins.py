"""Who logs in to a sample, and how: printed for everybody, and only where the portal is this machine."""

from multifactory.demo.sample.data import Case, slug_of

PASSWORD = "multifactory"  # noqa: S105  printed for everybody, and only in the demo
LOGINS = {
    "Anna Ferri": "anna@example.org",
    "Bruno Galli": "bruno@example.org",
    "Carla Bianchi": "carla@example.org",
}
COORDINATOR = ("Marta Fontana", "coordinator@example.org")
OFFICERS = ("president", "secretary")  # log in too, where a sample has them


def officers_of(case: Case) -> dict[str, str]:
    """President and secretary by their office: the names of the people."""
    held = {kind: person for election in case.elections for kind, person in election.offices}
    return {kind: held[kind] for kind in OFFICERS if kind in held}


def email_of(person: str) -> str:
    return LOGINS.get(person) or f"{slug_of(person).replace('-', '.')}@example.org"
