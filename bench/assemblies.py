"""A notice to 600 companies, and what is read after it: seconds, milliseconds and queries.

The whole page, logged in, template and all, but no server; on the PostgreSQL of DATABASE_URL, else SQLite.
"""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench import fill
from bench.client import PAGE_COLUMNS, Bound, Table, measure_pages, spent
from bench.portal import both, run_inside
from governance.assemblies.calling.agenda import add_item
from governance.assemblies.calling.services import send_notice
from governance.attendance.models import Assembly
from governance.proposals.models import Proposal
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.mail_queue.models import QueuedMail

COMPANIES, ITEMS = 600, 20
NOTICE_SECONDS = 5
TEXT = "What is to be done, why, by whom and what it costs.\n\n" * 40


def populate() -> tuple[User, Assembly]:
    """A draft with as many items as an agenda has, each a proposal with a text of two pages."""
    pairs = fill.representatives(COMPANIES)
    user, company = pairs[0]
    first = timezone.now() + timedelta(days=20)
    draft = Assembly.objects.create(
        place="The hall", first_call_at=first, second_call_at=first + timedelta(days=1)
    )
    for number in range(ITEMS):
        proposal = fill.propose(user, company, TEXT)
        Proposal.objects.filter(pk=proposal.pk).update(state=Proposal.State.FROZEN)
        add_item(draft, kind="decision", proposal=proposal, title=f"Item {number}")
    return user, draft


def inside() -> None:
    user, draft = populate()
    members = Company.objects.current().count()
    print(f"\n{members} companies, {ITEMS} items")
    with CaptureQueriesContext(connection) as captured:
        seconds = spent(lambda: send_notice(draft, by=user)).clock / 1000
    mails = QueuedMail.objects.count()
    print(f"  the notice: {seconds:.2f} s, {len(captured)} queries, {mails} mails")
    if (draft.entries.count(), mails) != (members, COMPANIES):
        raise SystemExit("Not every company was called.")
    pages = measure_pages(
        user,
        {"the assembly": draft.get_absolute_url(), "all assemblies": "/assemblies/"},
        rounds=5,
        repeated=8,
    )
    table = Table(PAGE_COLUMNS, pages)
    table.show(f"logged in, {connection.vendor}")
    if seconds > NOTICE_SECONDS:
        raise SystemExit(f"A notice takes more than {NOTICE_SECONDS} s.")
    table.end(Bound("median ms", 300), Bound("queries", 20))


def main() -> None:
    run_inside(inside, both())
