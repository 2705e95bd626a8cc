"""Who changed what of a company, and when."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from members.companies.models import Company
from tests.factories.members import CompanyFactory, FieldFactory
from tests.members.helpers import company_form

pytestmark = pytest.mark.django_db


def edits(client: Client, company: Company) -> list[tuple[str, str, list]]:
    page = client.get(f"/admin/members/company/{company.pk}/history/")
    return [(edit.who, edit.kind, edit.changes) for edit in page.context["edits"]]


def test_an_edit_here_names_the_coordinator_and_what_changed(backoffice, coordinator, company):
    other = FieldFactory(code="ceramics")
    data = company_form(
        field=other.pk, name=company.name, slug=company.slug, line="New line", craft="none", craft_number=""
    )
    data |= {"craft_checked_on": "", "joined_on": "2020-01-01", "website": ""}
    data |= {"email_is_public": "on", "phone_is_public": "on"}
    backoffice.post(f"/admin/members/company/{company.pk}/change/", data)
    assert edits(backoffice, company) == [
        (
            str(coordinator),
            "changed",
            [
                ("what it does, in one line", "Makes things of wood", "New line"),
                ("field of activity", str(company.field), str(other)),
            ],
        ),
        ("not recorded", "added", []),
    ]


def test_an_edit_on_the_pages_of_the_portal_names_the_person(client_of, backoffice, company, representative):
    address = f"/companies/{company.slug}/edit/"
    client = client_of(representative)
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(address, data | {"line": "By ourselves"})
    who, kind, changes = edits(backoffice, company)[0]
    assert (who, kind) == (str(representative), "changed")
    assert ("what it does, in one line", "Makes things of wood", "By ourselves") in changes


def test_the_history_keeps_no_contacts(company):
    columns = {field.name for field in Company.history.model._meta.get_fields()}
    assert columns & {"email", "phone"} == set()


def test_rows_written_in_bulk_leave_no_history_and_cost_none(django_assert_num_queries):
    field = FieldFactory()
    with django_assert_num_queries(1):
        Company.objects.bulk_create(CompanyFactory.build(field=field) for _ in range(5))
    assert Company.history.count() == 0


def test_a_long_history_comes_in_pages(backoffice, company, django_assert_max_num_queries):
    for number in range(30):
        company.line = f"Line {number}"
        company.save()
    assert len(edits(backoffice, company)) == 25
    with django_assert_max_num_queries(12):
        page = backoffice.get(f"/admin/members/company/{company.pk}/history/?edits=2")
    assert [edit.changes[0][2] for edit in page.context["edits"][:2]] == ["Line 4", "Line 3"]


def test_history_of_nobody_is_not_found(backoffice):
    assert backoffice.get("/admin/members/company/999999/history/").status_code == 302


def test_an_import_names_its_file(backoffice, coordinator, company):
    file = SimpleUploadedFile("list.csv", f"slug,line\n{company.slug},Said by the file\n".encode())
    page = backoffice.post("/admin/members/company/import/", {"import_file": file, "resource": "0"})
    backoffice.post("/admin/members/company/process_import/", page.context["confirm_form"].initial)
    edit = backoffice.get(f"/admin/members/company/{company.pk}/history/").context["edits"][0]
    assert (edit.who, edit.why, edit.changes) == (
        str(coordinator),
        "list.csv",
        [("what it does, in one line", "Makes things of wood", "Said by the file")],
    )
