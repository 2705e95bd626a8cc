"""What higher apps tell this one: effects of proposals, ways to share a cost, facts of a resolution."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from members.hooks import Fact, Section
from multifactory.lib.registry import Registry

if TYPE_CHECKING:
    from governance.attendance.models import Assembly, RollCorrection
    from governance.proposals.choices import Matter
    from governance.proposals.models import Proposal
    from governance.resolutions.models import Resolution
    from governance.voting.models import VotingRound
    from members.companies.models import Company
    from members.people.models import Membership, User

# The resolutions, and whether the reader is a member; what cites each, by its id.
ResolutionFactsFor = Callable[[Sequence["Resolution"], bool], Mapping[int, Sequence[Fact]]]

resolution_facts: Registry[ResolutionFactsFor] = Registry()

# What a higher app knows of a proposal, for its page; None where it knows nothing.
proposal_sections: Registry[Callable[["Proposal"], Section | None]] = Registry()

# What the subjects above know of an assembly, for its page: who comes, proxies, results, minutes. Called with
# the assembly, the reader and the place they act from; None where there is nothing to show.
assembly_sections: Registry[Callable[["Assembly", "User", "Membership | None"], Section | None]] = Registry()

# Called with a proposal before its page is read; says how many of its rounds have changed by that.
before_proposal_is_shown: Registry[Callable[["Proposal"], int]] = Registry()


# Called with a matter: the ways of voting that decide in it today; none where it only takes advice.
ways_in_matter: Registry[Callable[[str], Sequence[str]]] = Registry()

# Called with a proposal, kept or as a form has it: what is against deciding it so, each by its field.
decision_faults: Registry[Callable[["Proposal"], Mapping[str, Any]]] = Registry()

# Called with the days the rulebook grants and today: the companies that owe something for longer.
companies_that_owe: Registry[Callable[[int, date], Collection[int]]] = Registry()

# Called with a proposal whose text is to be made final; a ValidationError says why that is too early.
before_text_is_final: Registry[Callable[["Proposal"], None]] = Registry()

# Called with a round that was cancelled, by whoever holds its row: what was cast in secret goes uncounted.
round_cancelled: Registry[Callable[["VotingRound"], None]] = Registry()
# Called with a person and an assembly: do they work at its desk, besides its chair, secretary and officers?
desk_helpers: Registry[Callable[["User", "Assembly"], bool]] = Registry()

# Called with an assembly that is cancelled, and the draft that takes its place if there is one, within its
# transaction and under its row: what it was called for.
assembly_cancelled: Registry[Callable[["Assembly", "Assembly | None"], None]] = Registry()

# Called with an election and who is to stand in it, before its row is taken; a ValidationError says why not.
before_standing: Registry[Callable[["Proposal", "User"], None]] = Registry()

# Called with a correction of the roll of an assembly, within its transaction: what it does to counted votes.
roll_corrected: Registry[Callable[["RollCorrection"], None]] = Registry()


def facts_by_resolution(resolutions: Sequence["Resolution"], *, is_member: bool) -> dict[int, list[Fact]]:
    """All that cites these resolutions, by the resolution's id, in the order of registration."""
    facts: dict[int, list[Fact]] = {resolution.pk: [] for resolution in resolutions}
    for facts_for in resolution_facts:
        for resolution_id, facts_of_one in facts_for(resolutions, is_member).items():
            facts[resolution_id].extend(facts_of_one)
    return facts


@dataclass(frozen=True)
class CostKey:
    """A way to share a cost. `weights` are those of a day by the id of the company; None: nobody holds it."""

    key: str  # kept in Proposal.cost_key; never renamed
    label: Any
    weights: Callable[[date], Mapping[int | None, int]]


class CostKeyRegistry(Registry[CostKey]):
    def get(self, key: str) -> CostKey | None:
        """None for a key nobody has registered: of an app that is installed no more."""
        return next((one for one in self if one.key == key), None)

    def label(self, key: str) -> str:
        """In the reader's language; of a key nobody has registered the key itself."""
        found = self.get(key)
        return str(found.label) if found else key


cost_keys = CostKeyRegistry()


def ensure_cost_key(key: str) -> None:
    if cost_keys.get(key) is None:
        raise ValidationError(_("Nobody knows this way to share a cost."), code="cost_key")


class Effect(ABC):
    """One kind of effect. Faults are ValidationErrors in words for people."""

    key: ClassVar[str]  # kept in Proposal.effect; never renamed
    matters: ClassVar[tuple["Matter", ...]]  # what it may be decided in; the first is offered
    label: Any  # what the proposer chooses: "Give a unit to a company"
    begins_at: ClassVar[str] = (
        ""  # a page, by its name, where one chooses what it is about; else the new proposal
    )
    form_class: type[forms.ModelForm]  # its row without the proposal
    # Its options are persons who stand until voting opens, chosen by approval; nobody types them.
    has_candidates: ClassVar[bool] = False

    def rows(self, proposal: "Proposal") -> models.QuerySet:
        """Of this proposal and of the amendments to it, with what `describe` reads."""
        return self.form_class._meta.model._default_manager.filter(proposal=proposal)

    def row(self, proposal: "Proposal") -> models.Model | None:
        """The facts of this proposal's effect, in one query."""
        return self.rows(proposal).filter(amendment=None).first()

    def amended_rows(self, proposal: "Proposal") -> dict[int, Any]:
        """What amendments would have it carry out instead, by the id of each that has such a row."""
        return {row.amendment_id: row for row in self.rows(proposal).exclude(amendment=None)}

    def parties(self, row: Any) -> list["Company"]:
        """The companies it concerns more than the others: they are asked whether they stand aside."""
        return []

    @abstractmethod
    def describe(self, row: Any) -> str:
        """What happens if the proposal is adopted, in a sentence."""

    def drawing(self, row: Any) -> Section | None:
        """What it is about as a picture, beside that sentence; its title is not shown."""
        return None

    @abstractmethod
    def facts(self, row: Any) -> dict[str, str | int]:
        """What is voted on, flat: ids and days as they are, other values as text. The record commits it, and
        nothing but this is carried out."""

    def rivals(self, row: Any) -> list[str]:
        """Who else claims the same, a sentence each."""
        return []

    @abstractmethod
    def check(self, row: Any) -> None:
        """Raise what already stands in its way, for the proposer to mend before the text is fixed."""

    @abstractmethod
    def carry_out(self, row: Any, resolution: "Resolution") -> str:
        """Do it, within the caller's transaction, and say in a sentence what was done; raise what stands in
        its way. The caller calls it until it succeeds, and never again."""

    def ensure_can_withdraw(self, row: Any) -> None:  # noqa: B027  most have nothing to say
        """Raise why its proposer must not withdraw the proposal: others have a right to the decision."""

    def turn_down(self, row: Any, resolution: "Resolution") -> None:  # noqa: B027  most have nothing to do
        """It stands in the book as anything but adopted. Within the caller's transaction, once."""

    def let_go(self, row: Any) -> None:  # noqa: B027  most have nothing to do
        """Nobody will vote on it: it was withdrawn. Within the caller's transaction, once."""


