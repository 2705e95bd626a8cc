"""Where Django finds the back-office of the subjects; nobody imports from here."""

import governance.proposals.admin
import governance.resolutions.admin
import governance.rulebook.admin
import governance.voting.admin
