-------------------------- MODULE MCStatelessHostile --------------------------
(***************************************************************************)
(* StatelessHostile: a stateless server meets a client that sends anything *)
(* and keeps every cookie it gets.                                         *)
(*                                                                         *)
(* Bounds.  Two offers, so that a cookie can come with the wrong hello:    *)
(* one shares what the server prefers, the other lists the groups in       *)
(* another order and shares nothing; both have a suite that the server     *)
(* lacks.  Policies that ask for a share and that ask for a cookie.  Three *)
(* hellos: a first, a second, and a second again on another connection;    *)
(* one fault; two moves of key and clock, so that a cookie can outlive its *)
(* key or itself.  Lifetime 1: in time, just in time, too late.            *)
(***************************************************************************)
EXTENDS HostileCookies

MCGroups == {"x25519", "secp256r1"}

MCSuites == {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"}

Offer(groups, shared) ==
  [ groups |-> groups, shared |-> shared,
    suites |-> << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_AES_128_CCM_SHA256" >>,
    versions |-> << "TLS 1.3" >>, sessionId |-> "session",
    psks |-> <<>>, modes |-> <<>>, earlyData |-> FALSE ]

MCOffers ==
  { Offer(<< "x25519", "secp256r1" >>, {"x25519"}), Offer(<< "secp256r1", "x25519" >>, {}) }

MCPolicies ==
  [ groups : { << "x25519", "secp256r1" >> },
    suites : { << "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256" >> },
    take   : {"preferred"},
    cookie : BOOLEAN,
    psks   : {{}}, modes : {<<>>}, pskFirst : {FALSE}, earlyData : {FALSE} ]

MCKeyNames == << "key 1", "key 2", "key 3" >>

\* Larger worlds.  A key more.

MCFourKeyNames == << "key 1", "key 2", "key 3", "key 4" >>
=============================================================================
