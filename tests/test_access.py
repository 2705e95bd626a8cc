"""Who gets what answer from every address: URL name, role, method, status. An address without a row fails."""

import copy
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from governance.assemblies.secrecy.models import Scrutineer
from governance.attendance.tokens import check_in_link
from members.applications.models import Application
from members.companies.models import Company
from members.people.invitations import place_change_token
from members.people.models import Membership
from tests.factories.applications import ApplicationFactory
from tests.factories.members import InvitationFactory, MembershipFactory
from tests.second_factor import use_second_factor
from tests.world import (
    COLLABORATOR,
    COORDINATOR,
    NEIGHBOUR,
    OUTSIDER,
    REPRESENTATIVE,
    ROLES,
    STAFF,
    SUPERUSER,
    VISITOR,
    World,
    client_of,
    object_of,
)

LOGIN = "login"  # sent to the log-in page

EVERYBODY = ROLES
LOGGED_IN = ROLES[1:]
INSIDERS = (NEIGHBOUR, COLLABORATOR, REPRESENTATIVE, *STAFF)
MEMBERS = (NEIGHBOUR, COLLABORATOR, REPRESENTATIVE)
REPRESENTATIVES = (NEIGHBOUR, REPRESENTATIVE)
OWN = (COLLABORATOR, REPRESENTATIVE)
DOOR = (*OWN, *STAFF)  # the people of the hosts of the world's event
HOSTS = (REPRESENTATIVE, *STAFF)  # who can write it
NOBODY = ()

Answers = dict[str, int | str]


def answers(ok: int, to: Sequence[str] = EVERYBODY, *, no: int = 403, **others: int) -> Answers:
    """`ok` for these roles, the log-in page for a visitor who is not among them, `no` for the rest."""
    table: Answers = {VISITOR: LOGIN} | dict.fromkeys(LOGGED_IN, no) | dict.fromkeys(to, ok)
    return table | others


@dataclass(frozen=True)
class Row:
    name: str
    get: Answers
    post: Answers
    of: Callable[[World], list[Any]] | None = None  # arguments of the address
    note: str = ""
    is_any_object_known: bool = False  # answers the same whatever the address says

    def __str__(self) -> str:
        return f"{self.name} {self.note}".strip()

    def url(self, world: World) -> str:
        return reverse(self.name, args=self.of(world) if self.of else [])


def page(name: str, to: Sequence[str] = EVERYBODY, of=None, note: str = "", **denied: int) -> Row:
    """To read."""
    reachable = EVERYBODY if VISITOR in to or VISITOR in denied else LOGGED_IN
    return Row(name, answers(200, to, **denied), answers(405, reachable), of, note)


def form(name: str, to: Sequence[str], of=None, note: str = "", *, sent: int = 200, **denied: int) -> Row:
    """To fill in; `sent` is the answer to a form sent empty."""
    return Row(name, answers(200, to, **denied), answers(sent, to, **denied), of, note)


def button(name: str, to: Sequence[str], of=None, note: str = "", *, sent: int = 302, **denied: int) -> Row:
    """Only to send."""
    return Row(name, answers(405, LOGGED_IN), answers(sent, to, **denied), of, note)


def account(name: str, get: int, post: int, *, visitor: tuple[Any, Any] = (LOGIN, LOGIN), of=None) -> Row:
    """allauth's pages: the same for everybody who is logged in."""
    return Row(
        name,
        answers(get, LOGGED_IN) | {VISITOR: visitor[0]},
        answers(post, LOGGED_IN) | {VISITOR: visitor[1]},
        of,
        is_any_object_known=True,
    )


def staff(name: str, get: int, post: int, of=None, **others: Any) -> Row:
    """The back-office sends everybody else to its log-in."""
    everybody_else = dict.fromkeys((OUTSIDER, *MEMBERS), LOGIN)
    return Row(
        name, answers(get, STAFF) | everybody_else, answers(post, STAFF) | everybody_else, of, **others
    )


PORTAL = [
    page("home"),
    page("about"),
    page("principles"),
    page("search"),
    page("robots"),
    page("sitemap"),
    page("health_live"),
    page("health_ready"),
    page("dashboard", LOGGED_IN),
    page("styleguide", STAFF),
    form("calendar_list", INSIDERS),
    form(
        "calendar_revoke",
        OWN,
        lambda world: [world.calendar_link.pk],
        sent=302,
        **dict.fromkeys((NEIGHBOUR, *STAFF), 404),
    ),
    page("calendar_feed", of=lambda world: [world.calendar_token]),
    page("door", of=lambda world: [world.door_token]),
    Row(  # no picture is kept: the photographs have their own tests
        "media",
        answers(404),
        answers(405),
        lambda world: [f"pictures/00/{'0' * 32}.webp"],
        is_any_object_known=True,
    ),
]


def _company(world: World) -> list[Any]:
    return [world.company.slug]


def share_mark(shown: Any) -> str:
    """The end of the address of the picture that its page names for other sites."""
    page = Client().get(shown.get_absolute_url()).content.decode()
    return re.search(r'property="og:image" content="[^"]*/([\w-]+)\.png"', page).group(1)


def _membership(world: World) -> list[Any]:
    return [world.company.slug, world.membership.pk]


def _invitation(world: World) -> list[Any]:
    return [world.company.slug, world.invitation.pk]


def _place_change(world: World) -> list[Any]:
    return [world.company.slug, world.place_change.pk]


def _listed(kind: str) -> Callable[[World], list[Any]]:
    return lambda world: [world.company.slug, world.listed[kind].pk]


def self_service(kind: str) -> list[Row]:
    """What the company lists on its page."""
    of = _listed(kind)
    return [
        page(f"members:{kind}_list", OWN, _company),
        form(f"members:{kind}_new", OWN, _company),
        form(f"members:{kind}_edit", OWN, of),
        form(f"members:{kind}_delete", OWN, of, sent=302),
        button(f"members:{kind}_move", OWN, of),
    ]


SELF_SERVICE = [
    form("members:company_edit", OWN, _company),
    button("members:page_confirm", OWN, _company),
    form("members:change_request_new", OWN, _company),
    form("members:logo_edit", OWN, _company),
    button("members:logo_delete", OWN, _company),
    *(row for kind in ("product", "machine", "photo", "link") for row in self_service(kind)),
]


