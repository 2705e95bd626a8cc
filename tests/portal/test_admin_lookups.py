"""What filters a list of the back-office: what is written down, and nothing else."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from django.contrib import admin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from multifactory.lib.admin_input import CheckedInputMixin, CheckedKeysMixin
from tests.html import links_of
from tests.world import COORDINATOR, STAFF, SUPERUSER, client_of, object_of

MODELS = sorted(model._meta.label_lower for model in admin.site._registry)
ADMINS = {model._meta.label_lower: model_admin for model, model_admin in admin.site._registry.items()}
LOOKUPS = ("__regex", "__startswith", "__contains", "__gt", "__isnull", "")
# Beside those of its filters: what a list is filtered by because a link of ours does so.
LINKED = {"events.registration": ("event__id__exact",)}


def list_of(model: str) -> str:
    return reverse(f"admin:{model.replace('.', '_')}_changelist")


def paths(model: Any) -> Iterator[str]:
    """Every column of a model, and every column one relation away, backwards too."""
    for field in model._meta.get_fields():
        if field.concrete:
            yield field.name
        if field.related_model is not None:
            yield from (f"{field.name}__{other.name}" for other in field.related_model._meta.concrete_fields)


def of_filters(model_admin: Any) -> set[str]:
    """What the filters of a list may take, of all that is tried here."""
    names = set()
    for item in model_admin.list_filter:
        if isinstance(item, type):
            names.add(item.parameter_name)
        else:
            path = item[0] if isinstance(item, tuple) else item
            names |= {path, f"{path}__isnull"}
    return names


def test_every_admin_takes_the_rule():
    inlines = [inline for model_admin in ADMINS.values() for inline in model_admin.inlines]

    assert {model for model, one in ADMINS.items() if not isinstance(one, CheckedInputMixin)} == set()
    assert [inline for inline in inlines if not issubclass(inline, CheckedKeysMixin)] == []


def test_linked_lookups_are_these():
    linked = {model: tuple(one.linked_lookups) for model, one in ADMINS.items() if one.linked_lookups}

    assert linked == LINKED


@pytest.mark.parametrize("model", MODELS)
def test_list_refuses_every_lookup_that_is_not_written_down(model, superuser):
    model_admin, wrong = ADMINS[model], []
    request = RequestFactory().get("/")
    request.user = superuser
    taken = of_filters(model_admin) | set(LINKED.get(model, ()))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        for lookup in {path + end for path in paths(model_admin.model) for end in LOOKUPS} - taken:
            request.GET = QueryDict(f"{lookup}=zebra")
            try:
                model_admin.get_changelist_instance(request)
            except DisallowedModelAdminLookup:
                continue
            wrong.append(lookup)

    assert wrong == []
    assert [query["sql"] for query in queries if "zebra" in query["sql"]] == []


@pytest.mark.parametrize("model", MODELS)
def test_stranger_in_the_address_of_a_list_is_a_bad_request(model, world):
    client, strangers = (
        client_of(world, SUPERUSER),
        ("pk__regex", "nothing", "user__password__regex", "id__gt"),
    )

    assert {client.get(list_of(model), {lookup: "1"}).status_code for lookup in strangers} == {400}


@pytest.mark.parametrize("lookup", ["password__regex", "password__startswith", "email__startswith"])
def test_coordinator_reads_no_password(lookup, world):
    assert client_of(world, COORDINATOR).get(list_of("members.user"), {lookup: "a"}).status_code == 400


@pytest.mark.parametrize("role", STAFF)
def test_every_link_with_a_filter_on_pages_of_the_back_office_leads_somewhere(role, world):
    client = client_of(world, role)
    pages = [reverse("admin:index"), *map(list_of, MODELS)]
    for model in MODELS:
        pk = object_of(model, world)
        pages += [
            reverse(f"admin:{model.replace('.', '_')}_{name}", args=[pk]) for name in ("change", "history")
        ]

    links: dict[Any, str] = {}  # one of each kind: a list has many that differ in a value alone
    for page in pages:
        for link in links_of(client.get(page, follow=True).content.decode()):
            url = urlsplit(urljoin(page, link))
            if url.query and url.path.startswith("/admin/"):
                links[url.path, tuple(sorted(parse_qs(url.query)))] = url.geturl()

    wrong = {url: status for url in links.values() if (status := client.get(url).status_code) != 200}
    assert wrong == {}
    assert len(links) > 80


@pytest.mark.parametrize(
    ("model", "query"),
    [
        ("spaces.booking", {"starts_at__year": "99999"}),
        ("spaces.booking", {"starts_at__year": "9999"}),
        ("spaces.booking", {"starts_at__year": "1"}),
        ("spaces.booking", {"starts_at__year": "2026", "starts_at__month": "13"}),
        ("spaces.booking", {"starts_at__year": "2026", "starts_at__month": "2", "starts_at__day": "30"}),
        ("spaces.booking", {"starts_at__month": "x"}),
        ("spaces.booking", {"starts_at__gte": "2026-01-01"}),
        ("spaces.booking", {"starts_at__year": "2026", "starts_at__hour": "1"}),
        ("spaces.booking", {"space__id__exact": "x"}),
        ("spaces.allocation", {"start_on__year": "0"}),
        ("spaces.allocation", {"start_on__year": "x"}),
        ("events.event", {"starts_at__gte": "x"}),
        ("events.event", {"starts_at__gte": "0001-01-01 00:00:00+14:00"}),
        ("events.registration", {"event__id__exact": "x"}),
        ("governance.resolution", {"year": "x"}),
        ("members.user", {"email__startswith": "\0"}),
        ("members.user", {"q": "\0"}),
        ("members.user", {"q": "a " * 101}),
        ("members.user", {"_to_field": "password"}),
        ("members.user", {"_to_field": "\0"}),
        ("members.invitation", {"accepted_at__isempty": "x"}),
        ("members.user", {"\0": "1"}),
    ],
    ids=str,
)
def test_value_that_no_column_can_have_is_a_bad_request(model, query, world):
    assert client_of(world, COORDINATOR).get(list_of(model), query).status_code == 400


TAKEN = (
    *({"o": value} for value in ("", "99", "-1", "x", "1.1.-1", "0", "1" + "0" * 30)),
    *({"q": value} for value in ("a", "'\"%_\\", "a" * 200, "a " * 100, "1" + "0" * 30)),
    *({"p": "1"}, {"all": "1"}, {"_facets": "1"}, {"_popup": "1", "_to_field": "id"}, {"e": "1"}),
)


@pytest.mark.parametrize("model", MODELS)
def test_order_search_and_page_are_taken_as_they_come(model, world):
    client = client_of(world, SUPERUSER)

    assert [query for query in TAKEN if client.get(list_of(model), query).status_code != 200] == []
