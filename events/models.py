"""Where Django finds the models of the subjects; nobody imports from here."""

import events.institutions.agreement_models
import events.institutions.models
import events.programme.models
import events.programme.parts
import events.programme.proposed
import events.programme.repeats
import events.registrations.door_models
import events.registrations.models
import events.registrations.question_models
