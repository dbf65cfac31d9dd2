-------------------------------- MODULE Mill --------------------------------
(* A toy to test the door to TLC with: millers send sacks from a stock.      *)
EXTENDS Naturals, FiniteSets

CONSTANTS Millers, Most

ASSUME Most \in Nat

VARIABLES stock,  \* sacks on stock
          done,   \* sacks delivered by each miller
          road    \* carts under way

vars == <<stock, done, road>>

Init == /\ stock \in 0..1
        /\ done = [m \in Millers |-> 0]
        /\ road = {}

IsInStock(n) == stock >= n

Send(m, n) == /\ IsInStock(n)
              /\ done[m] < Most           \* else the miller is done
              /\ \A c \in road : c.from # m
              /\ road' = road \cup {[from |-> m, sacks |-> n]}
              /\ stock' = stock - n
              /\ UNCHANGED done

Arrive(c) == /\ c \in road
             /\ road' = road \ {c}
             /\ done' = [done EXCEPT ![c.from] = @ + 1]
             /\ UNCHANGED stock

Refill == stock = 0 /\ stock' \in 1..2 /\ UNCHANGED <<done, road>>

AllDone == \A m \in Millers : done[m] = Most

Rest == AllDone /\ road = {} /\ UNCHANGED vars

Sending == \E m \in Millers, n \in 1..2 : Send(m, n)

Next == \/ Sending
        \/ \E c \in road : Arrive(c)
        \/ Refill
        \/ Rest

Spec == Init /\ [][Next]_vars /\ WF_vars(Next)

-----------------------------------------------------------------------------
TypeOK == /\ stock \in 0..2
          /\ done \in [Millers -> 0..Most]
          /\ \A c \in road : c.from \in Millers /\ c.sacks \in 1..2

FewDone == Cardinality({m \in Millers : done[m] = Most}) < 2

NothingIsTakenBack == [][\A m \in Millers : done'[m] >= done[m]]_vars
StockOnlyShrinks == [][stock' <= stock]_vars
EverybodyRests == <>(AllDone /\ road = {})
StockFillsAgain == []<>(stock = 2)

\* For configurations that weaken or bound the mill.
AlwaysTrue(n) == TRUE
StockIsLow == stock < 2
Sets == SUBSET Millers
Identity(x) == x
Ratio(x, y) == x \div y
Framed == \/ (Sending \/ \E c \in road : Arrive(c)) /\ UNCHANGED <<>>
          \/ UNCHANGED <<>> /\ Refill /\ UNCHANGED road
          \/ Rest /\ stock >= 0
Idle == (AllDone \/ stock = 0) /\ UNCHANGED vars
Holds(s, x) == x \in s
Wait == UNCHANGED vars
Arriving == \E c \in road : Arrive(c)
Counted(action) == action /\ stock >= 0
Handed == Counted(Refill) \/ Counted(Arriving) \/ Idle
=============================================================================
