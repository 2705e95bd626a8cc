"""Whether the portal and the house are well, in a few lines."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.voting.models import VotingRound
from multifactory.lib.formats import format_long_moment
from multifactory.lib.mail_queue.models import QueuedMail
from multifactory.portal import worker
from spaces.building.figures import building_figures

MAIL_DAYS = 7


@dataclass(frozen=True, slots=True)
class Beat:
    name: str
    said: str
    href: str = ""
    is_well: bool | None = None  # None: nothing to be well or ill


def pulse(today: date) -> list[Beat]:
    """Three queries."""
    return [_votes(), _units(today), _mails(), _worker()]


def _votes() -> Beat:
    rounds = VotingRound.objects.open().aggregate(number=Count("pk"), closes=Min("closes_at"))
    if not rounds["number"]:
        said = _("No voting round is open.")
    else:
        said = _("%(number)d under way") % rounds
        if rounds["closes"]:
            closes = {"moment": format_long_moment(rounds["closes"])}
            said += f", {_('the next one closes on %(moment)s') % closes}"
    return Beat(_("Votes"), said, reverse("governance:proposal_list"))


def _units(today: date) -> Beat:
    house = building_figures(today)
    said = _("%(free)d of %(units)d free") % {"free": house.free_units, "units": house.units}
    if house.reserved_units:
        said += f", {_('%(number)d of them reserved') % {'number': house.reserved_units}}"
    href = f"{reverse('admin:spaces_space_changelist')}?kind__exact=unit"
    return Beat(_("Units"), said if house.units else _("No units yet."), href)


def _mails() -> Beat:
    since = timezone.now() - timedelta(days=MAIL_DAYS)
    failed = Q(status=QueuedMail.Status.FAILED)
    mails = QueuedMail.objects.filter(created_at__gte=since).aggregate(
        sent=Count("pk", filter=Q(status=QueuedMail.Status.SENT)), failed=Count("pk", filter=failed)
    )
    said = _("last 7 days: %(sent)d sent") % mails
    href = reverse("admin:multifactory_queuedmail_changelist")
    if mails["failed"]:
        said += f", {_('%(failed)d not delivered') % mails}"
        href += f"?status__exact={QueuedMail.Status.FAILED}"
    return Beat(_("E-mails"), said, href, is_well=not mails["failed"])


def _worker() -> Beat:
    is_well = worker.is_alive()
    silent = _("Not seen lately: e-mails and reminders wait. Please tell whoever runs the server.")
    said = _("at work") if is_well else silent
    return Beat(_("Automatic tasks"), said, is_well=is_well)
