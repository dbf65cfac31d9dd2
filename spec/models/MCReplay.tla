------------------------------- MODULE MCReplay -------------------------------
(***************************************************************************)
(* Not a world to be checked: the specification as a judge of single runs. *)
(* Offers and policies are unbounded here; whoever replays a run supplies  *)
(* the initial state and the messages.                                     *)
(***************************************************************************)
EXTENDS Properties

MCOffers == {}

MCPolicies == {}
=============================================================================
