------------------------------- MODULE Client -------------------------------
(***************************************************************************)
(* The client of RFC 8446, A.1, from its first ClientHello to ServerHello. *)
(* Values only: a client is a record, a message is a record, and every     *)
(* operator says what the client makes of them.  Handshake gives them an   *)
(* order.                                                                  *)
(*                                                                         *)
(*   START --ClientHello--> WAIT_SH --HelloRetryRequest--> WAIT_SH_AGAIN   *)
(*   WAIT_SH, WAIT_SH_AGAIN --ServerHello--> WAIT_EE                       *)
(*   any of these but START --a broken rule--> ABORTED                     *)
(*   any of these but START --an alert, or the end of transport--> CLOSED  *)
(*                                                                         *)
(* A.1 has WAIT_SH once and a loop; two states bound the loop (MSG-04).    *)
(*                                                                         *)
(* An offer has                                                            *)
(*   groups    supported_groups in order of preference                     *)
(*   shared    the groups of that list that get a share at once            *)
(*   suites    cipher_suites in order of preference                        *)
(*   versions  supported_versions in order of preference                   *)
(*   sessionId "empty", or "session" in compatibility mode (D.4)           *)
(*   psks      pre_shared_key in order of preference (Messages, IsPsk)     *)
(*   modes     psk_key_exchange_modes                                      *)
(*   earlyData whether early data follows, under the first PSK             *)
(* A client without groups relies on its PSKs alone.                       *)
(***************************************************************************)
EXTENDS Rulebook

\* CH-08, CH-10, SG-05, SG-10, KS-04, FF-02: lists in order of preference that repeat nothing,
\* shares for any of the groups, a session id in compatibility mode alone.
IsOffer(offer) ==
  /\ DOMAIN offer = { "groups", "shared", "suites", "versions", "sessionId",
                      "psks", "modes", "earlyData" }
  /\ Distinct(offer.groups) /\ Distinct(offer.suites) /\ Distinct(offer.versions)
  /\ offer.shared \subseteq Range(offer.groups)
  /\ offer.sessionId \in {"empty", "session"}
  /\ \A psk \in Range(offer.psks) : IsPsk(psk)
  /\ Cardinality({psk.identity : psk \in Range(offer.psks)}) = Len(offer.psks)
  /\ Distinct(offer.modes)
  \* PKM-01, PKM-05: modes come with PSKs, and shares with psk_dhe_ke.
  /\ offer.psks # <<>> => offer.modes # <<>>
  /\ offer.groups = <<>> => offer.psks # <<>> /\ "psk_dhe_ke" \notin Range(offer.modes)
  \* ED-01, ED-02: early data goes under the first PSK, which has to permit it.
  /\ offer.earlyData \in BOOLEAN
  /\ offer.earlyData => offer.psks # <<>> /\ offer.psks[1].earlySuite \in Range(offer.suites)

NewClient(offer) ==
  [ state      |-> "START",
    offer      |-> offer,
    first      |-> None,     \* the first ClientHello
    retry      |-> None,     \* the HelloRetryRequest that was accepted
    second     |-> None,     \* the second ClientHello
    reply      |-> None,     \* the ServerHello that was accepted
    transcript |-> <<>>,
    psk        |-> "none",   \* the PSK that it takes for selected
    mode       |-> "none",   \* psk_ke or psk_dhe_ke, with a PSK
    earlyData  |-> "none",   \* what became of early data, see EarlyDataAtClient
    rule       |-> "none",   \* the rule that decided an abort
    alert      |-> "none" ]  \* the alert that the client sent

ClientStates == {"START", "WAIT_SH", "WAIT_SH_AGAIN", "WAIT_EE", "ABORTED", "CLOSED"}

\* "dropped": a retry has ended what was "offered" (4.2.10).  Whether the server accepts
\* is known from EncryptedExtensions only.
EarlyDataAtClient == {"none", "offered", "dropped"}

\* States in which the client reads.
ClientReads(client) == client.state \in {"WAIT_SH", "WAIT_SH_AGAIN", "WAIT_EE"}

ClientEnded(client) == client.state \in {"WAIT_EE", "ABORTED", "CLOSED"}

