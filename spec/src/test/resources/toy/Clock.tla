---- MODULE Clock ----
EXTENDS Naturals, Sequences
VARIABLES hour, bells

Start(h) == hour = h /\ bells = <<>>
Init == \E h \in {0, 1} : Start(h)

Strike == IF hour = 2
          THEN hour' = 0 /\ bells' = <<>>
          ELSE hour' = hour + 1 /\ bells' = Append(bells, hour)
Tick == Strike

Ring == /\ bells # <<>>
        /\ LET b == Head(bells) IN
             /\ b > 0
             /\ \/ hour = 1 /\ bells' = Tail(bells)
                \/ hour = 0 /\ bells' = <<b>>
        /\ UNCHANGED hour

RingTwice(b) == bells # <<>> /\ b = 1 /\ bells' = <<1, 1>> /\ UNCHANGED hour

Next == Tick \/ Ring \/ RingTwice(Head(bells))

Double(n) == n + n
Chimes == /\ hour > 0
          /\ bells' = <<>>
          /\ UNCHANGED hour
====
