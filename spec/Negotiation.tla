----------------------------- MODULE Negotiation -----------------------------
(***************************************************************************)
(* What should come out of an offer and a policy, on one page and without  *)
(* messages.  RFC 8446, sections 4.1.1, 4.1.4, 4.2.1, 4.2.7, 6.2.          *)
(*                                                                         *)
(* The offer is the client's, the policy the server's.  The server decides *)
(* once, the client learns the same decision.  Handshake implies this      *)
(* (Properties, HandshakeImplementsNegotiation).                           *)
(***************************************************************************)
EXTENDS Naturals, Sequences

VARIABLES offer,      \* the client's offer
          policy,     \* the server's policy
          decision,   \* what the server has decided
          learned     \* what the client takes for decided

vars == << offer, policy, decision, learned >>

Undecided == [kind |-> "undecided"]

Refused(alert) == [kind |-> "refused", alert |-> alert]

Agreed(suite, group, retried) ==
  [kind |-> "agreed", suite |-> suite, group |-> group, retried |-> retried]

Elements(seq) == {seq[i] : i \in DOMAIN seq}

\* The element of a set that stands first in an order of preference.
Preferred(order, set) ==
  LET places == {i \in DOMAIN order : order[i] \in set}
  IN order[CHOOSE i \in places : \A j \in places : i <= j]

\* The possible decisions.  More than one only where 4.1.1 leaves the choice of the alert.
Decisions(o, p) ==
  LET groups == Elements(o.groups) \cap Elements(p.groups)
      suites == Elements(o.suites) \cap Elements(p.suites)
      shared == groups \cap o.shared
      \* "shared": take a shared group if there is one; "preferred": ask for the best.
      group  == Preferred(p.groups, IF p.take = "shared" /\ shared # {} THEN shared ELSE groups)
  IN IF "TLS 1.3" \notin Elements(o.versions)
     THEN {Refused("protocol_version")}
     ELSE IF groups = {} \/ suites = {}
     THEN {Refused("handshake_failure"), Refused("insufficient_security")}
     ELSE {Agreed(Preferred(p.suites, suites), group, p.cookie \/ group \notin shared)}

-----------------------------------------------------------------------------
Init ==
  /\ decision = Undecided
  /\ learned = Undecided

Decide ==
  /\ decision = Undecided
  /\ decision' \in Decisions(offer, policy)
  /\ UNCHANGED << offer, policy, learned >>

Learn ==
  /\ decision # Undecided
  /\ learned = Undecided
  /\ learned' = decision
  /\ UNCHANGED << offer, policy, decision >>

Next == Decide \/ Learn

\* In the end both know the outcome.
Spec == Init /\ [][Next]_vars /\ WF_vars(Decide) /\ WF_vars(Learn)
=============================================================================
