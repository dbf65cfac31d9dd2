----------------------------- MODULE Negotiation -----------------------------
(***************************************************************************)
(* What should come out of an offer and a policy, on one page and without  *)
(* messages.  RFC 8446, sections 4.1.1, 4.1.4, 4.2.1, 4.2.7, 4.2.9,        *)
(* 4.2.11, 6.2.                                                            *)
(*                                                                         *)
(* The offer is the client's, the policy the server's.  The server decides *)
(* once, the client learns the same decision.  Handshake implies this      *)
(* (Properties, HandshakeImplementsNegotiation).                           *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT HashOf(_)    \* the hash of a suite

VARIABLES offer,      \* the client's offer
          policy,     \* the server's policy
          decision,   \* what the server has decided
          learned     \* what the client takes for decided

vars == << offer, policy, decision, learned >>

Undecided == [kind |-> "undecided"]

Refused(alert) == [kind |-> "refused", alert |-> alert]

\* group is "none" if a PSK is used alone, psk is "none" if a certificate is.
Agreed(suite, group, psk, retried) ==
  [kind |-> "agreed", suite |-> suite, group |-> group, psk |-> psk, retried |-> retried]

Elements(seq) == {seq[i] : i \in DOMAIN seq}

\* The element of a set that stands first in an order of preference.
Preferred(order, set) ==
  LET places == {i \in DOMAIN order : order[i] \in set}
  IN order[CHOOSE i \in places : \A j \in places : i <= j]

Common(a, b) == Elements(a) \cap Elements(b)

\* A PSK goes with a group (psk_dhe_ke) or without one (psk_ke), as both permit ...
Modes(o, p) ==
  IF Common(o.groups, p.groups) = {} THEN Common(o.modes, p.modes) \ {"psk_dhe_ke"}
  ELSE Common(o.modes, p.modes)

\* ... and only with a suite of its hash.
Psks(o, p, suite) ==
  IF o.psks = <<>> \/ Modes(o, p) = {} THEN {}
  ELSE {psk \in Elements(o.psks) \cap p.psks : psk.hash = HashOf(suite)}

\* A suite that fits a PSK comes first if the policy says so, or if there is no other way.
Suites(o, p) ==
  LET fitting == {suite \in Common(o.suites, p.suites) : Psks(o, p, suite) # {}}
  IN IF (p.pskFirst \/ Common(o.groups, p.groups) = {}) /\ fitting # {} THEN fitting
     ELSE Common(o.suites, p.suites)

\* "shared": take a shared group if there is one; "preferred": ask for the best.
Group(o, p) ==
  LET groups == Common(o.groups, p.groups)
      shared == groups \cap o.shared
  IN Preferred(p.groups, IF p.take = "shared" /\ shared # {} THEN shared ELSE groups)

\* The server's order decides on the suite and the mode, the client's on the PSK.
AgreedWith(o, p, suite) ==
  LET psks  == Psks(o, p, suite)
      psk   == IF psks = {} THEN "none" ELSE Preferred(o.psks, psks).identity
      alone == psks # {} /\ Preferred(p.modes, Modes(o, p)) = "psk_ke"
  IN IF alone THEN Agreed(suite, "none", psk, p.cookie)
     ELSE Agreed(suite, Group(o, p), psk, p.cookie \/ Group(o, p) \notin o.shared)

\* The possible decisions.  More than one only where 4.1.1 leaves the choice of the alert,
\* and where the client relies on PSKs alone and the server on a certificate (4.2.3).
Decisions(o, p) ==
  IF "TLS 1.3" \notin Elements(o.versions)
  THEN {Refused("protocol_version")}
  ELSE IF \/ Common(o.suites, p.suites) = {}
          \/ Common(o.groups, p.groups) = {} /\ \A suite \in Suites(o, p) : Psks(o, p, suite) = {}
  THEN {Refused("handshake_failure"), Refused("insufficient_security")}
       \cup (IF o.groups = <<>> THEN {Refused("missing_extension")} ELSE {})
  ELSE {AgreedWith(o, p, suite) : suite \in {Preferred(p.suites, Suites(o, p))}}

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
