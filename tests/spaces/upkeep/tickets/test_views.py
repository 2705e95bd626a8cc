"""Pages of tickets, and the label on the wall."""

from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.html import strip_tags

from events.programme.services import publish_event
from members.people.models import Membership
from spaces.bookings.models import Booking
from spaces.upkeep.tickets.models import Ticket, TicketEvent, TicketPhoto
from spaces.upkeep.tickets.services import report_ticket
from tests.factories.events import EventFactory, EventHostFactory
from tests.factories.members import MembershipFactory
from tests.factories.spaces import RoomFactory, SpaceFactory
from tests.factories.upkeep import TicketFactory
from tests.lib import image_corpus
from tests.spaces.back_office import Steps, messages_of

pytestmark = pytest.mark.django_db


def text_of(page) -> str:
    """What a person reads, in one line."""
    return " ".join(unescape(strip_tags(page.content.decode())).split())


def quarter(ahead: timedelta) -> datetime:
    """So far ahead of the quarter of an hour that runs."""
    seconds = (timezone.now() + ahead).timestamp()
    return datetime.fromtimestamp(seconds - seconds % 900, UTC)


@pytest.fixture
def room():
    return RoomFactory(code="C2", name="Hall")


@pytest.fixture
def member():
    return MembershipFactory(company__name="Nodo", role=Membership.Role.REPRESENTATIVE)


@pytest.fixture
def portal(client_of, member):
    """The pages as that member sees them."""
    return client_of(member.user)


@pytest.fixture
def danger(room, member):
    return report_ticket(
        room, title="Sparks", severity="danger", company=member.company, by=member.user, request_id=uuid4()
    )


def entered(room, **more):
    values = {"space": room.pk, "title": "Sparks", "text": "", "severity": "normal", "request_id": uuid4()}
    return values | more


def test_a_form_sent_twice_is_one_ticket_and_leads_to_it(portal, room):
    sent = entered(room)

    answers = [portal.post("/tickets/new/", sent) for _time in range(2)]

    assert [answer.headers["Location"] for answer in answers] == ["/tickets/1/"] * 2
    assert Ticket.objects.get().company.name == "Nodo"


def test_the_label_leads_to_the_form_with_what_is_known_and_booked_today(portal, room, booked):
    TicketFactory(space=room, title="The lamp flickers")
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    booking = booked(room, start, is_private=True, purpose="Secret talks")

    label = portal.get("/spaces/C2/label/")
    page = portal.get("/tickets/new/?space=C2")

    assert "/tickets/new/?space=C2" in text_of(label)
    assert b"<svg" in label.content
    assert "What is wrong with C2 Hall?" in text_of(page)
    assert "The lamp flickers" in text_of(page)
    if timezone.localdate(start) == timezone.localdate():
        assert str(booking.company) in text_of(page)
    assert "Secret talks" not in text_of(page)


def test_danger_shows_what_it_cancels_and_does_nothing_before_that_is_agreed_to(
    portal, room, booked, tomorrow
):
    booking = booked(room, quarter(timedelta(hours=20)))
    sent = entered(room, severity="danger", text="At the\nplug")

    asked = portal.post("/tickets/new/", sent)

    assert "Block the space and cancel bookings?" in text_of(asked)
    assert str(booking.company) in text_of(asked)
    assert (Ticket.objects.count(), Booking.objects.get().state) == (0, "confirmed")
    again = portal.post("/tickets/new/", sent | {"edit": "1"})
    assert "At the" in again.content.decode()
    assert Ticket.objects.count() == 0

    portal.post("/tickets/new/", sent | {"agreed": [booking.uid]})
    assert (Ticket.objects.get().is_blocking, Booking.objects.get().state) == (True, "cancelled")


def test_a_booking_made_since_the_list_was_shown_is_shown_first(portal, room, booked):
    start = quarter(timedelta(hours=10))
    first = booked(room, start)
    sent = entered(room, severity="danger", agreed=[first.uid, "no-key", uuid4()])
    booked(room, start + timedelta(hours=1))

    asked = portal.post("/tickets/new/", sent)

    assert "2 bookings are cancelled" in text_of(asked)
    assert Ticket.objects.count() == 0


def test_a_photo_is_kept_and_shown(portal, room):
    picture = SimpleUploadedFile("saw.jpg", image_corpus.encoded(image_corpus.drawn(300, 200)), "image/jpeg")

    page = portal.post("/tickets/new/", entered(room, image=picture), follow=True)

    assert 'alt="Sparks"' in page.content.decode()


def test_a_photo_outlives_the_pages_that_ask_again(portal, room, booked):
    booking = booked(room, quarter(timedelta(hours=20)))
    picture = SimpleUploadedFile("saw.jpg", image_corpus.encoded(image_corpus.drawn(300, 200)), "image/jpeg")
    sent = entered(room, severity="danger")

    faulty = portal.post("/tickets/new/", sent | {"title": "", "image": picture})
    asked = portal.post("/tickets/new/", sent)
    edited = portal.post("/tickets/new/", sent | {"edit": "1"})
    page = portal.post("/tickets/new/", sent | {"agreed": [booking.uid]}, follow=True)

    for answer in (faulty, asked, edited):
        assert "Your photo is kept and goes with the report." in text_of(answer)
    assert 'alt="Sparks"' in page.content.decode()


