"""Reminders of quotas, to the company's own people. They are part of membership, so nobody can do without."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from members.companies.models import Company
from members.people.recipients import representatives_of
from multifactory.lib.formats import format_euro
from multifactory.lib.mail import absolute_url, send


def send_quota_due(company: Company, *, due_on: date, cents: int, step: int) -> None:
    """`step`: so many days after the day it is due; before it, below zero."""
    for place in representatives_of([company]):
        with override(place.user.language or settings.LANGUAGE_CODE):
            amount = format_euro(cents, with_cents=True)
        context = {
            "company": company,
            "amount": amount,
            "day": due_on,
            "step": step,
            "url": absolute_url(reverse("spaces:cost_statement", args=[due_on.year])),
        }
        send(place.user.email, "quota_due", context, place.user.language)
