"""The pages of minutes: who reads, writes and signs them, and what can be taken away."""

import gc
import io
import time

import pytest
from django.core import checks
from django.core.exceptions import ValidationError
from django.test import Client
from PIL import ImageFile

from governance import verify
from governance.assemblies.minutes import pdf
from governance.assemblies.minutes.book import hash_of
from governance.assemblies.minutes.models import Minutes
from governance.assemblies.minutes.services import draft_minutes, note_items, write_debate
from governance.attendance.models import AgendaItem
from tests.factories.assemblies import (
    ProxyFactory,
    entries_of,
    make_assembly,
    representative_of,
)
from tests.factories.members import PASSWORD
from tests.factories.minutes import hold_assembly, make_minutes, sign_both, signed_minutes

pytestmark = pytest.mark.django_db


def browser_of(user) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def page_of(minutes, page="minutes"):
    return minutes.address(page)


def member_of(minutes):
    return representative_of(entries_of(minutes.assembly)[-1])


def text_of(response) -> str:
    return response.content.decode()


# --- Who reads ------------------------------------------------------------------------------------------


def test_members_read_minutes_when_both_have_signed():
    minutes = make_minutes(companies=3)
    browser = browser_of(member_of(minutes))
    assert browser.get(page_of(minutes)).status_code == 404
    assert browser_of(minutes.assembly.chair).get(page_of(minutes)).status_code == 200

    signed = sign_both(minutes)

    page = text_of(browser.get(page_of(minutes)))
    assert f"Minutes {signed.reference}" in page
    assert signed.hash in page
    assert "Write a correction" not in page


def test_the_newest_entry_is_shown_and_others_are_linked():
    assembly = hold_assembly(companies=3)
    first = sign_both(draft_minutes(assembly, call=1))
    draft = draft_minutes(assembly, call=2)
    address = f"/assemblies/{assembly.year}/{assembly.number}/minutes/"

    seen_by_member = text_of(browser_of(member_of(first)).get(address))
    seen_by_chair = text_of(browser_of(assembly.chair).get(address))

    assert (first.hash in seen_by_member, f"entry={draft.pk}" in seen_by_member) == (True, False)
    assert ("Draft of the minutes" in seen_by_chair, f"entry={first.pk}" in seen_by_chair) == (True, True)


@pytest.mark.parametrize("entry", ["0", "987654321"])
def test_an_entry_of_no_minutes_of_this_assembly_is_not_found(entry):
    minutes = signed_minutes(companies=3)
    address = f"/assemblies/{minutes.assembly.year}/{minutes.assembly.number}/minutes/?entry={entry}"
    assert browser_of(minutes.assembly.chair).get(address).status_code == 404


@pytest.mark.parametrize("entry", ["x", "9" * 30, "²", ""])
def test_what_is_no_entry_shows_the_newest(entry):
    minutes = signed_minutes(companies=3)
    address = f"/assemblies/{minutes.assembly.year}/{minutes.assembly.number}/minutes/?entry={entry}"
    assert minutes.hash in text_of(browser_of(minutes.assembly.chair).get(address))


# --- Writing and signing --------------------------------------------------------------------------------


def test_the_secretary_writes_on_the_page():
    minutes = make_minutes(companies=3)
    browser = browser_of(minutes.assembly.secretary)
    data = {"seen": hash_of(minutes), "text": "Long talk.", "note_1": "Ada for."}

    answer = browser.post(page_of(minutes, "minutes_edit"), data)

    minutes.refresh_from_db()
    assert answer.url == minutes.get_absolute_url()
    assert (minutes.text, minutes.facts["items"][0]["note"]) == ("Long talk.", "Ada for.")
    assert browser_of(minutes.assembly.chair).get(page_of(minutes, "minutes_edit")).status_code == 403


