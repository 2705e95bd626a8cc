"""Proposals, the rounds that decide them and the resolutions that come of it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.querysets import (
    MatterRuleQuerySet,
    ProposalQuerySet,
    ResolutionQuerySet,
    RollEntryQuerySet,
    VotingRoundQuerySet,
)
from members.models import Company, User


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


class Outcome(models.TextChoices):
    ADOPTED = "adopted", _("adopted")
    REJECTED = "rejected", _("rejected")
    TIED = "tied", _("tied: not adopted")
    NO_QUORUM = "no_quorum", _("no quorum")


class Rulebook(models.Model):
    """One version of the statute's numbers. A round keeps the version it was opened under."""

    version = models.PositiveSmallIntegerField(_("version"), unique=True)
    in_force_from = models.DateField(_("in force from"))
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    resolution = models.ForeignKey(
        "Resolution",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rulebooks",
        verbose_name=_("decided by"),
    )
    shortest_round_hours = models.PositiveSmallIntegerField(_("shortest voting, in hours"), default=24)
    longest_round_days = models.PositiveSmallIntegerField(_("longest voting, in days"), default=60)

    class Meta:
        verbose_name = _("rulebook")
        verbose_name_plural = _("rulebook")
        ordering = ["-version"]

    def __str__(self) -> str:
        return _("Rulebook, version %(version)s") % {"version": self.version}


class MatterRule(models.Model):
    """How one matter is decided: fractions as integers, thresholds are never rounded down (c.c., art. 21)."""

    class Base(models.TextChoices):
        CAST = "cast", _("yes and no votes")
        PRESENT = "present", _("companies that take part")
        ALL = "all", _("all member companies")

    rulebook = models.ForeignKey(
        Rulebook, on_delete=models.CASCADE, related_name="rules", verbose_name=_("rulebook")
    )
    matter = models.CharField(_("matter"), max_length=20, choices=Matter)
    base = models.CharField(_("counted against"), max_length=10, choices=Base, default=Base.PRESENT)
    numerator = models.PositiveSmallIntegerField(_("numerator"), default=1)
    denominator = models.PositiveSmallIntegerField(_("denominator"), default=2)
    is_strict = models.BooleanField(
        _("more than"),
        default=True,
        help_text=_("Ticked: more than the fraction. Not ticked: at least the fraction."),
    )
    quorum_numerator = models.PositiveSmallIntegerField(_("quorum numerator"), default=1)
    quorum_denominator = models.PositiveSmallIntegerField(_("quorum denominator"), default=2)

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
        ]

    def __str__(self) -> str:
        return self.get_matter_display()


class Proposal(models.Model):
    """A text put to the managing body by a company."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        DISCUSSION = "discussion", _("in discussion")
        VOTING = "voting", _("voting is open")
        DECIDED = "decided", _("decided")
        WITHDRAWN = "withdrawn", _("withdrawn")

    title = models.CharField(_("title"), max_length=140)
    text = models.TextField(_("what you propose"))
    matter = models.CharField(_("matter"), max_length=20, choices=Matter, default=Matter.ORDINARY)
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("proposed by")
    )
    author = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by")
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    discussion_opened_at = models.DateTimeField(_("in discussion since"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    request_id = models.UUIDField(null=True, unique=True, editable=False)  # a form sent twice is one proposal

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "-created_at"], name="proposal_by_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:proposal_detail", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        """The text is fixed from the moment voting opens."""
        return self.state in EDITABLE_STATES

    @property
    def latest_round(self) -> "VotingRound | None":
        """From `rounds` as fetched: a list asks for them with `with_rounds`."""
        return max(self.rounds.all(), key=lambda one: one.number, default=None)

    @property
    def is_discussed(self) -> bool:
        return self.state in (self.State.DISCUSSION, self.State.VOTING)


EDITABLE_STATES = (Proposal.State.DRAFT, Proposal.State.DISCUSSION)


class Comment(models.Model):
    """A word in the discussion, spoken for a company."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        CONCERN = "concern", _("concern")

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="comments", verbose_name=_("proposal")
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", verbose_name=_("company")
    )
    author = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.QUESTION)
    text = models.TextField(_("text"), max_length=4000)
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one comment

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"{self.company}, {self.get_kind_display()}"