def test_a_photo_kept_for_one_person_goes_with_nobody_elses_report(portal, room, client_of):
    picture = SimpleUploadedFile("saw.jpg", image_corpus.encoded(image_corpus.drawn(300, 200)), "image/jpeg")
    sent = entered(room)
    portal.post("/tickets/new/", sent | {"title": "", "image": picture})

    page = client_of(MembershipFactory().user).post("/tickets/new/", sent, follow=True)

    assert (Ticket.objects.count(), TicketPhoto.objects.count()) == (1, 0)
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"title": " \u200b"}, "title"),
        ({"title": "x" * 101}, "title"),
        ({"severity": "horrible"}, "severity"),
        ({"space": "999999"}, "space"),
        ({"space": "C\x00"}, "space"),
        ({"request_id": "x"}, "request_id"),
        ({"text": "x" * 2001}, "text"),
        ({"image": SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")}, "image"),
    ],
)
def test_what_cannot_be_gives_the_form_again(portal, room, sent, field):
    answer = portal.post("/tickets/new/", entered(room) | sent)

    assert (answer.status_code, Ticket.objects.count()) == (200, 0)
    assert field in answer.context["form"].errors


def test_what_to_correct_is_said_after_the_question_of_its_field(portal, room):
    page = portal.post("/tickets/new/", entered(room) | {"title": ""}).content.decode()

    assert "What is wrong? This field is required." in " ".join(page.split())


def test_control_signs_are_cleaned_and_five_megabytes_refused(portal, room):
    portal.post("/tickets/new/", entered(room, title="Sp\x00arks", text="a\x00b"))
    assert Ticket.objects.get().title == "Sp arks"

    answer = portal.post("/tickets/new/", entered(room, text="x" * 5_000_000))
    assert answer.status_code in (200, 400)
    assert Ticket.objects.count() == 1


def test_the_label_and_the_poster_of_an_event_are_laid_out_for_paper(portal, room, client):
    """The label lost its sheet when the styles were put together."""
    event = EventFactory(state="published")

    pages = [portal.get(f"/spaces/{room.code}/label/"), client.get(f"{event.get_absolute_url()}poster/")]

    assert [page.content.decode().count("css/poster") for page in pages] == [1, 1]


def test_private_units_have_neither_label_nor_tickets(portal):
    unit = SpaceFactory(code="U1")

    assert portal.get("/spaces/U1/label/").status_code == 404
    answer = portal.post("/tickets/new/", entered(unit))
    assert "space" in answer.context["form"].errors


@pytest.mark.parametrize(
    "query",
    [
        "?state=x",
        "?state=%00",
        "?space=%00",
        "?space=NONE",
        "?severity=%F0%9F%94%A5",
        "?page=99999999999999999999",
        "?mine=%00&page=-1",
        f"?state={'x' * 3000}",
    ],
)
def test_any_query_string_gives_the_list(portal, danger, query):
    assert portal.get(f"/tickets/{query}").status_code == 200


@pytest.mark.parametrize("number", ["0", "7", "99999999999999999999999"])
def test_a_ticket_that_is_not_there_is_no_page(portal, number):
    for path in ("", "edit/", "block/"):
        assert portal.get(f"/tickets/{number}/{path}").status_code == 404
        assert portal.post(f"/tickets/{number}/{path}").status_code == 404


def numbers(portal, query=""):
    page = portal.get(f"/tickets/{query}").context["page_obj"]
    return [ticket.title for ticket in page]


def test_the_list_begins_with_what_is_blocked_and_leaves_out_what_is_solved(portal, danger, room, member):
    TicketFactory(title="Low", severity="low", number=11)
    TicketFactory(title="Urgent", severity="urgent", number=12, responsible=member.company)
    TicketFactory(title="Solved", state="solved", number=13, space=room)

    assert numbers(portal) == ["Sparks", "Urgent", "Low"]
    assert numbers(portal, "?state=all&space=C2") == ["Sparks", "Solved"]
    assert numbers(portal, "?state=solved") == ["Solved"]
    assert numbers(portal, "?severity=low") == ["Low"]
    assert numbers(portal, "?mine=on") == ["Sparks", "Urgent"]


def test_a_member_takes_a_ticket_on_and_solves_it_on_its_pages(client_of, danger, room):
    fixer = MembershipFactory(company__name="Ferri")
    page = client_of(fixer.user)
    sent = {"state": "open", "severity": "danger", "responsible": fixer.company_id, "text": "We come at 12."}

    page.post("/tickets/1/edit/", sent)
    page.post("/tickets/1/edit/", sent | {"state": "solved", "text": "A cable."})

    shown = text_of(page.get("/tickets/1/"))
    for line in ("Responsible: Ferri", "We come at 12.", "State: open → solved", "A cable."):
        assert line in shown
    assert not Ticket.objects.get().is_blocking


