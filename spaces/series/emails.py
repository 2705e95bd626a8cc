"""The mail about a series: which dates are booked, which are left out."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import override

from members.companies.models import the_multifactory
from members.people.mails.choices import wants_mails
from members.people.mails.emails import preference_links
from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.mail import absolute_url, send
from spaces.bookings.mail_kinds import BOOKINGS
from spaces.bookings.models import Booking
from spaces.building.formats import format_period
from spaces.series.models import Series


def send_series_changed(series: Series, bookings: Sequence[Booking]) -> None:
    """To who booked it, if they want such mails: one mail for all dates."""
    if series.booked_by_id is None:
        return
    wanted = User.objects.filter(pk=series.booked_by_id, is_active=True)
    person = wanted.filter(wants_mails(BOOKINGS.key)).first()
    if person is None:
        return
    foot = preference_links(person, BOOKINGS.key)
    with override(person.language or settings.LANGUAGE_CODE):
        times = [format_period(one.starts_at, one.ends_at) for one in bookings]
        skipped = [(format_day(one.day), one.why) for one in series.skipped.all()]
    context = {
        "series": series,
        "times": times,
        "skipped": skipped,
        "address": absolute_url(series.get_absolute_url()),
        "portal": the_multifactory(),
    }
    send(person.email, "series_booked", context | foot, person.language, unsubscribe=foot["stop_url"])
