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
(***************************************************************************)
EXTENDS Rulebook

IsPolicy(policy) ==
  /\ DOMAIN policy = {"groups", "suites", "take", "cookie"}
  /\ Distinct(policy.groups) /\ Distinct(policy.suites)
  /\ policy.take \in {"shared", "preferred"} /\ policy.cookie \in BOOLEAN

NewServer(policy) ==
  [ state      |-> "START",
    policy     |-> policy,
    first      |-> None,     \* the first ClientHello
    retry      |-> None,     \* the HelloRetryRequest that was sent
    second     |-> None,     \* the second ClientHello
    reply      |-> None,     \* the ServerHello that was sent
    transcript |-> <<>>,
    rule       |-> "none",   \* the rule that decided an abort
    alert      |-> "none" ]  \* the alert that the server sent

ServerStates == {"START", "WAIT_CH_AGAIN", "NEGOTIATED", "ABORTED", "CLOSED"}

ServerReads(server) == server.state \in {"START", "WAIT_CH_AGAIN", "NEGOTIATED"}

ServerEnded(server) == server.state \in {"NEGOTIATED", "ABORTED", "CLOSED"}

-----------------------------------------------------------------------------
(* What the policy chooses.                                                *)

\* CH-11, INV-01, INV-04, GR-10 to GR-12: what the policy does not have is passed over.
ChosenSuite(policy, hello) == First(policy.suites, Range(hello.suites))

\* KS-13, SG-09, FF-05: only groups that supported_groups lists, whatever has a share.
\* KS-19, INV-01, INV-04, GR-10 to GR-12, HY-15: a group is a name; what the policy does not
\* have is passed over, its share unread.
ChosenGroup(policy, hello) ==
  LET listed == Range(hello.groups)
      shared == First(policy.groups, listed \cap SharedGroups(hello))
  IN IF policy.take = "shared" /\ shared # "none" THEN shared
     ELSE First(policy.groups, listed)

\* NEG-03, CK-01, HRR-01, HRR-19: there is no share for the chosen group, or a cookie is wanted.
WantsRetry(policy, hello) ==
  policy.cookie \/ ChosenGroup(policy, hello) \notin SharedGroups(hello)

\* HRR-20: a group is named only if it has no share.
\* SH-01, SH-07, HRR-02 to HRR-05, EXT-01, CK-01, MTI-07, VER-14: as HelloRetryRequest makes it,
\* nothing besides what the client needs.
RetryFor(policy, hello) ==
  LET group == ChosenGroup(policy, hello)
  IN HelloRetryRequest(hello, ChosenSuite(policy, hello),
                       IF group \in SharedGroups(hello) THEN "none" ELSE group,
                       IF policy.cookie THEN ServerCookie ELSE NoCookie)

\* SH-01, SH-07, SH-09 to SH-11, EXT-01, SV-12, MTI-07, MTI-09, VER-14: as ServerHello makes it.
ReplyToFirst(policy, hello) ==
  ServerHello(hello, ChosenSuite(policy, hello), ChosenGroup(policy, hello))

\* HRR-11, HRR-14: suite, version and group are those of the first exchange.
\* SH-01, SH-07, SH-09 to SH-11, EXT-01, SV-12, MTI-07, MTI-09, VER-14: as ServerHello makes it.
ReplyToSecond(server, hello) ==
  ServerHello(hello, server.retry.suite, ChosenGroup(server.policy, server.first))

-----------------------------------------------------------------------------
(* Validate: the rules that a received message breaks.                     *)

BrokenByAnyHello(hello) ==
       Broken("HelloIsNotSsl3",                HelloIsNotSsl3(hello))
  \cup Broken("LegacyVersionIsTls12",          LegacyVersionIsTls12(hello))
  \cup Broken("OnlyNullCompression",           OnlyNullCompression(hello))
  \cup Broken("ExtensionsAreDistinct",         ExtensionsAreDistinct(hello))
  \cup Broken("ExtensionsBelongHere",          ExtensionsBelongHere(hello))
  \cup Broken("RequiredExtensionsArePresent",  RequiredExtensionsArePresent(hello))
  \cup Broken("SignatureAlgorithmsArePresent", SignatureAlgorithmsArePresent(hello))
  \cup Broken("SharesFollowGroups",            SharesFollowGroups(hello))
  \cup Broken("GroupsAreDistinct",             GroupsAreDistinct(hello))

\* A hello that does not offer TLS 1.3 has the meaning that an older version gives it.
BrokenByOlderHello(hello) ==
       Broken("HelloIsNotSsl3",       HelloIsNotSsl3(hello))
  \cup Broken("LegacyVersionIsTls12", LegacyVersionIsTls12(hello))
  \cup Broken("HelloCarriesVersions", HelloCarriesVersions(hello))
  \cup Broken("VersionsIncludeTls13", VersionsIncludeTls13(hello))

\* A share is looked into when it is used, not before: not when a retry comes first.
BrokenByFirstHello(policy, hello) ==
       BrokenByAnyHello(hello)
  \cup Broken("SuitesOverlap",         SuitesOverlap(policy, hello))
  \cup Broken("GroupsOverlap",         GroupsOverlap(policy, hello))
  \cup Broken("FirstHelloHasNoCookie", FirstHelloHasNoCookie(hello))
  \cup (IF WantsRetry(policy, hello) THEN {}
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
  IN   BrokenByAnyHello(hello)
  \cup BrokenByAnswerToRetry(server.first, server.retry, hello)
  \cup Broken("SecondHelloListsGroup",        SecondHelloListsGroup(group, hello))
  \cup Broken("SecondHelloSharesGroup",       SecondHelloSharesGroup(group, hello))
  \cup BrokenByValue(ShareFor(hello, group))

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

\* TR-04: message_hash, as at the client.
AfterSendingRetry(server, hello, retry) ==
  [ server EXCEPT !.state = "WAIT_CH_AGAIN", !.first = hello, !.retry = retry,
                  !.transcript = << MessageHash(hello), retry >> ]

AfterReplyToFirst(server, hello, reply) ==
  [ server EXCEPT !.state = "NEGOTIATED", !.first = hello, !.reply = reply,
                  !.transcript = << hello, reply >> ]

\* TR-04, TR-07: the second hello goes on with the transcript of the first.
AfterReplyToSecond(server, hello, reply) ==
  [ server EXCEPT !.state = "NEGOTIATED", !.second = hello, !.reply = reply,
                  !.transcript = @ \o << hello, reply >> ]
=============================================================================
