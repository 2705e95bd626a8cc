"""Who may make a request."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from members.people.http import insider_required
from tests.factories.members import MembershipFactory


@insider_required
def greet(request, name, *, mark="."):
    """Says hello."""
    return f"Hello {name}{mark}"


@pytest.mark.django_db
def test_insider_required_lets_a_member_through_with_all_arguments():
    request = RequestFactory().get("/")
    request.acting = MembershipFactory()
    request.user = request.acting.user

    assert greet(request, "Anna", mark="!") == "Hello Anna!"


def test_insider_required_answers_403_to_all_others():
    request = RequestFactory().get("/")
    request.user, request.acting = AnonymousUser(), None

    with pytest.raises(PermissionDenied):
        greet(request, "Anna")


def test_insider_required_leaves_the_name_and_what_the_view_says():
    assert (greet.__name__, greet.__doc__) == ("greet", "Says hello.")
