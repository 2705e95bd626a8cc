"""Which mails about decisions a person wants."""

from django.urls import path

from governance.mail_preferences import views

urlpatterns = [
    path("decisions/mails/", views.mail_preferences, name="mail_preferences"),
    path("decisions/mails/<str:token>/", views.mail_unsubscribe, name="mail_unsubscribe"),
]
