------------------------------- MODULE Figure2 -------------------------------
(***************************************************************************)
(* The whole of RFC 8446, Figure 2: Handshake, and what follows ServerHello*)
(* in the same two channels.  One action per arrow, which carries a        *)
(* flight; its messages are read one by one.                               *)
(*                                                                         *)
(*      Client                                        Server               *)
(*      (ClientHello to ServerHello: Handshake)                            *)
(*      ClientSendsEarlyData   -- application data -->  ServerReadsData    *)
(*                                        or ServerSkipsEarlyData          *)
(*                             <-- EncryptedExtensions  ServerSendsFlight  *)
(*      ClientReadsExtensions      CertificateRequest                      *)
(*      ClientReadsRequest         Certificate                             *)
(*      ClientReadsCertificate     CertificateVerify                       *)
(*      ClientReadsVerify          Finished                                *)
(*      ClientFinishes         -- EndOfEarlyData -->                       *)
(*                                Certificate   ServerReadsEndOfEarlyData  *)
(*                                CertificateVerify ServerReadsCertificate *)
(*                                Finished             ServerReadsVerify   *)
(*                                                     ServerFinishes      *)
(*      ClientSendsData        -- application data ->  ServerReadsData     *)
(*      ClientReadsData       <-- application data --- ServerSendsData     *)
(*      ClientRefuses          -- alert / alert ------ ServerRefuses       *)
(*      ClientIsClosed         (an alert or the end)   ServerIsClosed      *)
(*                                                                         *)
(* Modelled: both flights with the rules of FlightRules; PSKs, retries and *)
(*   early data as in Handshake; one message of early data and one of      *)
(*   application data of each peer, at any time when it may be sent.       *)
(* Assumed, not checked: what Handshake and FlightRules assume.            *)
(* Elsewhere: what is wrong with hellos (HostilePeers), a peer that breaks *)
(*   the rules after them (HostileFlights), records (Records), an attacker *)
(*   on the network (Attacker).                                            *)
(* Out of scope: NewSessionTicket, KeyUpdate, close_notify of a peer that  *)
(*   has nothing more to say.                                              *)
(***************************************************************************)
EXTENDS Handshake, Flights

CONSTANTS Certificates,   \* the certificates that clients have, "none" for a client without
          Settings        \* the settings of servers, see Flights

ASSUME Certificates \subseteq {"none", ClientCertificate}
ASSUME \A settings \in Settings : IsSettings(settings)

-----------------------------------------------------------------------------
(* The client                                                              *)

ClientHasMessage == client # Hostile /\ FlightClientReads(client) /\ toClient # <<>>

\* No rule obliges the client to refuse what it has to read.
ClientGoesOn(m) ==
  BrokenAnywhereAtClient(client, m) \subseteq OptionalRules \cup OptionalFlightRules

\* A message of a type that follows ServerHello is there, and the client goes on with it.
ClientReadsA(type) ==
  /\ ClientHasMessage
  /\ Head(toClient).type = type
  /\ client.state \notin {"WAIT_SH", "WAIT_SH_AGAIN"}
  /\ ClientGoesOn(Head(toClient))
  /\ toClient' = Tail(toClient)

ClientReadsExtensions ==
  /\ ClientReadsA("encrypted_extensions")
  /\ client' = AfterEncryptedExtensions(client, Head(toClient))
  /\ UNCHANGED << server, toServer >>

ClientReadsRequest ==
  /\ ClientReadsA("certificate_request")
  /\ client' = AfterCertificateRequest(client, Head(toClient))
  /\ UNCHANGED << server, toServer >>

ClientReadsCertificate ==
  /\ ClientReadsA("certificate")
  /\ client' = AfterServerCertificate(client, Head(toClient))
  /\ UNCHANGED << server, toServer >>

ClientReadsVerify ==
  /\ ClientReadsA("certificate_verify")
  /\ client' = AfterServerVerify(client, Head(toClient))
  /\ UNCHANGED << server, toServer >>

\* A.1: with the server's Finished the client sends its flight and is connected.
ClientFinishes ==
  /\ ClientReadsA("finished")
  /\ client' = AfterServerFinished(client, Head(toClient))
  /\ toServer' = toServer \o FlightAfterServerFinished(client, Head(toClient))
  /\ UNCHANGED server

ClientReadsData ==
  /\ ClientReadsA("application_data")
  /\ client' = AfterData(client, Head(toClient))
  /\ UNCHANGED << server, toServer >>

\* One message each, so that runs are finite.
HasSent(peer, early) == Data(early) \in Range(peer.sent)

ClientSendsEarlyData ==
  /\ client # Hostile
  /\ MaySendEarlyData(client) /\ ~HasSent(client, TRUE)
  /\ client' = AfterSendingData(client, Data(TRUE))
  /\ toServer' = Append(toServer, Data(TRUE))
  /\ UNCHANGED << server, toClient >>

ClientSendsData ==
  /\ client # Hostile
  /\ ClientMaySendData(client) /\ ~HasSent(client, FALSE)
  /\ client' = AfterSendingData(client, Data(FALSE))
  /\ toServer' = Append(toServer, Data(FALSE))
  /\ UNCHANGED << server, toClient >>

ClientRefuses ==
  /\ ClientHasMessage /\ ~EndsConnection(Head(toClient))
  /\ \E rule \in BrokenAnywhereAtClient(client, Head(toClient)) : \E alert \in AlertsOf(rule) :
       /\ client' = AfterAbort(client, rule, alert)
       /\ toServer' = Append(toServer, Alert(alert))
  /\ toClient' = <<>>
  /\ UNCHANGED server

