"""The link by which a person checks in: a GET shows, a POST does, and it ends with the assembly."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from governance.assemblies.attending.attendance_sheet import attendance_sheet
from governance.assemblies.attending.own_answer import own_answer_section
from governance.assemblies.attending.reminders import send_check_in_links
from governance.attendance.models import Assembly, Presence
from governance.attendance.presence import present_now
from governance.attendance.tokens import check_in_link, check_in_path
from members.personal_data.erasure import erase_person
from multifactory.lib.signed_links import SignedLink
from tests.factories.assemblies import (
    ProxyFactory,
    come_in,
    entries_of,
    go_out,
    make_assembly,
    representative_of,
)
from tests.factories.members import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

ORIGIN = {"Origin": "http://testserver"}


@pytest.fixture
def assembly():
    return make_assembly(state="open", mode="mixed", link="https://video.example.org/1")


@pytest.fixture
def entry(assembly):
    return entries_of(assembly)[0]


@pytest.fixture
def path(assembly, entry):
    return check_in_path(assembly, representative_of(entry))


def text_of(response) -> str:
    return response.content.decode()


def test_the_link_checks_in_without_a_log_in(assembly, entry, path):
    client = Client(enforce_csrf_checks=True, headers=ORIGIN)

    page = client.get(path)
    assert page.status_code == 200
    assert "I am in the hall: check in" in text_of(page)
    assert page.cookies == {}
    answer = client.post(path, {"how": "remote"}, follow=True)

    assert "You are checked in." in text_of(answer)
    [line] = Presence.objects.all()
    assert (line.user, line.by, line.how) == (*[representative_of(entry)] * 2, "remote")
    assert set(present_now(assembly).present) == {entry.company_id}


def test_mail_scanner_opens_the_check_in_link(path):
    for method in ("get", "head"):
        for _again in range(3):
            assert getattr(Client(), method)(path).status_code == 200
    assert Client().options(path).status_code == 405
    assert Presence.objects.count() == 0


def test_forwarded_link(assembly, entry, path, client_of):
    other = entries_of(assembly)[1]
    stranger = client_of(representative_of(other))

    page = text_of(stranger.get(path))
    assert "you are logged in as someone else" in page
    assert 'name="how"' not in page
    assert stranger.post(path, {"how": "hall"}).status_code == 403
    assert Presence.objects.count() == 0
    unknown = text_of(Client().get(path))  # who is not logged in reads whose it is, and no name or address
    person = representative_of(entry)
    assert "close this page" in unknown
    assert (person.email in unknown, person.name in unknown) == (False, False)


def test_a_form_of_another_site_checks_nobody_in(path):
    client = Client(enforce_csrf_checks=True, headers={"Origin": "https://elsewhere.example.org"})
    assert client.post(path, {"how": "hall"}).status_code == 403
    assert Presence.objects.count() == 0


def test_sent_twice_is_one_line_and_says_so(path):
    client = Client()
    client.post(path, {"how": "hall"})
    answer = client.post(path, {"how": "hall"}, follow=True)
    assert "You are already checked in." in text_of(answer)
    assert Presence.objects.count() == 1


def test_out_by_the_same_link(assembly, path):
    client = Client()
    assert "You are not checked in." in text_of(client.post(path, {"kind": "out"}, follow=True))
    client.post(path, {"how": "hall"})
    assert "check out" in text_of(client.get(path))
    assert "You are checked out." in text_of(client.post(path, {"kind": "out"}, follow=True))
    assert set(present_now(assembly).present) == set()


def test_person_of_two_companies_is_in_for_both_by_one_link(assembly, entry, path):
    other = entries_of(assembly)[1]
    MembershipFactory(user=representative_of(entry), company=other.company, role="representative")
    Client().post(path, {"how": "hall"})
    assert set(present_now(assembly).present) == {entry.company_id, other.company_id}


def test_a_company_the_desk_has_checked_in_is_said_to_be_in(entry, path):
    come_in(entry)
    assert "in, by a colleague or the desk" in text_of(Client().get(path))


@pytest.mark.parametrize("how", ["", "shouting", "hall\x00", "x" * 5000])
def test_another_way_is_in_the_hall(path, how):
    Client().post(path, {"how": how})
    assert Presence.objects.get().how == "hall"


def test_by_video_where_it_meets_in_the_hall_is_refused():
    assembly = make_assembly(state="open")
    path = check_in_path(assembly, representative_of(entries_of(assembly)[0]))
    assert "by video" not in text_of(Client().get(path))
    answer = Client().post(path, {"how": "remote"}, follow=True)
    assert "This assembly meets in the hall." in text_of(answer)
    assert Presence.objects.count() == 0


def test_a_week_before_it_only_says_when_it_opens():
    assembly = make_assembly(first_call_at=timezone.now() + timedelta(days=7))
    path = check_in_path(assembly, representative_of(entries_of(assembly)[0]))
    page = text_of(Client().get(path))
    assert "Check-in opens on" in page
    assert 'name="how"' not in page
    assert "Check-in opens on" in text_of(Client().post(path, {"how": "hall"}, follow=True))
    assert Presence.objects.count() == 0


@pytest.mark.parametrize("state", ["closed", "deserted", "cancelled"])
def test_it_ends_with_the_assembly(state):
    assembly = make_assembly(state=state)
    path = check_in_path(assembly, representative_of(entries_of(assembly)[0]))
    for answer in (Client().get(path), Client().post(path, {"how": "hall"})):
        assert answer.status_code == 410
        assert "This assembly is over" in text_of(answer)
    assert Presence.objects.count() == 0


def test_who_has_lost_the_company_is_told(assembly, entry, path):
    person = representative_of(entry)
    person.memberships.update(ended_on=timezone.localdate())
    assert "You represent no company called to this assembly." in text_of(Client().get(path))
    Client().post(path, {"how": "hall"})
    assert Presence.objects.count() == 0


def test_links_that_open_nothing(assembly, entry, path):
    person = representative_of(entry)
    tokens = [
        "x",
        SignedLink("members.invitation").token([assembly.pk, person.pk]),
        check_in_link.token([assembly.pk + 1000, person.pk]),
        check_in_link.token([assembly.pk, 0]),
        check_in_link.token(["a", "b"]),
        check_in_link.token({}),
    ]
    base = path.rsplit("/", 2)[0]
    assert [Client().get(f"{base}/{token}/").status_code for token in tokens] == [404] * len(tokens)
    other_address = path.replace(f"/{assembly.number}/in/", f"/{assembly.number + 1}/in/")
    assert Client().get(other_address).status_code == 404
    person.is_active = False
    person.save()
    assert Client().get(path).status_code == 404


def test_an_open_assembly_is_found_again_after_a_change_of_its_hour(assembly, path):
    Assembly.objects.filter(pk=assembly.pk).update(first_call_at=timezone.now() + timedelta(minutes=1))
    assert Client().get(path).status_code == 200


def test_the_link_of_one_person_is_not_that_of_another(assembly, entry):
    assert check_in_path(assembly, UserFactory()) != check_in_path(assembly, representative_of(entry))


# --- The mail with the link -----------------------------------------------------------------------------


def test_each_representative_gets_the_link_once_the_day_before(mailoutbox):
    assembly = make_assembly(first_call_at=timezone.now() + timedelta(hours=20), suspended=1)
    entries = entries_of(assembly)
    person = representative_of(entries[0])
    MembershipFactory(user=person, company=entries[1].company, role="representative")
    MembershipFactory(company=entries[0].company)  # a collaborator

    assert [send_check_in_links(), send_check_in_links()] == [4, 0]

    people = [representative_of(entry) for entry in entries]
    assert sorted(one.to for one in mailoutbox) == sorted([one.email] for one in people)
    to_person = next(one for one in mailoutbox if one.to == [person.email])
    assert check_in_path(assembly, person) in to_person.body


def test_the_second_call_and_another_hour_are_told_again(mailoutbox):
    now = timezone.now()
    assembly = make_assembly(companies=1, first_call_at=now + timedelta(hours=20))
    sent = [send_check_in_links()]
    Assembly.objects.filter(pk=assembly.pk).update(first_call_at=now + timedelta(hours=22))
    sent.append(send_check_in_links())
    Assembly.objects.filter(pk=assembly.pk).update(
        call=1, first_call_at=now - timedelta(hours=2), second_call_at=now + timedelta(hours=23)
    )
    sent += [send_check_in_links(), send_check_in_links()]
    assert sent == [1, 1, 1, 0]


@pytest.mark.parametrize(("state", "hours"), [("called", 25), ("cancelled", 5), ("open", 5), ("draft", 5)])
def test_no_link_goes_out_before_its_time_or_in_vain(state, hours, mailoutbox):
    make_assembly(state=state, first_call_at=timezone.now() + timedelta(hours=hours))
    assert (send_check_in_links(), mailoutbox) == (0, [])


# --- On the page of the assembly ------------------------------------------------------------------------


def test_the_page_of_the_assembly_shows_what_our_company_has_said():
    assembly = make_assembly(state="open")
    grantor, holder, third = entries_of(assembly)
    proxy = ProxyFactory(grantor=grantor, holder=holder)

    def html_for(entry):
        person = representative_of(entry)
        section = own_answer_section(assembly, person, person.memberships.get())
        return render_to_string(section.template, section.context)

    assert [proxy.get_absolute_url() in html_for(one) for one in (grantor, holder, third)] == [
        True,
        True,
        False,
    ]
    assert check_in_path(assembly, representative_of(third)) in html_for(third)


def test_who_is_not_called_has_no_such_part_and_nobody_once_it_is_over():
    assembly, stranger = make_assembly(state="open"), MembershipFactory(role="representative")
    assert own_answer_section(assembly, stranger.user, stranger) is None
    assert own_answer_section(assembly, stranger.user, None) is None
    place = representative_of(entries_of(assembly)[0]).memberships.get()
    assembly.state = "closed"
    assert own_answer_section(assembly, place.user, place) is None


# --- The sheet ------------------------------------------------------------------------------------------


def test_the_attendance_sheet_has_every_line_and_proxy(assembly, django_assert_num_queries):
    first, second, third = entries_of(assembly)
    person = representative_of(first)
    come_in(first, user=person)
    go_out(first, user=person)
    come_in(second, how="remote")
    ProxyFactory(grantor=third, holder=second)

    with django_assert_num_queries(4):
        rows = {row["company"]: row for row in attendance_sheet(assembly)}

    assert [(one["kind"], one["how"]) for one in rows[first.company_id]["lines"]] == [
        ("in", "hall"),
        ("out", "hall"),
    ]
    named = rows[first.company_id]["lines"][0]
    assert (named["person"], named["person_name"], named["office"]) == (person.pk, person.name, "president")
    on_word = rows[second.company_id]["lines"][0]
    assert (on_word["person"], on_word["person_name"], on_word["how"]) == (None, "", "remote")
    assert [one["holder"] for one in rows[third.company_id]["proxies"]] == [second.company_id]
    assert [row["lines"] for row in attendance_sheet(assembly, call=2)] == [[], [], []]


def test_an_erased_person_stays_on_the_sheet_by_office(assembly, entry):
    person = representative_of(entry)
    come_in(entry, user=person)
    MembershipFactory(company=entry.company, role="representative")  # the last one cannot go
    erase_person(person, by=person)
    line = next(row for row in attendance_sheet(assembly) if row["company"] == entry.company_id)["lines"][0]
    assert (line["person_name"], line["office"]) == ("a former member", "president")
