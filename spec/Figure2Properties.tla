-------------------------- MODULE Figure2Properties --------------------------
(***************************************************************************)
(* What the whole of Figure 2 promises; the suffix says the kind, as in    *)
(* Properties, two of which hold here as well (AlertIsLastInv,             *)
(* EndIsFinalProp).  No property here repeats the guard of an action or    *)
(* uses a rule of FlightRules: each speaks of what was sent and what was   *)
(* accepted, by the text of 2, 4.2.10, 4.3, 4.4 and 4.5.                   *)
(***************************************************************************)
EXTENDS Figure2, Properties

IsSignature(signature) ==
  /\ DOMAIN signature = {"key", "over", "scheme", "side"}
  /\ signature.key \in STRING /\ signature.scheme \in STRING
  /\ signature.side \in {"client", "server"}

IsMac(mac) ==
  /\ DOMAIN mac = {"key", "side", "over"}
  /\ DOMAIN mac.key = {"secret", "context"}
  /\ mac.side \in {"client", "server"}

\* Whatever travels.  What a signature or a MAC is over may be anything.
IsFlightMessage(m) ==
  CASE m.type = "encrypted_extensions" ->
         DOMAIN m = {"type", "extensions"} /\ Range(m.extensions) \subseteq STRING
    [] m.type = "certificate_request" ->
         /\ DOMAIN m = {"type", "context", "extensions", "schemes"}
         /\ m.context \in {"empty", "other"}
         /\ m.extensions # <<>>
         /\ Carries(m, "signature_algorithms") \/ m.schemes = <<>>
         /\ Range(m.extensions) \cup Range(m.schemes) \subseteq STRING
    [] m.type = "certificate" ->
         /\ DOMAIN m = {"type", "context", "chain", "extensions"}
         /\ m.context \in {"empty", "other"}
         /\ Len(m.chain) <= 1
         /\ m.chain = <<>> => m.extensions = <<>>
         /\ Range(m.extensions) \cup Range(m.chain) \subseteq STRING
    [] m.type = "certificate_verify" ->
         DOMAIN m = {"type", "scheme", "signature"} /\ m.scheme \in STRING /\ IsSignature(m.signature)
    [] m.type = "finished" -> DOMAIN m = {"type", "mac"} /\ IsMac(m.mac)
    [] m.type = "application_data" -> DOMAIN m = {"type", "early"} /\ m.early \in BOOLEAN
    [] OTHER -> IsMessage(m)

\* By places: no set of messages has to be made, whose elements TLC would compare.
AllAreMessages(list) == \A i \in DOMAIN list : IsFlightMessage(list[i])

\* What client and server have in common beside their hellos.
IsFlightPeer(peer) ==
  /\ AllAreMessages(<< peer.first, peer.retry, peer.second, peer.reply, peer.request >>)
  /\ AllAreMessages(peer.transcript)
  /\ peer.rule \in Rules \cup FlightRules \cup {"none"}
  /\ peer.psk \in STRING /\ peer.mode \in {"none", "psk_ke", "psk_dhe_ke"}
  /\ peer.peer \in STRING
  /\ Distinct(peer.sent) /\ Range(peer.sent) \subseteq {Data(TRUE), Data(FALSE)}
  /\ Range(peer.read) \subseteq {Data(TRUE), Data(FALSE)}

\* client and server are what they are said to be (a hostile peer is no one).
FlightTypeOK ==
  /\ \/ client = Hostile
     \/ /\ client.offer \in Offers /\ client.certificate \in Certificates
        /\ DOMAIN client = DOMAIN NewFlightClient(client.offer, client.certificate)
        /\ client.state \in FlightClientStates
        /\ client.earlyData \in FlightEarlyDataAtClient
        /\ client.shown \in {"none", client.certificate}
        /\ IsFlightPeer(client)
  /\ \/ server = Hostile
     \/ /\ server.policy \in Policies /\ server.settings \in Settings
        /\ DOMAIN server = DOMAIN NewFlightServer(server.policy, server.settings)
        /\ server.state \in FlightServerStates
        /\ server.earlyData \in EarlyDataAtServer
        /\ server.identity \in {"none", ClientCertificate}
        /\ IsFlightPeer(server)
  /\ AllAreMessages(toServer) /\ AllAreMessages(toClient)

-----------------------------------------------------------------------------
(* Words                                                                   *)

