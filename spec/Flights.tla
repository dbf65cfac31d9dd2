------------------------------- MODULE Flights -------------------------------
(***************************************************************************)
(* The peers of RFC 8446, A.1 and A.2, from ServerHello on.  Values only,  *)
(* as in Client and Server, whose records get further fields here.         *)
(*                                                                         *)
(*   client  WAIT_EE --EncryptedExtensions--> WAIT_CERT_CR                 *)
(*           WAIT_CERT_CR --CertificateRequest--> WAIT_CERT                *)
(*           WAIT_CERT_CR, WAIT_CERT --Certificate--> WAIT_CV              *)
(*           WAIT_CV --CertificateVerify--> WAIT_FINISHED                  *)
(*           WAIT_EE --EncryptedExtensions, with a PSK--> WAIT_FINISHED    *)
(*           WAIT_FINISHED --Finished--> CONNECTED  (flight sent)          *)
(*   server  NEGOTIATED  (flight sent) --> WAIT_EOED, WAIT_CERT or         *)
(*                                         WAIT_FINISHED                   *)
(*           WAIT_EOED --EndOfEarlyData--> WAIT_CERT or WAIT_FINISHED      *)
(*           WAIT_CERT --Certificate--> WAIT_CV, or WAIT_FINISHED if it is *)
(*                                      empty                              *)
(*           WAIT_CV --CertificateVerify--> WAIT_FINISHED                  *)
(*           WAIT_FINISHED --Finished--> CONNECTED                         *)
(*   any of these --a broken rule--> ABORTED                               *)
(*   any of these --an alert, or the end of transport--> CLOSED            *)
(*                                                                         *)
(* A.2 also has WAIT_FLIGHT2, which it leaves without reading anything; it *)
(* is no state here.                                                       *)
(*                                                                         *)
(* A server's settings:                                                    *)
(*   request  "none", or what a client's certificate is to it: "optional", *)
(*            "required" (4.3.2, 4.4.2.4)                                  *)
(*   groups   whether it says in EncryptedExtensions which groups it has   *)
(*            (SG-03)                                                      *)
(***************************************************************************)
EXTENDS FlightRules

NewFlightClient(offer, certificate) ==
  NewClient(offer) @@
  [ certificate |-> certificate,  \* its own, or "none"
    request     |-> None,         \* the CertificateRequest that was accepted
    peer        |-> "none",       \* the certificate of the server
    shown       |-> "none",       \* the certificate that it has sent
    sent        |-> <<>>,         \* application data that it has sent
    read        |-> <<>> ]        \* application data that it has read

IsSettings(settings) ==
  /\ DOMAIN settings = {"request", "groups"}
  /\ settings.request \in {"none", "optional", "required"}
  /\ settings.groups \in BOOLEAN

NewFlightServer(policy, settings) ==
  NewServer(policy) @@
  [ settings |-> settings,
    request  |-> None,            \* the CertificateRequest that was sent
    peer     |-> "none",          \* the certificate that came from the client
    identity |-> "none",          \* who the client is: a certificate that is trusted
    sent     |-> <<>>,
    read     |-> <<>> ]

FlightClientStates ==
  ClientStates \cup {"WAIT_CERT_CR", "WAIT_CERT", "WAIT_CV", "WAIT_FINISHED", "CONNECTED"}

FlightServerStates ==
  ServerStates \cup {"WAIT_EOED", "WAIT_CERT", "WAIT_CV", "WAIT_FINISHED", "CONNECTED"}

\* EncryptedExtensions says what has become of what was "offered".
FlightEarlyDataAtClient == EarlyDataAtClient \cup {"accepted", "refused"}

FlightClientReads(client) == client.state \in FlightClientStates \ {"START", "ABORTED", "CLOSED"}

\* With NEGOTIATED it is the server's turn.
FlightServerReads(server) == server.state \in FlightServerStates \ {"NEGOTIATED", "ABORTED", "CLOSED"}

FlightEnded(peer) == peer.state \in {"CONNECTED", "ABORTED", "CLOSED"}

-----------------------------------------------------------------------------
(* Keys                                                                    *)

\* The hellos of a transcript, with ServerHello.
HellosOf(peer) == SubSeq(peer.transcript, 1, IF peer.retry = None THEN 2 ELSE 4)

\* 7.1: from the PSK, the (EC)DHE secret, and the hellos.
HandshakeKey(psk, secret, peer) ==
  SessionKey([psk |-> psk, dhe |-> secret], HellosOf(peer))

ClientHandshakeKey(client) == HandshakeKey(client.psk, ClientSecret(client), client)

ServerHandshakeKey(server) == HandshakeKey(server.psk, ServerSecret(server), server)

\* 7.1: what application traffic is protected with: everything up to the server's Finished.
UpToServerFinished(peer) ==
  LET places == {i \in DOMAIN peer.transcript : peer.transcript[i].type = "finished"}
  IN SubSeq(peer.transcript, 1, CHOOSE i \in places : \A j \in places : i <= j)

ApplicationKey(psk, secret, peer) ==
  SessionKey([psk |-> psk, dhe |-> secret], UpToServerFinished(peer))

-----------------------------------------------------------------------------
(* What is sent.                                                           *)

\* The messages of a flight so far and one more, which is over all of them and over the
\* transcript before.
WithFinished(transcript, messages, key, side) ==
  messages \o << Finished(MacUnder(key, side, transcript \o messages)) >>

WithVerify(transcript, messages, certificate, scheme, side) ==
  messages \o
    << CertificateVerify(SignatureOf(certificate, scheme, side, transcript \o messages)) >>

\* ED-06, ED-09, ED-10, ED-17: early_data is there if and only if early data is accepted, which
\* a retry excludes.  EXT-01: nothing that the hello did not ask for.
ExtensionsOfServer(server) ==
  (IF server.earlyData = "accepted" THEN << "early_data" >> ELSE <<>>)
  \o (IF server.settings.groups /\ Carries(AnsweredHello(server), "supported_groups")
      THEN << "supported_groups" >> ELSE <<>>)

\* 4.3.2: a server that uses a PSK asks for no certificate.
Requests(server) == server.psk = "none" /\ server.settings.request # "none"

\* EE-01, ED-16, NEG-09, MSG-02: the server's flight after ServerHello, at once and in the order
\* of Figure 2; Certificate and CertificateVerify only without a PSK (4.4.2, 4.4.3).
ServerFlight(server) ==
  LET first  == << EncryptedExtensions(ExtensionsOfServer(server)) >>
                \o (IF Requests(server) THEN << CertificateRequest(ListedSchemes) >> ELSE <<>>)
      proven == IF server.psk # "none" THEN first
                ELSE WithVerify(server.transcript, Append(first, Certificate(<< ServerCertificate >>)),
                                ServerCertificate, SchemeFor(SchemesOf(AnsweredHello(server))),
                                "server")
  IN WithFinished(server.transcript, proven, ServerHandshakeKey(server), "server")

\* 4.4.2.3: a client without a certificate that will do sends an empty Certificate.
ChainOf(client) ==
  IF client.certificate = "none" \/ SchemeFor(SchemesOf(client.request)) = "none" THEN <<>>
  ELSE << client.certificate >>

\* ED-18, ED-19, MSG-02: the client's flight: EndOfEarlyData after accepted early data;
\* Certificate if it was asked for, CertificateVerify unless that is empty (4.4.2, 4.4.3);
\* Finished.
ClientFlight(client) ==
  LET first  == (IF client.earlyData = "accepted" THEN << EndOfEarlyData >> ELSE <<>>)
                \o (IF client.request = None THEN <<>> ELSE << Certificate(ChainOf(client)) >>)
      proven == IF client.request = None \/ ChainOf(client) = <<>> THEN first
                ELSE WithVerify(client.transcript, first, client.certificate,
                                SchemeFor(SchemesOf(client.request)), "client")
  IN WithFinished(client.transcript, proven, ClientHandshakeKey(client), "client")

\* ED-01, ED-21, 4.2.10: early data while it may still be accepted: not after a retry, and not
\* when EncryptedExtensions has refused it.
MaySendEarlyData(client) ==
  /\ client.earlyData \in {"offered", "accepted"}
  /\ client.state \in {"WAIT_SH", "WAIT_EE", "WAIT_FINISHED"}

HasSentFinished(side, peer) ==
  \E i \in DOMAIN peer.transcript :
    peer.transcript[i].type = "finished" /\ peer.transcript[i].mac.side = side

\* 4.4.4: data may follow a peer's own Finished; a server need not wait for the client's.
ClientMaySendData(client) == client.state = "CONNECTED"

ServerMaySendData(server) ==
  FlightServerReads(server) /\ HasSentFinished("server", server)

-----------------------------------------------------------------------------
(* Validate: the client.                                                   *)

\* MSG-03, EE-01, ED-20: the messages that a state waits for.  That a request comes with a
\* PSK is a matter of its own (CR-01).
ClientAwaits(client) ==
  CASE client.state = "WAIT_EE"       -> {"encrypted_extensions"}
    [] client.state = "WAIT_CERT_CR"  -> {"certificate_request", "certificate"}
    [] client.state = "WAIT_CERT"     -> {"certificate"}
    [] client.state = "WAIT_CV"       -> {"certificate_verify"}
    [] client.state = "WAIT_FINISHED" -> {"finished"} \cup
                                         (IF client.psk = "none" THEN {} ELSE {"certificate_request"})
    [] OTHER                          -> {}

BrokenByEncryptedExtensions(client, m) ==
       Broken("ExtensionsAreDistinct",         ExtensionsAreDistinct(m))
  \cup Broken("ExtensionsWereRequested",       ExtensionsWereRequested(LatestHello(client), m))
  \cup Broken("EncryptedExtensionsBelongHere", EncryptedExtensionsBelongHere(m))
  \cup Broken("EarlyDataUsesFirstPsk",         EarlyDataUsesFirstPsk(client.reply, m))
  \cup Broken("EarlyDataFitsSuite",
              EarlyDataFitsSuite(LatestHello(client), client.reply, m))

BrokenByCertificateRequest(client, m) ==
       Broken("RequestComesWithoutPsk",            RequestComesWithoutPsk(client.psk))
  \cup Broken("RequestContextIsEmpty",             RequestContextIsEmpty(m))
  \cup Broken("RequestCarriesSignatureAlgorithms", RequestCarriesSignatureAlgorithms(m))
  \cup Broken("ExtensionsAreDistinct",             ExtensionsAreDistinct(m))
  \cup Broken("ExtensionsBelongHere",              ExtensionsBelongHere(m))

\* At either peer; asked is what the extensions answer.
BrokenByAnyCertificate(asked, m) ==
       Broken("CertificateContextIsEmpty", CertificateContextIsEmpty(m))
  \cup Broken("CertificateAnswersRequest", CertificateAnswersRequest(asked, m))
  \cup Broken("ExtensionsAreDistinct",     ExtensionsAreDistinct(m))
  \cup Broken("ExtensionsBelongHere",      ExtensionsBelongHere(m))

BrokenByServerCertificate(client, m) ==
       BrokenByAnyCertificate(LatestHello(client), m)
  \cup Broken("ServerCertificateIsThere",   ServerCertificateIsThere(m))
  \cup Broken("ServerCertificateIsTrusted", ServerCertificateIsTrusted(m))

\* At either peer.  A signature under a scheme that will not do is not looked into.
BrokenByCertificateVerify(asked, peer, side, m) ==
  LET wrong ==      Broken("SchemeWasOffered",      SchemeWasOffered(asked, m))
               \cup Broken("SchemeIsOfTls13",       SchemeIsOfTls13(m))
               \cup Broken("SchemeFitsCertificate", SchemeFitsCertificate(m))
  IN IF wrong # {} THEN wrong
     ELSE Broken("SignatureIsValid", SignatureIsValid(peer.peer, side, peer.transcript, m))

BrokenInFlightAtClient(client, m) ==
  CASE m.type = "malformed"             -> {"MessageParses"}
    [] IsData(m)                        -> Broken("DataIsDue", DataIsDue(client.state, m))
    [] m.type \notin ClientAwaits(client) ->
         {"MessageIsExpected"} \cup Broken("EndOfEarlyDataIsClients", EndOfEarlyDataIsClients(m))
    [] m.type = "encrypted_extensions"  -> BrokenByEncryptedExtensions(client, m)
    [] m.type = "certificate_request"   -> BrokenByCertificateRequest(client, m)
    [] m.type = "certificate"           -> BrokenByServerCertificate(client, m)
    [] m.type = "certificate_verify"    ->
         BrokenByCertificateVerify(LatestHello(client), client, "server", m)
    [] m.type = "finished"              ->
         Broken("FinishedIsValid",
                FinishedIsValid(ClientHandshakeKey(client), "server", client.transcript, m))

BrokenAnywhereAtClient(client, m) ==
  IF client.state \in {"WAIT_SH", "WAIT_SH_AGAIN"} THEN BrokenAtClient(client, m)
  ELSE BrokenInFlightAtClient(client, m)

-----------------------------------------------------------------------------
(* Validate: the server.                                                   *)

\* MSG-03, ED-18: the messages that a state waits for.
ServerAwaits(server) ==
  CASE server.state = "WAIT_EOED"     -> {"end_of_early_data"}
    [] server.state = "WAIT_CERT"     -> {"certificate"}
    [] server.state = "WAIT_CV"       -> {"certificate_verify"}
    [] server.state = "WAIT_FINISHED" -> {"finished"}
    [] OTHER                          -> {}

BrokenByClientCertificate(server, m) ==
       BrokenByAnyCertificate(server.request, m)
  \cup Broken("ClientCertificateIsThere",
              ClientCertificateIsThere(server.settings.request, m))
  \cup Broken("ClientCertificateIsTrusted",
              ClientCertificateIsTrusted(server.settings.request, m))

\* CH-02: a ClientHello is out of turn whatever comes instead of it.
BrokenInFlightAtServer(server, m) ==
  CASE m.type = "malformed"             -> {"MessageParses"}
    [] IsData(m)                        -> Broken("DataIsDue", DataIsDue(server.state, m))
    [] IsClientHello(m)                 -> Broken("HelloComesInTurn", HelloComesInTurn(server.reply))
    [] m.type \notin ServerAwaits(server) -> {"MessageIsExpected"}
    [] m.type = "end_of_early_data"     -> {}
    [] m.type = "certificate"           -> BrokenByClientCertificate(server, m)
    [] m.type = "certificate_verify"    ->
         BrokenByCertificateVerify(server.request, server, "client", m)
    [] m.type = "finished"              ->
         Broken("FinishedIsValid",
                FinishedIsValid(ServerHandshakeKey(server), "client", server.transcript, m))

BrokenAnywhereAtServer(server, m) ==
  IF server.state \in {"START", "WAIT_CH_AGAIN"} THEN BrokenAtServer(server, m)
  ELSE BrokenInFlightAtServer(server, m)

\* ED-06, ED-11: early data that was not accepted is skipped, after a retry up to the second
\* hello, and otherwise until something can be opened that came under handshake keys.
SkipsEarlyData(server) ==
  \/ server.earlyData = "retried" /\ server.state = "WAIT_CH_AGAIN"
  \/ /\ server.earlyData = "refused" /\ server.state \in {"WAIT_CERT", "WAIT_FINISHED"}
     /\ LET last == server.transcript[Len(server.transcript)]
        IN last.type = "finished" /\ last.mac.side = "server"

-----------------------------------------------------------------------------
(* Update: the client.                                                     *)

AfterEncryptedExtensions(client, m) ==
  [ client EXCEPT !.state = IF client.psk = "none" THEN "WAIT_CERT_CR" ELSE "WAIT_FINISHED",
                  !.transcript = Append(@, m),
                  !.earlyData = IF @ # "offered" THEN @
                                ELSE IF Carries(m, "early_data") THEN "accepted" ELSE "refused" ]

AfterCertificateRequest(client, m) ==
  [ client EXCEPT !.state = "WAIT_CERT", !.transcript = Append(@, m), !.request = m ]

\* 4.4.2: the owner of a chain.
OwnerOf(m) == IF m.chain = <<>> THEN "none" ELSE Head(m.chain)

AfterServerCertificate(client, m) ==
  [ client EXCEPT !.state = "WAIT_CV", !.transcript = Append(@, m), !.peer = OwnerOf(m) ]

AfterServerVerify(client, m) ==
  [ client EXCEPT !.state = "WAIT_FINISHED", !.transcript = Append(@, m) ]

\* The server's Finished ends what the client's flight is over.
AfterServerFinished(client, m) ==
  LET heard == [client EXCEPT !.transcript = Append(@, m)]
  IN [ heard EXCEPT !.state = "CONNECTED", !.transcript = @ \o ClientFlight(heard),
                    !.shown = IF client.request = None \/ ChainOf(client) = <<>> THEN "none"
                              ELSE client.certificate ]

FlightAfterServerFinished(client, m) ==
  ClientFlight([client EXCEPT !.transcript = Append(@, m)])

AfterData(peer, m) == [peer EXCEPT !.read = Append(@, m)]

AfterSendingData(peer, m) == [peer EXCEPT !.sent = Append(@, m)]

-----------------------------------------------------------------------------
(* Update: the server.                                                     *)

\* A.2, WAIT_FLIGHT2: what comes after early data, or at once.
StateForFlight(server) == IF Requests(server) THEN "WAIT_CERT" ELSE "WAIT_FINISHED"

AfterServerFlight(server, messages) ==
  [ server EXCEPT !.state = IF server.earlyData = "accepted" THEN "WAIT_EOED"
                            ELSE StateForFlight(server),
                  !.transcript = @ \o messages,
                  !.request = IF Requests(server) THEN CertificateRequest(ListedSchemes) ELSE None ]

AfterEndOfEarlyData(server, m) ==
  [ server EXCEPT !.state = StateForFlight(server), !.transcript = Append(@, m) ]

AfterClientCertificate(server, m) ==
  [ server EXCEPT !.state = IF m.chain = <<>> THEN "WAIT_FINISHED" ELSE "WAIT_CV",
                  !.transcript = Append(@, m), !.peer = OwnerOf(m) ]

\* CT-06: whom nobody trusts is nobody, and the handshake goes on.
AfterClientVerify(server, m) ==
  [ server EXCEPT !.state = "WAIT_FINISHED", !.transcript = Append(@, m),
                  !.identity = IF server.peer = ClientCertificate THEN server.peer ELSE "none" ]

AfterClientFinished(server, m) ==
  [ server EXCEPT !.state = "CONNECTED", !.transcript = Append(@, m) ]
=============================================================================
