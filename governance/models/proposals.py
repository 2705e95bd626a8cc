"""Proposals, their versions and what belongs to them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from governance.models.matters import Matter, Method
from governance.querysets import ProposalQuerySet
from members.models import Company, User


class Proposal(models.Model):
    """A text put to the managing body by a company. `title` and `text` are those of its latest version."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        DISCUSSION = "discussion", _("in discussion")
        FROZEN = "frozen", _("text fixed")
        VOTING = "voting", _("voting is open")
        CLOSED = "closed", _("closed without a decision")
        DECIDED = "decided", _("decided")
        WITHDRAWN = "withdrawn", _("withdrawn")
        DEFERRED = "deferred", _("deferred")
        CANCELLED = "cancelled", _("voting cancelled")

    class CostKey(models.TextChoices):
        EQUAL = "equal", _("the same for every company")
        AREA = "area", _("by the m² each company holds")

    title = models.CharField(_("title"), max_length=140)
    text = models.TextField(_("what you propose"), max_length=40_000)
    matter = models.CharField(_("matter"), max_length=20, choices=Matter, default=Matter.ORDINARY)
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("proposed by")
    )
    author = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by")
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    state_reason = models.CharField(_("why"), max_length=300, blank=True)  # deferred, cancelled
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    discussion_opened_at = models.DateTimeField(_("in discussion since"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("text fixed on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    request_id = models.UUIDField(null=True, unique=True, editable=False)  # a form sent twice is one proposal

    # How it is voted on.
    method = models.CharField(_("way of voting"), max_length=10, choices=Method, default=Method.MOTION)
    is_advisory = models.BooleanField(
        _("only asks for advice"),
        default=False,
        help_text=_("A poll: it binds nobody and writes no resolution."),
    )
    seats = models.PositiveSmallIntegerField(
        _("how many are chosen"), default=1, help_text=_("For an approval: so many of the options win.")
    )
    dots = models.PositiveSmallIntegerField(_("points for each company"), default=10)
    dots_per_option = models.PositiveSmallIntegerField(_("most points on one option"), default=5)
    # Keys of the options in the order that decides a tie: drawn when the text is fixed, seen before voting.
    lot = models.JSONField(_("lot"), default=list, editable=False)

    # What follows if it is adopted.
    cost_cents = models.PositiveBigIntegerField(_("cost in cents"), null=True, blank=True)
    cost_key = models.CharField(_("how it is shared"), max_length=10, choices=CostKey, default=CostKey.EQUAL)
    responsible = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who sees to it"),
    )
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(
        _("look at it again after, in months"), null=True, blank=True
    )
    supersedes = models.ForeignKey(
        "governance.Resolution",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="challengers",
        verbose_name=_("replaces the resolution"),
    )
    effect = models.CharField(
        _("what it carries out"), max_length=30, blank=True
    )  # key in governance.effects

    # Only on rows from `for_page`.
    version_count: int
    round_count: int

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
                violation_error_message=_("Points ask for advice: they decide nothing."),
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1, dots__gte=1, dots_per_option__gte=1),
                name="proposal_counts_from_one",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["deferred", "cancelled"]) | ~Q(state_reason=""),
                name="proposal_stopped_says_why",
            ),
            models.CheckConstraint(
                condition=Q(effect="") | Q(is_advisory=False, method__in=["motion", "consent"]),
                name="proposal_effect_of_a_decision",
                violation_error_message=_(
                    "Advice and choices between options carry nothing out by themselves."
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
        return max(self.rounds.all(), key=lambda one: one.number, default=None)

    @property
    def is_settled(self) -> bool:
        """Nothing is going to be voted on any more."""
        return self.state in (self.State.DECIDED, self.State.WITHDRAWN)

    @property
    def is_discussed(self) -> bool:
        return self.state in DISCUSSED_STATES


EDITABLE_STATES = (Proposal.State.DRAFT, Proposal.State.DISCUSSION)
DISCUSSED_STATES = (
    Proposal.State.DISCUSSION,
    Proposal.State.FROZEN,
    Proposal.State.VOTING,
    Proposal.State.CLOSED,
)


class ProposalVersion(models.Model):
    """The words of a proposal from one change to the next. From the discussion on, none is ever rewritten."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="versions", verbose_name=_("proposal")
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    title = models.CharField(_("title"), max_length=140)
    text = models.TextField(_("text"))
    note = models.CharField(_("what changed"), max_length=200, blank=True)
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
    title = models.CharField(_("option"), max_length=140)

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["proposal", "key"], name="proposal_option_once")]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"


class Attachment(models.Model):
    """A paper of a proposal: a PDF as it was sent, or a picture written anew. Fixed with the text."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        IMAGE = "image", _("picture")

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="attachments", verbose_name=_("proposal")
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    file = models.FileField(_("file"), editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    added_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added on"), default=timezone.now)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("governance:attachment", args=[self.proposal_id, self.pk])


class Amendment(models.Model):
    """Another text for a proposal, by any company: the proposer accepts it, or it is voted on first."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted by the proposer")
        ADOPTED = "adopted", _("adopted by vote")
        REJECTED = "rejected", _("rejected by vote")
        WITHDRAWN = "withdrawn", pgettext_lazy("amendment", "withdrawn")

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="amendments", verbose_name=_("proposal")
    )
    number = models.PositiveSmallIntegerField(_("amendment"))
    base = models.ForeignKey(
        ProposalVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("written on version")
    )
    title = models.CharField(_("title"), max_length=140)
    text = models.TextField(_("text as it should be"), max_length=40_000)
    reason = models.TextField(_("why"), max_length=2000)
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="+", verbose_name=_("put by"))
    author = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled on"), null=True, blank=True)
    version = models.OneToOneField(
        ProposalVersion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amendment",
        verbose_name=_("became version"),
    )
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one amendment

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["proposal", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="amendment_number_once"),
            models.CheckConstraint(
                condition=Q(state="open", settled_at__isnull=True)
                | (~Q(state="open") & Q(settled_at__isnull=False)),
                name="amendment_settled_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "adopted"], version__isnull=False)
                | (~Q(state__in=["accepted", "adopted"]) & Q(version__isnull=True)),
                name="amendment_taken_has_version",
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"{self.proposal.get_absolute_url()}#amendment-{self.number}"

    def __str__(self) -> str:
        return _("Amendment %(number)s to “%(proposal)s”") % {
            "number": self.number,
            "proposal": self.proposal,
        }


class Recusal(models.Model):
    """A company stands aside from a decision that is about itself; said before voting opens."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="recusals", verbose_name=_("proposal")
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", verbose_name=_("company")
    )
    reason = models.CharField(_("reason"), max_length=200)
    declared_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("declared by")
    )
    declared_at = models.DateTimeField(_("declared on"), default=timezone.now)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        ordering = ["declared_at", "id"]
        constraints = [models.UniqueConstraint(fields=["proposal", "company"], name="recusal_once")]

    def __str__(self) -> str:
        return str(self.company)
