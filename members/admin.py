"""Where Django finds the back-office of the subjects; nobody imports from here."""

import members.applications.desk.admin
import members.changes.admin
import members.companies.admin
import members.pages.admin
import members.people.admin
import members.personal_data.admin
import members.profile.admin
