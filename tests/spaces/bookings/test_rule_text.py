"""The rules of a space as people read them beside the form."""

from datetime import date, time

from multifactory.lib.weekdays import EVERY_DAY
from spaces.bookings.rule_text import booking_rules, hours_in_words
from spaces.bookings.rules import PolicyTerms
from spaces.policies.certificate_models import CertificateKind
from spaces.policies.models import BookingPolicy, OpeningHours, QuietHours, Quota

TODAY = date(2026, 11, 30)


def hours(opens, closes, days=range(7)):
    return [OpeningHours(weekday=day, opens=time(opens), closes=time(closes)) for day in days]


def test_days_with_the_same_hours_are_said_together():
    week = [*hours(8, 20, range(5)), *hours(9, 13, [5])]

    assert hours_in_words(week) == "Mon–Fri 08:00–20:00, Sat 09:00–13:00"
    assert hours_in_words(hours(16, 10)) == "every day 16:00–10:00"
    assert hours_in_words([*hours(8, 12, [0]), *hours(14, 18, [0])]) == "Mon 08:00–12:00, 14:00–18:00"


def test_every_rule_that_binds_is_a_line_and_what_is_free_to_all_is_none():
    plain = PolicyTerms(BookingPolicy(), [], [], [])
    strict = BookingPolicy(
        cleanup_minutes=30,
        notice_minutes=120,
        cancel_hours=24,
        needs_approval=True,
        closed_on_holidays=True,
        quota=Quota(name="Halls", minutes_a_week=600, open_bookings=1),
        certificate=CertificateKind(name="Crane"),
        certified_people=2,
    )
    rule = {"starts": time(12, 30), "ends": time(14, 30), "weekdays": EVERY_DAY, "reason": "Children"}
    rest = QuietHours(name="Midday", valid_from=date(2022, 1, 1), **rule)
    over = QuietHours(name="Old", valid_from=date(2020, 1, 1), valid_to=TODAY, **rule)

    assert booking_rules(plain, TODAY) == [
        ("Length", "15 min to 12 h"),
        ("In advance", "up to 180 days ahead"),
    ]
    assert booking_rules(PolicyTerms(strict, hours(8, 20), [rest, over], []), TODAY) == [
        ("Opening hours", "every day 08:00–20:00"),
        ("Public holidays", "closed"),
        ("Quiet hours", "12:30–14:30: no loud work (Children)"),
        ("Length", "15 min to 12 h"),
        ("Cleaning", "30 min after each booking"),
        ("In advance", "at least 2 h before, up to 180 days ahead"),
        ("Cancel or move", "until 24 h before it begins"),
        ("Each company", "10 h a week (Halls)"),
        ("Each company", "1 upcoming booking (Halls)"),
        ("Who works it", "2 people with the certificate “Crane”"),
        ("Approval", "A coordinator approves each booking."),
    ]