def test_what_another_changed_meanwhile_is_said_before_anything_is_saved(client_of, danger, coordinator):
    office = client_of(coordinator)
    stamp = office.get("/tickets/1/edit/").context["form"].stamp
    value = str(stamp).split('value="')[1].rstrip('">')
    fixer = MembershipFactory(company__name="Ferri")
    Ticket.objects.update(responsible=fixer.company)

    sent = {"state": "open", "severity": "danger", "responsible": "", "text": "", "stamp": value}
    answer = office.post("/tickets/1/edit/", sent)

    assert "Someone changed this after you opened the page" in text_of(answer)
    assert Ticket.objects.get().responsible == fixer.company


def test_a_company_that_is_not_offered_is_refused_beside_its_field(portal, danger):
    other = MembershipFactory().company
    sent = {"state": "open", "severity": "danger", "responsible": other.pk, "text": ""}

    answer = portal.post("/tickets/1/edit/", sent)

    assert "responsible" in answer.context["form"].errors


def test_a_coordinator_confirms_a_block_and_reads_first_what_it_cancels(
    client_of, danger, coordinator, booked, room
):
    booking = booked(room, quarter(timedelta(days=3)))
    office = client_of(coordinator)
    until = timezone.localtime(timezone.now() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")

    asked = office.post("/tickets/1/block/", {"until": until})
    assert "Block the space and cancel bookings?" in text_of(asked)
    office.post("/tickets/1/block/", {"until": until, "agreed": booking.uid})

    booking.refresh_from_db()
    assert (Ticket.objects.get().is_confirmed, booking.state) == (True, "cancelled")
    for wrong in ("", "x", "9999-12-31T23:59", "0001-01-01T00:00", "2020-01-01T00:00"):
        answer = office.post("/tickets/1/block/", {"until": wrong})
        assert "until" in answer.context["form"].errors


def test_the_back_office_confirms_what_it_has_shown_and_lets_go(office, danger, booked, room):
    booking = booked(room, quarter(timedelta(days=3)))
    until = timezone.localtime(timezone.now() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")
    url = "/admin/spaces/ticket/"
    steps = Steps(office, url, "block", danger, until=until)

    changes = steps.changes()
    assert str(booking.company) in changes["Cancelled or ended early"][1]
    assert "is taken by" in text_of(steps.do())  # the booking was not agreed to
    steps.wanted["agreed"] = [str(booking.uid)]
    assert messages_of(steps.do()) == ["The block is confirmed."]
    booking.refresh_from_db()
    assert (Ticket.objects.get().is_confirmed, booking.state) == (True, "cancelled")

    assert messages_of(Steps(office, url, "let_go", danger).do()) == [
        "The space can be booked again. What was cancelled stays cancelled."
    ]
    assert Ticket.objects.get().severity == "urgent"


def test_the_back_office_says_who_is_responsible_and_closes(office, danger, member):
    url = "/admin/spaces/ticket/"

    Steps(office, url, "responsible", danger, responsible=member.company_id).do()
    assert Ticket.objects.get().responsible == member.company
    Steps(office, url, "close", danger, text="The machine was sold.").do()
    assert Ticket.objects.get().state == "closed"
    assert [event.text for event in TicketEvent.objects.filter(kind="state")] == ["The machine was sold."]
    assert office.get(f"{url}{danger.pk}/change/").status_code == 200


def test_the_page_of_an_event_says_that_its_room_is_closed(client, room, member, coordinator):
    start = quarter(timedelta(hours=5))
    event = EventFactory(
        space=room, state="draft", starts_at=start, ends_at=start + timedelta(hours=2), slug="talk"
    )
    EventHostFactory(event=event, company=member.company)
    publish_event(event, by=coordinator)
    assert "Room closed" not in text_of(client.get("/events/talk/"))

    report_ticket(
        room, title="Sparks", severity="danger", company=member.company, by=member.user, request_id=uuid4()
    )

    page = text_of(client.get("/events/talk/"))
    assert "Room closed" in page
    assert "Sparks" not in page


def test_the_page_of_a_space_shows_members_alone_what_is_broken(client, portal, danger):
    assert "Sparks" in text_of(portal.get("/spaces/C2/"))
    assert "Sparks" not in text_of(client.get("/spaces/C2/"))


def test_the_dashboard_shows_coordinators_what_to_settle_and_a_company_what_it_sees_to(
    client_of, portal, coordinator, danger
):
    assert "Tickets to settle" in text_of(client_of(coordinator).get("/dashboard/"))
    assert "Tickets we are responsible for" not in text_of(portal.get("/dashboard/"))
    Ticket.objects.update(responsible=danger.company)
    assert "Tickets we are responsible for" in text_of(portal.get("/dashboard/"))


def test_a_foreign_comment_id_is_refused_in_words(client_of, portal, danger):
    request_id = uuid4()
    portal.post("/tickets/1/", {"text": "Look", "request_id": request_id})

    answer = client_of(MembershipFactory().user).post("/tickets/1/", {"text": "x", "request_id": request_id})

    assert "This form was used by someone else" in text_of(answer)
    assert isinstance(TicketEvent.objects.get(kind="comment").request_id, UUID)
