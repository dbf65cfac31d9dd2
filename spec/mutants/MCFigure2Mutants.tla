-------------------------- MODULE MCFigure2Mutants --------------------------
(***************************************************************************)
(* Every property of Figure2Properties is seen to fail, and every rule of  *)
(* FlightRules is seen to matter; as in MCMutants.                         *)
(*                                                                         *)
(* Bounds.  The least that tells the mutants apart: an offer without PSKs  *)
(* and one with two and early data; servers that know a PSK or none, with  *)
(* a retry and without, that accept early data, and that take or require   *)
(* a certificate.  One fault, or two where one message is only the first   *)
(* half of what goes wrong (CT-04).                                        *)
(***************************************************************************)
EXTENDS Figure2Properties, HostileFlights

\* The operators as they are, also where a configuration replaces them.
IntactRulebook == INSTANCE Rulebook
IntactFlights == INSTANCE Flights

FlightGroups == {"x25519", "secp256r1"}

FlightSuites == {"TLS_AES_128_GCM_SHA256"}

TicketPsk ==
  [ identity |-> "ticket", hash |-> "SHA-256", earlySuite |-> "TLS_AES_128_GCM_SHA256" ]

ExternalPsk == [identity |-> "external", hash |-> "SHA-256", earlySuite |-> "none"]

