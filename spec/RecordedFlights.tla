--------------------------- MODULE RecordedFlights ---------------------------
(***************************************************************************)
(* The specification as a judge of recorded handshakes: Figure2 with one   *)
(* peer that keeps the rules and another that sends whatever was recorded. *)
(*                                                                         *)
(* The worlds of Figure2 have one list of signature schemes, certificates  *)
(* with RSA keys alone, and data once.  A recorded message says more than  *)
(* one of these:                                                           *)
(*                                                                         *)
(*   a ClientHello that a peer holds (first, second) has schemes, what its *)
(*     signature_algorithms lists; a CertificateRequest has them anyway    *)
(*   a CertificateVerify has kind, the kind of the key of the certificate  *)
(*     before it, "none" without one                                       *)
(*                                                                         *)
(* MCRecordedFlights puts the operators here with Recorded in their name   *)
(* in the place of those that the worlds fix.  An operator with With at    *)
(* its end takes what was sent, where the RFC leaves the sender a choice.  *)
(*                                                                         *)
(* Beyond Figure 2: NewSessionTicket (4.6.1) and KeyUpdate (4.6.3) are     *)
(*   read when the handshake is done; keys are the business of records.    *)
(* Assumed, not checked: an RSA key is large enough for its scheme, and    *)
(*   one for PSS alone has no parameters that restrict it.                 *)
(* Out of scope: tickets and close_notify that a rule-abiding peer sends.  *)
(***************************************************************************)
EXTENDS Figure2Properties

-----------------------------------------------------------------------------
(* What the worlds fix                                                     *)

RecordedSchemesOf(m) ==
  IF Carries(m, "signature_algorithms") THEN m.schemes ELSE <<>>

\* 4.2.3, by the kind of the key.
SchemesOfKind ==
  [ RSA       |-> { "rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384", "rsa_pss_rsae_sha512",
                    "rsa_pkcs1_sha256", "rsa_pkcs1_sha384", "rsa_pkcs1_sha512" },
    RSA_PSS   |-> {"rsa_pss_pss_sha256", "rsa_pss_pss_sha384", "rsa_pss_pss_sha512"},
    SECP256R1 |-> {"ecdsa_secp256r1_sha256"},
    SECP384R1 |-> {"ecdsa_secp384r1_sha384"},
    SECP521R1 |-> {"ecdsa_secp521r1_sha512"},
    ED25519   |-> {"ed25519"},
    ED448     |-> {"ed448"},
    none      |-> {} ]

RecordedSchemeFits(m) == m.scheme \in SchemesOfKind[m.kind]

\* 4.4.3: RSA as RSASSA-PSS alone, and no SHA-1.
RecordedSchemesOfTls13 ==
  (UNION {SchemesOfKind[kind] : kind \in DOMAIN SchemesOfKind})
    \ {"rsa_pkcs1_sha256", "rsa_pkcs1_sha384", "rsa_pkcs1_sha512"}

\* Data is sent as often as it was.
RecordedHasSent(peer, early) == FALSE

-----------------------------------------------------------------------------
(* What is sent                                                            *)

OfType(messages, type) == SelectSeq(messages, LAMBDA m : m.type = type)

\* 4.4.3: a scheme that the other peer lists and that the key can be used with.
IsProof(m, asked) ==
  /\ m.scheme \in Range(SchemesOf(asked)) \cap RecordedSchemesOfTls13
  /\ RecordedSchemeFits(m)

\* The messages so far and a CertificateVerify over them, by the scheme of m.
WithProof(transcript, messages, certificate, side, m) ==
  Append(messages,
         CertificateVerify(SignatureOf(certificate, m.scheme, side, transcript \o messages))
           @@ [kind |-> m.kind])

