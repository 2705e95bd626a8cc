"""What an empty portal still needs before its companies can vote; every step is answered by what there is."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.rulebook.models import Rulebook
from governance.voting.models import VotingRound
from members.companies.models import Company, Multifactory
from members.people.models import Invitation, Membership
from multifactory.portal import worker
from spaces.building.models import Building, Floor, Space
from spaces.drafts.models import PlanDraft
from spaces.plans.models import FloorPlan

UNNAMED = "Multifactory"  # as the migration leaves it


@dataclass(frozen=True, slots=True)
class SetupStep:
    """`links` are the labels and addresses of where it is done; `goes_on`: after the first there are more."""

    title: str
    detail: str
    is_done: bool
    links: list[tuple[str, str]] = field(default_factory=list)
    goes_on: bool = False

    @property
    def shows_links(self) -> bool:
        return not self.is_done or self.goes_on


@dataclass(frozen=True, slots=True)
class Setup:
    steps: list[SetupStep]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_complete(self) -> bool:
        return self.done == len(self.steps)

    @property
    def has_begun(self) -> bool:
        """Companies have voted: what is still open is no longer the first thing on the page."""
        return self.steps[-1].is_done

    @property
    def current(self) -> SetupStep | None:
        return next((step for step in self.steps if not step.is_done), None)


def setup_steps() -> Setup:
    return Setup(
        [
            _multifactory(),
            _building(),
            _plan(),
            _spaces(),
            _companies(),
            _representatives(),
            _rulebook(),
            _first_vote(),
        ]
    )


def _multifactory() -> SetupStep:
    portal = Multifactory.objects.first()
    name = portal.name if portal and portal.name != UNNAMED else ""
    address = portal.address if portal else ""
    detail = _("as visitors read them")
    if name:
        detail = f"{name}, {address}" if address else _("%(name)s; the address is missing") % {"name": name}
    elif address:
        detail = _("%(address)s; the name is missing") % {"address": address}
    link = (_("Write them"), reverse("admin:members_multifactory_change", args=[1]))
    return SetupStep(_("Name and address of the multifactory"), detail, bool(name and address), [link])


def _building() -> SetupStep:
    buildings, floors = Building.objects.count(), Floor.objects.count()
    title = _("The first building and its floors")
    if not buildings:
        link = (_("Add a building"), reverse("admin:spaces_building_add"))
        return SetupStep(title, _("name, year of building, floors"), is_done=False, links=[link])
    words = [
        ngettext("%(number)d building", "%(number)d buildings", buildings) % {"number": buildings},
        ngettext("%(number)d floor", "%(number)d floors", floors) % {"number": floors},
    ]
    link = (_("Add a floor"), reverse("admin:spaces_floor_add"))
    return SetupStep(title, ", ".join(words), floors > 0, [link], goes_on=True)


def _plan() -> SetupStep:
    plans = FloorPlan.objects.valid().count()
    title = _("A drawing of a floor")
    if plans:
        known = ngettext("%(number)d floor plan", "%(number)d floor plans", plans) % {"number": plans}
        return SetupStep(title, known, is_done=True)
    if draft := PlanDraft.objects.filter(plan=None).first():
        link = (_("Continue"), reverse("admin:spaces_plandraft_change", args=[draft.pk]))
        return SetupStep(title, _("uploaded, not published yet"), is_done=False, links=[link])
    link = (_("Upload a drawing"), reverse("admin:spaces_plandraft_add"))
    return SetupStep(title, _("SVG; its shapes become spaces with their areas"), is_done=False, links=[link])


def _spaces() -> SetupStep:
    spaces, units = Space.objects.count(), Space.objects.units().count()
    title = _("Units and common spaces")
    links = [
        (_("Add a space"), reverse("admin:spaces_space_add")),
        (_("Import a table"), reverse("admin:spaces_space_import")),
    ]
    if not spaces:
        return SetupStep(title, _("created from the drawing, by hand or from a table"), False, links)
    words = [
        ngettext("%(number)d space", "%(number)d spaces", spaces) % {"number": spaces},
        ngettext("%(number)d private unit", "%(number)d private units", units) % {"number": units},
    ]
    return SetupStep(title, ", ".join(words), units > 0, links, goes_on=True)


def _companies() -> SetupStep:
    companies = Company.objects.current().count()
    links = [
        (_("Add a company"), reverse("admin:members_company_add")),
        (_("Import a table"), reverse("admin:members_company_import")),
    ]
    known = ngettext("%(number)d company", "%(number)d companies", companies) % {"number": companies}
    detail = known if companies else _("by hand or from a table")
    return SetupStep(_("The companies"), detail, companies > 0, links, goes_on=True)


def _representatives() -> SetupStep:
    """Each company has somebody who votes for it; who was invited has not come yet."""
    here = Membership.objects.current().representatives().filter(company=OuterRef("pk"))
    companies = Company.objects.current()
    without = companies.filter(~Exists(here))
    invitations = Invitation.objects.open().filter(role=Membership.Role.REPRESENTATIVE)
    missing, invited = without.count(), invitations.count()
    asked = Exists(invitations.filter(company=OuterRef("pk")))
    first = without.order_by(asked, "name").first()  # those where nobody is invited yet
    is_done = not missing and companies.exists()
    words = []
    if missing:
        text = ngettext(
            "%(number)d company has no representative",
            "%(number)d companies have no representative",
            missing,
        )
        words.append(text % {"number": missing})
    if invited:
        text = ngettext("%(number)d invitation is open", "%(number)d invitations are open", invited)
        words.append(text % {"number": invited})
    if not is_done and not worker.is_alive():
        words.append(_("e-mails wait until the worker runs"))
    detail = ", ".join(words) or (_("each company has one") if is_done else _("one e-mail to each"))
    filled_in = f"?company={first.pk}&role={Membership.Role.REPRESENTATIVE}" if first else ""
    link = (_("Invite a person"), reverse("admin:members_invitation_add") + filled_in)
    return SetupStep(_("Their representatives"), detail, is_done, [link])


def _rulebook() -> SetupStep:
    rulebook = Rulebook.objects.in_force_now()
    if rulebook is None:
        link = (_("Import"), reverse("admin:governance_rulebook_add"))
        return SetupStep(_("The rulebook"), _("none is in force"), is_done=False, links=[link])
    is_read = rulebook.read_on is not None or VotingRound.objects.exists()
    words = f"{rulebook}: {rulebook.note}" if rulebook.note else str(rulebook)
    link = (_("Read it"), reverse("admin:governance_rulebook_change", args=[rulebook.pk]))
    return SetupStep(_("The rulebook"), words, is_read, [link])


def _first_vote() -> SetupStep:
    detail = _("a representative writes a proposal; then the text is made final and the vote opened")
    link = (_("To the decisions"), reverse("governance:proposal_list"))
    return SetupStep(_("The first vote"), detail, VotingRound.objects.exists(), [link])
