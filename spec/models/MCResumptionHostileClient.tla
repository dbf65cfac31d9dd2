---------------------- MODULE MCResumptionHostileClient ----------------------
(***************************************************************************)
(* ResumptionHostileClient: a server that knows PSKs and keeps the rules   *)
(* meets a client that sends anything.                                     *)
(*                                                                         *)
(* Bounds.  Two PSKs of different hashes, both known to the server; one    *)
(* group, which is shared or not; modes that permit both or one.  The      *)
(* server prefers either mode or has one, and the suite of either hash;    *)
(* with and without a cookie.  One fault, of the plain ones or of those    *)
(* that PSKs bring: pairs of the plain ones are in HostileClient.          *)
(***************************************************************************)
EXTENDS Properties, HostilePeers

MCGroups == {"x25519", "secp256r1"}

MCSuites == {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"}

Sha256Psk ==
  [ identity |-> "PSK of SHA-256", hash |-> "SHA-256",
    earlySuite |-> "TLS_AES_128_GCM_SHA256" ]

Sha384Psk ==
  [ identity |-> "PSK of SHA-384", hash |-> "SHA-384", earlySuite |-> "none" ]

BothSuites == << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >>

PskOffer(groups, shared, modes, psks, earlyData) ==
  [ groups |-> groups, shared |-> shared, suites |-> BothSuites,
    versions |-> << "TLS 1.3" >>, sessionId |-> "session",
    psks |-> psks, modes |-> modes, earlyData |-> earlyData ]

MCOffers ==
  {PskOffer(<< "x25519" >>, shared, << "psk_ke", "psk_dhe_ke" >>, << Sha256Psk, Sha384Psk >>, TRUE) :
     shared \in { {}, {"x25519"} }}
  \cup {PskOffer(<< "x25519" >>, {}, << "psk_dhe_ke" >>, << Sha384Psk >>, FALSE)}
  \cup {PskOffer(<<>>, {}, << "psk_ke" >>, << Sha384Psk, Sha256Psk >>, FALSE)}

MCPolicies ==
  [ groups    : { << "x25519" >> },
    suites    : { BothSuites, << "TLS_AES_256_GCM_SHA384" >> },
    take      : {"shared"},
    cookie    : BOOLEAN,
    psks      : { {Sha256Psk, Sha384Psk} },
    modes     : { << "psk_dhe_ke" >>, << "psk_ke", "psk_dhe_ke" >>, << "psk_dhe_ke", "psk_ke" >> },
    pskFirst  : {FALSE},
    earlyData : {TRUE} ]
=============================================================================
