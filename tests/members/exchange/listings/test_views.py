"""The pages of the exchange."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from members.companies.models import Company
from members.exchange.listings.models import Listing, ListingReply
from members.people.models import Membership
from tests.factories.listings import ListingFactory, ListingReplyFactory
from tests.factories.members import CompanyFactory, FieldFactory, MembershipFactory
from tests.lib import image_corpus

pytestmark = pytest.mark.django_db

LIST = "members:listing_list"


def ahead(days: int):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def place(representative) -> Membership:
    return representative.memberships.get()


@pytest.fixture
def client(client_of, representative):
    return client_of(representative)


def names(response) -> list[str]:
    return [one.title for one in response.context["page_obj"]]


def ended(**terms):
    return ListingFactory(
        **{"opened_on": ahead(-70), "renewed_on": ahead(-60), "expires_on": ahead(0)} | terms
    )


def filled(**terms):
    values = {
        "kind": "need",
        "title": "A cutting table",
        "text": "3 m, one edge soft",
        "field": FieldFactory().pk,
        "words": "beech, table",
        "expires_on": ahead(60).isoformat(),
        "request_id": str(uuid.uuid4()),
    }
    return values | terms


def test_list_shows_what_is_open_newest_first_and_narrows(client):
    food = FieldFactory(code="food")
    ListingFactory(title="Jars", kind="surplus", field=food, opened_on=ahead(-5), renewed_on=ahead(-2))
    ListingFactory(title="Spruce")
    ended(title="Old")
    ListingFactory(title="Done", closed_at=timezone.now(), outcome="done")

    assert names(client.get(reverse(LIST))) == ["Spruce", "Jars"]
    for query, found in {
        "?q=SPRÙCE": ["Spruce"],
        "?kind=surplus": ["Jars"],
        "?field=food": ["Jars"],
        "?q=old": [],
        "?kind=ghost": ["Spruce", "Jars"],
    }.items():
        assert names(client.get(reverse(LIST) + query)) == found


def test_list_as_csv_holds_the_same(client):
    ListingFactory(title="=Spruce", words=["oak"], company__name="Legno Vivo")
    ended(title="Old")

    text = client.get(reverse(LIST) + "?format=csv&q=spruce").content.decode("utf-8-sig")

    lines = text.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("offer,'=Spruce,Legno Vivo,Woodworking,oak,")


def test_empty_list_says_what_to_do(client):
    page = client.get(reverse(LIST)).content.decode()

    assert "Write the first listing" in page


def test_new_listing_is_of_the_company_one_acts_for(client, place):
    response = client.post(reverse("members:listing_new"), filled())

    listing = Listing.objects.get()
    assert response.url == listing.get_absolute_url()
    assert (listing.company, listing.author, listing.expires_on) == (place.company, place.user, ahead(60))
    assert sorted(term.name for term in listing.terms.all()) == ["beech", "table"]


def test_same_form_sent_twice_is_one_listing(client):
    data = filled()

    answers = [client.post(reverse("members:listing_new"), data).url for _ in range(2)]

    assert (len(set(answers)), Listing.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"expires_on": ahead(-1).isoformat()}, "expires_on"),
        ({"expires_on": ahead(0).isoformat()}, "expires_on"),
        ({"expires_on": ahead(181).isoformat()}, "expires_on"),
        ({"expires_on": ""}, "expires_on"),
        ({"expires_on": "soon"}, "expires_on"),
        ({"title": "x" * 81}, "title"),
        ({"title": "\u200b"}, "title"),
        ({"kind": "gift"}, "kind"),
        ({"words": "木"}, "words"),
    ],
)
def test_bad_input_comes_back_beside_its_field_with_the_rest(client, terms, field):
    response = client.post(reverse("members:listing_new"), filled(**terms))

    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert "one edge soft" in response.content.decode()
    assert Listing.objects.count() == 0


def test_picture_needs_words_and_is_kept(client):
    image = SimpleUploadedFile("a.png", image_corpus.encoded(image_corpus.drawn(60, 40)))
    refused = client.post(reverse("members:listing_new"), filled(image=image))
    assert list(refused.context["form"].errors) == ["alt", "image"]

    image = SimpleUploadedFile("a.png", image_corpus.encoded(image_corpus.drawn(60, 40)))
    client.post(reverse("members:listing_new"), filled(image=image, alt="The table"))

    assert Listing.objects.get().picture.alt == "The table"


def test_standing_listing_needs_no_end(client):
    client.post(reverse("members:listing_new"), filled(expires_on="", is_standing="on"))

    assert Listing.objects.get().expires_on is None


def test_change_keeps_the_day_of_renewal_and_an_end_that_was_once_right(client, place):
    listing = ListingFactory(
        company=place.company, opened_on=ahead(-9), renewed_on=ahead(-9), expires_on=ahead(3)
    )
    url = reverse("members:listing_edit", args=[listing.pk])
    stamp = client.get(url).context["form"].stamp

    data = filled(expires_on=ahead(3).isoformat(), stamp=str(stamp).split('value="')[1].split('"')[0])
    assert client.post(url, data).status_code == 302

    listing.refresh_from_db()
    assert (listing.title, listing.renewed_on, listing.expires_on) == ("A cutting table", ahead(-9), ahead(3))


def test_change_of_what_another_changed_meanwhile_is_refused(client, place):
    listing = ListingFactory(company=place.company)
    url = reverse("members:listing_edit", args=[listing.pk])
    stamp = str(client.get(url).context["form"].stamp).split('value="')[1].split('"')[0]
    Listing.objects.filter(pk=listing.pk).update(title="Fir")

    response = client.post(url, filled(stamp=stamp))

    assert "Now it says: Title: Fir" in response.content.decode()


def test_ended_listing_is_hidden_from_others_and_kept_for_its_own(client, client_of, place):
    listing = ended(company=place.company, title="Old spruce")
    other = client_of(MembershipFactory().user)
    answered = ListingReplyFactory(listing=listing)
    who_answered = client_of(MembershipFactory(company=answered.company).user)

    url = listing.get_absolute_url()

    assert [one.get(url).status_code for one in (client, other, who_answered)] == [200, 404, 200]
    assert "Renew for 60 days" in client.get(url).content.decode()
    assert client.post(reverse("members:listing_renew", args=[listing.pk])).status_code == 302
    assert other.get(url).status_code == 200


def test_renew_close_and_edit_are_for_the_company_alone(client):
    mine, hidden = ListingFactory(), ended()

    def answers(listing):
        return [
            client.post(reverse(f"members:listing_{verb}", args=[listing.pk])).status_code
            for verb in ("renew", "close", "edit")
        ]

    assert (answers(mine), answers(hidden)) == ([403, 403, 403], [404, 404, 404])


def test_reply_is_read_by_the_two_companies_alone(client, client_of, place):
    listing = ListingFactory()
    url = reverse("members:listing_reply", args=[listing.pk])
    client.post(url, {"text": "We have some", "request_id": str(uuid.uuid4())})

    owner = client_of(MembershipFactory(company=listing.company).user)
    third = client_of(MembershipFactory().user)
    shown = [
        "We have some" in one.get(listing.get_absolute_url()).content.decode()
        for one in (client, owner, third)
    ]

    assert (ListingReply.objects.get().company, shown) == (place.company, [True, True, False])


@pytest.mark.parametrize("is_own", [True, False])
def test_reply_to_ones_own_or_an_ended_one_is_a_message_and_nothing_is_lost(client, place, is_own):
    listing = ListingFactory(company=place.company) if is_own else ended(text="Quarter sawn")

    response = client.post(
        reverse("members:listing_reply", args=[listing.pk]),
        {"text": "What I wrote", "request_id": str(uuid.uuid4())},
    )

    page = response.content.decode()
    assert (response.status_code, "What I wrote" in page, "Quarter sawn" in page) == (200, True, False)
    assert bool(response.context["form"].non_field_errors())
    assert ListingReply.objects.count() == 0


def test_close_offers_those_who_answered_and_asks_which_other(client, place):
    listing = ListingFactory(company=place.company)
    reply = ListingReplyFactory(listing=listing)
    CompanyFactory(name="Navetta", slug="navetta")
    url = reverse("members:listing_close", args=[listing.pk])

    form = client.get(url).context["form"]
    first = client.post(url, {"with_whom": "other"})
    client.post(url, {"with_whom": "other", "company": "navetta"})

    assert next(iter(form.fields["with_whom"].choices)) == (
        f"company-{reply.company.pk}",
        f"{reply.company}, who answered",
    )
    assert first.context["form"].errors == {"company": ["Choose the company."]}
    listing.refresh_from_db()
    assert (listing.outcome, listing.partner) == ("done", Company.objects.get(slug="navetta"))


def test_closed_listing_is_not_closed_or_changed_again(client, place):
    listing = ListingFactory(company=place.company, closed_at=timezone.now(), outcome="done")

    for verb in ("close", "edit"):
        response = client.get(reverse(f"members:listing_{verb}", args=[listing.pk]))
        assert response.url == listing.get_absolute_url()


def test_what_fits_stands_on_the_list_the_page_and_the_dashboard(client, place):
    ours = ListingFactory(company=place.company, kind="need", words=["oak"], title="Oak wanted")
    theirs = ListingFactory(words=["oak"], title="Oak boards")

    for url in (reverse(LIST), ours.get_absolute_url(), theirs.get_absolute_url(), reverse("dashboard")):
        [match] = client.get(url).context["matches"]
        assert (match.score, match.ours, match.theirs) == (1000, ours, theirs)
    assert len(client.get(reverse("members:listing_matches")).context["matches"]) == 1


def test_company_page_shows_its_open_listings_to_members_alone(client):
    listing = ListingFactory(title="Oak boards")
    ended(company=listing.company, title="Old boards")
    url = listing.company.get_absolute_url()

    page, public = client.get(url).content.decode(), type(client)().get(url).content.decode()

    assert ("Oak boards" in page, "Old boards" in page, "Oak boards" in public) == (True, False, False)


def test_dashboard_offers_to_renew_what_ends_within_a_week(client, place):
    ListingFactory(company=place.company, title="Soon", expires_on=ahead(7))
    ListingFactory(company=place.company, title="Later", expires_on=ahead(8))

    ending = client.get(reverse("dashboard")).context["ending_listings"]

    assert [one.title for one in ending] == ["Soon"]
