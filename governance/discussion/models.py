"""What companies say about a proposal."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from governance.proposals.models import Proposal
from members.companies.models import Company
from members.people.models import User
from multifactory.lib.formats import format_day
from multifactory.lib.text import fields as texts


class Comment(models.Model):
    """A word in the discussion, spoken for a company. Answers hang under the comment that began a thread."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        CONCERN = "concern", _("concern")

    proposal = models.ForeignKey(
        Proposal, on_delete=models.CASCADE, related_name="comments", verbose_name=_("proposal")
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="answers",
        verbose_name=_("reply to"),
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="+", verbose_name=_("company")
    )
    author = models.ForeignKey(
        User, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("written by")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.QUESTION)
    text = texts.TextField(_("text"), max_length=4000)
    created_at = models.DateTimeField(_("written on"), default=timezone.now)
    edited_at = models.DateTimeField(_("changed on"), null=True, blank=True)
    request_id = models.UUIDField(unique=True, editable=False)  # a form sent twice is one comment

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return f"{self.company}, {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return f"{self.proposal.get_absolute_url()}#comment-{self.pk}"


class CommentEdit(models.Model):
    """What a comment said before it was changed. Kept for everybody who answered it."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="edits", verbose_name=_("comment")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Comment.Kind)
    text = texts.TextField(_("text"))
    replaced_at = models.DateTimeField(_("replaced on"), default=timezone.now)

    class Meta:
        verbose_name = _("earlier version of a comment")
        verbose_name_plural = _("earlier versions of comments")
        ordering = ["comment", "id"]

    def __str__(self) -> str:
        return f"{self.comment}, {format_day(timezone.localdate(self.replaced_at))}"
