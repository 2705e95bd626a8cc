"""Every table visitors see something of. What is not here raises nothing: `UNSEEN` says why.

A new model fails `tests/test_public_content.py` until it stands in one of the two.
"""

from datetime import timedelta

from multifactory.lib.public_pages.content import AT_ONCE, Scope, Shown

MONTH = timedelta(days=30)

MEMBERS = {
    "members.Multifactory": Shown(Scope.PORTAL),
    **dict.fromkeys(
        (
            *("members.Field", "members.Company", "members.FormerSlug", "members.Link", "members.Logo"),
            *("members.Photo", "members.Product", "members.Product_terms", "members.ProductPhoto"),
            *("members.ProductStage", "members.Machine", "members.Term", "members.CallQuestion"),
            *("members.MonthlyFigures", "members.Collaboration"),
            *("members.JointProject", "members.ProjectPart", "members.ProjectPicture"),
        ),
        Shown(Scope.MEMBERS),
    ),
    "members.Call": Shown(Scope.MEMBERS, moments={"opens_at": AT_ONCE, "closes_at": AT_ONCE}),
    # People are named by rows that cite them (an office, who entered a row); a new account is nobody's yet.
    "members.User": Shown(Scope.MEMBERS, only=("name", "email"), events=("UPDATE",)),
}

GOVERNANCE = {
    **dict.fromkeys(
        ("governance.Resolution", "governance.Office", "governance.PublishedHead"), Shown(Scope.GOVERNANCE)
    ),
    # Behind a resolution; a proposal that is discussed is its members' own, so a new one is not seen.
    "governance.Proposal": Shown(Scope.GOVERNANCE, only=("title", "company", "method"), events=("UPDATE",)),
    "governance.ProposalOption": Shown(Scope.GOVERNANCE, events=("UPDATE",)),
    # Rounds that are counted, on the page of their resolution and in the turnout of the year. A vote moves
    # the height of its round alone.
    "governance.VotingRound": Shown(
        Scope.GOVERNANCE,
        but=("height", "opened_at", "closes_at", "first_closes_at", "extension_reason", "extended_by"),
        events=("UPDATE", "DELETE"),
        moments={"closed_at": (timedelta(days=365),)},
    ),
}

SPACES = {
    **dict.fromkeys(
        (
            *("spaces.Building", "spaces.BuildingPicture", "spaces.Floor", "spaces.Wing", "spaces.Space"),
            *("spaces.Space_takes", "spaces.SpacePicture", "spaces.Allocation", "spaces.Condition"),
            *("spaces.FloorPlan", "spaces.PlanBackground", "spaces.Offer"),
            *("spaces.Renewal", "spaces.Renewal_spaces", "spaces.Renewal_helpers", "spaces.RenewalPicture"),
            *("spaces.Reshaping", "spaces.Reshaping_before", "spaces.Reshaping_after"),
            *("spaces.QuietHours", "spaces.QuietHours_policies", "spaces.Duty"),  # on the resolution's page
        ),
        Shown(Scope.SPACES),
    ),
    # The page of an event says when a room it had was taken back.
    "spaces.Booking": Shown(Scope.SPACES, only=("cancel_reason",), events=("UPDATE",)),
}

EVENTS = {
    **dict.fromkeys(
        (
            *("events.EventText", "events.EventHost", "events.EventRoom", "events.EventMove"),
            *("events.EventPicture", "events.EventPartner", "events.EventQuestion", "events.EventSeries"),
            *("events.Programme", "events.Institution", "events.InstitutionLogo", "events.Agreement"),
            *("events.RenewalPartner",),
        ),
        Shown(Scope.EVENTS),
    ),
    "events.Event": Shown(
        Scope.EVENTS,
        moments={
            "starts_at": (timedelta(0), timedelta(days=-400)),  # calendars reach 400 days ahead, a month back
            "ends_at": (timedelta(0), MONTH),
            "published_from": AT_ONCE,
            "registration_opens_at": AT_ONCE,
            "registration_closes_at": AT_ONCE,
            "left_public_at": (MONTH,),
            "updated_at": (MONTH,),  # of one that is cancelled
        },
    ),
    # How many seats are left; nothing of who comes.
    "events.Registration": Shown(
        Scope.EVENTS,
        only=("event", "state", "party", "held_until", "offered_until"),
        moments={"held_until": AT_ONCE, "offered_until": AT_ONCE},
    ),
}

PUBLIC_CONTENT = {**MEMBERS, **GOVERNANCE, **SPACES, **EVENTS}
