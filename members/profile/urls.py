"""URLs of self-service: what a company says of itself, its logo, products, machines, photos and links."""

from django.urls import path

from members.profile import views
from members.profile.item_kinds import ITEM_KINDS

company_urls = [
    path("companies/<slug:slug>/edit/", views.company_edit, name="company_edit"),
    path("companies/<slug:slug>/edit/confirm/", views.page_confirm, name="page_confirm"),
    path("companies/<slug:slug>/logo/", views.logo_edit, name="logo_edit"),
    path("companies/<slug:slug>/logo/delete/", views.logo_delete, name="logo_delete"),
]

item_urls = []
for item in ITEM_KINDS:  # /companies/<slug>/products/ … and the like for machines, photos and links
    base, kind = f"companies/<slug:slug>/{item}s/", {"name": item}
    item_urls += [
        path(base, views.item_list, kind, name=f"{item}_list"),
        path(f"{base}new/", views.item_new, kind, name=f"{item}_new"),
        path(f"{base}<int:pk>/edit/", views.item_edit, kind, name=f"{item}_edit"),
        path(f"{base}<int:pk>/delete/", views.item_delete, kind, name=f"{item}_delete"),
        path(f"{base}<int:pk>/move/", views.item_move, kind, name=f"{item}_move"),
    ]

urlpatterns = company_urls + item_urls
