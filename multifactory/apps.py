"""The portal itself: shared code, the pages above all apps, commands."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from multifactory.lib import checks  # noqa: F401  registers the system checks
from multifactory.lib.migration_time import lift_limits, restore_limits
from multifactory.lib.public_pages.content import register_content
from multifactory.portal.public_content import PUBLIC_CONTENT


class MultifactoryConfig(AppConfig):
    name = "multifactory"
    verbose_name = _("E-mails and calendars")  # of its tables the back-office shows the queue and the links
    default = True

    def ready(self) -> None:
        # Models are loaded only now.
        from members.hooks import data_erasures, data_exports  # noqa: PLC0415
        from multifactory.lib.public_pages.triggers import drop_triggers, install_triggers  # noqa: PLC0415
        from multifactory.portal.calendars.personal_data import collect, erase  # noqa: PLC0415

        register_content(PUBLIC_CONTENT)
        pre_migrate.connect(lift_limits, sender=self)
        pre_migrate.connect(drop_triggers, sender=self)
        post_migrate.connect(install_triggers, sender=self)
        post_migrate.connect(restore_limits, sender=self)
        data_exports.register(collect)
        data_erasures.register(erase)


class BackOfficeConfig(admin_apps.AdminConfig):
    default_site = "multifactory.portal.back_office.site.BackOffice"
    default = False
