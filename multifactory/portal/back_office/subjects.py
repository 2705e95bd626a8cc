"""The lists of the back-office by what they are about, with how many rows of some stand open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.programme.models import Event
from governance.voting.models import VotingRound
from members.changes.models import ChangeRequest
from members.companies.models import Company, Multifactory
from members.people.models import Invitation
from spaces.allocations.models import Allocation
from spaces.bookings.models import Booking
from spaces.requests.models import Offer, UnitRequest
from spaces.upkeep.tickets.models import Ticket

# An app and models of it, or models of several with their apps.
# The last one also takes what is named nowhere.
SUBJECTS: tuple[tuple[Promise, str, tuple[str, ...]], ...] = (
    (gettext_lazy("Building"), "spaces", ("building", "floor", "floorplan", "plandraft", "space", "renewal")),
    (gettext_lazy("Who holds what"), "spaces", ("allocation", "offer", "unitrequest")),
    (
        gettext_lazy("Companies and people"),
        "members",
        (
            *("company", "user", "membership", "invitation", "changerequest", "placechange"),
            *("application", "call", "field", "term"),
        ),
    ),
    (gettext_lazy("Exchange"), "members", ("listing", "collaboration", "jointproject")),
    (
        gettext_lazy("Decisions"),
        "governance",
        (
            *("proposal", "votinground", "resolution", "rulebook", "assembly"),
            *("office", "departure", "votingsuspension"),
        ),
    ),
    (
        gettext_lazy("Common spaces"),
        "spaces",
        (
            *("booking", "series", "bookingpolicy", "quota", "closure", "quiethours"),
            *("certificatekind", "certificate"),
        ),
    ),
    (
        gettext_lazy("Upkeep and duties"),
        "spaces",
        ("ticket", "deadline", "duty", "turn", "dutyleave", "headcount"),
    ),
    (
        gettext_lazy("Costs"),
        "spaces",
        (
            *("cost", "budget", "authorisation", "category", "sharingrule", "sharetable"),
            *("meter", "reading"),
        ),
    ),
    (
        gettext_lazy("Events and institutions"),
        "events",
        ("event", "programme", "registration", "institution", "agreement"),
    ),
    (
        gettext_lazy("Log-ins and rights"),
        "",
        ("auth.group", "account.emailaddress", "mfa.authenticator", "usersessions.usersession"),
    ),
    (gettext_lazy("The portal"), "members", ("multifactory",)),
)


@dataclass(frozen=True, slots=True)
class List:
    name: str
    href: str
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    name: str
    lists: list[List]


class _Count(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _counted() -> Mapping[str, tuple[QuerySet[Any], str]]:
    """What is counted of a list, and the words to the number: they fit nouns of every gender."""
    today = timezone.localdate()
    waiting, under_way, to_come = _("%(number)d waiting"), _("%(number)d under way"), _("%(number)d to come")
    return {
        "spaces.allocation": (Allocation.objects.on(today), _("%(number)d in force")),
        "spaces.offer": (Offer.objects.unanswered(), waiting),
        "spaces.unitrequest": (UnitRequest.objects.waiting(), waiting),
        "spaces.booking": (Booking.objects.upcoming(), to_come),
        "spaces.ticket": (Ticket.objects.standing(), under_way),
        "members.company": (Company.objects.current(today), "%(number)d"),
        "members.invitation": (Invitation.objects.open(), waiting),
        "members.changerequest": (ChangeRequest.objects.filter(state=ChangeRequest.State.OPEN), waiting),
        "governance.votinground": (VotingRound.objects.open(), under_way),
        "events.event": (Event.objects.published().upcoming(), to_come),
    }


def subjects(app_list: Iterable[Mapping[str, Any]]) -> list[Subject]:
    """`app_list`: what Django's admin offers this person. One query."""
    offered = {model["model"]._meta.label_lower: model for app in app_list for model in app["models"]}
    figures = _figures()

    def listed(labels: Iterable[str]) -> list[List]:
        found = ((label, offered.pop(label)) for label in labels if label in offered)
        return [
            List(str(model["name"]), model["admin_url"], figures.get(label, ""))
            for label, model in found
            if model["admin_url"]
        ]

    by_name = [
        Subject(str(name), listed(model if "." in model else f"{app}.{model}" for model in models))
        for name, app, models in SUBJECTS
    ]
    by_name[-1].lists.extend(listed(list(offered)))
    return [subject for subject in by_name if subject.lists]


def _figures() -> dict[str, str]:
    counted = _counted()
    found = Multifactory.objects.values_list(
        *(_Count(rows.order_by().values("pk")) for rows, _words in counted.values())
    ).first()
    numbers = found or [0] * len(counted)
    return {
        label: words % {"number": number}
        for (label, (_rows, words)), number in zip(counted.items(), numbers, strict=True)
        if number
    }
