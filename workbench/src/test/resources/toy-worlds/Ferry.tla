------------------------------- MODULE Ferry -------------------------------
(* A toy to test the command with: a ferry takes waiting people over.      *)
EXTENDS Naturals

CONSTANTS People, Seats

VARIABLES waiting, ferry

vars == <<waiting, ferry>>

Init == /\ waiting = People
        /\ ferry = [aboard |-> 0, flag |-> "down, as always", log |-> <<>>]

Board == /\ waiting > 0
         /\ ferry.aboard < Seats
         /\ waiting' = waiting - 1
         /\ ferry' = [ferry EXCEPT !.aboard = @ + 1]

Cross == /\ ferry.aboard > 0
         /\ ferry' = [ferry EXCEPT !.aboard = 0]
         /\ UNCHANGED waiting

Return == waiting = 0 /\ ferry.aboard = 0 /\ waiting' = People /\ UNCHANGED ferry

Next == Board \/ Cross \/ Return

\* Nobody boards a full ferry.
Sink == ferry.aboard > Seats /\ waiting' = 0 /\ UNCHANGED ferry

NextOrSink == Board \/ Cross \/ Return \/ Sink

SinkingSpec == Init /\ [][NextOrSink]_vars

Spec == Init /\ [][Next]_vars /\ WF_vars(Next)

-----------------------------------------------------------------------------
TypeOK == waiting \in 0..People /\ ferry.aboard \in 0..Seats

NeverFull == ferry.aboard < Seats

NobodyComesBack == [][waiting' <= waiting]_vars

SomebodyCrossesLive == []<>(ferry.aboard > 0)

EverybodyLeavesLive == <>[](waiting = 0)
=============================================================================
