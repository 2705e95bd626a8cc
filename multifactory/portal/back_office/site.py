"""The back-office: Django's admin for coordinators, with what waits for them on its first page."""

from functools import update_wrapper
from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from members.people.http import local_address, request_user
from multifactory.lib.access import require
from multifactory.lib.admin_input import CheckedInputMixin, OfferedFieldsJsonView, refuse_control_signs
from multifactory.portal.back_office.pulse import pulse
from multifactory.portal.back_office.queue import back_office_queue
from multifactory.portal.back_office.setup_steps import setup_steps
from multifactory.portal.back_office.subjects import subjects


class BackOffice(admin.AdminSite):
    site_header = _("Back office")
    site_title = _("Back office")
    index_title = _("Back office")
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever has not used the second factor can still log out."""
        is_leaving = request.path == reverse("admin:logout")
        return getattr(request.user, "is_appointed" if is_leaving else "is_coordinator", False)

    @method_decorator([never_cache, login_not_required])
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """No log-in of its own, by any method: the portal's has the limits and the second factor."""
        target = request.POST.get("next") or request.GET.get("next", "")
        target = local_address(request, target, default=reverse("admin:index"))
        if not request.user.is_authenticated:
            return redirect_to_login(target)
        require(request_user(request).is_appointed)
        return redirect(target)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """No password page of its own either: the portal's asks for the old one and counts wrong ones."""
        return redirect("account_change_password")

    def password_change_done(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """What libraries register takes no more from outside than what is ours."""
        admin_class = admin_class or admin.ModelAdmin
        if not issubclass(admin_class, CheckedInputMixin):
            admin_class = type(admin_class.__name__, (CheckedInputMixin, admin_class), {})
        super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        def checked_view(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            refuse_control_signs(request)
            return view(request, *args, **kwargs)

        return super().admin_view(update_wrapper(checked_view, view), cacheable)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return cast(HttpResponse, OfferedFieldsJsonView.as_view(admin_site=self)(request))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Asked for by every page and shown on the first alone, so the database is asked there alone."""
        return SimpleLazyObject(lambda: super(BackOffice, self).get_app_list(request, app_label))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """First the steps of an empty portal, then what waits, how the house is, and all lists by subject."""
        setup, today = setup_steps(), timezone.localdate()
        waiting = back_office_queue(request_user(request), today)
        context = {
            "setup": setup,
            "queue": waiting,
            "waiting_number": sum(len(group.rows) for group in waiting),
            "pulse": pulse(today),
            "subjects": subjects(self.get_app_list(request)),
            "shows_waiting": setup.has_begun or waiting,  # an empty portal leads to its first steps alone
        }
        return super().index(request, context | (extra_context or {}))
