"""The portal itself: shared code, the pages above all apps, commands."""

from django.apps import AppConfig

from multifactory.lib import checks  # noqa: F401  registers the system checks


class MultifactoryConfig(AppConfig):
    name = "multifactory"
