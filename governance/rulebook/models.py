"""The versioned numbers of the statute."""

from datetime import date
from typing import Self, cast

from django.apps import apps
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import EffectRow
from governance.proposals.choices import Matter
from governance.proposals.models import EDITABLE_STATES, Proposal
from governance.rulebook.floors import MATTER_RULE_FLOORS, default_ways
from multifactory.lib.text import fields as texts

# Without these a rulebook cannot come into force: nothing else stands in for them.
REQUIRED_MATTERS = (Matter.ORDINARY, *(matter for matter in Matter if matter.needs_own_rule))


# The reminders stand 30, 15 and 5 days before the decision is due; who is silent is warned 14 days before.
ADMISSION_DUE_DAYS = (30, 365)
ADMISSION_APPEAL_DAYS = (1, 365)
ADMISSION_SILENT_DAYS = (30, 365)


def _within(days: tuple[int, int]) -> list[BaseValidator]:
    return [MinValueValidator(days[0]), MaxValueValidator(days[1])]


class MatterRuleQuerySet(models.QuerySet):
    def in_force(self, matter: str, day: date) -> Self:
        """The newest first. A rulebook that does not name the matter decides it as an ordinary one."""
        is_named = Case(When(matter=matter, then=0), default=1)
        rules = self.filter(matter__in=[matter, Matter.ORDINARY], rulebook__in_force_from__lte=day)
        newest = ("-rulebook__in_force_from", "-rulebook__version", is_named)
        return rules.select_related("rulebook").order_by(*newest)


class RulebookQuerySet(models.QuerySet):
    def drafts(self) -> Self:
        return self.filter(in_force_from__isnull=True)

    def in_force(self, day: date) -> Self:
        """The newest first."""
        return self.filter(in_force_from__lte=day).order_by("-in_force_from", "-version")

    def in_force_now(self) -> "Rulebook | None":
        return cast("Rulebook | None", self.in_force(timezone.localdate()).first())

    def cited(self) -> Self:
        """Voted by, or voted on: a proposal to put them in force has its text fixed."""
        not_fixed = [*EDITABLE_STATES, Proposal.State.WITHDRAWN]
        changes = RulebookChange.objects.filter(rulebook=OuterRef("pk")).exclude(
            proposal__state__in=not_fixed
        )
        rounds = apps.get_model("governance", "VotingRound").objects.filter(rulebook=OuterRef("pk"))
        return self.filter(Exists(changes) | Exists(rounds))


