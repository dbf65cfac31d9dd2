----------------------------- MODULE Properties -----------------------------
(***************************************************************************)
(* What the exchange promises, and nothing else.  The suffix says the      *)
(* kind: ...Inv of a state, ...Prop of a step, ...Live of a whole run,     *)
(* ...Witness is meant to be violated and shows that something can happen. *)
(*                                                                         *)
(* No property here repeats the guard of an action: each speaks of what    *)
(* was sent and what was accepted.                                         *)
(***************************************************************************)
EXTENDS Handshake

\* client and server are what they are said to be (a hostile peer is no one).
TypeOK ==
  /\ \/ client = Hostile
     \/ /\ IsOffer(client.offer)
        /\ DOMAIN client = DOMAIN NewClient(client.offer)
        /\ client.state \in ClientStates
        /\ \A m \in { client.first, client.retry, client.second, client.reply }
                    \cup Range(client.transcript) : IsMessage(m)
        /\ client.rule \in Rules \cup {"none"}
        /\ client.psk \in STRING /\ client.mode \in {"none", "psk_ke", "psk_dhe_ke"}
        /\ client.earlyData \in EarlyDataAtClient
  /\ \/ server = Hostile
     \/ /\ IsPolicy(server.policy)
        /\ DOMAIN server = DOMAIN NewServer(server.policy)
        /\ server.state \in ServerStates
        /\ \A m \in { server.first, server.retry, server.second, server.reply }
                    \cup Range(server.transcript) : IsMessage(m)
        /\ server.rule \in Rules \cup {"none"}
        /\ server.psk \in STRING /\ server.mode \in {"none", "psk_ke", "psk_dhe_ke"}
        /\ server.earlyData \in EarlyDataAtServer
  /\ \A m \in Range(toServer) \cup Range(toClient) : IsMessage(m)

ClientIs(state) == client # Hostile /\ client.state = state

ServerIs(state) == server # Hostile /\ server.state = state

\* What a receiver makes of a legacy_version by the text.  RFC 8446, 4.2.1 ignores it where
\* supported_versions stands, and D.5 refuses that of SSL 3.0; RFC 9846 fixes it.
LegacyVersionAsRead(version) ==
  IF Profile = "rfc8446" /\ version # "SSL 3.0" THEN "TLS 1.2" ELSE version

-----------------------------------------------------------------------------
(* A client against anybody                                                *)

