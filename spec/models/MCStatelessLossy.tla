--------------------------- MODULE MCStatelessLossy ---------------------------
(***************************************************************************)
(* StatelessLossy: two peers that keep the rules, and cookies that get     *)
(* lost or come too late.                                                  *)
(*                                                                         *)
(* Bounds.  Two offers: one shares nothing, one only what the server does   *)
(* not prefer; each kind of policy.  Two                                  *)
(* replacements of the key and two ticks of the clock, at any time: a      *)
(* cookie that lasts one tick is in time, just in time and late, and its   *)
(* key seals, opens and is gone.                                           *)
(***************************************************************************)
EXTENDS StatelessProperties

MCOffers ==
  { [groups |-> << "secp256r1", "x25519" >>, shared |-> shared,
     suites |-> << "TLS_AES_128_GCM_SHA256" >>, versions |-> << "TLS 1.3" >>,
     sessionId |-> "session",
    psks |-> <<>>, modes |-> <<>>, earlyData |-> FALSE] : shared \in { {}, {"secp256r1"} } }

MCPolicies ==
  [ groups : { << "x25519", "secp256r1" >> },
    suites : { << "TLS_AES_128_GCM_SHA256" >> },
    take   : {"shared", "preferred"},
    cookie : BOOLEAN,
    psks   : {{}}, modes : {<<>>}, pskFirst : {FALSE}, earlyData : {FALSE} ]

MCKeyNames == << "key 1", "key 2", "key 3" >>

\* Larger worlds.  Keys and a clock that move more often.

MCFourKeyNames == << "key 1", "key 2", "key 3", "key 4" >>

MCSixKeyNames == << "key 1", "key 2", "key 3", "key 4", "key 5", "key 6" >>
=============================================================================
