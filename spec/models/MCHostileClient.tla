--------------------------- MODULE MCHostileClient ---------------------------
(***************************************************************************)
(* HostileClient: a server that keeps the rules meets a client that sends  *)
(* anything: every single fault and every pair of faults, in every state.  *)
(*                                                                         *)
(* Bounds.  Three groups of which the client lists two and shares none,    *)
(* one or both; two suites; a session id, whose change is a fault (that    *)
(* there is none makes no difference to a server).  Policies that prefer   *)
(* what the client lists first, or what it does not list, both ways to     *)
(* take a group, with and without a cookie.  Two faults: the pairs.        *)
(***************************************************************************)
EXTENDS Properties, HostilePeers

MCGroups == {"x25519", "secp256r1", "secp384r1"}

MCSuites == {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"}

MCOffers ==
  { [groups |-> << "x25519", "secp256r1" >>, shared |-> shared,
     suites |-> << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >>,
     versions |-> << "TLS 1.3", "TLS 1.2" >>, sessionId |-> "session",
     psks |-> <<>>, modes |-> <<>>, earlyData |-> FALSE] :
    shared \in SUBSET {"x25519", "secp256r1"} }

MCPolicies ==
  [ groups : { << "x25519", "secp256r1", "secp384r1" >>, << "secp384r1", "secp256r1", "x25519" >> },
    suites : { << "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256" >> },
    take   : {"shared", "preferred"},
    cookie : BOOLEAN,
    psks   : {{}}, modes : {<<>>}, pskFirst : {FALSE}, earlyData : {FALSE} ]
=============================================================================
