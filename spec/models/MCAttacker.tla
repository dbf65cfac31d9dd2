------------------------------ MODULE MCAttacker ------------------------------
(***************************************************************************)
(* Attacker: one session and an attacker with two moves and one revealed   *)
(* key (MCAttacker.cfg).  AttackerTwoSessions: two sessions at once, and   *)
(* two moves that carry messages from one to the other or drop them        *)
(* (MCAttackerTwoSessions.cfg).                                            *)
(*                                                                         *)
(* Bounds.  Two moves are the least for an attack whose first half the     *)
(* peers would notice: to change a message on its way, and the one that    *)
(* betrays it; to drop a hello, and to forge what answers it; to carry a   *)
(* hello into another session, and to bring back what answers it.  One     *)
(* reveal: an ephemeral key, or the long-term key, before or after a       *)
(* client has finished.  No promise depends on two of these at once but    *)
(* KeysImplyAgreementInv, whose second is in AbsentAgreementOfKnownKeys.   *)
(*                                                                         *)
(* Two sessions are the least for two clients of one server and for equal  *)
(* secrets.  There the attacker forges and alters nothing and no key is    *)
(* revealed: what that does within a session is in Attacker, and one such  *)
(* move between two sessions in MCAttackerMutants.                         *)
(*                                                                         *)
(* Two groups and two suites: one to take and one to be steered to.  One   *)
(* offer, which lists both of each and shares one group, so that a retry   *)
(* and none are possible, and an older version to fall back to.  Policies: *)
(* take the shared group; the same with a cookie, which alone makes a      *)
(* retry; ask for the other group and for a cookie.  Their groups are in   *)
(* the order that makes a steered client worse off.                        *)
(***************************************************************************)
EXTENDS AttackerProperties

MCGroups == {"x25519", "secp256r1"}

MCSuites == {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"}

MCOffers ==
  {[ groups |-> << "x25519", "secp256r1" >>, shared |-> {"x25519"},
     suites |-> << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >>,
     versions |-> << "TLS 1.3", "TLS 1.2" >>, sessionId |-> "session",
     psks |-> <<>>, modes |-> <<>>, earlyData |-> FALSE ]}

Policy(groups, take, cookie) ==
  [ groups |-> groups,
    suites |-> << "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256" >>,
    take |-> take, cookie |-> cookie,
    psks |-> {}, modes |-> <<>>, pskFirst |-> FALSE, earlyData |-> FALSE ]

TakesShared == Policy(<< "x25519", "secp256r1" >>, "shared", FALSE)

AsksForCookie == Policy(<< "x25519", "secp256r1" >>, "shared", TRUE)

AsksForBoth == Policy(<< "secp256r1", "x25519" >>, "preferred", TRUE)

MCPolicies == {TakesShared, AsksForCookie, AsksForBoth}

\* With two sessions, the cookie alone brings nothing that both together do not.
MCTwoPolicies == {TakesShared, AsksForBoth}

NoForgeries(peer) == {}

NoAlterations(m) == {}
=============================================================================