\* The ClientHello that a ServerHello answers.
LatestHello(client) == IF client.second = None THEN client.first ELSE client.second

-----------------------------------------------------------------------------
(* Validate: the rules that a received message breaks.                     *)

BrokenByAnyReply(hello, m) ==
       Broken("HelloIsNotSsl3",          HelloIsNotSsl3(m))
  \cup Broken("ExtensionsAreDistinct",   ExtensionsAreDistinct(m))
  \cup Broken("ExtensionsWereRequested", ExtensionsWereRequested(hello, m))
  \cup Broken("ExtensionsBelongHere",    ExtensionsBelongHere(m))
  \cup Broken("SessionIdIsEchoed",       SessionIdIsEchoed(hello, m))
  \cup Broken("SuiteWasOffered",         SuiteWasOffered(hello, m))
  \cup Broken("CompressionIsNull",       CompressionIsNull(m))
  \cup Broken("SelectionIsNotGrease",    SelectionIsNotGrease(m))

BrokenByRetry(client, retry) ==
       BrokenByAnyReply(client.first, retry)
  \cup Broken("RetryCarriesVersion",       RetryCarriesVersion(retry))
  \cup Broken("RetrySelectsTls13",         RetrySelectsTls13(retry))
  \cup Broken("RetryLegacyVersionIsTls12", RetryLegacyVersionIsTls12(retry))
  \cup Broken("RetryChangesHello",         RetryChangesHello(retry))
  \cup Broken("RetryNamesListedGroup",     RetryNamesListedGroup(client.first, retry))
  \cup Broken("RetryNamesUnsharedGroup",   RetryNamesUnsharedGroup(client.first, retry))

\* A ServerHello of an older version has the meaning that the older version gives it;
\* only what speaks against the version itself is judged.
BrokenByOlderServerHello(client, m) ==
       Broken("HelloIsNotSsl3",        HelloIsNotSsl3(m))
  \cup Broken("VersionIsUsable",       VersionIsUsable(m))
  \cup Broken("NoDowngradeMarker",     NoDowngradeMarker(m))
  \cup Broken("VersionStaysAsRetried", VersionStaysAsRetried(client.retry, m))

BrokenByTls13ServerHello(client, m) ==
       BrokenByAnyReply(LatestHello(client), m)
  \cup Broken("LegacyVersionIsTls12", LegacyVersionIsTls12(m))
  \cup Broken("VersionWasOffered",     VersionWasOffered(client.first, m))
  \cup Broken("VersionStaysAsRetried", VersionStaysAsRetried(client.retry, m))
  \cup Broken("SuiteStaysAsRetried",   SuiteStaysAsRetried(client.retry, m))
  \cup Broken("GroupStaysAsRetried",   GroupStaysAsRetried(client.retry, m))
  \cup Broken("HelloCarriesKeyShare",  HelloCarriesKeyShare(m))
  \cup Broken("ShareAnswersOffer",     ShareAnswersOffer(LatestHello(client), m))
  \cup Broken("SelectedPskWasOffered", SelectedPskWasOffered(LatestHello(client), m))
  \cup Broken("SuiteFitsPsk",          SuiteFitsPsk(LatestHello(client), m))
  \cup Broken("PskModeWasOffered",     PskModeWasOffered(LatestHello(client), m))
  \cup BrokenByValue(m.share)

\* CH-23, SH-12, SV-13, TR-10: the random is looked at first, so that a second HelloRetryRequest is
\* refused for being one, whatever else is wrong with it; then supported_versions.
BrokenAtClient(client, m) ==
  CASE m.type = "malformed"           -> {"MessageParses"}
    [] m.type # "server_hello"        -> {"MessageIsExpected"}
    [] client.state = "WAIT_EE"       -> {"MessageIsExpected"}
    [] IsRetry(m) /\ ~RetryComesOnce(client.retry) -> {"RetryComesOnce"}
    [] IsRetry(m)                     -> BrokenByRetry(client, m)
    [] Carries(m, "supported_versions") -> BrokenByTls13ServerHello(client, m)
    [] OTHER                          -> BrokenByOlderServerHello(client, m)

-----------------------------------------------------------------------------
(* Update and produce.                                                     *)

