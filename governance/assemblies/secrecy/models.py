"""Secret ballots of an assembly: who keeps the keys, who took part, and, after the count, what was said.

No row joins the two. Until the count what was said is in boxes that two scrutineers open together; at the
count all ballots are written at once, in the order of their trackers.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from governance.assemblies.secrecy.urn import BOX_LENGTH
from governance.attendance.models import AgendaItem, Assembly
from governance.voting.models import RollEntry, VotingRound
from members.people.models import User
from multifactory.lib.immutability import Sealed


class SecretVote(models.Model):
    """Why an item is voted on in secret, as the minutes say it. Decided before its vote opens."""

    class Ground(models.TextChoices):
        ASKED = "asked", _("companies asked for it")
        PERSONS = "persons", _("the vote is about persons")
        ALWAYS = "always", _("the statute says so")

    agenda_item = models.OneToOneField(
        AgendaItem,
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="secret_vote",
        verbose_name=_("item of the agenda"),
    )
    ground = models.CharField(_("why the vote is secret"), max_length=7, choices=Ground)
    asked_by = models.PositiveSmallIntegerField(_("companies that asked for it"), default=0)
    are_few_accepted = models.BooleanField(
        _("I know that with so few ballots a vote can be guessed"),
        default=False,
        help_text=_("The minutes say so."),
    )

    class Meta:
        verbose_name = _("secret vote")
        verbose_name_plural = _("secret votes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(ground="asked") | Q(asked_by__gt=0),
                name="secret_vote_asked_by_somebody",
                violation_error_message=_("Say how many companies asked for it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agenda_item}: {self.get_ground_display()}"


class Scrutineer(models.Model):
    """Who opens the urn with another, and counts papers. The keys go with the count; the name stays."""

    assembly = models.ForeignKey(
        Assembly, on_delete=models.PROTECT, related_name="scrutineers", verbose_name=_("assembly")
    )
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))
    public_key = models.BinaryField(default=b"")
    locked_key = models.BinaryField(default=b"")  # the private half, which a code opens

    class Meta:
        verbose_name = _("scrutineer")
        verbose_name_plural = _("scrutineers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assembly", "user"],
                name="scrutineer_once",
                violation_error_message=_("This person is already a scrutineer."),
            ),
            models.CheckConstraint(
                condition=Q(public_key=b"", locked_key=b"") | ~Q(public_key=b"") & ~Q(locked_key=b""),
                name="scrutineer_key_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def has_key(self) -> bool:
        return bool(self.public_key)


class Urn(models.Model):
    """What the ballots of a round are sealed to until they are counted. It goes with the count."""

    round = models.OneToOneField(
        VotingRound, on_delete=models.PROTECT, related_name="urn", verbose_name=_("voting round")
    )
    public_key = models.BinaryField()
    # Set when the chair closes the vote: the companies present then, by id. From there nobody votes.
    closed_at = models.DateTimeField(_("closed on"), null=True, editable=False)
    present: Any = models.JSONField(_("present at the close"), default=list, editable=False)

    class Meta:
        verbose_name = _("urn")
        verbose_name_plural = _("urns")

    def __str__(self) -> str:
        return str(self.round)


class UrnLock(models.Model):
    """The private key of an urn, sealed to a pair of scrutineers, one inside the other.

    Once one of them has given the code, `box` is what stays sealed to the other.
    """

    urn = models.ForeignKey(Urn, on_delete=models.PROTECT, related_name="locks", verbose_name=_("urn"))
    first = models.ForeignKey(
        Scrutineer, on_delete=models.PROTECT, related_name="+", verbose_name=_("one scrutineer")
    )
    second = models.ForeignKey(
        Scrutineer, on_delete=models.PROTECT, related_name="+", verbose_name=_("the other scrutineer")
    )
    given = models.ForeignKey(
        Scrutineer, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("code given by")
    )
    box = models.BinaryField()

    class Meta:
        verbose_name = _("lock of an urn")
        verbose_name_plural = _("locks of urns")
        constraints = [
            models.UniqueConstraint(fields=["urn", "first", "second"], name="urn_lock_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="urn_lock_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first}, {self.second}"


class Participation(models.Model):
    """That a company has taken part in a secret vote, by the urn or by taking a paper. Nothing else."""

    roll_entry = models.OneToOneField(
        RollEntry,
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="participation",
        verbose_name=_("company"),
    )

    class Meta:
        verbose_name = _("participation in a secret vote")
        verbose_name_plural = _("participations in secret votes")

    def __str__(self) -> str:
        return str(self.roll_entry)


class SealedBallot(models.Model):
    """What a company answered, sealed to the urn. Deleted at the count."""

    participation = models.OneToOneField(
        Participation, primary_key=True, on_delete=models.PROTECT, related_name="sealed_ballot"
    )
    box = models.BinaryField()

    class Meta:
        verbose_name = _("sealed ballot")
        verbose_name_plural = _("sealed ballots")
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("box"), BOX_LENGTH), name="sealed_ballot_of_one_length"
            ),
            Sealed(name="sealed_ballot_unchanged", when="{row}.box IS NOT NULL", events=("UPDATE",)),
        ]

    def __str__(self) -> str:
        return str(self.participation)


_STATE_OF_ROUND = "(SELECT state FROM governance_votinground WHERE id = {row}.round_id)"


class Ballot(models.Model):
    """A ballot that was counted: whose, nobody knows but who keeps the tracker.

    `answer` is as the company gave it; one that cannot be counted is shown, and counts as blank.
    """

    tracker = models.CharField(primary_key=True, max_length=64)
    round = models.ForeignKey(
        VotingRound, on_delete=models.PROTECT, related_name="ballots", verbose_name=_("voting round")
    )
    nonce = models.CharField(max_length=64)
    phrase = models.CharField(max_length=80, blank=True)  # cleaned before its tracker was made
    answer: Any = models.JSONField(_("answer"))

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["tracker"]
        constraints = [
            Sealed(name="ballot_sealed", when="{row}.tracker IS NOT NULL", events=("UPDATE", "DELETE")),
            Sealed(name="ballot_written_at_count", when=f"{_STATE_OF_ROUND} <> 'open'", events=("INSERT",)),
        ]

    def __str__(self) -> str:
        return self.tracker


class PaperCount(models.Model):
    """What a scrutineer counted of the papers. It counts when a second one, apart, found the same."""

    round = models.ForeignKey(
        VotingRound, on_delete=models.PROTECT, related_name="paper_counts", verbose_name=_("voting round")
    )
    counts: Any = models.JSONField(_("count"))  # [{"answer": {…}, "number": 3}, …], as the record has it
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    at = models.DateTimeField(_("on"))

    class Meta:
        verbose_name = _("count of printed ballots")
        verbose_name_plural = _("counts of printed ballots")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "entered_by"], name="paper_count_once_a_scrutineer"),
            Sealed(name="paper_count_sealed", when=f"{_STATE_OF_ROUND} <> 'open'"),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.entered_by}"