def test_a_form_older_than_the_draft_keeps_what_was_typed():
    minutes = make_minutes(companies=3)
    browser, seen = browser_of(minutes.assembly.secretary), hash_of(minutes)
    write_debate(minutes, text="Other.", notes={}, seen=seen, by=minutes.assembly.secretary)

    page = text_of(browser.post(page_of(minutes, "minutes_edit"), {"seen": seen, "text": "Mine."}))

    assert "The draft was changed in the meantime" in page
    assert "Mine." in page
    assert Minutes.objects.get(pk=minutes.pk).text == "Other."


def test_signing_asks_for_the_password_and_goes_on_by_itself():
    minutes = make_minutes(companies=3)
    browser, address = browser_of(minutes.assembly.chair), page_of(minutes, "minutes_sign")
    assert hash_of(minutes) in text_of(browser.get(address))

    form = address.partition("?")[0]
    answer = browser.post(form, {"seen": hash_of(minutes), "entry": minutes.pk})
    assert answer.url.startswith("/account/reauthenticate/")
    assert minutes.signatures.count() == 0

    browser.post(answer.url, {"password": PASSWORD, "next": form})

    assert [one.user for one in minutes.signatures.all()] == [minutes.assembly.chair]


def test_a_signature_over_an_old_hash_is_refused_and_the_draft_shown():
    minutes = make_minutes(companies=3)
    browser, address = browser_of(minutes.assembly.chair), page_of(minutes, "minutes_sign")
    browser.post("/account/reauthenticate/", {"password": PASSWORD})
    seen = hash_of(minutes)
    changed = write_debate(minutes, text="A new word.", notes={}, seen=seen, by=minutes.assembly.secretary)

    page = text_of(browser.post(address, {"seen": seen}))

    assert "The draft was changed in the meantime" in page
    assert ("A new word." in page, hash_of(changed) in page) == (True, True)
    assert minutes.signatures.count() == 0


def test_a_correction_is_begun_on_the_page():
    minutes = signed_minutes(companies=3)
    browser = browser_of(minutes.assembly.secretary)

    answer = browser.post(page_of(minutes, "minutes_correct"))

    draft = Minutes.objects.drafts().get()
    assert (answer.url, draft.corrects) == (draft.address("minutes_edit"), minutes)
    assert f"These minutes correct minutes {minutes.reference}." in text_of(browser.get(page_of(draft)))
    assert browser_of(member_of(minutes)).post(page_of(minutes, "minutes_correct")).status_code == 403


def test_notes_are_kept_while_it_is_held():
    assembly = make_assembly(state="open", companies=3, items=1)
    item = assembly.items.get()
    browser = browser_of(assembly.secretary)
    address = f"/assemblies/{assembly.year}/{assembly.number}/notes/"

    answer = browser.post(address, {f"note_{item.pk}": "Ada for."})

    item.refresh_from_db()
    assert (answer.url, item.note) == (address, "Ada for.")
    assert "Ada for." in text_of(browser.get(address))
    assert browser_of(representative_of(entries_of(assembly)[2])).get(address).status_code == 403


def test_a_note_written_meanwhile_is_not_lost():
    """The desk notes why a vote was secret while the secretary still writes."""
    assembly = make_assembly(state="open", items=2)
    first, second = assembly.items.order_by("position")
    browser = browser_of(assembly.secretary)
    address = f"/assemblies/{assembly.year}/{assembly.number}/notes/"
    stamp = browser.get(address).context["form"].stamp.split('value="')[1].split('"')[0]
    AgendaItem.objects.filter(pk=first.pk).update(note="Secret vote: the vote is about persons.")
    sent = {f"note_{first.pk}": "", f"note_{second.pk}": "Ada spoke at length.", "stamp": stamp}

    refused = browser.post(address, sent)

    page = text_of(refused)
    assert (refused.status_code, "Secret vote: the vote is about persons." in page) == (200, True)
    assert "Ada spoke at length." in page
    assert list(assembly.items.values_list("note", flat=True).order_by("position")) == [
        "Secret vote: the vote is about persons.",
        "",
    ]
    form = refused.context["form"]
    again = {name: form[name].value() for name in form.fields}
    again["stamp"] = form.stamp.split('value="')[1].split('"')[0]
    assert browser.post(address, again).status_code == 302
    assert list(assembly.items.values_list("note", flat=True).order_by("position")) == [
        "Secret vote: the vote is about persons.",
        "Ada spoke at length.",
    ]


