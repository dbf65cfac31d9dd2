--------------------------- MODULE MCHostileServer ---------------------------
(***************************************************************************)
(* HostileServer: a client that keeps the rules meets a server that sends  *)
(* anything: every single fault and every pair of faults, in every state.  *)
(*                                                                         *)
(* Bounds.  Three groups of which the client lists two (or all three): one *)
(* shared, one listed and not shared, one not listed is the least that     *)
(* tells KS-09 from KS-10.  Two suites of which it offers one or both, so  *)
(* that HRR-12 differs from SH-06.  Two faults: the pairs.                 *)
(***************************************************************************)
EXTENDS Properties, HostilePeers

MCGroups == {"x25519", "secp256r1", "secp384r1"}

MCSuites == {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"}

MCOffers ==
  UNION {
    { [groups |-> groups, shared |-> shared, suites |-> suites,
       versions |-> << "TLS 1.3", "TLS 1.2" >>, sessionId |-> sessionId] :
      shared \in SUBSET Range(groups),
      suites \in { << "TLS_AES_128_GCM_SHA256" >>,
                   << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >> },
      sessionId \in {"empty", "session"} } :
    groups \in { << "x25519", "secp256r1" >> } }

\* No server here keeps a policy.
MCPolicies == {}
=============================================================================
