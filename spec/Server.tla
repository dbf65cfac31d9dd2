------------------------------- MODULE Server -------------------------------
(***************************************************************************)
(* The server of RFC 8446, A.2, from the first ClientHello to ServerHello. *)
(* Values only, as in Client.                                              *)
(*                                                                         *)
(*   START --ClientHello--> WAIT_CH_AGAIN  (HelloRetryRequest sent)        *)
(*   START, WAIT_CH_AGAIN --ClientHello--> NEGOTIATED  (ServerHello sent)  *)
(*   any of these --a broken rule--> ABORTED                               *)
(*   any of these --an alert, or the end of transport--> CLOSED            *)
(*                                                                         *)
(* A policy has                                                            *)
(*   groups  the groups that the server supports, in order of preference   *)
(*   suites  the suites, in order of preference                            *)
(*   take    "shared": take a shared group if there is one                 *)
(*           "preferred": choose from supported_groups first, and ask for  *)
(*           the share if it is not there: what RFC 9846, 4.3.8 advises    *)
(*           (SG-09) and RFC 8446 permits                                  *)
(*   cookie  whether the client must show that it can be reached (4.2.2)   *)
(*   psks    the PSKs that the server knows, a set                         *)
(*   modes   the PSK modes that it accepts, in order of preference         *)
(*   pskFirst  whether a suite that fits a PSK comes before a better one   *)
(*             that fits none (PSK-08)                                     *)
(*   earlyData whether it accepts early data                               *)
(***************************************************************************)
EXTENDS Rulebook

IsPolicy(policy) ==
  /\ DOMAIN policy = { "groups", "suites", "take", "cookie",
                       "psks", "modes", "pskFirst", "earlyData" }
  /\ Distinct(policy.groups) /\ Distinct(policy.suites)
  /\ policy.take \in {"shared", "preferred"} /\ policy.cookie \in BOOLEAN
  /\ \A psk \in policy.psks : IsPsk(psk) /\ psk.hash # "none"
  /\ Cardinality({psk.identity : psk \in policy.psks}) = Cardinality(policy.psks)
  /\ Distinct(policy.modes) /\ Range(policy.modes) \subseteq {"psk_ke", "psk_dhe_ke"}
  /\ policy.pskFirst \in BOOLEAN /\ policy.earlyData \in BOOLEAN

NewServer(policy) ==
  [ state      |-> "START",
    policy     |-> policy,
    first      |-> None,     \* the first ClientHello
    retry      |-> None,     \* the HelloRetryRequest that was sent
    second     |-> None,     \* the second ClientHello
    reply      |-> None,     \* the ServerHello that was sent
    transcript |-> <<>>,
    psk        |-> "none",   \* the PSK that it uses
    mode       |-> "none",   \* psk_ke or psk_dhe_ke, with a PSK
    earlyData  |-> "none",   \* what it does with early data, see EarlyDataAtServer
    rule       |-> "none",   \* the rule that decided an abort
    alert      |-> "none" ]  \* the alert that the server sent

ServerStates == {"START", "WAIT_CH_AGAIN", "NEGOTIATED", "ABORTED", "CLOSED"}

\* ED-06: of what was offered exactly one: it is accepted; or refused, and skipped; or a
\* retry has come in between, and it is skipped up to the second hello.
EarlyDataAtServer == {"none", "accepted", "refused", "retried"}

ServerReads(server) == server.state \in {"START", "WAIT_CH_AGAIN", "NEGOTIATED"}

ServerEnded(server) == server.state \in {"NEGOTIATED", "ABORTED", "CLOSED"}

-----------------------------------------------------------------------------
(* What the policy chooses.                                                *)

\* NEG-01: judged by supported_groups, whatever has a share.
CommonGroups(policy, hello) == Range(policy.groups) \cap Range(hello.groups)

