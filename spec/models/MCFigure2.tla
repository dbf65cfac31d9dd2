------------------------------ MODULE MCFigure2 ------------------------------
(***************************************************************************)
(* Figure2: two peers that keep the rules go through the whole of Figure 2.*)
(*                                                                         *)
(* Bounds.  What is negotiated in the hellos is the matter of Honest and   *)
(* Resumption; here is one of each kind that makes another flight.  Offers *)
(* without PSKs, with a PSK beside groups, and with a PSK alone; the last  *)
(* two with early data.  Servers that know no PSK (so that the second      *)
(* offer ends up with certificates, and the third in an abort), that know  *)
(* it and refuse or accept early data, and that retry for a cookie or for  *)
(* a group.  One suite: no rule on a flight looks at its name but EE-03,   *)
(* which is in Figure2HostileServer.  A client with a certificate or       *)
(* without, a server that requests none, takes one, or requires one.       *)
(***************************************************************************)
EXTENDS Figure2Properties

BothGroups == << "x25519", "secp256r1" >>

TicketPsk ==
  [ identity |-> "ticket", hash |-> "SHA-256", earlySuite |-> "TLS_AES_128_GCM_SHA256" ]

Offer(groups, psks, modes, earlyData) ==
  [ groups |-> groups, shared |-> Range(groups) \cap {"x25519"},
    suites |-> << "TLS_AES_128_GCM_SHA256" >>,
    versions |-> << "TLS 1.3" >>, sessionId |-> "empty",
    psks |-> psks, modes |-> modes, earlyData |-> earlyData ]

MCOffers ==
  { Offer(BothGroups, <<>>, <<>>, FALSE),
    Offer(BothGroups, << TicketPsk >>, << "psk_dhe_ke" >>, TRUE),
    Offer(<<>>, << TicketPsk >>, << "psk_ke" >>, TRUE) }

Policy(group, cookie, psks, earlyData) ==
  [ groups |-> << group >>, suites |-> << "TLS_AES_128_GCM_SHA256" >>,
    take |-> "shared", cookie |-> cookie,
    psks |-> psks, modes |-> << "psk_dhe_ke", "psk_ke" >>, pskFirst |-> TRUE,
    earlyData |-> earlyData ]

MCPolicies ==
  { Policy("x25519", FALSE, {}, FALSE),
    Policy("x25519", FALSE, {TicketPsk}, FALSE),
    Policy("x25519", FALSE, {TicketPsk}, TRUE),
    Policy("x25519", TRUE, {TicketPsk}, TRUE),
    Policy("secp256r1", FALSE, {TicketPsk}, TRUE) }

MCSettings ==
  { [request |-> "none", groups |-> TRUE], [request |-> "optional", groups |-> FALSE],
    [request |-> "required", groups |-> FALSE] }

MCCertificates == {"none", ClientCertificate}

\* Larger worlds.  Each offer with either suite or both, each policy with either or both, a server
\* that lists its groups or not whatever it requests; and offers without early data.

Suites2 ==
  { << "TLS_AES_128_GCM_SHA256" >>, << "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256" >> }

MCMediumOffers == {[offer EXCEPT !.suites = suites] : offer \in MCOffers, suites \in Suites2}

MCMediumPolicies == {[policy EXCEPT !.suites = suites] : policy \in MCPolicies, suites \in Suites2}

MCMediumSettings == [request : {"none", "optional", "required"}, groups : BOOLEAN]

MCLargeOffers ==
  MCMediumOffers
  \cup {[offer EXCEPT !.earlyData = FALSE] : offer \in MCMediumOffers}
  \cup {[offer EXCEPT !.sessionId = "session"] : offer \in MCMediumOffers}

MCLargePolicies ==
  MCMediumPolicies
  \cup {[policy EXCEPT !.pskFirst = FALSE] : policy \in MCMediumPolicies}
  \cup {[policy EXCEPT !.groups = << "secp256r1", "x25519" >>] : policy \in MCMediumPolicies}
=============================================================================
