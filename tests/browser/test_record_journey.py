"""A member checks at home what the portal says: the record, the program, and the line as it is printed."""

import re
import shlex
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from governance.proposals.services import freeze_proposal
from governance.voting.models import VotingRound
from governance.voting.services import open_voting
from tests.browser.test_journeys import look
from tests.factories.governance import ProposalFactory
from tests.factories.members import MembershipFactory, MultifactoryFactory
from tests.governance.conftest import count_now

pytestmark = pytest.mark.browser


@pytest.fixture
def voting_round(live_server) -> VotingRound:
    """Open for a week, on a proposal of the first of three companies."""
    MultifactoryFactory(name="R84 Multifactory")
    places = [MembershipFactory(role="representative") for _ in range(3)]
    proposal = ProposalFactory(company=places[0].company, title="Mend the roof", state="discussion")
    freeze_proposal(proposal)
    return open_voting(proposal, closes_at=timezone.now() + timedelta(days=7), by=places[0].user)


def check_at_home(page: Page, folder: Path, *more: str) -> tuple[int, str]:
    """Download both files under their own names and run the printed line, with what one's e-mails give."""
    page.get_by_text("Check the record yourself").click()
    for link in ("Record of this voting round (JSON)", "The program (verify.py)"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=link).click()
        waiting.value.save_as(folder / waiting.value.suggested_filename)
    command = page.locator("#record code").inner_text()
    words = [sys.executable if word == "python3" else word for word in shlex.split(command)]
    done = subprocess.run([*words, *more], cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout


def test_a_member_downloads_a_record_and_runs_the_printed_command(
    page, log_in, live_server, voting_round, tmp_path
):
    address = live_server.url + voting_round.proposal.get_absolute_url()
    entry = voting_round.roll.select_related("company").order_by("pk").first()
    person = entry.company.memberships.get().user
    log_in(person)
    page.goto(address)
    code, said = check_at_home(page, tmp_path)
    assert (code, "The round is open: there is nothing to count." in said) == (0, True)
    look(page)

    page.get_by_label("Yes").check()
    page.get_by_role("button", name=re.compile("^Vote on behalf of")).click()
    expect(page.get_by_text(re.compile("Receipt of .* step 3 of the record"))).to_be_visible()
    receipt = re.search(r"\n([0-9a-f]{64})\n", mail.outbox[-1].body).group(1)
    expect(page.get_by_text(receipt)).to_be_visible()
    look(page)

    count_now(voting_round)
    page.goto(address)
    code, said = check_at_home(page, tmp_path, "--head", receipt)
    assert (code, f"The head {receipt} is that of event 3, VOTED." in said) == (0, True)
    assert "Counted again: 1 yes" in said
