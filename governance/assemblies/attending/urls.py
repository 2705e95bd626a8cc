"""Coming, proxies, checking in and correcting the roll."""

from django.urls import path

from governance.assemblies.attending import check_in_views, proxy_views, roll_views

_OF = "assemblies/<int:year>/<int:number>"

urlpatterns = [
    path(f"{_OF}/rsvp/", proxy_views.assembly_rsvp, name="assembly_rsvp"),
    path(f"{_OF}/proxy/", proxy_views.assembly_proxy, name="assembly_proxy"),
    path(f"{_OF}/proxies/<int:pk>/", proxy_views.assembly_proxy_detail, name="assembly_proxy_detail"),
    path(f"{_OF}/proxies/<int:pk>/accept/", proxy_views.assembly_proxy_accept, name="assembly_proxy_accept"),
    path(f"{_OF}/proxies/<int:pk>/refuse/", proxy_views.assembly_proxy_refuse, name="assembly_proxy_refuse"),
    path(f"{_OF}/proxies/<int:pk>/revoke/", proxy_views.assembly_proxy_revoke, name="assembly_proxy_revoke"),
    path(f"{_OF}/in/<str:token>/", check_in_views.assembly_check_in, name="assembly_check_in"),
    path(f"{_OF}/desk/in/<int:pk>/", roll_views.assembly_desk_in, name="assembly_desk_in"),
    path(f"{_OF}/desk/out/<int:pk>/", roll_views.assembly_desk_out, name="assembly_desk_out"),
    path(f"{_OF}/roll/", roll_views.assembly_roll, name="assembly_roll"),
    path(f"{_OF}/roll/<int:pk>/confirm/", roll_views.roll_correction_confirm, name="roll_correction_confirm"),
    path(
        f"{_OF}/roll/<int:pk>/withdraw/", roll_views.roll_correction_withdraw, name="roll_correction_withdraw"
    ),
]
