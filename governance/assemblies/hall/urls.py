"""The desk and the board of an assembly."""

from django.urls import path

from governance.assemblies.hall import board_views, views, vote_views

_OF = "assemblies/<int:year>/<int:number>"
_DESK = f"{_OF}/desk"

urlpatterns = [
    path(f"{_OF}/board/", board_views.assembly_board, name="assembly_board"),
    path(f"{_OF}/board/now/", board_views.assembly_board_now, name="assembly_board_now"),
    path(f"{_DESK}/", views.assembly_desk, name="assembly_desk"),
    path(f"{_DESK}/open/", views.assembly_call_open, name="assembly_call_open"),
    path(f"{_DESK}/no-quorum/", views.assembly_call_desert, name="assembly_call_desert"),
    path(f"{_DESK}/suspend/", views.assembly_suspend, name="assembly_suspend"),
    path(f"{_DESK}/resume/", views.assembly_resume, name="assembly_resume"),
    path(f"{_DESK}/close/", views.assembly_close, name="assembly_close"),
    path(f"{_DESK}/officers/", views.assembly_officers, name="assembly_officers"),
    path(f"{_DESK}/items/<int:pk>/open/", views.assembly_item, {"action": "open"}, name="assembly_item_open"),
    path(
        f"{_DESK}/items/<int:pk>/done/", views.assembly_item, {"action": "finish"}, name="assembly_item_done"
    ),
    path(
        f"{_DESK}/items/<int:pk>/defer/", views.assembly_item, {"action": "defer"}, name="assembly_item_defer"
    ),
    path(f"{_DESK}/items/<int:pk>/vote/", vote_views.assembly_round_open, name="assembly_round_open"),
    path(f"{_DESK}/votes/<int:pk>/close/", vote_views.assembly_round_close, name="assembly_round_close"),
    path(f"{_DESK}/votes/<int:pk>/remind/", vote_views.assembly_round_remind, name="assembly_round_remind"),
    path(f"{_DESK}/votes/<int:pk>/cancel/", vote_views.assembly_round_cancel, name="assembly_round_cancel"),
    path(f"{_DESK}/votes/<int:pk>/hands/", vote_views.assembly_hands, name="assembly_hands"),
    path(
        f"{_DESK}/votes/<int:pk>/hands/confirm/",
        vote_views.assembly_hands_confirm,
        name="assembly_hands_confirm",
    ),
]