\* The PSKs whose hash is not that of the suite in the retry; they may be dropped (CH2-06).
UnfitPsks(first, retry) ==
  {psk \in Range(first.psks) : psk.hash # HashOf(retry.suite)}

\* CH2-03, CH2-04, ED-07, EXT-05: of the extensions of the first hello early_data goes, and a
\* cookie comes, before pre_shared_key, which stays last (4.2.11) unless all PSKs are
\* dropped (CH2-14).
SecondExtensions(first, retry, psks) ==
  LET kept == Without(first.extensions, {"early_data", "cookie", "pre_shared_key"})
  IN kept \o (IF Carries(retry, "cookie") THEN << "cookie" >> ELSE <<>>)
          \o (IF psks = <<>> THEN <<>> ELSE << "pre_shared_key" >>)

\* PSK-18, TR-07: what comes before the second hello; it does not begin anew.
BeforeSecondHello(first, retry) == << MessageHash(first), retry >>

\* CH2-05: the first hello again, with what the retry asks for, some PSKs fewer, and new
\* binders.
SecondHelloWithout(first, retry, dropped) ==
  LET psks == Without(first.psks, dropped)
  IN WithBinders(
       [ first EXCEPT
           !.extensions = SecondExtensions(first, retry, psks),
           !.shares     = IF Carries(retry, "key_share")
                          THEN << Share(retry.share.group, "second") >> ELSE @,
           !.psks       = psks,
           !.binders    = <<>>,
           !.cookie     = IF Carries(retry, "cookie") THEN retry.cookie ELSE NoCookie ],
       BeforeSecondHello(first, retry))

\* MTI-12: one PSK at least has to stay with a client that relies on PSKs alone.
MayDrop(first, dropped) ==
  \/ Carries(first, "signature_algorithms")
  \/ Without(first.psks, dropped) # <<>>

\* CH2-01, CH2-02, CH2-04, CH2-09, CH2-13, HRR-09, KS-11, CK-02: the first hello again, with
\* what the retry asks for.  HRR-13: PSKs that do not fit any more are not offered.
SecondHello(first, retry) ==
  LET unfit == UnfitPsks(first, retry)
  IN SecondHelloWithout(first, retry, IF MayDrop(first, unfit) THEN unfit ELSE {})

\* CH2-06: it may drop them, some or all, or keep them.
SecondHellos(first, retry) ==
  {SecondHelloWithout(first, retry, dropped) :
     dropped \in {d \in SUBSET UnfitPsks(first, retry) : MayDrop(first, d)}}

\* CH2-01, CH2-07: any second hello that 4.1.2 allows, for the place of the cookie and padding
\* are free.
MayFollow(first, retry, hello) ==
  /\ LET Bare(m) == [m EXCEPT !.extensions = Without(@, {"padding"}), !.binders = <<>>]
     IN \E made \in SecondHellos(first, retry) : SameButOrder(Bare(hello), Bare(made))
  /\ hello = WithBinders(hello, BeforeSecondHello(first, retry))
  /\ ExtensionsAreDistinct(hello)
  /\ PskIsLast(hello)
  /\ SecondHelloRepeatsFirst(first, retry, hello)

AfterFirstHello(client, hello) ==
  [ client EXCEPT !.state = "WAIT_SH", !.first = hello, !.transcript = << hello >>,
                  !.earlyData = IF Carries(hello, "early_data") THEN "offered" ELSE "none" ]

\* TR-04, TR-07: message_hash takes the place of the first ClientHello (4.4.1).
\* With the retry the early data and its keys go (4.2.10).
AfterRetry(client, retry, hello) ==
  [ client EXCEPT !.state = "WAIT_SH_AGAIN", !.retry = retry, !.second = hello,
                  !.transcript = << MessageHash(client.first), retry, hello >>,
                  !.earlyData = IF @ = "offered" THEN "dropped" ELSE @ ]

\* PSK-22: the index counts in the latest hello.
AfterServerHello(client, m) ==
  [ client EXCEPT !.state = "WAIT_EE", !.reply = m, !.transcript = Append(@, m),
                  !.psk = PskOf(LatestHello(client), m), !.mode = ModeOf(m) ]
=============================================================================
