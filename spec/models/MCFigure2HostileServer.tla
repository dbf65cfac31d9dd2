----------------------- MODULE MCFigure2HostileServer -----------------------
(***************************************************************************)
(* Figure2HostileServer: a client that keeps the rules meets a server that *)
(* sends anything after the hellos.                                        *)
(*                                                                         *)
(* Bounds.  Every single fault and every pair in one message or in two.    *)
(* In the hellos the server selects anything that is right, with a retry   *)
(* for a group, for a cookie, or without one: the first PSK, the second    *)
(* (PSK-14), or none.  Two offers with groups, one without PSKs and one    *)
(* with two; and one of a PSK alone whose early data belongs to another    *)
(* suite than the only one that is selected here (EE-03).  The client has  *)
(* a certificate; one without answers a request by less (Figure2).         *)
(***************************************************************************)
EXTENDS Figure2Properties, HostileFlights

MCGroups == {"x25519", "secp256r1"}

MCSuites == {"TLS_AES_128_GCM_SHA256"}

TicketPsk ==
  [ identity |-> "ticket", hash |-> "SHA-256", earlySuite |-> "TLS_AES_128_GCM_SHA256" ]

ExternalPsk == [identity |-> "external", hash |-> "SHA-256", earlySuite |-> "none"]

OlderTicketPsk ==
  [ identity |-> "older ticket", hash |-> "SHA-256",
    earlySuite |-> "TLS_CHACHA20_POLY1305_SHA256" ]

Offer(groups, psks, modes) ==
  [ groups |-> groups, shared |-> Range(groups) \cap {"x25519"},
    suites |-> << "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256" >>,
    versions |-> << "TLS 1.3" >>, sessionId |-> "empty",
    psks |-> psks, modes |-> modes, earlyData |-> psks # <<>> ]

MCOffers ==
  { Offer(<< "x25519", "secp256r1" >>, <<>>, <<>>),
    Offer(<< "x25519", "secp256r1" >>, << TicketPsk, ExternalPsk >>, << "psk_dhe_ke" >>),
    Offer(<<>>, << OlderTicketPsk >>, << "psk_ke" >>) }

MCCertificates == {ClientCertificate}

\* No server here keeps a policy.
MCPolicies == {}

MCSettings == {}
=============================================================================
