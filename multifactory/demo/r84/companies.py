"""R84: everyone, the two of the demo log-ins first."""

from multifactory.demo.r84.companies_craft import CRAFT
from multifactory.demo.r84.companies_services import FORMER, SERVICES
from multifactory.demo.r84.companies_studios import STUDIOS

COMPANIES = CRAFT + STUDIOS + SERVICES + FORMER
