------------------------------ MODULE Rulebook ------------------------------
(***************************************************************************)
(* One operator per rule that a receiver of a hello checks.  An operator   *)
(* takes values and not state, and is TRUE when the rule is kept.          *)
(*                                                                         *)
(* Above each operator: the id of the rule, the section (of RFC 8446       *)
(* unless another document is named), who checks it and how strongly the   *)
(* receiver is bound.  MUST: a message that breaks the rule ends the       *)
(* handshake.  MAY: the receiver chooses.  The operator's name is the name *)
(* of the check in the Java reference and the word in a rejection.  An id  *)
(* is a row of rules.csv, where every rule of the hello exchange stands.   *)
(*                                                                         *)
(* RFC 9846 revises RFC 8446.  A rule that only one of them has is kept by *)
(* everything under the other (Profile).  Where they say the same in other *)
(* words there is nothing to see here: that the random is looked at before *)
(* supported_versions (SV-13), that a ServerHello with another compression *)
(* is refused by name and not by the general words of 6.2 (SH-08).         *)
(*                                                                         *)
(* Not modelled here: the inside of key values (see ValueRules).  What     *)
(* follows ServerHello has rules of its own in FlightRules.                *)
(***************************************************************************)
EXTENDS Messages

\* RFC 8701, 2: reserved so that peers learn to skip what they do not know.
Grease == { "0x0a0a", "0x1a1a", "0x2a2a", "0x3a3a", "0x4a4a", "0x5a5a", "0x6a6a", "0x7a7a",
            "0x8a8a", "0x9a9a", "0xaaaa", "0xbaba", "0xcaca", "0xdada", "0xeaea", "0xfafa" }

OlderVersions == { "SSL 3.0", "TLS 1.0", "TLS 1.1", "TLS 1.2" }

\* CH-22, SV-04 to SV-07, SV-09, VER-10, GR-10: the list alone says so, whatever legacy_version and
\* unknown values stand beside it.
OffersTls13(hello) == Carries(hello, "supported_versions") /\ "TLS 1.3" \in Range(hello.versions)

-----------------------------------------------------------------------------
(* Any hello, either receiver                                              *)

\* VER-15 . D.5 . both . MUST (in RFC 9846 VER-16 takes its place)
HelloIsNotSsl3(m) == Profile = "rfc8446" => m.legacyVersion # "SSL 3.0"

\* VER-16 . RFC 9846, E.5 . both . MUST (CH-06 at the server, SH-02 at the client; for
\* HelloRetryRequest it is HRR-06).  RFC 8446 ignores the field beside supported_versions.
LegacyVersionIsTls12(m) == Profile = "rfc9846" => m.legacyVersion = "TLS 1.2"

\* EXT-06 . 4.2 . both . MUST
ExtensionsAreDistinct(m) == Distinct(m.extensions)

\* EXT-03 . 4.2 . both . MUST (for HelloRetryRequest also HRR-16; the table is EXT-10,
\* for a server also EXT-12, PKM-04, PAD-02)
\* CH-16, INV-04, GR-10: a type that is not recognised has a place everywhere.
ExtensionsBelongHere(m) ==
  LET places == CASE IsClientHello(m)                -> InClientHello
                  [] IsRetry(m)                      -> InRetry
                  [] IsServerHello(m)                -> InServerHello
                  [] m.type = "certificate_request"  -> InCertificateRequest
                  [] m.type = "certificate"          -> InCertificate
  IN Range(m.extensions) \cap Recognised \subseteq places

-----------------------------------------------------------------------------
(* The client reads a HelloRetryRequest or a ServerHello.  hello is the    *)
(* client's latest ClientHello, first its first one.                       *)

\* EXT-02 . 4.2 . client . MUST (for HelloRetryRequest also HRR-05)
ExtensionsWereRequested(hello, m) ==
  Range(m.extensions) \subseteq
    Range(hello.extensions) \cup (IF IsRetry(m) THEN {"cookie"} ELSE {})

\* SH-05 . 4.1.3 . client . MUST
SessionIdIsEchoed(hello, m) == m.sessionId = hello.sessionId

\* SH-06 . 4.1.3 . client . MUST (for HelloRetryRequest also HRR-10)
SuiteWasOffered(hello, m) == m.suite \in Range(hello.suites)

\* SH-08 . 4.1.3 . client . MUST
CompressionIsNull(m) == m.compression = "null"

\* GR-09 . RFC 8701, 3.1 . client . MUST
SelectionIsNotGrease(m) ==
  {m.suite, m.version, m.share.group} \cap Grease = {}

-----------------------------------------------------------------------------
(* HelloRetryRequest                                                       *)

\* HRR-08 . 4.1.4 . client . MUST (also MSG-04)
RetryComesOnce(earlierRetry) == earlierRetry = None

\* HRR-03 . 4.1.4 . client . MUST
RetryCarriesVersion(retry) == Carries(retry, "supported_versions")

\* HRR-17 . 4.2.1 . client . MUST
RetrySelectsTls13(retry) ==
  Carries(retry, "supported_versions") => retry.version = "TLS 1.3"

\* HRR-06 . 4.1.4 . client . MAY (MUST in RFC 9846, 4.2.4): the text asks for the check
\* and names no alert, while 4.2.1 says to ignore the field.  RFC 9846 names one (4.2.3).
RetryLegacyVersionIsTls12(retry) == retry.legacyVersion = "TLS 1.2"

\* HRR-07 . 4.1.4 . client . MUST
RetryChangesHello(retry) == Carries(retry, "key_share") \/ Carries(retry, "cookie")

\* KS-09 . 4.2.8 . client . MUST
RetryNamesListedGroup(first, retry) ==
  Carries(retry, "key_share") => retry.share.group \in Range(first.groups)

\* KS-10 . 4.2.8 . client . MUST
RetryNamesUnsharedGroup(first, retry) ==
  Carries(retry, "key_share") => retry.share.group \notin SharedGroups(first)

-----------------------------------------------------------------------------
(* ServerHello.  retry is the HelloRetryRequest that came before, or None. *)

\* VER-03 . D.1 . client . MUST (also VER-07).  A ServerHello without supported_versions
\* selects an older version; this client speaks TLS 1.3 alone.
VersionIsUsable(m) == Carries(m, "supported_versions")

\* DG-05 . 4.1.3 . client . MUST (DG-07: in TLS 1.3 a marker means nothing)
NoDowngradeMarker(m) ==
  Carries(m, "supported_versions") \/ m.random \notin {"downgrade to TLS 1.2", "downgrade to TLS 1.1"}

\* SV-15 . 4.2.1 . client . MUST (also VER-10; SV-14: legacy_version has no say)
VersionWasOffered(hello, m) ==
  Carries(m, "supported_versions") => m.version \in Range(hello.versions) \ OlderVersions

\* HRR-15 . 4.1.4 . client . MUST
VersionStaysAsRetried(retry, m) ==
  retry # None => Carries(m, "supported_versions") /\ m.version = retry.version

\* HRR-12 . 4.1.4 . client . MUST
SuiteStaysAsRetried(retry, m) == retry # None => m.suite = retry.suite

\* KS-15 . 4.2.8 . client . MUST (KS-20: a retry without key_share fixes no group)
GroupStaysAsRetried(retry, m) ==
  retry # None /\ Carries(m, "key_share") =>
    (Carries(retry, "key_share") => m.share.group = retry.share.group)

\* NEG-05 . 4.1.1 . client . MUST: key_share or pre_shared_key or both (also NEG-09, SH-11).
HelloCarriesKeyShare(m) == Carries(m, "key_share") \/ Carries(m, "pre_shared_key")

\* KS-12 . 4.2.8 . client . MUST
ShareAnswersOffer(hello, m) ==
  Carries(m, "key_share") => m.share.group \in SharedGroups(hello)

\* PSK-13 . 4.2.11 . client . MUST: hello is the latest one, whose list may have become
\* shorter (also PSK-22).
SelectedPskWasOffered(hello, m) ==
  Carries(m, "pre_shared_key") => m.psk[1] < Len(hello.psks)

\* PSK-04 . 4.2.11 . client . MUST
SuiteFitsPsk(hello, m) ==
  Carries(m, "pre_shared_key") /\ m.psk[1] < Len(hello.psks) =>
    hello.psks[m.psk[1] + 1].hash = HashOf(m.suite)

\* PKM-03 . 4.2.9 . client . MUST: without key_share it is psk_ke, with it psk_dhe_ke (also
\* NEG-02, KS-14).
PskModeWasOffered(hello, m) ==
  Carries(m, "pre_shared_key") =>
    (IF Carries(m, "key_share") THEN "psk_dhe_ke" ELSE "psk_ke") \in Range(hello.modes)

-----------------------------------------------------------------------------
(* The server reads a ClientHello.                                         *)

\* VER-06 . D.2 . server . MUST.  This server speaks TLS 1.3 alone.
HelloCarriesVersions(hello) == Carries(hello, "supported_versions")

\* SV-17 . 4.2.1 . server . MUST
VersionsIncludeTls13(hello) ==
  Carries(hello, "supported_versions") => "TLS 1.3" \in Range(hello.versions)

\* CH-14 . 4.1.2 . server . MUST
OnlyNullCompression(hello) == hello.compression = "null"

\* MTI-14 . 9.2 . server . MUST
RequiredExtensionsArePresent(hello) ==
  /\ Carries(hello, "pre_shared_key") \/ ( /\ Carries(hello, "signature_algorithms")
                                           /\ Carries(hello, "supported_groups") )
  /\ Carries(hello, "supported_groups") <=> Carries(hello, "key_share")

\* SA-02 . 4.2.3 . server . MUST.  Without a PSK this server authenticates by certificate.
SignatureAlgorithmsArePresent(hello) == Carries(hello, "signature_algorithms")

\* NEG-01 . 4.1.1 . server . MUST (also MSG-01), unless a PSK is used alone (NEG-06)
GroupsOverlap(policy, hello) == Range(policy.groups) \cap Range(hello.groups) # {}

\* NEG-04 . 4.1.1 . server . MUST (also MSG-01)
SuitesOverlap(policy, hello) == Range(policy.suites) \cap Range(hello.suites) # {}

\* KS-08 . 4.2.8 . server . MAY (the client's duties are KS-02, KS-03, KS-06, KS-07)
SharesFollowGroups(hello) ==
  LET \* where a group stands first in supported_groups
      Place(group) == CHOOSE i \in DOMAIN hello.groups :
                        hello.groups[i] = group /\ \A j \in 1 .. i - 1 : hello.groups[j] # group
  IN /\ SharedGroups(hello) \subseteq Range(hello.groups)
     /\ \A i, j \in DOMAIN hello.shares :
          i < j => Place(hello.shares[i].group) < Place(hello.shares[j].group)

\* SG-06 . RFC 9846, 4.3.7 . server . MAY (the client's duty is SG-05; RFC 8446 is silent)
GroupsAreDistinct(hello) == Profile = "rfc9846" => Distinct(hello.groups)

\* PSK-15 . 4.2.11 . server . MUST
PskIsLast(hello) == Carries(hello, "pre_shared_key") => EndsWithBinders(hello)

\* PKM-02 . 4.2.9 . server . MUST
PskHasModes(hello) ==
  Carries(hello, "pre_shared_key") => Carries(hello, "psk_key_exchange_modes")

\* PSK-20 . 4.2.11 . server . MUST
BindersMatchIdentities(hello) == Len(hello.binders) = Len(hello.psks)

\* PKM-05 . 4.2.9 . server . MUST: psk_dhe_ke alone is no use without key_share.
DheModeHasShares(hello) ==
  Carries(hello, "pre_shared_key") /\ Range(hello.modes) = {"psk_dhe_ke"} =>
    Carries(hello, "key_share")

\* PSK-10 . 4.2.11 . server . MUST: index is that of the PSK about to be used, 0 if there is
\* none, and before is what came before the hello (also PSK-09, PSK-17, PSK-18).  That
\* the binder is there at all is PSK-20; unless pre_shared_key is last there is no
\* truncated hello that it could be over.
BinderIsValid(index, before, hello) ==
  EndsWithBinders(hello) /\ index \in 1 .. Len(hello.binders) =>
    hello.binders[index] = Binder(hello.psks[index], before, hello)

\* CK-03 . 4.2.2 . server . MAY
FirstHelloHasNoCookie(hello) == ~Carries(hello, "cookie")

\* CK-06 . 4.2.2 . server . MUST: a server that keeps its state in the cookie (Stateless)
\* has nothing else to go on with.  sealer: its keys, its clock, where the client seems to
\* be.  Sealed by itself for this address and not changed since, not too long ago, and
\* about what it still supports.
CookieOpens(policy, sealer, cookie) ==
  /\ IsSealed(cookie)
  /\ cookie.key \in Range(sealer.keys)
  /\ cookie.seal = cookie.key
  /\ cookie.address = sealer.address
  /\ sealer.now - cookie.time \in 0 .. sealer.lifetime
  /\ cookie.suite \in Range(policy.suites) /\ cookie.group \in Range(policy.groups)

\* CH-02 . 4.1.2 . server . MUST
HelloComesInTurn(reply) == reply = None

-----------------------------------------------------------------------------
(* The second ClientHello.  first and retry are what the server holds from *)
(* the first exchange, group is the one that it chose there.               *)

\* CH2-12 . 4.1.4 . server . MUST: the retry has committed both to TLS 1.3.
SecondHelloKeepsVersion(hello) == OffersTls13(hello)

\* HRR-11 . 4.1.4 . server . MUST: the suite of the retry can be no other.
SecondHelloKeepsSuite(retry, hello) == retry.suite \in Range(hello.suites)

\* KS-13 . 4.2.8 . server . MUST
SecondHelloListsGroup(group, hello) ==
  Carries(hello, "supported_groups") => group \in Range(hello.groups)

\* CH2-11 . 4.2.8 . server . MUST: a second retry is no way out.  A hello without
\* key_share breaks MTI-14, unless it offers PSKs.
SecondHelloSharesGroup(group, hello) ==
  Carries(hello, "key_share") \/ Carries(hello, "pre_shared_key") =>
    group \in SharedGroups(hello)

\* KS-11 . 4.2.8 . server . MAY
SecondHelloSharesNothingElse(retry, hello) ==
  Carries(retry, "key_share") /\ Carries(hello, "key_share") => Len(hello.shares) <= 1

\* The closed list of extensions that may come, go or change (4.1.2); key_share stays
\* where it is and changes after a retry that names a group.
MayChange == { "cookie", "early_data", "pre_shared_key", "padding" }

\* CH2-10 . 4.1.2 . server . MAY (the client's duties are CH2-01 to CH2-09, CH2-13)
SecondHelloRepeatsFirst(first, retry, hello) ==
  /\ Without(hello.extensions, MayChange) = Without(first.extensions, MayChange)
  \* Of the PSKs some may be gone; what is left stands in its order.
  /\ Without(first.psks, Range(first.psks) \ Range(hello.psks)) = hello.psks
  /\ [ hello EXCEPT !.extensions = first.extensions, !.cookie = first.cookie,
                    !.psks = first.psks, !.binders = first.binders,
                    !.shares = IF Carries(retry, "key_share") THEN first.shares ELSE @ ]
     = first

\* CK-02 . 4.2.2 . server . MAY (a client MUST; no sentence binds the server)
CookieIsReturned(retry, hello) ==
  /\ Carries(hello, "cookie") <=> Carries(retry, "cookie")
  /\ Carries(retry, "cookie") => hello.cookie = retry.cookie

\* ED-07 . 4.2.10 . server . MAY (a client MUST NOT; no sentence binds the server)
NoEarlyDataAfterRetry(hello) == ~Carries(hello, "early_data")

-----------------------------------------------------------------------------
(* Rules on the value of a share are decided by cryptography (4.2.8.1,     *)
(* 4.2.8.2, 7.4.2, RFC 10024, 4).  A value that breaks one carries its     *)
(* name as key.                                                            *)
(*   FfdheShareInRange KV-01, FF-04 FfdheShareLength KV-02                 *)
(*   PointIsOnCurve KV-03           PointIsUncompressed KV-04              *)
(*   MontgomeryShareLength KV-05    SharedSecretIsNotZero KEX-12           *)
(*   HybridClientShareLength HY-07  HybridServerShareLength HY-10          *)
(*   EncapsulationKeyIsValid HY-09                                         *)

ValueRules ==
  { "FfdheShareInRange", "FfdheShareLength", "PointIsOnCurve", "PointIsUncompressed",
    "MontgomeryShareLength", "SharedSecretIsNotZero", "HybridClientShareLength",
    "HybridServerShareLength", "EncapsulationKeyIsValid" }

-----------------------------------------------------------------------------
(* What follows when a rule is broken.  Where a set has more than one      *)
(* alert the documents name no single one, or name both (4.1.1).           *)

AlertsByRule ==
  [ \* MessageParses ALERT-08 and MessageIsExpected MSG-03 judge a message by its
    \* type alone; Client and Server say which types a state expects.
    MessageParses                 |-> {"decode_error"},
    MessageIsExpected             |-> {"unexpected_message"},
    HelloIsNotSsl3                |-> {"protocol_version"},
    LegacyVersionIsTls12          |-> {"protocol_version"},
    ExtensionsAreDistinct         |-> {"illegal_parameter"},
    \* 4.2 names the first; 6.2 of RFC 8446 says the second of a prohibited extension.
    ExtensionsBelongHere          |-> {"illegal_parameter"} \cup
                                      (IF Profile = "rfc8446" THEN {"unsupported_extension"} ELSE {}),
    ExtensionsWereRequested       |-> {"unsupported_extension"},
    RetryComesOnce                |-> {"unexpected_message"},
    RetryCarriesVersion           |-> {"missing_extension", "illegal_parameter"},
    RetrySelectsTls13             |-> {"illegal_parameter"},
    RetryLegacyVersionIsTls12     |-> {"protocol_version"} \cup
                                      (IF Profile = "rfc8446" THEN {"illegal_parameter"} ELSE {}),
    RetryChangesHello             |-> {"illegal_parameter"},
    RetryNamesListedGroup         |-> {"illegal_parameter"},
    RetryNamesUnsharedGroup       |-> {"illegal_parameter"},
    SelectionIsNotGrease          |-> {"illegal_parameter"},
    VersionWasOffered             |-> {"illegal_parameter"},
    VersionIsUsable               |-> {"protocol_version"},
    NoDowngradeMarker             |-> {"illegal_parameter"},
    SessionIdIsEchoed             |-> {"illegal_parameter"},
    SuiteWasOffered               |-> {"illegal_parameter"},
    CompressionIsNull             |-> {"illegal_parameter"},
    SuiteStaysAsRetried           |-> {"illegal_parameter"},
    VersionStaysAsRetried         |-> {"illegal_parameter"},
    GroupStaysAsRetried           |-> {"illegal_parameter"},
    HelloCarriesKeyShare          |-> {"illegal_parameter", "missing_extension"},
    ShareAnswersOffer             |-> {"illegal_parameter"},
    SelectedPskWasOffered         |-> {"illegal_parameter"},
    SuiteFitsPsk                  |-> {"illegal_parameter"},
    PskModeWasOffered             |-> {"illegal_parameter"},
    VersionsIncludeTls13          |-> {"protocol_version"},
    HelloCarriesVersions          |-> {"protocol_version"},
    OnlyNullCompression           |-> {"illegal_parameter"},
    RequiredExtensionsArePresent  |-> {"missing_extension"},
    SignatureAlgorithmsArePresent |-> {"missing_extension"},
    GroupsOverlap                 |-> {"handshake_failure", "insufficient_security"},
    SuitesOverlap                 |-> {"handshake_failure", "insufficient_security"},
    SharesFollowGroups            |-> {"illegal_parameter"},
    GroupsAreDistinct             |-> {"illegal_parameter"},
    PskIsLast                     |-> {"illegal_parameter"},
    PskHasModes                   |-> {"missing_extension"},
    BindersMatchIdentities        |-> {"illegal_parameter", "decode_error"},
    DheModeHasShares              |-> {"missing_extension"},
    BinderIsValid                 |-> {"decrypt_error"},
    FirstHelloHasNoCookie         |-> {"illegal_parameter"},
    \* As in DTLS 1.3 (RFC 9147, 5.1); RFC 8446 names none.
    CookieOpens                   |-> {"illegal_parameter"},
    HelloComesInTurn              |-> {"unexpected_message"},
    SecondHelloKeepsVersion       |-> {"illegal_parameter", "protocol_version", "missing_extension"},
    SecondHelloKeepsSuite         |-> {"illegal_parameter", "handshake_failure"},
    SecondHelloListsGroup         |-> {"illegal_parameter"},
    SecondHelloSharesGroup        |-> {"illegal_parameter"},
    SecondHelloSharesNothingElse  |-> {"illegal_parameter"},
    SecondHelloRepeatsFirst       |-> {"illegal_parameter"},
    CookieIsReturned              |-> {"illegal_parameter", "missing_extension"},
    NoEarlyDataAfterRetry         |-> {"illegal_parameter"},
    FfdheShareInRange             |-> {"illegal_parameter"},
    FfdheShareLength              |-> {"illegal_parameter", "decode_error"},
    PointIsOnCurve                |-> {"illegal_parameter"},
    PointIsUncompressed           |-> {"illegal_parameter", "decode_error"},
    MontgomeryShareLength         |-> {"illegal_parameter", "decode_error"},
    SharedSecretIsNotZero         |-> {"illegal_parameter"},
    HybridClientShareLength       |-> {"illegal_parameter"},
    HybridServerShareLength       |-> {"illegal_parameter"},
    EncapsulationKeyIsValid       |-> {"illegal_parameter"} ]

Rules == DOMAIN AlertsByRule

\* Rules for which no document names an alert: those above were seen, or fit by 6.2.
WithoutNamedAlert ==
  { "ExtensionsAreDistinct", "RetryCarriesVersion", "SelectionIsNotGrease",
    "HelloCarriesKeyShare", "FirstHelloHasNoCookie", "SecondHelloKeepsVersion",
    "SecondHelloKeepsSuite", "SecondHelloListsGroup", "SecondHelloSharesGroup",
    "SecondHelloSharesNothingElse", "SecondHelloRepeatsFirst", "CookieIsReturned",
    "NoEarlyDataAfterRetry", "FfdheShareLength", "PointIsUncompressed",
    "MontgomeryShareLength" }

\* ALERT-16: general_error is there for what has no alert of its own (RFC 9846, 6.2).
Alerts ==
  [rule \in Rules |->
     AlertsByRule[rule] \cup
       (IF Profile = "rfc9846" /\ rule \in WithoutNamedAlert THEN {"general_error"} ELSE {})]

\* Rules that leave the receiver the choice to go on.
OptionalRules ==
  { "SharesFollowGroups", "GroupsAreDistinct", "FirstHelloHasNoCookie",
    "SecondHelloSharesNothingElse", "SecondHelloRepeatsFirst", "CookieIsReturned",
    "NoEarlyDataAfterRetry" }
  \cup (IF Profile = "rfc8446" THEN {"RetryLegacyVersionIsTls12"} ELSE {})

\* A rule as a set: empty when it is kept.  Sets of broken rules are unions of these.
Broken(rule, kept) == IF kept THEN {} ELSE {rule}

\* The rules on its value that a share breaks: none or one.
BrokenByValue(share) == {share.key} \cap ValueRules

\* ALERT-09 to ALERT-14: the peer that finds the fault sends one alert, the one that is
\* named or else one that fits, and closes (6.2).
AfterAbort(peer, rule, alert) ==
  [ peer EXCEPT !.state = "ABORTED", !.rule = rule, !.alert = alert ]

\* ALERT-01, ALERT-02, ALERT-06, ALERT-07, ALERT-10, ALERT-17: an alert of any level and
\* code is not answered, and nothing is read behind it; nor behind the end of the
\* transport (6, 6.1).
AfterClose(peer) == [ peer EXCEPT !.state = "CLOSED" ]
=============================================================================