def test_a_note_that_comes_after_the_end_is_refused():
    """Its minutes have begun: the note would be in neither."""
    assembly = make_assembly(state="closed", items=1)
    item = assembly.items.get()

    with pytest.raises(ValidationError):
        note_items(assembly, notes={item.pk: "Late."}, before={item.pk: ""})


# --- To take away ---------------------------------------------------------------------------------------


def full_minutes():
    """With a suspended company, a proxy with instructions, notes that name people."""
    assembly = hold_assembly(companies=4, suspended=1)
    first, second, *_others = entries_of(assembly)
    ProxyFactory(grantor=first, holder=second, instructions="Vote against the crane")
    minutes = draft_minutes(assembly, call=1)
    notes, seen = {1: "Bruno Neri against."}, hash_of(minutes)
    written = write_debate(minutes, text="Ada Rossi spoke.", notes=notes, seen=seen, by=assembly.secretary)
    return sign_both(written)


def test_extract_has_no_name():
    minutes = full_minutes()
    people = [representative_of(entry).name for entry in entries_of(minutes.assembly)]
    browser = browser_of(member_of(minutes))

    whole = text_of(browser.get(page_of(minutes)))
    extract = text_of(browser.get(page_of(minutes, "minutes_extract")))
    article = extract[extract.index("<article") : extract.index("</article>")]

    hidden = [*people, "Ada Rossi", "Bruno Neri", "dues of three months"]
    assert [name for name in hidden if name not in whole] == []
    assert [name for name in [*hidden, "crane"] if name in article] == []
    assert minutes.facts["items"][0]["rounds"][0]["resolution"] in article
    assert "crane" not in whole


def test_the_extract_of_an_election_says_how_many_were_elected_and_not_who():
    minutes = make_minutes(companies=3)
    item = minutes.facts["items"][0]
    vote = item["rounds"][0]
    item["kind"], vote["tally"] = "election", vote["tally"] | {"winners": ["A", "B"]}
    vote["options"] = [
        {"key": "A", "title": "Ada Rossi (Bindery)"},
        {"key": "B", "title": "Bruno Neri (Forge)"},
    ]
    minutes.save(update_fields=["facts"])
    browser = browser_of(member_of(sign_both(minutes)))

    whole = text_of(browser.get(page_of(minutes)))
    extract = text_of(browser.get(page_of(minutes, "minutes_extract")))

    assert "Chosen: Ada Rossi (Bindery), Bruno Neri (Forge)." in whole
    assert "2 persons were elected." in extract
    assert [name for name in ("Ada Rossi", "Bruno Neri") if name in extract] == []


def test_the_companies_called_are_named_and_those_without_a_vote_each_with_the_reason():
    minutes = full_minutes()

    page = " ".join(text_of(browser_of(member_of(minutes)).get(page_of(minutes))).split())

    *entitled, suspended = minutes.facts["roll"]
    assert f"<p>{', '.join(one['name'] for one in entitled)}.</p>" in page
    assert f"<li>{suspended['name']}: {suspended['reason']}</li>" in page


def test_a_secret_vote_names_no_company():
    minutes = make_minutes(companies=4)
    vote = minutes.facts["items"][0]["rounds"][0]
    vote |= {"is_secret": True, "cast_by": "phones", "votes": {}}
    minutes.save(update_fields=["facts"])

    page = text_of(browser_of(minutes.assembly.chair).get(page_of(minutes)))

    assert "secret ballot" in page
    assert "<p>No: " not in page


