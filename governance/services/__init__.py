"""What is done with proposals, rounds and the book of resolutions, one module a subject."""

from governance.services.amendments import (
    accept_amendment,
    edit_amendment,
    propose_amendment,
    withdraw_amendment,
)
from governance.services.attachments import add_attachment, remove_attachment
from governance.services.closing import (
    close_due_rounds,
    close_early,
    close_round,
    conclude,
    count_round,
    months_after,
    settle_round,
    write_resolution,
)
from governance.services.digest import send_digests
from governance.services.discussion import add_comment, edit_comment
from governance.services.effects import carry_out_effect, retry_effect
from governance.services.followups import mark_done, mark_not_done, tell_overdue
from governance.services.notices import choose_mails, stop_mails, tell_reply
from governance.services.proposals import (
    create_proposal,
    defer,
    edit_proposal,
    freeze,
    open_discussion,
    resume_discussion,
    stand_aside,
    take_part_again,
    take_step,
    withdraw,
    write_version,
)
from governance.services.record import VERIFIER, append_event, append_vote, begin_record, record_of
from governance.services.reminders import send_reminders
from governance.services.rounds import (
    cancel_voting,
    entries_of_roll,
    extend_round,
    open_amendment_voting,
    open_voting,
    rule_in_force,
    rule_json,
)
from governance.services.votes import cast_vote

__all__ = [
    "VERIFIER",
    "accept_amendment",
    "add_attachment",
    "add_comment",
    "append_event",
    "append_vote",
    "begin_record",
    "cancel_voting",
    "carry_out_effect",
    "cast_vote",
    "choose_mails",
    "close_due_rounds",
    "close_early",
    "close_round",
    "conclude",
    "count_round",
    "create_proposal",
    "defer",
    "edit_amendment",
    "edit_comment",
    "edit_proposal",
    "entries_of_roll",
    "extend_round",
    "freeze",
    "mark_done",
    "mark_not_done",
    "months_after",
    "open_amendment_voting",
    "open_discussion",
    "open_voting",
    "propose_amendment",
    "record_of",
    "remove_attachment",
    "resume_discussion",
    "retry_effect",
    "rule_in_force",
    "rule_json",
    "send_digests",
    "send_reminders",
    "settle_round",
    "stand_aside",
    "stop_mails",
    "take_part_again",
    "take_step",
    "tell_overdue",
    "tell_reply",
    "withdraw",
    "withdraw_amendment",
    "write_resolution",
    "write_version",
]
