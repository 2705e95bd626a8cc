"""Which mails about decisions a person wants."""

from django import forms

from governance.mail_preferences.models import NoticeSettings


class MailPreferencesForm(forms.ModelForm):
    class Meta:
        model = NoticeSettings
        fields = ("wants_replies", "wants_digest", "wants_bookings", "wants_tickets")
