----------------------- MODULE MCFigure2HostileClient -----------------------
(***************************************************************************)
(* Figure2HostileClient: a server that keeps the rules meets a client that *)
(* sends anything after the hellos.                                        *)
(*                                                                         *)
(* Bounds.  Every single fault and every pair in one message or in two.    *)
(* Offers without PSKs, and with a PSK and early data; servers that know   *)
(* no PSK, that know it and refuse or accept early data, and one that      *)
(* retries for a cookie.  A server that requests no certificate, takes     *)
(* one, or requires one.                                                   *)
(***************************************************************************)
EXTENDS Figure2Properties, HostileFlights

MCGroups == {"x25519"}

MCSuites == {"TLS_AES_128_GCM_SHA256"}

TicketPsk ==
  [ identity |-> "ticket", hash |-> "SHA-256", earlySuite |-> "TLS_AES_128_GCM_SHA256" ]

Offer(psks, modes) ==
  [ groups |-> << "x25519" >>, shared |-> {"x25519"},
    suites |-> << "TLS_AES_128_GCM_SHA256" >>,
    versions |-> << "TLS 1.3" >>, sessionId |-> "empty",
    psks |-> psks, modes |-> modes, earlyData |-> psks # <<>> ]

MCOffers == { Offer(<<>>, <<>>), Offer(<< TicketPsk >>, << "psk_dhe_ke" >>) }

Policy(cookie, psks, earlyData) ==
  [ groups |-> << "x25519" >>, suites |-> << "TLS_AES_128_GCM_SHA256" >>,
    take |-> "shared", cookie |-> cookie,
    psks |-> psks, modes |-> << "psk_dhe_ke" >>, pskFirst |-> TRUE, earlyData |-> earlyData ]

MCPolicies ==
  { Policy(FALSE, {}, FALSE), Policy(FALSE, {TicketPsk}, FALSE),
    Policy(FALSE, {TicketPsk}, TRUE), Policy(TRUE, {TicketPsk}, TRUE) }

MCSettings == [request : {"none", "optional", "required"}, groups : {FALSE}]

\* No client here has anything but what it likes.
MCCertificates == {}
=============================================================================
