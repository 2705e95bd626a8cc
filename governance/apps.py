"""How the managing body decides: rulebook, proposals, voting rounds, the book of resolutions."""
# ruff: noqa: PLC0415  # models are loaded only when the app is ready

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from multifactory.lib.immutability import drop_seals, install_seals


class GovernanceConfig(AppConfig):
    name = "governance"
    verbose_name = _("Decisions")

    def ready(self) -> None:
        pre_migrate.connect(drop_seals, sender=self)
        post_migrate.connect(install_seals, sender=self)
        _register_hooks()
        _register_personal_data()
        from governance.assemblies.minutes import pdf  # noqa: F401  registers its system check


def _register_hooks() -> None:
    from governance.assemblies.attending.own_answer import own_answer_section
    from governance.assemblies.calling.calendar_entries import assemblies_of_person
    from governance.assemblies.elections.effects import ElectionEffect
    from governance.assemblies.elections.proposal_section import candidates_section
    from governance.assemblies.hall.hall_section import hall_section
    from governance.assemblies.minutes.assembly_section import minutes_section
    from governance.assemblies.petitions.services import reopen_petitions
    from governance.assemblies.secrecy.annulment import annul_after_correction
    from governance.assemblies.secrecy.scrutineers import ensure_counts_no_votes, is_scrutineer
    from governance.assemblies.secrecy.services import destroy_urn
    from governance.closing.services import close_due_rounds
    from governance.departures.company_link import leaving_link
    from governance.departures.effects import ExclusionEffect
    from governance.discussion.mail_kinds import REPLIES
    from governance.hooks import (
        assembly_cancelled,
        assembly_sections,
        before_proposal_is_shown,
        before_standing,
        before_text_is_final,
        cost_keys,
        decision_faults,
        desk_helpers,
        effects,
        proposal_sections,
        resolution_facts,
        roll_corrected,
        round_cancelled,
        ways_in_matter,
    )
    from governance.notices.mail_kinds import DIGEST
    from governance.offices.resolution_facts import offices_given_by
    from governance.proposals.costs import EQUAL
    from governance.rulebook.admission_days import admission_days_today
    from governance.rulebook.effects import RulebookEffect
    from governance.rulebook.resolution_facts import rulebooks_decided_by
    from governance.rulebook.rule_in_force import (
        ensure_discussed_long_enough,
        faults_of_decision_today,
        ways_in_matter_today,
    )
    from governance.voting.calendar_entries import voting_ends_of_person
    from governance.voting.models import votes_waiting_here
    from members.hooks import admission_days, calendar_entries, company_links, mail_kinds, votes_waiting

    votes_waiting.register(votes_waiting_here())
    assembly_sections.register(minutes_section)
    cost_keys.register(EQUAL)
    assembly_sections.register(own_answer_section)
    effects.register(RulebookEffect())
    effects.register(ExclusionEffect())
    effects.register(ElectionEffect())
    proposal_sections.register(candidates_section)
    admission_days.register(admission_days_today)
    company_links.register(leaving_link)
    calendar_entries.register(voting_ends_of_person)
    calendar_entries.register(assemblies_of_person)
    mail_kinds.register(REPLIES)
    mail_kinds.register(DIGEST)
    resolution_facts.register(rulebooks_decided_by)
    resolution_facts.register(offices_given_by)
    before_proposal_is_shown.register(close_due_rounds)
    before_text_is_final.register(ensure_discussed_long_enough)
    decision_faults.register(faults_of_decision_today)
    ways_in_matter.register(ways_in_matter_today)
    round_cancelled.register(destroy_urn)
    assembly_sections.register(hall_section)
    roll_corrected.register(annul_after_correction)
    desk_helpers.register(is_scrutineer)
    before_standing.register(ensure_counts_no_votes)
    assembly_cancelled.register(reopen_petitions)


def _register_personal_data() -> None:
    """In the order in which the sections stand in the file people download."""
    from governance.amendments.personal_data import collect_amendments
    from governance.assemblies.attending.personal_data import collect_correction_requests
    from governance.assemblies.calling.personal_data import collect_assembly_changes
    from governance.assemblies.elections.personal_data import collect_candidacies, erase_candidacies
    from governance.assemblies.hall.personal_data import collect_vote_reminders
    from governance.assemblies.minutes.personal_data import collect_minutes, erase_names_in_minutes
    from governance.assemblies.petitions.personal_data import collect_signatures
    from governance.assemblies.secrecy.personal_data import collect_scrutineers
    from governance.attachments.personal_data import collect_attachments, erase_names_of_attachments
    from governance.attendance.personal_data import (
        collect_attendance,
        collect_corrections,
        collect_proxies,
    )
    from governance.departures.personal_data import collect_departures
    from governance.discussion.personal_data import collect_comments, erase_earlier_comments
    from governance.notices.personal_data import collect_digest_mark, erase_digest_mark
    from governance.offices.personal_data import collect_offices
    from governance.proposals.personal_data import collect_proposals, collect_recusals, collect_steps
    from governance.resolutions.personal_data import collect_resolutions
    from governance.suspensions.personal_data import collect_suspensions
    from governance.voting.personal_data import collect_rounds, collect_votes
    from members.hooks import data_erasures, data_exports

    for collect in (
        collect_proposals,
        collect_steps,
        collect_amendments,
        collect_attachments,
        collect_comments,
        collect_votes,
        collect_recusals,
        collect_digest_mark,
        collect_resolutions,
        collect_rounds,
        collect_suspensions,
        collect_departures,
        collect_attendance,
        collect_proxies,
        collect_corrections,
        collect_correction_requests,
        collect_assembly_changes,
        collect_offices,
        collect_candidacies,
        collect_signatures,
        collect_minutes,
        collect_scrutineers,
        collect_vote_reminders,
    ):
        data_exports.register(collect)
    for erase in (
        erase_digest_mark,
        erase_earlier_comments,
        erase_names_of_attachments,
        erase_candidacies,
        erase_names_in_minutes,
    ):
        data_erasures.register(erase)
