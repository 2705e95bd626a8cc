"""Addresses."""

from django.urls import path

from members import views

app_name = "members"

company_urls = [
    path("companies/", views.company_list, name="company_list"),
    path("companies/<slug:slug>/", views.company_detail, name="company_detail"),
    path("companies/<slug:slug>/edit/", views.company_edit, name="company_edit"),
    path("companies/<slug:slug>/products/", views.product_edit, name="product_edit"),
]

people_urls = [
    path("companies/<slug:slug>/people/", views.people_list, name="people_list"),
    path("companies/<slug:slug>/people/<int:pk>/role/", views.membership_role, name="membership_role"),
    path("companies/<slug:slug>/people/<int:pk>/end/", views.membership_end, name="membership_end"),
]

invitation_urls = [
    path("companies/<slug:slug>/invitations/new/", views.invitation_new, name="invitation_new"),
    path(
        "companies/<slug:slug>/invitations/<int:pk>/withdraw/",
        views.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("invitations/<str:token>/", views.invitation_accept, name="invitation_accept"),
]

account_urls = [
    path("account/acting/", views.acting_switch, name="acting_switch"),
    path("account/profile/", views.profile_edit, name="profile_edit"),
    path("account/language/", views.language_set, name="language_set"),
]

urlpatterns = company_urls + people_urls + invitation_urls + account_urls
