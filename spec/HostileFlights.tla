---------------------------- MODULE HostileFlights ----------------------------
(***************************************************************************)
(* One peer keeps the rules through the whole of Figure 2, the other sends *)
(* what it likes after the hellos.                                         *)
(*                                                                         *)
(* As in HostilePeers a hostile peer takes a message and puts faults into  *)
(* it, MaxFaults in one run.  The message is one that fits the moment, or  *)
(* any other of both flights: so one is left out, comes twice, or stands   *)
(* in the wrong place.  It knows all keys that its peer has, the long-term *)
(* key of the certificate that it should have, and one of its own; what it *)
(* signs and MACs is over any of several transcripts.                      *)
(*                                                                         *)
(* In the hellos it sends anything that its peer takes: what must be       *)
(* refused there is the business of HostilePeers.                          *)
(***************************************************************************)
EXTENDS Figure2, HostilePeers

-----------------------------------------------------------------------------
(* Faults                                                                  *)

ExtensionsFaults ==
  << "early_data", "unsolicited extension", "forbidden extension",
     "forbidden unsolicited extension", "repeated extension" >>

RequestFaults ==
  << "other context", "no signature_algorithms", "unknown extension", "misplaced extension",
     "repeated extension", "other schemes" >>

CertificateFaults ==
  << "other context", "no certificate", "certificate of a stranger", "unsolicited extension",
     "misplaced extension", "repeated extension" >>

VerifyFaults ==
  << "scheme not offered", "scheme of TLS 1.2", "scheme of another key", "key of a stranger",
     "of the other side", "over the hellos alone", "over nothing", "without the retry" >>

FinishedFaults ==
  << "without the PSK", "of the other side", "over the hellos alone", "over nothing",
     "without the retry" >>

FaultsOf(m) ==
  CASE m.type = "encrypted_extensions" -> ExtensionsFaults
    [] m.type = "certificate_request"  -> RequestFaults
    [] m.type = "certificate"          -> CertificateFaults
    [] m.type = "certificate_verify"   -> VerifyFaults
    [] m.type = "finished"             -> FinishedFaults
    [] OTHER                           -> <<>>

WithExtensionsFault(m, fault) ==
  CASE fault = "early_data"                      -> WithExtension(m, "early_data")
    [] fault = "unsolicited extension"           -> WithExtension(m, "0xfafa")
    \* Asked for by every hello here, and to be answered in ServerHello.
    [] fault = "forbidden extension"             -> WithExtension(m, "supported_versions")
    [] fault = "forbidden unsolicited extension" -> WithExtension(m, "oid_filters")
    [] fault = "repeated extension"              ->
         IF m.extensions = <<>> THEN m ELSE WithExtension(m, Head(m.extensions))

WithRequestFault(m, fault) ==
  CASE fault = "other context"           -> [m EXCEPT !.context = "other"]
    \* 4.3.2: a block without any extension does not parse, which is among Words.
    [] fault = "no signature_algorithms" ->
         [m EXCEPT !.extensions = << "signature_algorithms_cert" >>, !.schemes = <<>>]
    [] fault = "unknown extension"       -> WithExtension(m, "0xfafa")
    [] fault = "misplaced extension"     -> WithExtension(m, "key_share")
    [] fault = "repeated extension"      ->
         IF m.extensions = <<>> THEN m ELSE WithExtension(m, Head(m.extensions))
    \* No fault, but a client has nothing that will do.
    [] fault = "other schemes"           ->
         IF ~Carries(m, "signature_algorithms") THEN m
         ELSE [m EXCEPT !.schemes = << "ecdsa_secp256r1_sha256" >>]

\* 4.4.2: extensions stand in an entry of the chain, and without one there are none.
WithEntryExtension(m, extension) ==
  IF m.chain = <<>> THEN m ELSE WithExtension(m, extension)

WithCertificateFault(m, fault) ==
  CASE fault = "other context"             -> [m EXCEPT !.context = "other"]
    [] fault = "no certificate"            -> [m EXCEPT !.chain = <<>>, !.extensions = <<>>]
    [] fault = "certificate of a stranger" -> [m EXCEPT !.chain = << StrangersCertificate >>]
    [] fault = "unsolicited extension"     -> WithEntryExtension(m, "0xfafa")
    \* What is asked for in ClientHello and CertificateRequest, and belongs nowhere else.
    [] fault = "misplaced extension"       -> WithEntryExtension(m, "signature_algorithms")
    [] fault = "repeated extension"        ->
         IF m.extensions = <<>> THEN m ELSE WithExtension(m, Head(m.extensions))

OtherSide(side) == IF side = "client" THEN "server" ELSE "client"

WithScheme(m, scheme) == [m EXCEPT !.scheme = scheme, !.signature.scheme = scheme]

