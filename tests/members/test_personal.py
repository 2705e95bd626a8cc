"""What the portal holds about a person: all of it in the download, none of it left after erasure."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from post_office.models import STATUS, Email

from events.models import Event, Registration
from members import services
from members.erasure import erase_person, needed_by
from members.models import Company, Invitation, Membership, User
from members.personal import archive_of, data_of
from multifactory.lib.mail_queue import forget_old_mail
from multifactory.work import _clear_sessions
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.governance import CommentFactory, ProposalFactory, VoteFactory, VotingRoundFactory
from tests.factories.members import (
    PASSWORD,
    CompanyFactory,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.spaces import AllocationFactory, BookingFactory
from tests.members.test_races import at_once

pytestmark = pytest.mark.django_db
REPRESENTATIVE = Membership.Role.REPRESENTATIVE
MAIN, SECOND, UNPROVEN = "zmain@example.org", "zsecond@example.org", "zunproven@example.org"
QUEUE = "multifactory.lib.mail_queue.QueueBackend"


@pytest.fixture(autouse=True)
def _fresh_limits(settings):
    cache.clear()
    settings.EMAIL_BACKEND = QUEUE  # pytest-django's keeps mails out of the database


def with_addresses(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def person() -> User:
    """Somebody who has left a mark, beginning with z, in everything that can hold one."""
    user = with_addresses(UserFactory(name="Zoe Zname", email=MAIN, last_login=timezone.now()))
    EmailAddress.objects.create(user=user, email=SECOND, verified=True)
    unproven = EmailAddress.objects.create(user=user, email=UNPROVEN)
    EmailConfirmation.objects.create(email_address=unproven, key="zkey")
    company = CompanyFactory(name="Ferri")
    _at_home(user)
    _in_company(user, company)
    _decides(user, company)
    BookingFactory(company=company, booked_by=user, purpose="zbooking")
    AllocationFactory(company=company, recorded_by=user)
    long_ago = timezone.now() - timedelta(days=9)
    past = EventFactory(title="zpast", starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))
    RegistrationFactory(event=past, name="zguest", email=MAIN)
    RegistrationFactory(event=EventFactory(title="zcoming", capacity=1), name="zguest", email=SECOND)
    _mails_and_diary(user)
    return user


def _at_home(user: User) -> None:
    UserSession.objects.create(user=user, session_key="zsession", ip="192.0.2.77", user_agent="zagent")
    Client().force_login(user)
    visitor = Client().session
    visitor["account_verified_email"] = MAIN
    visitor.save()
    key = {"name": "zkeyname", "credential": {"id": "zcredential"}}
    Authenticator.objects.create(user=user, type="webauthn", data=key)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "zsecret"})


def _in_company(user: User, company: Company) -> None:
    MembershipFactory(user=user, company=company, role=REPRESENTATIVE)
    MembershipFactory(company=company, role=REPRESENTATIVE)
    InvitationFactory(company=company, email=MAIN, accepted_at=timezone.now())
    InvitationFactory(company=CompanyFactory(name="Galli"), email=SECOND.upper())
    InvitationFactory(company=company, email="other@example.org", invited_by=user)
    company.change_requests.create(name="New Ferri", note="znote", requested_by=user)
    change = company.history.first()
    change.history_user = user
    change.save()


def _decides(user: User, company: Company) -> None:
    proposal = ProposalFactory(company=company, author=user, title="ztitle", text="ztext")
    CommentFactory(company=company, author=user, text="zcomment")
    VoteFactory(
        cast_by=user,
        roll_entry__company=company,
        roll_entry__round=VotingRoundFactory(proposal=proposal, opened_by=user),
    )


def _mails_and_diary(user: User) -> None:
    def mail(to: str, subject: str, status: int, body: str = "") -> Email:
        return Email.objects.create(
            from_email="portal@example.org", to=[to], subject=subject, message=body, status=status
        )

    mail(MAIN, "zsubject", STATUS.sent).logs.create(status=STATUS.failed, message=f"refused: {MAIN}")
    mail(SECOND.title(), "zwaiting", STATUS.queued, "zbody")
    mail("other@example.org", "Zoe Zname invites you", STATUS.sent)
    mail("other@example.org", "A matter", STATUS.failed, f"Write to {SECOND}")
    mail("other@example.org", "Another matter", STATUS.sent)
    user_kind = ContentType.objects.get_for_model(User)
    diary = {"action_flag": CHANGE, "content_type": user_kind, "change_message": ""}
    other = UserFactory(name="Other")
    LogEntry.objects.create(user=user, object_id=str(other.pk), object_repr="Other", **diary)
    LogEntry.objects.create(user=other, object_id=str(user.pk), object_repr="Zoe Zname", **diary)


def texts_with(marker: str) -> dict[tuple[str, str], int]:
    """(table, column) → rows in which the marker is, in whatever case; sessions are opened."""
    found: dict[tuple[str, str], int] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if marker in str(value).lower():
                        found[table, column] = found.get((table, column), 0) + 1
    for session in Session.objects.all():
        if marker in str(session.get_decoded()).lower():
            found["django_session", "decoded"] = found.get(("django_session", "decoded"), 0) + 1
    return found


MARKS = ["zoe zname", "zmain", "zsecond", "zunproven", "zkey", "zagent", "zsession", "192.0.2.77"]
MARKS += ["zcredential", "zsecret", "znote", "ztitle", "ztext", "zcomment", "zbooking", "zguest"]
MARKS += ["zsubject", "zwaiting", "zbody"]

# The words of the company and its decisions; and the last mail, until its record is a month old.
REMAINS = {
    ("members_changerequest", "note"): "znote",
    ("governance_proposal", "title"): "ztitle",
    ("governance_proposal", "text"): "ztext",
    ("governance_comment", "text"): "zcomment",
    ("spaces_booking", "purpose"): "zbooking",
    ("post_office_email", "to"): "zmain",
}


def test_everything_is_marked_before_and_only_what_is_of_record_after(person):
    before = {mark: bool(texts_with(mark)) for mark in MARKS}
    sessions = Session.objects.count()

    erase_person(person, by=person)

    after = {place: mark for mark in MARKS for place in texts_with(mark)}
    assert before == dict.fromkeys(MARKS, True)
    assert after == REMAINS
    assert (sessions, Session.objects.count()) == (2, 0)


def test_record_of_the_last_mail_goes_after_a_month(person):
    erase_person(person, by=person)
    last = Email.objects.get(to=MAIN)
    last.status = STATUS.sent
    last.save()
    other = Email.objects.filter(to="other@example.org").order_by("pk").last()
    assert forget_old_mail() == 0

    Email.objects.filter(pk=last.pk).update(last_updated=timezone.now() - timedelta(days=31))

    assert forget_old_mail() == 1
    assert texts_with("zmain") == {}
    assert Email.objects.filter(pk=other.pk).exists()


def test_ended_sessions_leave_no_trace_of_browser_or_address(person):
    kept = UserSession.objects.create(
        user=person, session_key=Session.objects.first().pk, ip="192.0.2.1", user_agent="-"
    )

    _clear_sessions()

    assert list(UserSession.objects.all()) == [kept]


def test_every_table_that_keeps_a_word_is_one_the_register_keeps(person):
    from tests.test_personal_register import DELETED, KEPT, fate_of  # noqa: PLC0415 - its tests stay there

    models = {model._meta.db_table: model for model in apps.get_models()}
    fates = {place: fate_of(models[place[0]], place[1]) for place in REMAINS}

    assert fates == dict.fromkeys(REMAINS, KEPT) | {("post_office_email", "to"): DELETED}


IN_DOWNLOAD = {
    "account",
    "allocations_recorded",
    "back_office_actions",
    "back_office_actions_on_account",
    "bookings",
    "change_requests",
    "change_requests_answered",
    "comments",
    "company_pages_edited",
    "email_addresses",
    "event_registrations",
    "format",
    "invitations_received",
    "invitations_sent",
    "mails",
    "made_at",
    "memberships",
    "portal",
    "proposals",
    "rounds_opened",
    "second_factors",
    "sessions",
    "votes",
}
SECRETS = {"zsecret", "zcredential", "zbody", "zsession"}


def downloaded(user: User) -> tuple[dict, str]:
    with zipfile.ZipFile(io.BytesIO(archive_of(user))) as archive:
        assert archive.namelist() == ["data.json", "about.txt"]
        return json.loads(archive.read("data.json")), archive.read("about.txt").decode()


def test_download_has_every_mark_and_no_secret(person):
    data, _about = downloaded(person)

    text = json.dumps(data).lower()
    assert {mark for mark in MARKS if mark in text} == set(MARKS) - SECRETS
    assert {key for key, value in data.items() if value == []} == {"change_requests_answered"}


def test_download_has_its_sections_and_dates_in_iso(person):
    data, about = downloaded(person)

    assert set(data) == IN_DOWNLOAD
    assert data["memberships"] == [
        {
            "company__name": "Ferri",
            "role": "representative",
            "started_on": "2020-01-01",
            "ended_on": None,
        }
    ]
    assert data["account"]["account_since"] == person.date_joined.isoformat(timespec="milliseconds").replace(
        "+00:00", "Z"
    )
    assert [one["kind"] for one in data["second_factors"]] == ["webauthn", "totp"]
    assert [sorted(one) for one in data["mails"]] == [["created", "subject"]] * 2
    assert "Logos and photos belong to the companies." in about


def test_download_has_nothing_of_other_people(person):
    data = json.dumps(data_of(person), default=str)

    others = User.objects.exclude(pk=person.pk)
    words = [word for other in others for word in (other.email, f'"{other.name}"')]
    assert [word for word in [*words, "other@example.org"] if word in data] == []


def test_address_that_was_never_confirmed_opens_and_deletes_nothing():
    victim = RegistrationFactory(email="victim@example.org")
    user = with_addresses(UserFactory())
    EmailAddress.objects.create(user=user, email="victim@example.org")
    invitation = InvitationFactory(email="victim@example.org")
    waiting = Email.objects.create(from_email="a@example.org", to=["victim@example.org"], subject="Yours")

    data = data_of(user)
    erase_person(user, by=user)

    assert (data["event_registrations"], data["invitations_received"], data["mails"]) == ([], [], [])
    victim.refresh_from_db()
    assert (victim.state, victim.email) == ("confirmed", "victim@example.org")
    assert Invitation.objects.filter(pk=invitation.pk).exists()
    assert Email.objects.filter(pk=waiting.pk).exists()


def test_erased_person_is_an_emptied_row_that_cannot_log_in(person):
    date_joined = person.date_joined

    assert erase_person(person, by=person) is True

    person = User.objects.get(pk=person.pk)
    assert (person.email, person.name, person.language) == (f"erased-{person.pk}@invalid", "", "")
    assert (person.is_active, person.is_staff, person.is_superuser) == (False, False, False)
    assert (person.has_usable_password(), person.last_login, person.date_joined) == (
        False,
        None,
        date_joined,
    )
    for model in (EmailAddress, Authenticator, UserSession):
        assert not model.objects.filter(user=person).exists()
    assert Client().login(email=person.email, password=PASSWORD) is False
    assert erase_person(person, by=person) is False


def test_erased_person_is_called_a_former_member_in_both_languages(person):
    erase_person(person, by=person)
    person = User.objects.get(pk=person.pk)

    assert (str(person), person.get_short_name()) == ("a former member", "a former member")
    assert str(UserFactory(name="", email="erased-by-name@example.org")) == "erased-by-name@example.org"
    with translation.override("it"):
        assert str(person)


def test_what_was_done_for_the_company_stays_with_it(person):
    erase_person(person, by=person)

    proposal = apps.get_model("governance.Proposal").objects.get(title="ztitle")
    vote = apps.get_model("governance.Vote").objects.get()
    booking = apps.get_model("spaces.Booking").objects.get()
    assert (proposal.company.name, vote.roll_entry.company.name, booking.company.name) == ("Ferri",) * 3
    assert {str(proposal.author), str(vote.cast_by), str(booking.booked_by)} == {"a former member"}
    assert booking.state == "confirmed"


def test_places_of_the_person_end_today_and_no_mail_says_so_to_them(person):
    erase_person(person, by=UserFactory())

    membership = person.memberships.get()
    assert membership.ended_on == timezone.localdate()
    assert list(Email.objects.filter(to=MAIN).values_list("subject", flat=True)) == [
        "Your account has been erased"
    ]


def test_place_in_a_coming_event_is_free_again(person):
    erase_person(person, by=person)

    coming = Event.objects.with_taken().get(title="zcoming")
    past = Registration.objects.get(event__title="zpast")
    assert coming.places_left == 1
    assert (past.state, past.name, past.email) == ("confirmed", "–", f"erased-{past.pk}@invalid")


def test_invitations_to_the_person_are_gone_and_theirs_to_others_are_good_still(person):
    erase_person(person, by=person)

    [invitation] = Invitation.objects.all()
    assert (invitation.email, invitation.invited_by, invitation.is_open) == ("other@example.org", None, True)
    services.accept_invitation(invitation, user=UserFactory(email="other@example.org"))


def test_mails_to_others_keep_their_words_unless_they_name_the_person(person):
    erase_person(person, by=person)

    others = Email.objects.filter(to="other@example.org").order_by("pk")
    assert list(others.values_list("subject", "message")) == [("", ""), ("", ""), ("Another matter", "")]


def test_last_mail_speaks_the_language_and_says_who_did_it(person):
    erase_person(person, by=UserFactory())

    assert "A coordinator has erased your account" in Email.objects.get(to=MAIN).message


def test_last_representative_is_refused_and_nothing_changes(company, representative):
    MembershipFactory(company=company)

    with pytest.raises(ValidationError) as refused:
        erase_person(representative, by=representative)

    assert refused.value.messages == [
        f"{company} has no other representative: make somebody else a representative first."
    ]
    representative.refresh_from_db()
    assert (representative.is_erased, needed_by(representative)) == (False, [company])


def test_representative_who_cannot_log_in_is_no_other(company, representative):
    MembershipFactory(company=company, role=REPRESENTATIVE, user__is_active=False)
    assert needed_by(representative) == [company]


def test_last_representative_of_a_company_that_has_left_may_go(company, representative):
    company.left_on = timezone.localdate()
    company.save()

    assert erase_person(representative, by=representative) is True
    assert representative.memberships.get().ended_on == timezone.localdate()


def test_last_superuser_is_refused_until_there_is_another(superuser):
    UserFactory(is_superuser=True, is_active=False)
    with pytest.raises(ValidationError) as refused:
        erase_person(superuser, by=superuser)
    assert refused.value.messages == ["There is no other superuser: make one first."]

    UserFactory(is_superuser=True)
    assert erase_person(superuser, by=superuser) is True


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_last_two_who_are_needed_do_not_both_go():
    for _round in range(5):
        company = CompanyFactory()
        pair = [one.user for one in MembershipFactory.create_batch(2, company=company, role=REPRESENTATIVE)]
        outcomes = at_once(*(lambda one=one: erase_person(one, by=one) for one in pair))
        assert outcomes.count("done") == 1
        assert company.memberships.current().representatives().count() == 1

        pair = UserFactory.create_batch(2, is_superuser=True, is_staff=True)
        outcomes = at_once(*(lambda one=one: erase_person(one, by=one) for one in pair))
        assert outcomes == ["There is no other superuser: make one first.", "done"]
        User.objects.filter(is_superuser=True).delete()


# --- The pages ----------------------------------------------------------------------------------------

PAGE, DOWNLOAD, ERASURE = (reverse(f"members:{name}") for name in ("my_data", "my_data_download", "erasure"))


def logged_in(user: User) -> Client:
    browser = Client()
    browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
    return browser


def test_page_leads_to_download_correction_and_erasure(client_of, collaborator, company):
    page = client_of(collaborator).get(PAGE).content.decode()

    links = [
        reverse("members:profile_edit"),
        reverse("account_email"),
        reverse("members:company_edit", args=[company.slug]),
    ]
    assert [link for link in [*links, DOWNLOAD, ERASURE] if f'"{link}"' not in page] == []
    assert f'<a href="{PAGE}" aria-current="page">My data</a>' in page


def test_download_asks_for_the_password_and_goes_on_by_itself():
    browser = logged_in(with_addresses(UserFactory()))
    response = browser.post(DOWNLOAD)
    assert response.url == f"/account/reauthenticate/?next={DOWNLOAD.replace('/', '%2F')}"

    response = browser.post(response.url, {"password": PASSWORD, "next": DOWNLOAD})

    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="my-data-{timezone.localdate():%Y-%m-%d}.zip"'
    )
    assert response.headers["Cache-Control"] == "no-store"
    assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None
    assert browser.post(DOWNLOAD).status_code == 200


def test_erasure_asks_for_the_password_then_logs_out_and_says_so():
    user = with_addresses(UserFactory())
    browser, elsewhere = logged_in(user), logged_in(user)
    response = browser.post(ERASURE, {"email": user.email.upper()})
    assert response.url.startswith("/account/reauthenticate/")
    assert User.objects.get(pk=user.pk).is_erased is False

    response = browser.post(response.url, {"password": PASSWORD, "next": ERASURE})

    assert response.url == "/"
    assert User.objects.get(pk=user.pk).is_erased is True
    assert "Your account has been erased." in browser.get("/").content.decode()
    assert browser.get(PAGE).url.startswith("/account/login/")
    assert elsewhere.get(PAGE).url.startswith("/account/login/")


def confirmed(user: User) -> Client:
    browser = logged_in(user)
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    return browser


@pytest.mark.parametrize("typed", ["", "somebody.else@example.org", "no address"])
def test_erasure_needs_ones_own_address(typed):
    user = with_addresses(UserFactory())

    response = confirmed(user).post(ERASURE, {"email": typed})

    assert (response.status_code, list(response.context["form"].errors)) == (200, ["email"])
    assert User.objects.get(pk=user.pk).is_erased is False


def test_page_of_erasure_says_why_not_and_has_no_form(company, representative):
    browser = confirmed(with_addresses(representative))

    page = browser.get(ERASURE).content.decode()
    response = browser.post(ERASURE, {"email": representative.email})

    assert f"You are the last representative of {company}" in page
    assert reverse("members:people_list", args=[company.slug]) in page
    assert 'name="email"' not in page
    assert "has no other representative" in str(response.context["form"].non_field_errors())
    assert User.objects.get(pk=representative.pk).is_erased is False


# --- The back-office ------------------------------------------------------------------------------------

PEOPLE = "/admin/members/user/"


def erase_from_list(browser: Client, *people: User, **more: str):
    chosen = {"action": "erase_people", "_selected_action": [person.pk for person in people]}
    return browser.post(PEOPLE, chosen | more)


def messages_after(response, browser: Client) -> list[str]:
    return [str(message) for message in browser.get(response.url).context["messages"]]


def test_coordinator_erases_who_asked_after_a_confirmation(client_of, coordinator, person):
    browser = client_of(coordinator)
    page = erase_from_list(browser, person).content.decode()
    assert "Zoe Zname (zmain@example.org)" in page
    assert User.objects.get(pk=person.pk).is_erased is False

    response = erase_from_list(browser, person, confirmed="yes")

    assert messages_after(response, browser) == ["1 person erased."]
    assert User.objects.get(pk=person.pk).is_erased is True
    entry = LogEntry.objects.filter(user=coordinator).latest("pk")
    assert (entry.object_id, entry.object_repr) == (str(person.pk), "a former member")


def test_coordinator_erases_no_staff_and_not_themself(client_of, coordinator, superuser, representative):
    browser = client_of(coordinator)

    response = erase_from_list(browser, coordinator, superuser, representative, confirmed="yes")

    assert sorted(messages_after(response, browser)) == sorted(
        [
            f"{coordinator}: erase your own account under “My data”.",
            f"{superuser}: only a superuser erases staff.",
            f"{representative}: {representative.memberships.get().company} has no other representative:"
            " make somebody else a representative first.",
            "0 people erased.",
        ]
    )
    assert not User.objects.filter(email__startswith="erased-").exists()
