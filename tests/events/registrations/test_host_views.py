"""Guests for their hosts: lists, download, removal, letters, questions."""

import csv
import io
import uuid

import pytest
from django.core import mail
from django.urls import reverse

from events.registrations.door_models import GuestLetter, GuestListDownload
from events.registrations.letters import send_guest_letter
from events.registrations.question_models import Answer, EventQuestion
from tests.events.helpers import confirmed, held, later, offered, states, subjects, text_of, waiting
from tests.factories.events import EventFactory, QuestionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def url(event, name, *more) -> str:
    return reverse(f"events:{name}", args=[event.slug, *more])


def test_the_lists_and_figures_say_who_comes_and_who_waits(office):
    event = EventFactory(capacity=10)
    confirmed(event, "Ann", 3), waiting(event, "Ben", 2), offered(event, "Carl"), held(event, "Dora")
    RegistrationFactory(event=event, name="Elio", state="cancelled")

    page = office.get(url(event, "guest_list"))

    assert [(key, number) for key, _label, number in page.context["lists"]] == [
        ("confirmed", 1),
        ("waiting", 2),
        ("open", 1),
        ("over", 1),
    ]
    figures = page.context["figures"]
    assert (figures.confirmed, figures.waiting, figures.offered, figures.held) == (3, 2, 1, 1)
    assert (figures.used, figures.free) == (5, 5)
    names = {
        which: [one.name for one in office.get(url(event, "guest_list"), {"list": which}).context["page_obj"]]
        for which in ("confirmed", "waiting", "open", "over", "nonsense")
    }
    assert names == {
        "confirmed": ["Ann"],
        "waiting": ["Carl", "Ben"],
        "open": ["Dora"],
        "over": ["Elio"],
        "nonsense": ["Ann"],
    }
    assert [one.name for one in office.get(url(event, "guest_list"), {"q": "dORA"}).context["page_obj"]] == [
        "Dora"
    ]


def test_the_download_holds_answers_no_formula_and_is_noted(office, coordinator):
    event = EventFactory()
    question = QuestionFactory(event=event, kind="choice", options_en="Soup\nBread")
    guest = confirmed(event, "=HYPERLINK(1)", 2)
    Answer.objects.create(registration=guest, question=question, text="2")

    response = office.get(url(event, "guests_download"))

    header, row = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert header[-1] == "What do you eat?"
    assert (row[0], row[2], row[4], row[-1]) == ("'=HYPERLINK(1)", "2", guest.code, "Bread")
    assert list(GuestListDownload.objects.values_list("by", "rows")) == [(coordinator.pk, 1)]
    assert "Downloaded once, on" in text_of(office.get(url(event, "guest_list")))


def test_a_removed_guest_is_told_and_the_seat_is_offered(office):
    event = EventFactory(capacity=1)
    guest = confirmed(event, "Ann")
    waiting(event, "Ben")
    page = office.get(url(event, "guest_remove", guest.pk))
    assert "Cancel this registration?" in text_of(page)

    office.post(url(event, "guest_remove", guest.pk))

    assert states(event) == {"Ann": "cancelled", "Ben": "offered"}
    assert (guest.email, "Your registration is cancelled") in subjects()


def test_a_letter_goes_once_to_each_reader_quoted_and_answered_by_the_host(office):
    event = EventFactory(title="Open day")
    ann, ben = confirmed(event, "Ann"), waiting(event, "Ben")
    held(event, "Carl")
    form = {"readers": "all", "subject": "Bring tools", "text": "Dear all,\nsee https://evil.example/x"}
    form |= {"request_id": str(uuid.uuid4())}

    for _ in range(2):
        office.post(url(event, "guest_letter"), form)

    assert sorted(sent.to for sent in mail.outbox) == sorted([[ann.email], [ben.email]])
    assert mail.outbox[0].subject == "Open day: Bring tools"
    assert "> Dear all,\n> see …" in mail.outbox[0].body
    assert any(ann.link in sent.body for sent in mail.outbox)
    assert GuestLetter.objects.get().number == 2


def test_a_letter_nobody_would_get_keeps_what_was_typed(office):
    page = office.post(
        url(EventFactory(), "guest_letter"), {"readers": "confirmed", "subject": "A", "text": "Long text"}
    )
    assert "Nobody would receive this letter." in text_of(page)
    assert page.context["form"]["text"].value() == "Long text"


def test_letters_of_an_event_have_their_limit(office, coordinator):
    event = EventFactory()
    confirmed(event, "Ann")
    letter = {"readers": "all", "subject": "A", "text": "B", "by": coordinator, "request_id": None}
    for _ in range(20):
        send_guest_letter(event, **letter)
    page = office.post(url(event, "guest_letter"), {"readers": "all", "subject": "A", "text": "B"})
    assert "No more than 20 letters" in text_of(page)


QUESTION = {"label_en": "What do you eat?", "kind": "text", "purpose": "the kitchen", "days_kept": "7"}


def test_hosts_ask_six_questions_at_most(office):
    event = EventFactory()
    for number in range(7):
        page = office.post(url(event, "question_list"), QUESTION | {"label_en": f"Q{number}"})
    assert [one.label_en for one in event.questions.all()] == [f"Q{number}" for number in range(6)]
    assert page.status_code == 200

    first = event.questions.first()
    office.post(url(event, "question_delete", first.pk))
    office.post(url(event, "question_list"), QUESTION | {"label_en": "Q7"})
    assert event.questions.count() == 6


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"days_kept": "31"}, "days_kept"),
        ({"days_kept": "-1"}, "days_kept"),
        ({"label_en": ""}, "__all__"),
        ({"purpose": ""}, "purpose"),
        ({"kind": "choice"}, "options_it"),
        ({"kind": "choice", "options_en": "A\nB", "options_it": "A"}, "options_en"),
        ({"kind": "other"}, "kind"),
        ({"label_en": "x" * 10000}, "label_en"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(office, changes, field):
    page = office.post(url(EventFactory(), "question_list"), QUESTION | changes)
    assert list(page.context["form"].errors) == [field]
    assert EventQuestion.objects.count() == 0


def test_a_question_is_shown_in_the_readers_language_or_the_one_there_is():
    question = QuestionFactory.build(label_it="Che cosa mangi?", options_en="Soup\nBread", options_it="")
    assert (question.label("it"), question.label("en")) == ("Che cosa mangi?", "What do you eat?")
    assert question.options("it") == ["Soup", "Bread"]


def test_nothing_is_removed_once_the_event_has_begun(office):
    event = EventFactory(starts_at=later(minutes=-5))
    guest = confirmed(event, "Ann")
    office.post(url(event, "guest_remove", guest.pk))
    assert (states(event), mail.outbox) == ({"Ann": "confirmed"}, [])