class EffectRegistry(Registry[Effect]):
    def get(self, key: str) -> Effect | None:
        """None for a key nobody has registered: of an app that is installed no more."""
        return next((effect for effect in self if effect.key == key), None)

    def offered(self, key: str) -> Effect | None:
        """What the page of a new proposal can carry out; None for what begins on a page of its own."""
        effect = self.get(key)
        return None if effect is None or effect.begins_at else effect

    def of_matter(self, matter: str) -> list[Effect]:
        return [effect for effect in self if matter in effect.matters]


effects = EffectRegistry()


def ensure_effect_in_matter(key: str, matter: str) -> None:
    """An effect is decided by the rule of a matter of its own: not by a milder one."""
    effect = effects.get(key)
    if effect and matter not in effect.matters:
        names = " / ".join(str(one.label) for one in effect.matters)
        text = _("Its automatic effect belongs to another matter: %(matters)s.")
        raise ValidationError({"matter": ValidationError(text % {"matters": names}, code="effect_matter")})


def ensure_can_be_decided(proposal: "Proposal") -> None:
    """Raise what is against deciding a proposal as it stands, by the rulebook in force and its effect."""
    ensure_effect_in_matter(proposal.effect, proposal.matter)
    for faults_of in decision_faults:
        if faults := faults_of(proposal):
            raise ValidationError(list(faults.values()), code="not_binding")


def effect_of(proposal: "Proposal") -> tuple[Effect, Any] | None:
    """The effect of a proposal and its row; None where it carries nothing out."""
    if "read_effect" in vars(proposal):
        return proposal.read_effect
    effect = effects.get(proposal.effect)
    row = effect.row(proposal) if effect else None
    return (effect, row) if effect and row else None


def read_effect_once(proposal: "Proposal") -> None:
    """For a page: whatever it asks of the effect from here on is said of one reading of its row."""
    proposal.read_effect = effect_of(proposal)


def row_of_effect(proposal: "Proposal", key: str) -> Any:
    """The row of its effect if it has this one; None of any other proposal, without asking."""
    found = effect_of(proposal) if proposal.effect == key else None
    return found[1] if found else None


def has_candidates(proposal: "Proposal") -> bool:
    """Its options are persons, who stand until voting opens."""
    effect = effects.get(proposal.effect)
    return effect is not None and effect.has_candidates


def describe_effect(proposal: "Proposal") -> str:
    """What the proposal carries out if it is adopted; empty where it carries nothing out."""
    found = effect_of(proposal)
    return found[0].describe(found[1]) if found else ""


def drawing_of_effect(proposal: "Proposal") -> Section | None:
    found = effect_of(proposal)
    return found[0].drawing(found[1]) if found else None


def check_effect(proposal: "Proposal") -> None:
    """Raise why the effect could not be carried out now: nobody votes on what cannot be done."""
    if found := effect_of(proposal):
        found[0].check(found[1])


def turn_down_effect(proposal: "Proposal", resolution: "Resolution") -> None:
    if found := effect_of(proposal):
        found[0].turn_down(found[1], resolution)


def ensure_effect_lets_withdraw(proposal: "Proposal") -> None:
    if found := effect_of(proposal):
        found[0].ensure_can_withdraw(found[1])


def let_effect_go(proposal: "Proposal") -> None:
    if found := effect_of(proposal):
        found[0].let_go(found[1])


def sections_of_proposal(proposal: "Proposal") -> list[Section]:
    """In the order of registration."""
    sections = (section_of(proposal) for section_of in proposal_sections)
    return [section for section in sections if section is not None]


def sections_of_assembly(assembly: "Assembly", user: "User", acting: "Membership | None") -> list[Section]:
    """In the order of registration."""
    sections = (section_of(assembly, user, acting) for section_of in assembly_sections)
    return [section for section in sections if section is not None]


def rival_claims(proposal: "Proposal") -> list[str]:
    """Who else claims what the proposal is about, a sentence each; in discussion and until it is decided."""
    found = None if proposal.is_settled else effect_of(proposal)
    return found[0].rivals(found[1]) if found else []


def parties_of(proposal: "Proposal") -> list["Company"]:
    """The companies that what the proposal carries out concerns; none where it carries nothing out."""
    found = effect_of(proposal)
    return found[0].parties(found[1]) if found else []