class VotingRound(models.Model):
    """One round of voting on one proposal: [opened_at, closes_at) by the clock of the database."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("proposal")
    )
    number = models.PositiveSmallIntegerField(_("round"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    rulebook = models.ForeignKey(
        Rulebook, on_delete=models.PROTECT, related_name="+", verbose_name=_("rulebook")
    )
    rule = models.JSONField(_("rule"), help_text=_("The numbers it is decided by, copied from the rulebook."))
    opened_at = models.DateTimeField(_("opened on"))
    opened_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("opened by")
    )
    closes_at = models.DateTimeField(_("closes on"))
    closed_at = models.DateTimeField(_("counted on"), null=True, blank=True)
    # Every write to the round or its votes raises the height first and so holds the row until it commits.
    height = models.PositiveIntegerField(default=0, editable=False)
    entitled = models.PositiveIntegerField(_("entitled companies"), null=True, blank=True)
    recused = models.PositiveIntegerField(_("recused companies"), null=True, blank=True)
    yes = models.PositiveIntegerField(_("yes"), null=True, blank=True)
    no = models.PositiveIntegerField(_("no"), null=True, blank=True)
    abstain = models.PositiveIntegerField(_("abstain"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)

    # Only on rows from the querysets that add them.
    is_taking_votes: bool
    on_roll: int
    taken_part: int
    own_standing: str | None
    own_reason: str | None
    own_choice: str | None

    objects = VotingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("voting round")
        verbose_name_plural = _("voting rounds")
        ordering = ["proposal", "number"]
        indexes = [models.Index(fields=["state", "closes_at"], name="round_by_end")]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="round_number_once"),
            models.UniqueConstraint(fields=["proposal"], condition=Q(state="open"), name="round_open_once"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")), name="round_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(state="open", outcome="", closed_at__isnull=True, yes__isnull=True)
                | (
                    ~Q(state="open")
                    & ~Q(outcome="")
                    & Q(closed_at__isnull=False, entitled__isnull=False, recused__isnull=False)
                    & Q(yes__isnull=False, no__isnull=False, abstain__isnull=False)
                ),
                name="round_counted_when_closed",
            ),
        ]

    def __str__(self) -> str:
        return _("%(proposal)s, round %(number)s") % {"proposal": self.proposal, "number": self.number}


class RollEntry(models.Model):
    """What a company may do in a round, frozen when the round opens."""

    class Standing(models.TextChoices):
        ENTITLED = "entitled", _("entitled")
        SUSPENDED = "suspended", _("suspended")
        RECUSED = "recused", _("recused")

    round = models.ForeignKey(
        VotingRound, on_delete=models.PROTECT, related_name="roll", verbose_name=_("round")
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="roll_entries", verbose_name=_("company")
    )
    standing = models.CharField(_("standing"), max_length=10, choices=Standing, default=Standing.ENTITLED)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    choice: str | None  # only on rows from `with_vote`

    objects = RollEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the roll")
        verbose_name_plural = _("roll")
        ordering = ["company__name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "company"], name="roll_entry_once"),
            models.CheckConstraint(
                condition=Q(standing="entitled") | ~Q(reason=""), name="roll_entry_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.company)


class Vote(models.Model):
    """What a company voted: append-only revisions, of which one is current. Nobody edits or deletes one."""

    class Choice(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        ABSTAIN = "abstain", _("abstain")

    roll_entry = models.ForeignKey(
        RollEntry, on_delete=models.PROTECT, related_name="votes", verbose_name=_("company")
    )
    choice = models.CharField(_("vote"), max_length=10, choices=Choice)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    is_current = models.BooleanField(_("current"), default=True)
    cast_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("cast by")
    )
    cast_at = models.DateTimeField(_("cast on"))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["roll_entry", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["roll_entry"], condition=Q(is_current=True), name="vote_current_once"
            ),
            models.UniqueConstraint(fields=["roll_entry", "revision"], name="vote_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.roll_entry}, {self.get_choice_display()}"


class ResolutionYear(models.Model):
    """The last number given in a year. Taking the next one locks this row, so that numbers have no gap."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}/{self.last_number}"


class Resolution(models.Model):
    """Entry of the book of resolutions, e.g. 2026/14. Those older than the portal have no round."""

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=140)
    text = models.TextField(_("text"))
    matter = models.CharField(_("matter"), max_length=20, choices=Matter, default=Matter.ORDINARY)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    decided_on = models.DateField(_("decided on"))
    proposal = models.ForeignKey(
        Proposal,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="resolutions",
        verbose_name=_("proposal"),
    )
    round = models.OneToOneField(
        VotingRound,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="resolution",
        verbose_name=_("voting round"),
    )
    is_published = models.BooleanField(
        _("published"), default=False, help_text=_("Ticked: visitors may read it. Not ticked: members only.")
    )

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["-year", "-number"]
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="resolution_number_once")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        return f"{self.year}/{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("governance:resolution_detail", args=[self.year, self.number])