PEOPLE = [
    page("members:company_list"),
    page("members:company_former_list"),
    page("members:company_detail", of=_company),
    page("members:company_share", of=lambda _: ["galli", share_mark(Company.objects.get(slug="galli"))]),
    *SELF_SERVICE,
    page("members:people_list", OWN, _company),
    button("members:role_change", [REPRESENTATIVE], _membership),
    form("members:membership_end", OWN, _membership, sent=302),  # the collaborator's own place
    button("members:place_change_confirm", OWN, _place_change),  # who may do it is said in words
    button("members:place_change_object", [REPRESENTATIVE], _place_change),
    Row(
        "members:place_change",
        answers(200, EVERYBODY),
        answers(302, EVERYBODY),
        lambda world: [place_change_token(world.place_change)],
    ),
    form("members:invitation_new", [REPRESENTATIVE], _company),
    button("members:invitation_withdraw", [REPRESENTATIVE], _invitation),
    # Logged in, one is somebody else than who was invited, and may accept with that account.
    Row(
        "members:invitation_accept",
        answers(200, EVERYBODY),
        answers(302, EVERYBODY),
        lambda world: [world.invitation_token],
    ),
    button("members:membership_switch", LOGGED_IN),
    Row("members:language_set", answers(405), answers(302)),
    form("members:account_edit", LOGGED_IN),
    Row("members:kept_form", answers(302, LOGGED_IN), answers(302, LOGGED_IN)),  # nothing is kept: on
    page("members:my_data", LOGGED_IN),
    button("members:my_data_download", LOGGED_IN),  # first to the password, as the next
    form("members:my_data_erasure", LOGGED_IN, sent=302),
]


def _collaboration(world: World) -> list[Any]:
    return [world.collaboration.pk]


def _project(world: World) -> list[Any]:
    return [world.project.slug]


def _project_picture(world: World) -> list[Any]:
    return [world.project.slug, world.project.pictures.get().pk]


COLLABORATIONS = [
    page("members:value_chain"),
    page("members:collaboration_list", MEMBERS),
    form("members:collaboration_new", MEMBERS),
    page("members:collaboration_detail", (*MEMBERS, *STAFF), _collaboration, outsider=404),
    # The company is asked: who asked reads on the page why it cannot answer, and the other way round.
    button("members:collaboration_confirm", OWN, _collaboration, neighbour=200, outsider=404),
    button("members:collaboration_decline", OWN, _collaboration, neighbour=200, outsider=404),
    button("members:collaboration_end", [NEIGHBOUR], _collaboration, outsider=404, **dict.fromkeys(OWN, 200)),
    button("members:collaboration_public", MEMBERS, _collaboration, sent=200, outsider=404),
    page("members:project_list"),
    form("members:project_new", REPRESENTATIVES),
    page("members:project_detail", (*MEMBERS, *STAFF), _project, visitor=404, outsider=404),
    form("members:project_edit", [REPRESENTATIVE], _project, outsider=404),
    form("members:project_parts", [REPRESENTATIVE], _project, outsider=404),
    form("members:project_pictures", [REPRESENTATIVE], _project, outsider=404),
    button("members:project_picture_delete", [REPRESENTATIVE], _project_picture, outsider=404),
    button("members:project_agree", [REPRESENTATIVE], _project, neighbour=200, outsider=404),
    button("members:project_decline", [NEIGHBOUR], _project, representative=200, outsider=404),
    button("members:project_public", REPRESENTATIVES, _project, outsider=404),
    button("members:project_end", (REPRESENTATIVE, *STAFF), _project, outsider=404),
]


def _begun(world: World) -> list[Any]:
    return [world.begun.link]


def _link(world: World) -> list[Any]:
    return [world.application.link]


def _application(world: World) -> list[Any]:
    return [world.application.pk]


def _application_paper(world: World) -> list[Any]:
    return [world.application.documents.get().pk]


def for_bearer(name: str, of, *, get: int = 405, post: int = 405) -> Row:
    """Whoever has the link, logged in or not."""
    return Row(name, answers(get), answers(post), of)


APPLICATIONS = [
    page("members:join"),
    form("members:join_new", EVERYBODY),
    page("members:call_detail", of=lambda world: [world.application.call.slug]),
    for_bearer("members:join_follow", _begun, get=200),
    for_bearer("members:join_edit", _begun, get=200, post=200),
    for_bearer("members:join_submit", _begun, post=302),
    for_bearer("members:join_document_new", _begun, get=200, post=200),
    for_bearer("members:join_document", lambda world: _link(world) + _application_paper(world), get=200),
    for_bearer(
        "members:join_document_delete", lambda world: _link(world) + _application_paper(world), post=302
    ),
    for_bearer("members:join_message", _link, post=200),
    for_bearer("members:join_withdraw", _link, post=302),
    for_bearer("members:join_appeal", _link, get=302, post=200),  # there is no refusal
    page("members:application_list", INSIDERS),
    page("members:application_detail", INSIDERS, _application),
    button("members:application_ask", MEMBERS, _application, sent=200),
    page(
        "members:application_document",
        INSIDERS,
        lambda world: _application(world) + _application_paper(world),
    ),
]


def _listing(world: World) -> list[Any]:
    return [world.listing.pk]


EXCHANGE = [
    page("members:listing_list", INSIDERS),
    page("members:listing_matches", INSIDERS),
    form("members:listing_new", MEMBERS),
    page("members:listing_detail", INSIDERS, _listing),
    form("members:listing_edit", OWN, _listing),
    Row(  # the form stands on the page of the listing
        "members:listing_reply", answers(302, INSIDERS), answers(200, MEMBERS), _listing
    ),
    button("members:listing_renew", OWN, _listing),
    form("members:listing_close", OWN, _listing),
    Row("members:listing_renewal", answers(200), answers(302), lambda world: [world.renewal_token]),
    form("members:mail_preferences", LOGGED_IN, sent=302),
    Row("members:mail_unsubscribe", answers(200), answers(302), lambda world: [world.mails_token]),
]


def _discussed(world: World) -> list[Any]:
    return [world.discussed.pk]


def _draft(world: World) -> list[Any]:
    return [world.draft.pk]


def _voted(world: World) -> list[Any]:
    return [world.voted.pk]


def _frozen(world: World) -> list[Any]:
    return [world.frozen.pk]


def _comment(world: World) -> list[Any]:
    return [world.discussed.pk, world.discussed.comments.get(author=world.people[COLLABORATOR]).pk]


def _paper(world: World) -> list[Any]:
    return [world.discussed.pk, world.discussed.attachments.get().pk]


def _amendment(world: World) -> list[Any]:
    return [world.discussed.pk, world.discussed.amendments.get().number]


def _round(world: World) -> list[Any]:
    return [world.round.proposal_id, world.round.number]


LEADERS = (REPRESENTATIVE, *STAFF)


def _published(world: World) -> list[Any]:
    return [world.published.year, world.published.number]


def _internal(world: World) -> list[Any]:
    return [world.internal.year, world.internal.number]


# A draft is there for its own company alone.
HIDDEN: dict[str, int] = {NEIGHBOUR: 404, COORDINATOR: 404, SUPERUSER: 404}

