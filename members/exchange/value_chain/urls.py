"""URLs of the value chain."""

from django.urls import path

from members.exchange.value_chain import views

urlpatterns = [
    path("value-chain/", views.value_chain, name="value_chain"),
]
