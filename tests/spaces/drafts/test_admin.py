"""Sending in a drawing, mending it and publishing it in the back-office."""

from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from spaces.drafts.models import PlanDraft
from spaces.drafts.services import publish_plan
from spaces.plans.models import FloorPlan, PlanBackground
from tests.factories.spaces import FloorFactory, FloorPlanFactory, PlanDraftFactory, SpaceFactory
from tests.lib import image_corpus

pytestmark = pytest.mark.django_db
INKSCAPE = (Path(__file__).parent.parent.parent / "data" / "plans" / "inkscape.svg").read_bytes()
ADD = "/admin/spaces/plandraft/add/"
CODES = ["M01", "M02", "M03", "M04", "M05", "Y01", "Y02", "Y03"]


@pytest.fixture
def floor():
    floor = FloorFactory()
    for code in CODES:
        SpaceFactory(code=code, floor=floor)
    return floor


def send(office, floor, data: bytes, name: str = "mill.svg"):
    return office.post(ADD, {"floor": floor.pk, "file": SimpleUploadedFile(name, data)})


def address(draft: PlanDraft) -> str:
    return f"/admin/spaces/plandraft/{draft.pk}/change/"


def test_a_drawing_sent_in_is_shown_beside_the_plan_in_force(office, floor, coordinator):
    FloorPlanFactory(floor=floor, shapes={"M01": [[0, 0], [9, 0], [9, 9]]})

    response = send(office, floor, INKSCAPE, "C:\\plans\\mill.svg")

    draft = PlanDraft.objects.get()
    assert response.url == address(draft)
    assert (draft.floor, draft.file_name, draft.uploaded_by) == (floor, "mill.svg", coordinator)
    page = office.get(response.url)
    view = page.context["view"]
    assert (len(view.drawing.shapes), len(view.in_force.drawing.shapes)) == (8, 1)
    assert "8 spaces have their shapes." in page.content.decode()
    assert FloorPlan.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "This is not an SVG drawing, or it is damaged: it cannot be read."),
        (b"<svg", "This is not an SVG drawing, or it is damaged: it cannot be read."),
        (b" " * (1024 * 1024 + 1), "The file is larger than 1 MB. Leave out pictures and small details"),
        (b" " * (6 * 1024 * 1024), "The file is larger than 1 MB. Leave out pictures and small details"),
    ],
    ids=["empty", "broken", "over 1 MB", "over 5 MB"],
)
def test_what_cannot_be_read_is_said_beside_the_field(office, floor, data, text):
    response = send(office, floor, data)

    [error] = response.context["adminform"].form.errors["file"]
    assert error.startswith(text)
    assert PlanDraft.objects.count() == 0


def test_case_19_nothing_of_the_file_but_names_and_numbers_is_kept_or_shown(office, floor):
    evil = INKSCAPE.replace(
        b"</svg>",
        b"<script>alert('evil')</script><style>.evil{}</style><text>evil</text>"
        b'<rect id="&lt;b&gt;evil" onclick="evil()" fill="url(evil)" width="9" height="9"/></svg>',
    )

    html = office.get(send(office, floor, evil).url).content.decode()

    assert "&lt;b&gt;evil" in html
    assert "<b>evil" not in html
    assert [word for word in ("alert(", "evil()", "url(evil)", ".evil") if word in html] == []
    kept = str(PlanDraft.objects.get().found)
    assert [word for word in ("alert(", "evil()", "url(evil)", ".evil") if word in kept] == []


def test_a_missing_code_is_given_its_shape_and_the_plan_is_published(office, floor):
    draft = PlanDraft.objects.get(
        pk=send(office, floor, INKSCAPE.replace(b'id="M02"', b'id="rect77"')).url.split("/")[-3]
    )
    page = office.get(address(draft))
    assert page.context["view"].matching.missing == ["M02"]
    assert [one.caption for one in page.context["view"].unknown] == ["#2 rect77"]

    office.post(address(draft), {"choose": "1", "revision": draft.revision, "code_0": "1"})
    draft.refresh_from_db()
    response = office.post(
        address(draft), {"publish": "1", "revision": draft.revision, "valid_from": "2025-05-01"}
    )

    plan = FloorPlan.objects.get()
    assert response.url == f"/admin/spaces/floorplan/{plan.pk}/change/"
    assert (plan.valid_from, sorted(plan.shapes)) == (date(2025, 5, 1), CODES)
    assert office.get(response.url).status_code == 200


def test_doubled_and_foreign_codes_are_listed(office, floor):
    SpaceFactory(code="X9", floor=FloorFactory(name="First floor"))
    drawing = INKSCAPE.replace(b'id="M02"', b'id="M01" inkscape:label="M01"').replace(b'"Y01"', b'"X9"')

    response = office.get(send(office, floor, drawing.replace(b'id="M01" inkscape', b'id="r1" inkscape')).url)

    html = response.content.decode()
    assert response.context["view"].matching.doubled == {"M01": [0, 1]}
    assert "<b>Duplicates:</b> M01 (#1, #2)." in html
    assert "<b>Missing:</b> M02, Y01." in html
    assert "(a space of House" in html