\* The client answers at most one HelloRetryRequest: a second hello, once sent, is the last.
AtMostOneRetryProp ==
  [][client # Hostile /\ client.second # None => client'.second = client.second]_vars

\* A retry that would change nothing is refused: what was accepted changed the
\* shares or brought a cookie.
NoOpRetryIsRefusedInv ==
  client # Hostile /\ client.second # None =>
    \/ client.second.shares # client.first.shares
    \/ client.second.cookie # client.first.cookie

\* A retry makes the client share only a group that it had listed and not yet shared.
RetryIsForListedUnsharedGroupInv ==
  client # Hostile /\ client.second # None =>
    \/ client.second.shares = client.first.shares
    \/ /\ Len(client.second.shares) = 1
       /\ client.second.shares[1].key = "second"
       /\ client.second.shares[1].group \in Range(client.first.groups) \ SharedGroups(client.first)

\* What the retry fixed stays fixed: version, suite, session id, and the group if it named one.
RetriedValuesStayInv ==
  ClientIs("WAIT_EE") /\ client.retry # None =>
    /\ client.reply.version = client.retry.version
    /\ client.reply.suite = client.retry.suite
    /\ client.reply.sessionId = client.retry.sessionId
    /\ client.retry.share # NoShare /\ client.reply.share # NoShare =>
         client.reply.share.group = client.retry.share.group

\* The second hello is the first but for shares, cookie, PSKs that do not fit any more,
\* binders, and what stands in extensions for them (4.1.2); the order of what stays is kept.
SecondHelloDiffersAsAllowedInv ==
  client # Hostile /\ client.second # None =>
    /\ \A field \in DOMAIN client.first \ {"shares", "cookie", "psks", "binders", "extensions"} :
         client.second[field] = client.first[field]
    /\ Without(client.second.extensions, {"cookie", "padding"})
         = Without(client.first.extensions,
                   {"early_data", "padding"}
                   \cup (IF client.second.psks = <<>> THEN {"pre_shared_key"} ELSE {}))
    /\ client.second.cookie = client.retry.cookie
    /\ \E gone \in SUBSET {psk \in Range(client.first.psks) :
                           psk.hash # HashOf(client.retry.suite)} :
         client.second.psks = Without(client.first.psks, gone)
    \* One PSK at least stays with a client that relies on PSKs alone (9.2).
    /\ Carries(client.second, "signature_algorithms") \/ client.second.psks # <<>>

\* pre_shared_key is the last extension of any hello, and a binder is for the key of its
\* identity, over everything before it: in the second hello over message_hash of the
\* first one and over the retry (4.2.11.2).
BindersCoverEverythingBeforeInv ==
  client # Hostile =>
    \A i \in DOMAIN client.transcript :
      LET hello == client.transcript[i]
      IN IsClientHello(hello) /\ hello.psks # <<>> =>
           /\ hello.extensions[Len(hello.extensions)] = "pre_shared_key"
           /\ Len(hello.binders) = Len(hello.psks)
           /\ \A j \in DOMAIN hello.psks :
                hello.binders[j] =
                  [ key  |-> hello.psks[j].identity,
                    over |-> Append(SubSeq(client.transcript, 1, i - 1),
                                    [hello EXCEPT !.binders = <<>>]) ]

\* Early data ends with the retry, and is said again in no second hello (4.2.10).
EarlyDataEndsWithRetryInv ==
  client # Hostile /\ client.second # None =>
    client.earlyData # "offered" /\ ~Carries(client.second, "early_data")

\* The answers that a rule-abiding server may give, by the text of 4.1.3 and 4.1.4
\* and not by the rules that a receiver checks.
\* GREASE values are offered so that a server passes them over (RFC 8701).
LegalAnswers ==
  LET first    == client.first
      suites   == Range(first.suites) \ Grease
      shared   == SharedGroups(LatestHello(client)) \ Grease
      unshared == Range(first.groups) \ (shared \cup Grease)
      latest   == LatestHello(client)
      fitting(index) ==
        {suite \in suites : /\ HashOf(suite) = latest.psks[index].hash
                            /\ client.retry # None => suite = client.retry.suite}
      \* With a PSK of the latest hello, by a mode that it permits: alone, or with a group.
      groups   == (IF "psk_ke" \in Range(latest.modes) THEN {"none"} ELSE {})
                  \cup (IF "psk_dhe_ke" \in Range(latest.modes) THEN shared ELSE {})
      withPsk  == UNION {{ServerHelloWithPsk(latest, suite, group, << index - 1 >>) :
                            suite \in fitting(index), group \in groups} :
                         index \in DOMAIN latest.psks}
  IN CASE client.state = "WAIT_SH" ->
            {HelloRetryRequest(first, suite, group, cookie) :
               suite \in suites, group \in unshared, cookie \in {NoCookie, ServerCookie}}
            \cup {HelloRetryRequest(first, suite, "none", ServerCookie) : suite \in suites}
            \cup {ServerHello(first, suite, group) : suite \in suites, group \in shared}
            \cup withPsk
       [] client.state = "WAIT_SH_AGAIN" ->
            {ServerHello(client.second, client.retry.suite, group) : group \in shared}
            \cup withPsk
       [] OTHER -> {}

\* A legal answer up to what a receiver ignores: the order of extensions (4.2),
\* legacy_version in RFC 8446 (also in HelloRetryRequest, HRR-06 leaves the choice), what a
\* cookie is made of (4.2.2), and a downgrade marker, which has no meaning in TLS 1.3 (DG-07).
IsLegalAnswer(m) ==
  \E legal \in LegalAnswers :
    SameButOrder([m EXCEPT !.legacyVersion = LegacyVersionAsRead(@),
                           !.cookie = IF @ = NoCookie THEN @ ELSE ServerCookie,
                           !.random = IF IsRetry(m) THEN @ ELSE "server"], legal)

\* The client goes on only with an answer that a rule-abiding server may give ...
ClientAcceptsOnlyLegalAnswersProp ==
  [][ client # Hostile /\ toClient # <<>> /\ client' # client
      /\ client'.state \in {"WAIT_SH_AGAIN", "WAIT_EE"} => IsLegalAnswer(Head(toClient)) ]_vars

\* ... and refuses none of these.  A client that did not offer TLS 1.3 is answered by none.
ClientRefusesNoLegalAnswerProp ==
  [][ client # Hostile /\ client.state # "ABORTED" /\ client'.state = "ABORTED"
      /\ Head(toClient).type = "server_hello" /\ OffersTls13(client.first)
      => Head(toClient) \notin LegalAnswers ]_vars

\* What a client sends is what 4.1.2, 4.2 and 9.2 ask of it, field by field: CH-05, CH-13,
\* EXT-06, EXT-10, EXT-05, PKM-01, ED-01, ED-07, MTI-12, MTI-13, KS-02, KS-03, KS-06, KS-07, CK-03.
ClientSendsOnlyLegalHellosInv ==
  client # Hostile =>
    \A hello \in {client.first, client.second} \ {None} :
      /\ hello.legacyVersion = "TLS 1.2"
      /\ hello.compression = "null"
      /\ Cardinality(Range(hello.extensions)) = Len(hello.extensions)
      /\ Range(hello.extensions) \cap (Recognised \ InClientHello) = {}
      /\ Carries(hello, "pre_shared_key") =>
           /\ hello.extensions[Len(hello.extensions)] = "pre_shared_key"
           /\ Carries(hello, "psk_key_exchange_modes")
      /\ Carries(hello, "early_data") => Carries(hello, "pre_shared_key") /\ hello = client.first
      /\ "TLS 1.3" \in Range(hello.versions) /\ ~Carries(hello, "pre_shared_key") =>
           { "supported_versions", "supported_groups", "signature_algorithms", "key_share" }
             \subseteq Range(hello.extensions)
      /\ [i \in DOMAIN hello.shares |-> hello.shares[i].group]
           = SelectSeq(hello.groups, LAMBDA g : g \in SharedGroups(hello))
      /\ Carries(hello, "cookie") => client.second # None /\ hello = client.second

-----------------------------------------------------------------------------
(* A server against anybody                                                *)

\* The server asks at most once.
ServerRetriesOnceProp ==
  [][server # Hostile /\ server.retry # None => server'.retry = server.retry]_vars

\* The server asks for a group only if both have it and the client had no share for it.
ServerRetriesForCommonUnsharedGroupInv ==
  server # Hostile /\ server.retry # None /\ server.retry.share # NoShare =>
    server.retry.share.group \in
      (Range(server.policy.groups) \cap Range(server.first.groups)) \ SharedGroups(server.first)

\* The server never sends a retry that asks for nothing.
ServerNeverSendsNoOpRetryInv ==
  server # Hostile /\ server.retry # None =>
    server.retry.share # NoShare \/ server.retry.cookie # NoCookie

\* A server that can go on and wants no address shown does not ask.
ServerRetriesOnlyWhenDueInv ==
  server # Hostile /\ server.retry # None /\ server.policy.take = "shared" /\ ~server.policy.cookie =>
    Range(server.policy.groups) \cap Range(server.first.groups) \cap SharedGroups(server.first) = {}

\* What the server selects was offered in the hello that it answers, and a retry holds.
ServerSelectsWhatWasOfferedInv ==
  ServerIs("NEGOTIATED") =>
    LET hello == IF server.retry = None THEN server.first ELSE server.second
        group == server.reply.share.group
    IN /\ "TLS 1.3" \in Range(hello.versions)
       /\ server.reply.suite \in Range(hello.suites) \cap Range(server.policy.suites)
       /\ server.retry # None => server.reply.suite = server.retry.suite
       /\ IF server.reply.share = NoShare
          THEN server.reply.psk # <<>>
          ELSE /\ group \in Range(hello.groups) \cap SharedGroups(hello)
                            \cap Range(server.policy.groups)
               /\ ShareFor(hello, group).key \notin ValueRules
               /\ server.retry # None /\ server.retry.share # NoShare =>
                    group = server.retry.share.group

\* A PSK that the server selects is one that it knows, of the hello that it answers, and
\* of the hash of the suite.
ServerSelectsKnownFittingPskInv ==
  ServerIs("NEGOTIATED") /\ server.reply.psk # <<>> =>
    LET hello == IF server.retry = None THEN server.first ELSE server.second
        index == server.reply.psk[1] + 1
    IN /\ index \in DOMAIN hello.psks
       /\ hello.psks[index] \in server.policy.psks
       /\ hello.psks[index].hash = HashOf(server.reply.suite)

\* It is used only with a binder under its key over the whole transcript so far: after a
\* retry the binder of the first hello is worth nothing.
PskIsBoundToTranscriptInv ==
  ServerIs("NEGOTIATED") /\ server.reply.psk # <<>> =>
    LET hello  == IF server.retry = None THEN server.first ELSE server.second
        index  == server.reply.psk[1] + 1
        before == IF server.retry = None THEN <<>>
                  ELSE << [type |-> "message_hash", of |-> server.first], server.retry >>
    IN hello.binders[index] =
         [ key  |-> hello.psks[index].identity,
           over |-> Append(before, [hello EXCEPT !.binders = <<>>]) ]

\* The server goes on only with an offer of PSKs that stands at the end, with modes, and
\* with a binder for each identity.
PskOfferIsWellFormedInv ==
  server # Hostile =>
    \A hello \in {server.first, server.second} :
      IsClientHello(hello) /\ OffersTls13(hello) /\ Carries(hello, "pre_shared_key") =>
        /\ hello.extensions[Len(hello.extensions)] = "pre_shared_key"
        /\ Carries(hello, "psk_key_exchange_modes")
        /\ Len(hello.binders) = Len(hello.psks)

\* A PSK that both know, permit, and that fits the suite is used: a wrong binder is no
\* reason to go on without it (4.2.11).
CommonPskIsUsedInv ==
  ServerIs("NEGOTIATED") /\ server.reply.psk = <<>> =>
    LET hello == IF server.retry = None THEN server.first ELSE server.second
    IN \/ Range(server.policy.modes) \cap Range(hello.modes) = {}
       \/ \A psk \in server.policy.psks \cap Range(hello.psks) :
            psk.hash # HashOf(server.reply.suite)

\* A PSK is used alone only if both sides permit psk_ke, and with a group only if both
\* permit psk_dhe_ke.
PskModeIsPermittedByBothInv ==
  ServerIs("NEGOTIATED") /\ server.reply.psk # <<>> =>
    LET hello == IF server.retry = None THEN server.first ELSE server.second
        mode  == IF Carries(server.reply, "key_share") THEN "psk_dhe_ke" ELSE "psk_ke"
    IN mode \in Range(hello.modes) \cap Range(server.policy.modes)

\* Early data is accepted only if it was offered, without a retry, under the first PSK,
\* which is the selected one, and with the suite that belongs to it.
EarlyDataIsAcceptedOnlyIfAllFitsInv ==
  server # Hostile /\ server.earlyData = "accepted" =>
    /\ server.retry = None
    /\ Carries(server.first, "early_data")
    /\ server.policy.earlyData
    /\ server.reply.psk = << 0 >>
    /\ server.reply.suite = server.first.psks[1].earlySuite

\* Early data that was offered meets exactly one of the three fates of 4.2.10.
EarlyDataIsDecidedInv ==
  server # Hostile /\ server.first # None =>
    IF ~Carries(server.first, "early_data") THEN server.earlyData = "none"
    ELSE IF server.retry # None THEN server.earlyData = "retried"
    ELSE server.earlyData \in {"accepted", "refused"}

\* The form of an answer.  hello is the ClientHello that is answered.
\* SH-01, SH-05, SH-06, SH-07, SV-12: HRR-02 asks the same of HelloRetryRequest.
AnswersInForm(hello, m) ==
  /\ m.legacyVersion = "TLS 1.2"
  /\ m.sessionId = hello.sessionId
  /\ m.suite \in Range(hello.suites)
  /\ m.compression = "null"
  /\ m.version = "TLS 1.3"
  /\ Cardinality(Range(m.extensions)) = Len(m.extensions)

\* HRR-03, HRR-05, HRR-16: what may stand in a HelloRetryRequest, and was asked for.
RetryIsInForm(hello, m) ==
  /\ AnswersInForm(hello, m)
  /\ "supported_versions" \in Range(m.extensions)
  /\ Range(m.extensions) \subseteq {"supported_versions", "key_share", "cookie"}
  /\ Range(m.extensions) \ {"cookie"} \subseteq Range(hello.extensions)
  /\ "key_share" \in Range(m.extensions) <=> m.share # NoShare
  /\ "cookie" \in Range(m.extensions) <=> m.cookie # NoCookie

\* SH-09, SH-10, SH-11: key_share or pre_shared_key or both beside the version.
\* HRR-11, HRR-14, KS-15: what the retry has fixed.
ReplyIsInForm(hello, retry, m) ==
  /\ AnswersInForm(hello, m)
  /\ m.random # "HelloRetryRequest"
  /\ Range(m.extensions) =
       {"supported_versions"} \cup (IF m.share = NoShare THEN {} ELSE {"key_share"})
                              \cup (IF m.psk = <<>> THEN {} ELSE {"pre_shared_key"})
  /\ IF m.share = NoShare THEN m.psk # <<>>
     ELSE m.share.group \in SharedGroups(hello) /\ m.share.key = "server"
  /\ m.cookie = NoCookie
  /\ retry # None => /\ m.suite = retry.suite /\ m.version = retry.version
                     /\ retry.share # NoShare /\ m.share # NoShare =>
                          m.share.group = retry.share.group

\* What a server sends is what 4.1.3 and 4.1.4 ask of it, field by field.
ServerSendsOnlyLegalAnswersInv ==
  server # Hostile =>
    /\ server.retry # None => RetryIsInForm(server.first, server.retry)
    /\ server.reply # None =>
         ReplyIsInForm(IF server.second = None THEN server.first ELSE server.second,
                       server.retry, server.reply)

\* A hello on which a server may go on, by the text of 4.1.2, 4.2 and 9.2 and not by the
\* rules that it checks: what a rule-abiding client sends, less what a server passes over
\* or may pass over.  It passes over legacy_version (see above), the order of extensions,
\* those that it does not know and those that it does not need (4.1.2, 4.2), what they
\* contain; it need not look at shares that it does not use (4.2.8), at a cookie that it
\* did not send (4.2.2), at groups that are repeated (RFC 9846, 4.3.7).
ServerMayGoOnWith(m) ==
  LET sent   == ClientHello(OfferOf(m))
      \* No certificate is needed where there may be a PSK (4.2.3, 9.2).
      spared == IF Carries(m, "pre_shared_key") THEN {"signature_algorithms"} ELSE {}
      passed == (InClientHello \ Range(sent.extensions)) \cup (Range(m.extensions) \ Recognised)
  IN /\ "TLS 1.3" \in Range(m.versions)
     /\ \A i, j \in DOMAIN m.extensions : i # j => m.extensions[i] # m.extensions[j]
     /\ SameButOrder([m EXCEPT !.legacyVersion = LegacyVersionAsRead(@),
                               !.random         = sent.random,
                               !.extensions     = Without(@, passed \cup spared),
                               !.shares         = sent.shares,
                               !.binders        = sent.binders,
                               !.cookie         = sent.cookie,
                               !.rest           = sent.rest],
                     [sent EXCEPT !.extensions = Without(@, spared)])

\* The server goes on only with a hello on which it may, and after a retry only if what it
\* has chosen is still offered (4.1.4): a second retry is no way out.  Who selects no PSK
\* authenticates by certificate, and has to know which signatures will do (4.2.3).
ServerAcceptsOnlyLegalHellosProp ==
  [][ server # Hostile /\ toServer # <<>> /\ server' # server
      /\ server'.state \in {"WAIT_CH_AGAIN", "NEGOTIATED"} =>
        LET hello == Head(toServer)
            alone == server'.reply # None /\ server'.reply.share = NoShare
        IN /\ IsClientHello(hello)
           /\ ServerMayGoOnWith(hello)
           /\ server'.reply # None /\ server'.reply.psk = <<>> =>
                Carries(hello, "signature_algorithms")
           /\ server.retry # None =>
                /\ server.retry.suite \in Range(hello.suites)
                /\ server.retry.share # NoShare /\ ~alone =>
                     server.retry.share.group \in SharedGroups(hello) \cap Range(hello.groups) ]_vars

\* A hello that a rule-abiding client may send where the server stands.
IsLegalHello(m) ==
  /\ IsClientHello(m)
  /\ IF server.retry = None
     THEN m = ClientHello(OfferOf(m)) /\ IsOffer(OfferOf(m))
     ELSE /\ server.first = ClientHello(OfferOf(server.first)) /\ IsOffer(OfferOf(server.first))
          /\ m \in SecondHellos(server.first, server.retry)

\* A PSK that both know and that can be used alone, so that no group is needed.
HavePskAlone(policy, hello) ==
  /\ "psk_ke" \in Range(policy.modes) \cap Range(hello.modes)
  /\ \E psk \in policy.psks \cap Range(hello.psks) :
       \E suite \in Range(policy.suites) \cap Range(hello.suites) : psk.hash = HashOf(suite)

HaveNothingInCommon(policy, hello) ==
  \/ "TLS 1.3" \notin Range(hello.versions)
  \/ Range(policy.groups) \cap Range(hello.groups) = {} /\ ~HavePskAlone(policy, hello)
  \/ Range(policy.suites) \cap Range(hello.suites) = {}

\* The server refuses no legal hello with which it has something in common.
ServerRefusesNoLegalHelloProp ==
  [][ server # Hostile /\ server.state \in {"START", "WAIT_CH_AGAIN"} /\ server'.state = "ABORTED"
      => \/ ~IsLegalHello(Head(toServer))
         \/ HaveNothingInCommon(server.policy, Head(toServer)) ]_vars

-----------------------------------------------------------------------------
(* Either peer against anybody                                             *)

\* An abort names a rule and carries an alert that the rule permits (6.2).
AbortCarriesPermittedAlertInv ==
  \A peer \in {client, server} \ {Hostile} :
    IF peer.state = "ABORTED"
    THEN peer.rule \in Rules /\ peer.alert \in Alerts[peer.rule]
    ELSE peer.rule = "none" /\ peer.alert = "none"

\* The rules that only a hello can break, decided before the hello has any effect:
\* no share is used and no reply enters the transcript of a peer that refuses a hello.
AbortComesBeforeKeysInv ==
  \A peer \in {client, server} \ {Hostile} :
    peer.state = "ABORTED" /\ peer.rule \notin {"MessageIsExpected", "MessageParses", "HelloComesInTurn"} =>
      peer.reply = None

\* One alert, and nothing after it (6.2).
AlertIsLastInv ==
  \A channel \in {toServer, toClient} :
    \A i \in 1 .. Len(channel) : channel[i].type = "alert" => i = Len(channel)

\* Once a peer has ended by an alert or a close, it stays so and says no more.
EndIsFinalProp ==
  [][ /\ client # Hostile /\ client.state \in {"ABORTED", "CLOSED"} =>
           client' = client /\ (server # Hostile \/ toServer' = toServer)
      /\ server # Hostile /\ server.state \in {"ABORTED", "CLOSED"} =>
           server' = server /\ (client # Hostile \/ toClient' = toClient) ]_vars

\* The transcript keeps the first exchange: message_hash of the first hello, the retry,
\* the second hello, the reply; without a retry the first hello itself (4.4.1).
TranscriptKeepsFirstExchangeInv ==
  \A peer \in {client, server} \ {Hostile} :
    LET reply == IF peer.reply = None THEN <<>> ELSE << peer.reply >>
        second == IF peer.second = None THEN <<>> ELSE << peer.second >>
    IN peer.transcript =
         IF peer.first = None THEN <<>>
         ELSE IF peer.retry = None THEN << peer.first >> \o reply
         ELSE << [type |-> "message_hash", of |-> peer.first], peer.retry >> \o second \o reply

-----------------------------------------------------------------------------
(* Two rule-abiding peers                                                  *)

\* Nobody aborts if there is something in common.
NoSpuriousAbortInv ==
  /\ ~ClientIs("ABORTED")
  /\ ServerIs("ABORTED") => HaveNothingInCommon(server.policy, client.first)

\* With nothing in common the server says so, in the words of 4.1.1, 6.2, and of 4.2.3 to a
\* client that relies on PSKs alone.
NothingInCommonIsSaidInv ==
  ServerIs("ABORTED") =>
    IF "TLS 1.3" \notin Range(client.first.versions) THEN server.alert = "protocol_version"
    ELSE \/ server.alert \in {"handshake_failure", "insufficient_security"}
         \/ client.first.groups = <<>> /\ server.alert = "missing_extension"

\* Both sides of a finished exchange hold the same values and the same transcript.
AgreementInv ==
  ClientIs("WAIT_EE") /\ server # Hostile =>
    /\ server.state = "NEGOTIATED"
    /\ client.transcript = server.transcript
    /\ client.reply = server.reply
    /\ client.first = server.first /\ client.second = server.second
    /\ client.retry = server.retry

\* Both use the same PSK in the same way, whatever was dropped from the list in between.
AgreementOnPskInv ==
  ClientIs("WAIT_EE") /\ server # Hostile =>
    client.psk = server.psk /\ client.mode = server.mode

\* Both know of a retry that ended early data.
AgreementOnEarlyDataInv ==
  ClientIs("WAIT_EE") /\ server # Hostile =>
    CASE client.earlyData = "none"    -> server.earlyData = "none"
      [] client.earlyData = "offered" -> server.earlyData \in {"accepted", "refused"}
      [] client.earlyData = "dropped" -> server.earlyData = "retried"

\* Both get the best group that the policy allows, seen from outside.
BestGroupIsChosenInv ==
  ServerIs("NEGOTIATED") /\ server.policy.take = "preferred" /\ server.mode # "psk_ke" =>
    server.reply.share.group = First(server.policy.groups, Range(client.first.groups))

\* With something in common an exchange that has ended has reached ServerHello on both
\* sides; that it ends is EveryRunEndsLive.
SomethingInCommonSucceedsInv ==
  ClientEnded(client) /\ ServerEnded(server) /\ ~HaveNothingInCommon(server.policy, client.first) =>
    ClientIs("WAIT_EE") /\ ServerIs("NEGOTIATED")

\* Every run ends.
EveryRunEndsLive ==
  <>( /\ client = Hostile \/ ClientEnded(client)
      /\ server = Hostile \/ ServerEnded(server) )

-----------------------------------------------------------------------------
(* The exchange does what Negotiation says.                                *)

AgreedIn(peer) ==
  [ kind |-> "agreed", suite |-> peer.reply.suite, group |-> peer.reply.share.group,
    psk |-> peer.psk, retried |-> peer.retry # None ]

RefusedWith(alert) == [kind |-> "refused", alert |-> alert]

Undecided == [kind |-> "undecided"]

Abstract == INSTANCE Negotiation WITH
  offer    <- client.offer,
  policy   <- server.policy,
  decision <- CASE server.state = "NEGOTIATED" -> AgreedIn(server)
                [] server.state = "ABORTED"    -> RefusedWith(server.alert)
                [] OTHER                       -> Undecided,
  learned  <- CASE client.state = "WAIT_EE" -> AgreedIn(client)
                [] client.state = "ABORTED" -> RefusedWith(client.alert)
                [] client.state = "CLOSED"  -> RefusedWith(server.alert)
                [] OTHER                    -> Undecided

\* Every run ends, and as Negotiation says: this implies EveryRunEndsLive.
HandshakeImplementsNegotiation == Abstract!Spec

\* Its steps alone, where its liveness would cost too much.
HandshakeKeepsToNegotiationProp == [][Abstract!Next]_(Abstract!vars)

-----------------------------------------------------------------------------
(* Witnesses                                                               *)

RetryLeadsToServerHelloWitness == ~(ClientIs("WAIT_EE") /\ client.second # None)

CookieAloneRetriesWitness ==
  ~(client # Hostile /\ client.second # None /\ client.second.shares = client.first.shares)

BetterGroupIsAskedForWitness ==
  ~(ServerIs("NEGOTIATED") /\ server.retry # None /\ server.first.shares # <<>>)

\* The index of a PSK can change between the hellos.
SelectedIndexMovesWitness ==
  ~( /\ ClientIs("WAIT_EE") /\ client.second # None /\ client.reply.psk # <<>>
     /\ client.first.psks[client.reply.psk[1] + 1].identity # client.psk )

PskIsUsedAloneAfterRetryWitness ==
  ~(ClientIs("WAIT_EE") /\ client.second # None /\ client.mode = "psk_ke")

EarlyDataIsAcceptedWitness == ~(ServerIs("NEGOTIATED") /\ server.earlyData = "accepted")
=============================================================================
