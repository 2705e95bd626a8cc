"""How often what visitors see was changed: a number a scope, and changes that are not yet added to it."""

from django.db import models


class ContentVersion(models.Model):
    """Raised by triggers on SQLite, which has one writer; on PostgreSQL by `fold_changes`."""

    scope = models.CharField(max_length=10, primary_key=True, editable=False)
    number = models.BigIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "version of what visitors see"

    def __str__(self) -> str:
        return f"{self.scope} {self.number}"


class ContentChange(models.Model):
    """PostgreSQL: one row a changing statement, so that no two writers wait for each other."""

    scope = models.CharField(max_length=10, editable=False)

    class Meta:
        verbose_name = "change of what visitors see"

    def __str__(self) -> str:
        return self.scope
