-------------------------- MODULE MCRecordedFlights --------------------------
(***************************************************************************)
(* Not a world to be checked: the specification as a judge of single       *)
(* recorded handshakes.  Offers, policies and messages are unbounded here; *)
(* whoever replays a run supplies the initial state and the messages.      *)
(***************************************************************************)
EXTENDS RecordedFlights

MCOffers == {}

MCPolicies == {}

MCCertificates == {}

MCSettings == {}
=============================================================================