def test_the_file_of_minutes_passes_verify_with_the_command_of_the_page(tmp_path, capsys):
    minutes = signed_minutes(companies=3)
    browser = browser_of(member_of(minutes))
    answer = browser.get(page_of(minutes, "minutes_json"))
    name = answer.headers["Content-Disposition"].split('"')[1]
    (tmp_path / name).write_bytes(answer.content)
    page = text_of(browser.get(page_of(minutes)))
    command = f"python3 verify.py {name} --head {minutes.hash}"
    assert command in page

    proposal, number = minutes.facts["items"][0]["rounds"][0]["record"].split("-")
    record = browser.get(f"/decisions/{proposal}/rounds/{number}/record.json")
    (tmp_path / f"record-{proposal}-{number}.json").write_bytes(record.content)

    assert verify.main([str(tmp_path / name), *command.split()[3:]]) == 0
    said = capsys.readouterr().out
    assert "ok   The chain of 1 entries of the book is whole." in said
    assert f"ok   record-{proposal}-{number}.json is whole, with the text, the count" in said


def test_pdf_has_the_words_of_the_minutes():
    pypdf = pytest.importorskip("pypdf")
    if not pdf.has_pdf():
        pytest.skip("WeasyPrint or its libraries are missing")
    minutes = full_minutes()

    answer = browser_of(member_of(minutes)).get(page_of(minutes, "minutes_pdf"))

    assert answer.headers["Content-Type"] == "application/pdf"
    name = f'attachment; filename="{minutes.filename}.pdf"'
    assert answer.headers["Content-Disposition"] == name
    pages = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    wanted = [f"Minutes {minutes.reference}", minutes.facts["items"][0]["title"], "Ada Rossi spoke."]
    assert [one for one in wanted if one not in text] == []
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False  # the library that writes it would take half a picture


@pytest.mark.parametrize("was_on", [True, False])
def test_a_pdf_leaves_the_search_for_garbage_as_it_was(was_on):
    if not pdf.has_pdf():
        pytest.skip("WeasyPrint or its libraries are missing")
    (gc.enable if was_on else gc.disable)()
    try:
        pdf.pdf_of("<p>Minutes</p>")
        is_on = gc.isenabled()
    finally:
        gc.enable()

    assert is_on is was_on


def test_without_the_libraries_a_check_warns_and_no_pdf_is_offered(monkeypatch):
    minutes = signed_minutes(companies=3)
    pdf.missing_parts.cache_clear()
    monkeypatch.setattr(pdf, "find_library", lambda name: None)
    try:
        warnings = [one for one in checks.run_checks() if one.id == "governance.W001"]
        browser = browser_of(member_of(minutes))
        page, answer = text_of(browser.get(page_of(minutes))), browser.get(page_of(minutes, "minutes_pdf"))
    finally:
        pdf.missing_parts.cache_clear()
    assert [one.level for one in warnings] == [checks.WARNING]
    assert ("minutes.pdf" in page, answer.status_code) == (False, 404)


def test_minutes_of_20_items_are_read_in_20_queries_and_300_ms(django_assert_max_num_queries):
    minutes = signed_minutes(companies=4, items=20)
    browser = browser_of(member_of(minutes))
    browser.get(page_of(minutes))

    with django_assert_max_num_queries(20):
        began = time.process_time()  # others run beside
        answer = browser.get(page_of(minutes))
        took = time.process_time() - began

    assert (answer.status_code, answer.content.count(b"minutes-vote")) == (200, 20)
    assert took < 0.3


def test_pdf_of_20_items_is_made_in_3_seconds():
    if not pdf.has_pdf():
        pytest.skip("WeasyPrint or its libraries are missing")
    minutes = signed_minutes(companies=4, items=20)
    browser = browser_of(member_of(minutes))
    browser.get(page_of(minutes, "minutes_pdf"))  # the first of a process loads the libraries

    began = time.process_time()  # others run beside
    answer = browser.get(page_of(minutes, "minutes_pdf"))
    took = time.process_time() - began

    assert answer.content.startswith(b"%PDF-")
    assert took < 3
