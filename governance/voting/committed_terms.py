"""What a round decides beside the words: committed when it opens, and nothing else is carried out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from governance.hooks import Effect, effects
from governance.proposals.services import keep_terms
from governance.proposals.terms import Terms, effect_terms, terms_of, to_commit
from governance.voting.models import RoundEvent, VotingRound

Json = dict[str, Any]


def opening_terms(voting_round: VotingRound) -> Json:
    """The part of SETUP about a round that opens, on the latest version."""
    keep_terms(voting_round.proposal)
    return to_commit(_live_terms(voting_round))


def _live_terms(voting_round: VotingRound) -> Terms:
    """From the rows that would be carried out; of a version that was changed since, what it kept."""
    proposal, version = voting_round.proposal, voting_round.version
    is_latest = not proposal.versions.filter(number__gt=version.number).exists()
    terms = terms_of(proposal) if is_latest or version.terms is None else version.terms
    effect = effects.get(proposal.effect)
    if voting_round.amendment_id is None or effect is None:
        return terms
    row = effect.amended_rows(proposal).get(voting_round.amendment_id)
    return terms | {"effect": effect_terms(effect, row)} if row else terms


def live_proposal(voting_round: VotingRound, setup: Json) -> Json:
    """The proposal of a record: as `setup` has it, with the words and the terms that the rows have now."""
    question = voting_round.amendment or voting_round.version
    words = {"title": question.title, "text": question.text}
    if "effect" not in setup:  # opened before the terms were committed
        return setup | words
    live = to_commit(_live_terms(voting_round))
    return setup | words | live | {"effect": _comparable(live["effect"], setup["effect"])}


def _comparable(live: Json | None, committed: Json | None) -> Json | None:
    """The facts that were committed, as they are now; the sentence with the names of then.

    An effect of an app that is installed no more is as it was.
    """
    if committed is None or live is None:
        return committed if committed and effects.get(committed["key"]) is None else live
    facts = {name: live["facts"].get(name, "") for name in committed["facts"]}
    return {"key": live["key"], "sentence": committed["sentence"], "facts": facts}


def terms_voted_on(voting_round: VotingRound) -> Json:
    """What companies voted on beside the words; of a round older than that, what stands now."""
    setup = _committed_proposal(voting_round)
    return setup if "effect" in setup else to_commit(_live_terms(voting_round))


def _committed_proposal(voting_round: VotingRound) -> Json:
    opened = voting_round.events.filter(kind=RoundEvent.Kind.SETUP).first()
    return opened.payload["proposal"] if opened else {}


def ensure_as_voted(voting_round: VotingRound | None, effect: Effect) -> None:
    """Raise what the proposal would carry out now that companies have not voted on."""
    setup = _committed_proposal(voting_round) if voting_round else {}
    if voting_round is None or "effect" not in setup:
        return
    committed, live = setup["effect"], live_proposal(voting_round, setup)["effect"]
    if committed == live:
        return
    names = committed["facts"] if committed and live else ()
    changed = [_label(effect, name) for name in names if live["facts"][name] != committed["facts"][name]]
    text = _("This is not what companies voted on. Changed since voting opened: %(names)s.")
    raise ValidationError(text % {"names": ", ".join(changed) or effect.label}, code="not_as_voted")


def _label(effect: Effect, name: str) -> str:
    fields = {field.name: field.verbose_name for field in effect.form_class._meta.model._meta.fields}
    return str(fields.get(name, name))