DECISIONS = [
    page("governance:proposal_list", INSIDERS),
    form("governance:proposal_new", REPRESENTATIVES),
    page("governance:proposal_detail", INSIDERS, _discussed, "in discussion"),
    page("governance:proposal_detail", OWN, _draft, "draft", **HIDDEN),
    page("governance:proposal_detail", INSIDERS, _voted, "voting"),
    form("governance:proposal_edit", [REPRESENTATIVE], _discussed, "in discussion"),
    form("governance:proposal_edit", [REPRESENTATIVE], _draft, "draft", **HIDDEN),
    Row(  # back to its page, or the form with the reason
        "governance:proposal_edit",
        answers(302, [REPRESENTATIVE]),
        answers(200, [REPRESENTATIVE]),
        _voted,
        "voting",
    ),
    button("governance:discussion_open", [REPRESENTATIVE], _draft, "draft", **HIDDEN),
    button("governance:discussion_open", [REPRESENTATIVE], _voted, "voting"),
    form("governance:proposal_withdraw", [REPRESENTATIVE], _discussed, "in discussion", sent=302),
    form("governance:proposal_withdraw", [REPRESENTATIVE], _draft, "draft", sent=302, **HIDDEN),
    button("governance:comment_new", MEMBERS, _discussed, "in discussion", sent=200),
    button("governance:comment_new", NOBODY, _draft, "draft", **HIDDEN),
    button("governance:proposal_freeze", LEADERS, _discussed, "in discussion"),
    button("governance:proposal_freeze", [REPRESENTATIVE], _draft, "draft", **HIDDEN),
    button("governance:discussion_resume", LEADERS, _frozen, "text final"),
    button("governance:proposal_conclude", STAFF, _frozen, "text final"),
    form("governance:proposal_defer", STAFF, _discussed, "in discussion"),
    button("governance:recusal_declare", REPRESENTATIVES, _discussed, "in discussion", sent=200),
    button("governance:recusal_withdraw", REPRESENTATIVES, _discussed, "in discussion"),
    form("governance:company_leave", [REPRESENTATIVE], _company),
    button("governance:company_stay", [REPRESENTATIVE], _company),
    form("governance:voting_open", LEADERS, _frozen, "text final"),
    Row(
        "governance:voting_open",
        answers(302, LEADERS),
        answers(200, LEADERS),
        _voted,
        "voting",
    ),
    button("governance:vote_cast", REPRESENTATIVES, _voted, "voting", sent=200),
    button("governance:vote_cast", NOBODY, _discussed, "in discussion", no=404, **{OUTSIDER: 403}),
    form("governance:comment_edit", [COLLABORATOR], _comment),
    page("governance:comment_history", INSIDERS, _comment),
    page("governance:version_list", INSIDERS, _discussed, "in discussion"),
    page("governance:version_list", OWN, _draft, "draft", **HIDDEN),
    form("governance:attachment_new", [REPRESENTATIVE], _discussed),
    page("governance:attachment", INSIDERS, _paper),
    button("governance:attachment_delete", [REPRESENTATIVE], _paper),
    form("governance:amendment_new", [NEIGHBOUR], _discussed),
    form("governance:amendment_edit", [NEIGHBOUR], _amendment),
    Row(  # its company withdraws it at once, a coordinator says why
        "governance:amendment_withdraw",
        answers(302, [NEIGHBOUR]) | dict.fromkeys(STAFF, 200),
        answers(302, [NEIGHBOUR]) | dict.fromkeys(STAFF, 200),
        _amendment,
    ),
    button("governance:amendment_accept", [REPRESENTATIVE], _amendment),
    form("governance:amendment_voting_open", LEADERS, _amendment),
    form("governance:round_extend", STAFF, _round),
    form("governance:round_cancel", STAFF, _round),
    button("governance:round_close_early", STAFF, _round),
    page("governance:round_record", INSIDERS, _round),
    page("governance:verifier", INSIDERS),
    page("governance:rulebook_detail", INSIDERS),
    page("governance:heads"),
    page("governance:resolution_list"),
    page("governance:resolution_print"),
    page(
        "governance:resolution_detail",
        of=lambda world: [world.published.year, world.published.number],
        note="published",
    ),
    page(
        "governance:resolution_share",
        of=lambda world: [world.published.year, world.published.number, share_mark(world.published)],
        note="published",
    ),
    page(
        "governance:resolution_share",
        NOBODY,
        lambda world: [world.internal.year, world.internal.number, "en-0"],
        "internal",
        **dict.fromkeys(EVERYBODY, 404),
    ),
    page(
        "governance:resolution_detail",
        INSIDERS,
        lambda world: [world.internal.year, world.internal.number],
        "internal",
        **{VISITOR: 404, OUTSIDER: 404},
    ),
    button("governance:resolution_mark_done", STAFF, _published, "published"),
    button(
        "governance:resolution_mark_done", [REPRESENTATIVE, *STAFF], _internal, "internal", **{OUTSIDER: 404}
    ),
    button("governance:resolution_mark_not_done", STAFF, _published, "published"),
    button("governance:resolution_mark_not_done", STAFF, _internal, "internal", **{OUTSIDER: 404}),
    button("governance:resolution_retry_effect", STAFF, _published, "published"),
    button("governance:resolution_retry_effect", STAFF, _internal, "internal", **{OUTSIDER: 404}),
    form("governance:mail_preferences", LOGGED_IN, sent=302),
    Row("governance:mail_unsubscribe", answers(200), answers(302), lambda world: [world.mails_token]),
]


def _deadline(world: World) -> list[Any]:
    return [world.deadline.pk]


def _cost(world: World) -> list[Any]:
    return [world.cost.year, world.cost.number]


def _year(world: World) -> list[Any]:
    return [world.cost.year]


def _booking(world: World) -> list[Any]:
    return [world.booking.uid]


def _series(world: World) -> list[Any]:
    return [world.series.uid]


def _ticket(world: World) -> list[Any]:
    return [world.ticket.number]


def _candidate(_world: World) -> list[Any]:
    """A candidate whose open days are over."""
    today = timezone.localdate()
    known = Application.objects.filter(state="open", open_until=today).first()
    return [(known or ApplicationFactory(opened=True, submitted_on=today, open_until=today)).pk]


# Of a booking: its own company asks nothing, others say why.
STOPPED = answers(302, (*OWN, *STAFF)) | dict.fromkeys(STAFF, 200)

