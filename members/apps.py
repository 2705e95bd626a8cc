"""Companies, their people, invitations, the figures of the three principles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        # Models are loaded only now.
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415

        from members.accounts.staff_sessions import begin_staff_session  # noqa: PLC0415
        from members.applications.desk import personal_data as applications_data  # noqa: PLC0415
        from members.changes import personal_data as changes_data  # noqa: PLC0415
        from members.exchange.collaborations import personal_data as collaborations_data  # noqa: PLC0415
        from members.exchange.listings import personal_data as listings_data  # noqa: PLC0415
        from members.exchange.listings.company_section import listings_section  # noqa: PLC0415
        from members.exchange.listings.mail_kinds import MATCHES  # noqa: PLC0415
        from members.exchange.listings.search import refresh_listing_search  # noqa: PLC0415
        from members.exchange.projects import personal_data as projects_data  # noqa: PLC0415
        from members.exchange.value_chain.company_section import works_with_section  # noqa: PLC0415
        from members.hooks import (  # noqa: PLC0415
            company_sections,
            data_erasures,
            data_exports,
            found_by_company,
            mail_kinds,
        )
        from members.people import personal_data as people_data  # noqa: PLC0415
        from members.people.mails import personal_data as mails_data  # noqa: PLC0415
        from members.people.services import note_undelivered_mail  # noqa: PLC0415
        from members.profile import personal_data as profile_data  # noqa: PLC0415
        from multifactory.lib.mail_queue.delivery import undelivered_hooks  # noqa: PLC0415

        user_logged_in.connect(begin_staff_session, dispatch_uid="staff session")
        undelivered_hooks.register(note_undelivered_mail)
        data_exports.register(people_data.collect)
        mail_kinds.register(MATCHES)
        data_exports.register(mails_data.collect)
        data_exports.register(changes_data.collect)
        data_exports.register(profile_data.collect)
        data_exports.register(listings_data.collect)
        data_exports.register(applications_data.collect)
        data_erasures.register(applications_data.erase)
        data_exports.register(collaborations_data.collect)
        data_erasures.register(mails_data.erase)
        data_erasures.register(listings_data.erase)
        company_sections.register(listings_section)
        found_by_company.register(refresh_listing_search)
        data_exports.register(projects_data.collect)
        company_sections.register(works_with_section)
