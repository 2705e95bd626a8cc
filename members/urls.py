"""Addresses."""

from django.urls import path

from members.views import account, company, directory, items, my_data, people, profile

app_name = "members"

company_urls = [
    path("companies/", directory.company_list, name="company_list"),
    path("companies/former/", company.company_former_list, name="company_former_list"),
    path("companies/<slug:slug>/", company.company_detail, name="company_detail"),
]

self_service_urls = [
    path("companies/<slug:slug>/edit/", profile.company_edit, name="company_edit"),
    path("companies/<slug:slug>/edit/confirm/", profile.company_confirm, name="company_confirm"),
    path("companies/<slug:slug>/edit/changes/", profile.change_request_new, name="change_request_new"),
    path("companies/<slug:slug>/logo/", profile.logo_edit, name="logo_edit"),
    path("companies/<slug:slug>/logo/delete/", profile.logo_delete, name="logo_delete"),
]
for _name in items.KINDS:  # /companies/<slug>/products/ … and the like for machines, photos and links
    _base, _kind = f"companies/<slug:slug>/{_name}s/", {"name": _name}
    self_service_urls += [
        path(_base, items.item_list, _kind, name=f"{_name}_list"),
        path(f"{_base}new/", items.item_new, _kind, name=f"{_name}_new"),
        path(f"{_base}<int:pk>/edit/", items.item_edit, _kind, name=f"{_name}_edit"),
        path(f"{_base}<int:pk>/delete/", items.item_delete, _kind, name=f"{_name}_delete"),
        path(f"{_base}<int:pk>/move/", items.item_move, _kind, name=f"{_name}_move"),
    ]

people_urls = [
    path("companies/<slug:slug>/people/", people.people_list, name="people_list"),
    path("companies/<slug:slug>/people/<int:pk>/role/", people.membership_role, name="membership_role"),
    path("companies/<slug:slug>/people/<int:pk>/end/", people.membership_end, name="membership_end"),
]

invitation_urls = [
    path("companies/<slug:slug>/invitations/new/", people.invitation_new, name="invitation_new"),
    path(
        "companies/<slug:slug>/invitations/<int:pk>/withdraw/",
        people.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path("invitations/<str:token>/", people.invitation_accept, name="invitation_accept"),
]

account_urls = [
    path("account/acting/", account.acting_switch, name="acting_switch"),
    path("account/profile/", account.profile_edit, name="profile_edit"),
    path("account/language/", account.language_set, name="language_set"),
    path("account/my-data/", my_data.my_data, name="my_data"),
    path("account/my-data/download/", my_data.my_data_download, name="my_data_download"),
    path("account/my-data/erasure/", my_data.erasure, name="erasure"),
]

urlpatterns = company_urls + self_service_urls + people_urls + invitation_urls + account_urls
