"""Which mails about decisions a person wants."""

from django.urls import path

from governance.mail_preferences import views

urlpatterns = [
    path("decisions/mails/", views.mail_preferences, name="notices"),
    path("decisions/mails/<str:token>/", views.mail_unsubscribe, name="mails_stop"),
]
