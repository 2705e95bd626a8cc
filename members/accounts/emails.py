"""Mails about an account."""

from django.urls import reverse

from members.companies.models import the_multifactory
from members.people.models import User
from multifactory.lib.mail import absolute_url, send


def send_password_guessed(user: User) -> None:
    """To the owner of an account: somebody types wrong passwords, and how the account stays open."""
    context = {
        "person": user,
        "portal": the_multifactory(),
        "code_url": absolute_url(reverse("account_request_login_code")),
        "password_url": absolute_url(reverse("account_change_password")),
    }
    send(user.email, "password_guessed", context, user.language)
