"""What is done with proposals, rounds and the book of resolutions, one module a subject."""

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
from governance.services.discussion import add_comment
from governance.services.effects import carry_out_effect, retry_effect
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
    "add_comment",
    "append_event",
    "append_vote",
    "begin_record",
    "cancel_voting",
    "carry_out_effect",
    "cast_vote",
    "close_due_rounds",
    "close_early",
    "close_round",
    "conclude",
    "count_round",
    "create_proposal",
    "defer",
    "edit_proposal",
    "entries_of_roll",
    "extend_round",
    "freeze",
    "months_after",
    "open_amendment_voting",
    "open_discussion",
    "open_voting",
    "record_of",
    "resume_discussion",
    "retry_effect",
    "rule_in_force",
    "rule_json",
    "settle_round",
    "stand_aside",
    "take_part_again",
    "take_step",
    "withdraw",
    "write_resolution",
    "write_version",
]
