"""The desk and the board: who reaches them, what they say, and at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.assemblies.hall.board import board_etag
from governance.assemblies.hall.hands import enter_hand
from governance.assemblies.hall.overview import overview_of, strip_of
from governance.attendance.models import AgendaItem, Assembly, AssemblyEntry, Presence
from governance.offices.models import Office
from members.companies.models import Company
from tests.factories.assemblies import OfficeFactory, come_in, entries_of, representative_of
from tests.factories.members import MembershipFactory, UserFactory
from tests.governance.assemblies.hall import called, cast_all, close, hold, vote_on
from tests.governance.assemblies.secret_round import make_secret_round

pytestmark = pytest.mark.django_db


def address(name, assembly, *more):
    return reverse(f"governance:{name}", args=[assembly.year, assembly.number, *more])


def at_desk(client, assembly):
    client.force_login(assembly.chair)
    return client


# --- Acts -----------------------------------------------------------------------------------------------


def test_the_chair_leads_an_assembly_from_its_desk(client):
    assembly = called(3, present=3)
    item = assembly.items.get()
    at_desk(client, assembly)

    client.post(address("assembly_call_open", assembly))
    client.post(address("assembly_item_open", assembly, item.pk))
    client.post(address("assembly_round_open", assembly, item.pk), {"cast_by": "hands"})
    voting_round = item.rounds.get()
    client.post(
        address("assembly_hands", assembly, voting_round.pk),
        {f"hand_{entry.company_id}": "yes" for entry in entries_of(assembly)},
    )
    client.force_login(assembly.secretary)
    page = client.get(address("assembly_desk", assembly)).content.decode()
    assert "I have seen the same: confirm" in page
    waiting = [f"{vote.pk}-yes" for entry in voting_round.roll.all() for vote in entry.votes.all()]
    client.post(address("assembly_hands_confirm", assembly, voting_round.pk), {"hand": waiting})
    client.post(address("assembly_round_close", assembly, voting_round.pk))
    client.post(address("assembly_close", assembly))

    assembly.refresh_from_db()
    item.refresh_from_db()
    voting_round.refresh_from_db()
    assert (assembly.state, item.state, voting_round.outcome) == ("closed", "done", "adopted")
    assert voting_round.tally["counts"] == {"yes": 3, "no": 0, "abstain": 0, "blank": 0}


def test_a_reason_that_is_missing_is_asked_for_beside_its_field(client):
    assembly = hold(3)
    at_desk(client, assembly)

    page = client.post(address("assembly_suspend", assembly), {"reason": ""})

    assert (page.status_code, Assembly.objects.get().state) == (200, "open")
    assert page.context["form"].errors == {"reason": ["This field is required."]}


def test_a_suspended_assembly_goes_on_at_the_desk(client):
    assembly = hold(3)
    at_desk(client, assembly)
    client.post(address("assembly_suspend", assembly), {"reason": "The light has failed."})
    assert "The light has failed." in client.get(address("assembly_board", assembly)).content.decode()

    client.post(address("assembly_resume", assembly))

    assert Assembly.objects.get().state == "open"


def test_the_desk_offers_nothing_before_its_hour(client):
    """Neither the call, nor a company’s way in: both would be refused."""
    assembly = called(3, first_call_at=timezone.now() + timedelta(hours=3))

    page = at_desk(client, assembly).get(address("assembly_desk", assembly)).content.decode()

    assert "It can be opened from" in page
    assert "Check-in opens on" in page
    assert "/desk/open/" not in page
    assert "/desk/in/" not in page


def test_the_desk_says_before_the_call_who_is_to_chair_it(client, coordinator):
    assembly = called(3, has_officers=False)
    client.force_login(coordinator)
    facts = "<dt>Chair</dt><dd>{}</dd>"
    page = client.get(address("assembly_desk", assembly)).content.decode()
    assert facts.format("still to be chosen") in page

    place = MembershipFactory()
    OfficeFactory(kind="president", user=place.user, company=place.company)
    client.force_login(place.user)

    page = client.get(address("assembly_desk", assembly)).content.decode()
    assert (facts.format(place.user) in page, "still to be chosen" in page) == (True, True)
    assert "–</dd>" not in page


def test_the_desk_takes_up_one_item_at_a_time(client):
    assembly = hold(3, items=2)
    AgendaItem.objects.filter(assembly=assembly).update(state="waiting")
    first, second = assembly.items.all()
    at_desk(client, assembly)
    assert client.get(address("assembly_desk", assembly)).content.decode().count("Take up") == 2

    client.post(address("assembly_item_open", assembly, first.pk))

    assert "Take up" not in client.get(address("assembly_desk", assembly)).content.decode()
    page = client.post(address("assembly_item_open", assembly, second.pk), follow=True).content.decode()
    assert "Item 1 is being dealt with: first say that it is done, or defer it." in page


def test_a_secret_vote_that_waits_for_its_count_is_not_open_any_more(client):
    secret = make_secret_round()
    open_board = board_etag(Assembly.objects.get(pk=secret.assembly.pk))
    page = at_desk(client, secret.assembly).get(address("assembly_desk", secret.assembly)).content.decode()
    assert page.count("Close the vote") == 1

    secret.close()

    assert board_etag(Assembly.objects.get(pk=secret.assembly.pk)) != open_board
    for name in ("assembly_desk", "assembly_board"):
        page = client.get(address(name, secret.assembly)).content.decode()
        assert "closed, not counted" in page
        assert "oting is open" not in page
        assert "Close the vote" not in page


def test_the_same_person_as_chair_and_secretary_is_refused_beside_the_field(client):
    assembly = hold(3)
    at_desk(client, assembly)
    people = {"chair": assembly.chair_id, "secretary": assembly.chair_id}

    page = client.post(address("assembly_officers", assembly), people)

    assert page.context["form"].errors == {"secretary": ["Chair and secretary are two people."]}


def test_a_vote_is_cancelled_with_its_reason(client):
    assembly = hold(3)
    voting_round = vote_on(assembly)
    at_desk(client, assembly)

    client.post(address("assembly_round_cancel", assembly, voting_round.pk), {"reason": "Misread."})

    voting_round.refresh_from_db()
    assert (voting_round.state, voting_round.cancel_reason) == ("cancelled", "Misread.")


def test_an_item_whose_vote_was_cancelled_is_read_and_voted_on_again(client):
    assembly = hold(3)
    cancelled = vote_on(assembly)
    at_desk(client, assembly)
    client.post(address("assembly_round_cancel", assembly, cancelled.pk), {"reason": "The projector failed"})
    vote_on(assembly)

    page = client.get(cancelled.proposal.get_absolute_url())

    assert (page.status_code, "The projector failed" in page.content.decode()) == (200, True)


@pytest.mark.parametrize("name", ["assembly_call_open", "assembly_resume"])
def test_what_cannot_be_done_now_is_said_and_changes_nothing(client, name):
    assembly = called(3, first_call_at=timezone.now() + timedelta(hours=1))
    at_desk(client, assembly)

    page = client.post(address(name, assembly), follow=True)

    assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_a_malformed_hand_is_no_fault_of_the_server(client):
    assembly = hold(3)
    voting_round = vote_on(assembly)
    at_desk(client, assembly)
    company_id = entries_of(assembly)[0].company_id
    client.post(address("assembly_hands", assembly, voting_round.pk), {f"hand_{company_id}": "yes"})
    [pk] = voting_round.roll.filter(votes__isnull=False).values_list("votes", flat=True)

    for hand in ("", "-", "x-yes", "9" * 30 + "-yes", "1", f"0{pk}-yes", f"{pk}-perhaps"):
        assert (
            client.post(
                address("assembly_hands_confirm", assembly, voting_round.pk), {"hand": hand}
            ).status_code
            == 302
        )
    strange = {f"hand_{company_id}": "perhaps"}
    assert client.post(address("assembly_hands", assembly, voting_round.pk), strange).status_code == 200


# --- What it says ---------------------------------------------------------------------------------------


def test_the_board_says_how_many_are_missing_for_each_kind_of_item(client):
    assembly = hold(41, present=30, items=2)
    first, second = AgendaItem.objects.filter(assembly=assembly).order_by("position")
    type(first.proposal).objects.filter(pk=second.proposal_id).update(matter="statute")

    to_come = overview_of(assembly).to_come

    assert [(line.items, str(line.quorum)) for line in to_come] == [
        ([1], "21 reached"),
        ([2], "1 missing of 31"),
    ]


def test_no_result_before_closing(client):
    """Desk, board and what the board asks for say how many have voted, and nothing of what."""
    assembly = hold(5)
    voting_round = vote_on(assembly)
    before = {name: _words(client, assembly, name) for name in ("assembly_board", "assembly_board_now")}
    cast_all(voting_round, assembly, "yes", "yes", "no")
    for name in before:
        text = _words(client, assembly, name)
        assert "of 5 have voted" in text
        assert ("2 yes" in text, "1 no" in text, "adopted" in text) == (False, False, False)

    cast_all(voting_round, assembly, None, None, None, "yes")
    close(voting_round, assembly)

    assert "3 yes, 1 no" in _words(client, assembly, "assembly_board_now")


def _words(client, assembly, name):
    client.force_login(assembly.chair)
    return client.get(address(name, assembly)).content.decode()


def test_a_hand_that_waits_is_seen_at_the_desk_and_not_on_the_board(client):
    assembly = hold(3)
    voting_round = vote_on(assembly)
    enter_hand(voting_round, company=entries_of(assembly)[2].company, choice="no", by=assembly.secretary)

    assert "to be confirmed" in _words(client, assembly, "assembly_desk")
    assert "confirm" not in _words(client, assembly, "assembly_board")


def test_one_company_is_one_cell_and_many_alike_are_one_piece():
    assert [(piece.kind, piece.x, piece.width) for piece in strip_of([("in", 2), ("ground", 1)])] == [
        ("in", 1, 17),
        ("in", 21, 17),
        ("ground", 41, 17),
    ]
    assert [(piece.x, piece.width) for piece in strip_of([("in", 500), ("ground", 100)])] == [
        (1, 9997),
        (10001, 1997),
    ]


# --- The board asks again ---------------------------------------------------------------------------------


def test_the_board_answers_304_while_nothing_has_changed(client):
    assembly = hold(4, present=2)
    client.force_login(representative_of(entries_of(assembly)[3]))
    now = address("assembly_board_now", assembly)
    etag = client.get(now)["ETag"]

    assert client.get(now, headers={"If-None-Match": etag}).status_code == 304
    come_in(entries_of(assembly)[2])
    answer = client.get(now, headers={"If-None-Match": etag})
    assert (answer.status_code, answer["ETag"] == etag) == (200, False)


def test_what_happens_to_a_vote_changes_the_board():
    assembly = hold(3)

    def etag():
        return board_etag(Assembly.objects.get(pk=assembly.pk))

    seen = [etag()]
    voting_round = vote_on(assembly)
    seen.append(etag())
    cast_all(voting_round, assembly, "yes")
    seen.append(etag())
    close(voting_round, assembly)
    seen.append(etag())
    assert len(set(seen)) == 4


# --- Who ------------------------------------------------------------------------------------------------


def test_members_read_the_board_and_not_the_desk(client):
    assembly = hold(3)
    client.force_login(representative_of(entries_of(assembly)[2]))

    assert client.get(address("assembly_board", assembly)).status_code == 200
    assert client.get(address("assembly_desk", assembly)).status_code == 403


def test_strangers_read_neither(client):
    assembly = hold(3)
    client.force_login(UserFactory())

    assert client.get(address("assembly_board", assembly)).status_code == 403
    assert client.get(address("assembly_board_now", assembly)).status_code == 403
    assert client.get(address("assembly_desk", assembly)).status_code == 403


def test_a_coordinator_has_the_desk_until_there_are_officers(client, coordinator):
    without, held = called(3, has_officers=False), hold(3)
    client.force_login(coordinator)

    assert client.get(address("assembly_desk", held)).status_code == 403
    Office.objects.update(end_on=timezone.localdate())
    assert client.get(address("assembly_desk", without)).status_code == 200


def test_an_assembly_that_is_not_there_is_not_found(client):
    client.force_login(MembershipFactory().user)

    for name in ("assembly_board", "assembly_board_now", "assembly_desk"):
        assert client.get(reverse(f"governance:{name}", args=[2026, 99])).status_code == 404


# --- Cost -----------------------------------------------------------------------------------------------


def many(companies):
    """Held, with a vote open, in few statements."""
    assembly = hold(2, items=3)
    like = entries_of(assembly)[0].company
    made = Company.objects.bulk_create(
        Company(name=f"Company {number}", slug=f"c-{number}", joined_on=like.joined_on, field=like.field)
        for number in range(companies - 2)
    )
    entries = AssemblyEntry.objects.bulk_create(
        AssemblyEntry(assembly=assembly, company=company) for company in made
    )
    Presence.objects.bulk_create(
        Presence(
            entry=entry,
            kind="in",
            how="hall",
            call=1,
            at=assembly.opened_at,
            by=assembly.chair,
            height=1000 + place,
        )
        for place, entry in enumerate(entries)
    )
    vote_on(assembly)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself, once rows are committed
    return assembly


@pytest.mark.parametrize("companies", [9, 60, 600])
def test_desk_and_board_ask_the_database_alike_for_any_number_of_companies(client, companies):
    assembly = many(companies)
    client.force_login(assembly.chair)
    numbers = {}
    for name in ("assembly_desk", "assembly_board", "assembly_board_now"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(address(name, assembly))
        assert answer.status_code == 200
        numbers[name] = len(queries)
    with CaptureQueriesContext(connection) as queries:
        client.get(address("assembly_board_now", assembly), headers={"If-None-Match": answer["ETag"]})
    numbers["unchanged"] = len(queries)
    assert numbers == {"assembly_desk": 12, "assembly_board": 10, "assembly_board_now": 10, "unchanged": 4}
