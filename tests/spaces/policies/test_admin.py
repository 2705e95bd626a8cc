"""The rules of booking in the back-office."""

import re
from datetime import time

import pytest

from spaces.policies.models import QuietHours

pytestmark = pytest.mark.django_db


def test_days_of_the_week_are_seven_labelled_boxes(office):
    rule = QuietHours.objects.create(
        name="Midday", weekdays=0b0010010, starts=time(12, 30), ends=time(14, 30), reason="Children"
    )
    page = f"/admin/spaces/quiethours/{rule.pk}/change/"
    html = office.get(page).content.decode()

    boxes = re.findall(r'<input type="checkbox" name="weekdays" value="(\d)"[^>]*?( checked)?>', html)
    assert [(int(day), bool(checked)) for day, checked in boxes] == [(day, day in (1, 4)) for day in range(7)]
    assert [name in html for name in ("Monday", "Sunday")] == [True, True]
    sent = {
        "name": "Midday",
        "weekdays": ["0", "6"],
        "starts": "12:30",
        "ends": "14:30",
        "reason": "Children",
    }
    office.post(page, sent | {"valid_from": rule.valid_from.isoformat()})
    rule.refresh_from_db()
    assert rule.weekdays == 0b1000001
