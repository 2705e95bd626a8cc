"""Requests as views see them."""

from django.http import HttpRequest

from members.models import Membership, User


class MemberRequest(HttpRequest):
    """A request of a person who is logged in; `acting` is the place they act from now, if any."""

    user: User
    acting: Membership | None
