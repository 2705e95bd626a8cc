from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from events.institutions.agreement_models import Agreement
from events.institutions.models import Institution
from tests.factories.governance import ResolutionFactory
from tests.factories.institutions import AgreementFactory, InstitutionFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
ADD = reverse("admin:events_agreement_add")
AGREEMENTS = reverse("admin:events_agreement_changelist")


def entry(**facts):
    return {
        "institution": InstitutionFactory().pk,
        "title": "Apprentices",
        "starts_on": "2027-01-01",
        "notice_months": "3",
    } | facts


def errors_of(response) -> dict:
    assert response.status_code == 200
    return {name: list(faults) for name, faults in response.context["adminform"].form.errors.items()}


def test_a_coordinator_keeps_an_agreement_with_its_document(office):
    office.post(ADD, entry(upload=SimpleUploadedFile("a.pdf", b"%PDF-1.7 text")))

    agreement = Agreement.objects.get()
    assert (agreement.title, agreement.document_size) == ("Apprentices", 13)
    assert agreement.document.read() == b"%PDF-1.7 text"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"GIF89a....", "This is a GIF: save it as PDF and try again."),
        (b"<html><script>alert(1)</script>", "save it as PDF and try again."),
        (b"", "This is not a PDF. Save it as PDF and try again."),
        (b"\x00" * 5000 + b"%PDF-1.7", "This is not a PDF. Save it as PDF and try again."),
        (b"%PDF-1.7" + b"x" * (5 * 1024 * 1024), "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_pdf_gets_its_message(office, content, fault):
    errors = errors_of(office.post(ADD, entry(upload=SimpleUploadedFile("a.pdf", content))))

    assert list(errors) == ["upload"]
    assert fault in errors["upload"][0]
    assert Agreement.objects.count() == 0


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"ends_on": "2027-01-01"}, "ends_on"),
        ({"ends_on": "2026-12-31"}, "ends_on"),
        ({"starts_on": "yesterday"}, "starts_on"),
        ({"notice_months": "61"}, "notice_months"),
        ({"notice_months": "-1"}, "notice_months"),
        ({"title": "x" * 141}, "title"),
    ],
)
def test_days_upside_down_and_numbers_out_of_range_get_their_message(office, facts, field):
    assert list(errors_of(office.post(ADD, entry(**facts)))) == [field]


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://school.example", "no address"])
def test_a_website_is_one(office, website):
    sent = {"name": "School", "slug": "school", "kind": "school", "website": website}
    for prefix in ("logo", "contacts"):
        sent |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}

    assert list(errors_of(office.post(reverse("admin:events_institution_add"), sent))) == ["website"]
    assert Institution.objects.count() == 0


def test_what_a_resolution_put_in_force_is_not_rewritten(office):
    agreement = AgreementFactory(resolution=ResolutionFactory())
    url = reverse("admin:events_agreement_change", args=[agreement.pk])

    office.post(url, {"title": "Other", "signed_on": "2027-01-05"})

    agreement.refresh_from_db()
    assert (agreement.title.startswith("Apprentices"), str(agreement.signed_on)) == (True, "2027-01-05")


def end(office, agreement, **facts):
    sent = {"action": "end", ACTION_CHECKBOX_NAME: [str(agreement.pk)]}
    return office.post(AGREEMENTS, sent | facts)


def test_ending_asks_why_shows_what_changes_and_does_it(office, coordinator):
    agreement = AgreementFactory()
    facts = {"ends_on": TODAY.isoformat(), "reason": "The school moves."}

    assert "reason" in end(office, agreement, check="1", ends_on=TODAY.isoformat()).context["form"].errors
    changes = end(office, agreement, check="1", **facts).context["changes"]
    assert changes[0][1] == "no end date"
    assert end(office, agreement, do="1", **facts).status_code == 302
    agreement.refresh_from_db()
    assert (agreement.ends_on, agreement.ended_reason, agreement.ended_by) == (
        TODAY,
        "The school moves.",
        coordinator,
    )
    before_start = (agreement.starts_on - timedelta(days=1)).isoformat()
    assert end(office, agreement, do="1", ends_on=before_start, reason="x").status_code == 302  # refused
    agreement.refresh_from_db()
    assert agreement.ends_on == TODAY