class Rulebook(models.Model):
    """One version of the statute's numbers. A round keeps the version it was opened under.

    A version without a first day is a draft. Only the first comes into force by the hand of a coordinator;
    every later one by a proposal that was adopted (`RulebookChange`).
    """

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    in_force_from = models.DateField(
        _("in force from"),
        null=True,
        blank=True,
        help_text=_("Empty: it stays a draft until a proposal adopts it."),
    )
    note = texts.CharField(_("what changed"), max_length=200, blank=True)
    # When a coordinator said they have read it; the first was not written by anybody here.
    read_on = models.DateField(_("read on"), null=True, blank=True, editable=False)
    resolution = models.ForeignKey(
        "governance.Resolution",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rulebooks",
        verbose_name=_("decided by"),
    )
    shortest_round_hours = models.PositiveSmallIntegerField(_("minimum voting time, in hours"), default=24)
    longest_round_days = models.PositiveSmallIntegerField(
        _("maximum voting time, in days"), default=60, help_text=_("Including any extension.")
    )
    seniority_days = models.PositiveSmallIntegerField(
        _("days of membership before the first vote"),
        default=0,
        help_text=_("A company that joined later is listed as suspended."),
    )
    consent_rounds = models.PositiveSmallIntegerField(
        _("maximum consent rounds"),
        default=2,
        help_text=_("After this many rounds with objections, the matter’s ordinary rule decides."),
    )
    is_tie_voted_again = models.BooleanField(
        _("a tie is voted on again"),
        default=False,
        help_text=_("Only once. If not ticked: with a tie, the proposal is not adopted."),
    )
    is_ranking_tie_run_off = models.BooleanField(
        _("options that tie for the first place are voted on again"),
        default=False,
        help_text=_("Only once, and only those that tie. If not ticked: a random draw decides between them."),
    )
    second_call_days = models.PositiveSmallIntegerField(
        _("days from the first call to the second"),
        default=1,
        help_text=_(
            "0: an assembly can meet in second call later on the day of the first. A vote on this portal is"
            " repeated on another day at the earliest."
        ),
    )
    # Kept by an application from its submission. Third sector code, art. 23: 60 days to answer, 60 to appeal.
    admission_open_days = models.PositiveSmallIntegerField(
        _("admission: open days"),
        default=14,
        help_text=_("For questions, before a company can put an application to the vote."),
    )
    admission_due_days = models.PositiveSmallIntegerField(
        _("admission: days until it is decided"),
        validators=_within(ADMISSION_DUE_DAYS),
        default=60,
        help_text=_("From the day an application is submitted; shortly before, everyone is reminded."),
    )
    admission_appeal_days = models.PositiveSmallIntegerField(
        _("admission: days to appeal"),
        validators=_within(ADMISSION_APPEAL_DAYS),
        default=60,
        help_text=_("From the day the candidate learns that it was not accepted."),
    )
    admission_silent_days = models.PositiveSmallIntegerField(
        _("admission: days without an answer"),
        validators=_within(ADMISSION_SILENT_DAYS),
        default=90,
        help_text=_("When more information was asked for: after these days the application lapses."),
    )

    notice_days = models.PositiveSmallIntegerField(
        _("assembly: days of notice"),
        default=10,
        help_text=_("Clear days: neither the day of the notice nor that of the assembly counts."),
    )
    extraordinary_notice_days = models.PositiveSmallIntegerField(
        _("extraordinary assembly: days of notice"), default=15
    )
    is_remote_allowed = models.BooleanField(
        _("assemblies by video"),
        default=False,
        help_text=_("Only if the statute allows it: the general permission ended on 30 September 2026."),
    )
    proxies_most = models.PositiveSmallIntegerField(
        _("maximum proxies for each company"), default=3, help_text=_("0: nobody votes by proxy.")
    )
    may_directors_hold_proxies = models.BooleanField(
        _("companies of directors can hold proxies"), default=False
    )
    is_casting_vote = models.BooleanField(
        _("the chair’s vote decides a tie"),
        default=False,
        help_text=_("Only in an open vote, and only if the chair’s company votes."),
    )
    secret_asked_numerator = models.PositiveSmallIntegerField(_("secret vote: numerator"), default=1)
    secret_asked_denominator = models.PositiveSmallIntegerField(
        _("secret vote: denominator"),
        default=10,
        help_text=_("The share of the companies present that can ask for a secret vote."),
    )
    fewest_secret_ballots = models.PositiveSmallIntegerField(
        _("fewest companies for a secret vote"),
        default=5,
        help_text=_("With fewer the chair is warned, and the minutes say so."),
    )
    petition_numerator = models.PositiveSmallIntegerField(_("petition: numerator"), default=1)
    petition_denominator = models.PositiveSmallIntegerField(
        _("petition: denominator"),
        default=10,
        help_text=_("The share of the companies that can have an assembly called (civil code, art. 20)."),
    )
    petition_days = models.PositiveSmallIntegerField(
        _("petition: days until the assembly is called"), default=30
    )
    minutes_days = models.PositiveSmallIntegerField(_("days to sign the minutes"), default=10)
    arrears_days_before_suspension = models.PositiveSmallIntegerField(
        _("days of arrears before a company is suspended"),
        null=True,
        blank=True,
        help_text=_("Empty: nobody is ever suspended for what it owes."),
    )
    term_years = models.PositiveSmallIntegerField(_("years of a term of office"), default=3)

    objects = RulebookQuerySet.as_manager()

    class Meta:
        verbose_name = _("rulebook")
        verbose_name_plural = _("rulebook")
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(admission_open_days__lt=F("admission_due_days")),
                name="rulebook_open_days_before_due",
                violation_error_message=_("Admission: the open days must end before the decision is due."),
            ),
            models.CheckConstraint(
                condition=Q(
                    admission_due_days__range=ADMISSION_DUE_DAYS,
                    admission_appeal_days__range=ADMISSION_APPEAL_DAYS,
                    admission_silent_days__range=ADMISSION_SILENT_DAYS,
                ),
                name="rulebook_admission_days_in_range",
            ),
            # One tenth can ask for an assembly (civil code, art. 20): a rulebook asks for no more.
            models.CheckConstraint(
                condition=Q(petition_denominator__gt=0, petition_numerator__gt=0)
                & Q(GreaterThanOrEqual(F("petition_denominator"), F("petition_numerator") * 10)),
                name="rulebook_petition_a_tenth",
                violation_error_message=_("At most a tenth of the companies (civil code, art. 20)."),
            ),
            models.CheckConstraint(
                condition=Q(
                    secret_asked_denominator__gt=0,
                    secret_asked_numerator__gt=0,
                    secret_asked_numerator__lte=F("secret_asked_denominator"),
                ),
                name="rulebook_secret_fraction",
                violation_error_message=_("The fraction must lie between 0 and 1."),
            ),
            models.CheckConstraint(
                condition=Q(notice_days__gte=1, extraordinary_notice_days__gte=1, term_years__gte=1),
                name="rulebook_assembly_days",
            ),
        ]

    def __str__(self) -> str:
        return _("Rulebook, version %(version)s") % {"version": self.version}

    @property
    def is_draft(self) -> bool:
        return self.in_force_from is None


