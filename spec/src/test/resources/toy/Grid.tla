---- MODULE Grid ----
(***************************************************************************)
(* Three counters that go up one at a time, each to its Top: a graph whose *)
(* size is known without a count, (Top + 1) ^ 3 states.                    *)
(***************************************************************************)
EXTENDS Naturals
CONSTANT Top
VARIABLES x, y, z
vars == << x, y, z >>
Init == x = 0 /\ y = 0 /\ z = 0
Right == x < Top /\ x' = x + 1 /\ UNCHANGED << y, z >>
Up == y < Top /\ y' = y + 1 /\ UNCHANGED << x, z >>
Out == z < Top /\ z' = z + 1 /\ UNCHANGED << x, y >>
Ended == x = Top /\ y = Top /\ z = Top /\ UNCHANGED vars
Moving == Right \/ Up \/ Out
Next == Moving \/ Ended
Inside == x <= Top /\ y <= Top /\ z <= Top
NotAtTheEnd == x + y + z < 3 * Top
NoStepRight == [][x' = x]_vars
====
