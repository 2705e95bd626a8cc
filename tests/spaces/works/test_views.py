"""Pages of the works."""

from datetime import date

import pytest
from django.urls import reverse

from spaces.works.models import RenewalPicture
from tests.factories.governance import ResolutionFactory
from tests.factories.pictures import stored
from tests.factories.spaces import RenewalFactory


@pytest.mark.django_db
def test_the_story_of_a_place_without_works_says_so(client):
    page = client.get(reverse("spaces:works_list")).content.decode()
    assert "No works recorded yet" in page
    assert "<svg class" not in page


@pytest.mark.django_db
def test_works_that_are_planned_only_leave_no_figure_empty(client):
    RenewalFactory(start_on=date(2999, 1, 1), end_on=None)
    page = client.get(reverse("spaces:works_list"))
    assert (page.status_code, page.context["figures"].planned, page.context["per_m2"]) == (200, 1, "")


@pytest.mark.django_db
def test_before_and_after_stand_side_by_side_without_scripts(client):
    one = RenewalFactory()
    for moment in ("before", "after"):
        stored(RenewalPicture(renewal=one, moment=moment, year=2019, alt=f"The {moment}", credit="By Anna"))

    page = client.get(one.get_absolute_url()).content.decode()

    assert page.count("<figcaption>") == 2
    assert page.count("By Anna") == 2
    assert 'type="range"' not in page


@pytest.mark.django_db
def test_a_resolution_for_members_is_named_but_not_linked_for_visitors(client, client_of, coordinator):
    hidden = ResolutionFactory()
    one = RenewalFactory(resolution=hidden)
    seen = [who.get(one.get_absolute_url()).content.decode() for who in (client, client_of(coordinator))]
    assert [hidden.reference in page for page in seen] == [True, True]
    assert [hidden.get_absolute_url() in page for page in seen] == [False, True]
