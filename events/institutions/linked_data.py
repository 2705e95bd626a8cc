"""An institution as search engines read it."""

from typing import Any

from django.utils.safestring import SafeString

from events.institutions.models import Institution
from multifactory.lib.linked_data import json_ld
from multifactory.lib.mail import absolute_url

Kind = Institution.Kind
TYPES = {
    Kind.MUNICIPALITY: "GovernmentOrganization",
    Kind.REGION: "GovernmentOrganization",
    Kind.SCHOOL: "School",
    Kind.UNIVERSITY: "CollegeOrUniversity",
    Kind.FOUNDATION: "NGO",
    Kind.ASSOCIATION: "NGO",
}


def institution_json_ld(institution: Institution) -> SafeString:
    """`url` is its own site where it has one; ours tells of it."""
    page = absolute_url(institution.get_absolute_url())
    data: dict[str, Any] = {
        "@type": TYPES.get(Kind(institution.kind), "Organization"),
        "name": institution.name,
        "url": institution.website or page,
        "mainEntityOfPage": page,
    }
    if institution.line:
        data["description"] = institution.line
    if institution.address:
        data["address"] = institution.address
    if logo := getattr(institution, "logo", None):
        data["logo"] = absolute_url(logo.large.url)
    return json_ld(data)