class MatterRule(models.Model):
    """How one matter is decided: fractions as integers, thresholds are never rounded down (c.c., art. 21)."""

    class Base(models.TextChoices):
        CAST = "cast", _("yes and no votes")
        PRESENT = "present", _("companies that take part")
        ALL = "all", _("all member companies")

    class QuorumOf(models.TextChoices):
        MEMBERS = "members", _("all member companies")
        ENTITLED = "entitled", _("companies that can take part")

    rulebook = models.ForeignKey(
        Rulebook, on_delete=models.CASCADE, related_name="rules", verbose_name=_("rulebook")
    )
    matter = models.CharField(_("matter"), max_length=20, choices=Matter)
    base = models.CharField(_("counted as a share of"), max_length=10, choices=Base, default=Base.PRESENT)
    numerator = models.PositiveSmallIntegerField(_("numerator"), default=1)
    denominator = models.PositiveSmallIntegerField(_("denominator"), default=2)
    is_strict = models.BooleanField(
        _("more than"),
        default=True,
        help_text=_("If ticked: more than the fraction. If not ticked: at least the fraction."),
    )
    quorum_of = models.CharField(
        _("quorum of"),
        max_length=10,
        choices=QuorumOf,
        default=QuorumOf.MEMBERS,
        help_text=_("Suspended companies are members, and cannot take part."),
    )
    quorum_numerator = models.PositiveSmallIntegerField(_("quorum numerator"), default=1)
    quorum_denominator = models.PositiveSmallIntegerField(_("quorum denominator"), default=2)
    second_quorum_numerator = models.PositiveSmallIntegerField(
        _("second call: quorum numerator"),
        null=True,
        blank=True,
        help_text=_(
            "0 of 1: any number of voters is enough. Empty: if the quorum is not reached, there "
            "is no second call."
        ),
    )
    second_quorum_denominator = models.PositiveSmallIntegerField(
        _("second call: quorum denominator"), null=True, blank=True
    )
    ways = models.JSONField(
        _("ways of voting that decide"),
        default=default_ways,
        help_text=_("A ranking or an approval also needs a proposal that chooses among options."),
    )
    is_online = models.BooleanField(
        _("decided online"),
        default=True,
        help_text=_("If not ticked: it is decided in an assembly, and the portal asks for advice."),
    )
    discussion_days = models.PositiveSmallIntegerField(
        _("days of discussion"), default=0, help_text=_("Before the text can be made final.")
    )

    objects = MatterRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of a matter")
        verbose_name_plural = _("rules of the matters")
        ordering = ["rulebook", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rulebook", "matter"], name="matter_rule_once"),
            models.CheckConstraint(
                condition=Q(denominator__gt=0, numerator__gt=0, numerator__lte=F("denominator")),
                name="matter_rule_fraction",
                violation_error_message=_("The fraction must lie between 0 and 1."),
            ),
            models.CheckConstraint(
                condition=Q(quorum_denominator__gt=0, quorum_numerator__lte=F("quorum_denominator")),
                name="matter_rule_quorum",
                violation_error_message=_("The quorum must lie between 0 and 1."),
            ),
            models.CheckConstraint(
                condition=Q(second_quorum_numerator__isnull=True, second_quorum_denominator__isnull=True)
                | Q(
                    second_quorum_numerator__isnull=False,
                    second_quorum_denominator__gt=0,
                    second_quorum_numerator__lte=F("second_quorum_denominator"),
                ),
                name="matter_rule_second_quorum",
                violation_error_message=_("The quorum of the second call must lie between 0 and 1."),
            ),
            *MATTER_RULE_FLOORS,
        ]

    def __str__(self) -> str:
        return self.get_matter_display()

    @property
    def has_second_call(self) -> bool:
        return self.second_quorum_denominator is not None


class RulebookChange(EffectRow):
    """What a proposal about the rules carries out: it puts a draft of the rulebook in force."""

    rulebook = models.ForeignKey(
        Rulebook, on_delete=models.PROTECT, related_name="changes", verbose_name=_("draft of the rulebook")
    )
    in_force_from = models.DateField(
        _("in force from"),
        null=True,
        blank=True,
        help_text=_(
            "Empty: the day after the decision. That day is also used if the date given has already passed."
        ),
    )

    class Meta(EffectRow.Meta):
        verbose_name = _("change of the rulebook")
        verbose_name_plural = _("changes of the rulebook")

    def __str__(self) -> str:
        return f"{self.proposal}: {self.rulebook}"