\* ServerFlight, but for the scheme and for what a request lists (4.3.2): it has the choice.
IsServerFlight(peer, messages) ==
  LET requests == OfType(messages, "certificate_request")
      verifies == OfType(messages, "certificate_verify")
      first    == << EncryptedExtensions(ExtensionsOfServer(peer)) >>
                  \o (IF Requests(peer) THEN << CertificateRequest(requests[1].schemes) >>
                      ELSE <<>>)
      proven   == IF peer.psk # "none" THEN first
                  ELSE WithProof(peer.transcript, Append(first, Certificate(<< ServerCertificate >>)),
                                 ServerCertificate, "server", verifies[1])
  IN /\ Len(requests) = (IF Requests(peer) THEN 1 ELSE 0)
     /\ Len(verifies) = (IF peer.psk = "none" THEN 1 ELSE 0)
     /\ \A m \in Range(requests) : m.schemes # <<>>
     /\ \A m \in Range(verifies) : IsProof(m, AnsweredHello(peer))
     /\ messages = WithFinished(peer.transcript, proven, ServerHandshakeKey(peer), "server")

ServerSendsFlightWith(messages) ==
  /\ server # Hostile
  /\ server.state = "NEGOTIATED"
  /\ IsServerFlight(server, messages)
  /\ server' = [ AfterServerFlight(server, messages) EXCEPT
                   !.request = IF Requests(server) THEN OfType(messages, "certificate_request")[1]
                               ELSE None ]
  /\ toClient' = toClient \o messages
  /\ UNCHANGED << client, toServer >>

\* NEG-10, 4.1.1: a server without a PSK in use that has no certificate for any scheme of the
\* client; certificate is what it has, or "none".
ServerCannotProve(certificate) ==
  /\ server # Hostile
  /\ server.state = "NEGOTIATED" /\ server.psk = "none" /\ certificate = "none"
  /\ server' = AfterAbort(server, "SchemesOverlap", "handshake_failure")
  /\ toClient' = Append(toClient, Alert("handshake_failure"))
  /\ toServer' = <<>>
  /\ UNCHANGED client

\* ClientFlight, but for the scheme.  A client that has no certificate for any of the request
\* has "none".
IsClientFlight(peer, messages) ==
  LET verifies == OfType(messages, "certificate_verify")
      shows    == peer.request # None /\ peer.certificate # "none"
      first    == (IF peer.earlyData = "accepted" THEN << EndOfEarlyData >> ELSE <<>>)
                  \o (IF peer.request = None THEN <<>>
                      ELSE << Certificate(IF shows THEN << peer.certificate >> ELSE <<>>) >>)
      proven   == IF shows THEN WithProof(peer.transcript, first, peer.certificate, "client",
                                          verifies[1])
                  ELSE first
  IN /\ Len(verifies) = (IF shows THEN 1 ELSE 0)
     /\ \A m \in Range(verifies) : IsProof(m, peer.request)
     /\ messages = WithFinished(peer.transcript, proven, ClientHandshakeKey(peer), "client")

ClientFinishesWith(messages) ==
  /\ ClientReadsA("finished")
  /\ LET heard == [client EXCEPT !.transcript = Append(@, Head(toClient))]
     IN /\ IsClientFlight(heard, messages)
        /\ client' = [ heard EXCEPT !.state = "CONNECTED", !.transcript = @ \o messages,
                                    !.shown = IF heard.request = None THEN "none"
                                              ELSE heard.certificate ]
  /\ toServer' = toServer \o messages
  /\ UNCHANGED server

-----------------------------------------------------------------------------
(* What may follow Finished                                                *)

\* 4.6.3: request is "update_not_requested", "update_requested", or a code that neither has.
KeyUpdate(request) == [type |-> "key_update", request |-> request]

IsKnownUpdate(m) == m.request \in {"update_not_requested", "update_requested"}

\* A message that has its place when the handshake is done, at the client and at the server.
FollowsFinishedAtClient(m) ==
  client.state = "CONNECTED" /\ m.type \in {"new_session_ticket", "key_update"}

FollowsFinishedAtServer(m) == server.state = "CONNECTED" /\ m.type = "key_update"

\* 4.6.3: an update that asks for one is answered by one that does not.
AnswerTo(m) ==
  IF m.request = "update_requested" THEN << KeyUpdate("update_not_requested") >> ELSE <<>>

ClientReadsTicket ==
  /\ ClientHasMessage
  /\ FollowsFinishedAtClient(Head(toClient)) /\ Head(toClient).type = "new_session_ticket"
  /\ toClient' = Tail(toClient)
  /\ UNCHANGED << client, server, toServer >>

