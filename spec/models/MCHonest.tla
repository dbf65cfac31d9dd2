------------------------------ MODULE MCHonest ------------------------------
(***************************************************************************)
(* Honest: every offer meets every policy, both peers keep the rules.      *)
(*                                                                         *)
(* Bounds.  Three groups: one to share, one to ask for, one in neither     *)
(* list.  Two suites: the least that shows a choice and a disagreement.    *)
(* Nothing else is bounded: channels, retries and aborts end by themselves.*)
(*                                                                         *)
(* No rule looks at the name of a group or a suite, so the server's order  *)
(* of preference may as well be the order in which the names stand here:   *)
(* any other pair of lists is one of these under other names.  Clients     *)
(* have every list in every order.                                         *)
(***************************************************************************)
EXTENDS Properties

GroupNames == {"x25519", "secp256r1", "secp384r1"}

\* Every list of distinct groups but the empty one.
GroupLists ==
  UNION {{list \in [1 .. n -> GroupNames] : Distinct(list)} : n \in 1 .. Cardinality(GroupNames)}

\* A client's suites matter as a set: the server's order decides (4.1.1).
ClientSuites ==
  { << "TLS_AES_128_GCM_SHA256" >>, << "TLS_AES_256_GCM_SHA384" >>,
    << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >> }

MCOffers ==
  UNION {
    { [groups |-> groups, shared |-> shared, suites |-> suites, versions |-> versions,
       sessionId |-> sessionId, psks |-> <<>>, modes |-> <<>>, earlyData |-> FALSE] :
      shared \in SUBSET Range(groups), suites \in ClientSuites,
      versions \in { << "TLS 1.3", "TLS 1.2" >>, << "TLS 1.2" >> },
      sessionId \in {"empty", "session"} } : groups \in GroupLists }

MCPolicies ==
  [ groups : { << "x25519" >>, << "x25519", "secp256r1" >>,
               << "x25519", "secp256r1", "secp384r1" >> },
    suites : { << "TLS_AES_128_GCM_SHA256" >>,
               << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >> },
    take   : {"shared", "preferred"},
    cookie : BOOLEAN,
    psks   : {{}}, modes : {<<>>}, pskFirst : {FALSE}, earlyData : {FALSE} ]

\* Larger worlds.  A fourth group and a fifth, a third suite: more of each to choose from.

FourGroupNames == {"x25519", "secp256r1", "secp384r1", "x448"}

FiveGroupNames == FourGroupNames \cup {"secp521r1"}

MCMediumPolicies ==
  [ groups : { << "x25519" >>, << "x25519", "secp256r1" >>,
               << "x25519", "secp256r1", "secp384r1", "x448" >> },
    suites : { << "TLS_AES_128_GCM_SHA256" >>,
               << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >> },
    take   : {"shared", "preferred"},
    cookie : BOOLEAN,
    psks   : {{}}, modes : {<<>>}, pskFirst : {FALSE}, earlyData : {FALSE} ]

ThreeClientSuites ==
  ClientSuites
  \cup { << "TLS_CHACHA20_POLY1305_SHA256" >>,
         << "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_256_GCM_SHA384" >> }

MCLargePolicies ==
  [ groups : { << "x25519" >>, << "x25519", "secp256r1" >>,
               << "x25519", "secp256r1", "secp384r1" >>,
               << "x25519", "secp256r1", "secp384r1", "x448", "secp521r1" >> },
    suites : { << "TLS_AES_128_GCM_SHA256" >>,
               << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >>,
               << "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256",
                  "TLS_AES_256_GCM_SHA384" >> },
    take   : {"shared", "preferred"},
    cookie : BOOLEAN,
    psks   : {{}}, modes : {<<>>}, pskFirst : {FALSE}, earlyData : {FALSE} ]
=============================================================================