SPACES = [
    page("spaces:building_list"),
    page("spaces:building_detail", of=lambda world: [world.building.slug]),
    Row("spaces:first_building", answers(302), answers(405)),
    page("spaces:company_plan"),
    page("spaces:works_list"),
    page("spaces:works_detail", of=lambda world: [world.renewal.slug]),
    page("spaces:space_list"),
    page("spaces:space_detail", of=lambda world: [world.unit.code], note="unit"),
    page("spaces:space_detail", of=lambda world: [world.room.code], note="room"),
    page("spaces:vacancy_list"),
    page("spaces:occupancy"),
    # Whoever is in no company is led to `members:join`.
    Row("spaces:request_new", answers(302) | dict.fromkeys(MEMBERS, 200), answers(200)),
    form("spaces:request_follow", EVERYBODY, lambda world: [world.request_token], sent=302),
    page("spaces:space_calendar", INSIDERS, lambda world: [world.room.code]),
    page("spaces:booking_list", INSIDERS),
    page("spaces:booking_week", INSIDERS),
    page("spaces:booking_day", INSIDERS),
    page("spaces:booking_use", INSIDERS),
    page("spaces:booking_use_download", INSIDERS),
    form("spaces:booking_new", INSIDERS),
    page("spaces:booking_detail", INSIDERS, _booking),
    Row("spaces:booking_edit", answers(200, (*OWN, *STAFF)), answers(200, (*OWN, *STAFF)), _booking),
    Row("spaces:space_certificates", answers(200, INSIDERS), answers(200, STAFF), lambda world: ["KILN"]),
    form("spaces:certificate_revoke", STAFF, lambda world: ["KILN", world.certificate.pk]),
    Row("spaces:booking_end", answers(200, (*OWN, *STAFF)), STOPPED, _booking),
    Row("spaces:booking_cancel", answers(200, (*OWN, *STAFF)), STOPPED, _booking),
    page("spaces:cost_list", INSIDERS),
    page("spaces:cost_year", INSIDERS, _year),
    page("spaces:cost_statement", MEMBERS, _year),
    page("spaces:budget_detail", INSIDERS, _year),
    page("spaces:year_accounts", INSIDERS, _year),
    # Of the company's own people and the treasurer, who is the coordinator here.
    page("spaces:company_statement", (*OWN, COORDINATOR), lambda world: [*_year(world), world.company.slug]),
    page("spaces:balance_list", (COORDINATOR,)),
    form("spaces:payment_new", (COORDINATOR,)),
    form("spaces:payments_import", (COORDINATOR,)),
    form("spaces:payment_void", (COORDINATOR,), lambda world: [world.payment.pk]),
    form("spaces:credit_new", (COORDINATOR,)),
    form("spaces:credit_void", (COORDINATOR,), lambda world: [world.credit.pk]),
    page("spaces:fund_detail", INSIDERS, lambda world: [world.fund_call.fund_id]),
    form("spaces:fund_call", (COORDINATOR,), lambda world: [world.fund_call.fund_id]),
    form("spaces:fund_call_void", (COORDINATOR,), lambda world: [world.fund_call.fund_id, 1]),
    form("spaces:quote_new", [REPRESENTATIVE], _discussed),
    page("spaces:cost_record", INSIDERS, _year),
    page("spaces:cost_detail", INSIDERS, _cost),
    page("spaces:cost_paper", STAFF, _cost),
    page("spaces:sharing_rules", INSIDERS),
    page("spaces:share_table", INSIDERS, lambda world: [world.share_table.pk]),
    page("spaces:cost_try", INSIDERS),
    page("spaces:meter_list", INSIDERS),
    page("spaces:meter_detail", INSIDERS, lambda world: [world.reading.meter.code]),
    page("spaces:reading_photo", INSIDERS, lambda world: [world.reading.meter.code, world.reading.pk]),
    form("spaces:readings_import", STAFF),
    page("spaces:deadline_list", INSIDERS),
    page("spaces:deadline_detail", INSIDERS, _deadline),
    form("spaces:deadline_done", (*OWN, *STAFF), _deadline),
    page("spaces:deadline_paper", INSIDERS, lambda world: [*_deadline(world), world.deadline.done.get().pk]),
    page("spaces:duty_list", INSIDERS),
    page("spaces:duty_detail", INSIDERS, lambda world: [world.swap.turn.duty_id]),
    button("spaces:turn_done", OWN, lambda world: [world.swap.turn_id]),
    button("spaces:swap_ask", OWN, lambda world: [world.swap.turn_id]),
    form("spaces:swap_accept", (NEIGHBOUR,), lambda world: [world.swap.pk], sent=302),
    button("spaces:swap_undo", (*OWN, *STAFF), lambda world: [world.swap.pk]),
    page("spaces:ticket_list", INSIDERS),
    form("spaces:ticket_new", INSIDERS),
    form("spaces:ticket_detail", INSIDERS, _ticket),
    form("spaces:ticket_edit", INSIDERS, _ticket),
    form("spaces:ticket_block", STAFF, _ticket),
    form("spaces:application_propose", REPRESENTATIVES, _candidate),
    page("spaces:space_label", INSIDERS, lambda world: [world.room.code]),
    form("spaces:series_new", INSIDERS),
    form("spaces:series_detail", (*OWN, *STAFF), _series, sent=302, **{NEIGHBOUR: 404}),
    form("spaces:series_edit", (*OWN, *STAFF), _series, **{NEIGHBOUR: 404}),
    Row(
        "spaces:series_cancel",
        answers(200, (*OWN, *STAFF), **{NEIGHBOUR: 404}),
        STOPPED | {NEIGHBOUR: 404},
        _series,
    ),
]


def _event(world: World) -> list[Any]:
    return [world.event.slug]


def _asked(world: World) -> list[Any]:
    """Of the co-host that is asked and has not answered: the company of the neighbour."""
    return [world.event.slug, world.event.hosts.get(state="asked").pk]


EVENTS = [
    page("events:event_list"),
    page("events:event_month", of=lambda world: [2027, 3]),
    page("events:event_archive", of=lambda world: [2026]),
    page("events:event_embed"),
    page("events:event_ics", of=_event),
    page("events:event_poster", of=_event),
    form("events:event_new", (NEIGHBOUR, *HOSTS)),
    form("events:event_edit", HOSTS, _event),
    form("events:event_duplicate", HOSTS, _event, sent=302),
    Row("events:event_hosts", answers(200, (NEIGHBOUR, *HOSTS)), answers(200, HOSTS), _event),
    form("events:host_edit", (NEIGHBOUR, *HOSTS), _asked, sent=302),
    button("events:host_answer", (NEIGHBOUR,), _asked),
    button("events:host_withdraw", HOSTS, _asked),
    form("events:event_series", HOSTS, _event),
    form("events:event_submit", HOSTS, _event),
    form("events:event_return", STAFF, _event),
    form("events:event_publish", HOSTS, _event),
    form("events:event_postpone", HOSTS, _event, sent=302),
    form("events:event_cancel", HOSTS, _event),
    form("events:event_move", HOSTS, _event),
    page("events:calendar"),
    page("events:feed"),
    page("events:event_detail", of=lambda world: [world.event.slug], note="public"),
    page("events:event_share", of=lambda world: [world.event.slug, share_mark(world.event)], note="public"),
    page(
        "events:event_share",
        NOBODY,
        lambda world: [world.members_event.slug, "en-0"],
        "members only",
        **dict.fromkeys(EVERYBODY, 404),
    ),
    page(
        "events:event_detail",
        INSIDERS,
        lambda world: [world.members_event.slug],
        "members only",
        **{VISITOR: 404, OUTSIDER: 404},
    ),
    page(
        "events:event_detail",
        STAFF,
        lambda world: [world.draft_event.slug],
        "draft",
        **dict.fromkeys((VISITOR, OUTSIDER, NEIGHBOUR, COLLABORATOR, REPRESENTATIVE), 404),
    ),
    page("events:institution_list"),
    page("events:institution_detail", of=lambda world: [world.institution.slug], note="public"),
    page(
        "events:institution_detail",
        INSIDERS,
        lambda world: [world.members_institution.slug],
        "members only",
        visitor=404,
        outsider=404,
    ),
    form("events:institution_notes", INSIDERS, lambda world: [world.institution.slug]),
    page(
        "events:agreement_document",
        INSIDERS,
        lambda world: [world.institution.slug, world.agreement.pk],
    ),
    form("events:registration_new", EVERYBODY, lambda world: [world.event.slug], "public"),
    form(
        "events:registration_new",
        INSIDERS,
        lambda world: [world.members_event.slug],
        "members only",
        **{VISITOR: 404, OUTSIDER: 404},
    ),
    Row(
        "events:registration_cancel",
        answers(302),
        answers(302),
        lambda world: [world.registration_token],
    ),
    form("events:registration_detail", EVERYBODY, lambda world: [world.registration.link]),
    page("events:ticket_calendar", EVERYBODY, lambda world: [world.registration.link]),
    page("events:guest_list", DOOR, _event),
    page("events:guests_download", DOOR, _event),
    form("events:guest_remove", DOOR, lambda world: [world.event.slug, world.registration.pk], sent=302),
    form("events:guest_letter", DOOR, _event),
    form("events:question_list", DOOR, _event),
    form("events:question_edit", DOOR, lambda world: [world.event.slug, world.question.pk]),
    form("events:question_delete", DOOR, lambda world: [world.event.slug, world.question.pk], sent=302),
    form("events:check_in", DOOR, _event, sent=404),
    form("events:walk_in", DOOR, _event),
    page("events:door_list", DOOR, _event),
]


