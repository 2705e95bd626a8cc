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
        from members.exchange.listings.company_section import listings_section  # noqa: PLC0415
        from members.exchange.listings.mail_kinds import MATCHES  # noqa: PLC0415
        from members.exchange.listings.search import refresh_listing_search  # noqa: PLC0415
        from members.exchange.value_chain.company_section import works_with_section  # noqa: PLC0415
        from members.hooks import company_sections, found_by_company, mail_kinds  # noqa: PLC0415
        from members.people.services import note_undelivered_mail  # noqa: PLC0415
        from multifactory.lib.mail_queue.delivery import undelivered_hooks  # noqa: PLC0415

        user_logged_in.connect(begin_staff_session, dispatch_uid="staff session")
        undelivered_hooks.register(note_undelivered_mail)
        mail_kinds.register(MATCHES)
        company_sections.register(listings_section)
        found_by_company.register(refresh_listing_search)
        company_sections.register(works_with_section)
        _register_personal_data()


def _register_personal_data() -> None:
    from members.applications.desk import personal_data as applications  # noqa: PLC0415
    from members.changes import personal_data as changes  # noqa: PLC0415
    from members.exchange.collaborations import personal_data as collaborations  # noqa: PLC0415
    from members.exchange.listings import personal_data as listings  # noqa: PLC0415
    from members.exchange.projects import personal_data as projects  # noqa: PLC0415
    from members.hooks import data_erasures, data_exports  # noqa: PLC0415
    from members.people import personal_data as people  # noqa: PLC0415
    from members.people.mails import personal_data as mails  # noqa: PLC0415
    from members.profile import personal_data as profile  # noqa: PLC0415

    for subject in (people, mails, changes, profile, listings, applications, collaborations, projects):
        data_exports.register(subject.collect)
    for subject_with_names in (applications, mails, listings):
        data_erasures.register(subject_with_names.erase)
