"""Proposals, their versions, options and recusals."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.hooks import ensure_cost_key
from governance.proposals.choices import Matter, Method
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.text import fields as texts
from multifactory.lib.text.search import Searched, SearchedQuerySet

if TYPE_CHECKING:
    from governance.hooks import Effect
    from members.people.models import Membership


class ProposalQuerySet(SearchedQuerySet):
    def visible_to(self, acting: "Membership | None") -> Self:
        """Drafts are seen by the proposing company alone; everything else by every person of the portal."""
        own = Q(company=acting.company) if acting else Q(pk__in=[])
        return self.filter(~Q(state=Proposal.State.DRAFT) | own)

    def for_list(self, company: "Company | None" = None) -> Self:
        """What waits for the vote of this company first, then other votes, each by its end; then what is
        discussed; then the rest by the day it was decided, the latest first."""
        state, rounds = Proposal.State, apps.get_model("governance", "VotingRound").objects
        own = rounds.ongoing().filter(proposal=OuterRef("pk"))
        waits = Exists(own.not_voted_by(company)) if company else Q(pk__in=[])
        under_way = [state.DRAFT, state.DISCUSSION, state.FROZEN, state.CALLED, state.CLOSED]
        rank = Case(
            When(waits, then=0), When(Exists(own), then=1), When(state__in=under_way, then=2), default=3
        )
        closed = rounds.decisive().filter(proposal=OuterRef("pk"), state="closed").order_by("-number")
        order = ("rank", F("ends").asc(nulls_first=True), F("moved").desc(nulls_last=True))
        ended = Coalesce(Least("closes_at", "closed_at"), "closed_at")  # SQLite: nothing is least with NULL
        decided = Subquery(closed.values(day=ended)[:1])
        return (
            self.select_related("company")
            .annotate(rank=rank, ends=Subquery(own.values("closes_at")[:1]))
            .annotate(moved=Case(When(rank=3, then=Coalesce(decided, "withdrawn_at", "created_at"))))
            .order_by(*order, "-created_at", "-pk")
        )

    def for_page(self) -> Self:
        """With how much there is of its past: `version_count` and `round_count`."""
        people = ("company", "author", "responsible", "supersedes")
        counts = {f"{name}_count": Count(f"{name}s", distinct=True) for name in ("version", "round")}
        return self.select_related(*people).annotate(**counts)

    def in_discussion(self) -> Self:
        """The latest first, each with its `comment_count`."""
        return (
            self.filter(state=Proposal.State.DISCUSSION)
            .annotate(comment_count=Count("comments"))
            .order_by("-created_at", "-pk")
        )

    def with_rounds(self, company: "Company | None") -> Self:
        """Fills `rounds` in order, each with the vote of this company: one query for the whole list."""
        rounds = apps.get_model("governance", "VotingRound").objects.with_vote_of(company)
        rounds = rounds.with_clock().select_related("resolution").order_by("number")
        return self.prefetch_related(Prefetch("rounds", queryset=rounds))


MAX_OPTIONS = 10
MAX_CANDIDATES = 26  # each has a letter


class Proposal(Searched):
    """A text put to the managing body by a company. `title` and `text` are those of its latest version."""

    found_by = ("title", "text")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        DISCUSSION = "discussion", _("in discussion")
        FROZEN = "frozen", _("text final")
        CALLED = "called", _("on the agenda of an assembly")
        VOTING = "voting", _("voting is open")
        CLOSED = "closed", _("closed without a decision")
        DECIDED = "decided", _("decided")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DEFERRED = "deferred", _("deferred")
        CANCELLED = "cancelled", _("voting cancelled")

    title = texts.CharField(_("title"), max_length=140)
    text = texts.TextField(_("what you propose"), max_length=40_000)
    matter = models.CharField(_("matter"), max_length=20, choices=Matter, default=Matter.ORDINARY)
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("proposed by")
    )
    author = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by")
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    state_reason = texts.CharField(_("why"), max_length=300, blank=True)  # deferred, cancelled
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    discussion_opened_at = models.DateTimeField(_("in discussion since"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("text final since"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    request_id = models.UUIDField(null=True, unique=True, editable=False)  # a form sent twice is one proposal

    # How it is voted on.
    method = models.CharField(_("way of voting"), max_length=10, choices=Method, default=Method.MOTION)
    is_advisory = models.BooleanField(
        _("only asks for advice"),
        default=False,
        help_text=_("A poll: it is not binding and does not produce a resolution."),
    )
    is_choice = models.BooleanField(
        _("chooses among options or persons"),
        default=False,
        help_text=_(
            "A ranking or an approval decides only then: which tiles, which supplier, who represents us."
        ),
    )
    seats = models.PositiveSmallIntegerField(
        _("how many options win"), default=1, help_text=_("For approval voting: this many options win.")
    )
    dots = models.PositiveSmallIntegerField(_("points for each company"), default=10)
    dots_per_option = models.PositiveSmallIntegerField(_("most points on one option"), default=5)

    # What follows if it is adopted.
    cost_cents = models.PositiveBigIntegerField(_("cost in cents"), null=True, blank=True)
    # Key in governance.hooks.cost_keys.
    cost_key = models.CharField(
        _("how it is shared"), max_length=30, default="equal", validators=[ensure_cost_key]
    )
    responsible = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who is responsible"),
    )
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(_("review after (months)"), null=True, blank=True)
    supersedes = models.ForeignKey(
        "governance.Resolution",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="challengers",
        verbose_name=_("replaces the resolution"),
    )
    effect = models.CharField(_("automatic effect"), max_length=30, blank=True)  # key in governance.effects

    # Only on rows from `for_page`.
    version_count: int
    round_count: int
    # Only where a page has read it, by `governance.hooks.read_effect_once`.
    read_effect: tuple["Effect", Any] | None

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "-created_at"], name="proposal_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(method="dots") | Q(is_advisory=True),
                name="proposal_dots_advise",
                violation_error_message=_("Points voting is advisory: it decides nothing."),
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1, dots__gte=1, dots_per_option__gte=1),
                name="proposal_counts_from_one",
            ),
            models.CheckConstraint(
                condition=~Q(method__in=["ranked", "approval"])
                | Q(is_advisory=True)
                | Q(is_choice=True)
                | Q(matter="election"),
                name="proposal_choice_of_options",
                violation_error_message=_(
                    "A ranking or an approval decides if the proposal chooses among options or persons."
                ),
            ),
            models.CheckConstraint(condition=~Q(cost_key=""), name="proposal_cost_has_key"),
            models.CheckConstraint(
                condition=Q(seats=1) | Q(method="approval"),
                name="proposal_seats_of_an_approval",
                violation_error_message=_("Several are chosen by approval only."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["deferred", "cancelled"]) | ~Q(state_reason=""),
                name="proposal_stopped_says_why",
            ),
            models.CheckConstraint(
                # Of the choices between options only an election knows what its options are: persons.
                condition=Q(effect="")
                | Q(is_advisory=False, method__in=["motion", "consent"])
                | Q(is_advisory=False, method="approval", effect="election"),
                name="proposal_effect_of_a_decision",
                violation_error_message=_(
                    "Advisory votes and choices between options have no automatic effect."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:proposal_detail", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        """The text is fixed from the moment it is frozen."""
        return self.state in EDITABLE_STATES

    @property
    def latest_round(self) -> "models.Model | None":
        """From `rounds` as fetched: a list asks for them with `with_rounds`."""
        return max(self.rounds.all(), key=lambda voting_round: voting_round.number, default=None)

    @property
    def is_settled(self) -> bool:
        """Nothing is going to be voted on any more."""
        return self.state in (self.State.DECIDED, self.State.WITHDRAWN)

    @property
    def is_discussed(self) -> bool:
        return self.state in DISCUSSED_STATES

    @property
    def takes_recusals(self) -> bool:
        """A company stands aside before voting opens: the roll is frozen then. Another round has another."""
        before = (self.State.DISCUSSION, self.State.FROZEN, self.State.CALLED, self.State.CLOSED)
        return self.state in before


EDITABLE_STATES = (Proposal.State.DRAFT, Proposal.State.DISCUSSION)
DISCUSSED_STATES = (
    Proposal.State.DISCUSSION,
    Proposal.State.FROZEN,
    Proposal.State.CALLED,
    Proposal.State.VOTING,
    Proposal.State.CLOSED,
)


class ProposalVersion(models.Model):
    """Words and terms of a proposal from one change to the next; from the discussion on never rewritten."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="versions", verbose_name=_("proposal")
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    title = texts.CharField(_("title"), max_length=140)
    text = texts.TextField(_("text"))
    # How it is voted on and what follows, as `governance.proposals.terms` has it; None before that was kept.
    terms = models.JSONField(_("terms"), null=True, editable=False)
    note = texts.CharField(_("what changed"), max_length=200, blank=True)
    author = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by")
    )
    created_at = models.DateTimeField(_("written on"), default=timezone.now)

    class Meta:
        verbose_name = _("version of a proposal")
        verbose_name_plural = _("versions of proposals")
        ordering = ["proposal", "number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="proposal_version_once")]

    def __str__(self) -> str:
        return _("%(proposal)s, version %(number)s") % {"proposal": self.title, "number": self.number}


class ProposalOption(models.Model):
    """One of the things a ranking, an approval or dots choose between. `key` is A, B, C … in their order."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="options", verbose_name=_("proposal")
    )
    key = models.CharField(max_length=1)
    title = texts.CharField(_("option"), max_length=140)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["proposal", "key"], name="proposal_option_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"


class Recusal(models.Model):
    """A company stands aside from a decision that is about itself, said before voting opens: by its own word,
    or, in whatever round opens next, by a resolution that names it.
    """

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="recusals", verbose_name=_("proposal")
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", verbose_name=_("company")
    )
    reason = texts.CharField(_("reason"), max_length=200)
    declared_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("declared by")
    )
    declared_at = models.DateTimeField(_("declared on"), default=timezone.now)
    resolution = models.ForeignKey(
        "governance.Resolution",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("by the resolution"),
    )  # None: the company declared it itself

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["declared_at", "id"]
        constraints = [models.UniqueConstraint(fields=["proposal", "company"], name="recusal_once")]

    def __str__(self) -> str:
        return str(self.company)
