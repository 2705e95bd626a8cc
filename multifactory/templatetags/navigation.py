"""Where in the menus of members and visitors a page belongs."""

from django import template

register = template.Library()

# The first whose beginning fits the name of the page's address.
PLACES = (
    ("dashboard", "dashboard"),
    ("governance:assembl", "assemblies"),
    ("governance:minutes", "assemblies"),
    ("governance:agenda_", "assemblies"),
    ("governance:petition", "assemblies"),
    ("governance:roll_correction", "assemblies"),
    ("governance:", "decisions"),
    ("spaces:booking", "bookings"),
    ("spaces:series_", "bookings"),
    ("spaces:space_calendar", "bookings"),
    ("spaces:space_certificates", "bookings"),
    ("spaces:application_", "applications"),
    ("spaces:", "building"),
    ("members:application_", "applications"),
    ("members:company_", "companies"),
    ("members:listing_", "exchange"),
    ("members:value_chain", "chain"),
    ("members:collaboration_", "chain"),
    ("members:project_", "chain"),
    ("members:join", "joining"),
    ("members:call_detail", "joining"),
    ("events:institution", ""),
    ("events:", "events"),
)


def place_of(view_name: str) -> str:
    """Empty where a page belongs to no place of the menus."""
    return next((place for start, place in PLACES if view_name.startswith(start)), "")


@register.simple_tag(takes_context=True)
def current_place(context: template.Context) -> str:
    match = getattr(context.get("request"), "resolver_match", None)
    return place_of(match.view_name) if match else ""
