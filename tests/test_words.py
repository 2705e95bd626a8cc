"""The words of docs/words.md: each rule finds the messages that break it, and says what to write instead."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from tests.conftest import ROOT

OURS = "locale/it/LC_MESSAGES/django.po"
LIBRARY = "locale/allauth/{}/LC_MESSAGES/django.po"

ENGLISH = {
    r"\bput by\b|\b[Pp]ut an amendment": "submitted by; submit",
    r"\b[Ss]peaks? (for|to all)\b": "represents; comment on behalf of",
    r"\bvot(e|es|ed) for (your|the|%|it\b)": "vote on behalf of",
    r"\bVotes that wait\b|\bwaits for (you|your vote)\b": "waiting for your vote; votes to cast",
    r"(?i)\broll\b": "list of voters; entitled to vote",
    r"(?i)(?<!voting )(?<!consent )\brounds?\b(?! with objections)": "voting round",
    r"%\(\w+\)[sd] had to\b": "quorum: 30; at least 30 needed",
    r"\b([Ss]ees?|seen) to\b": "responsible; to do",
    r"\blooked at again\b": "to be reviewed",
    r"\bmend(s|ed|ing)?\b|\b[Ff]aults?\b": "correct; error",
    r"\bthings? (is|are) there\b": "items done",
    r"\b[Nn]arrow(ed)?\b": "filter",
    r"\blike %\(number\)s equally\b": "as diverse as … equally common fields",
    r"\bgestures?\b": "say it plainly",
    r"(?i)\b(some|every|any)body\b|\bto who\b": "someone, everyone, anyone; to whoever",
    r"(?<![-\w])[Mm]ails?\b(?! server)": "e-mail",
    r"(?i)\bback-office\b": "back office",
    r"\b[Ff]ix(ed)? the text\b|\btext (is|has been|was) fixed\b|text fixed": "make the text final; final",
    r"\b[Ss]t(and|ands|anding|ood) aside\b": "declare a conflict of interest; let the others decide",
    r"(?i)\b(take[ns]?|took) (it |this |that |\w+ signature )?back\b": "withdraw; undo",
    r"\b(turn|turned) down\b|\bput off\b": "refuse; defer",
    r"\bin line\b": "on the waiting list",
    r"(?i)\bvacant\b": "free",
    r"(?i)\bheld by\b|\bheld, free\b": "allocated to; occupied",
    r"\b[Ff]irms?\b": "company",
    r"(?<!\bon )\b[Pp]apers?\b": "attachment; documents",  # a vote is cast on paper
    r"\b[Oo]pen ground\b": "outdoor area",
    r"\b[Gg]ood (until|for \d)": "valid until",
    r"\bwithout an end\b|\bEmpty: without\b": "no end date",
    r"\bin words\b": "say what it is: other location, outcome summary",
    r"\bGood day\b": "Hello",
    r"\b[Cc]oming (events?|bookings?|turns?)\b|^Coming$": "upcoming",
    r"\banew\b|\bmeanwhile\.": "again; in the meantime",
    r"\b(thrown?|throw) (it |the \w+ )?away\b": "delete",
    r"\bpassed over\b": "ignored",
    r"\b[Ss]end in\b|\bsent in\b": "upload",
    r"\bcarr(y|ies) nothing out\b|\b[Ww]hat it (would )?carr": "automatic effect",
    r"\b[Ww]hat came of\b|\b[Ww]hat became of\b": "outcome",
    r"\bby (itself|themselves)\b": "automatically",
    r"(?<!there )(?<!There )(?<!which )\bis no (?!longer|such)|which is no ": "is not a",
    r"\balready(\.|:|$)": "“already” before the verb",
    r"\b(a|the) lot decide|\bthe lot\b": "random draw",
    r"\bas (it|they) says? (itself|themselves)\b": "self-declared",
    r"\bone a line\b|\b(answer|option) a line\b": "one per line",
    r"\b(is|are|been) told\b(?! the)": "will be notified",
    r"\b(not|more)\b.* any more\b": "no longer",
    r"(?<!If )\bNot ticked\b|(?<!\w)Ticked:": "If (not) ticked:",
}
ITALIAN = {
    r"\b(il|dal|al|del|nel|sul|col) %\((?!year|number|percent)\w+\)s": "dal giorno %(day)s, or a colon",
    r"\b(l’|dell’|dall’|all’|nell’)%\(": "no elision before a placeholder",
    r"(?<!^)(?<![.:!?“] )\b(Gennaio|Febbraio|Marzo|Aprile|Maggio|Giugno|Luglio|Agosto|Settembre|Ottobre"
    r"|Novembre|Dicembre|Lunedì|Martedì|Mercoledì|Giovedì|Venerdì|Sabato|Domenica)\b": "lower case",
    r"(?i)\b(voi|vostr[oaei]|siete|avete|potete|dovete|volete|scegliete|lasciate|rivolgetevi|dite|fate|"
    r"decidete)\b": "tu, la tua azienda",
    r"(?<!e-)(?<!E-)(?<!\w)[Mm]ail\b|\buna e-mail\b": "e-mail, un’e-mail",
    r"\bda sé\b": "automaticamente",
    r"\bAncora giust|\bè ancora giust": "ancora aggiornata; conferma la pagina",
    r"\bscrive (qui )?(nessuna|una) delibera": "produce, aggiunge",
    r"\bin offerta\b|\bin lavori\b|\ba parole\b": "unità offerta; lavori in corso; altro luogo, sintesi",
    r"\b(si fa|si fanno|[Ff]arsi|[Ff]arti|[Ff]atti) da parte\b": "astenersi per conflitto d’interessi",
    r"\bBuongiorno\b": "Ciao",
    r"\bin lista\b(?! d’attesa)": "in lista d’attesa",
    r"\btenut[oa] per\b": "riservata a",
    r"\b[Mm]embri\b": "soci",
    r"\bimpres[ae]\b(?! artigian| iscritt)": "azienda",
    r"\b[Pp]rolung": "prorogare",
    r"\brinnovat|\b[Rr]innovo\b": "lavori di recupero",
    r"\bsettore di attività\b": "settore",
    r"\bvot(a|i|are|o|ano)\b[^.]* per (la tua|%\((company|grantor|companies)\)s)": "a nome di",
    r"\b[Gg]uast[oi]\b": "errore",
    r"\bbuttat|\bButta\b|\btralasciat": "eliminare; ignorato",
    r"\b(nella|la) gestione(?! di)\b|\b(in |(nell|dell|all)’)amministrazione\b|\bback[- ]office\b": "area di"
    " gestione",
    r"\bdecide in linea\b": "online",
    r"^%\((unit|space|part)\)s (non )?(è|era|va) ": "L’unità %(unit)s, Lo spazio %(space)s",
    r"[\u00ab\u00bb]": "“ ”",
}
BOTH = {r"\w'\w": "’"}


def texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def messages(path: str, field: str) -> Iterator[str]:
    with (ROOT / path).open("rb") as file:
        for message in read_po(file):
            if message.id:
                yield from texts(getattr(message, field))


@pytest.fixture(scope="module")
def english() -> list[str]:
    return [*messages(OURS, "id"), *messages(LIBRARY.format("en"), "string")]


@pytest.fixture(scope="module")
def italian() -> list[str]:
    return [*messages(OURS, "string"), *messages(LIBRARY.format("it"), "string")]


def found(pattern: str, instead: str, said: list[str]) -> list[str]:
    return [f"{text!r}: write {instead}" for text in said if re.search(pattern, text)]


@pytest.mark.parametrize(("pattern", "instead"), (ENGLISH | BOTH).items())
def test_english_is_plain(pattern: str, instead: str, english: list[str]):
    assert found(pattern, instead, english) == []


@pytest.mark.parametrize(("pattern", "instead"), (ITALIAN | BOTH).items())
def test_italian_is_natural(pattern: str, instead: str, italian: list[str]):
    assert found(pattern, instead, italian) == []