def _one(world: World) -> list[Any]:
    return [1]


ACCOUNT = [
    account("account_login", 302, 302, visitor=(200, 200)),
    account("account_logout", 200, 302, visitor=(302, 302)),
    account("account_inactive", 200, 405, visitor=(200, 405)),
    account("account_signup", 302, 302, visitor=(200, 200)),  # "closed" without an invitation
    account("account_reauthenticate", 200, 200),
    account("account_email", 200, 302),
    account("account_email_verification_sent", 200, 405, visitor=(200, 405)),
    account("account_confirm_email", 200, 404, visitor=(200, 404), of=lambda world: ["no-such-key"]),
    account("account_change_password", 200, 200),
    account("account_set_password", 302, 302),
    account("account_reset_password", 200, 200, visitor=(200, 200)),
    account("account_reset_password_done", 200, 405, visitor=(200, 405)),
    account(
        "account_reset_password_from_key", 200, 200, visitor=(200, 200), of=lambda world: ["1", "no-key"]
    ),
    account("account_reset_password_from_key_done", 200, 405, visitor=(200, 405)),
    account("account_request_login_code", 302, 302, visitor=(200, 200)),
    account("account_confirm_login_code", 302, 302),
    account("mfa_index", 200, 405),
    account("mfa_authenticate", 302, 302),
    account("mfa_reauthenticate", 302, 302),
    account("mfa_activate_totp", 302, 302),
    account("mfa_deactivate_totp", 404, 404),
    account("mfa_view_recovery_codes", 404, 405),
    account("mfa_generate_recovery_codes", 302, 302),
    account("mfa_download_recovery_codes", 404, 404),
    account("mfa_list_webauthn", 200, 405),
    account("mfa_add_webauthn", 302, 302),
    account("mfa_reauthenticate_webauthn", 302, 302),
    account("mfa_remove_webauthn", 302, 302, of=_one),
    account("mfa_edit_webauthn", 302, 302, of=_one),
    account("mfa_login_webauthn", 302, 302),
    account("usersessions_list", 200, 302),
    account("members:second_factor", 302, 405, visitor=(LOGIN, LOGIN)),
]

_REFUSED_AT_LOGIN = dict.fromkeys((OUTSIDER, *MEMBERS), 403)
_LOGGED_OUT_OF_NOTHING = dict.fromkeys((OUTSIDER, *MEMBERS), 302)


def _assembly(world: World) -> list[Any]:
    return [world.assembly.year, world.assembly.number]


def _assembly_draft(world: World) -> list[Any]:
    return [world.assembly_draft.pk]


def _agenda_item(world: World) -> list[Any]:
    return [world.assembly_draft.pk, world.assembly_draft.items.get().pk]


# A draft of an assembly is there for who may prepare it; nobody outside learns of it.
UNTOLD: dict[str, int] = dict.fromkeys(MEMBERS, 404)


ASSEMBLIES = [
    page("governance:assembly_list", INSIDERS),
    form("governance:assembly_new", STAFF),
    page("governance:assembly_draft", STAFF, _assembly_draft, **UNTOLD),
    form("governance:assembly_draft_edit", STAFF, _assembly_draft, **UNTOLD),
    form("governance:assembly_draft_delete", STAFF, _assembly_draft, sent=302, **UNTOLD),
    form("governance:assembly_agenda", STAFF, _assembly_draft, **UNTOLD),
    form("governance:agenda_item_new", STAFF, _assembly_draft, **UNTOLD),
    form("governance:agenda_item_edit", STAFF, _agenda_item, **UNTOLD),
    button("governance:agenda_item_delete", STAFF, _agenda_item, **UNTOLD),
    form("governance:assembly_notice", STAFF, _assembly_draft, sent=302, **UNTOLD),
    page("governance:assembly", INSIDERS, _assembly),
    form("governance:assembly_edit", STAFF, _assembly),
    form("governance:assembly_anew", STAFF, _assembly),
    form("governance:assembly_cancel", STAFF, _assembly),
    # The link in the mail has a key; without one it is a page of members.
    Row("governance:assembly_ics", answers(200, INSIDERS), answers(405), _assembly),
]


def _entry(world: World) -> list[Any]:
    return [*_assembly(world), world.proxy.holder_id]


def _proxy(world: World) -> list[Any]:
    return [*_assembly(world), world.proxy.pk]


def _correction(world: World) -> list[Any]:
    return [*_assembly(world), world.correction.pk]


def _check_in(world: World) -> list[Any]:
    person = world.people[REPRESENTATIVE]
    return [*_assembly(world), check_in_link.token([world.assembly.pk, person.pk if person else 0])]


# The instructions of a proxy are read by the two companies alone.
FOREIGN: dict[str, int] = {COORDINATOR: 404, SUPERUSER: 404}


ATTENDING = [
    form("governance:assembly_rsvp", REPRESENTATIVES, _assembly),
    form("governance:assembly_proxy", REPRESENTATIVES, _assembly),
    page("governance:assembly_proxy_detail", MEMBERS, _proxy, **FOREIGN),
    button("governance:assembly_proxy_accept", [REPRESENTATIVE], _proxy, **FOREIGN),
    button("governance:assembly_proxy_refuse", [REPRESENTATIVE], _proxy, **FOREIGN),
    button("governance:assembly_proxy_revoke", [NEIGHBOUR], _proxy, **FOREIGN),
    Row(  # the bearer; who is logged in as somebody else reads whose link it is
        "governance:assembly_check_in",
        answers(200, EVERYBODY),
        answers(302, (VISITOR, REPRESENTATIVE)),
        _check_in,
    ),
    form("governance:assembly_roll", STAFF, _assembly),
    button("governance:roll_correction_confirm", STAFF, _correction),
    button("governance:roll_correction_withdraw", STAFF, _correction),
    button("governance:assembly_desk_in", STAFF, _entry),
    button("governance:assembly_desk_out", STAFF, _entry),
]


