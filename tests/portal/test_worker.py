"""The work of the clock, as a service and as a process."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from governance.voting.models import VotingRound
from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.portal import worker as portal_worker
from tests.conftest import ROOT
from tests.factories.governance import VotingRoundFactory
from tests.processes import free_port


def never() -> bool:
    return False


def job(name: str, run, every: timedelta = timedelta(0)) -> portal_worker.Job:
    return portal_worker.Job(name, lambda should_stop: run(), every)


def test_one_turn_closes_rounds_that_are_due_and_no_other(db):
    past = timezone.now() - timedelta(hours=1)
    due = VotingRoundFactory(opened_at=past - timedelta(days=2), closes_at=past)
    running = VotingRoundFactory()

    call_command("worker", "--once")

    assert list(VotingRound.objects.order_by("pk").values_list("pk", "state")) == [
        (due.pk, VotingRound.State.CLOSED),
        (running.pk, VotingRound.State.OPEN),
    ]


def test_one_turn_clears_stale_sessions(db):
    Session.objects.create(session_key="stale", expire_date=timezone.now() - timedelta(days=1))
    Session.objects.create(session_key="fresh", expire_date=timezone.now() + timedelta(days=1))

    call_command("worker", "--once")

    assert list(Session.objects.values_list("session_key", flat=True)) == ["fresh"]


def test_fault_in_one_job_leaves_the_others_alone(db, caplog):
    done = []

    portal_worker.do_turn([job("broken", lambda: 1 / 0), job("sound", lambda: done.append(1))], never)

    assert done == [1]
    assert [record.getMessage() for record in caplog.records] == ["The worker failed at: broken."]


def test_database_away_is_told_after_the_other_jobs_had_their_turn(db):
    done = []

    def away() -> int:
        raise OperationalError

    with pytest.raises(OperationalError):
        portal_worker.do_turn([job("away", away), job("sound", lambda: done.append(1))], never)

    assert done == [1]
    assert not portal_worker.is_alive()


def test_daily_job_runs_once_a_day(db):
    runs = []
    todo = [job("daily", lambda: runs.append(1) or 1, every=timedelta(days=1))]

    with time_machine.travel(timezone.now(), tick=False) as clock:
        for hours in (0, 1, 22, 1):
            clock.shift(timedelta(hours=hours))
            portal_worker.do_turn(todo, never)

    assert len(runs) == 2


def test_turn_ends_between_two_jobs_when_asked_to(db):
    done = []

    portal_worker.do_turn(
        [job("first", lambda: done.append(1)), job("second", lambda: done.append(2))], lambda: bool(done)
    )

    assert done == [1]


def test_worker_is_alive_until_it_has_been_silent(db):
    with pytest.raises(CommandError):
        call_command("worker", "--alive")

    call_command("worker", "--once")
    call_command("worker", "--alive")

    with time_machine.travel(timezone.now() + portal_worker.SILENCE), pytest.raises(CommandError):
        call_command("worker", "--alive")


def test_state_counts_what_waits_and_what_was_given_up(db):
    for status in QueuedMail.Status:
        QueuedMail.objects.create(from_email="portal@example.org", to="a@example.org", status=status)

    assert portal_worker.state() == {
        "mails_waiting": 2,
        "mails_given_up": 1,
        "worker_seen_seconds_ago": None,
        "media": None,
        "media_files_aside": 0,
        "media_files_waiting": 0,
    }


# --- As a process -------------------------------------------------------------------------------------


def start(environment: dict[str, str]) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "worker", "--pause", "0.2"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_worker_ends_when_told_to(other_process, name):
    worker = start(other_process)
    while not portal_worker.is_alive():
        time.sleep(0.1)

    worker.send_signal(name)
    _, log = worker.communicate(timeout=30)

    assert worker.returncode == 0
    assert log.splitlines()[-1].endswith("The worker has stopped.")


def test_worker_waits_for_a_database_that_is_away():
    nowhere = f"postgres://nobody:nothing@127.0.0.1:{free_port()}/nowhere"
    worker = start(os.environ | {"DATABASE_URL": nowhere, "PYTHONWARNINGS": "default"})
    # Read as it is written: on a busy machine it is long until the worker has tried twice.
    log = ""
    while log.count("The database is away (OperationalError)") < 2 and (line := worker.stderr.readline()):
        log += line

    worker.send_signal(signal.SIGTERM)
    worker.wait(30)
    log += worker.stderr.read()
    worker.stderr.close()

    assert worker.returncode == 0
    assert log.count("The database is away (OperationalError)") >= 2
    assert "Traceback" not in log
