"""Where Django finds the back-office of the subjects; nobody imports from here."""

import members.applications.desk.admin
import members.changes.admin
import members.companies.admin
import members.exchange.collaborations.admin
import members.exchange.listings.admin
import members.exchange.projects.admin
import members.pages.admin
import members.people.admin
import members.personal_data.admin
import members.profile.admin
