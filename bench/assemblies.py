"""An assembly from its notice to its minutes: seconds, milliseconds and queries.

One each of 9, 60 and 600 companies is held, the two large ones with 20 items, and their minutes are signed;
one of 600 is called. First what is done, then what is read: the whole page, logged in, template and all, but
no server; on SQLite and on the PostgreSQL of DATABASE_URL.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from statistics import median

from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import fill
from bench.client import PAGE_COLUMNS, Bound, Table, measure_pages, spent
from bench.hall import called_assembly
from bench.portal import both, load, run_inside
from governance.assemblies.calling.agenda import add_item
from governance.assemblies.calling.services import send_notice
from governance.assemblies.hall.rounds import close_round_in_assembly, open_round_in_assembly
from governance.assemblies.hall.services import close_assembly, open_call
from governance.assemblies.minutes.book import hash_of
from governance.assemblies.minutes.models import Minutes
from governance.assemblies.minutes.pdf import has_pdf
from governance.assemblies.minutes.services import sign_minutes
from governance.attendance.models import Assembly, Presence
from governance.proposals.models import Proposal
from governance.voting.models import VotingRound
from members.companies.models import Company
from multifactory.lib.mail_queue.models import QueuedMail

FEWEST, FEW, MANY, ITEMS = 9, 60, 600, 20
NOTICE_SECONDS = 5
NOTICE = f"the notice, {MANY}"
PDF = [f"minutes, PDF, {size}" for size in (FEW, MANY)]
HALL_PAGES = ("desk", "board", "board/now")
TEXT = "What is to be done, why, by whom and what it costs.\n\n" * 40

Pages = dict[str, tuple[float, ...]]  # PAGE_COLUMNS by name


class Verbs(dict[str, list[float]]):
    """Seconds of each time that something was done."""

    def add(self, name: str, action: Callable[[], object]) -> None:
        self.setdefault(name, []).append(spent(action).clock / 1000)


def populate(pairs: fill.Pairs) -> Assembly:
    """A draft with as many items as an agenda has, each a proposal with a text of two pages."""
    user, company = pairs[0]
    first = timezone.now() + timedelta(days=20)
    draft = Assembly.objects.create(
        place="The hall", first_call_at=first, second_call_at=first + timedelta(days=1)
    )
    for number in range(ITEMS):
        proposal = fill.propose(user, company, TEXT)
        Proposal.objects.filter(pk=proposal.pk).update(state=Proposal.State.FROZEN)
        add_item(draft, kind="decision", proposal=proposal, title=f"Item {number}")
    return draft


def held_now(pairs: fill.Pairs, items: int) -> Assembly:
    """Its hour has come, and all are there."""
    held, now = called_assembly(pairs, items, TEXT), timezone.now()
    Presence.objects.bulk_create(
        Presence(entry=entry, kind="in", call=1, at=now, by=pairs[0][0], height=place)
        for place, entry in enumerate(held.entries.all(), start=1)
    )
    return open_call(held, by=pairs[0][0])


def hold(pairs: fill.Pairs, items: int, verbs: Verbs) -> Pages:
    """Vote after vote; desk and board while the last is open. The chair waits for each button."""
    chair, held, size = pairs[0][0], held_now(pairs, items), len(pairs)
    last = items - 1
    for place, item in enumerate(held.items.select_related("assembly")):
        begin = partial(open_round_in_assembly, item, by=chair, cast_by=VotingRound.CastBy.MIXED)
        verbs.add(f"open a vote, {size}", begin)
        voting_round = VotingRound.objects.get(agenda_item=item)
        if place == last:
            pages = {f"{name}, {size}": f"{held.get_absolute_url()}{name}/" for name in HALL_PAGES}
            found = measure_pages(chair, pages, rounds=3, repeated=5)
        verbs.add(f"close a vote, {size}", partial(close_round_in_assembly, voting_round, by=chair))
    verbs.add(f"close the assembly, {size}", partial(close_assembly, held, by=chair))
    return found


def call_all(pairs: fill.Pairs, verbs: Verbs) -> Pages:
    user, draft = pairs[0][0], populate(pairs)
    members = Company.objects.current().count()
    print(f"\n{members} companies, {ITEMS} items, {connection.vendor} ({load()})")
    last = QueuedMail.objects.aggregate(Max("pk", default=0))["pk__max"]
    with CaptureQueriesContext(connection) as captured:
        verbs.add(NOTICE, partial(send_notice, draft, by=user))
    mails = QueuedMail.objects.filter(pk__gt=last).count()
    print(f"  the notice: {len(captured)} queries, {mails} mails")
    if (draft.entries.count(), mails) != (members, MANY):
        raise SystemExit("Not every company was called.")
    pages = {"the assembly": draft.get_absolute_url(), "all assemblies": "/assemblies/"}
    return measure_pages(user, pages, rounds=5, repeated=8)


def sign(pairs: fill.Pairs) -> Pages:
    """The minutes of the assembly that was held last."""
    size, minutes = len(pairs), Minutes.objects.latest("pk")
    for person, _company in pairs[:2]:
        minutes = sign_minutes(minutes, seen=hash_of(minutes), by=person)
    pages = {
        f"minutes, {size}": minutes.address(),
        f"minutes, extract, {size}": minutes.address("minutes_extract"),
    }
    found = measure_pages(pairs[0][0], pages, rounds=3, repeated=5)
    if has_pdf():
        pages = {f"minutes, PDF, {size}": minutes.address("minutes_pdf")}
        found |= measure_pages(pairs[0][0], pages, rounds=1, repeated=3)
    return found


def inside() -> None:
    verbs, pairs = Verbs(), fill.representatives(FEWEST)
    table = Table(PAGE_COLUMNS, hold(pairs, 1, verbs))
    pairs += fill.representatives(FEW - FEWEST, after=FEWEST)
    table.rows |= hold(pairs, ITEMS, verbs) | sign(pairs)
    pairs += fill.representatives(MANY - FEW, after=FEW)
    table.rows |= call_all(pairs, verbs) | hold(pairs, ITEMS, verbs) | sign(pairs)
    done = Table({"times": 0, "median s": 2, "longest s": 2})
    done.rows = {name: (len(one), median(one), max(one)) for name, one in verbs.items()}
    done.show("what is done")
    table.show(f"what is read, {connection.vendor}")
    if max(verbs[NOTICE]) > NOTICE_SECONDS:
        raise SystemExit(f"A notice takes more than {NOTICE_SECONDS} s.")
    hall = [f"{name}, {size}" for name in HALL_PAGES for size in (FEWEST, FEW, MANY)]
    table.end(
        Bound("median ms", 3000, rows=PDF),
        Bound("median ms", 300, but=(*PDF, f"desk, {MANY}")),
        Bound("queries", 12, rows=hall),
        Bound("queries", 20),
    )


def main() -> None:
    run_inside(inside, both())
