"""Calling an assembly: drafts by their key, what has been called by its number."""

from django.urls import path

from governance.assemblies.calling import agenda_views, feeds, notice_views, views

urlpatterns = [
    path("assemblies/", views.assembly_list, name="assembly_list"),
    path("assemblies/new/", views.assembly_new, name="assembly_new"),
    path("assemblies/drafts/<int:pk>/", views.assembly_draft, name="assembly_draft"),
    path("assemblies/drafts/<int:pk>/edit/", views.assembly_draft_edit, name="assembly_draft_edit"),
    path("assemblies/drafts/<int:pk>/delete/", views.assembly_draft_delete, name="assembly_draft_delete"),
    path("assemblies/drafts/<int:pk>/agenda/", agenda_views.assembly_agenda, name="assembly_agenda"),
    path("assemblies/drafts/<int:pk>/agenda/new/", agenda_views.agenda_item_new, name="agenda_item_new"),
    path(
        "assemblies/drafts/<int:pk>/agenda/<int:item>/",
        agenda_views.agenda_item_edit,
        name="agenda_item_edit",
    ),
    path(
        "assemblies/drafts/<int:pk>/agenda/<int:item>/delete/",
        agenda_views.agenda_item_delete,
        name="agenda_item_delete",
    ),
    path("assemblies/drafts/<int:pk>/notice/", notice_views.assembly_notice, name="assembly_notice"),
    path("assemblies/<int:year>/<int:number>/", views.assembly, name="assembly"),
    path("assemblies/<int:year>/<int:number>/edit/", notice_views.assembly_edit, name="assembly_edit"),
    path("assemblies/<int:year>/<int:number>/anew/", notice_views.assembly_anew, name="assembly_anew"),
    path("assemblies/<int:year>/<int:number>/cancel/", notice_views.assembly_cancel, name="assembly_cancel"),
    path("assemblies/<int:year>/<int:number>/assembly.ics", feeds.assembly_ics, name="assembly_ics"),
]
