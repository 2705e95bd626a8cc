"""Where Django finds the back-office of the subjects; nobody imports from here."""

import spaces.allocations.admin
import spaces.bookings.admin
import spaces.building.admin
import spaces.certificates.admin
import spaces.closures.admin
import spaces.costs.budgets.admin
import spaces.costs.metering.admin
import spaces.costs.sharing.admin
import spaces.costs.spending.admin
import spaces.drafts.admin
import spaces.pages.admin
import spaces.plans.admin
import spaces.policies.admin
import spaces.requests.admin
import spaces.series.admin
import spaces.upkeep.deadlines.admin
import spaces.upkeep.duties.admin
import spaces.upkeep.tickets.admin
import spaces.works.admin
