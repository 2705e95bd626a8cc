"""Where Django finds the models of the subjects; nobody imports from here."""

import members.applications.call_models
import members.applications.models
import members.applications.part_models
import members.changes.models
import members.companies.models
import members.exchange.collaborations.models
import members.exchange.listings.models
import members.exchange.listings.part_models
import members.exchange.projects.models
import members.people.mails.models
import members.people.models
import members.people.place_models
import members.principles.models
import members.profile.models
