---- MODULE Refined ----
EXTENDS Mill
Total == IF \A m \in Millers : done[m] = 0 THEN 0 ELSE 5
Abstract == INSTANCE Count WITH x <- Total
CountsUp == Abstract!Init /\ [][Abstract!Next]_Total
====