def _held(world: World) -> list[Any]:
    return [world.assembly_held.year, world.assembly_held.number]


def _held_item(world: World) -> list[Any]:
    return [*_held(world), world.vote_in_hall.agenda_item_id]


def _held_vote(world: World) -> list[Any]:
    return [*_held(world), world.vote_in_hall.pk]


# Its chair and its secretary; coordinators no more, once there are these.
AT_DESK = (REPRESENTATIVE, NEIGHBOUR)


HALL = [
    page("governance:assembly_board", INSIDERS, _held),
    page("governance:assembly_board_now", INSIDERS, _held),
    page("governance:assembly_desk", AT_DESK, _held),
    button("governance:assembly_call_open", AT_DESK, _held),
    form("governance:assembly_call_desert", AT_DESK, _held, sent=302),
    form("governance:assembly_suspend", AT_DESK, _held),
    button("governance:assembly_resume", AT_DESK, _held),
    form("governance:assembly_close", AT_DESK, _held, sent=302),
    form("governance:assembly_officers", AT_DESK, _held),
    button("governance:assembly_item_open", AT_DESK, _held_item),
    button("governance:assembly_item_done", AT_DESK, _held_item),
    button("governance:assembly_item_defer", AT_DESK, _held_item),
    button("governance:assembly_round_open", AT_DESK, _held_item),
    button("governance:assembly_round_close", AT_DESK, _held_vote),
    button("governance:assembly_round_remind", AT_DESK, _held_vote),
    form("governance:assembly_round_cancel", AT_DESK, _held_vote),
    button("governance:assembly_hands", AT_DESK, _held_vote),
    button("governance:assembly_hands_confirm", AT_DESK, _held_vote),
    button("governance:assembly_proxy_vote", INSIDERS, _held_vote, sent=200),
]


def _of_assembly(*more: int) -> Callable[[World], list[Any]]:
    return lambda world: [world.assembly.year, world.assembly.number, *more]


def _scrutineer(world: World) -> list[Any]:
    scrutineer, _is_new = Scrutineer.objects.get_or_create(
        assembly=world.assembly, user=world.people[COLLABORATOR]
    )
    return [world.assembly.year, world.assembly.number, scrutineer.pk]


# While no secret vote is open; who is a scrutineer has tests of its own.
SECRECY = [
    Row("governance:assembly_urn", answers(200, STAFF), answers(403, LOGGED_IN), _of_assembly()),
    Row("governance:assembly_urn_open", answers(403, LOGGED_IN), answers(403, LOGGED_IN), _of_assembly()),
    Row("governance:assembly_urn_close", answers(405, LOGGED_IN), answers(404, STAFF), _of_assembly()),
    Row("governance:assembly_urn_annul", answers(302, STAFF), answers(302, STAFF), _of_assembly()),
    form("governance:assembly_scrutineer_add", STAFF, _of_assembly()),
    button("governance:assembly_scrutineer_remove", STAFF, _scrutineer),
    Row("governance:assembly_secret_vote", answers(404, STAFF), answers(404, STAFF), _of_assembly(1)),
    page("governance:assembly_ballots", INSIDERS, _of_assembly()),
    Row("governance:assembly_ballot", answers(302, INSIDERS), answers(302, INSIDERS), _of_assembly(1)),
    Row("governance:assembly_ballot_cast", answers(405, LOGGED_IN), answers(302, INSIDERS), _of_assembly(1)),
    Row(
        "governance:assembly_secret_ballots",
        answers(404, INSIDERS),
        answers(405, LOGGED_IN),
        _of_assembly(1, 1),
    ),
    Row("governance:assembly_papers", answers(403, LOGGED_IN), answers(403, LOGGED_IN), _of_assembly()),
    Row("governance:assembly_paper_give", answers(405, LOGGED_IN), answers(403, LOGGED_IN), _of_assembly(1)),
]


def _minutes(world: World) -> list[Any]:
    return [world.minutes.assembly.year, world.minutes.assembly.number]


def _minutes_draft(world: World) -> list[Any]:
    return [world.minutes_draft.assembly.year, world.minutes_draft.assembly.number]


def _led(world: World) -> list[Any]:
    return [world.assembly_led.year, world.assembly_led.number]


# Until both have signed others do not find it; those who write and sign it are its chair and its secretary.
UNSIGNED: dict[str, int] = {COLLABORATOR: 404}


SIGNERS = (REPRESENTATIVE, NEIGHBOUR)


MINUTES = [
    form("governance:assembly_notes", SIGNERS, _led, sent=302),
    page("governance:minutes", INSIDERS, _minutes, "signed"),
    page("governance:minutes", [*SIGNERS, *STAFF], _minutes_draft, "draft", **UNSIGNED),
    form("governance:minutes_edit", [NEIGHBOUR], _minutes_draft, **UNSIGNED),
    Row(  # who signs proves first who they are
        "governance:minutes_sign",
        answers(200, SIGNERS, **UNSIGNED),
        answers(302, LOGGED_IN),
        _minutes_draft,
        is_any_object_known=True,
    ),
    button("governance:minutes_correct", SIGNERS, _minutes),
    page("governance:minutes_print", INSIDERS, _minutes),
    page("governance:minutes_extract", INSIDERS, _minutes),
    page("governance:minutes_pdf", INSIDERS, _minutes),
    page("governance:minutes_json", INSIDERS, _minutes),
]


def _election(world: World) -> list[Any]:
    return [world.candidacy.proposal_id]


def _candidacy(world: World) -> list[Any]:
    return [world.candidacy.proposal_id, world.candidacy.pk]


def _petition(world: World) -> list[Any]:
    return [world.petition.pk]


ELECTIONS = [
    Row("governance:candidacy_list", answers(200, INSIDERS), answers(200, REPRESENTATIVES), _election),
    page("governance:candidacy_detail", INSIDERS, _candidacy),
    button("governance:candidacy_accept", [COLLABORATOR], _candidacy),  # the candidate, as the next
    button("governance:candidacy_withdraw", [COLLABORATOR], _candidacy),
    button("governance:office_accept", [COLLABORATOR], _candidacy),
    button("governance:office_refuse", [COLLABORATOR], _candidacy),
]


PETITIONS = [
    page("governance:petition_list", INSIDERS),
    form("governance:petition_new", REPRESENTATIVES),
    page("governance:petition_detail", INSIDERS, _petition),
    form("governance:petition_edit", [REPRESENTATIVE], _petition),
    button("governance:petition_sign", REPRESENTATIVES, _petition),
    button("governance:petition_unsign", REPRESENTATIVES, _petition),
    button("governance:petition_answer", STAFF, _petition, sent=200),
]


