"""Mails about agreements."""

from django.urls import reverse

from events.institutions.agreement_models import Agreement
from members.companies.models import the_multifactory
from members.people.models import User
from multifactory.lib.mail import absolute_url, send


def send_agreement_ending(agreement: Agreement, person: User, *, days: int) -> None:
    context = {
        "agreement": agreement,
        "institution": agreement.institution,
        "days": days,
        "notice_by": agreement.notice_day,
        "portal": the_multifactory(),
        "url": absolute_url(agreement.institution.get_absolute_url()),
        "admin_url": absolute_url(reverse("admin:events_agreement_change", args=[agreement.pk])),
    }
    send(person.email, "agreement_ending", context, person.language)