\* Those that keep the rules.
Peers == {client, server} \ {Hostile}

ClientConnected == ClientIs("CONNECTED")

ServerConnected == ServerIs("CONNECTED")

\* The hellos as a peer holds them, by 4.4.1.
HellosAsHeld(peer) ==
  IF peer.retry = None THEN << peer.first, peer.reply >>
  ELSE << [type |-> "message_hash", of |-> peer.first], peer.retry, peer.second, peer.reply >>

\* What follows them in its transcript.
AfterHellos(peer) ==
  SubSeq(peer.transcript, Len(HellosAsHeld(peer)) + 1, Len(peer.transcript))

TypesOf(messages) == [i \in DOMAIN messages |-> messages[i].type]

IsPrefix(shorter, longer) ==
  Len(shorter) <= Len(longer) /\ SubSeq(longer, 1, Len(shorter)) = shorter

\* The place of the server's Finished in a transcript, 0 if it is not there.
ServerFinishedAt(transcript) ==
  LET places == {i \in DOMAIN transcript :
                   transcript[i].type = "finished" /\ transcript[i].mac.side = "server"}
  IN IF places = {} THEN 0 ELSE CHOOSE i \in places : \A j \in places : i <= j

ClientFinishedStands(transcript) ==
  \E i \in DOMAIN transcript : transcript[i].type = "finished" /\ transcript[i].mac.side = "client"

\* Figure 2 with what is optional in it.
OrderOfFigure2(withPsk, requested, early, shown) ==
  << "encrypted_extensions" >>
  \o (IF requested THEN << "certificate_request" >> ELSE <<>>)
  \o (IF withPsk THEN <<>> ELSE << "certificate", "certificate_verify" >>)
  \o << "finished" >>
  \o (IF early THEN << "end_of_early_data" >> ELSE <<>>)
  \o (IF ~requested THEN <<>>
      ELSE IF shown THEN << "certificate", "certificate_verify" >> ELSE << "certificate" >>)
  \o << "finished" >>

-----------------------------------------------------------------------------
(* Order                                                                   *)

