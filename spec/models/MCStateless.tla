----------------------------- MODULE MCStateless -----------------------------
(***************************************************************************)
(* Stateless: every offer meets every policy of a stateless server, both   *)
(* peers keep the rules, and no cookie is late.                            *)
(*                                                                         *)
(* Bounds.  Two groups that can be chosen, each shared or not, and one     *)
(* that the server lacks; two suites; for each way to have nothing in      *)
(* common one offer.  The order of the client's list makes no difference   *)
(* to a cookie and is one; the session id does, since the retry echoes it. *)
(* The key is replaced once and the clock moves once, at any time, so that *)
(* cookies open with the older key and at the end of their life.           *)
(***************************************************************************)
EXTENDS StatelessProperties

Offer(groups, shared, suites) ==
  [ groups |-> groups, shared |-> shared, suites |-> suites,
    versions |-> << "TLS 1.3", "TLS 1.2" >>, sessionId |-> "session",
    psks |-> <<>>, modes |-> <<>>, earlyData |-> FALSE ]

TwoSuites == << "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256" >>

MCOffers ==
  {Offer(<< "secp256r1", "x25519" >>, shared, suites) :
     shared \in SUBSET {"x25519", "secp256r1"},
     suites \in { TwoSuites, << "TLS_AES_256_GCM_SHA384" >> }}
  \cup { Offer(<< "secp384r1" >>, {"secp384r1"}, TwoSuites),
         Offer(<< "x25519" >>, {}, << "TLS_CHACHA20_POLY1305_SHA256" >>),
         [Offer(<< "x25519" >>, {}, TwoSuites) EXCEPT !.versions = << "TLS 1.2" >>] }

MCPolicies ==
  [ groups : { << "x25519" >>, << "x25519", "secp256r1" >> },
    suites : { << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >> },
    take   : {"shared", "preferred"},
    cookie : BOOLEAN,
    psks   : {{}}, modes : {<<>>}, pskFirst : {FALSE}, earlyData : {FALSE} ]

MCKeyNames == << "key 1", "key 2" >>

\* Larger worlds.  Every order of the server's groups and suites; and clients with three groups in
\* every order, each shared or not, with a session id or without.  Keys and the clock move as
\* often as here, for no cookie is to be late.

MCLargerPolicies ==
  [ groups : { << "x25519" >>, << "secp256r1" >>, << "x25519", "secp256r1" >>,
               << "secp256r1", "x25519" >>, << "secp384r1", "secp256r1", "x25519" >> },
    suites : { << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >>,
               << "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256" >> },
    take   : {"shared", "preferred"},
    cookie : BOOLEAN,
    psks   : {{}}, modes : {<<>>}, pskFirst : {FALSE}, earlyData : {FALSE} ]

GroupNames == {"x25519", "secp256r1", "secp384r1"}

MCLargeOffers ==
  MCOffers
  \cup {[Offer(groups, shared, suites) EXCEPT !.sessionId = sessionId] :
          groups \in {list \in [1 .. 3 -> GroupNames] : Distinct(list)},
          shared \in SUBSET GroupNames,
          suites \in { TwoSuites, << "TLS_AES_256_GCM_SHA384" >> },
          sessionId \in {"empty", "session"}}
=============================================================================
