"""What coordinators may do in the back-office, and what not."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from members.companies.models import Company, Field, Multifactory
from members.people.models import Invitation, Membership, User
from tests.factories.members import (
    CompanyFactory,
    FieldFactory,
    InvitationFactory,
    MembershipFactory,
    MultifactoryFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ADMIN = "/admin/members"
REPRESENTATIVE = Membership.Role.REPRESENTATIVE


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def backoffice(client_of, coordinator):
    return client_of(coordinator)


@pytest.mark.parametrize(
    "model", ["multifactory", "field", "term", "company", "changerequest", "membership", "invitation", "user"]
)
def test_lists_open_to_coordinators_and_to_no_other(client_of, backoffice, representative, model):
    rows = backoffice.get(f"{ADMIN}/{model}/").context["cl"].queryset
    assert rows.model._meta.model_name == model
    assert client_of(representative).get(f"{ADMIN}/{model}/").status_code == 302
    staff = UserFactory(is_staff=True)
    assert client_of(staff).get(f"{ADMIN}/{model}/").status_code == 302


@pytest.mark.parametrize("model", ["field", "company", "membership", "invitation", "user"])
def test_lists_take_the_same_queries_whatever_their_length(backoffice, model, django_assert_max_num_queries):
    def rows(number: int) -> None:
        for company in CompanyFactory.create_batch(number):
            MembershipFactory(company=company)
            InvitationFactory(company=company, invited_by=UserFactory())

    counted = []
    for number in (1, 3):
        rows(number)
        with django_assert_max_num_queries(20) as queries:
            backoffice.get(f"{ADMIN}/{model}/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def company_form(**changes) -> dict[str, str]:
    data = {"name": "Legno Vivo", "slug": "legno-vivo", "line": "Joinery", "story": "", "vocation": "craft"}
    data |= {"craft": "registered", "craft_number": "MN-1", "craft_checked_on": "2024-01-01"}
    data |= {"joined_on": "2024-01-01", "website": "legno.example"}
    for prefix in ("products", "machines", "links", "logo", "photos", "memberships"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return data | changes


def test_a_coordinator_adds_a_company_with_its_products(backoffice):
    product = {"products-TOTAL_FORMS": "1", "products-0-name": "Stool", "products-0-position": "0"}
    backoffice.post(f"{ADMIN}/company/add/", company_form(field=FieldFactory().pk, **product))
    company = Company.objects.get()
    assert (company.name, company.craft, company.website) == (
        "Legno Vivo",
        "registered",
        "https://legno.example",
    )
    assert [product.name for product in company.products.all()] == ["Stool"]


def test_a_company_leaves_after_it_joined(backoffice):
    data = company_form(field=FieldFactory().pk, left_on="2023-01-01")
    response = backoffice.post(f"{ADMIN}/company/add/", data)
    assert "A company leaves after the day it joined." in response.content.decode()
    assert Company.objects.count() == 0


def test_people_cannot_be_slipped_into_a_company(backoffice, company):
    person = UserFactory()
    inline = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-user": person.pk,
        "memberships-0-role": "representative",
    }
    backoffice.post(f"{ADMIN}/company/{company.pk}/change/", company_form(field=company.field_id, **inline))
    assert (Company.objects.get().name, Membership.objects.count()) == ("Legno Vivo", 0)


def test_the_company_page_shows_people_products_and_the_way_to_invite(backoffice, company, representative):
    ProductFactory(company=company, name="Stool")
    page = backoffice.get(f"{ADMIN}/company/{company.pk}/change/").content.decode()
    assert representative.name in page
    assert "Stool" in page
    assert f'href="/admin/members/invitation/add/?company={company.pk}"' in page


def test_a_coordinator_invites_for_any_company(backoffice, company, coordinator, mailoutbox):
    data = {"company": company.pk, "email": "New@example.org", "role": "representative"}
    backoffice.post(f"{ADMIN}/invitation/add/", data)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.invited_by) == (
        "new@example.org",
        REPRESENTATIVE,
        coordinator,
    )
    assert [mail.to for mail in mailoutbox] == [["new@example.org"]]


def test_an_address_invited_already_gets_the_form_again(backoffice, company):
    InvitationFactory(company=company, email="new@example.org")
    data = {"company": company.pk, "email": "New@example.org", "role": "collaborator"}
    response = backoffice.post(f"{ADMIN}/invitation/add/", data)
    assert "This address has been invited already." in response.content.decode()
    assert Invitation.objects.count() == 1


def test_an_invitation_out_of_date_makes_room_for_a_new_one(backoffice, company):
    InvitationFactory(company=company, email="new@example.org", expires_at=timezone.now())
    data = {"company": company.pk, "email": "new@example.org", "role": "collaborator"}
    backoffice.post(f"{ADMIN}/invitation/add/", data)
    assert Invitation.objects.open().count() == 1


def test_an_invitation_is_only_withdrawn_never_changed(backoffice):
    invitation = InvitationFactory()
    address = f"{ADMIN}/invitation/{invitation.pk}/change/"
    assert backoffice.post(address, {"email": "x@example.org"}).status_code == 403
    assert backoffice.post(f"{ADMIN}/invitation/{invitation.pk}/delete/", {"post": "yes"}).status_code == 403
    data = {"action": "withdraw", "_selected_action": [invitation.pk]}
    response = backoffice.post(f"{ADMIN}/invitation/", data, follow=True)
    assert messages_of(response) == ["1 invitation withdrawn."]
    invitation.refresh_from_db()
    assert (invitation.is_open, invitation.email.startswith("invited")) == (False, True)


def test_ending_memberships_asks_first(backoffice, company, representative, collaborator):
    data = {"action": "end_memberships", "_selected_action": [m.pk for m in company.memberships.all()]}
    question = backoffice.post(f"{ADMIN}/membership/", data)
    assert question.context["title"] == "End these memberships?"
    assert company.memberships.current().count() == 2
    response = backoffice.post(f"{ADMIN}/membership/", data | {"do": "1"}, follow=True)
    assert messages_of(response) == [
        f"{representative.memberships.get()}: A company keeps at least one representative: "
        "make somebody else a representative first.",
        "1 membership ended.",
    ]
    assert [membership.user for membership in company.memberships.current()] == [representative]


def test_a_coordinator_makes_a_representative(backoffice, collaborator):
    data = {"action": "make_representatives", "_selected_action": [collaborator.memberships.get().pk]}
    response = backoffice.post(f"{ADMIN}/membership/", data, follow=True)
    assert messages_of(response) == ["1 representative more."]
    assert collaborator.memberships.get().is_representative


def test_memberships_are_not_typed(backoffice, collaborator):
    membership = collaborator.memberships.get()
    assert backoffice.get(f"{ADMIN}/membership/add/").status_code == 403
    assert (
        backoffice.post(f"{ADMIN}/membership/{membership.pk}/change/", {"role": "representative"}).status_code
        == 403
    )
    assert membership.role == "collaborator"


def test_there_is_one_multifactory(backoffice):
    assert [one.pk for one in Multifactory.objects.all()] == [1]
    assert backoffice.get(f"{ADMIN}/multifactory/add/").status_code == 403
    assert backoffice.post(f"{ADMIN}/multifactory/1/delete/", {"post": "yes"}).status_code == 403


def test_the_multifactory_can_be_renamed(backoffice):
    MultifactoryFactory()
    data = {"name": "Risma11", "tagline": "", "welcome": "", "lede": "", "story": "", "address": ""}
    backoffice.post(f"{ADMIN}/multifactory/1/change/", data)
    assert Multifactory.objects.get().name == "Risma11"


def test_fields_end_at_twenty_five(backoffice):
    data = {"code": "magic", "name_en": "Magic", "name_it": "Magia", "ateco": "Z99"}
    backoffice.post(f"{ADMIN}/field/add/", data)
    assert Field.objects.filter(code="magic").count() == 1
    assert Field.objects.count() == 25
    one_more = data | {"code": "more", "name_en": "More", "name_it": "Altro"}
    response = backoffice.post(f"{ADMIN}/field/add/", one_more)
    assert "There are 25 fields of activity already" in response.content.decode()
    assert Field.objects.count() == 25


def user_form(user: User, **changes) -> dict[str, str]:
    data = {"email": user.email, "name": user.name, "language": "en", "is_active": "on"}
    return data | {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"} | changes


def test_a_coordinator_mends_a_name_and_shuts_an_account(backoffice, collaborator):
    address = f"{ADMIN}/user/{collaborator.pk}/change/"
    data = user_form(collaborator, name="Mended")
    del data["is_active"]
    backoffice.post(address, data)
    collaborator.refresh_from_db()
    assert (collaborator.name, collaborator.is_active) == ("Mended", False)


def test_a_coordinator_gives_no_roles_and_changes_no_address(backoffice, collaborator):
    group = Group.objects.get(name="Coordinators")
    address, password = f"{ADMIN}/user/{collaborator.pk}/change/", collaborator.password
    changes = {"is_staff": "on", "is_superuser": "on", "groups": [group.pk], "email": "x@example.org"}
    backoffice.post(address, user_form(collaborator, **changes, password="x"))
    after = User.objects.get(pk=collaborator.pk)
    assert (after.is_staff, after.is_superuser, after.groups.count()) == (False, False, 0)
    assert (after.email, after.password) == (collaborator.email, password)


def test_a_coordinator_changes_neither_staff_nor_themselves(backoffice, coordinator, superuser):
    for person in (coordinator, superuser, UserFactory(is_staff=True)):
        response = backoffice.post(f"{ADMIN}/user/{person.pk}/change/", user_form(person, name="Mended"))
        assert response.status_code == 403
    assert User.objects.filter(name="Mended").count() == 0


def test_nobody_reads_a_password(backoffice, client_of, superuser, collaborator):
    for browser in (backoffice, client_of(superuser)):
        page = browser.get(f"{ADMIN}/user/{collaborator.pk}/change/").content.decode()
        assert collaborator.email in page
        assert collaborator.password not in page


def test_a_superuser_makes_a_coordinator_without_a_password(client_of, superuser):
    group = Group.objects.get(name="Coordinators")
    data = {"email": "c@example.org", "name": "Carla", "language": "it", "is_active": "on"}
    client_of(superuser).post(f"{ADMIN}/user/add/", data | {"is_staff": "on", "groups": [group.pk]})
    made = User.objects.get(email="c@example.org")
    assert (made.is_coordinator, made.has_usable_password()) == (True, False)


def test_a_coordinator_makes_no_accounts(backoffice):
    assert backoffice.get(f"{ADMIN}/user/add/").status_code == 403


def test_lists_are_narrowed_to_today(backoffice):
    CompanyFactory(name="Here")
    CompanyFactory(name="Gone", left_on=date(2021, 1, 1))
    for today, names in (("current", ["Here"]), ("other", ["Gone"])):
        rows = backoffice.get(f"{ADMIN}/company/", {"today": today}).context["cl"].queryset
        assert [company.name for company in rows] == names
