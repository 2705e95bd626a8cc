"""Rounds in the back-office. Votes are not in it: partial results would leak, and nobody edits a vote."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from governance.voting.models import RollEntry, VotingRound
from multifactory.lib.admin import ReadOnlyAdmin, ReadOnlyInline


class RollEntryInline(ReadOnlyInline):
    model = RollEntry
    fields = ("company", "standing", "reason")

    def get_queryset(self, request: HttpRequest) -> QuerySet[RollEntry]:
        return super().get_queryset(request).select_related("company")


@admin.register(VotingRound)
class VotingRoundAdmin(ReadOnlyAdmin):
    """The counts are empty until the round closes; `height` would tell how busy the voting is."""

    list_display = ("proposal", "number", "state", "opened_at", "closes_at", "outcome")
    list_filter = ("state", "outcome")
    list_select_related = ("proposal",)
    search_fields = ("proposal__title",)
    fields = (
        *("proposal", "number", "state", "rulebook", "rule", "opened_at", "opened_by", "closes_at"),
        *("extended_by", "closed_at", "closed_by", "cancelled_by"),
        *("entitled", "recused", "taken_part", "outcome"),
    )
    inlines = (RollEntryInline,)