\* 4.4.1: as if the connection had begun with the second hello.
WithoutRetry(transcript) ==
  SelectSeq(transcript, LAMBDA m : m.type # "message_hash" /\ ~IsRetry(m))

\* A transcript that somebody may think of instead.  peer is who holds the right one.
OverFault(peer, over, fault) ==
  CASE fault = "over the hellos alone" -> HellosOf(peer)
    [] fault = "over nothing"          -> <<>>
    [] fault = "without the retry"     -> WithoutRetry(over)

WithVerifyFault(peer, m, fault) ==
  CASE fault = "scheme not offered"    -> WithScheme(m, "rsa_pss_rsae_sha384")
    [] fault = "scheme of TLS 1.2"     -> WithScheme(m, "rsa_pkcs1_sha256")
    [] fault = "scheme of another key" -> WithScheme(m, "ecdsa_secp256r1_sha256")
    [] fault = "key of a stranger"     -> [m EXCEPT !.signature.key = StrangersCertificate]
    [] fault = "of the other side"     -> [m EXCEPT !.signature.side = OtherSide(@)]
    [] OTHER -> [m EXCEPT !.signature.over = OverFault(peer, @, fault)]

WithFinishedFault(peer, m, fault) ==
  CASE fault = "without the PSK"   -> [m EXCEPT !.mac.key.secret.psk = "none"]
    [] fault = "of the other side" -> [m EXCEPT !.mac.side = OtherSide(@)]
    [] OTHER -> [m EXCEPT !.mac.over = OverFault(peer, @, fault)]

WithFlightFault(peer, m, fault) ==
  CASE m.type = "encrypted_extensions" -> WithExtensionsFault(m, fault)
    [] m.type = "certificate_request"  -> WithRequestFault(m, fault)
    [] m.type = "certificate"          -> WithCertificateFault(m, fault)
    [] m.type = "certificate_verify"   -> WithVerifyFault(peer, m, fault)
    [] m.type = "finished"             -> WithFinishedFault(peer, m, fault)

\* How many faults a message may have: two at most, and what is left of the run's.
FaultsLeft == {number \in 0 .. 2 : faults + number <= MaxFaults}

\* m with no fault, one or two; by the number of faults.
Faulty(peer, m, number) ==
  LET names == FaultsOf(m)
  IN CASE number = 0 -> {m}
       [] number = 1 -> {WithFlightFault(peer, m, names[i]) : i \in DOMAIN names} \ {m}
       [] number = 2 ->
            {WithFlightFault(peer, WithFlightFault(peer, m, names[ij[1]]), names[ij[2]]) :
               ij \in {ij \in (DOMAIN names) \X (DOMAIN names) : ij[1] < ij[2]}} \ {m}

-----------------------------------------------------------------------------
(* A hostile server                                                        *)

Words == {Alert("handshake_failure"), Close, Other("malformed")}

\* The messages of a server, as if it were the turn of each.
FromServer ==
  { EncryptedExtensions(<<>>), EncryptedExtensions(<< "supported_groups" >>),
    CertificateRequest(ListedSchemes),
    Certificate(<< ServerCertificate >>),
    CertificateVerify(SignatureOf(ServerCertificate, "rsa_pss_rsae_sha256", "server",
                                  client.transcript)),
    Finished(MacUnder(ClientHandshakeKey(client), "server", client.transcript)) }

\* What costs nothing, in any place: data only once, for it may be read again and again.
OutOfFlightFromServer ==
  Words \cup {client.reply, EndOfEarlyData}
        \cup (IF client.read = <<>> THEN {Data(FALSE)} ELSE {})

ServerCanSpeak ==
  server = Hostile /\ client # Hostile /\ FlightClientReads(client) /\ toClient = <<>>

ServerPuts(m) == toClient' = << m >> /\ UNCHANGED << client, server, toServer >>

\* A retry names a group or brings a cookie; both at once are no more than either here.
IsForOneThing(m) == IsRetry(m) => m.share = Share("none", "none") \/ m.cookie = NoCookie

\* Any answer that the client takes.
HostileServerAnswersHello ==
  /\ ServerCanSpeak
  /\ client.state \in {"WAIT_SH", "WAIT_SH_AGAIN"}
  /\ \E m \in Answers(LatestHello(client)) :
       IsForOneThing(m) /\ BrokenAtClient(client, m) = {} /\ ServerPuts(m)
  /\ UNCHANGED faults

\* A message in its place or in another, with faults only in its place: what is not awaited is
\* not looked into.
HostileServerSendsFlight ==
  /\ ServerCanSpeak
  /\ client.reply # None
  /\ \E m \in FromServer : \E number \in FaultsLeft :
       /\ number > 0 => m.type \in ClientAwaits(client)
       /\ \E faulty \in Faulty(client, m, number) : ServerPuts(faulty)
       /\ faults' = faults + number

HostileServerSaysElse ==
  /\ ServerCanSpeak
  /\ client.reply # None
  /\ \E m \in OutOfFlightFromServer : ServerPuts(m)
  /\ UNCHANGED faults

FlightsFromServerInit ==
  /\ client \in {NewFlightClient(offer, certificate) :
                   offer \in Offers, certificate \in Certificates}
  /\ server = Hostile
  /\ toServer = <<>>
  /\ toClient = <<>>
  /\ faults = 0

FlightsFromServerNext ==
  \/ ClientSendsFirstHello /\ UNCHANGED faults
  \/ ClientRetries /\ UNCHANGED faults
  \/ ClientAccepts /\ UNCHANGED faults
  \/ ClientReadsExtensions /\ UNCHANGED faults
  \/ ClientReadsRequest /\ UNCHANGED faults
  \/ ClientReadsCertificate /\ UNCHANGED faults
  \/ ClientReadsVerify /\ UNCHANGED faults
  \/ ClientFinishes /\ UNCHANGED faults
  \/ ClientReadsData /\ UNCHANGED faults
  \/ ClientRefuses /\ UNCHANGED faults
  \/ ClientIsClosed /\ UNCHANGED faults
  \/ HostileServerAnswersHello
  \/ HostileServerSendsFlight
  \/ HostileServerSaysElse
  \/ Figure2Ended /\ UNCHANGED faults

\* Nobody reads what the client sends, so that it sends no data here.  That every run ends is
\* left to Figure2: no step takes a peer back.
FlightsFromServerSpec ==
  FlightsFromServerInit /\ [][FlightsFromServerNext]_hostileVars

-----------------------------------------------------------------------------
(* A hostile client                                                        *)

\* Who asked for no certificate may get one all the same.
FromClient ==
  { EndOfEarlyData,
    Certificate(<< ClientCertificate >>),
    CertificateVerify(SignatureOf(IF server.peer = "none" THEN ClientCertificate ELSE server.peer,
                                  "rsa_pss_rsae_sha256", "client", server.transcript)),
    Finished(MacUnder(ServerHandshakeKey(server), "client", server.transcript)) }

\* Early data where there may be some: elsewhere it cannot be opened, which records notice.
OutOfFlightFromClient ==
  Words
  \cup {IF server.second = None THEN server.first ELSE server.second}
  \cup {EncryptedExtensions(<<>>)}
  \cup (IF Data(FALSE) \in Range(server.read) THEN {} ELSE {Data(FALSE)})
  \cup (IF server.state = "WAIT_EOED" /\ Data(TRUE) \notin Range(server.read)
        THEN {Data(TRUE)} ELSE {})

ClientCanSpeak ==
  client = Hostile /\ server # Hostile /\ FlightServerReads(server) /\ toServer = <<>>

ClientPuts(m) == toServer' = << m >> /\ UNCHANGED << client, server, toClient >>

HostileClientSendsHello ==
  /\ ClientCanSpeak
  /\ server.state \in {"START", "WAIT_CH_AGAIN"}
  /\ \E m \in Hellos : BrokenAtServer(server, m) = {} /\ ClientPuts(m)
  /\ UNCHANGED faults

\* Early data that is to be skipped, which costs a fault, or a run had no end.
HostileClientSendsEarlyData ==
  /\ ClientCanSpeak
  /\ SkipsEarlyData(server)
  /\ faults < MaxFaults
  /\ ClientPuts(Data(TRUE))
  /\ faults' = faults + 1

HostileClientSendsFlight ==
  /\ ClientCanSpeak
  /\ server.reply # None
  /\ \E m \in FromClient : \E number \in FaultsLeft :
       /\ number > 0 => m.type \in ServerAwaits(server)
       /\ \E faulty \in Faulty(server, m, number) : ClientPuts(faulty)
       /\ faults' = faults + number

HostileClientSaysElse ==
  /\ ClientCanSpeak
  /\ server.reply # None
  /\ \E m \in OutOfFlightFromClient : ClientPuts(m)
  /\ UNCHANGED faults

FlightsFromClientInit ==
  /\ client = Hostile
  /\ server \in {NewFlightServer(policy, settings) : policy \in Policies, settings \in Settings}
  /\ toServer = <<>>
  /\ toClient = <<>>
  /\ faults = 0

FlightsFromClientNext ==
  \/ ServerRetries /\ UNCHANGED faults
  \/ ServerAcceptsFirst /\ UNCHANGED faults
  \/ ServerAcceptsSecond /\ UNCHANGED faults
  \/ ServerSendsFlight /\ UNCHANGED faults
  \/ ServerReadsEndOfEarlyData /\ UNCHANGED faults
  \/ ServerReadsCertificate /\ UNCHANGED faults
  \/ ServerReadsVerify /\ UNCHANGED faults
  \/ ServerFinishes /\ UNCHANGED faults
  \/ ServerReadsData /\ UNCHANGED faults
  \/ ServerSkipsEarlyData /\ UNCHANGED faults
  \/ ServerRefuses /\ UNCHANGED faults
  \/ ServerIsClosed /\ UNCHANGED faults
  \/ HostileClientSendsHello
  \/ HostileClientSendsEarlyData
  \/ HostileClientSendsFlight
  \/ HostileClientSaysElse
  \/ Figure2Ended /\ UNCHANGED faults

FlightsFromClientSpec ==
  FlightsFromClientInit /\ [][FlightsFromClientNext]_hostileVars
=============================================================================