ClientIsClosed ==
  /\ ClientHasMessage /\ EndsConnection(Head(toClient))
  /\ client' = AfterClose(client)
  /\ toClient' = <<>>
  /\ UNCHANGED << server, toServer >>

-----------------------------------------------------------------------------
(* The server                                                              *)

ServerHasMessage == server # Hostile /\ FlightServerReads(server) /\ toServer # <<>>

\* Early data that was not accepted is passed over before anything is judged.
ServerSkips(m) == IsEarlyData(m) /\ SkipsEarlyData(server)

ServerGoesOn(m) ==
  BrokenAnywhereAtServer(server, m) \subseteq OptionalRules \cup OptionalFlightRules

\* A.2: NEGOTIATED is left at once, and nothing is read there.
ServerSendsFlight ==
  /\ server # Hostile
  /\ server.state = "NEGOTIATED"
  /\ server' = AfterServerFlight(server, ServerFlight(server))
  /\ toClient' = toClient \o ServerFlight(server)
  /\ UNCHANGED << client, toServer >>

ServerReadsA(type) ==
  /\ ServerHasMessage
  /\ Head(toServer).type = type
  /\ server.state \notin {"START", "WAIT_CH_AGAIN"}
  /\ ~ServerSkips(Head(toServer))
  /\ ServerGoesOn(Head(toServer))
  /\ toServer' = Tail(toServer)
  /\ UNCHANGED << client, toClient >>

ServerReadsEndOfEarlyData ==
  /\ ServerReadsA("end_of_early_data")
  /\ server' = AfterEndOfEarlyData(server, Head(toServer))

ServerReadsCertificate ==
  /\ ServerReadsA("certificate")
  /\ server' = AfterClientCertificate(server, Head(toServer))

ServerReadsVerify ==
  /\ ServerReadsA("certificate_verify")
  /\ server' = AfterClientVerify(server, Head(toServer))

ServerFinishes ==
  /\ ServerReadsA("finished")
  /\ server' = AfterClientFinished(server, Head(toServer))

ServerReadsData ==
  /\ ServerReadsA("application_data")
  /\ server' = AfterData(server, Head(toServer))

ServerSkipsEarlyData ==
  /\ ServerHasMessage /\ ServerSkips(Head(toServer))
  /\ toServer' = Tail(toServer)
  /\ UNCHANGED << client, server, toClient >>

ServerSendsData ==
  /\ server # Hostile
  /\ ServerMaySendData(server) /\ ~HasSent(server, FALSE)
  /\ server' = AfterSendingData(server, Data(FALSE))
  /\ toClient' = Append(toClient, Data(FALSE))
  /\ UNCHANGED << client, toServer >>

ServerRefuses ==
  /\ ServerHasMessage /\ ~EndsConnection(Head(toServer)) /\ ~ServerSkips(Head(toServer))
  /\ \E rule \in BrokenAnywhereAtServer(server, Head(toServer)) : \E alert \in AlertsOf(rule) :
       /\ server' = AfterAbort(server, rule, alert)
       /\ toClient' = Append(toClient, Alert(alert))
  /\ toServer' = <<>>
  /\ UNCHANGED client

ServerIsClosed ==
  /\ ServerHasMessage /\ EndsConnection(Head(toServer))
  /\ server' = AfterClose(server)
  /\ toServer' = <<>>
  /\ UNCHANGED << client, toClient >>

-----------------------------------------------------------------------------
(* Two rule-abiding peers                                                  *)

Figure2Init ==
  /\ client \in {NewFlightClient(offer, certificate) :
                   offer \in Offers, certificate \in Certificates}
  /\ server \in {NewFlightServer(policy, settings) : policy \in Policies, settings \in Settings}
  /\ toServer = <<>>
  /\ toClient = <<>>

ClientReadsOne ==
  \/ ClientRetries \/ ClientAccepts
  \/ ClientReadsExtensions \/ ClientReadsRequest \/ ClientReadsCertificate \/ ClientReadsVerify
  \/ ClientFinishes \/ ClientReadsData
  \/ ClientRefuses \/ ClientIsClosed

ServerReadsOne ==
  \/ ServerRetries \/ ServerAcceptsFirst \/ ServerAcceptsSecond
  \/ ServerReadsEndOfEarlyData \/ ServerReadsCertificate \/ ServerReadsVerify
  \/ ServerFinishes \/ ServerReadsData \/ ServerSkipsEarlyData
  \/ ServerRefuses \/ ServerIsClosed

\* Both are at an end.  What is still on its way may be read, and more may be sent.
Figure2Ended ==
  /\ client = Hostile \/ FlightEnded(client)
  /\ server = Hostile \/ FlightEnded(server)
  /\ UNCHANGED vars

\* MSG-02: each message where Figure 2 has it.
Figure2Next ==
  \/ ClientSendsFirstHello \/ ClientSendsEarlyData \/ ClientReadsOne \/ ClientSendsData
  \/ ServerReadsOne \/ ServerSendsFlight \/ ServerSendsData
  \/ Figure2Ended

\* As in Handshake; data is sent or not.
Figure2Fairness ==
  /\ WF_vars(ClientSendsFirstHello)
  /\ WF_vars(ClientReadsOne)
  /\ WF_vars(ServerReadsOne)
  /\ WF_vars(ServerSendsFlight)

Figure2Spec == Figure2Init /\ [][Figure2Next]_vars /\ Figure2Fairness
=============================================================================
