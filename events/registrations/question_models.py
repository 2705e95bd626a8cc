"""What hosts ask those who register, and what was answered."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.programme.models import Event
from events.registrations.models import Registration
from multifactory.lib.text import fields as texts


class EventQuestion(models.Model):
    """What hosts ask those who register: at most six an event, each with its purpose and its end."""

    class Kind(models.TextChoices):
        TEXT = "text", _("short text")
        CHOICE = "choice", _("one of several")
        YES_NO = "yes_no", _("yes or no")

    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="questions", verbose_name=_("event")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind of answer"), max_length=8, choices=Kind, default=Kind.TEXT)
    label_it = texts.CharField(_("question in Italian"), max_length=120, blank=True)
    label_en = texts.CharField(_("question in English"), max_length=120, blank=True)
    options_it = texts.TextField(_("answers to choose from in Italian"), max_length=600, blank=True)
    options_en = texts.TextField(_("answers to choose from in English"), max_length=600, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    purpose = texts.CharField(_("what the answer is for"), max_length=160)
    days_kept = models.PositiveSmallIntegerField(
        _("days kept after the event"),
        default=7,
        validators=[MaxValueValidator(30)],
        help_text=_("From 0 to 30. Then the answers are erased."),
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["event", "position"], name="question_position_once"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=6), name="question_at_most_six"
            ),
            models.CheckConstraint(condition=Q(days_kept__lte=30), name="question_kept_30_days"),
            models.CheckConstraint(
                condition=~Q(label_it="") | ~Q(label_en=""),
                name="question_has_a_label",
                violation_error_message=_("Write the question in at least one language."),
            ),
        ]

    def __str__(self) -> str:
        return self.label_it or self.label_en

    def _in(self, language: str, it: str, en: str) -> str:
        return (it or en) if language.startswith("it") else (en or it)

    def label(self, language: str) -> str:
        return self._in(language, self.label_it, self.label_en)

    def options(self, language: str) -> list[str]:
        """In the order in which answers name them by number; the other language where one is missing."""
        lines = [line.strip() for line in self._in(language, self.options_it, self.options_en).splitlines()]
        return [line for line in lines if line]


class Answer(models.Model):
    """What somebody answered: a text, the number of the option from 1, or "yes" or "no"."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(EventQuestion, on_delete=models.CASCADE, related_name="answers")
    text = texts.CharField(_("answer"), max_length=300)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question__position"]
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="answer_once")]

    def __str__(self) -> str:
        return self.text

    def in_words(self, language: str) -> str:
        if self.question.kind == EventQuestion.Kind.YES_NO:
            return str(_("Yes") if self.text == "yes" else _("No"))
        options = self.question.options(language)
        if self.question.kind == EventQuestion.Kind.CHOICE and self.text.isdecimal():
            return options[int(self.text) - 1] if 0 < int(self.text) <= len(options) else ""
        return self.text
