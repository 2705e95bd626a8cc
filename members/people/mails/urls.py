"""Which mails a person wants."""

from django.urls import path

from members.people.mails import views

urlpatterns = [
    path("account/mails/", views.mail_preferences, name="mail_preferences"),
    path("account/mails/<str:token>/", views.mail_unsubscribe, name="mail_unsubscribe"),
]
