"""Addresses."""

from django.urls import path

from members.changes import views as changes_views
from members.directory import views
from members.pages import views as pages_views
from members.people import views as people_views
from members.personal_data import views as personal_data_views
from members.profile import item_kinds
from members.profile import views as profile_views

app_name = "members"

company_urls = [
    path("companies/", views.company_list, name="company_list"),
    path("companies/former/", pages_views.company_former_list, name="company_former_list"),
    path("companies/<slug:slug>/", pages_views.company_detail, name="company_detail"),
]

self_service_urls = [
    path("companies/<slug:slug>/edit/", profile_views.company_edit, name="company_edit"),
    path("companies/<slug:slug>/edit/confirm/", profile_views.company_confirm, name="company_confirm"),
    path("companies/<slug:slug>/edit/changes/", changes_views.change_request_new, name="change_request_new"),
    path("companies/<slug:slug>/logo/", profile_views.logo_edit, name="logo_edit"),
    path("companies/<slug:slug>/logo/delete/", profile_views.logo_delete, name="logo_delete"),
]
for (
    _name
) in item_kinds.ITEM_KINDS:  # /companies/<slug>/products/ … and the like for machines, photos and links
    _base, _kind = f"companies/<slug:slug>/{_name}s/", {"name": _name}
    self_service_urls += [
        path(_base, profile_views.item_list, _kind, name=f"{_name}_list"),
        path(f"{_base}new/", profile_views.item_new, _kind, name=f"{_name}_new"),
        path(f"{_base}<int:pk>/edit/", profile_views.item_edit, _kind, name=f"{_name}_edit"),
        path(f"{_base}<int:pk>/delete/", profile_views.item_delete, _kind, name=f"{_name}_delete"),
        path(f"{_base}<int:pk>/move/", profile_views.item_move, _kind, name=f"{_name}_move"),
    ]

people_urls = [
    path("companies/<slug:slug>/people/", people_views.people_list, name="people_list"),
    path("companies/<slug:slug>/people/<int:pk>/role/", people_views.membership_role, name="membership_role"),
    path("companies/<slug:slug>/people/<int:pk>/end/", people_views.membership_end, name="membership_end"),
]

invitation_urls = [
    path("companies/<slug:slug>/invitations/new/", people_views.invitation_new, name="invitation_new"),
    path(
        "companies/<slug:slug>/invitations/<int:pk>/withdraw/",
        people_views.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("invitations/<str:token>/", people_views.invitation_accept, name="invitation_accept"),
]

account_urls = [
    path("account/acting/", people_views.acting_switch, name="acting_switch"),
    path("account/profile/", people_views.profile_edit, name="profile_edit"),
    path("account/language/", people_views.language_set, name="language_set"),
    path("account/my-data/", personal_data_views.my_data, name="my_data"),
    path("account/my-data/download/", personal_data_views.my_data_download, name="my_data_download"),
    path("account/my-data/erasure/", personal_data_views.erasure, name="erasure"),
]

urlpatterns = company_urls + self_service_urls + people_urls + invitation_urls + account_urls
