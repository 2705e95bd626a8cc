"""The link by which a person checks in: a GET shows, a POST does, and it ends with the assembly."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from governance.attendance.models import Assembly, Presence
from governance.attendance.presence import present_now
from governance.attendance.tokens import check_in_link, check_in_path
from multifactory.lib.signed_links import SignedLink
from tests.factories.assemblies import come_in, entries_of, make_assembly, representative_of
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
    assert "you are logged in as somebody else" in page
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
