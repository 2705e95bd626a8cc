"""In the back office nobody overwrites unseen what another saved meanwhile."""

from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.urls import get_resolver, reverse

from governance.hooks import effects
from multifactory.lib.stamps import NAME, StampedMixin
from tests.html import form_values
from tests.portal.test_admin_mutations import who_edits
from tests.world import COORDINATOR, client_of, object_of

OUR_APPS = {"multifactory", "members", "governance", "spaces", "events"}
MODELS = sorted(model._meta.label_lower for model in admin.site._registry)
# Forms of pages and actions that never change what somebody else may have changed: each makes a row.
OF_NEW_ROWS = {
    *("CostForm", "CreditForm", "FundCallForm", "PaymentForm", "QuoteForm"),
    *("CommentForm", "LetterForm", "OfferForm", "ReportForm", "RequestForm", "SeriesForm"),
}
# What the back office adds a stamp to by itself, beside the `form` of each admin.
OF_THE_BACK_OFFICE = {"CostPaperForm", "DecidedAgreementForm"}


def forms_below(parent: type) -> set[type]:
    below = set(parent.__subclasses__())
    return below.union(*map(forms_below, below))


def test_every_form_that_changes_a_row_carries_a_stamp():
    """Was: two representatives changed what one draft would carry out, and the first was undone."""
    assert get_resolver().url_patterns  # which loads every module of forms
    admins = admin.site._registry.values()
    stamped_there = {one.form for one in admins} | {inline.form for one in admins for inline in one.inlines}
    found = {
        form
        for form in forms_below(forms.ModelForm) - stamped_there
        if form._meta.model and form.__module__.partition(".")[0] in OUR_APPS
    }
    without = {
        form.__name__ for form in found if not issubclass(form, StampedMixin) and NAME not in form.base_fields
    }

    assert without == OF_NEW_ROWS | OF_THE_BACK_OFFICE


def test_every_form_of_an_effect_carries_a_stamp():
    assert [effect.key for effect in effects if not issubclass(effect.form_class, StampedMixin)] == []


def address(model: str, world: Any) -> str:
    return reverse(f"admin:{model.replace('.', '_')}_change", args=[object_of(model, world)])


def opened(client: Any, url: str) -> dict[str, Any]:
    values = form_values(client.get(url).content.decode())
    return values | {"_continue": ["1"]}


def test_every_page_that_saves_a_row_carries_a_stamp(world):
    without = []
    for model in MODELS:
        page = who_edits(model, world).get(address(model, world), follow=True).content.decode()
        if 'name="_save"' in page and 'name="stamp"' not in page:
            without.append(model)
    assert without == []


@pytest.mark.parametrize(
    ("model", "field", "theirs", "ours"),
    [
        ("members.company", "opening_times", "Fridays", {"line": ["We saw"]}),
        ("events.event", "summary", "Come and see", {"title": ["Another title"]}),
        ("members.user", "name", "Anna Verdi", {"language": ["it"]}),
        ("spaces.space", "features", "water", {"name": ["Another name"]}),
    ],
)
def test_the_second_of_two_is_refused_with_what_changed(world, model, field, theirs, ours):
    """Both read "saved", and the first was undone: 4 of 4 forms."""
    client, url = client_of(world, COORDINATOR), address(model, world)
    values = opened(client, url)
    rows = admin.site._registry
    (cls,) = [one for one in rows if one._meta.label_lower == model]
    pk = object_of(model, world)
    cls._base_manager.filter(pk=pk).update(**{field: theirs})

    response = client.post(url, values | ours)

    assert response.status_code == 200
    assert "Someone changed this after you opened the page." in response.content.decode()
    assert theirs in response.content.decode()
    row = cls._base_manager.get(pk=pk)
    ((name, (value,)),) = ours.items()
    assert (getattr(row, field), getattr(row, name) != value) == (theirs, True)

    again = form_values(response.content.decode()) | {"_continue": ["1"]}
    assert client.post(url, again).status_code == 302
    row.refresh_from_db()
    assert (getattr(row, field), getattr(row, name)) == (theirs, value)


def test_a_row_on_the_page_is_held_to_it_too(world):
    client, url = client_of(world, COORDINATOR), address("spaces.building", world)
    values = opened(client, url)
    assert "floors-0-stamp" in values
    (floor,) = [one for one in admin.site._registry if one._meta.label_lower == "spaces.floor"]
    pk = values["floors-0-id"][0]
    floor.objects.filter(pk=pk).update(name="Mezzanine")

    response = client.post(url, values | {"floors-0-level": ["7"]})

    assert response.status_code == 200
    assert "Mezzanine" in response.content.decode()
    assert floor.objects.get(pk=pk).level != 7
