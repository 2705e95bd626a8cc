"""What the clock asks of the portal. Correctness never waits for it: two workers, or none, do no harm."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache, caches
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone

from events.institutions.services import send_agreement_notices
from events.registrations.erasure import erase_after_events
from events.registrations.reminders import send_due_reminders
from events.registrations.seats import settle_due_events
from governance.assemblies.attending.reminders import send_check_in_links
from governance.assemblies.minutes.services import tell_of_overdue_minutes
from governance.assemblies.petitions.late import tell_of_late_petitions
from governance.closing.services import close_due_rounds
from governance.departures.corrections import correct_due_rolls
from governance.notices.daily_heads import send_daily_heads
from governance.notices.digest import send_digests
from governance.notices.overdue import send_overdue_notices
from governance.notices.reminders import send_reminders
from governance.notices.yearly import tell_of_yearly_assembly
from governance.suspensions.rulebook_suspensions import settle_rulebook_suspensions
from members.applications.desk.clock import (
    empty_old_applications,
    lapse_silent_applications,
    raise_alarms,
)
from members.exchange.listings.match_mails import send_match_mails
from members.exchange.listings.notices import send_listing_notices
from members.people.place_changes import settle_due_changes
from members.principles.services import write_monthly_figures
from members.profile.confirmation import ask_for_confirmation
from members.profile.search import refresh_all_search_texts
from multifactory.lib.cache import TableCache
from multifactory.lib.mail_queue.delivery import deliver_due_mail, forget_old_mail
from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.lib.media.cleaning import clean_media_when_due
from multifactory.lib.media.models import MediaIdentity
from multifactory.lib.public_pages.triggers import fold_changes
from spaces.bookings.lapses import lapse_overdue
from spaces.costs.budgets.services import renew_all_quotas
from spaces.costs.dues.services import send_quota_reminders
from spaces.requests.offers import close_due_offers
from spaces.requests.services import anonymise_old_requests
from spaces.upkeep.deadlines.blocks import refresh_late_blocks
from spaces.upkeep.deadlines.services import tell_of_deadlines
from spaces.upkeep.duties.services import plan_all_turns, tell_of_turns

logger = logging.getLogger(__name__)

HEARTBEAT = "worker_heartbeat"
HEARTBEAT_KEPT = timedelta(days=7)
SILENCE = timedelta(minutes=15)
LONGEST_WAIT = 60  # seconds between two tries to reach a database that is away

StopAsked = Callable[[], bool]


@dataclass
class Job:
    """Work done again and again; `run` is told how to ask whether to stop, and returns how much it did."""

    name: str
    run: Callable[[StopAsked], int]
    every: timedelta = timedelta(0)
    last_run: datetime | None = None

    def is_due(self) -> bool:
        return self.last_run is None or timezone.now() - self.last_run >= self.every


def _clear_sessions() -> int:
    call_command("clearsessions")
    # Where and with what somebody was logged in is kept no longer than the session itself.
    ended = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    return ended.delete()[0]


def _clear_cache() -> int:
    backend = caches["default"]
    return backend.delete_expired() if isinstance(backend, TableCache) else 0


def _fold_content_changes() -> int:
    fold_changes()
    return 0  # nothing anybody would want to read of


def jobs() -> list[Job]:
    """All of them, in the order of a turn: what is decided, what is offered and booked, what is sent."""
    return [*_jobs_of_decisions(), *_jobs_of_places(), *_jobs_of_the_house()]


def _jobs_of_decisions() -> list[Job]:
    return [
        Job("voting rounds corrected", lambda should_stop: correct_due_rolls(), every=timedelta(minutes=1)),
        Job("voting rounds closed", lambda should_stop: close_due_rounds()),
        Job("votes reminded of", lambda should_stop: send_reminders(), every=timedelta(minutes=5)),
        Job("links to check in sent", lambda should_stop: send_check_in_links(), every=timedelta(minutes=5)),
        Job(
            "suspensions by the rulebook settled",
            lambda should_stop: settle_rulebook_suspensions(),
            every=timedelta(hours=1),
        ),
        Job("heads of records sent", lambda should_stop: send_daily_heads(), every=timedelta(minutes=5)),
        Job(
            "overdue resolutions told of",
            lambda should_stop: send_overdue_notices(),
            every=timedelta(hours=1),
        ),
        Job("late petitions told of", lambda should_stop: tell_of_late_petitions(), every=timedelta(hours=1)),
        Job(
            "yearly assembly told of",
            lambda should_stop: tell_of_yearly_assembly(),
            every=timedelta(hours=1),
        ),
        Job(
            "missing signatures of minutes told of",
            lambda should_stop: tell_of_overdue_minutes(),
            every=timedelta(hours=1),
        ),
        Job(
            "ending agreements told of",
            lambda should_stop: send_agreement_notices(),
            every=timedelta(hours=1),
        ),
        Job("ends of listings told of", lambda should_stop: send_listing_notices(), every=timedelta(hours=1)),
        Job("matches told of", lambda should_stop: send_match_mails(), every=timedelta(minutes=15)),
        Job("digests written", lambda should_stop: send_digests(), every=timedelta(minutes=5)),
    ]


def _jobs_of_places() -> list[Job]:
    return [
        Job("offers of units closed", lambda should_stop: close_due_offers()),
        Job("seats of events offered", lambda should_stop: settle_due_events()),
        Job("events reminded of", lambda should_stop: send_due_reminders(), every=timedelta(minutes=5)),
        Job(
            "guests of past events forgotten",
            lambda should_stop: erase_after_events(),
            every=timedelta(hours=1),
        ),
        Job("bookings nobody approved", lambda should_stop: lapse_overdue()),
        Job("deadlines told of", lambda should_stop: tell_of_deadlines(), every=timedelta(hours=1)),
        Job(
            "spaces shut by late deadlines",
            lambda should_stop: refresh_late_blocks(),
            every=timedelta(minutes=15),
        ),
        Job("quotas written anew", lambda should_stop: renew_all_quotas(), every=timedelta(minutes=15)),
        Job("quotas reminded of", lambda should_stop: send_quota_reminders(), every=timedelta(hours=1)),
        Job("turns of duties planned", lambda should_stop: plan_all_turns(), every=timedelta(hours=1)),
        Job("turns of duties told of", lambda should_stop: tell_of_turns(), every=timedelta(hours=1)),
    ]


def _jobs_of_the_house() -> list[Job]:
    return [
        Job("new representatives in force", lambda should_stop: settle_due_changes()),
        Job("mails sent", lambda should_stop: deliver_due_mail(should_stop=should_stop)),
        Job("pages asked about", lambda should_stop: ask_for_confirmation(), every=timedelta(days=1)),
        # On the first day of a month only, whatever hour a worker starts at.
        Job("figures kept", lambda should_stop: write_monthly_figures(), every=timedelta(minutes=15)),
        # Of itself once a day; asked more often because a worker may start at any hour.
        Job("files without a row", lambda should_stop: clean_media_when_due(), every=timedelta(hours=1)),
        Job(
            "old requests for units emptied",
            lambda should_stop: anonymise_old_requests(),
            every=timedelta(days=1),
        ),
        Job(
            "silent applications lapsed",
            lambda should_stop: lapse_silent_applications(),
            every=timedelta(hours=1),
        ),
        Job("applications to be decided soon", lambda should_stop: raise_alarms(), every=timedelta(hours=1)),
        Job(
            "old applications emptied", lambda should_stop: empty_old_applications(), every=timedelta(days=1)
        ),
        Job("old mails forgotten", lambda should_stop: forget_old_mail(), every=timedelta(days=1)),
        Job(
            "companies found by newer words",
            lambda should_stop: refresh_all_search_texts(),
            every=timedelta(days=1),
        ),
        Job(
            "content changes added up",
            lambda should_stop: _fold_content_changes(),
            every=timedelta(minutes=1),
        ),
        Job("expired cache rows deleted", lambda should_stop: _clear_cache(), every=timedelta(hours=1)),
        Job("sessions cleared", lambda should_stop: _clear_sessions(), every=timedelta(days=1)),
    ]


def do_turn(todo: list[Job], should_stop: StopAsked) -> None:
    """Each due job once. A fault in one leaves the others alone; a database away is raised at the end."""
    away: Exception | None = None
    for job in todo:
        if should_stop():
            return
        if not job.is_due():
            continue
        try:
            done = job.run(should_stop)
        except (OperationalError, InterfaceError) as error:
            away = error
            continue
        except Exception:
            logger.exception("The worker failed at: %s.", job.name)
        else:
            if done:
                logger.info("%s: %s", job.name, done)
        job.last_run = timezone.now()
    if away:
        raise away
    cache.set(HEARTBEAT, timezone.now(), HEARTBEAT_KEPT.total_seconds())


def is_alive() -> bool:
    """Whether a worker ended a turn lately. A turn lasts as long as a full batch of mails may."""
    seen = cache.get(HEARTBEAT)
    return seen is not None and timezone.now() - seen < SILENCE


def state() -> dict[str, int | str | None]:
    """How the clock work stands: mails waiting and given up, when the worker was last seen, the media."""
    seen, media = cache.get(HEARTBEAT), MediaIdentity.objects.first() or MediaIdentity()
    return {
        "mails_waiting": QueuedMail.objects.waiting().count(),
        "mails_given_up": QueuedMail.objects.filter(status=QueuedMail.Status.FAILED).count(),
        "worker_seen_seconds_ago": round((timezone.now() - seen).total_seconds()) if seen else None,
        "media": media.state or None,  # "own", or why they are left alone
        "media_files_aside": media.aside,
        "media_files_waiting": media.waiting,
    }


def work(*, pause: float, should_stop: StopAsked) -> None:
    """Turn after turn until told to stop; a database that is away is waited for, longer each time."""
    todo, failures = jobs(), 0
    while not should_stop():
        close_old_connections()
        try:
            connection.ensure_connection()  # once, or each job would wait for a database that is away
            do_turn(todo, should_stop)
            failures = 0
        except (OperationalError, InterfaceError) as error:
            failures += 1
            logger.warning("The database is away (%s); the worker waits.", type(error).__name__)
        wait = min(pause * 2**failures, LONGEST_WAIT)
        until = time.monotonic() + wait
        while not should_stop() and time.monotonic() < until:
            time.sleep(min(0.2, wait))
    logger.info("The worker has stopped.")
