---------------------- MODULE MCResumptionHostileServer ----------------------
(***************************************************************************)
(* ResumptionHostileServer: a client that offers PSKs and keeps the rules  *)
(* meets a server that sends anything.                                     *)
(*                                                                         *)
(* Bounds.  Two PSKs of different hashes, so that a suite can be one that  *)
(* fits the other; every set of modes; one group that is shared, one that  *)
(* is listed, none that is not, which is the matter of HostileServer.  The *)
(* server answers with any suite, any group or none, and any index up to   *)
(* the first that is out of range; what it says of PSKs needs no further   *)
(* fault, so that one fault beside it is enough.  Early data as in         *)
(* Resumption.                                                             *)
(***************************************************************************)
EXTENDS Properties, HostilePeers

MCGroups == {"x25519", "secp256r1"}

MCSuites == {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"}

Sha256Psk ==
  [ identity |-> "PSK of SHA-256", hash |-> "SHA-256",
    earlySuite |-> "TLS_AES_128_GCM_SHA256" ]

Sha384Psk ==
  [ identity |-> "PSK of SHA-384", hash |-> "SHA-384", earlySuite |-> "none" ]

PskOffer(groups, shared, modes) ==
  [ groups |-> groups, shared |-> shared,
    suites |-> << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >>,
    versions |-> << "TLS 1.3" >>, sessionId |-> "empty",
    psks |-> << Sha256Psk, Sha384Psk >>, modes |-> modes, earlyData |-> TRUE ]

MCOffers ==
  {PskOffer(<< "x25519", "secp256r1" >>, {"x25519"}, modes) :
     modes \in { << "psk_ke" >>, << "psk_dhe_ke" >>, << "psk_ke", "psk_dhe_ke" >> }}
  \cup {PskOffer(<<>>, {}, << "psk_ke" >>)}

\* No server here keeps a policy.
MCPolicies == {}
=============================================================================
