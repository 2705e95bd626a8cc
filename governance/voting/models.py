"""Rounds of voting: the roll, the votes and the chain of events that anybody can check."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    Func,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from governance.amendments.models import Amendment
from governance.attendance.models import AgendaItem, Proxy
from governance.proposals.choices import Method, Outcome
from governance.proposals.models import Proposal, ProposalVersion
from governance.rulebook.models import Rulebook
from governance.voting.counting.rule import Electorate, Rule
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.immutability import Sealed
from multifactory.lib.text import fields as texts

TAKES_VOTES = Q(closes_at__isnull=True) | Q(closes_at__gt=Now())


class VotingRoundQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Votes count now, by the clock of the database; in an assembly, until its chair closes the vote."""
        return self.ongoing().filter(TAKES_VOTES)

    def timed(self) -> Self:
        """With an end named in advance. In an assembly there is none, and nothing is told of it."""
        return self.filter(closes_at__isnull=False)

    def due(self) -> Self:
        """Past their end and not yet counted; never one of an assembly."""
        return self.ongoing().filter(closes_at__lte=Now())

    def ongoing(self) -> Self:
        """Opened, and neither counted nor cancelled yet, even if their end has passed."""
        return self.filter(state=VotingRound.State.OPEN)

    def soonest_first(self) -> Self:
        """By their end; an assembly votes now."""
        return self.order_by(F("closes_at").asc(nulls_first=True), "pk")

    def for_page(self, company: "Company | None") -> Self:
        """In order, with all that the page of their proposal shows to somebody of this company."""
        rounds = self.with_vote_of(company).with_clock().with_turnout()
        people = ("extended_by", "closed_by", "cancelled_by")
        related = ("resolution", "amendment", "agenda_item__assembly", *people)
        return rounds.select_related(*related).order_by("number")

    def decisive(self) -> Self:
        """On the proposal itself, not on an amendment to it."""
        return self.filter(amendment=None)

    def with_clock(self) -> Self:
        """Adds `is_taking_votes`, by the clock of the database."""
        is_open = Case(When(TAKES_VOTES, state=VotingRound.State.OPEN, then=True), default=False)
        return self.annotate(is_taking_votes=is_open)

    def with_vote_of(self, company: "Company | None") -> Self:
        """Adds `own_standing` (None: not on the roll) and `own_reason`; and of the company's vote
        `own_choice`, `own_answer` and `own_revision`, each None before it has voted. Of a secret round only
        `own_participation` says that it has."""
        if not company:
            nothing = Value(None, output_field=models.CharField())
            names = ("own_standing", "own_reason", "own_choice", "own_answer", "own_revision")
            return self.annotate(**dict.fromkeys([*names, "own_participation"], nothing))
        return self.annotate(
            own_entry=FilteredRelation("roll", condition=Q(roll__company=company)),
            own_vote=FilteredRelation("own_entry__votes", condition=Q(own_entry__votes__is_current=True)),
            own_standing=F("own_entry__standing"),
            own_reason=F("own_entry__reason"),
            own_choice=F("own_vote__choice"),
            own_answer=F("own_vote__answer"),
            own_revision=F("own_vote__revision"),
            own_participation=F("own_entry__participation"),
        )

    def not_voted_by(self, company: "Company") -> Self:
        """Those that still wait for the vote of this company."""
        waiting = RollEntry.objects.not_voted().filter(company=company)
        return self.with_vote_of(company).filter(pk__in=waiting.values("round"))

    def turnout_since(self, moment: datetime) -> list[tuple[datetime, int, int]]:
        """Of each round counted since then, the earliest first: when, how many companies took part, of how
        many. It never says in what.
        """
        counted = self.filter(state=VotingRound.State.CLOSED, closed_at__gte=moment)
        return list(counted.order_by("closed_at", "pk").values_list("closed_at", "taken_part", "entitled"))

    def with_turnout(self) -> Self:
        """Adds, in companies, `on_members` (M), `on_roll` (N) and `recusals` (R) of the roll, `present` and
        `voted`. It says how many took part, never how.
        """
        roll, standing = RollEntry.objects.filter(round=OuterRef("pk")).order_by(), RollEntry.Standing
        has_voted = Q(standing=standing.ENTITLED) & (
            Q(votes__is_current=True) | Q(participation__isnull=False)
        )
        took_part = Q(standing=standing.RECUSED) | has_voted
        entitled = [standing.ENTITLED, standing.RECUSED]
        return self.annotate(
            on_members=_count_rows(roll.filter(standing__in=[*entitled, standing.SUSPENDED])),
            on_roll=_count_rows(roll.filter(standing__in=entitled)),
            recusals=_count_rows(roll.filter(standing=standing.RECUSED)),
            present=_count_rows(roll.filter(took_part)),
            voted=_count_rows(roll.filter(has_voted)),
        )


