"""Meters: what is read of them, by whom it is used, and what pages say."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from spaces.costs.metering.models import Meter, Reading
from spaces.costs.metering.reading_csv import read_readings
from spaces.costs.metering.services import record_readings, void_reading
from spaces.costs.sharing.split import share_by_rule
from spaces.costs.spending.models import Cost
from tests.factories.costs import (
    CostFactory,
    MeterFactory,
    ReadingFactory,
    SharingRuleFactory,
    metered_rule,
    read_meter,
)
from tests.factories.members import CompanyFactory, MembershipFactory, UserFactory
from tests.factories.spaces import AllocationFactory, SpaceFactory
from tests.lib.image_corpus import jpeg_from_a_telephone
from tests.spaces.back_office import Steps

pytestmark = pytest.mark.django_db

Q1 = {"start_on": date(2025, 1, 1), "end_on": date(2025, 4, 1)}
IMPORT = "/costs/readings/import/"


@pytest.fixture
def place(client):
    """A company that holds 60 of 100 m², and a representative of it that reads."""
    found = MembershipFactory(role="representative", company__name="Ferri")
    unit = SpaceFactory(code="A1", area_m2=60)
    AllocationFactory(company=found.company, unit=unit, area_m2=60)
    SpaceFactory(code="A2", area_m2=40)
    client.force_login(found.user)
    return found


def csv_rows(client, year):
    text = b"".join(client.get(reverse("spaces:cost_record", args=[year])).streaming_content).decode()
    return list(csv.reader(StringIO(text)))


def unit_of(place):
    return place.company.allocations.get().unit


# --- Sharing -----------------------------------------------------------------------------------------------


def test_a_cost_by_meters_explains_common_parts_and_each_share(place, client):
    read_meter(0, 400_000, code="MAIN")
    read_meter(0, 300_000, space=unit_of(place))
    cost = CostFactory(cents=1_000_00, rule=metered_rule(), **Q1)

    assert dict(cost.shares.values_list("company", "cents")) == {
        place.company_id: 525_00 + 285_00,
        None: 190_00,
    }
    text = " ".join(client.get(cost.get_absolute_url()).content.decode().split())
    assert (
        "Common parts and losses: € 700.00 × 100 kWh ÷ 400 kWh = 175.00 → € 175.00, "
        "shared with the € 300.00 of the first key." in text
    )
    assert "€ 475.00 × 60.00 m² × 90 days ÷ 9,000 m²·days = 285.00" in text
    assert "€ 525.00 × 300 kWh ÷ 300 kWh = 525.00 → € 810.00" in text
    head, row, *_rest = csv_rows(client, 2025)
    assert (head[-1], row[-1]) == ("Common parts and losses", "100000")


def test_the_record_of_a_year_without_meters_stays_as_it_was(place, client):
    CostFactory(rule=SharingRuleFactory(), **Q1)

    rows = csv_rows(client, 2025)
    assert (rows[0][-1], {len(row) for row in rows}) == ("Turn", {15})


def test_a_meter_that_was_not_read_around_the_days_is_named(place):
    read_meter(0, 400_000, code="MAIN", last=date(2025, 3, 31))
    with pytest.raises(ValidationError, match="MAIN"):
        CostFactory(rule=metered_rule(), **Q1)
    assert not Cost.objects.exists()


def test_a_time_to_come_is_shared_as_the_last_year_was(place):
    read_meter(0, 90_000, space=unit_of(place))
    read_meter(0, 30_000, company=CompanyFactory(name="Galli"))
    rule = metered_rule(fixed_percent=0)

    split = share_by_rule(rule, 100_00, date(2027, 1, 1), date(2028, 1, 1), is_forecast=True)

    assert sorted(share.cents for share in split.shares if share.payer) == [25_00, 75_00]


def test_trying_an_amount_by_meters_says_what_it_would_be(place, client):
    read_meter(0, 90_000, space=unit_of(place))
    page = client.get(reverse("spaces:cost_try"), {"cents": "100", "rule": metered_rule().pk})

    assert page.context["own"] == "€ 88.00"  # 18.00 of the 30.00 by m², all of the 70.00


# --- What is kept ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"is_exchange": True}, "reading_exchange_has_last_value"),
        ({"last_value": 1}, "reading_exchange_has_last_value"),
        ({"value": 10**15 + 1}, "reading_in_range"),
        ({"voided_at": timezone.now()}, "reading_void_says_why"),
    ],
)
def test_a_reading_that_cannot_be_is_refused_by_the_database(values, constraint):
    with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
        ReadingFactory(**values)


def test_a_meter_serves_one_and_is_read_once_a_day():
    with pytest.raises(DatabaseError, match="meter_serves_one"), transaction.atomic():
        MeterFactory(space=SpaceFactory(), company=CompanyFactory())
    with pytest.raises(DatabaseError, match="meter_ends_after_start"), transaction.atomic():
        MeterFactory(end_on=date(2020, 1, 1))
    meter = ReadingFactory().meter
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingFactory(meter=meter, value=2)


@pytest.mark.parametrize(
    ("model", "seal", "change"),
    [
        (Reading, "reading_sealed", {"value": 1}),
        (Reading, "reading_sealed", {"day": date(2021, 1, 1)}),
        (Reading, "reading_sealed", None),
        (Meter, "meter_with_readings_sealed", {"kind": "water"}),
    ],
)
def test_what_was_read_is_sealed(model, seal, change):
    ReadingFactory()
    rows = model.objects.all()
    with pytest.raises(DatabaseError, match=seal), transaction.atomic():
        rows.update(**change) if change else rows._raw_delete(rows.db)


def test_a_void_is_sealed_and_makes_room_for_the_right_value():
    reading = ReadingFactory(day=date(2026, 1, 1))
    void_reading(reading, reason="Misread", by=UserFactory())

    assert record_readings([Reading(meter=reading.meter, day=reading.day, value=5)], by=None) == 1
    with pytest.raises(DatabaseError, match="reading_void_sealed"), transaction.atomic():
        Reading.objects.filter(pk=reading.pk).update(void_reason="Another")


# --- By file -----------------------------------------------------------------------------------------------


@pytest.fixture
def meters():
    return {code.casefold(): MeterFactory(code=code) for code in ("H-A1", "H-A2")}


def test_lines_are_read_with_a_mark_semicolons_and_an_exchange(meters):
    head = "\ufeffContatore;Data;Valore;Ultimo valore;Nota"
    text = f"{head}\nH-A1;31/12/2025;1.234,5;;\nh-a2;2026-01-01;0;998,25;New"

    first, second = (line.reading for line in read_readings(text, meters))

    assert (first.meter.code, first.day, first.value) == ("H-A1", date(2025, 12, 31), 1_234_500)
    assert (second.value, second.is_exchange, second.last_value, second.note) == (0, True, 998_250, "New")


def test_each_wrong_line_is_said_by_its_number_and_nothing_is_taken(meters):
    text = "\n".join(
        [
            "meter;day;value",
            "H-A1;2026-01-01;10",
            "H-A9;2026-01-01;10",
            "H-A1;01.01.2026;11",
            "H-A2;soon;10",
            "H-A2;2026-01-01;=1+1",
            "H-A2;2026-01-02;-3",
            "H-A2;2026-01-02;1,2345",
            "H-A2;2026-01-02;",
            "'=H-A2;2026-01-02;1",
        ]
    )
    with pytest.raises(ValidationError) as refused:
        read_readings(text, meters)

    assert refused.value.messages == [
        "Line 3: no meter has the code “H-A9”.",
        "Line 4: it is the same meter and day as line 2.",
        "Line 5: “soon” is not a day.",
        "Line 6: “=1+1” is not a value of a meter.",
        "Line 7: “-3” is not a value of a meter.",
        "Line 8: “1,2345” is not a value of a meter.",
        "Line 9: “” is not a value of a meter.",
        "Line 10: no meter has the code “=H-A2”.",
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("\n" * 5_001, "At most 5000 lines"), (f'H-A1;"{"1" * 140_000}', "Line 1: this cannot be read")],
)
def test_a_file_that_is_too_long_is_refused(meters, text, words):
    with pytest.raises(ValidationError, match=words):
        read_readings(text, meters)


def test_readings_are_shown_first_and_then_recorded_once(office, meters):
    ReadingFactory(meter=meters["h-a1"], day=date(2025, 1, 1), value=100_000)
    data = {"text": "H-A1;2025-08-01;150\nH-A2;2025-08-01;7,5"}

    first = office.post(IMPORT, data)
    shown = [(row.cells[3].text, [mark.text for mark in row.cells[4].marks]) for row in first.context["rows"]]
    assert shown == [("50 kWh", ["not read for 212 days"]), ("–", [])]
    assert Reading.objects.count() == 1
    seen = first.context["form"]["seen"].value()
    for _twice in range(2):
        office.post(IMPORT, data | {"seen": seen})
        seen = office.post(IMPORT, data).context["form"]["seen"].value()

    assert sorted(Reading.objects.values_list("value", flat=True)) == [7_500, 100_000, 150_000]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("H-A1;2025-03-01;99", "Line 1: That is less than the 131 kWh of 1 Feb 2025."),
        ("H-A1;2025-01-15;140", "Line 1: That is more than the 131 kWh of 1 Feb 2025."),
        ("H-A1;2025-03-01;131\nH-A1;2025-04-01;130", "Line 2: That is less than the 131 kWh"),
        ("H-A1;2025-03-01;300", "Line 1: That is 6 times the usual."),
        ("H-A1;2025-02-01;132", "Line 1: This meter was already read that day: 131 kWh."),
        ("H-A1;2019-12-31;1", "Line 1: This meter does not run that day."),
        ("H-A1;2035-01-01;999", "Line 1: That day has not come yet."),
    ],
)
def test_a_fall_or_a_jump_is_not_taken_silently(office, meters, line, words):
    for day, value in ((date(2025, 1, 1), 100_000), (date(2025, 2, 1), 131_000)):
        ReadingFactory(meter=meters["h-a1"], day=day, value=value)

    page = office.post(IMPORT, {"text": f"{line}\nH-A2;2025-03-01;1" if "\n" not in line else line})

    assert any(words in text for text in page.context["form"].errors["text"])
    assert Reading.objects.count() == 2


def test_a_jump_with_a_note_and_an_exchange_are_taken(office, meters):
    for day, value in ((date(2025, 1, 1), 100_000), (date(2025, 2, 1), 131_000)):
        ReadingFactory(meter=meters["h-a1"], day=day, value=value)
    data = {"text": "H-A1;2025-03-01;300;;The stove broke\nH-A1;2025-04-01;2;330;New meter"}
    seen = office.post(IMPORT, data).context["form"]["seen"].value()
    office.post(IMPORT, data | {"seen": seen})

    page = office.get(meters["h-a1"].get_absolute_url() + "?year=2025")
    assert page.context["shown"].months[:4] == [
        ("January", "31 kWh"),
        ("February", "169 kWh"),
        ("March", "30 kWh"),
        ("April", "–"),
    ]
    text = page.content.decode()
    assert "it counted 6 times the usual" in text
    assert "Exchanged: the old one showed 330 kWh." in text


def test_readings_go_out_as_they_come_in(place, client, meters):
    ReadingFactory(meter=meters["h-a1"], day=date(2025, 1, 1), value=100_500)
    ReadingFactory(
        meter=meters["h-a1"], day=date(2025, 2, 1), value=0, is_exchange=True, last_value=120_000, note="=New"
    )

    text = b"".join(client.get(reverse("spaces:meter_list"), {"download": ""}).streaming_content).decode()
    taken = [line.reading for line in read_readings(text, meters)]

    assert record_readings(taken, by=None) == 0
    assert [one.note for one in taken] == ["", "=New"]


# --- The back-office and the pages --------------------------------------------------------------------------


def test_a_reading_is_entered_with_its_photo_and_voided_with_a_reason(office):
    meter = MeterFactory()
    values = {"meter": meter.pk, "day": "2025-01-01", "value": "12.345,678"}
    office.post(
        "/admin/spaces/reading/add/",
        values | {"photo_file": SimpleUploadedFile("m.jpg", jpeg_from_a_telephone(), "image/jpeg")},
    )
    reading = Reading.objects.get()

    assert (reading.value, bool(reading.photo)) == (12_345_678, True)
    shown = office.get(reverse("spaces:reading_photo", args=[meter.code, reading.pk]))
    assert shown["Content-Type"] == "image/webp"
    wrong = office.post("/admin/spaces/reading/add/", values | {"day": "2025-02-01", "value": "12"})
    assert "less than the 12,345.678 kWh" in str(wrong.context["adminform"].form.errors["value"])
    Steps(office, "/admin/spaces/reading/", "void", reading, reason="Misread").do()
    reading.refresh_from_db()
    assert reading.void_reason == "Misread"


def test_the_form_of_a_rule_offers_meters_for_the_rest_and_takes_thirty(office):
    values = {
        "name": "Heating",
        "valid_from": "2025-01-01",
        "reason": "As agreed",
        "fixed_key": "area",
        "variable_key": "metered",
        "meter_kind": "heating",
        "among": "all",
        "empty": "community",
        "unusable": "nothing",
    }
    url = "/admin/spaces/sharingrule/add/"
    half = office.post(url, values | {"fixed_percent": "51"})
    assert "At least half of the heating" in str(half.context["adminform"].form.errors)
    unnamed = office.post(url, values | {"meter_kind": ""})
    assert "Choose what the meters measure" in str(unnamed.context["adminform"].form.errors)
    first = office.post(url, values | {"fixed_key": "metered"})
    assert "fixed_key" in first.context["adminform"].form.errors

    office.post(url, values)

    page = office.get(reverse("spaces:sharing_rules")).content.decode()
    assert "30 % is shared by the m² each company holds, day by day, 70 % by what the meters counted" in page


def test_the_split_shown_before_saving_says_what_is_common(office, place):
    read_meter(0, 400_000, code="MAIN")
    read_meter(0, 300_000, space=unit_of(place))
    kept = CostFactory(cents=1_000_00, rule=metered_rule(), **Q1)
    values = {
        "title": "Gas",
        "category": kept.category_id,
        "euros": "1000",
        "start_on": "2025-01-01",
        "end_on": "2025-04-01",
        "urgent_reason": "Cold",
        "rule": kept.rule_id,
        "form_id": "6f1e6d0e-2f0f-4d2e-9d52-1c61ac3f6b11",
    }

    page = office.post("/admin/spaces/cost/add/", values)

    assert "Common parts and losses: € 700.00 × 100 kWh ÷ 400 kWh" in page.content.decode()
    assert ("Ferri", "€ 810.00") in page.context["adminform"].form.split_rows()


def test_meters_list_their_use_and_what_is_to_be_looked_at(place, client):
    today = timezone.localdate()
    unit = unit_of(place)
    read_meter(
        0,
        73_000,
        code="H-1",
        space=unit,
        start_on=today - timedelta(73),
        first=today - timedelta(73),
        last=today,
    )
    MeterFactory(code="H-2", start_on=today - timedelta(3))

    page = client.get(reverse("spaces:meter_list"))

    assert [(row.meter.code, row.used, row.days, row.width) for row, _place in page.context["rows"]] == [
        ("H-1", "73 kWh", 73, 100),
        ("H-2", "", 0, None),  # the main meter is no part of what is compared
    ]
    assert [(meter.code, text.split(": ")[1]) for meter, text in page.context["to_check"]] == [
        ("H-2", "3 days.")
    ]
    assert client.get("/costs/readings/import/").status_code == 403
