------------------------------ MODULE MCMutants ------------------------------
(***************************************************************************)
(* Every property is seen to fail.  A mutant is a configuration that puts  *)
(* one operator of this module in the place of one of the specification,   *)
(* which stays as it is, and names the one property that must break.  The  *)
(* Witness configurations change nothing: what they name can happen.       *)
(*                                                                         *)
(* Bounds.  The least that tells the mutants apart.  One offer: of two     *)
(* groups one is shared, a third is not listed (KS-09, KS-10); two suites  *)
(* in the order that the server does not prefer, which has a third; a      *)
(* GREASE suite, or else GR-09 is SH-06; a session id.  One fault.  In the *)
(* honest world also an offer without TLS 1.3 and a server without a       *)
(* common group.                                                           *)
(***************************************************************************)
EXTENDS Properties, HostilePeers

\* The operators as they are, also where a configuration replaces them.
Intact == INSTANCE Client
IntactServer == INSTANCE Server

MutantGroups == {"x25519", "secp256r1", "secp384r1"}

MutantSuites == {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"}

MutantOffer ==
  [ groups |-> << "x25519", "secp256r1" >>, shared |-> {"x25519"},
    suites |-> << "0x0a0a", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >>,
    versions |-> << "TLS 1.3", "TLS 1.2" >>, sessionId |-> "session",
    psks |-> <<>>, modes |-> <<>>, earlyData |-> FALSE ]

OneOffer == {MutantOffer}

\* A client that also speaks a version after TLS 1.3: the retry selects one, the
\* ServerHello could select the other.
NewerOffer == {[MutantOffer EXCEPT !.versions = << "0x0305", "TLS 1.3" >>]}

\* A first hello also with nothing that a server could take.
HonestOffers == { MutantOffer, [MutantOffer EXCEPT !.versions = << "TLS 1.2" >>] }

NoPolicies == {}

PoliciesWith(groupLists) ==
  [ groups : groupLists,
    suites : {<< "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_256_GCM_SHA384",
                 "TLS_AES_128_GCM_SHA256" >>},
    take   : {"shared", "preferred"},
    cookie : BOOLEAN,
    psks   : {{}}, modes : {<<>>}, pskFirst : {FALSE}, earlyData : {FALSE} ]

CommonPolicies == PoliciesWith({<< "secp256r1", "x25519" >>})

\* The server of the second kind has no group that the client has.
EveryPolicy == PoliciesWith({<< "secp256r1", "x25519" >>, << "secp384r1" >>})

\* Handshake's Spec; the variable of HostilePeers rests.
HonestSpec ==
  Init /\ faults = 0 /\ [][Next /\ UNCHANGED faults]_hostileVars /\ Fairness

-----------------------------------------------------------------------------
(* A rule that nothing breaks, one that everything breaks, by parameters.  *)

KeptByAll1(a) == TRUE

KeptByAll2(a, b) == TRUE

BrokenByAll2(a, b) == FALSE

-----------------------------------------------------------------------------
(* The client                                                              *)

\* KV-01 to KV-05, HY-07, HY-09, HY-10, KEX-12: no value of a share is looked into.
BrokenByNoValue(share) == {}

\* EXT-02 without HRR-05: a cookie in HelloRetryRequest is unsolicited.
CookieWasNotRequested(hello, m) == Range(m.extensions) \subseteq Range(hello.extensions)

\* What answers the second hello is held to the first.
OnlyFirstHello(peer) == peer.first

\* CH-05: legacy_version as if it were the version.
OfferOfLaterLegacyVersion(offer) ==
  [Intact!ClientHello(offer) EXCEPT !.legacyVersion = "TLS 1.3"]

\* CH-13: a compression besides null.
OfferOfCompression(offer) == [Intact!ClientHello(offer) EXCEPT !.compression = "other"]

\* EXT-06: an extension twice.
OfferWithRepeatedExtension(offer) ==
  [Intact!ClientHello(offer) EXCEPT !.extensions = Append(@, Head(@))]

\* MTI-13: what a certificate could be signed with is not said.
OfferWithoutSignatureAlgorithms(offer) ==
  [Intact!ClientHello(offer) EXCEPT !.extensions = Without(@, {"signature_algorithms"})]

\* KS-06: each share twice.
OfferWithRepeatedShares(offer) == [Intact!ClientHello(offer) EXCEPT !.shares = @ \o @]

\* CK-03: a cookie before any retry.
OfferWithCookie(offer) ==
  [Intact!ClientHello(offer) EXCEPT !.extensions = Append(@, "cookie"), !.cookie = ServerCookie]

\* ED-07: early_data stands in the second hello.
EarlyDataInSecondHello(first, retry, psks) ==
  << "early_data" >> \o Intact!SecondExtensions(first, retry, psks)

\* CK-02: the second hello has the extension and not the cookie.
SecondHelloWithoutCookie(first, retry, dropped) ==
  [Intact!SecondHelloWithout(first, retry, dropped) EXCEPT !.cookie = NoCookie]

\* CH2-09: the second hello has a random of its own; nothing holds it to the first.
RetriesWithNewRandom ==
  /\ ClientReads(client) /\ toClient # <<>> /\ IsRetry(Head(toClient))
  /\ ClientMayGoOn(Head(toClient))
  /\ LET retry == Head(toClient)
         hello == [SecondHello(client.first, retry) EXCEPT !.random = "other"]
     IN /\ client' = AfterRetry(client, retry, hello)
        /\ toServer' = Append(toServer, hello)
  /\ toClient' = Tail(toClient)
  /\ UNCHANGED server

\* 4.4.1: the first hello itself stays in the transcript.
RetryWithoutMessageHash(peer, retry, hello) ==
  [Intact!AfterRetry(peer, retry, hello) EXCEPT !.transcript = << peer.first, retry, hello >>]

\* A state that is none of A.1.
AfterServerHelloElsewhere(peer, m) ==
  [Intact!AfterServerHello(peer, m) EXCEPT !.state = "CONNECTED"]

\* MSG-03: a ServerHello is judged as such when one was accepted before.
AnyServerHelloIsExpected(peer, m) ==
  IF m.type = "server_hello" /\ ~IsRetry(m) /\ Carries(m, "supported_versions")
  THEN BrokenByTls13ServerHello(peer, m)
  ELSE Intact!BrokenAtClient(peer, m)

\* ALERT-08: octets that do not parse are no reason to abort; nothing else is done with them.
UnparsableIsLeftToClient(peer, m) ==
  IF m.type = "malformed" THEN {} ELSE Intact!BrokenAtClient(peer, m)

\* 6.2: a client that has aborted reads on.
ReadsAfterAbort(peer) == peer.state \in {"WAIT_SH", "WAIT_SH_AGAIN", "WAIT_EE", "ABORTED"}

-----------------------------------------------------------------------------
(* The server                                                              *)

\* A server that has sent HelloRetryRequest takes the next hello for a first one.
AnyHelloIsFirst ==
  /\ server.state \in {"START", "WAIT_CH_AGAIN"} /\ toServer # <<>>
  /\ IsClientHello(Head(toServer))

\* HRR-20: the retry names the chosen group also if it has a share.
RetryNamesAnyGroup(policy, hello) ==
  HelloRetryRequest(hello, ChosenSuite(policy, hello), ChosenGroup(policy, hello),
                    IF policy.cookie THEN ServerCookie ELSE NoCookie)

\* KS-13: the group is the server's first, listed or not.
OwnGroupIsChosen(policy, hello) == Head(policy.groups)

\* The group is the best listed one, whatever the policy says of shares.
BestGroupIsAlwaysChosen(policy, hello) == First(policy.groups, Range(hello.groups))

\* A shared group is taken if there is one, whatever the policy says.
SharedGroupIsAlwaysChosen(policy, hello) ==
  IntactServer!ChosenGroup([policy EXCEPT !.take = "shared"], hello)

\* The suite is the server's first, offered or not.
OwnSuiteIsChosen(policy, hello) == Head(policy.suites)

\* The client's order decides on the suite.
ClientsSuiteIsChosen(policy, hello) == First(hello.suites, Range(policy.suites))

\* HRR-11: the suite is chosen anew in the second hello, the other one.
SuiteIsChosenAnew(peer, hello) ==
  LET other == CHOOSE suite \in Range(hello.suites) : suite # peer.retry.suite
  IN ServerHello(hello, other, ChosenGroup(peer.policy, peer.first))

\* SH-01: legacy_version as if it were the version.
HelloOfLaterLegacyVersion(hello, suite, group, psk) ==
  [Intact!ServerHelloWithPsk(hello, suite, group, psk) EXCEPT !.legacyVersion = "TLS 1.3"]

\* SH-07: a compression.
HelloWithCompression(hello, suite, group, psk) ==
  [Intact!ServerHelloWithPsk(hello, suite, group, psk) EXCEPT !.compression = "other"]

\* SH-09: the server's groups, which go into EncryptedExtensions.
HelloThatSaysTooMuch(hello, suite, group, psk) ==
  [Intact!ServerHelloWithPsk(hello, suite, group, psk) EXCEPT
     !.extensions = Append(@, "supported_groups")]

\* SH-10: as an older server would.
HelloWithoutVersion(hello, suite, group, psk) ==
  [Intact!ServerHelloWithPsk(hello, suite, group, psk) EXCEPT
     !.extensions = << "key_share" >>, !.version = "none"]

\* SH-11: as a server would that has taken a PSK alone.
HelloWithoutShare(hello, suite, group, psk) ==
  [Intact!ServerHelloWithPsk(hello, suite, group, psk) EXCEPT
     !.extensions = << "supported_versions" >>, !.share = NoShare]

\* HRR-02: the session id is kept for the ServerHello.
RetryWithoutSessionId(hello, suite, group, cookie) ==
  [Intact!HelloRetryRequest(hello, suite, group, cookie) EXCEPT !.sessionId = "empty"]

\* HRR-03: the version is kept for the ServerHello.
RetryWithoutVersion(hello, suite, group, cookie) ==
  [Intact!HelloRetryRequest(hello, suite, group, cookie) EXCEPT
     !.extensions = Tail(@), !.version = "none"]

\* HRR-05: something for a client that never heard of it.
RetryWithUnrequestedExtension(hello, suite, group, cookie) ==
  [Intact!HelloRetryRequest(hello, suite, group, cookie) EXCEPT !.extensions = Append(@, "0xfafa")]

\* HRR-14: the best version of the second hello, whatever the retry selected.
ReplyOfAnotherVersion(peer, hello) ==
  [IntactServer!ReplyToSecond(peer, hello) EXCEPT !.version = Head(Reversed(hello.versions))]

\* NEG-01 judged by the shares and not by supported_groups.
SharesOverlap(policy, hello) == Range(policy.groups) \cap SharedGroups(hello) # {}

\* 4.2, the column CH without the cookie.
NoCookieInClientHello == Intact!InClientHello \ {"cookie"}

\* 4.4.1, as of the client.
SendsRetryWithoutMessageHash(peer, hello, retry) ==
  [IntactServer!AfterSendingRetry(peer, hello, retry) EXCEPT !.transcript = << hello, retry >>]

\* The server keeps one reply and sends another, as if it were changed on its way.
SendsAnotherReply ==
  /\ FirstHelloArrived
  /\ LET hello == Head(toServer)
         reply == ReplyToFirst(server.policy, hello)
         other == CHOOSE suite \in MutantSuites : suite # reply.suite
     IN /\ ServerMayGoOn(hello)
        /\ ~WantsRetry(server.policy, hello)
        /\ server' = AfterReplyToFirst(server, hello, reply)
        /\ toClient' = Append(toClient, [reply EXCEPT !.suite = other])
  /\ toServer' = Tail(toServer)
  /\ UNCHANGED client

\* The server hangs up on any first hello.
ClosesAtFirstHello ==
  /\ FirstHelloArrived
  /\ server' = AfterClose(server)
  /\ toClient' = Append(toClient, Close)
  /\ toServer' = <<>>
  /\ UNCHANGED client

\* ALERT-08, as of the client.
UnparsableIsLeftToServer(peer, m) ==
  IF m.type = "malformed" THEN {} ELSE IntactServer!BrokenAtServer(peer, m)

\* MSG-03: a message that is no ClientHello is no reason to abort.
OtherMessageIsLeftToServer(peer, m) ==
  IF m.type # "malformed" /\ ~IsClientHello(m) THEN {} ELSE IntactServer!BrokenAtServer(peer, m)

\* 6.1: a server that was closed reads on.
ReadsAfterClose(peer) == peer.state \in {"START", "WAIT_CH_AGAIN", "NEGOTIATED", "CLOSED"}

-----------------------------------------------------------------------------
(* Either                                                                  *)

\* 6.2: the record of an abort names an alert that no rule permits.
AbortWithAnotherAlert(peer, rule, alert) ==
  [Intact!AfterAbort(peer, rule, alert) EXCEPT !.alert = "internal_error"]

\* NEG-01: another alert, of the rulebook itself.
AnotherAlertForGroups == [Intact!Alerts EXCEPT !.GroupsOverlap = {"illegal_parameter"}]

\* The server may leave a hello unread for ever.
ServerMayStall == WF_vars(ClientSendsFirstHello) /\ WF_vars(ClientReceives)

\* No retry is ever sent: what takes one cannot happen.
Never == FALSE
=============================================================================
