"""URLs of one's own data."""

from django.urls import path

from members.personal_data import views

urlpatterns = [
    path("account/my-data/", views.my_data, name="my_data"),
    path("account/my-data/download/", views.my_data_download, name="my_data_download"),
    path("account/my-data/erasure/", views.my_data_erasure, name="my_data_erasure"),
]
