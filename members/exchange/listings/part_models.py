"""What somebody was told of listings, so that it is told once."""

from django.db import models
from django.utils import timezone

from members.exchange.listings.models import Listing
from members.people.models import User


class ListingNotice(models.Model):
    """That a company was told of the end of its listing, or asked whether it still stands. Written once."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="notices")
    days = models.PositiveSmallIntegerField()  # before the day; of the yearly question none
    day = models.DateField()  # the end it was told of, or the day its year was over
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "days", "day"], name="listing_noticed_once")
        ]

    def __str__(self) -> str:
        return f"{self.listing_id}, {self.day}, {self.days}"


class MatchTold(models.Model):
    """That a person was told of a match, as the listing of the other company was renewed then."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="matches_told")
    ours = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    theirs = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="+")
    renewed_on = models.DateField()
    told_on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "ours", "theirs", "renewed_on"], name="match_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.ours_id}, {self.theirs_id}"
