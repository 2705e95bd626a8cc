"""URLs of the people of a company and of invitations."""

from django.urls import path

from members.people import views

people_urls = [
    path("companies/<slug:slug>/people/", views.people_list, name="people_list"),
    path("companies/<slug:slug>/people/<int:pk>/role/", views.role_change, name="role_change"),
    path("companies/<slug:slug>/people/<int:pk>/end/", views.membership_end, name="membership_end"),
]

place_change_urls = [
    path(
        "companies/<slug:slug>/people/changes/<int:pk>/confirm/",
        views.place_change_confirm,
        name="place_change_confirm",
    ),
    path(
        "companies/<slug:slug>/people/changes/<int:pk>/object/",
        views.place_change_object,
        name="place_change_object",
    ),
    path("representatives/<str:token>/", views.place_change, name="place_change"),
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

urlpatterns = people_urls + place_change_urls + invitation_urls