@pytest.mark.parametrize(
    ("sent", "field", "text"),
    [
        ({"valid_from": ""}, "valid_from", "This field is required."),
        (
            {"valid_from": "31.2.2025"},
            "valid_from",
            "This is not a valid date.",
        ),
        ({"valid_from": "1800-01-01"}, "valid_from", "Choose a day from 1 Jan 1900 to"),
        (
            {"valid_from": "2024-01-01"},
            "valid_from",
            "There is already a plan of this floor valid from 1 Jan 2024",
        ),
        ({"valid_from": "2025-01-01"}, "leaves_missing", "On 1 Jan 2025 these have no shape: M01, M02"),
        ({"valid_from": "2025-01-01", "revision": "x"}, "revision", "Enter a whole number."),
        (
            {"valid_from": "2025-01-01", "revision": "7"},
            "__all__",
            "The drawing changed after you opened this page",
        ),
    ],
)
def test_a_plan_that_is_not_published_says_why_beside_the_field(office, floor, sent, field, text):
    FloorPlanFactory(floor=floor, valid_from=date(2024, 1, 1))
    SpaceFactory(code="square", floor=floor)
    draft = PlanDraftFactory(floor=floor)

    response = office.post(address(draft), {"publish": "1", "revision": draft.revision} | sent)

    assert response.status_code == 200
    assert response.context["publish"].errors[field][0].startswith(text)
    assert FloorPlan.objects.count() == 1


@pytest.mark.parametrize("place", ["9", "x", "-1"])
def test_a_shape_that_is_not_there_is_not_chosen(office, floor, place):
    draft = PlanDraftFactory(floor=floor)

    response = office.post(address(draft), {"choose": "1", "revision": 1, "code_0": place})

    assert list(response.context["choose"].errors) == ["code_0"]


def test_one_shape_is_not_two_spaces(office, floor):
    draft = PlanDraftFactory(floor=floor)

    response = office.post(address(draft), {"choose": "1", "revision": 1, "code_0": "0", "code_1": "0"})

    assert response.context["choose"].errors == {"code_1": ["This shape is already chosen for M01."]}


def test_a_choice_can_be_taken_back(office, floor):
    draft = PlanDraftFactory(floor=floor, chosen={"M01": 0})

    office.post(address(draft), {"choose": "1", "revision": 1, "code_0": ""})

    draft.refresh_from_db()
    assert (draft.chosen, draft.revision) == ({}, 2)


def test_case_16_a_button_pressed_twice_leads_to_the_plan(office, floor):
    SpaceFactory(code="square", floor=floor)
    draft = PlanDraftFactory(floor=floor)
    form = {"publish": "1", "revision": 1, "valid_from": "2025-01-01", "leaves_missing": "on"}

    answers = [office.post(address(draft), form).url for _time in range(2)]

    assert answers == [f"/admin/spaces/floorplan/{FloorPlan.objects.get().pk}/change/"] * 2


def test_a_drawing_thrown_away_is_gone_and_said_so_when_stale(office, floor):
    draft = PlanDraftFactory(floor=floor, revision=3)

    stale = office.post(address(draft), {"discard": "1", "revision": "2"})
    assert "The drawing changed after you opened this page" in stale.content.decode()

    gone = office.post(address(draft), {"discard": "1", "revision": "3"})
    assert (gone.url, PlanDraft.objects.count()) == ("/admin/spaces/plandraft/", 0)
    assert office.get(address(draft)).status_code == 302


def test_a_published_drawing_leads_to_its_plan(office, floor):
    SpaceFactory(code="square", floor=floor)
    draft = PlanDraftFactory(floor=floor)
    plan = publish_plan(draft, valid_from=date(2025, 1, 1), revision=1, by=None, leaves_missing=True)

    assert office.get(address(draft)).url == f"/admin/spaces/floorplan/{plan.pk}/change/"


def test_a_survey_beneath_a_plan_is_written_anew(office, floor):
    plan = FloorPlanFactory(floor=floor)
    form = {
        "background-TOTAL_FORMS": 1,
        "background-INITIAL_FORMS": 0,
        "background-0-plan": plan.pk,
        "background-0-alt": "The survey of 2019",
        "background-0-image": ContentFile(image_corpus.encoded(image_corpus.drawn()), name="survey.png"),
    }

    response = office.post(f"/admin/spaces/floorplan/{plan.pk}/change/", form)

    assert response.status_code == 302
    assert PlanBackground.objects.get().large.name.endswith(".webp")


def test_a_survey_drawn_as_svg_is_refused(office, floor):
    plan = FloorPlanFactory(floor=floor)
    form = {
        "background-TOTAL_FORMS": 1,
        "background-INITIAL_FORMS": 0,
        "background-0-plan": plan.pk,
        "background-0-alt": "The survey of 2019",
        "background-0-image": ContentFile(INKSCAPE, name="survey.svg"),
    }

    response = office.post(f"/admin/spaces/floorplan/{plan.pk}/change/", form)

    [formset] = [one.formset for one in response.context["inline_admin_formsets"]]
    assert formset.errors == [{"image": ["This is an SVG drawing: save it as PNG and try again."]}]


def test_the_page_of_a_floor_leads_to_its_plan_and_to_a_new_drawing(office, floor):
    html = office.get(f"/admin/spaces/floor/{floor.pk}/change/").content.decode()

    assert f'href="{ADD}?floor={floor.pk}"' in html
    assert f'href="{floor.get_absolute_url()}"' in html
