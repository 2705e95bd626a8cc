"""How a space may be booked, in words: what people read beside the form and the calendar."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from multifactory.lib.formats import format_day
from spaces.bookings.rules import PolicyTerms
from spaces.policies.models import BookingPolicy, OpeningHours, QuietHours
from spaces.policies.rules import format_minutes, is_in_force

Line = tuple[str, str]  # what it is about, and the rule


def booking_rules(terms: PolicyTerms, today: date) -> list[Line]:
    """The rules that bind a booking; what is free to all goes without saying."""
    return [*_times(terms, today), *_limits(terms.policy), *_people(terms.policy)]


def _times(terms: PolicyTerms, today: date) -> Iterator[Line]:
    policy = terms.policy
    if terms.hours:
        yield _("Opening hours"), hours_in_words(terms.hours)
    if policy.is_by_night:
        yield _("By the night"), _("Arrive and leave within these hours, on different days.")
    if policy.closed_on_holidays:
        yield _("Public holidays"), pgettext("space", "closed")
    for rule in (*terms.quiet, *terms.warning):
        if rule.valid_to is None or today < rule.valid_to:
            text = _("no loud work") if rule in terms.quiet else _("please be considerate")
            yield (
                _("Quiet hours"),
                _("%(hours)s: %(what)s (%(why)s)")
                % {
                    "hours": f"{rule.starts:%H:%M}–{rule.ends:%H:%M}",
                    "what": text,
                    "why": _ground(rule, today),
                },
            )


def _ground(rule: QuietHours, today: date) -> str:
    ground = rule.resolution.reference if rule.resolution else rule.reason
    if is_in_force(rule, today):
        return ground
    return _("%(why)s, from %(day)s") % {"why": ground, "day": format_day(rule.valid_from)}


def hours_in_words(hours: Sequence[OpeningHours]) -> str:
    """Mon–Fri 08:00–20:00, Sat 09:00–13:00; every day where all seven are alike."""
    by_day = {
        day: ", ".join(f"{one.opens:%H:%M}–{one.closes:%H:%M}" for one in hours if one.weekday == day)
        for day in range(7)
    }
    parts = []
    for text, group in groupby(by_day, key=lambda day: by_day[day]):
        days = list(group)
        first, last = str(WEEKDAYS_ABBR[days[0]]), str(WEEKDAYS_ABBR[days[-1]])
        span = first if len(days) == 1 else f"{first}–{last}"
        if text:
            parts.append(f"{_('every day') if len(days) == 7 else span} {text}")
    return ", ".join(parts)


def _limits(policy: BookingPolicy) -> Iterator[Line]:
    yield (
        _("Length"),
        _("%(least)s to %(most)s")
        % {
            "least": format_minutes(policy.min_minutes),
            "most": format_minutes(policy.max_minutes),
        },
    )
    if policy.cleanup_minutes:
        yield (
            _("Cleaning"),
            _("%(minutes)s after each booking") % {"minutes": format_minutes(policy.cleanup_minutes)},
        )
    ahead = ngettext("up to %(days)d day ahead", "up to %(days)d days ahead", policy.horizon_days)
    text = ahead % {"days": policy.horizon_days}
    if policy.notice_minutes:
        notice = format_minutes(policy.notice_minutes)
        text = _("at least %(notice)s before, %(ahead)s") % {"notice": notice, "ahead": text}
    yield _("In advance"), text
    if policy.cancel_hours:
        yield (
            _("Cancel or move"),
            _("until %(time)s before it begins") % {"time": format_minutes(60 * policy.cancel_hours)},
        )


def _people(policy: BookingPolicy) -> Iterator[Line]:
    if quota := policy.quota:
        if quota.minutes_a_week:
            yield (
                _("Each company"),
                _("%(time)s a week (%(quota)s)")
                % {
                    "time": format_minutes(quota.minutes_a_week),
                    "quota": quota.name,
                },
            )
        if most := quota.open_bookings:
            text = ngettext(
                "%(number)d upcoming booking (%(quota)s)", "%(number)d upcoming bookings (%(quota)s)", most
            )
            yield _("Each company"), text % {"number": most, "quota": quota.name}
    if policy.certificate and policy.certified_people:
        text = ngettext(
            "%(number)d person with the certificate “%(kind)s”",
            "%(number)d people with the certificate “%(kind)s”",
            policy.certified_people,
        )
        yield _("Who works it"), text % {"number": policy.certified_people, "kind": policy.certificate}
    if policy.needs_approval:
        yield _("Approval"), _("A coordinator approves each booking.")
