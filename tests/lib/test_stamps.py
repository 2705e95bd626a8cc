"""Two people save one row: who opened the page before the other's change is refused with what it says now."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from members.companies.models import Company
from members.profile.forms import CompanyProfileForm
from multifactory.lib.stamps import save_form
from tests.factories.members import CompanyFactory

pytestmark = pytest.mark.django_db


def page_of(company, prefix=None):
    """What a browser would send from the page of the form as it was opened."""
    form = CompanyProfileForm(instance=Company.objects.get(pk=company.pk), prefix=prefix)
    values = {form.add_prefix(name): form[name].value() for name in form.fields}
    # Boxes without a tick are not sent.
    data = {name: value or "" for name, value in values.items() if value is not False and value != []}
    return data | dict(re.findall(r'name="([\w-]*stamp)" value="([^"]+)"', str(form.stamp)))


def sent(company, data):
    query = QueryDict(mutable=True)
    query.update(data)
    return CompanyProfileForm(query, instance=Company.objects.get(pk=company.pk))


@pytest.fixture
def company():
    return CompanyFactory(line="We plane", story="Long ago", opening_times="Fridays", takes_visits=False)


def test_a_form_opened_before_a_change_is_refused_with_what_changed(company):
    """4 of 4 forms said "saved" to both, and the first change was undone."""
    first, second = page_of(company), page_of(company)
    assert save_form(valid(sent(company, first | {"line": "We saw", "takes_visits": "on"})))

    form = sent(company, second | {"story": "A new story"})

    assert not form.is_valid()
    assert form.non_field_errors() == [
        "Someone changed this after you opened the page. Nothing was saved. Now it says:"
        " What it does, in one line: We saw; Visits: yes."
        " What you wrote is still below: check it and save again."
    ]
    company.refresh_from_db()
    assert (company.line, company.story) == ("We saw", "Long ago")


def valid(form):
    assert form.is_valid(), form.errors
    return form


def test_the_form_that_comes_back_saves_both_changes(company):
    first, second = page_of(company), page_of(company)
    assert save_form(valid(sent(company, first | {"line": "We saw", "takes_visits": "on"})))
    refused = sent(company, second | {"story": "A new story"})
    assert not refused.is_valid()
    assert (refused["line"].value(), refused["story"].value()) == ("We saw", "A new story")

    again = refused.data.dict() | dict(re.findall(r'name="(stamp)" value="([^"]+)"', str(refused.stamp)))
    assert save_form(valid(sent(company, again)))

    company.refresh_from_db()
    assert (company.line, company.story, company.takes_visits) == ("We saw", "A new story", True)


def test_words_of_both_on_one_field_stand_until_the_second_has_seen_the_first(company):
    second = page_of(company)
    Company.objects.filter(pk=company.pk).update(line="We saw")

    refused = sent(company, second | {"line": "We mill"})

    assert not refused.is_valid()
    assert refused["line"].value() == "We mill"


def test_a_change_of_what_the_form_does_not_show_stops_nobody(company):
    data = page_of(company)
    Company.objects.filter(pk=company.pk).update(name="Another name")
    assert save_form(valid(sent(company, data | {"line": "We mill"})))
    assert Company.objects.get(pk=company.pk).name == "Another name"


def test_the_same_text_with_line_ends_of_a_browser_is_no_change(company):
    Company.objects.filter(pk=company.pk).update(story="One\r\nTwo")
    data = page_of(company)
    Company.objects.filter(pk=company.pk).update(story="One\nTwo")
    assert sent(company, data).is_valid()


@pytest.mark.parametrize("stamp", ["", "x", "line", ":::;;;", "line:", "nothing:0000000000"])
def test_a_stamp_that_no_page_has_is_no_fault(company, stamp):
    form = sent(company, page_of(company) | {"stamp": stamp})
    assert form.is_valid() is (stamp != "line:")


def test_a_change_between_the_check_and_the_writing_is_refused_too(company):
    form = valid(sent(company, page_of(company) | {"story": "A new story"}))
    Company.objects.filter(pk=company.pk).update(line="We saw")

    assert save_form(form) is False

    assert "We saw" in form.non_field_errors()[0]
    assert Company.objects.get(pk=company.pk).story == "Long ago"


def test_a_row_that_was_deleted_is_said(company):
    form = valid(sent(company, page_of(company)))
    Company.objects.filter(pk=company.pk).delete()
    with pytest.raises(ValidationError, match="Someone has deleted this"):
        form.ensure_unchanged()


def test_an_empty_form_of_a_new_row_has_no_stamp():
    assert CompanyProfileForm().stamp == ""
