"""Where Django finds the models of the subjects; nobody imports from here."""

import spaces.admission.models
import spaces.allocations.models
import spaces.bookings.models
import spaces.building.models
import spaces.closures.models
import spaces.condition.models
import spaces.costs.budgets.models
import spaces.costs.closing.models
import spaces.costs.dues.models
import spaces.costs.metering.models
import spaces.costs.sharing.models
import spaces.costs.spending.models
import spaces.drafts.models
import spaces.effects.models
import spaces.plans.models
import spaces.policies.certificate_models
import spaces.policies.models
import spaces.requests.models
import spaces.reshaping.models
import spaces.series.models
import spaces.upkeep.deadlines.models
import spaces.upkeep.duties.models
import spaces.upkeep.duties.turn_models
import spaces.upkeep.tickets.models
import spaces.works.models
