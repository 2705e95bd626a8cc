"""Which mails about decisions a person wants."""

from django import forms

from governance.models import NoticeSettings


class NoticeForm(forms.ModelForm):
    class Meta:
        model = NoticeSettings
        fields = ("wants_replies", "wants_digest")
