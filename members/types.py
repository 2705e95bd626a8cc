"""Requests as views see them."""

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from members.models import Membership, User


class PortalRequest(HttpRequest):
    """A request of anybody; `acting` is the place they act from now, if any."""

    user: User | AnonymousUser
    acting: Membership | None


class MemberRequest(PortalRequest):
    """A request of a person who is logged in."""

    user: User


def person(request: HttpRequest) -> User:
    """Who is at work: the back-office opens to people with an account only."""
    return cast(User, request.user)
