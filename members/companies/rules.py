"""Whether a company has left, and who may read its contacts."""

from django.utils import timezone

from members.companies.models import Company


def can_read_contact(company: Company, contact: str, *, is_insider: bool) -> bool:
    """Members read the e-mail address and the telephone number of all, visitors what is switched public."""
    return is_insider or getattr(company, f"{contact}_is_public")


def has_left(company: Company) -> bool:
    return company.left_on is not None and company.left_on <= timezone.localdate()