def _count_rows(entries: models.QuerySet) -> Coalesce:
    counted = entries.values("round").annotate(number=Count("pk", distinct=True)).values("number")
    return Coalesce(Subquery(counted), 0)


class RollEntryQuerySet(models.QuerySet):
    def with_vote(self) -> Self:
        """Adds `answer`, what the company answers now, or None; and of a secret round `own_participation`,
        None before it has taken part."""
        return self.annotate(
            current=FilteredRelation("votes", condition=Q(votes__is_current=True)),
            answer=F("current__answer"),
            own_participation=F("participation"),
        )

    def not_voted(self) -> Self:
        """Of companies that can vote and have not."""
        cast = Vote.objects.filter(roll_entry=OuterRef("pk"), is_current=True)
        entitled = self.filter(standing=RollEntry.Standing.ENTITLED, participation__isnull=True)
        return entitled.filter(~Exists(cast))


def votes_waiting_here() -> Subquery:
    """How many rounds wait for the vote of the company of each row, in a query of rows that have one."""
    open_rounds = VotingRound.objects.open()
    waiting = RollEntry.objects.not_voted().filter(company=OuterRef("company"), round__in=open_rounds)
    return Subquery(waiting.order_by().annotate(number=Func("pk", function="COUNT")).values("number"))


class VoteQuerySet(models.QuerySet):
    def counted_in(self, voting_round: models.Model) -> Self:
        """What is counted if the round closed now."""
        entitled = RollEntry.Standing.ENTITLED
        return self.filter(roll_entry__round=voting_round, roll_entry__standing=entitled, is_current=True)