\* What a peer has read and sent after the hellos is the beginning of Figure 2, and all of
\* it when it is connected.  EndOfEarlyData is there if and only if early data was accepted,
\* CertificateVerify if and only if a certificate was shown.
FlightsAreInOrderInv ==
  \A peer \in Peers :
    peer.reply # None =>
      \E requested, early, shown \in BOOLEAN :
        LET order    == OrderOfFigure2(peer.psk # "none", requested, early, shown)
            messages == AfterHellos(peer)
            types    == TypesOf(messages)
        IN /\ requested => peer.psk = "none"
           /\ messages # <<>> => early = ("early_data" \in Range(messages[1].extensions))
           /\ \A i \in 1 .. Len(messages) - 1 :
                messages[i].type = "certificate" =>
                  messages[i + 1].type =
                    (IF messages[i].chain = <<>> THEN "finished" ELSE "certificate_verify")
           /\ IF peer.state = "CONNECTED" THEN types = order ELSE IsPrefix(types, order)

\* Certificates are there if and only if no PSK is: with one neither side sends any, and
\* without one the server has proven who it is when the client is connected (4.1.1, 4.3.2).
CertificatesIffNoPskInv ==
  \A peer \in Peers :
    peer.reply # None =>
      LET types == Range(TypesOf(AfterHellos(peer)))
      IN IF peer.psk # "none"
         THEN types \cap {"certificate_request", "certificate", "certificate_verify"} = {}
         ELSE peer.state = "CONNECTED" => {"certificate", "certificate_verify"} \subseteq types

-----------------------------------------------------------------------------
(* Agreement                                                               *)

\* Whoever is connected holds what the other holds: the hellos, what was chosen in them, and
\* the transcript; the server's goes on to the client's Finished.  They have the same keys, for
\* the handshake and for application data.
ConnectedPeersAgreeInv ==
  client # Hostile /\ server # Hostile =>
    /\ ClientConnected \/ ServerConnected =>
         /\ client.reply = server.reply
         /\ client.psk = server.psk /\ client.mode = server.mode
         /\ LET place == ServerFinishedAt(client.transcript)
            IN place # 0 /\ IsPrefix(SubSeq(client.transcript, 1, place), server.transcript)
    /\ ServerConnected =>
         /\ client.transcript = server.transcript
         /\ ClientHandshakeKey(client) = ServerHandshakeKey(server)
         /\ ApplicationKey(client.psk, ClientSecret(client), client)
              = ApplicationKey(server.psk, ServerSecret(server), server)

\* A connected server takes the client for the one that it has shown to be.
ServerKnowsClientInv ==
  ServerConnected /\ client # Hostile => server.identity = client.shown

\* A connected client without a PSK has a signature of the server that it trusts, over the
\* whole transcript up to its Certificate.
ClientKnowsServerInv ==
  ClientConnected /\ client.psk = "none" =>
    LET place == CHOOSE i \in DOMAIN client.transcript :
                   /\ client.transcript[i].type = "certificate_verify"
                   /\ i < ServerFinishedAt(client.transcript)
    IN /\ client.peer = "server certificate"
       /\ client.transcript[place].signature.key = "server certificate"
       /\ client.transcript[place].signature.over = SubSeq(client.transcript, 1, place - 1)

\* A server that requires a certificate is connected only to a client that has shown one and
\* signed with it; a PSK takes its place (4.3.2).
RequiredCertificateIsThereInv ==
  ServerConnected /\ server.settings.request = "required" /\ server.psk = "none" =>
    /\ server.identity = "client certificate"
    /\ \E i \in DOMAIN server.transcript :
         LET m == server.transcript[i]
         IN /\ m.type = "certificate_verify" /\ m.signature.side = "client"
            /\ m.signature.key = "client certificate"
            /\ m.signature.over = SubSeq(server.transcript, 1, i - 1)

\* A Finished is accepted only if it is over the hellos that its reader holds, with
\* message_hash and HelloRetryRequest if there was one: who forgets the first exchange is
\* refused (4.4.1, 4.4.4).
FinishedCoversFirstExchangeProp ==
  [][ /\ client # Hostile /\ toClient # <<>> /\ client'.transcript # client.transcript
         /\ Head(toClient).type = "finished" =>
           IsPrefix(HellosAsHeld(client), Head(toClient).mac.over)
      /\ server # Hostile /\ toServer # <<>> /\ server'.transcript # server.transcript
         /\ Head(toServer).type = "finished" =>
           IsPrefix(HellosAsHeld(server), Head(toServer).mac.over) ]_vars

-----------------------------------------------------------------------------
(* Application data                                                        *)

\* Application data is sent only behind the sender's own Finished; early data only by a client
\* that has offered it in its only hello so far.
DataIsSentWhenDueInv ==
  /\ client # Hostile =>
       \A m \in Range(client.sent) :
         IF m.early THEN Carries(client.first, "early_data")
         ELSE ClientFinishedStands(client.transcript)
  /\ server # Hostile /\ server.sent # <<>> => ServerFinishedAt(server.transcript) # 0

\* Early data is not sent any more when a retry or EncryptedExtensions has refused it.
NoEarlyDataAfterRefusalProp ==
  [][ client # Hostile /\ client.earlyData \in {"dropped", "refused"} =>
        (Data(TRUE) \in Range(client'.sent) => Data(TRUE) \in Range(client.sent)) ]_vars

\* It is read only behind the sender's Finished, or as early data that was accepted, before
\* EndOfEarlyData (2, 4.2.10, 4.4.4).
DataIsReadWhenDueProp ==
  [][ /\ client # Hostile /\ client'.read # client.read =>
           ServerFinishedAt(client.transcript) # 0
      /\ server # Hostile /\ server'.read # server.read =>
           IF Head(toServer).early
           THEN /\ Carries(server.first, "early_data") /\ server.retry = None
                /\ server.earlyData = "accepted"
                /\ \A i \in DOMAIN server.transcript : server.transcript[i] # EndOfEarlyData
           ELSE ClientFinishedStands(server.transcript) ]_vars

\* Both know what has become of early data; after a retry it is not accepted.
BothKnowOfEarlyDataInv ==
  client # Hostile /\ server # Hostile /\ client.reply # None
  /\ client.state \notin {"WAIT_EE", "ABORTED", "CLOSED"} =>
    CASE client.earlyData = "none"     -> server.earlyData = "none"
      [] client.earlyData = "accepted" -> server.earlyData = "accepted" /\ server.retry = None
      [] client.earlyData = "refused"  -> server.earlyData = "refused"
      [] client.earlyData = "dropped"  -> server.earlyData = "retried"
      [] OTHER                         -> FALSE

\* Accepted early data has all arrived when the server is connected, refused early data not
\* at all.
EarlyDataArrivesIfAcceptedInv ==
  ServerConnected /\ client # Hostile =>
    (Data(TRUE) \in Range(server.read) <=>
       client.earlyData = "accepted" /\ Data(TRUE) \in Range(client.sent))

-----------------------------------------------------------------------------
(* A peer against anybody                                                  *)

LastOf(seq) == seq[Len(seq)]

\* 4.3.1, 4.2, 4.2.10, 4.2.11.  Of the extensions that these hellos ask for, two may be
\* answered here.
IsLegalEncryptedExtensions(m) ==
  LET latest == LatestHello(client)
  IN /\ Cardinality(Range(m.extensions)) = Len(m.extensions)
     /\ Range(m.extensions) \subseteq {"supported_groups", "early_data"} \cap Range(latest.extensions)
     /\ "early_data" \in Range(m.extensions) => client.retry = None /\ client.reply.psk = << 0 >>

\* 4.3.2, 4.2.  What a client does not know it has to pass over.
IsLegalCertificateRequest(m) ==
  /\ client.psk = "none"
  /\ m.context = "empty"
  /\ Cardinality(Range(m.extensions)) = Len(m.extensions)
  /\ Range(m.extensions) \cap Recognised = {"signature_algorithms"}

\* 4.4.3: under the one scheme that is listed, allowed and of the key.
LegalVerify(certificate, side, transcript) ==
  [ type |-> "certificate_verify", scheme |-> "rsa_pss_rsae_sha256",
    signature |-> [ key |-> certificate, over |-> transcript,
                    scheme |-> "rsa_pss_rsae_sha256", side |-> side ] ]

\* 4.4.4, 7.1.
LegalFinished(peer, secret, side) ==
  [ type |-> "finished",
    mac  |-> [ key  |-> [ secret  |-> [psk |-> peer.psk, dhe |-> secret],
                          context |-> HellosAsHeld(peer) ],
               side |-> side, over |-> peer.transcript ] ]

\* What a rule-abiding server may send when the client holds its transcript.
IsLegalForClient(m) ==
  LET last == LastOf(client.transcript)
  IN CASE last.type = "server_hello" ->
            m.type = "encrypted_extensions" /\ IsLegalEncryptedExtensions(m)
       [] last.type = "encrypted_extensions" /\ client.psk = "none" ->
            \/ m.type = "certificate_request" /\ IsLegalCertificateRequest(m)
            \/ m = Certificate(<< "server certificate" >>)
       [] last.type = "certificate_request" -> m = Certificate(<< "server certificate" >>)
       [] last.type = "certificate" ->
            m = LegalVerify("server certificate", "server", client.transcript)
       [] last.type \in {"encrypted_extensions", "certificate_verify"} ->
            m = LegalFinished(client, ClientSecret(client), "server")
       [] OTHER -> m = Data(FALSE)

\* The client goes on only with a message that a rule-abiding server may send there ...
ClientAcceptsOnlyLegalFlightsProp ==
  [][ client # Hostile /\ client.reply # None /\ toClient # <<>>
      /\ (client'.transcript # client.transcript \/ client'.read # client.read) =>
        IsLegalForClient(Head(toClient)) ]_vars

\* ... and refuses none of these.  That the suite of accepted early data is that of its PSK it
\* may look at or not (EE-03).
ClientRefusesNoLegalFlightProp ==
  [][ client # Hostile /\ client.reply # None /\ toClient # <<>>
      /\ client.state # "ABORTED" /\ client'.state = "ABORTED" =>
        \/ ~IsLegalForClient(Head(toClient))
        \/ /\ Head(toClient).type = "encrypted_extensions"
           /\ "early_data" \in Range(Head(toClient).extensions)
           /\ client.first.psks[1].earlySuite # client.reply.suite ]_vars

\* 4.4.2, 4.4.2.4: nothing is answered here, for the request has signature_algorithms alone.
IsLegalClientCertificate(m) ==
  /\ m.type = "certificate" /\ m.context = "empty" /\ m.extensions = <<>>
  /\ server.settings.request = "required" => m.chain = << "client certificate" >>

\* What a rule-abiding client may send when the server holds its transcript.
IsLegalForServer(m) ==
  LET last      == LastOf(server.transcript)
      requested == \E i \in DOMAIN server.transcript :
                     server.transcript[i].type = "certificate_request"
      flight    == IF requested THEN IsLegalClientCertificate(m)
                   ELSE m = LegalFinished(server, ServerSecret(server), "client")
  IN CASE last.type = "finished" /\ last.mac.side = "server" ->
            IF server.earlyData = "accepted" THEN m \in {Data(TRUE), EndOfEarlyData} ELSE flight
       [] last.type = "end_of_early_data" -> flight
       [] last.type = "certificate" /\ last.chain # <<>> ->
            m = LegalVerify(last.chain[1], "client", server.transcript)
       [] last.type \in {"certificate", "certificate_verify"} ->
            m = LegalFinished(server, ServerSecret(server), "client")
       [] OTHER -> m = Data(FALSE)

\* The server likewise.
ServerAcceptsOnlyLegalFlightsProp ==
  [][ server # Hostile /\ server.state # "NEGOTIATED" /\ server.reply # None /\ toServer # <<>>
      /\ (server'.transcript # server.transcript \/ server'.read # server.read) =>
        IsLegalForServer(Head(toServer)) ]_vars

ServerRefusesNoLegalFlightProp ==
  [][ server # Hostile /\ server.reply # None /\ toServer # <<>>
      /\ server.state # "ABORTED" /\ server'.state = "ABORTED" =>
        ~IsLegalForServer(Head(toServer)) ]_vars

\* An abort names a rule and carries an alert that the rule permits (6.2).
FlightAbortCarriesPermittedAlertInv ==
  \A peer \in Peers :
    IF peer.state = "ABORTED"
    THEN /\ peer.rule \in Rules \cup FlightRules
         /\ peer.alert \in (IF peer.rule \in Rules THEN Alerts ELSE FlightAlerts)[peer.rule]
    ELSE peer.rule = "none" /\ peer.alert = "none"

\* Who is connected stays so, unless an alert ends it, and what the handshake was is settled.
ConnectedIsSettledProp ==
  [][ /\ ClientConnected => /\ client'.state \in {"CONNECTED", "ABORTED", "CLOSED"}
                            /\ client'.transcript = client.transcript
      /\ ServerConnected => /\ server'.state \in {"CONNECTED", "ABORTED", "CLOSED"}
                            /\ server'.transcript = server.transcript ]_vars

-----------------------------------------------------------------------------
(* Two rule-abiding peers                                                  *)

\* Nobody aborts that has something in common with the other, but a server that requires a
\* certificate of a client that has none, and says so.
NoSpuriousFlightAbortInv ==
  /\ ~ClientIs("ABORTED")
  /\ ServerIs("ABORTED") =>
       \/ HaveNothingInCommon(server.policy, client.first)
       \/ /\ server.alert = "certificate_required"
          /\ server.settings.request = "required" /\ server.psk = "none"
          /\ client.certificate = "none"

\* Whoever ends is connected, or the server has said why not.
SomethingInCommonConnectsInv ==
  FlightEnded(client) /\ FlightEnded(server) /\ ~ServerIs("ABORTED") =>
    ClientConnected /\ ServerConnected

\* Every run ends: both are connected, aborted or closed, and stay so.
EveryFlightEndsLive ==
  <>[]( /\ client = Hostile \/ FlightEnded(client)
        /\ server = Hostile \/ FlightEnded(server) )

-----------------------------------------------------------------------------
(* Witnesses                                                               *)

\* A retry, and both certificates behind it.
RetryLeadsToBothCertificatesWitness ==
  ~( /\ ClientConnected /\ ServerConnected /\ client.retry # None
     /\ server.identity # "none" )

EarlyDataIsReadWitness == ~(ServerConnected /\ Data(TRUE) \in Range(server.read))

\* 4.4.4: the server's data can come before the client's Finished.
ServerSpeaksFirstWitness ==
  ~(server # Hostile /\ server.sent # <<>> /\ ServerIs("WAIT_FINISHED"))

\* 4.4.2.4: the client takes itself for connected and learns from an alert that it is not.
ConnectedClientIsClosedWitness ==
  ~(ClientIs("CLOSED") /\ ServerIs("ABORTED") /\ server.rule = "ClientCertificateIsThere")
=============================================================================
