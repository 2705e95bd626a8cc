"""Whether a company has left, and who may read its contacts."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from members.companies.models import YEAR, Company


def can_read_contact(company: Company, contact: str, *, is_insider: bool) -> bool:
    """Members read the e-mail address and the telephone number of all, visitors what is switched public."""
    return is_insider or getattr(company, f"{contact}_is_public")


def has_left(company: Company) -> bool:
    return company.left_on is not None and company.left_on <= timezone.localdate()


def check_days_by_hand(company: Company, *, joined_on: date, left_on: date | None) -> None:
    """What somebody enters of a company that is there already: raises for a day of its membership that moved.

    A company leaves by its own declaration or by a resolution, never by a date alone; and the day it joined
    does not move so near that it would be no member yet, or too young to vote.
    """
    if left_on != company.left_on:
        raise ValidationError(
            {
                "left_on": _(
                    "Not entered here: the company declares that it leaves, or a proposal excludes it."
                )
            }
        )
    if joined_on > max(company.joined_on, timezone.localdate() - YEAR):
        text = _(
            "It is already a member: this day can be changed to a later one only if that is more than "
            "a year ago."
        )
        raise ValidationError({"joined_on": text})
