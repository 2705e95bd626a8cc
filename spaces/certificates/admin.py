"""Certificates in the back-office: to look at; they are granted and revoked on the page of the space."""

from django.contrib import admin

from multifactory.lib.admin import ReadOnlyAdmin
from spaces.policies.certificate_models import Certificate


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin):
    list_display = ["person", "kind", "granted_on", "expires_on", "revoked_at"]
    list_filter = ["kind"]
    list_select_related = ["person", "kind"]
    search_fields = ["person__name"]
    ordering = ["-granted_on", "-pk"]
