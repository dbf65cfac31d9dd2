------------------------------ MODULE MCHonest ------------------------------
(***************************************************************************)
(* Honest: every offer meets every policy, both peers keep the rules.      *)
(*                                                                         *)
(* Bounds.  Three groups: one to share, one to ask for, one in neither     *)
(* list, in every order.  Two suites: one more than needed to see a choice *)
(* and a disagreement.  Nothing else is bounded: channels, retries and     *)
(* aborts end by themselves.                                               *)
(***************************************************************************)
EXTENDS Properties

GroupNames == {"x25519", "secp256r1", "secp384r1"}

\* Every list of distinct elements of a set, the empty one included.
RECURSIVE Lists(_)
Lists(set) ==
  {<<>>} \cup UNION {{<<x>> \o rest : rest \in Lists(set \ {x})} : x \in set}

GroupLists == Lists(GroupNames) \ {<<>>}

SuiteLists == Lists({"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"}) \ {<<>>}

\* A client's suites matter as a set: the server's order decides (4.1.1).
ClientSuites ==
  { << "TLS_AES_128_GCM_SHA256" >>, << "TLS_AES_256_GCM_SHA384" >>,
    << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >> }

MCOffers ==
  UNION {
    { [groups |-> groups, shared |-> shared, suites |-> suites, versions |-> versions,
       sessionId |-> sessionId] :
      shared \in SUBSET Range(groups), suites \in ClientSuites,
      versions \in { << "TLS 1.3", "TLS 1.2" >>, << "TLS 1.2" >> },
      sessionId \in {"empty", "session"} } : groups \in GroupLists }

MCPolicies ==
  [groups : GroupLists, suites : SuiteLists, take : {"shared", "preferred"}, cookie : BOOLEAN]
=============================================================================
