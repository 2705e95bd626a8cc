"""Where Django finds the models of the subjects; nobody imports from here."""

import governance.amendments.models
import governance.assemblies.attending.models
import governance.assemblies.calling.models
import governance.assemblies.elections.models
import governance.assemblies.hall.models
import governance.assemblies.minutes.models
import governance.assemblies.petitions.models
import governance.assemblies.secrecy.models
import governance.attachments.models
import governance.attendance.models
import governance.departures.models
import governance.discussion.models
import governance.notices.models
import governance.offices.models
import governance.proposals.models
import governance.proposals.share_models
import governance.proposals.steps
import governance.resolutions.models
import governance.rulebook.models
import governance.suspensions.models
import governance.voting.heads.models
import governance.voting.models
