"""What happened at a place without a word on who holds it: strikes, shelling, clashes, blasts.

Incidents share sentences, actors, places, times and citations with the claims and never touch
control. The rules, each named in what it makes:

I1   struck    the place follows: "strikes on P", "clashes in P", "X shelled P"
I2   suffered  the place goes before: "P was exposed to shelling", "P saw clashes"
I3   harmed    what came of it goes before: "killed in P as a result of shelling"
I4   led by    the sentence or clause opens with the place: "In P, clashes broke out"

and what is none:

N1   planned, feared, exercised, denied, over: "threatened to shell P", "no clashes in P"
N2   future, conditional, asked: "will strike P", "if P is shelled", "did shelling hit P?"
N3   accidents, nature, sport, quarrels; bombs that were found in time
N4   a definite noun that only points back ("the clashes in P"), unless a verb makes it an event
N5   what is remembered, tried or claimed responsibility for, unless it is dated
N6   an everyday word of war (fights, rocket, bomb) without a sign of arms
N7   a battle or a blast called by its place: "the fights of P"
N8   a sum of many: "26,350 strikes in nine months"
"""

from mapper.claims.incidents.make import make_incident
from mapper.claims.incidents.merge import one_incident_each
from mapper.claims.incidents.rules import ToldIncident, told_incidents
from mapper.claims.incidents.signs import IncidentSign, find_incident_signs

__all__ = [
    "IncidentSign",
    "ToldIncident",
    "find_incident_signs",
    "make_incident",
    "one_incident_each",
    "told_incidents",
]