BACK_OFFICE = [
    staff("admin:index", 200, 200),
    Row(
        "admin:login",
        answers(302, STAFF) | _REFUSED_AT_LOGIN,
        answers(302, STAFF) | _REFUSED_AT_LOGIN,
    ),
    Row(
        "admin:logout",
        answers(405, STAFF) | _LOGGED_OUT_OF_NOTHING,
        answers(200, STAFF) | _LOGGED_OUT_OF_NOTHING,
    ),
    staff("admin:password_change", 302, 302),  # to the portal's, as the next
    staff("admin:password_change_done", 302, 302),
    staff("admin:autocomplete", 403, 405),  # says nothing without naming a field
    staff("admin:jsi18n", 200, 405),
    staff("admin:view_on_site", 404, 404, lambda world: [1, 999_999], is_any_object_known=True),
    staff("admin:members_company_import", 200, 200),
    staff("admin:members_company_process_import", 405, 302),  # nothing to write: choose a file
    staff("admin:members_company_export", 200, 200),
    *(
        row
        for model in ("space", "allocation")
        for row in (
            staff(f"admin:spaces_{model}_import", 200, 200),
            staff(f"admin:spaces_{model}_process_import", 405, 302),
            staff(f"admin:spaces_{model}_export", 200, 200),
        )
    ),
    staff("admin:app_list", 200, 200, lambda world: ["members"], is_any_object_known=True),
]

ROWS = [
    *(*PORTAL, *PEOPLE, *APPLICATIONS, *COLLABORATIONS, *EXCHANGE, *DECISIONS, *SPACES, *EVENTS),
    *(*ASSEMBLIES, *ATTENDING, *ELECTIONS, *PETITIONS, *SECRECY, *MINUTES, *HALL),
    *(*ACCOUNT, *BACK_OFFICE),
]

# What the back-office lets its two roles do to each model besides looking. "-" is not even that.
MODELS = {
    # model: (coordinator, superuser)
    "members.multifactory": ("change", "change"),
    "members.field": ("add change", "add change"),
    "members.term": ("add change", "add change"),
    "members.company": ("add change", "add change"),
    "members.changerequest": ("", ""),
    "members.call": ("add change", "add change"),
    "members.application": ("", ""),
    "members.collaboration": ("", ""),
    "members.jointproject": ("", ""),
    "members.membership": ("", ""),
    "members.invitation": ("add", "add"),
    "members.placechange": ("", ""),
    "members.listing": ("", ""),
    "members.user": ("change", "add change"),
    "governance.office": ("add", "add"),
    "governance.rulebook": ("add", "add"),
    "governance.assembly": ("", ""),
    "governance.departure": ("", ""),
    "governance.votingsuspension": ("add", "add"),
    "governance.proposal": ("", ""),
    "governance.votinground": ("", ""),
    "governance.resolution": ("change", "change"),
    "spaces.building": ("add change", "add change"),
    "spaces.floor": ("add change", "add change"),
    "spaces.floorplan": ("change", "change"),
    "spaces.plandraft": ("add change", "add change"),
    "spaces.space": ("add change", "add change"),
    "spaces.allocation": ("add change", "add change"),
    "spaces.booking": ("", ""),
    "spaces.bookingpolicy": ("add change", "add change"),
    "spaces.certificate": ("", ""),
    "spaces.closure": ("add", "add"),
    "spaces.certificatekind": ("add change", "add change"),
    "spaces.series": ("", ""),
    "spaces.quiethours": ("add change", "add change"),
    "spaces.quota": ("add change", "add change"),
    "spaces.unitrequest": ("add", "add"),
    "spaces.offer": ("", ""),
    "spaces.renewal": ("add change", "add change"),
    "spaces.category": ("add change", "add change"),
    "spaces.meter": ("add change", "add change"),
    "spaces.reading": ("add", "add"),
    "spaces.sharetable": ("add", "add"),
    "spaces.sharingrule": ("add", "add"),
    "spaces.authorisation": ("", ""),
    "spaces.budget": ("add change", "add change"),
    "spaces.cost": ("add change", "add change"),
    "spaces.deadline": ("add change", "add change"),
    "spaces.duty": ("add change", "add change"),
    "spaces.dutyleave": ("add change", "add change"),
    "spaces.headcount": ("add change", "add change"),
    "spaces.turn": ("", ""),
    "spaces.ticket": ("", ""),
    "events.event": ("add change", "add change"),
    "events.programme": ("change", "change"),
    "events.registration": ("", ""),
    "events.institution": ("add change", "add change"),
    "events.agreement": ("add change", "add change"),
    "auth.group": ("-", "add change delete"),
    "account.emailaddress": ("-", ""),
    "mfa.authenticator": ("-", "delete"),
    "usersessions.usersession": ("-", "delete"),
    "multifactory.calendarlink": ("", ""),
    "multifactory.queuedmail": ("", ""),
}
# An empty form changes nothing there and is saved: the page has only fields that may be empty.
EMPTY_FORM_IS_SAVED = {"events.programme", "governance.resolution", "spaces.allocation", "spaces.cost"}


