"""Which assemblies a page reads."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, Subquery, Value, When

from multifactory.lib.text.search import SearchedQuerySet, has_words

if TYPE_CHECKING:
    from members.companies.models import Company

UNDER_WAY = ("called", "open", "suspended")
OVER = ("closed", "deserted", "cancelled")


class AssemblyQuerySet(SearchedQuerySet):
    def visible_to(self, can_prepare: bool) -> Self:
        """A draft is seen by who may prepare it; what has been called, by every member."""
        return self if can_prepare else self.exclude(state="draft")

    def drafts(self) -> Self:
        return self.filter(state="draft").order_by("first_call_at", "pk")

    def upcoming(self) -> Self:
        """Called or under way, the one held next first."""
        return self.filter(state__in=UNDER_WAY).with_next_call().order_by("next_at", "pk")

    def over(self) -> Self:
        """The book: what was closed, deserted or cancelled, the latest first."""
        return self.filter(state__in=OVER).order_by("-year", "-number")

    def with_next_call(self) -> Self:
        """Adds `next_at`, the call that is held next or is being held."""
        is_first = Q(call=0) | Q(call=1, state__in=["open", "suspended"])
        moment = Case(When(is_first, then=F("first_call_at")), default=F("second_call_at"))
        return self.annotate(next_at=moment)

    def with_answer_of(self, company: "Company | None") -> Self:
        """Adds `own_standing` (None: not on the roll) and `own_answer` of this company."""
        if company is None:
            nothing = Value(None, output_field=DateTimeField())
            return self.annotate(own_standing=nothing, own_answer=nothing)
        entries = apps.get_model("governance", "AssemblyEntry").objects
        own = entries.filter(assembly=OuterRef("pk"), company=company)
        return self.annotate(
            own_standing=Subquery(own.values("standing")[:1]), own_answer=Subquery(own.values("rsvp")[:1])
        )

    def with_words(self, text: str) -> Self:
        """Found by the words of its place or of one of its items."""
        items = apps.get_model("governance", "AgendaItem").objects.filter(assembly=OuterRef("pk"))
        return self.filter(has_words(text) | Exists(items.filter(has_words(text))))

    def with_item_of(self, kind: str) -> Self:
        items = apps.get_model("governance", "AgendaItem").objects
        return self.filter(Exists(items.filter(assembly=OuterRef("pk"), kind=kind)))


class AgendaItemQuerySet(SearchedQuerySet):
    def for_page(self) -> Self:
        """In order, with what a page says of the proposal and its papers."""
        found: Any = self.select_related("proposal__company").prefetch_related("proposal__attachments")
        return found.order_by("position")
