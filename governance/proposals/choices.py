"""What decisions are sorted by: matter, method of voting, outcome."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Matter(models.TextChoices):
    """What a proposal is about: it chooses the rule of the rulebook."""

    ORDINARY = "ordinary", _("ordinary matter")
    BUDGET = "budget", _("budget and spending")
    RULES = "rules", _("rules of the community")
    ADMISSION = "admission", _("admission of a company")
    ALLOCATION = "allocation", _("allocation of a unit")
    RENEWAL = "renewal", _("works on the building")
    EVENT = "event", _("common event")
    INSTITUTION = "institution", _("relations with institutions")
    ELECTION = "election", _("election of persons")
    ACCOUNTS = "accounts", _("yearly accounts")
    STATUTE = "statute", _("change of the statute")
    DISSOLUTION = "dissolution", _("dissolution")

    @property
    def needs_own_rule(self) -> bool:
        """The law asks more of it than of ordinary matters, whose rule never stands in for it."""
        return self in (Matter.STATUTE, Matter.DISSOLUTION, Matter.ACCOUNTS)

    @property
    def takes_choices(self) -> bool:
        """A ranking or an approval may decide it."""
        return not self.needs_own_rule and self != Matter.RULES


class Method(models.TextChoices):
    """How companies answer in a round; `governance.voting.counting` counts each."""

    MOTION = "motion", _("yes or no")
    CONSENT = "consent", _("consent: adopted unless someone objects")
    RANKED = "ranked", _("ranking: put the options in order")
    APPROVAL = "approval", _("approval: name all options you accept")
    DOTS = "dots", _("points: spread them over the options")

    @property
    def has_options(self) -> bool:
        return self in (Method.RANKED, Method.APPROVAL, Method.DOTS)

    @property
    def is_choice(self) -> bool:
        """Decides between options; points only advise."""
        return self in (Method.RANKED, Method.APPROVAL)


class Outcome(models.TextChoices):
    ADOPTED = "adopted", _("adopted")
    REJECTED = "rejected", _("rejected")
    TIED = "tied", _("tied: not adopted")
    NO_QUORUM = "no_quorum", _("no quorum")
    OBJECTED = "objected", _("objections stand: not adopted")
    ADVISED = "advised", _("advice given")
