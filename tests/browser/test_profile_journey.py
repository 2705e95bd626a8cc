"""A representative fills the page of a new company until nothing is missing."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from members.companies.models import Company
from tests.factories.members import CompanyFactory, FieldFactory, MembershipFactory, MultifactoryFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORY = (
    "We began in a cellar with one lathe and a bench of our grandfather. Today there are four of us, and the "
    "bench is still in the middle of the room. We make chairs to measure, mend those of others and teach "
    "whoever wants to know how a joint holds without glue."
)


@pytest.fixture
def drawing(tmp_path: Path):
    """The path of a picture as a telephone or a drawing program would save it."""

    def draw(name: str, size: tuple[int, int]) -> Path:
        image = Image.new("RGB", size, (206, 188, 160))
        ImageDraw.Draw(image).ellipse((size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2), (150, 60, 40))
        image.save(tmp_path / name)
        return tmp_path / name

    return draw


def expect_points(page: Page, points: int) -> None:
    meter = page.get_by_role("region", name="How complete your page is")
    expect(meter.locator("strong")).to_have_text(str(points))


def test_a_representative_fills_a_new_page_until_the_meter_is_full(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone, drawing
):
    MultifactoryFactory(name="R84 Multifactory")
    second = FieldFactory(code="repair")
    company = CompanyFactory(name="Sedie Belle", slug="sedie-belle", line="Chairs")
    log_in(MembershipFactory(company=company, role="representative").user)

    def look() -> None:
        assert_accessible()
        assert_fits_phone()

    page.goto(f"{live_server.url}/companies/sedie-belle/")
    expect_points(page, 15)
    look()

    page.get_by_role("link", name="Your story").click()
    look()
    page.get_by_label("What it does, in one line").fill("Chairs that hold without glue")
    page.get_by_label("Story").fill(STORY)
    page.get_by_label("Second field").select_option(str(second.pk))
    page.get_by_label("E-mail address", exact=False).first.fill("no address")
    page.get_by_label("Commissions").check()
    page.get_by_role("button", name="Save").evaluate("button => { button.form.noValidate = true }")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a valid email address")
    expect(page.get_by_label("Story")).to_have_value(STORY)
    look()
    page.get_by_label("E-mail address", exact=False).first.fill("sedie@example.org")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Page saved.")
    expect_points(page, 35)

    page.get_by_role("navigation", name="Pages to edit").get_by_role("link", name="Photos").click()
    look()
    page.get_by_role("link", name="Add the logo").click()
    page.get_by_label("Logo").set_input_files(drawing("logo.png", (900, 300)))
    page.get_by_role("button", name="Save").click()
    expect_points(page, 45)
    for number, words in enumerate(("The lathe", "Ada bends a back", "Six chairs, ready to go"), start=1):
        page.get_by_role("link", name="Add a photo").click()
        page.get_by_label("Photo").set_input_files(drawing(f"{number}.jpg", (1200, 900)))
        page.get_by_label("What it shows").fill(words)
        page.get_by_role("button", name="Save").click()
        expect_points(page, 45 + 5 * number)
    page.get_by_role("button", name=re.compile("^Up ?: Six chairs")).click()
    order = ["The lathe", "Six chairs, ready to go", "Ada bends a back"]
    expect(page.locator(".items h2")).to_have_text(order)
    look()

    page.get_by_role("link", name="A product or service").click()
    look()
    page.get_by_role("link", name="Add a product or service").click()
    look()
    page.get_by_label("Name").fill("Chair to measure")
    page.get_by_label("Kinds of product").fill("chair")
    page.get_by_label("Materials").fill("ash, beech")
    page.get_by_label("Design").check()
    page.get_by_label("Repair").check()
    page.get_by_label("Photo", exact=False).first.set_input_files(drawing("chair.png", (800, 800)))
    page.get_by_label("What the photo shows").fill("A chair with a bent back")
    page.get_by_role("button", name="Save").click()
    expect_points(page, 100)
    expect(page.get_by_role("region", name="How complete your page is")).to_contain_text("Nothing is missing")
    look()

    page.goto(f"{live_server.url}/companies/sedie-belle/")
    expect(page.get_by_role("img", name="A chair with a bent back")).to_be_visible()
    look()
    after = Company.objects.get()
    assert (after.takes_commissions, after.confirmed_on) == (True, timezone.localdate())
    assert (after.products.count(), after.photos.count()) == (1, 3)


def test_a_representative_asks_for_another_name(
    page: Page, live_server, log_in, assert_accessible, assert_fits_phone
):
    MultifactoryFactory(name="R84 Multifactory")
    company = CompanyFactory(name="Sedie Belle", slug="sedie-belle")
    log_in(MembershipFactory(company=company, role="representative").user)

    page.goto(f"{live_server.url}/companies/sedie-belle/edit/")
    page.get_by_role("link", name="Is the name or the craft register entry wrong?").click()
    page.get_by_label("Name", exact=True).fill("Sedie Bellissime")
    page.get_by_label("Why").fill("Ada has joined us.")
    page.get_by_role("button", name="Ask for the change").click()

    expect(page.get_by_role("heading", name="Pending request")).to_be_visible()
    assert_accessible()
    assert_fits_phone()
    assert company.change_requests.get().name == "Sedie Bellissime"