class VotingRound(models.Model):
    """One round of voting on one proposal: [opened_at, closes_at) by the clock of the database."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="rounds", verbose_name=_("proposal")
    )
    version = models.ForeignKey(
        ProposalVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("version voted on")
    )
    amendment = models.ForeignKey(
        Amendment,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rounds",
        verbose_name=_("amendment"),
    )
    agenda_item = models.ForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rounds",
        verbose_name=_("item of the agenda"),
    )
    number = models.PositiveSmallIntegerField(_("voting round"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)

    class CastBy(models.TextChoices):
        PHONES = "phones", _("on the portal")
        HANDS = "hands", _("by show of hands")
        PAPER = "paper", _("on paper")
        MIXED = "mixed", _("on the portal and in the hall")

    cast_by = models.CharField(_("how votes are cast"), max_length=6, choices=CastBy, default=CastBy.PHONES)
    is_secret = models.BooleanField(_("secret ballot"), default=False)

    # By which rule, copied when it opened.
    rulebook = models.ForeignKey(
        Rulebook, on_delete=models.PROTECT, related_name="+", verbose_name=_("rulebook")
    )
    rule = models.JSONField(
        _("rule"), help_text=_("The thresholds used to decide, copied from the rulebook.")
    )
    method = models.CharField(_("way of voting"), max_length=10, choices=Method, default=Method.MOTION)
    is_advisory = models.BooleanField(_("only asks for advice"), default=False)
    is_second_call = models.BooleanField(_("second call"), default=False)
    # Said when it opens and in the mail that tells of it: only then is it counted before its end.
    ends_when_all_voted = models.BooleanField(_("ends when all companies have voted"), default=False)
    options = models.JSONField(_("options"), default=list, blank=True)  # [{"key": "A", "title": …}]
    # Keys: drawn when it closes; in a round of the first version, before it opened.
    lot = models.JSONField(_("random draw"), default=list, blank=True)
    seats = models.PositiveSmallIntegerField(_("how many options win"), default=1)
    dots = models.PositiveSmallIntegerField(_("points for each company"), default=0)
    dots_per_option = models.PositiveSmallIntegerField(_("most points on one option"), default=0)

    # When.
    opened_at = models.DateTimeField(_("opened on"))
    opened_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("opened by")
    )
    # None in an assembly: its chair closes the vote.
    closes_at = models.DateTimeField(_("closes on"), null=True, blank=True)
    first_closes_at = models.DateTimeField(_("was to close on"), null=True, blank=True)  # before an extension
    extension_reason = texts.CharField(_("why it was extended"), max_length=300, blank=True)
    extended_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("extended by"),
    )
    closed_at = models.DateTimeField(_("counted on"), null=True, blank=True)
    closed_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("counted before its end by"),
    )
    cancelled_at = models.DateTimeField(_("cancelled on"), null=True, blank=True)
    cancel_reason = texts.CharField(_("why it was cancelled"), max_length=300, blank=True)
    cancelled_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("cancelled by"),
    )
    # Every write to the round or its votes raises the height first and so holds the row until it commits.
    # It is the height of the last event of the chain; 0 once a round older than the record is over.
    height = models.PositiveIntegerField(default=0, editable=False)

    # What came of it.
    members = models.PositiveIntegerField(_("member companies"), null=True, blank=True)  # not in version 1
    entitled = models.PositiveIntegerField(_("companies entitled to vote"), null=True, blank=True)
    recused = models.PositiveIntegerField(_("companies with a conflict of interest"), null=True, blank=True)
    taken_part = models.PositiveIntegerField(_("companies that took part"), null=True, blank=True)
    tally = models.JSONField(_("count"), null=True, blank=True)  # `Tally.to_json()`
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)

    # Only on rows from the querysets that add them.
    is_taking_votes: bool
    on_members: int
    on_roll: int
    recusals: int
    present: int
    voted: int
    own_standing: str | None
    own_reason: str | None
    own_choice: str | None
    own_answer: dict[str, Any] | None
    own_revision: int | None
    own_participation: int | None

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
                condition=Q(closes_at__isnull=False) | Q(agenda_item__isnull=False),
                name="round_without_end_in_assembly",
            ),
            # In an assembly its item decides; a secret vote, by hand or on paper, is one of an assembly.
            models.CheckConstraint(
                condition=Q(agenda_item__isnull=True, is_secret=False, cast_by="phones")
                | Q(agenda_item__isnull=False, is_advisory=False, is_secret=False) & ~Q(cast_by="paper")
                | Q(agenda_item__isnull=False, is_advisory=False, is_secret=True) & ~Q(cast_by="hands"),
                name="round_cast_as_it_may",
            ),
            models.CheckConstraint(
                condition=Q(first_closes_at__isnull=True)
                | Q(first_closes_at__lt=F("closes_at")) & ~Q(extension_reason=""),
                name="round_extended_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="open", outcome="", closed_at__isnull=True, tally__isnull=True)
                | Q(state="cancelled", outcome="", tally__isnull=True, cancelled_at__isnull=False)
                & ~Q(cancel_reason="")
                | Q(state="closed", closed_at__isnull=False, tally__isnull=False, entitled__isnull=False)
                & Q(recused__isnull=False, taken_part__isnull=False)
                & ~Q(outcome=""),
                name="round_counted_when_closed",
            ),
            # Not who did what: that may be emptied when a person is deleted.
            Sealed(
                name="round_sealed",
                when="{row}.state <> 'open'",
                columns=(
                    *("proposal", "version", "amendment", "agenda_item", "number", "state", "rulebook"),
                    *("rule", "method", "is_secret", "cast_by"),
                    *("is_advisory", "is_second_call", "ends_when_all_voted", "options", "lot", "seats"),
                    *("dots", "dots_per_option", "opened_at", "closes_at", "first_closes_at"),
                    *("extension_reason", "closed_at", "cancelled_at", "cancel_reason"),
                    *("members", "entitled", "recused", "taken_part", "tally", "outcome", "height"),
                ),
                events=("UPDATE", "DELETE"),
            ),
        ]

    def __str__(self) -> str:
        return _("%(proposal)s, voting round %(number)s") % {"proposal": self.question, "number": self.number}

    @property
    def question(self) -> str:
        """What is voted on: the proposal, or an amendment to it."""
        return str(self.amendment if self.amendment_id else self.proposal)

    @property
    def electorate(self) -> Electorate:
        """Of a round from `with_turnout`."""
        return Electorate(self.on_members, self.on_roll, self.recusals)

    @property
    def rule_version(self) -> int:
        """1 for a round older than `quorum_of`: it counts, and is verified, as it was opened."""
        return Rule.from_json(self.rule).version

    @property
    def end(self) -> datetime:
        """Of a round outside assemblies: when it closes."""
        if self.closes_at is None:
            raise ValueError("In an assembly the chair closes the vote: no end is named.")
        return self.closes_at

    @property
    def ended_at(self) -> datetime:
        """Of a round that is over: its end, or the moment before it at which all had voted
        and it was counted, or it was cancelled. In an assembly no end is named beforehand."""
        moments = (self.closes_at, self.closed_at, self.cancelled_at)
        return min(moment for moment in moments if moment)

    @property
    def record_number(self) -> str:
        """As its record and its heads name it: "8-1"."""
        return f"{self.proposal_id}-{self.number}"

    @property
    def record_filename(self) -> str:
        return f"record-{self.record_number}.json"

    def get_absolute_url(self) -> str:
        return f"{self.proposal.get_absolute_url()}#vote"

    def get_record_url(self) -> str:
        return reverse("governance:round_record", args=[self.proposal_id, self.number])


_ROUND_OF_ENTRY = "(SELECT state FROM governance_votinground WHERE id = {row}.round_id)"
_ROUND_OF_VOTE = (
    "(SELECT votinground.state FROM governance_votinground AS votinground"
    " JOIN governance_rollentry AS entry ON entry.round_id = votinground.id"
    " WHERE entry.id = {row}.roll_entry_id)"
)


class RollEntry(models.Model):
    """What a company may do in a round, frozen when the round opens; a company that leaves is taken out."""

    class Standing(models.TextChoices):
        ENTITLED = "entitled", _("entitled to vote")
        SUSPENDED = "suspended", _("suspended")
        RECUSED = "recused", _("conflict of interest")
        LEFT = "left", _("has left")  # while the round was open; set by nothing but a CORRECTION

    round = models.ForeignKey(
        VotingRound, on_delete=models.PROTECT, related_name="roll", verbose_name=_("voting round")
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="roll_entries", verbose_name=_("company")
    )
    standing = models.CharField(
        _("right to vote"), max_length=10, choices=Standing, default=Standing.ENTITLED
    )
    reason = texts.CharField(_("reason"), max_length=450, blank=True)
    # Who votes for it in this round, while it is not there itself.
    proxy = models.ForeignKey(
        Proxy, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("by proxy")
    )

    answer: dict[str, Any] | None  # only on rows from `with_vote`
    own_participation: int | None

    objects = RollEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry in the list of voters")
        verbose_name_plural = _("list of voters")
        ordering = ["company__name"]
        constraints = [
            models.UniqueConstraint(fields=["round", "company"], name="roll_entry_once"),
            models.CheckConstraint(
                condition=Q(standing="entitled") | ~Q(reason=""), name="roll_entry_reason"
            ),
            Sealed(name="roll_entry_sealed", when=f"{_ROUND_OF_ENTRY} <> 'open'"),
        ]

    def __str__(self) -> str:
        return str(self.company)


class Vote(models.Model):
    """What a company answered: append-only revisions, of which one is current. Nobody edits or deletes one.

    `answer` is the whole of it, as the record shows it: {"choice": …} and, where they apply, "ranks",
    "options", "dots", "reason". `choice` repeats its first part for the questions of the database.
    """

    class Choice(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        ABSTAIN = "abstain", _("abstain")
        CONSENT = "consent", _("consent")
        CONCERN = "concern", _("consent with a concern")
        ASIDE = "aside", _("let the others decide")
        OBJECTION = "objection", _("objection")
        BALLOT = "ballot", _("ballot cast")
        BLANK = "blank", _("blank")

    roll_entry = models.ForeignKey(
        RollEntry, on_delete=models.PROTECT, related_name="votes", verbose_name=_("company")
    )
    choice = models.CharField(_("vote"), max_length=10, choices=Choice)
    answer = models.JSONField(_("answer"), default=dict)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    is_current = models.BooleanField(_("current"), default=True)
    # Until the round closes the chain carries only SHA-256(nonce, answer): it binds, and tells nothing.
    nonce = models.CharField(max_length=64, blank=True, editable=False)
    cast_by = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("cast by")
    )
    cast_at = models.DateTimeField(_("cast on"))
    # A hand raised in the hall: one scrutineer enters it, another confirms; until then it does not count.
    entered_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    confirmed_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("confirmed by")
    )

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["roll_entry", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["roll_entry"], condition=Q(is_current=True), name="vote_current_once"
            ),
            models.UniqueConstraint(fields=["roll_entry", "revision"], name="vote_revision_once"),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True)
                | Q(confirmed_by__isnull=True)
                | ~Q(entered_by=F("confirmed_by")),
                name="vote_by_hand_seen_by_two",
                violation_error_message=_("Another scrutineer must confirm it."),
            ),
            # Revision 0 is a hand that waits to be confirmed: it is no vote yet.
            models.CheckConstraint(
                condition=Q(revision__gte=1, entered_by__isnull=True, confirmed_by__isnull=True)
                | Q(revision__gte=1, entered_by__isnull=False, confirmed_by__isnull=False)
                | Q(revision=0, is_current=False, entered_by__isnull=False, confirmed_by__isnull=True),
                name="vote_by_hand_both_or_neither",
            ),
            Sealed(
                name="vote_sealed",
                when=f"{_ROUND_OF_VOTE} <> 'open'",
                # Not `cast_by`: it may be emptied when a person is deleted.
                columns=(
                    *("roll_entry", "choice", "answer", "revision", "is_current", "nonce", "cast_at"),
                    *("entered_by", "confirmed_by"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roll_entry}, {self.get_choice_display()}"


class RoundEvent(models.Model):
    """A link of a round's chain (`governance/voting/record.py`): written once, never changed."""

    class Kind(models.TextChoices):
        SETUP = "SETUP", _("set up")
        OPEN = "OPEN", _("opened")
        VOTED = "VOTED", _("a company voted")
        EXTEND = "EXTEND", _("extended")
        CORRECTION = "CORRECTION", _("a company left")
        CANCEL = "CANCEL", _("cancelled")
        CLOSE = "CLOSE", _("closed")
        TALLY = "TALLY", _("counted")
        OUTCOME = "OUTCOME", _("outcome")

    round = models.ForeignKey(VotingRound, on_delete=models.PROTECT, related_name="events")
    height = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    payload = models.JSONField()
    parent = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a voting round")
        verbose_name_plural = _("steps of voting rounds")
        ordering = ["round", "height"]
        constraints = [
            models.UniqueConstraint(fields=["round", "height"], name="round_event_once"),
            Sealed(name="round_event_sealed", when="{row}.id IS NOT NULL", events=("UPDATE", "DELETE")),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}, {self.height} {self.kind}"
