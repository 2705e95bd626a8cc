"""The pages of answers, proxies, the roll at the desk and its corrections."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from governance.assemblies.attending.roll_view import desk_roll
from governance.assemblies.petitions.models import Petition
from governance.attendance.models import AssemblyEntry, Presence, Proxy
from governance.attendance.presence import present_now
from members.people.current_membership import MEMBERSHIP_SESSION_KEY
from members.people.models import User
from tests.factories.assemblies import (
    ProxyFactory,
    come_in,
    entries_of,
    make_assembly,
    representative_of,
)
from tests.factories.members import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def address(name, assembly, *more) -> str:
    return reverse(f"governance:{name}", args=[assembly.year, assembly.number, *more])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


# --- Answers --------------------------------------------------------------------------------------------


def test_a_company_answers_the_call(client_of):
    assembly = make_assembly()
    entry = entries_of(assembly)[0]
    client = client_of(representative_of(entry))
    page = text_of(client.get(address("assembly_rsvp", assembly)))
    assert re.findall(r'name="rsvp" value="(\w+)"', page) == ["hall", "absent"]

    answer = client.post(address("assembly_rsvp", assembly), {"rsvp": "hall"})

    assert answer.url == assembly.get_absolute_url()
    entry.refresh_from_db()
    assert (entry.rsvp, entry.rsvp_by) == ("hall", representative_of(entry))


def test_a_page_answers_for_the_company_it_named_even_if_its_reader_acts_for_another_since(client_of):
    assembly = make_assembly()
    first, second, third = entries_of(assembly)
    person = representative_of(first)
    other = MembershipFactory(user=person, company=second.company, role="representative")
    client = client_of(person)
    pages = [address("assembly_rsvp", assembly), address("assembly_proxy", assembly)]
    pages.append(reverse("governance:petition_new"))
    named = [re.search(r'name="company" value="(\d+)"', text_of(client.get(page)))[1] for page in pages]
    session = client.session
    session[MEMBERSHIP_SESSION_KEY] = other.pk
    session.save()

    holder = f"{third.pk}-{representative_of(third).pk}"
    sent = [{"rsvp": "absent"}, {"holder": holder}, {"title": "Roof", "text": "It leaks"}]
    for page, company, values in zip(pages, named, sent, strict=True):
        client.post(page, values | {"company": company})

    first.refresh_from_db()
    assert (first.rsvp, Proxy.objects.get().grantor) == ("proxy", first)
    assert Petition.objects.get().company == first.company
    refused = client.post(pages[0], {"rsvp": "hall", "company": third.company_id})
    assert refused.status_code == 403


def test_an_answer_by_a_colleague_is_not_replaced_unseen(client_of):
    assembly = make_assembly()
    entry = entries_of(assembly)[0]
    client = client_of(representative_of(entry))
    page = client.get(address("assembly_rsvp", assembly)).content.decode()
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)[1]
    AssemblyEntry.objects.filter(pk=entry.pk).update(rsvp="hall")

    refused = client.post(address("assembly_rsvp", assembly), {"rsvp": "absent", "stamp": stamp})

    assert "Someone changed this after you opened the page." in text_of(refused)
    entry.refresh_from_db()
    assert entry.rsvp == "hall"


def test_how_it_meets_is_what_can_be_answered(client_of):
    assembly = make_assembly(mode="remote", place="", link="https://video.example.org/1")
    entry = entries_of(assembly)[0]
    client = client_of(representative_of(entry))
    refused = client.post(address("assembly_rsvp", assembly), {"rsvp": "hall"})
    assert refused.status_code == 200
    entry.refresh_from_db()
    assert entry.rsvp == "none"


def test_only_representatives_of_companies_called_answer(client_of, coordinator):
    assembly = make_assembly()
    entry = entries_of(assembly)[0]
    people = [
        MembershipFactory(company=entry.company).user,
        MembershipFactory(role="representative").user,
        coordinator,
    ]
    for name in ("assembly_rsvp", "assembly_proxy"):
        statuses = [client_of(person).get(address(name, assembly)).status_code for person in people]
        assert statuses == [403] * 3


def test_once_it_is_over_pages_say_so(client_of):
    assembly = make_assembly(state="closed")
    client = client_of(representative_of(entries_of(assembly)[0]))
    for name in ("assembly_rsvp", "assembly_proxy"):
        page = text_of(client.get(address(name, assembly)))
        assert "This assembly is over." in page


# --- Proxies --------------------------------------------------------------------------------------------


def test_a_proxy_is_written_accepted_and_revoked(client_of):
    assembly = make_assembly()
    grantor, holder, _third = entries_of(assembly)
    giver, taker = client_of(representative_of(grantor)), client_of(representative_of(holder))
    choice = f"{holder.pk}-{representative_of(holder).pk}"
    assert choice in text_of(giver.get(address("assembly_proxy", assembly)))

    written = giver.post(
        address("assembly_proxy", assembly), {"holder": choice, "instructions": "No to the lift."}
    )

    proxy = Proxy.objects.get()
    assert written.url == proxy.get_absolute_url()
    page = text_of(taker.get(written.url))
    assert "No to the lift." in page
    assert "Accept" in page
    taker.post(address("assembly_proxy_accept", assembly, proxy.pk))
    proxy.refresh_from_db()
    assert proxy.state == "accepted"
    giver.post(address("assembly_proxy_revoke", assembly, proxy.pk))
    proxy.refresh_from_db()
    assert proxy.state == "revoked"
    assert "Revoke the proxy" not in text_of(giver.get(written.url))


def test_instructions_are_read_by_the_two_companies_alone(client_of, coordinator):
    assembly = make_assembly()
    grantor, holder, third = entries_of(assembly)
    proxy = ProxyFactory(grantor=grantor, holder=holder, instructions="No to the lift.")
    people = [representative_of(grantor), representative_of(holder)]
    assert [client_of(one).get(proxy.get_absolute_url()).status_code for one in people] == [200, 200]
    others = [representative_of(third), coordinator]
    assert [client_of(one).get(proxy.get_absolute_url()).status_code for one in others] == [404, 404]


def test_a_fourth_keeps_what_was_typed_and_says_why_beside_the_field(client_of):
    assembly = make_assembly(companies=5)
    holder, *grantors = entries_of(assembly)
    for grantor in grantors[:3]:
        ProxyFactory(grantor=grantor, holder=holder)
    client = client_of(representative_of(grantors[3]))

    page = text_of(
        client.post(
            address("assembly_proxy", assembly),
            {"holder": f"{holder.pk}-{representative_of(holder).pk}", "instructions": "No to the lift."},
        )
    )

    assert "already holds 3 proxies, the most the rulebook allows." in page
    assert "No to the lift." in page


@pytest.mark.parametrize("holder", ["", "0-0", "x", "9" * 60])
def test_a_holder_not_on_the_roll_is_a_message_beside_the_field(client_of, holder):
    assembly = make_assembly()
    client = client_of(representative_of(entries_of(assembly)[0]))
    page = client.post(address("assembly_proxy", assembly), {"holder": holder})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == ["holder"]
    assert Proxy.objects.count() == 0


def test_who_represents_the_other_company_may_not_answer_for_this_one(client_of):
    assembly = make_assembly()
    grantor, holder, _third = entries_of(assembly)
    proxy = ProxyFactory(grantor=grantor, holder=holder, state="offered")
    giver = client_of(representative_of(grantor))
    taker = client_of(representative_of(holder))
    assert giver.post(address("assembly_proxy_accept", assembly, proxy.pk)).status_code == 403
    assert giver.post(address("assembly_proxy_refuse", assembly, proxy.pk)).status_code == 403
    assert taker.post(address("assembly_proxy_revoke", assembly, proxy.pk)).status_code == 403


def test_the_dashboard_asks_for_an_answer(client_of):
    assembly = make_assembly()
    grantor, holder, third = entries_of(assembly)
    proxy = ProxyFactory(grantor=grantor, holder=holder, state="offered")
    link = proxy.get_absolute_url()
    pages = [text_of(client_of(representative_of(one)).get("/dashboard/")) for one in (holder, third)]
    assert [link in page for page in pages] == [True, False]
    Proxy.objects.filter(pk=proxy.pk).update(state="revoked", revoked_at=proxy.written_at)
    assert link not in text_of(client_of(representative_of(holder)).get("/dashboard/"))


# --- The roll at the desk -------------------------------------------------------------------------------


def roll_of(assembly, **choice):
    proxies = Proxy.objects.filter(grantor__assembly=assembly).standing().for_list()
    entries, people = assembly.entries.select_related("company"), User.objects.in_bulk()
    return desk_roll(present_now(assembly), entries, proxies, people, **choice)


def rendered(assembly, **choice) -> str:
    roll = roll_of(assembly, **choice)
    context = {"assembly": assembly, "roll": roll, "takes_presence": True}
    page = render_to_string("governance/assemblies/desk/_roll.html", context)
    return " ".join(page.split())


def test_the_roll_has_one_button_a_company_and_a_filled_one_only_for_who_is_awaited():
    assembly = make_assembly(state="open", companies=4, suspended=1)
    inside, by_proxy, _away, struck, suspended = entries_of(assembly)
    come_in(inside, user=representative_of(inside))
    ProxyFactory(grantor=by_proxy, holder=inside)
    AssemblyEntry.objects.filter(pk=struck.pk).update(standing="left", reason="has left")

    page = rendered(assembly)

    assert page.count("<button") == 4
    assert page.count('class="button small"') == 1
    assert page.count('class="here"') == page.count('class="proxy"') == 1
    assert f"{representative_of(inside)}" in page
    assert "suspended: may speak, has no vote" in page
    assert "struck out: has left" in page
    assert suspended.company.name in page


def test_the_roll_is_searched_and_chosen_from():
    assembly = make_assembly(state="open", companies=3)
    first, second, third = entries_of(assembly)
    come_in(first, user=representative_of(first))
    ProxyFactory(grantor=second, holder=first)

    def companies(**choice):
        return [row.entry.pk for row in roll_of(assembly, **choice).rows]

    assert companies() == [first.pk, second.pk, third.pk]
    assert companies(chosen="away") == [third.pk]
    assert companies(chosen="proxies") == [second.pk]
    assert companies(chosen="nonsense") == companies()
    assert companies(query=third.company.name.upper()) == [third.pk]
    assert first.pk in companies(query=str(representative_of(first)))


@pytest.mark.parametrize("number", [9, 60])
def test_the_roll_takes_no_query_beyond_what_is_read_already_however_long(number, django_assert_num_queries):
    assembly = make_assembly(state="open", companies=number)
    for entry in entries_of(assembly)[: number // 2]:
        come_in(entry, user=representative_of(entry))
    attendance, entries = present_now(assembly), list(assembly.entries.select_related("company"))
    people = User.objects.in_bulk()
    with django_assert_num_queries(0):
        roll = desk_roll(attendance, entries, [], people)
        render_to_string("governance/assemblies/desk/_roll.html", {"assembly": assembly, "roll": roll})


def test_the_desk_checks_in_and_out_and_comes_back_to_its_choice(client_of):
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[2]
    client = client_of(assembly.chair)
    desk = address("assembly_desk", assembly)

    came = client.post(address("assembly_desk_in", assembly, entry.pk) + "?roll=away&q=x", {"how": "hall"})
    again = client.post(address("assembly_desk_in", assembly, entry.pk), {"how": "hall"})
    left = client.post(address("assembly_desk_out", assembly, entry.pk))

    assert [one.url for one in (came, again, left)] == [f"{desk}?roll=away&q=x#roll", *[f"{desk}#roll"] * 2]
    assert [line.kind for line in entry.presences.order_by("height")] == ["in", "out"]
    assert Presence.objects.first().by == assembly.chair


def test_others_check_nobody_in(client_of, coordinator):
    assembly = make_assembly(state="open")
    entry = entries_of(assembly)[2]
    for person in (representative_of(entry), coordinator):
        for name in ("assembly_desk_in", "assembly_desk_out"):
            assert client_of(person).post(address(name, assembly, entry.pk)).status_code == 403
    assert client_of(UserFactory()).post(address("assembly_desk_in", assembly, entry.pk)).status_code == 403


# --- Corrections ----------------------------------------------------------------------------------------


def test_one_officer_asks_and_another_confirms(client_of):
    assembly = make_assembly()
    entry = entries_of(assembly)[2]
    page = address("assembly_roll", assembly)
    chair, secretary = client_of(assembly.chair), client_of(assembly.secretary)

    chair.post(page, {"entry": entry.pk, "after": "left", "reason": "has left"})

    asked = entry.correction_requests.get()
    assert "Confirm the correction" not in text_of(chair.get(page))
    assert "Confirm the correction" in text_of(secretary.get(page))
    secretary.post(address("roll_correction_confirm", assembly, asked.pk))
    entry.refresh_from_db()
    assert entry.standing == "left"
    assert "has left" in text_of(chair.get(page))


def test_a_correction_without_a_reason_keeps_the_form(client_of):
    assembly = make_assembly()
    entry = entries_of(assembly)[2]
    page = client_of(assembly.chair).post(
        address("assembly_roll", assembly), {"entry": entry.pk, "after": "left", "reason": " \u200b "}
    )
    assert list(page.context["form"].errors) == ["reason"]
    assert entry.correction_requests.count() == 0


def test_the_roll_is_corrected_by_those_who_keep_it(client_of):
    assembly = make_assembly()
    person = representative_of(entries_of(assembly)[2])
    assert client_of(person).get(address("assembly_roll", assembly)).status_code == 403
