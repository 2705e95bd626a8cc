"""Companies of the multifactory and the people in them."""

from members.models.companies import STORY_LENGTH, Company, Field, Multifactory
from members.models.people import COORDINATORS, Invitation, Membership, User, display_name
from members.models.profile import (
    ChangeRequest,
    FormerSlug,
    Link,
    Logo,
    Machine,
    Photo,
    Product,
    ProductPhoto,
    ProductStage,
    Stage,
    Term,
)

__all__ = [
    "COORDINATORS",
    "STORY_LENGTH",
    "ChangeRequest",
    "Company",
    "Field",
    "FormerSlug",
    "Invitation",
    "Link",
    "Logo",
    "Machine",
    "Membership",
    "Multifactory",
    "Photo",
    "Product",
    "ProductPhoto",
    "ProductStage",
    "Stage",
    "Term",
    "User",
    "display_name",
]
