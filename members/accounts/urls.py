"""URLs of one's own account; the log-in and the factors are allauth's."""

from django.urls import path

from members.accounts import views

urlpatterns = [
    path("account/acting/", views.membership_switch, name="membership_switch"),
    path("account/profile/", views.account_edit, name="account_edit"),
    path("account/language/", views.language_set, name="language_set"),
    path("account/kept-form/", views.kept_form, name="kept_form"),
    path("account/second-factor/", views.second_factor, name="second_factor"),
]
