"""The page of the three principles: what companies are and do, how they vote, what is in use again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from governance.voting.models import VotingRound
from members.people.http import PortalRequest
from members.people.rules import is_insider
from members.principles.models import MonthlyFigures
from members.principles.page import principles_page
from members.principles.trend import CSV_HEADER, csv_rows
from multifactory.lib.csv import csv_response
from multifactory.lib.public_pages.content import Scope
from multifactory.lib.public_pages.pages import public_page

YEAR = timedelta(days=365)
WIDTH, HEIGHT = 600, 120  # of the drawing
WIDEST = 60


@public_page(Scope.MEMBERS, Scope.GOVERNANCE, Scope.SPACES, parameters=("format",))
@login_not_required
@require_safe
def principles(request: PortalRequest) -> HttpResponse:
    if request.GET.get("format") == "csv":
        return csv_response("principles.csv", CSV_HEADER, csv_rows(MonthlyFigures.objects.all()))
    page = principles_page(is_member=is_insider(request.user, request.acting))
    turnout = draw_turnout(VotingRound.objects.turnout_since(timezone.now() - YEAR))
    return render(request, "principles.html", {"page": page, "turnout": turnout})


@dataclass(frozen=True, slots=True)
class RoundBar:
    day: date
    taken_part: int
    entitled: int
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Turnout:
    """`percent` of the companies entitled took part, all rounds together; None without a round."""

    bars: list[RoundBar]
    percent: int | None
    least: int
    most: int


def draw_turnout(rounds: Sequence[tuple[datetime, int, int]]) -> Turnout:
    """A bar a round, full height where all that could did take part. Pure."""
    step = min(WIDTH / max(len(rounds), 1), WIDEST)
    bars = []
    for place, (closed_at, taken_part, of) in enumerate(rounds):
        height = HEIGHT * taken_part / max(of, 1)
        bars.append(
            RoundBar(
                day=timezone.localtime(closed_at).date(),
                taken_part=taken_part,
                entitled=of,
                x=f"{place * step + step / 8:.1f}",
                y=f"{HEIGHT - height:.1f}",
                width=f"{step * 3 / 4:.1f}",
                height=f"{height:.1f}",
            )
        )
    numbers = [taken_part for _closed_at, taken_part, _entitled in rounds]
    entitled = sum(row[2] for row in rounds)
    return Turnout(
        bars=bars,
        percent=round(100 * sum(numbers) / entitled) if entitled else None,
        least=min(numbers, default=0),
        most=max(numbers, default=0),
    )