def patterns(
    resolver: URLResolver | None = None, prefix: str = "", names: tuple[str, ...] = ()
) -> Iterator[tuple]:
    """(name, route) of every address there is."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            namespace = (pattern.namespace,) if pattern.namespace else ()
            yield from patterns(pattern, route, names + namespace)
        else:
            yield ":".join((*names, pattern.name or "")), route


ACTIONS = ("changelist", "add", "history", "delete", "change")


def test_every_address_has_its_row_and_every_row_its_address():
    of_models = {f"admin:{model.replace('.', '_')}_{action}" for model in MODELS for action in ACTIONS}
    listed = {row.name for row in ROWS} | of_models
    # The only ones without a name, tested below: /admin/<app>/<model>/<pk>/ and all else under /admin/.
    nameless = {"admin:"}

    assert {name for name, _ in patterns()} - nameless == listed


def test_nameless_addresses_are_those_of_the_admin():
    nameless = sorted({route for name, route in patterns() if name.endswith(":") or not name})

    of_models = [f"admin/{model.replace('.', '/')}/<path:object_id>/" for model in MODELS]
    assert nameless == sorted([*of_models, "admin/(?P<url>.*)$"])


def ask(world: World, role: str, method: str, url: str) -> int | str:
    """The answer to this role, with everything it changed put back."""
    client = client_of(world, role)
    before = copy.deepcopy(client.cookies)
    savepoint = transaction.savepoint()
    response = getattr(client, method)(url)
    transaction.savepoint_rollback(savepoint)
    client.cookies = before
    location = response.headers.get("Location", "")
    if location.startswith(("/account/login/", "/admin/login/")):
        return LOGIN
    return FACTOR if location == "/account/2fa/" else response.status_code


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_each_role_gets_its_answer(row, world):
    url = row.url(world)

    for method, expected in (("get", row.get), ("post", row.post)):
        assert {role: ask(world, role, method, url) for role in ROLES} == expected, method


# --- Coordinators with and without their second factor -------------------------------------------------

FACTOR = "factor"  # sent to set up the second factor, or to use it


def test_coordinators_who_used_the_second_factor_get_the_same_answers(settings, world):
    settings.REQUIRE_STAFF_MFA = True
    for role in STAFF:
        use_second_factor(client_of(world, role), world.people[role])
    pages_of_factors = {row.name for row in ACCOUNT}
    asked = [row for row in ROWS if row.name not in pages_of_factors]

    found = {str(row): answers_of(world, row, STAFF) for row in asked}

    assert found == {
        str(row): [{role: answer[role] for role in STAFF} for answer in (row.get, row.post)] for row in asked
    }


@pytest.mark.parametrize(
    ("role", "company_role"),
    [(SUPERUSER, None), *((COORDINATOR, place) for place in (None, *Membership.Role.values))],
)
def test_coordinator_without_the_second_factor_gets_what_the_membership_gives(
    role, company_role, settings, world
):
    settings.REQUIRE_STAFF_MFA = True
    if company_role:
        MembershipFactory(user=world.people[role], company=world.company, role=company_role)
    twin = {None: OUTSIDER, "collaborator": COLLABORATOR, "representative": REPRESENTATIVE}[company_role]

    wrong = {}
    for row in ROWS:
        found = [answer[role] for answer in answers_of(world, row, (role,))]
        right = [without_powers(row, answers, twin, role) for answers in (row.get, row.post)]
        if any(one not in some for one, some in zip(found, right, strict=True)):
            wrong[str(row)] = (found, right)
    assert wrong == {}


# Of the person, not of the place.
OF_THE_COLLABORATOR = {
    *("governance:comment_edit", "members:membership_end"),
    *("governance:candidacy_accept", "governance:candidacy_withdraw"),
    *("governance:office_accept", "governance:office_refuse"),
}
# Of its chair, who is the representative; somebody else of the company is refused, or finds nothing there.
OF_THE_CHAIR = {"governance:assembly_check_in", *(row.name for row in (*HALL, *MINUTES))}


def without_powers(row: Row, answers: Answers, twin: str, role: str) -> tuple[int | str, ...]:
    """The answer to a member in the same place; where the powers give more, the way to them."""
    if row in BACK_OFFICE:
        return ({"admin:login": 302, "admin:logout": answers[role]}.get(row.name, FACTOR),)
    if row.name == "members:second_factor":
        return (FACTOR if answers[role] == 302 else answers[role],)
    if row.name in OF_THE_COLLABORATOR and twin == COLLABORATOR:
        return (403, 405)
    if row.name in OF_THE_CHAIR and twin == REPRESENTATIVE:
        return (403, 404, 405, answers[twin])
    if answers[twin] != 403:
        return (answers[twin],)
    # Powers that open the page and not this step lead to it too: the first refusal was for want of them.
    return (403, FACTOR) if answers[role] in (403, 404) else (FACTOR,)


def answers_of(world: World, row: Row, roles: Sequence[str]) -> list[Answers]:
    url = row.url(world)
    return [{role: ask(world, role, method, url) for role in roles} for method in ("get", "post")]


@pytest.mark.parametrize("row", [row for row in ROWS if row.of and not row.is_any_object_known], ids=str)
def test_object_that_does_not_exist_is_not_found(row, world):
    def unknown(value: Any) -> Any:
        if isinstance(value, int):
            return 999_999
        return uuid.uuid4() if isinstance(value, uuid.UUID) else "no-such-thing"

    method, expected = ("post", row.post) if 405 in row.get.values() else ("get", row.get)
    url = reverse(row.name, args=[unknown(value) for value in row.of(world)])
    role = next((role for role in reversed(LOGGED_IN) if expected[role] in (200, 302)), REPRESENTATIVE)

    assert ask(world, role, method, url) == 404


@pytest.mark.parametrize("name", ["role_change", "membership_end", "invitation_withdraw"])
def test_thing_of_another_company_is_not_found(name, world):
    foreign = InvitationFactory() if name.startswith("invitation") else MembershipFactory()
    url = reverse(f"members:{name}", args=[world.company.slug, foreign.pk])

    assert ask(world, REPRESENTATIVE, "post", url) == 404


@pytest.mark.parametrize("role", [VISITOR, REPRESENTATIVE, SUPERUSER])
def test_nothing_is_sent_from_another_site(role, world):
    client = Client(enforce_csrf_checks=True)
    if world.people[role]:
        client.force_login(world.people[role])

    refused = {str(row): client.post(row.url(world)).status_code for row in ROWS}

    # But for the button of mail programs, whose signed address is the proof (RFC 8058).
    one_click = {"governance:mail_unsubscribe": 302, "members:mail_unsubscribe": 302}
    assert refused == dict.fromkeys(map(str, ROWS), 403) | one_click


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_change_nothing_and_break_nothing(method, world):
    for row in ROWS:
        status = ask(world, REPRESENTATIVE, method, row.url(world))
        assert status == LOGIN or status < 500, str(row)


# --- The back-office, model by model ------------------------------------------------------------------


def may(rights: str, action: str, method: str, model: str) -> int:
    """The status of an answer to somebody with these rights."""
    if rights == "-":
        return 403
    needed = {"add": "add", "delete": "delete"}.get(
        action, "change" if (action, method) == ("change", "post") else ""
    )
    if needed and needed not in rights.split():
        return 403
    return 302 if needed == "change" and model in EMPTY_FORM_IS_SAVED else 200


@pytest.mark.parametrize("model", MODELS)
def test_back_office_lets_each_role_do_its_own(model, world):
    pk = object_of(model, world)
    rights = dict(zip(STAFF, MODELS[model], strict=True))

    for action in ACTIONS:
        args = [] if action in ("changelist", "add") else [pk]
        url = reverse(f"admin:{model.replace('.', '_')}_{action}", args=args)
        for method in ("get", "post"):
            expected = dict.fromkeys(ROLES, LOGIN) | {
                role: may(rights[role], action, method, model) for role in STAFF
            }
            found = {role: ask(world, role, method, url) for role in ROLES}
            assert found == expected, f"{method} {action}"

    short = reverse(f"admin:{model.replace('.', '_')}_changelist") + f"{pk}/"
    assert {role: ask(world, role, "get", short) for role in ROLES} == (
        dict.fromkeys(ROLES, LOGIN) | dict.fromkeys(STAFF, 302)
    )


def test_everything_else_below_the_admin_is_not_found(world):
    found = {role: ask(world, role, "get", "/admin/no/such/page/") for role in ROLES}

    assert found == dict.fromkeys(ROLES, LOGIN) | dict.fromkeys(STAFF, 404)


def test_models_of_the_back_office_are_those_of_the_table():
    assert {model._meta.label_lower for model in admin.site._registry} == set(MODELS)
