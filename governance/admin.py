"""Where Django finds the back-office of the subjects; nobody imports from here."""

import governance.assemblies.calling.admin
import governance.departures.admin
import governance.offices.admin
import governance.proposals.admin
import governance.resolutions.admin
import governance.rulebook.admin
import governance.suspensions.admin
import governance.voting.admin
