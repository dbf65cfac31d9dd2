--------------------------- MODULE MCHostileServer ---------------------------
(***************************************************************************)
(* HostileServer: a client that keeps the rules meets a server that sends  *)
(* anything: every single fault and every pair of faults, in every state.  *)
(*                                                                         *)
(* Bounds.  Three groups of which the client lists two: one shared, one    *)
(* listed and not shared, one not listed is the least that tells KS-09     *)
(* from KS-10.  Two suites, both offered, and a third as a fault, so that  *)
(* HRR-12 differs from SH-06.  A session id, and once none: nothing else   *)
(* depends on it.  Two faults: the pairs.                                  *)
(***************************************************************************)
EXTENDS Properties, HostilePeers

MCGroups == {"x25519", "secp256r1", "secp384r1"}

MCSuites == {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"}

Offer(shared, sessionId) ==
  [ groups |-> << "x25519", "secp256r1" >>, shared |-> shared,
    suites |-> << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >>,
    versions |-> << "TLS 1.3", "TLS 1.2" >>, sessionId |-> sessionId,
    psks |-> <<>>, modes |-> <<>>, earlyData |-> FALSE ]

MCOffers ==
  {Offer(shared, "session") : shared \in SUBSET {"x25519", "secp256r1"}}
  \cup {Offer({"x25519"}, "empty")}

\* No server here keeps a policy.
MCPolicies == {}
=============================================================================
