"""What the portal holds about a person: all of it in the download, none of it left after erasure."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from members.people.models import Invitation, User
from members.personal_data.data_export import archive_of, data_of
from members.personal_data.erasure import erase_person
from multifactory.lib.mail_queue.delivery import forget_old_mail
from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.portal.worker import _clear_sessions
from tests.factories.events import RegistrationFactory
from tests.factories.marked import MAIN, with_addresses
from tests.factories.members import InvitationFactory, UserFactory

pytestmark = pytest.mark.django_db


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
MARKS += ["zsubject", "zwaiting", "zbody", "zrecusal", "zamendment", "zreason", "zpaper"]
MARKS += ["zinstructions", "zstruck"]
MARKS += ["zplace", "znotice"]
MARKS += ["zasker", "zneeds", "zwish", "zscreen", "zlisting", "zanswer"]
# The words of the company and its decisions; and the last mail, until its record is a month old.
REMAINS = {
    ("governance_assembly", "place"): "zplace",
    ("governance_assembly", "search_text"): "zplace",
    ("governance_assemblychange", "reason"): "znotice",
    ("members_changerequest", "note"): "znote",
    ("members_listing", "text"): "zlisting",
    ("members_listing", "search_text"): "zlisting",
    ("members_listingreply", "text"): "zanswer",
    ("governance_proposal", "title"): "ztitle",
    ("governance_proposal", "text"): "ztext",
    ("governance_proposal", "search_text"): "ztext",
    ("governance_proposalversion", "title"): "ztitle",
    ("governance_proposalversion", "text"): "ztext",
    ("governance_recusal", "reason"): "zrecusal",
    ("governance_proposalstep", "reason"): "zrecusal",
    ("governance_amendment", "title"): "ztitle",
    ("governance_amendment", "text"): "zamendment",
    ("governance_amendment", "reason"): "zreason",
    ("governance_attachment", "name"): "zpaper",
    ("governance_comment", "text"): "zcomment",
    ("governance_proxy", "instructions"): "zinstructions",
    ("governance_rollcorrection", "reason"): "zstruck",
    ("governance_rollcorrectionrequest", "reason"): "zstruck",
    ("governance_assemblyentry", "reason"): "zstruck",
    ("spaces_booking", "purpose"): "zbooking",
    ("multifactory_queuedmail", "to"): "zmain",
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
    last = QueuedMail.objects.get(to=MAIN)
    last.status, last.message = QueuedMail.Status.SENT, ""
    last.save()
    other = QueuedMail.objects.filter(to="other@example.org").order_by("pk").last()
    assert forget_old_mail() == 0

    QueuedMail.objects.filter(pk=last.pk).update(updated_at=timezone.now() - timedelta(days=31))

    assert forget_old_mail() == 1
    assert texts_with("zmain") == {}
    assert QueuedMail.objects.filter(pk=other.pk).exists()


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

    assert fates == dict.fromkeys(REMAINS, KEPT) | {("multifactory_queuedmail", "to"): DELETED}


IN_DOWNLOAD = {
    "account",
    "agreements_ended",
    "allocations_ended",
    "allocations_recorded",
    "allocations_voided",
    "amendments",
    "application_messages",
    "applications",
    "assemblies_answered",
    "attendance",
    "attendance_entered",
    "back_office_actions",
    "back_office_actions_on_account",
    "booking_series",
    "assemblies_led",
    "assembly_notices_sent",
    "bookings",
    "bookings_approved_or_not",
    "bookings_cancelled",
    "bookings_worked_at",
    "calendar_links",
    "calendar_links_revoked",
    "candidacies",
    "candidates_proposed",
    "certificates",
    "certificates_granted",
    "certificates_revoked",
    "change_requests",
    "change_requests_answered",
    "changes_of_places_answered",
    "changes_of_places_made",
    "closures_cancelled",
    "closures_entered",
    "collaborations_answered",
    "collaborations_asked",
    "collaborations_ended",
    "comments",
    "company_pages_edited",
    "conditions_recorded",
    "conditions_voided",
    "costs_recorded",
    "costs_voided",
    "credits_recorded",
    "credits_voided",
    "deadlines_met",
    "departures_declared",
    "departures_taken_back",
    "divisions_and_joinings_recorded",
    "drawings_sent",
    "email_addresses",
    "event_answers",
    "event_letters_sent",
    "event_notices",
    "event_registrations",
    "format",
    "fund_parts_called",
    "fund_parts_voided",
    "guest_lists_downloaded",
    "guests_checked_in",
    "hands_confirmed",
    "hands_entered",
    "institution_contacts",
    "institution_notes",
    "invitations_received",
    "invitations_sent",
    "last_digest",
    "listing_replies",
    "listings",
    "listings_closed",
    "listings_renewed",
    "made_at",
    "mails",
    "mails_wanted",
    "matches_told",
    "memberships",
    "offices",
    "offices_entered",
    "minutes_naming",
    "minutes_signed",
    "papers",
    "petitions_signed",
    "petitions_unsigned",
    "payments_recorded",
    "payments_voided",
    "places_changed_by_coordinators",
    "plans_published",
    "portal",
    "project_parts_answered",
    "papers_counted",
    "projects_entered",
    "proposal_steps",
    "proposals",
    "proxies_to_vote_by",
    "proxies_written",
    "questions_to_applicants",
    "recusals",
    "readings_recorded",
    "readings_voided",
    "renewals_recorded",
    "renewals_voided",
    "resolutions_concluded",
    "resolutions_seen_to",
    "roll_corrections_answered",
    "roll_corrections_asked",
    "roll_corrections_confirmed",
    "roll_corrections_entered",
    "scrutineer_in",
    "vote_reminders_sent",
    "rounds_cancelled",
    "rounds_closed_early",
    "rounds_extended",
    "rounds_opened",
    "second_factors",
    "sessions",
    "share_tables_recorded",
    "sharing_rules_recorded",
    "suspensions_ended",
    "suspensions_entered",
    "swaps_accepted",
    "swaps_asked",
    "swaps_undone",
    "ticket_events",
    "tickets_reported",
    "turns_recorded",
    "unit_offers",
    "unit_offers_made",
    "unit_requests",
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
    assert {key for key, value in data.items() if value == []} == {
        "change_requests_answered",
        "places_changed_by_coordinators",
        "changes_of_places_made",
        "changes_of_places_answered",
        "bookings_cancelled",
        "bookings_approved_or_not",
        "bookings_worked_at",
        "certificates",
        "certificates_granted",
        "certificates_revoked",
        "closures_cancelled",
        "closures_entered",
        "booking_series",
        "deadlines_met",
        "departures_declared",
        "departures_taken_back",
        "proxies_to_vote_by",
        "roll_corrections_answered",
        "roll_corrections_confirmed",
        "event_answers",
        "hands_entered",
        "hands_confirmed",
        "event_letters_sent",
        "event_notices",
        "guest_lists_downloaded",
        "guests_checked_in",
        "suspensions_entered",
        "suspensions_ended",
        # Tested where they are written.
        "candidacies",
        "candidates_proposed",
        "offices",
        "offices_entered",
        "petitions_signed",
        "petitions_unsigned",
        "application_messages",
        "applications",
        "collaborations_answered",
        "collaborations_asked",
        "collaborations_ended",
        "costs_recorded",
        "costs_voided",
        "credits_recorded",
        "credits_voided",
        "fund_parts_called",
        "fund_parts_voided",
        "payments_recorded",
        "payments_voided",
        "project_parts_answered",
        "projects_entered",
        "questions_to_applicants",
        "readings_recorded",
        "readings_voided",
        "share_tables_recorded",
        "sharing_rules_recorded",
        "agreements_ended",
        "institution_contacts",
        "institution_notes",
        "swaps_accepted",
        "swaps_asked",
        "swaps_undone",
        "ticket_events",
        "tickets_reported",
        "turns_recorded",
        "minutes_naming",
        "minutes_signed",
        "papers_counted",
        "scrutineer_in",
        "vote_reminders_sent",
    }


def test_download_has_its_sections_and_dates_in_iso(person):
    data, about = downloaded(person)

    assert set(data) == IN_DOWNLOAD
    assert data["memberships"] == [
        {
            "company_name": "Ferri",
            "role": "representative",
            "started_on": "2020-01-01",
            "ended_on": None,
            "represents_from": None,
        }
    ]
    assert data["account"]["account_since"] == person.date_joined.isoformat(timespec="milliseconds").replace(
        "+00:00", "Z"
    )
    [vote] = data["votes"]
    assert (vote["company_name"], vote["proposal_title"], vote["round"]) == ("Ferri", "ztitle", 1)
    assert "__" not in json.dumps(data)
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
    waiting = QueuedMail.objects.create(from_email="a@example.org", to="victim@example.org", subject="Yours")

    data = data_of(user)
    erase_person(user, by=user)

    assert (data["event_registrations"], data["invitations_received"], data["mails"]) == ([], [], [])
    victim.refresh_from_db()
    assert (victim.state, victim.email) == ("confirmed", "victim@example.org")
    assert Invitation.objects.filter(pk=invitation.pk).exists()
    assert QueuedMail.objects.filter(pk=waiting.pk).exists()