FlightOffer(psks, modes) ==
  [ groups |-> << "x25519", "secp256r1" >>, shared |-> {"x25519"},
    suites |-> << "TLS_AES_128_GCM_SHA256" >>,
    versions |-> << "TLS 1.3" >>, sessionId |-> "empty",
    psks |-> psks, modes |-> modes, earlyData |-> psks # <<>> ]

FlightOffers ==
  { FlightOffer(<<>>, <<>>),
    FlightOffer(<< TicketPsk, ExternalPsk >>, << "psk_dhe_ke" >>) }

OfferWithoutPsks == {FlightOffer(<<>>, <<>>)}

FlightPolicy(cookie, psks) ==
  [ groups |-> << "x25519" >>, suites |-> << "TLS_AES_128_GCM_SHA256" >>,
    take |-> "shared", cookie |-> cookie,
    psks |-> psks, modes |-> << "psk_dhe_ke" >>, pskFirst |-> TRUE, earlyData |-> TRUE ]

FlightPolicies ==
  {FlightPolicy(FALSE, {}), FlightPolicy(FALSE, {TicketPsk}), FlightPolicy(TRUE, {TicketPsk})}

FlightSettings ==
  {[request |-> "required", groups |-> TRUE], [request |-> "optional", groups |-> FALSE]}

AnyCertificate == {"none", ClientCertificate}

OneCertificate == {ClientCertificate}

Nothing == {}

\* Figure2's Spec; the variable of HostilePeers rests.
HonestFigure2Spec ==
  Figure2Init /\ faults = 0 /\ [][Figure2Next /\ UNCHANGED faults]_hostileVars /\ Figure2Fairness

-----------------------------------------------------------------------------
(* A rule that nothing breaks, by parameters.                              *)

KeptByAll1(a) == TRUE

KeptByAll2(a, b) == TRUE

KeptByAll4(a, b, c, d) == TRUE

-----------------------------------------------------------------------------
(* The client                                                              *)

\* The client waits for a message too many in a state.
AwaitsAlso(peer, state, type) ==
  IntactFlights!ClientAwaits(peer) \cup (IF peer.state = state THEN {type} ELSE {})

\* A.1: Finished in the place of the server's Certificate.
FinishedForCertificate(peer) == AwaitsAlso(peer, "WAIT_CERT_CR", "finished")

\* A.1: a second CertificateRequest.
RequestAgain(peer) == AwaitsAlso(peer, "WAIT_CERT", "certificate_request")

\* 4.6.2: a request after the handshake, which the client has not offered to answer.
RequestWhenConnected(peer) == AwaitsAlso(peer, "CONNECTED", "certificate_request")

\* 4.3.1: no extension may stand there at all.
NoExtensionBelongsHere(m) == m.extensions = <<>>

\* 4.4.1: a client that forgets the first exchange takes the Finished of a server that does.
FinishedWithoutRetry(key, side, transcript, m) ==
  \/ m.mac = MacUnder(key, side, transcript)
  \/ m.mac = MacUnder(key, side, WithoutRetry(transcript))

\* A state that is none of A.1.
ExtensionsLeadElsewhere(peer, m) ==
  [IntactFlights!AfterEncryptedExtensions(peer, m) EXCEPT !.state = "OPEN"]

\* 4.2.10: the client takes its early data for accepted, whatever the server says.
EarlyDataIsTakenForAccepted(peer, m) ==
  [ IntactFlights!AfterEncryptedExtensions(peer, m) EXCEPT
      !.earlyData = IF @ = "refused" THEN "accepted" ELSE @ ]

\* 4.5: EndOfEarlyData is left out; what follows is over what was sent.
FlightWithoutEndOfEarlyData(peer) ==
  IntactFlights!ClientFlight([peer EXCEPT !.earlyData = "refused"])

\* 4.2.10: early data goes on when it has been refused.
EarlyDataGoesOn(peer) ==
  peer.earlyData # "none" /\ peer.state \in {"WAIT_SH", "WAIT_SH_AGAIN", "WAIT_EE", "WAIT_CERT_CR"}

\* 6.2: a client that has aborted reads on.
ReadsWhenAborted(peer) == peer.state \notin {"START", "CLOSED"}

\* 6.2: an alert that no rule permits.
AbortWithAnotherAlert(peer, rule, alert) ==
  [IntactRulebook!AfterAbort(peer, rule, alert) EXCEPT !.alert = "internal_error"]

-----------------------------------------------------------------------------
(* The server                                                              *)

ServerAwaitsAlso(peer, state, type) ==
  IntactFlights!ServerAwaits(peer) \cup (IF peer.state = state THEN {type} ELSE {})

\* A.2: Finished in the place of the client's Certificate.
FinishedForClientCertificate(peer) == ServerAwaitsAlso(peer, "WAIT_CERT", "finished")

\* A.2: Finished in the place of the client's CertificateVerify.
FinishedForClientVerify(peer) == ServerAwaitsAlso(peer, "WAIT_CV", "finished")

\* A.2: Finished in the place of EndOfEarlyData.
FinishedForEndOfEarlyData(peer) == ServerAwaitsAlso(peer, "WAIT_EOED", "finished")

\* 4.4.2.4: no stranger is let in, also where a certificate is optional.
NoStrangers(policy, m) == \A i \in DOMAIN m.chain : m.chain[i] = ClientCertificate

\* ED-17: early data is said to be accepted if the first hello has offered it.
EarlyDataIsAlwaysAccepted(peer) ==
  IF Carries(peer.first, "early_data") THEN << "early_data" >> ELSE <<>>

\* 4.3.2: a server asks for a certificate with a PSK as well.
RequestsWithPsk(peer) == peer.settings.request # "none"

\* ED-06: early data that was not accepted is read.
SkipsNothing(peer) == FALSE

\* 4.2.10: early data that was accepted is skipped.
SkipsEverything(peer) == TRUE

\* 4.4.4: the client's Finished is no part of the transcript.
ClientFinishedIsNotKept(peer, m) == [peer EXCEPT !.state = "CONNECTED"]

\* A.2: the server closes when it should be connected.
ClosedByClientFinished(peer, m) ==
  [IntactFlights!AfterClientFinished(peer, m) EXCEPT !.state = "CLOSED"]

\* 4.4.3: the server forgets who has signed.
ClientIsForgotten(peer, m) ==
  [IntactFlights!AfterClientVerify(peer, m) EXCEPT !.identity = "none"]

\* A server may sit on what it has to read.
ServerMayStallInFlight ==
  WF_vars(ClientSendsFirstHello) /\ WF_vars(ClientReadsOne) /\ WF_vars(ServerSendsFlight)
=============================================================================
