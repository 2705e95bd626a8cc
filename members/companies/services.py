"""Locking a company, so that changes to one follow one another."""

from members.companies.models import Company


def lock_company(company: Company) -> Company:
    """The company's row as it is now, held to the end of the transaction."""
    return Company.objects.select_for_update(no_key=True).get(pk=company.pk)
