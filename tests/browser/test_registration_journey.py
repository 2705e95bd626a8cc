"""The last seat: held, lost to nobody, given back, offered to who waits, shown at the door on a telephone."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from events.registrations.models import Registration
from tests.browser.test_journeys import PHONE, look, open_window  # noqa: F401 - a fixture
from tests.factories.events import EventFactory, EventHostFactory, QuestionFactory
from tests.factories.members import MembershipFactory, MultifactoryFactory

pytestmark = pytest.mark.browser


def register(page: Page, event, name: str) -> None:
    page.goto(event.get_absolute_url())
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail address").fill(f"{name}@example.org")
    page.locator("main form .button").click()
    expect(page.get_by_role("status")).to_contain_text("Check your inbox")


def link_of_last_mail(to: str) -> str:
    body = [sent.body for sent in mail.outbox if sent.to == [f"{to}@example.org"]][-1]
    return re.search(r"/events/registrations/\S+/", body).group(0)


def test_the_last_seat_is_given_back_offered_accepted_and_checked_in_on_a_telephone(
    open_window,  # noqa: F811
    live_server,
):
    MultifactoryFactory(name="R84 Multifactory")
    anna = MembershipFactory(user__name="Anna")
    event = EventFactory(title="At the bench", slug="at-the-bench", capacity=1, max_party=1)
    EventHostFactory(event=event, company=anna.company)
    QuestionFactory(event=event, label_en="Do you bring an instrument?", purpose="the space")
    ada, ben, host = open_window(), open_window(), open_window(anna.user)

    register(ada, event, "ada")
    ada.goto(link_of_last_mail("ada"))
    ada.get_by_role("button", name="Confirm my registration").click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("Your ticket")

    ben.goto(event.get_absolute_url())
    expect(ben.get_by_role("button", name="Join the waiting list")).to_be_visible()
    look(ben)
    register(ben, event, "ben")
    ben.goto(link_of_last_mail("ben"))
    expect(ben.get_by_role("heading", level=1)).to_have_text("You are number 1 on the waiting list")
    look(ben)

    ada.locator("summary", has_text="Cancel my registration").click()
    ada.get_by_role("button", name="Cancel my registration").click()
    expect(ada.get_by_role("heading", level=1)).to_have_text("Your registration is cancelled")

    ben.goto(link_of_last_mail("ben"))
    expect(ben.get_by_role("heading", level=1)).to_have_text("A seat is free for you")
    look(ben)
    ben.get_by_role("button", name="Accept the offer").click()
    expect(ben.get_by_role("img", name="QR code of ticket")).to_be_visible()
    look(ben)

    code = Registration.objects.get(name="ben").code
    host.goto(f"/events/{event.slug}/guests/")
    look(host)
    host.set_viewport_size({"width": PHONE, "height": 740})
    host.get_by_role("link", name="Check-in", exact=True).click()
    host.get_by_label("Code or name").fill(code.lower().replace("0", "o").replace("1", "l"))
    host.get_by_role("button", name="Look up").click()
    look(host)
    host.get_by_role("button", name="Let in").click()
    expect(host.locator(".answer .word")).to_have_text("In")
    look(host)
    host.goto(f"/events/{event.slug}/check-in/?code={code}")
    expect(host.locator(".answer .word")).to_contain_text("Already in, ")
    look(host)
    host.get_by_role("button", name="Undo the check-in").click()
    expect(host.get_by_role("button", name="Let in")).to_be_visible()
