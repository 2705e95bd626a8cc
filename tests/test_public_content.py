"""What visitors see of the database: every table raises a scope or has a reason why not, and every public
page names the scopes of all tables it asks."""

import re

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from multifactory.lib.public_pages.content import shown_tables
from multifactory.lib.public_pages.pages import page_at
from multifactory.portal.public_content import PUBLIC_CONTENT
from tests.test_access import ROWS
from tests.world import VISITOR, make_world

UNSEEN = {
    "the running of the portal itself": """admin.LogEntry auth.Permission auth.Group auth.Group_permissions
        contenttypes.ContentType sessions.Session account.EmailAddress account.EmailConfirmation
        mfa.Authenticator usersessions.UserSession multifactory.QueuedMail multifactory.MediaIdentity
        multifactory.CalendarLink multifactory.ContentVersion multifactory.ContentChange
        members.User_groups members.User_user_permissions members.HistoricalCompany""",
    "what one person is, wants or was sent": """
        members.Membership members.Invitation members.MailChoice members.PlaceChange
        governance.DigestMark governance.RoundReminder governance.AccountsNotice
        governance.CheckInReminder governance.VoteReminder events.Notice events.GuestLetter
        events.GuestListDownload events.Answer events.AgreementNotice spaces.DueNotice
        spaces.DeadlineNotice members.ListingNotice members.MatchTold""",
    "for members only": """members.Listing members.Listing_terms members.ListingPicture members.ListingReply
        members.ChangeRequest members.Application members.ApplicationProduct members.ApplicationListing
        members.ApplicationAnswer members.ApplicationDocument members.ApplicationMessage
        members.ApplicationStep events.Contact events.RelationNote""",
    "how members decide, before a resolution says it": """governance.ProposalVersion governance.Recusal
        governance.Amendment governance.Rulebook governance.MatterRule governance.RulebookChange
        governance.AssemblyYear governance.Assembly governance.AgendaItem governance.AssemblyEntry
        governance.RollCorrection governance.Presence governance.Proxy governance.RollEntry governance.Vote
        governance.RoundEvent governance.ResolutionYear governance.RollCorrectionRequest
        governance.AssemblyChange governance.Candidacy governance.ProposedElection governance.MinutesBook
        governance.Minutes governance.MinutesSignature governance.Petition governance.PetitionSignature
        governance.SecretVote governance.Scrutineer governance.Urn governance.UrnLock
        governance.Participation governance.SealedBallot governance.Ballot governance.PaperCount
        governance.Attachment governance.Departure governance.ProposedExclusion governance.Comment
        governance.CommentEdit governance.ProposalShare governance.ProposalStep
        governance.VotingSuspension events.ProposedAgreement events.ProposedEvent spaces.ProposedAdmission
        spaces.ProposedAllocation spaces.ProposedEnd spaces.ProposedQuietHours spaces.ProposedDuty
        spaces.ProposedBudget spaces.ProposedClosing spaces.ProposedReopening spaces.ProposedExpense
        spaces.ProposedRule spaces.ProposedTable""",
    "how members use the house": """spaces.Booking_operators spaces.Claim spaces.Closure
        spaces.Closure_spaces spaces.CertificateKind spaces.Certificate spaces.Quota spaces.BookingPolicy
        spaces.OpeningHours spaces.Series spaces.SkippedDate spaces.PlanDraft spaces.UnitRequest
        spaces.Ticket spaces.TicketEvent spaces.TicketPhoto spaces.Deadline spaces.DeadlineDone
        spaces.Duty_spaces spaces.DutyWeight spaces.HeadCount spaces.DutyLeave spaces.Turn spaces.LeftTurn
        spaces.Swap""",
    "what it costs": """spaces.Category spaces.ShareTable spaces.TableRow spaces.SharingRule
        spaces.SharingRule_companies spaces.CostYear spaces.Budget spaces.BudgetLine spaces.MonthlyQuota
        spaces.Closing spaces.Adjustment spaces.Payment spaces.Credit spaces.Authorisation spaces.CostTurn
        spaces.Cost spaces.CostShare spaces.Quote spaces.Fund spaces.FundCall spaces.FundQuota
        spaces.Meter spaces.Reading""",
}
# Set once, when it happens, so the clock never comes to it; of anything else a page may go by.
STAMPS = {
    *("ended_at", "answered_at", "asked_at", "moved_at", "created_at", "confirmed_at", "declined_at"),
    *("started_at", "updated_at", "voided_at", "recorded_at", "published_at", "withdrawn_at", "closed_at"),
    *("cancelled_at", "effect_at", "offered_at"),
}
PAST_BY_NAME = {
    "spaces.Offer.expires_at": "an offer keeps its unit until it is answered or closed, not until a moment",
    "events.Event.public_since": "shown as a date of the feed, with published_from",
    "events.EventHost.starts_at": "what one host does within the event, shown as written",
    "events.EventHost.ends_at": "the same",
    "events.EventMove.starts_at": "when it was to be, shown as written",
    "events.EventMove.ends_at": "the same",
}
# Read by visitors, and not kept: a link says who reads it, or it is a form that is sent, or no page.
NOT_KEPT = {
    *("health_live", "health_ready", "calendar_feed", "door", "members:place_change"),
    *("members:invitation_accept", "members:join_new", "members:join_follow", "members:join_edit"),
    *("members:join_document_new", "members:join_document", "members:listing_renewal"),
    *("members:mail_unsubscribe", "governance:mail_unsubscribe", "spaces:request_follow"),
    *("events:registration_new", "events:registration_detail", "events:ticket_calendar"),
    *("governance:assembly_check_in", "governance:resolution_share"),
    *("members:company_share", "events:event_share"),
}


def test_every_model_raises_a_scope_or_has_a_reason_why_not():
    named = {label: reason for reason, labels in UNSEEN.items() for label in labels.split()}
    every = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }

    assert set(PUBLIC_CONTENT) & set(named) == set()
    assert every - set(PUBLIC_CONTENT) - set(named) == set()
    assert {*PUBLIC_CONTENT, *named} - every == set()


def test_every_moment_of_what_is_shown_is_one_the_clock_is_asked_for_or_has_passed():
    unnamed = [
        f"{model._meta.label}.{field.name}"
        for model, shown in shown_tables()
        for field in model._meta.local_fields
        if isinstance(field, models.DateTimeField)
        and field.column in shown.columns(model)
        and field.name not in shown.moments.keys() | STAMPS
    ]

    assert [name for name in unnamed if name not in PAST_BY_NAME] == []


def _tables(sql: str) -> set[str]:
    return set(re.findall(r'(?:FROM|JOIN) "(\w+)"', sql))


@pytest.mark.django_db
def test_every_public_page_names_the_scopes_of_what_it_asks():
    world = make_world()
    scope_of = {model._meta.db_table: shown.scope for model, shown in shown_tables()}
    faults, unmarked = [], set()
    for row in ROWS:
        if row.get[VISITOR] != 200 or row.name.startswith("account_"):
            continue
        page = page_at(row.url(world))
        if page is None:
            unmarked.add(row.name)
            continue
        with CaptureQueriesContext(connection) as captured:
            Client().get(row.url(world))
        tables = _tables(" ".join(query["sql"] for query in captured.captured_queries))
        faults += [(row.name, table) for table in tables if scope_of.get(table) not in page.scopes]

    assert faults == []
    assert unmarked == NOT_KEPT
