"""The exchange: what companies have and need."""

from django.urls import path

from members.exchange.listings import views

urlpatterns = [
    path("exchange/", views.listing_list, name="listing_list"),
    path("exchange/new/", views.listing_new, name="listing_new"),
    path("exchange/matches/", views.listing_matches, name="listing_matches"),
    path("exchange/<int:pk>/", views.listing_detail, name="listing_detail"),
    path("exchange/<int:pk>/edit/", views.listing_edit, name="listing_edit"),
    path("exchange/<int:pk>/reply/", views.listing_reply, name="listing_reply"),
    path("exchange/<int:pk>/renew/", views.listing_renew, name="listing_renew"),
    path("exchange/<int:pk>/close/", views.listing_close, name="listing_close"),
    path("exchange/renew/<str:token>/", views.listing_renewal, name="listing_renewal"),
]
