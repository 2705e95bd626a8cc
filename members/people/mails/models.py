"""Which mails a person wants beside those that are duty."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.people.models import User


class MailChoice(models.Model):
    """A person's word on a kind of mail (`members.hooks.mail_kinds`). Without a row its default holds."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mail_choices")
    kind = models.CharField(max_length=20)  # MailKind.key
    is_wanted = models.BooleanField()
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("e-mail preference of a person")
        verbose_name_plural = _("e-mail preferences")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="mail_choice_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.kind}"
