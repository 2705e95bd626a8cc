"""Calendars as text, read back by a library."""

from datetime import UTC, date, datetime

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from multifactory.lib.calendar_text import fold, write_calendar
from multifactory.lib.calendars import CalendarEntry, Status
from multifactory.lib.text.clean import legal_text

AT = datetime(2026, 11, 30, 8, tzinfo=UTC)


def entry(**more):
    facts = {"uid": "one", "starts": AT, "ends": AT.replace(hour=9), "title": "Meeting", "changed": AT}
    return CalendarEntry(**facts | more)


def read(*entries: CalendarEntry) -> list[icalendar.Event]:
    text = write_calendar("House", entries, uid="c", language="it")
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_title_is_read_back_as_it_was_written(title):
    (event,) = read(entry(title=title))

    expected = legal_text(title).replace("\r\n", "\n").replace("\r", "\n")
    assert str(event.get("SUMMARY", "")) == expected


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=300))
def test_no_line_is_longer_than_75_octets_and_no_letter_is_torn(text):
    lines = fold(text).encode().split(b"\r\n")

    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert "".join([lines[0].decode(), *(line.decode()[1:] for line in lines[1:])]) == text


def test_days_are_days_and_moments_are_in_utc():
    day, moment = read(entry(starts=date(2026, 12, 24), ends=date(2026, 12, 25)), entry(uid="two"))

    assert (day["DTSTART"].dt, day["DTEND"].dt) == (date(2026, 12, 24), date(2026, 12, 25))
    assert (moment["DTSTART"].dt, moment["DTEND"].dt) == (AT, AT.replace(hour=9))
    assert moment["DTSTART"].to_ical() == b"20261130T080000Z"


def test_what_is_off_takes_no_time():
    off, on = read(entry(status=Status.CANCELLED), entry(uid="two", is_private=True))

    assert (str(off["STATUS"]), str(off["TRANSP"])) == ("CANCELLED", "TRANSPARENT")
    assert (str(on["STATUS"]), str(on["TRANSP"]), str(on["CLASS"])) == ("CONFIRMED", "OPAQUE", "PRIVATE")
