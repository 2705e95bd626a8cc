"""Where Django finds the back-office of the subjects; nobody imports from here."""

import events.institutions.admin
import events.pages.admin
import events.registrations.admin
