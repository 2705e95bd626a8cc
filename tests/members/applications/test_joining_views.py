"""The applicant's pages: begin, fill in behind the link, send, answer, appeal, withdraw."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from members.applications.models import Application
from members.applications.part_models import ApplicationDocument, ApplicationMessage
from tests.factories.applications import (
    ApplicationFactory,
    CallFactory,
    CallQuestionFactory,
    QuestionFactory,
)
from tests.factories.members import FieldFactory, MultifactoryFactory
from tests.members.helpers import messages_of, url

pytestmark = pytest.mark.django_db

State = Application.State
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def visitor() -> Client:
    return Client()


def start_form(**changes) -> dict[str, str]:
    data = {"name": "Cartapesta Rondelli", "person": "Lucia Rondelli", "email": "lucia@example.net"}
    return data | {"language": "it", "consent": "on", "request_id": str(uuid.uuid4())} | changes


def draft_form(**changes) -> dict[str, str]:
    rows = {}
    for prefix in ("products", "listings"):
        rows |= {f"{prefix}-TOTAL_FORMS": "2", f"{prefix}-INITIAL_FORMS": "0"}
        rows |= {f"{prefix}-{number}-kind": "offer" for number in range(2)}
    return rows | {"person": "Lucia Rondelli", "language": "it", "craft": "none"} | changes


def test_who_begins_is_told_to_look_at_their_mail_whether_or_not_they_have_applied_before(
    visitor, mailoutbox
):
    answers = [visitor.post(url("join_new"), start_form(), follow=True) for _time in range(2)]
    assert [messages_of(answer) for answer in answers] == [
        ["Check your inbox: we have sent you a link to lucia@example.net. It opens your application."]
    ] * 2
    assert (len(mailoutbox), Application.objects.count()) == (2, 1)


def test_without_consent_nothing_begins(visitor):
    answer = visitor.post(url("join_new"), start_form(consent=""))
    assert (list(answer.context["form"].errors), Application.objects.count()) == (["consent"], 0)


def test_one_address_gets_ten_mails_a_day(visitor, settings, mailoutbox):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"application": "60/h/ip,2/d/key"}
    statuses = [visitor.post(url("join_new"), start_form()).status_code for _time in range(3)]
    assert (statuses, len(mailoutbox)) == ([302, 302, 429], 2)


def test_a_link_of_another_application_or_salt_opens_nothing(visitor):
    application = ApplicationFactory()
    other = Signer(salt="spaces.unit_request").sign_object(application.uid.hex)
    links = [
        application.link[:-1] + "x",
        other,
        "nonsense",
        Signer(salt="members.application").sign_object("x"),
    ]
    assert [visitor.get(url("join_follow", link)).status_code for link in links] == [404] * 4
    assert visitor.get(url("join_follow", application.link)).status_code == 200


def test_the_link_is_kept_from_search_engines_and_other_sites(visitor):
    answer = visitor.get(url("join_follow", ApplicationFactory().link))
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex", "same-origin")


def test_a_draft_is_saved_left_and_taken_up_again(visitor):
    application = ApplicationFactory(line="", story="", field=None)
    answer = visitor.post(url("join_edit", application.link), draft_form(line="Masks"))
    assert answer.url == url("join_follow", application.link)
    page = visitor.get(url("join_edit", application.link))
    assert page.context["editor"].form["line"].value() == "Masks"


def test_what_is_missing_is_said_beside_its_field_and_what_was_written_is_kept(visitor):
    application = ApplicationFactory(line="", story="", field=None, vocation="")
    page = visitor.get(url("join_edit", application.link)).context["editor"]
    stamp = str(page.form.stamp).split('value="')[1].split('"')[0]
    answer = visitor.post(
        url("join_edit", application.link), draft_form(line="Masks", do="send", stamp=stamp)
    )
    application.refresh_from_db()
    assert answer.status_code == 200
    assert sorted(answer.context["editor"].form.errors) == ["field", "story", "vocation"]
    assert (application.state, application.line) == (State.DRAFT, "Masks")


def test_a_whole_draft_is_sent_with_its_rows_and_answers(visitor):
    call, field = CallFactory(), FieldFactory()
    question = CallQuestionFactory(call=call, is_required=True)
    application = ApplicationFactory(
        call=call, consent_at=timezone.now(), notice_version="2026-11", line="", field=None
    )
    data = draft_form(line="Masks", story="Paper.", field=field.pk, vocation="craft", do="send")
    data |= {"customers": ["private", "culture"], f"question_{question.pk}": "A kiln."}
    data |= {
        "products-0-name": "Masks",
        "products-0-kinds": "masks, theatre",
        "products-0-stages": ["design"],
    }
    data |= {"listings-0-kind": "need", "listings-0-title": "Paper offcuts"}
    answer = visitor.post(url("join_edit", application.link), data, follow=True)
    application.refresh_from_db()
    assert messages_of(answer) == ["Your application has been sent."]
    assert (application.state, application.customers) == (State.SUBMITTED, ["private", "culture"])
    assert [(one.name, one.kinds, one.stages) for one in application.products.all()] == [
        ("Masks", "masks, theatre", ["design"])
    ]
    assert [(one.kind, one.title) for one in application.listings.all()] == [("need", "Paper offcuts")]
    assert [one.text for one in application.answers.all()] == ["A kiln."]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"founded": "0"}, "founded"),
        ({"founded": "9999"}, "founded"),
        ({"founded": "99999999999999999999"}, "founded"),
        ({"people": "0"}, "people"),
        ({"least_m2": "50", "most_m2": "30"}, "most_m2"),
        ({"least_m2": "-1"}, "least_m2"),
        ({"field": "x"}, "field"),
        ({"customers": "nobody"}, "customers"),
        ({"wanted_from": "31/12/2027"}, "wanted_from"),
    ],
)
def test_bad_input_is_said_beside_its_field(visitor, changes, field):
    application = ApplicationFactory()
    answer = visitor.post(url("join_edit", application.link), draft_form(line="Masks") | changes)
    assert (answer.status_code, field in answer.context["editor"].form.errors) == (200, True)


def test_what_was_written_after_it_was_sent_is_kept_in_the_form(visitor):
    application = ApplicationFactory(submitted=True)
    answer = visitor.post(url("join_edit", application.link), draft_form(line="Late words"))
    form = answer.context["editor"].form
    assert (answer.status_code, form["line"].value()) == (200, "Late words")
    assert form.non_field_errors() == [
        "The application has been sent: what it says can no longer be changed."
    ]
    assert visitor.get(url("join_edit", application.link)).url == url("join_follow", application.link)


def test_three_equal_fields_are_refused(visitor):
    application, field = ApplicationFactory(), FieldFactory()
    data = draft_form(field=field.pk, second_field=field.pk, third_field=field.pk)
    answer = visitor.post(url("join_edit", application.link), data)
    assert sorted(answer.context["editor"].form.errors) == ["second_field", "third_field"]


def test_a_row_without_a_name_and_a_form_without_its_rows_are_said(visitor):
    application = ApplicationFactory()
    rows = draft_form() | {"products-0-kinds": "masks"}
    answer = visitor.post(url("join_edit", application.link), rows)
    assert answer.context["editor"].products.forms[0].errors == {
        "name": ["Give it a name, or empty the whole row."]
    }
    assert visitor.post(url("join_edit", application.link), {"line": "Masks"}).status_code == 200


def test_two_pages_of_one_draft_do_not_overwrite_each_other(visitor):
    application = ApplicationFactory()
    page = visitor.get(url("join_edit", application.link)).context["editor"]
    visitor.post(url("join_edit", application.link), draft_form(line="First"))
    stamp = str(page.form.stamp).split('value="')[1].split('"')[0]
    answer = visitor.post(url("join_edit", application.link), draft_form(line="Second", stamp=stamp))
    application.refresh_from_db()
    assert (application.line, bool(answer.context["editor"].form.non_field_errors())) == ("First", True)


def test_rows_of_another_page_are_not_overwritten_unseen(visitor):
    application = ApplicationFactory()
    page = visitor.get(url("join_edit", application.link)).context["editor"]
    stamp = str(page.products.stamp).split('value="')[1].split('"')[0]
    visitor.post(url("join_edit", application.link), draft_form() | {"products-0-name": "Masks"})
    late = draft_form() | {"products-0-name": "Toys", "products-stamp": stamp}
    answer = visitor.post(url("join_edit", application.link), late)
    assert bool(answer.context["editor"].products.non_form_errors())
    assert [one.name for one in application.products.all()] == ["Masks"]


def upload(visitor, application, content: bytes, name="register.pdf"):
    file = SimpleUploadedFile(name, content)
    return visitor.post(url("join_document_new", application.link), {"upload": file})


def test_a_pdf_is_kept_and_handed_out_to_the_bearer(visitor):
    application = ApplicationFactory()
    upload(visitor, application, PDF)
    document = ApplicationDocument.objects.get()
    answer = visitor.get(url("join_document", application.link, document.pk))
    assert (document.name, b"".join(answer.streaming_content)) == ("register", PDF)
    other = ApplicationFactory()
    assert visitor.get(url("join_document", other.link, document.pk)).status_code == 404
    assert visitor.get(url("application_document", application.pk, document.pk)).status_code == 302


def test_a_document_that_is_no_pdf_or_a_sixth_one_is_refused(visitor):
    application = ApplicationFactory()
    answer = upload(visitor, application, b"<html>", "page.pdf")
    assert list(answer.context["form"].errors) == ["upload"]
    for number in range(5):
        upload(visitor, application, PDF + bytes([65 + number]))
    answer = upload(visitor, application, PDF + b"F")
    assert answer.context["form"].errors == {"upload": ["An application can have at most 5 documents."]}
    assert application.documents.count() == 5


def test_a_document_above_5_mb_is_refused(visitor):
    answer = upload(visitor, ApplicationFactory(), PDF + b"x" * (5 * 1024 * 1024))
    assert list(answer.context["form"].errors) == ["upload"]


def test_documents_go_until_it_is_put_to_the_vote(visitor):
    application = ApplicationFactory()
    upload(visitor, application, PDF)
    document = ApplicationDocument.objects.get()
    Application.objects.filter(pk=application.pk).update(
        **{name: getattr(ApplicationFactory.build(proposed=True), name) for name in DAYS},
        state=State.PROPOSED,
    )
    visitor.post(url("join_document_delete", application.link, document.pk))
    assert application.documents.count() == 1


DAYS = (
    *("submitted_on", "due_on", "consent_at", "notice_version", "open_days", "due_days", "appeal_days"),
    *("silent_days", "opened_on", "open_until", "figures", "figures_on", "figures_method"),
)


def test_a_question_is_answered_once_by_the_link(visitor, mailoutbox):
    question = QuestionFactory()
    link = question.application.link
    data = {"text": "Flour.", "request_id": str(uuid.uuid4()), "question": question.pk}
    for _time in range(2):
        visitor.post(url("join_message", link), data)
    late = visitor.post(url("join_message", link), data | {"text": "Bone.", "request_id": str(uuid.uuid4())})
    assert late.context["written"].non_field_errors() == ["You have already answered this question."]
    assert [one.text for one in ApplicationMessage.objects.filter(kind="answer")] == ["Flour."]


def test_an_answer_to_a_question_of_another_application_finds_nothing(visitor):
    question = QuestionFactory()
    data = {"text": "Flour.", "request_id": str(uuid.uuid4()), "question": question.pk}
    other = ApplicationFactory(opened=True)
    assert visitor.post(url("join_message", other.link), data).status_code == 404


def test_the_information_asked_for_leads_back_to_the_check(visitor):
    application = ApplicationFactory(info_needed=True)
    visitor.post(url("join_message", application.link), {"text": "Here.", "request_id": str(uuid.uuid4())})
    application.refresh_from_db()
    assert (application.state, application.asked_on) == (State.CHECKING, None)


def test_a_late_reply_is_kept_in_the_form(visitor):
    application = ApplicationFactory(checking=True)
    data = {"text": "A long letter.", "request_id": str(uuid.uuid4())}
    answer = visitor.post(url("join_message", application.link), data)
    assert (answer.status_code, answer.context["written"]["text"].value()) == (200, "A long letter.")


def test_an_appeal_is_possible_on_the_last_day_and_kept_in_the_form_after_it(visitor):
    today = timezone.localdate()
    last = ApplicationFactory(refused=True, told_on=today - timedelta(days=60), appeal_until=today)
    late = ApplicationFactory(
        refused=True, told_on=today - timedelta(days=61), appeal_until=today - timedelta(days=1)
    )
    assert visitor.get(url("join_appeal", last.link)).status_code == 200
    assert visitor.get(url("join_appeal", late.link)).url == url("join_follow", late.link)
    answer = visitor.post(url("join_appeal", late.link), {"text": "We make other things."})
    assert (answer.status_code, answer.context["form"]["text"].value()) == (200, "We make other things.")
    late.refresh_from_db()
    assert late.state == State.REFUSED


def test_a_get_changes_nothing(visitor):
    application = ApplicationFactory(opened=True)
    statuses = [
        visitor.get(url(name, application.link)).status_code for name in ("join_withdraw", "join_submit")
    ]
    assert statuses == [405, 405]


def test_the_applicant_reads_the_reasons_and_never_the_overlap_or_who_proposed(visitor):
    application = ApplicationFactory(refused=True, reasons="There are five of this kind.")
    page = visitor.get(url("join_follow", application.link)).content.decode()
    assert ("There are five of this kind." in page, "Overlap" in page) == (True, False)


def test_reasons_that_are_being_written_are_not_shown(visitor):
    application = ApplicationFactory(turned_down=True, reasons="A first try.")
    assert "A first try." not in visitor.get(url("join_follow", application.link)).content.decode()


def test_the_page_says_what_is_open_and_coming(visitor):
    now = timezone.now()
    MultifactoryFactory(takes_applications=False)
    CallFactory(title="Past", opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))
    CallFactory(title="To come", opens_at=now + timedelta(days=1))
    page = visitor.get(url("join"))
    assert (list(page.context["calls"]), page.context["can_apply"]) == ([], False)
    assert [[call.title for call in page.context[name]] for name in ("coming", "closed")] == [
        ["To come"],
        ["Past"],
    ]
    assert "Begin an application" not in page.content.decode()
    assert visitor.get(url("join_new")).context["can_apply"] is False
