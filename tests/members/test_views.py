"""Pages of companies and their people, as each of the roles meets them."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from members.companies.models import Company
from members.people.models import Invitation, Membership
from tests.factories.members import (
    CompanyFactory,
    InvitationFactory,
    MembershipFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = "/companies/"


def url(name: str, *args) -> str:
    return reverse(f"members:{name}", args=args)


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def stranger() -> Membership:
    """A representative of another company."""
    return MembershipFactory(role=Membership.Role.REPRESENTATIVE)


# The page of a company


def test_the_page_tells_what_the_company_is(client, company):
    company.story, company.founded, company.website = (
        "We *began* in a cellar.",
        1998,
        "https://www.chairs.example/",
    )
    company.phone, company.craft = "+39 0376 / 12", Company.Craft.REGISTERED
    company.craft_number, company.craft_checked_on = "MN-1", date(2024, 1, 1)
    company.save()
    ProductFactory(company=company, name="Milking stool")
    page = client.get(company.get_absolute_url()).content.decode()
    for words in (
        f"<h1>{company.name}</h1>",
        f'<p class="lede">{company.line}</p>',
        "<p>We <em>began</em> in a cellar.</p>",
        "<h3>Milking stool</h3>",
        "<dd>Registered</dd>",
        "<dd>1998</dd>",
        '<a href="tel:+39037612">+39 0376 / 12</a>',
        '<a href="https://www.chairs.example/" rel="noopener nofollow">chairs.example</a>',
    ):
        assert words in page


def test_the_page_names_no_people(client, company, representative):
    page = client.get(company.get_absolute_url()).content.decode()
    assert representative.name not in page
    assert representative.email not in page


def test_what_people_write_is_shown_as_text(client):
    company = CompanyFactory(name="<script>alert(1)</script>", story="<img src=x onerror=alert(1)>")
    page = client.get(company.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page


@pytest.mark.parametrize("dates", [{"left_on": date(2021, 1, 1)}, {"joined_on": date(2999, 1, 1)}])
def test_a_company_that_is_no_member_today_has_no_page(client, dates):
    assert client.get(CompanyFactory(**dates).get_absolute_url()).status_code == 404


def test_its_people_find_the_way_to_edit(client_of, company, collaborator, stranger):
    edit = url("company_edit", company.slug)
    assert edit in client_of(collaborator).get(company.get_absolute_url()).content.decode()
    assert edit not in client_of(stranger.user).get(company.get_absolute_url()).content.decode()


# Editing


@pytest.mark.parametrize("name", ["company_edit", "product_list", "people_list", "invitation_new"])
def test_pages_of_a_company_are_closed_to_others(client_of, company, stranger, coordinator, name):
    address = url(name, company.slug)
    assert client_of(None).get(address).url == f"/account/login/?next={address}"
    assert client_of(stranger.user).get(address).status_code == 403
    assert client_of(coordinator).get(address).status_code == 403


@pytest.mark.parametrize("name", ["company_edit", "product_list", "people_list"])
def test_who_has_left_edits_no_more(client_of, company, collaborator, name):
    collaborator.memberships.update(ended_on=timezone.localdate())
    assert client_of(collaborator).get(url(name, company.slug)).status_code == 403


# People


def test_people_see_one_another_and_representatives_the_invitations(
    client_of, company, representative, collaborator
):
    InvitationFactory(company=company, email="open@example.org")
    InvitationFactory(company=company, email="used@example.org", accepted_at=timezone.now())
    address = url("people_list", company.slug)
    for_representative = client_of(representative).get(address).content.decode()
    for_collaborator = client_of(collaborator).get(address).content.decode()
    for page in (for_representative, for_collaborator):
        assert representative.email in page
        assert collaborator.email in page
    assert ("open@example.org" in for_representative, "open@example.org" in for_collaborator) == (True, False)
    assert "used@example.org" not in for_representative


@pytest.mark.parametrize("number", [1, 3])
def test_the_people_take_the_same_queries_whatever_their_number(
    client_of, company, representative, number, django_assert_num_queries
):
    MembershipFactory.create_batch(number, company=company)
    InvitationFactory.create_batch(number, company=company)
    browser = client_of(representative)
    with django_assert_num_queries(8):
        browser.get(url("people_list", company.slug))


def test_a_representative_invites(client_of, company, representative, mailoutbox):
    data = {"email": "new@example.org", "role": "collaborator"}
    response = client_of(representative).post(url("invitation_new", company.slug), data, follow=True)
    invitation = Invitation.objects.get()
    assert (invitation.company, invitation.email, invitation.invited_by) == (
        company,
        "new@example.org",
        representative,
    )
    assert messages_of(response) == ["Invitation sent to new@example.org."]
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]


def test_a_collaborator_does_not_invite(client_of, company, collaborator):
    data = {"email": "new@example.org", "role": "representative"}
    assert client_of(collaborator).post(url("invitation_new", company.slug), data).status_code == 403
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"email": "no", "role": "collaborator"}, "email"),
        ({"email": "new@example.org", "role": "boss"}, "role"),
        ({"email": "taken@example.org", "role": "collaborator"}, "email"),
        ({"email": f"{'x' * 250}@example.org", "role": "collaborator"}, "email"),
    ],
)
def test_an_invitation_that_does_not_fit_gets_the_form_again(client_of, company, representative, data, field):
    InvitationFactory(company=company, email="taken@example.org")
    response = client_of(representative).post(url("invitation_new", company.slug), data)
    assert list(response.context["form"].errors) == [field]
    assert Invitation.objects.count() == 1


def test_a_representative_withdraws_an_invitation(client_of, company, representative):
    invitation = InvitationFactory(company=company)
    address = url("invitation_withdraw", company.slug, invitation.pk)
    browser = client_of(representative)
    assert messages_of(browser.post(address, follow=True)) == [f"Invitation of {invitation.email} withdrawn."]
    assert messages_of(browser.post(address, follow=True)) == ["This invitation was no longer open."]
    assert Invitation.objects.open().count() == 0


def test_nobody_withdraws_the_invitation_of_another_company(client_of, company, representative, collaborator):
    foreign = InvitationFactory()
    mine = url("invitation_withdraw", company.slug, foreign.pk)
    theirs = url("invitation_withdraw", foreign.company.slug, foreign.pk)
    assert client_of(representative).post(mine).status_code == 404
    assert client_of(representative).post(theirs).status_code == 403
    assert client_of(collaborator).post(mine).status_code == 403
    assert Invitation.objects.open().count() == 1


def test_a_representative_ends_a_membership_after_a_question(
    client_of, company, representative, collaborator
):
    membership = collaborator.memberships.get()
    address = url("membership_end", company.slug, membership.pk)
    browser = client_of(representative)
    assert f"End the place of {collaborator} in {company}?" in browser.get(address).content.decode()
    assert collaborator.memberships.current().count() == 1
    assert browser.post(address).url == url("people_list", company.slug)
    assert collaborator.memberships.current().count() == 0


def test_a_collaborator_leaves_but_ends_nobody_else(client_of, company, representative, collaborator):
    browser = client_of(collaborator)
    theirs = url("membership_end", company.slug, representative.memberships.get().pk)
    assert browser.post(theirs).status_code == 403
    assert (
        browser.post(url("membership_end", company.slug, collaborator.memberships.get().pk)).url
        == "/dashboard/"
    )
    assert collaborator.memberships.current().count() == 0


def test_the_last_representative_stays_and_reads_why(client_of, company, representative):
    address = url("membership_end", company.slug, representative.memberships.get().pk)
    response = client_of(representative).post(address)
    assert messages_of(response) == [
        "A company keeps at least one representative: make somebody else a representative first."
    ]
    assert representative.memberships.current().count() == 1


def test_a_membership_of_another_company_is_not_found(client_of, company, representative, stranger):
    for name in ("membership_end", "membership_role"):
        address = url(name, company.slug, stranger.pk)
        assert client_of(representative).post(address, {"role": "collaborator"}).status_code == 404


def test_a_representative_changes_roles(client_of, company, representative, collaborator):
    membership = collaborator.memberships.get()
    address = url("membership_role", company.slug, membership.pk)
    response = client_of(representative).post(address, {"role": "representative"}, follow=True)
    assert messages_of(response) == [f"{collaborator}: now representative."]
    membership.refresh_from_db()
    assert membership.is_representative


def test_a_role_that_does_not_exist_changes_nothing(client_of, company, representative, collaborator):
    membership = collaborator.memberships.get()
    address = url("membership_role", company.slug, membership.pk)
    response = client_of(representative).post(address, {"role": "boss"}, follow=True)
    assert messages_of(response) == ["There is no such role."]
    assert client_of(collaborator).post(address, {"role": "representative"}).status_code == 403
    membership.refresh_from_db()
    assert membership.role == "collaborator"


@pytest.mark.parametrize("name", ["invitation_withdraw", "membership_role"])
def test_buttons_are_not_links(client_of, company, representative, name):
    assert client_of(representative).get(url(name, company.slug, 1)).status_code == 405


# One's own account


def test_a_person_of_two_companies_chooses_for_which_to_act(client_of, representative):
    other = MembershipFactory(user=representative, company__name="Zeta")
    browser = client_of(representative)
    response = browser.post(url("acting_switch"), {"membership": other.pk, "next": LIST})
    assert response.url == LIST
    assert browser.get(LIST).context["acting"] == other


@pytest.mark.parametrize("membership", ["", "x", "999999"])
def test_nobody_acts_for_a_company_they_are_not_in(client_of, representative, stranger, membership):
    browser = client_of(representative)
    response = browser.post(
        url("acting_switch"), {"membership": membership or stranger.pk, "next": LIST}, follow=True
    )
    assert messages_of(response) == ["You are not in that company any more."]
    assert response.context["acting"].user == representative


@pytest.mark.parametrize("target", ["", "https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_after_switching_one_stays_on_the_portal(client_of, representative, target):
    data = {"membership": representative.memberships.get().pk, "next": target}
    assert client_of(representative).post(url("acting_switch"), data).url == reverse("dashboard")


def test_the_language_chosen_is_kept_by_the_account_and_the_browser(client_of, representative):
    browser = client_of(representative)
    response = browser.post(url("profile_edit"), {"name": "Anna Ferri", "language": "it"})
    assert response.url == url("profile_edit")
    assert response.cookies["django_language"].value == "it"
    representative.refresh_from_db()
    assert (representative.name, representative.language) == ("Anna Ferri", "it")
    assert '<html lang="it">' in browser.get(url("profile_edit")).content.decode()


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("name", "x" * 121), ("language", "tlh")])
def test_a_profile_that_does_not_fit_gets_the_form_again(client_of, representative, field, value):
    data = {"name": "Anna", "language": "en", field: value}
    response = client_of(representative).post(url("profile_edit"), data)
    assert list(response.context["form"].errors) == [field]


def test_a_profile_changes_neither_address_nor_rights(client_of):
    user = UserFactory(email="me@example.org")
    data = {
        "name": "Me",
        "language": "en",
        "email": "you@example.org",
        "is_staff": "on",
        "is_superuser": "on",
    }
    client_of(user).post(url("profile_edit"), data)
    user.refresh_from_db()
    assert (user.name, user.email, user.is_staff, user.is_superuser) == ("Me", "me@example.org", False, False)
