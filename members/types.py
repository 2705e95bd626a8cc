"""Requests as views see them."""

from django.http import HttpRequest

from members.models import Membership, User


class MemberRequest(HttpRequest):
    """A request of a person who is logged in; `acting` is the membership they act for now, if they have any."""

    user: User
    acting: Membership | None
