"""The pages of joint projects: writing one, its partners and shares, pictures, and who sees what."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from members.exchange.projects.models import JointProject, ProjectPicture, ProjectState
from members.exchange.projects.rules import terms_of
from tests.factories.collaborations import JointProjectFactory
from tests.factories.members import CompanyFactory, MembershipFactory
from tests.factories.pictures import stored
from tests.members.helpers import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return MembershipFactory(company=CompanyFactory(name="Table", slug="table"), role="representative")


def project_form(**changes):
    day = timezone.localdate().isoformat()
    values = {"title": "A table", "text": "Of *oak*", "starts_on": day, "ends_on": "", "role": "frames"}
    return values | {"request_id": str(uuid.uuid4())} | changes


def parts_form(project, *rows):
    """rows: (slug, role, share as it is typed)."""
    seen = terms_of(list(project.parts.all()))
    data = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": 0, "seen": seen}
    for number, row in enumerate(rows):
        data |= {
            f"form-{number}-{key}": value
            for key, value in zip(("company", "role", "share"), row, strict=True)
        }
    return data


def shares_of(project):
    return {part.company.slug: part.share for part in project.parts.all()}


def test_a_project_is_written_once_however_often_it_is_sent(client_of, company, representative):
    data = project_form()
    person = client_of(representative)
    first, second = (person.post(url("project_new"), data) for _ in range(2))
    project = JointProject.objects.get()
    assert first.url == second.url == url("project_parts", project.slug)
    assert (project.lead, project.state, shares_of(project)) == (
        company,
        ProjectState.AGREEING,
        {company.slug: 10_000},
    )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 81}, "title"),
        ({"role": ""}, "role"),
        ({"starts_on": "soon"}, "starts_on"),
        ({"ends_on": "2020-01-01"}, "__all__"),
        ({"request_id": "no"}, "request_id"),
    ],
)
def test_bad_input_comes_back(client_of, representative, changes, field):
    response = client_of(representative).post(url("project_new"), project_form(**changes))
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert not JointProject.objects.exists()


@pytest.fixture
def project(company):
    return JointProjectFactory(slug="a-table", lead=company)


def send_parts(client, project, *rows):
    return client.post(url("project_parts", project.slug), parts_form(project, *rows))


def test_shares_are_written_in_percent_with_comma_or_point(
    client_of, company, representative, partner, project
):
    response = send_parts(
        client_of(representative),
        project,
        (company.slug, "frames", "33,34"),
        ("table", "tops", "66.66"),
        ("", "", ""),
    )
    assert response.url == project.get_absolute_url()
    assert shares_of(project) == {company.slug: 3334, "table": 6666}


def test_without_any_share_all_are_equal(client_of, company, representative, partner, project):
    third = CompanyFactory(slug="glass")
    rows = [(one, "a part", "") for one in (company.slug, "table", third.slug)]
    send_parts(client_of(representative), project, *rows)
    assert shares_of(project) == {company.slug: 3334, "table": 3333, "glass": 3333}


@pytest.mark.parametrize(
    "row",
    [
        ("table", "tops", "-0.01"),
        ("table", "tops", "100.01"),
        ("table", "tops", "much"),
        ("table", "", "50"),
        ("", "tops", "50"),
        ("nobody", "tops", "50"),
        ("table", "tops", ""),
        ("table", "x" * 81, "50"),
    ],
)
def test_a_bad_row_comes_back_with_what_was_typed(client_of, company, representative, partner, project, row):
    response = send_parts(client_of(representative), project, (company.slug, "frames", "50"), row)
    assert response.status_code == 200
    assert shares_of(project) == {company.slug: 10_000}
    assert row[1] in response.content.decode()


def test_a_form_without_its_rows_is_no_fault(client_of, representative, project):
    assert client_of(representative).post(url("project_parts", project.slug), {}).status_code == 200


def test_parts_that_changed_meanwhile_are_not_overwritten(
    client_of, company, representative, partner, project
):
    data = parts_form(project, (company.slug, "frames", "1"), ("table", "tops", "99"))
    person = client_of(representative)
    send_parts(person, project, (company.slug, "frames", "50"), ("table", "tops", "50"))
    response = person.post(url("project_parts", project.slug), data)
    assert "have changed since you opened" in response.content.decode()
    assert shares_of(project) == {company.slug: 5000, "table": 5000}


def test_a_partner_agrees_from_the_page_and_sees_the_shares(
    client_of, company, representative, partner, project
):
    send_parts(client_of(representative), project, (company.slug, "frames", "50"), ("table", "tops", "50"))
    person = client_of(partner.user)
    page = person.get(project.get_absolute_url())
    assert "50.00 %" in page.content.decode()
    seen = page.context["agree_form"].initial["seen"]
    person.post(url("project_agree", project.slug), {"seen": seen, "is_public": "on"})
    project.refresh_from_db()
    assert project.state == ProjectState.RUNNING


def test_members_see_who_takes_part_and_no_shares_and_visitors_nothing(client, client_of, project):
    project.started_at = timezone.now()
    project.save()
    member = client_of(MembershipFactory().user).get(project.get_absolute_url())
    assert "Frames" in member.content.decode()
    assert "100.00" not in member.content.decode()
    project.parts.update(is_public=False)
    assert client.get(project.get_absolute_url()).status_code == 404
    project.parts.update(is_public=True)
    assert client.get(project.get_absolute_url()).status_code == 200
    assert list(client.get(url("project_list")).context["page_obj"]) == [project]


def test_what_is_being_agreed_is_seen_by_its_partners_alone(client_of, project, representative):
    assert client_of(MembershipFactory().user).get(project.get_absolute_url()).status_code == 404
    assert client_of(representative).get(project.get_absolute_url()).status_code == 200


def test_other_words_are_saved_and_not_over_those_of_another(client_of, representative, project):
    person = client_of(representative)
    page = person.get(url("project_edit", project.slug)).context["form"]
    stamp = str(page.stamp).split('value="')[1].split('"')[0]
    assert page.instance == project
    data = {"title": "A bench", "text": "", "starts_on": project.starts_on.isoformat(), "ends_on": ""}
    person.post(url("project_edit", project.slug), data | {"stamp": stamp})
    project.refresh_from_db()
    assert project.title == "A bench"
    response = person.post(url("project_edit", project.slug), data | {"stamp": stamp, "title": "Mine"})
    assert "Someone changed this" in response.content.decode()


def test_a_picture_is_removed_by_the_lead_alone(client_of, representative, partner, project):
    picture = stored(ProjectPicture(project=project, alt="The frame"))
    other = JointProjectFactory(lead=partner.company)
    person = client_of(representative)
    assert person.post(url("project_picture_delete", other.slug, picture.pk)).status_code == 404
    person.post(url("project_picture_delete", project.slug, picture.pk))
    assert not ProjectPicture.objects.exists()


def test_what_is_no_picture_gets_a_message(client_of, representative, project):
    response = client_of(representative).post(url("project_pictures", project.slug), {"alt": "x"})
    assert list(response.context["form"].errors) == ["image"]


def test_partners_of_a_project_whose_lead_has_left_find_the_button_and_why(client_of, partner):
    project = JointProjectFactory(lead=CompanyFactory(name="Oak"), parts=[partner.company])
    project.parts.update(confirmed_at=timezone.now())
    JointProject.objects.update(started_at=timezone.now())
    client, words = client_of(partner.user), "which led it, has left"
    before = client.get(project.get_absolute_url()).content.decode()
    refused = client.post(url("project_end", project.slug))
    project.lead.left_on = timezone.localdate()
    project.lead.save()

    page = client.get(project.get_absolute_url()).content.decode()
    ended = client.post(url("project_end", project.slug))

    assert (words in before, refused.status_code, words in page, ended.status_code) == (False, 403, True, 302)
    assert JointProject.objects.get().state == ProjectState.ENDED


def test_the_lead_ends_it(client_of, representative, project):
    client_of(representative).post(url("project_end", project.slug))
    project.refresh_from_db()
    assert project.state == ProjectState.ENDED
    page = client_of(representative).get(project.get_absolute_url())
    assert reverse("members:project_parts", args=[project.slug]) not in page.content.decode()
