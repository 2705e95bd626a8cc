"""Mails about the page of a company."""

from django.urls import reverse

from members.companies.models import Company, the_multifactory
from members.people.models import User
from multifactory.lib.mail import absolute_url, send


def send_page_check(company: Company, person: User) -> None:
    """Once a year, to a representative: is the page of the company still right?"""
    context = {
        "company": company,
        "portal": the_multifactory(),
        "page_url": absolute_url(company.get_absolute_url()),
        "url": absolute_url(reverse("members:company_edit", args=[company.slug])),
    }
    send(person.email, "page_check", context, person.language)