ClientReadsKeyUpdate ==
  /\ ClientHasMessage
  /\ FollowsFinishedAtClient(Head(toClient)) /\ Head(toClient).type = "key_update"
  /\ IsKnownUpdate(Head(toClient))
  /\ toClient' = Tail(toClient)
  /\ toServer' = toServer \o AnswerTo(Head(toClient))
  /\ UNCHANGED << client, server >>

ServerReadsKeyUpdate ==
  /\ ServerHasMessage
  /\ FollowsFinishedAtServer(Head(toServer))
  /\ IsKnownUpdate(Head(toServer))
  /\ toServer' = Tail(toServer)
  /\ toClient' = toClient \o AnswerTo(Head(toServer))
  /\ UNCHANGED << client, server >>

\* KU-01, 4.6.3.
ClientRefusesKeyUpdate ==
  /\ ClientHasMessage
  /\ FollowsFinishedAtClient(Head(toClient)) /\ Head(toClient).type = "key_update"
  /\ ~IsKnownUpdate(Head(toClient))
  /\ client' = AfterAbort(client, "KeyUpdateIsKnown", "illegal_parameter")
  /\ toServer' = Append(toServer, Alert("illegal_parameter"))
  /\ toClient' = <<>>
  /\ UNCHANGED server

ServerRefusesKeyUpdate ==
  /\ ServerHasMessage
  /\ FollowsFinishedAtServer(Head(toServer))
  /\ ~IsKnownUpdate(Head(toServer))
  /\ server' = AfterAbort(server, "KeyUpdateIsKnown", "illegal_parameter")
  /\ toClient' = Append(toClient, Alert("illegal_parameter"))
  /\ toServer' = <<>>
  /\ UNCHANGED client

-----------------------------------------------------------------------------
(* What is refused, and what ends                                          *)

ClientRefusesRecorded == ~FollowsFinishedAtClient(Head(toClient)) /\ ClientRefuses

ServerRefusesRecorded == ~FollowsFinishedAtServer(Head(toServer)) /\ ServerRefuses

\* ALERT-20, as ClientReadsOn.
ClientReadsOnRecorded ==
  /\ ClientHasMessage /\ LeavesOpen(Head(toClient))
  /\ toClient' = Tail(toClient)
  /\ UNCHANGED << client, server, toServer >>

ServerReadsOnRecorded ==
  /\ ServerHasMessage /\ LeavesOpen(Head(toServer))
  /\ toServer' = Tail(toServer)
  /\ UNCHANGED << client, server, toClient >>

-----------------------------------------------------------------------------
(* The other peer sends any message m to one that has nothing to read.     *)

RecordedServerSends(m) ==
  /\ server = Hostile
  /\ client # Hostile /\ FlightClientReads(client) /\ toClient = <<>>
  /\ toClient' = << m >>
  /\ UNCHANGED << client, server, toServer >>

RecordedClientSends(m) ==
  /\ client = Hostile
  /\ server # Hostile /\ FlightServerReads(server) /\ toServer = <<>>
  /\ toServer' = << m >>
  /\ UNCHANGED << client, server, toClient >>

-----------------------------------------------------------------------------
(* Rules that a message breaks, for whoever asks which one decides         *)

BrokenInRecordAtClient(peer, m) ==
  IF peer.state = "CONNECTED" /\ m.type \in {"new_session_ticket", "key_update"}
  THEN IF m.type = "key_update" /\ ~IsKnownUpdate(m) THEN {"KeyUpdateIsKnown"} ELSE {}
  ELSE BrokenInFlightAtClient(peer, m)

BrokenInRecordAtServer(peer, m) ==
  IF peer.state = "CONNECTED" /\ m.type = "key_update"
  THEN IF ~IsKnownUpdate(m) THEN {"KeyUpdateIsKnown"} ELSE {}
  ELSE BrokenInFlightAtServer(peer, m)

\* Whether the body of a message of a type is looked into.
IsAwaitedByClient(peer, type) ==
  \/ type \in ClientAwaits(peer)
  \/ peer.state = "CONNECTED" /\ type \in {"new_session_ticket", "key_update"}

IsAwaitedByServer(peer, type) ==
  type \in ServerAwaits(peer) \/ (peer.state = "CONNECTED" /\ type = "key_update")
=============================================================================
