"""What the page of a company's people says about leaving."""

from django.urls import reverse
from django.utils.translation import gettext as _

from members.companies.models import Company
from members.hooks import Fact
from multifactory.lib.formats import format_day


def leaving_link(company: Company) -> Fact:
    """To the page where a company says that it leaves; with the day, once there is one."""
    href = reverse("governance:company_leave", args=[company.slug])
    if company.left_on is None:
        return Fact(_("Leave the multifactory"), href)
    return Fact(_("Leaves the multifactory: %(day)s") % {"day": format_day(company.left_on)}, href)