\* NEG-02, PKM-03, PKM-05: how a PSK can be used, by the server's preference.
\* NEG-06: psk_ke needs no group.
UsableModes(policy, hello) ==
  SelectSeq(policy.modes,
    LAMBDA mode : /\ mode \in Range(hello.modes)
                  /\ mode = "psk_dhe_ke" => CommonGroups(policy, hello) # {})

\* The place of the first PSK that can be used with a suite, 0 if there is none.
\* PSK-04: its hash is that of the suite.  PSK-06, PSK-07: what is not known is passed
\* over.  PSK-12: one is chosen, and what is wrong with the others does not matter.
ChosenPsk(policy, suite, hello) ==
  LET places == {i \in DOMAIN hello.psks :
                   hello.psks[i] \in policy.psks /\ hello.psks[i].hash = HashOf(suite)}
  IN IF places = {} \/ UsableModes(policy, hello) = <<>> THEN 0
     ELSE CHOOSE i \in places : \A j \in places : i <= j

ChosenMode(policy, suite, hello) ==
  IF ChosenPsk(policy, suite, hello) = 0 THEN "none" ELSE Head(UsableModes(policy, hello))

\* Whether a certificate would do, without any PSK.
CanDoWithoutPsk(policy, hello) ==
  Carries(hello, "signature_algorithms") /\ CommonGroups(policy, hello) # {}

\* CH-11, INV-01, INV-04, GR-10 to GR-12: what the policy does not have is passed over.
\* PSK-08: the suites that fit a PSK come first if the policy says so, or if nothing goes
\* without a PSK (NEG-04).
ChosenSuite(policy, hello) ==
  LET common  == Range(policy.suites) \cap Range(hello.suites)
      fitting == IF hello.psks = <<>> THEN {}
                 ELSE {suite \in common : ChosenPsk(policy, suite, hello) # 0}
  IN First(policy.suites,
           IF fitting # {} /\ (policy.pskFirst \/ ~CanDoWithoutPsk(policy, hello))
           THEN fitting ELSE common)

\* KS-13, SG-09, FF-05: only groups that supported_groups lists, whatever has a share.
\* KS-19, INV-01, INV-04, GR-10 to GR-12, HY-15: a group is a name; what the policy does not
\* have is passed over, its share unread.
ChosenGroup(policy, hello) ==
  LET listed == Range(hello.groups)
      shared == First(policy.groups, listed \cap SharedGroups(hello))
  IN IF policy.take = "shared" /\ shared # "none" THEN shared
     ELSE First(policy.groups, listed)

\* NEG-06: with psk_ke there is no (EC)DHE, and so no group and no retry for one.
UsesPskAlone(policy, hello) ==
  ChosenMode(policy, ChosenSuite(policy, hello), hello) = "psk_ke"

LacksShare(policy, hello) ==
  /\ ChosenGroup(policy, hello) \notin SharedGroups(hello)
  /\ ~UsesPskAlone(policy, hello)

\* NEG-03, CK-01, HRR-01, HRR-19: there is no share for the chosen group, or a cookie is wanted.
WantsRetry(policy, hello) == policy.cookie \/ LacksShare(policy, hello)

\* HRR-20: a group is named only if it is needed and has no share.
\* SH-01, SH-07, HRR-02 to HRR-05, EXT-01, CK-01, MTI-07, VER-14: as HelloRetryRequest makes it,
\* nothing besides what the client needs.
RetryFor(policy, hello) ==
  HelloRetryRequest(hello, ChosenSuite(policy, hello),
                    IF LacksShare(policy, hello) THEN ChosenGroup(policy, hello) ELSE "none",
                    IF policy.cookie THEN ServerCookie ELSE NoCookie)

\* The answer with what was chosen.  KS-14: psk_ke has no group.
ReplyWith(policy, suite, group, hello) ==
  LET place == ChosenPsk(policy, suite, hello)
  IN ServerHelloWithPsk(hello, suite,
                        IF ChosenMode(policy, suite, hello) = "psk_ke" THEN "none" ELSE group,
                        IF place = 0 THEN <<>> ELSE << place - 1 >>)

\* SH-01, SH-07, SH-09 to SH-11, EXT-01, SV-12, MTI-07, MTI-09, VER-14: as ServerHello makes it.
ReplyToFirst(policy, hello) ==
  ReplyWith(policy, ChosenSuite(policy, hello), ChosenGroup(policy, hello), hello)

\* HRR-11, HRR-14: suite, version and group are those of the first exchange.
\* SH-01, SH-07, SH-09 to SH-11, EXT-01, SV-12, MTI-07, MTI-09, VER-14: as ServerHello makes it.
\* PSK-22: the PSK is chosen in the second hello, whose list counts.
ReplyToSecond(server, hello) ==
  ReplyWith(server.policy, server.retry.suite, ChosenGroup(server.policy, server.first), hello)

\* ED-09, ED-10: with the first PSK alone and the suite that belongs to its early data.
AcceptsEarlyData(policy, suite, hello) ==
  /\ policy.earlyData
  /\ ChosenPsk(policy, suite, hello) = 1
  /\ hello.psks[1].earlySuite = suite

\* ED-06, ED-11: what becomes of early data when a ServerHello answers the first hello.
EarlyDataWith(policy, suite, hello) ==
  IF ~Carries(hello, "early_data") THEN "none"
  ELSE IF AcceptsEarlyData(policy, suite, hello) THEN "accepted" ELSE "refused"

-----------------------------------------------------------------------------
(* Validate: the rules that a received message breaks.                     *)

BrokenByAnyHello(hello) ==
       Broken("HelloIsNotSsl3",                HelloIsNotSsl3(hello))
  \cup Broken("LegacyVersionIsTls12",          LegacyVersionIsTls12(hello))
  \cup Broken("OnlyNullCompression",           OnlyNullCompression(hello))
  \cup Broken("ExtensionsAreDistinct",         ExtensionsAreDistinct(hello))
  \cup Broken("ExtensionsBelongHere",          ExtensionsBelongHere(hello))
  \cup Broken("RequiredExtensionsArePresent",  RequiredExtensionsArePresent(hello))
  \cup Broken("SharesFollowGroups",            SharesFollowGroups(hello))
  \cup Broken("GroupsAreDistinct",             GroupsAreDistinct(hello))
  \cup Broken("PskIsLast",                     PskIsLast(hello))
  \cup Broken("PskHasModes",                   PskHasModes(hello))
  \cup Broken("BindersMatchIdentities",        BindersMatchIdentities(hello))
  \cup Broken("DheModeHasShares",              DheModeHasShares(hello))

\* What depends on the PSK that is chosen for a suite: its binder, and a certificate if
\* there is none.
BrokenByChosenPsk(policy, suite, before, hello) ==
  LET place == ChosenPsk(policy, suite, hello)
  IN IF place = 0
     THEN Broken("SignatureAlgorithmsArePresent", SignatureAlgorithmsArePresent(hello))
     ELSE Broken("BinderIsValid", BinderIsValid(place, before, hello))

\* A hello that does not offer TLS 1.3 has the meaning that an older version gives it.
BrokenByOlderHello(hello) ==
       Broken("HelloIsNotSsl3",       HelloIsNotSsl3(hello))
  \cup Broken("LegacyVersionIsTls12", LegacyVersionIsTls12(hello))
  \cup Broken("HelloCarriesVersions", HelloCarriesVersions(hello))
  \cup Broken("VersionsIncludeTls13", VersionsIncludeTls13(hello))

\* A share is looked into when it is used, not before: not when a retry comes first.
\* So is a binder (PSK-09).
BrokenByFirstHello(policy, hello) ==
  LET suite == ChosenSuite(policy, hello)
      alone == UsesPskAlone(policy, hello)
      retry == WantsRetry(policy, hello)
  IN   BrokenByAnyHello(hello)
  \cup Broken("SuitesOverlap",         SuitesOverlap(policy, hello))
  \cup Broken("GroupsOverlap",         alone \/ GroupsOverlap(policy, hello))
  \cup Broken("FirstHelloHasNoCookie", FirstHelloHasNoCookie(hello))
  \cup (IF retry /\ ChosenPsk(policy, suite, hello) # 0 THEN {}
        ELSE BrokenByChosenPsk(policy, suite, <<>>, hello))
  \cup (IF retry \/ alone THEN {}
        ELSE BrokenByValue(ShareFor(hello, ChosenGroup(policy, hello))))

\* What 4.1.2 and 4.2.2 ask of the second hello, whatever the server has chosen.
BrokenByAnswerToRetry(first, retry, hello) ==
       Broken("SecondHelloKeepsSuite",        SecondHelloKeepsSuite(retry, hello))
  \cup Broken("SecondHelloSharesNothingElse", SecondHelloSharesNothingElse(retry, hello))
  \cup Broken("SecondHelloRepeatsFirst",      SecondHelloRepeatsFirst(first, retry, hello))
  \cup Broken("CookieIsReturned",             CookieIsReturned(retry, hello))
  \cup Broken("NoEarlyDataAfterRetry",        NoEarlyDataAfterRetry(hello))

\* CH2-15: all that holds of any hello, and what the retry adds.
BrokenBySecondHello(server, hello) ==
  LET group == ChosenGroup(server.policy, server.first)
      suite == server.retry.suite
  IN   BrokenByAnyHello(hello)
  \cup BrokenByAnswerToRetry(server.first, server.retry, hello)
  \cup BrokenByChosenPsk(server.policy, suite, server.transcript, hello)
  \cup (IF ChosenMode(server.policy, suite, hello) = "psk_ke" THEN {}
        ELSE   Broken("SecondHelloListsGroup",  SecondHelloListsGroup(group, hello))
          \cup Broken("SecondHelloSharesGroup", SecondHelloSharesGroup(group, hello))
          \cup BrokenByValue(ShareFor(hello, group)))

BrokenAtServer(server, m) ==
  CASE m.type = "malformed"            -> {"MessageParses"}
    [] ~IsClientHello(m)               -> {"MessageIsExpected"}
    [] ~HelloComesInTurn(server.reply) -> {"HelloComesInTurn"}
    [] server.retry = None             -> IF OffersTls13(m)
                                          THEN BrokenByFirstHello(server.policy, m)
                                          ELSE BrokenByOlderHello(m)
    [] OTHER -> IF SecondHelloKeepsVersion(m)
                THEN BrokenBySecondHello(server, m)
                ELSE {"SecondHelloKeepsVersion"}
                     \cup Broken("HelloIsNotSsl3", HelloIsNotSsl3(m))
                     \cup Broken("LegacyVersionIsTls12", LegacyVersionIsTls12(m))

-----------------------------------------------------------------------------
(* Update and produce.                                                     *)

\* TR-04: message_hash, as at the client.  A retry ends early data (4.2.10).
AfterSendingRetry(server, hello, retry) ==
  [ server EXCEPT !.state = "WAIT_CH_AGAIN", !.first = hello, !.retry = retry,
                  !.transcript = << MessageHash(hello), retry >>,
                  !.earlyData = IF Carries(hello, "early_data") THEN "retried" ELSE "none" ]

AfterReplyToFirst(server, hello, reply) ==
  LET suite == ChosenSuite(server.policy, hello)
      place == ChosenPsk(server.policy, suite, hello)
  IN [ server EXCEPT !.state = "NEGOTIATED", !.first = hello, !.reply = reply,
                     !.transcript = << hello, reply >>,
                     !.psk = IF place = 0 THEN "none" ELSE hello.psks[place].identity,
                     !.mode = ChosenMode(server.policy, suite, hello),
                     !.earlyData = EarlyDataWith(server.policy, suite, hello) ]

\* TR-04, TR-07: the second hello goes on with the transcript of the first.
AfterReplyToSecond(server, hello, reply) ==
  LET suite == server.retry.suite
      place == ChosenPsk(server.policy, suite, hello)
  IN [ server EXCEPT !.state = "NEGOTIATED", !.second = hello, !.reply = reply,
                     !.transcript = @ \o << hello, reply >>,
                     !.psk = IF place = 0 THEN "none" ELSE hello.psks[place].identity,
                     !.mode = ChosenMode(server.policy, suite, hello) ]
=============================================================================
