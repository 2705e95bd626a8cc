"""Pictures in the back-office."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from multifactory.lib.admin import CoordinatorInline
from multifactory.lib.images.forms import ImageUploadField
from multifactory.lib.images.models import Picture


class PictureForm(forms.ModelForm):
    """A new picture needs its file; a stored one keeps it until another is sent. All say what they show."""

    image = ImageUploadField(label=capfirst(_("picture")))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["image"].required = self.instance.pk is None
        self.fields["alt"].required = True

    def save(self, commit: bool = True) -> Picture:
        image = self.cleaned_data.get("image")
        if not commit or image is None:
            return super().save(commit=commit)
        self.instance.store(image)
        return self.instance


class PictureInline(CoordinatorInline):
    """Derive with the model of the picture. What is not wanted any more is taken away."""

    form = PictureForm
    template = "admin/edit_inline/stacked.html"  # the tabular one has no labels for who hears the page
    fields = ["shown", "image", "alt"]
    readonly_fields = ["shown"]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_change_permission(request, obj)

    @admin.display(description=_("now"))
    def shown(self, picture: Picture) -> str:
        if picture.pk is None:
            return "–"
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="{}">',
            picture.small.url,
            picture.small_width // 2,
            picture.small_height // 2,
            picture.alt,
        )
