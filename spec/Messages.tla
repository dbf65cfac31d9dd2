------------------------------ MODULE Messages ------------------------------
(***************************************************************************)
(* The messages of the hello exchange as records over small alphabets.     *)
(* RFC 8446, sections 4.1.2 (ClientHello), 4.1.3 (ServerHello), 4.1.4      *)
(* (HelloRetryRequest) and 6 (alerts).                                     *)
(*                                                                         *)
(* What a rule looks at is a field; everything else is the field `rest'.   *)
(* Names are those of the registries: "x25519", "TLS 1.3",                 *)
(* "supported_groups".  Values whose octets do not matter are tokens.  A   *)
(* share is a group and a key; keys are "first", "second" (the client's,   *)
(* by flight), "server", "other", or the name of the rule that the value   *)
(* breaks (Rulebook, ValueRules): what makes a point invalid is            *)
(* cryptography, that it is invalid is known here.                         *)
(*                                                                         *)
(* A pre-shared key stands for itself wherever it is named: its identity,  *)
(* which is also the name of its key, its hash, and the suite of the early *)
(* data that it permits.  That both peers know the same of one identity is *)
(* the provisioning of 2.2 (NEG-08).                                       *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

\* The document that is followed where they differ: RFC 8446, or RFC 9846, which revises it.
CONSTANT Profile
ASSUME Profile \in {"rfc8446", "rfc9846"}

Range(seq) == {seq[i] : i \in DOMAIN seq}

\* The elements of seq that are not in set, in their order.
Without(seq, set) == SelectSeq(seq, LAMBDA x : x \notin set)

\* seq with f of each element.  SubSeq makes a sequence of what is a function until then: workers
\* of TLC's distributed mode are sent states, and do not take a function for a sequence.
Mapped(seq, f(_)) == SubSeq([i \in DOMAIN seq |-> f(seq[i])], 1, Len(seq))

\* The first element of seq that lies in set, or "none".
First(seq, set) ==
  LET kept == SelectSeq(seq, LAMBDA x : x \in set)
  IN IF kept = <<>> THEN "none" ELSE Head(kept)

Distinct(seq) == Cardinality(Range(seq)) = Len(seq)

-----------------------------------------------------------------------------
(* Extensions: m.extensions is the sequence of extension types as they     *)
(* stand in the message, so that order, repetition and absence are visible.*)

Carries(m, extension) == extension \in Range(m.extensions)

\* The columns CH, SH, HRR, EE, CR and CT of the table in 4.2, as far as the registry of
\* extension types known to this project goes.
InClientHello ==
  { "server_name", "max_fragment_length", "status_request", "supported_groups",
    "signature_algorithms", "use_srtp", "heartbeat",
    "application_layer_protocol_negotiation", "signed_certificate_timestamp",
    "client_certificate_type", "server_certificate_type", "padding",
    "compress_certificate", "record_size_limit", "delegated_credential",
    "pre_shared_key", "early_data", "supported_versions", "cookie",
    "psk_key_exchange_modes", "certificate_authorities", "post_handshake_auth",
    "signature_algorithms_cert", "key_share", "quic_transport_parameters",
    "ticket_request" }

InServerHello == { "supported_versions", "key_share", "pre_shared_key" }

InRetry == { "supported_versions", "key_share", "cookie" }

InEncryptedExtensions ==
  { "server_name", "max_fragment_length", "supported_groups", "use_srtp", "heartbeat",
    "application_layer_protocol_negotiation", "client_certificate_type",
    "server_certificate_type", "record_size_limit", "early_data",
    "quic_transport_parameters", "ticket_request" }

InCertificateRequest ==
  { "status_request", "signature_algorithms", "signed_certificate_timestamp",
    "compress_certificate", "delegated_credential", "certificate_authorities", "oid_filters",
    "signature_algorithms_cert" }

InCertificate == { "status_request", "signed_certificate_timestamp", "delegated_credential" }

\* Every extension type that is recognised at all; oid_filters belongs to
\* CertificateRequest alone.
Recognised == InClientHello \cup InServerHello \cup InRetry \cup {"oid_filters"}

-----------------------------------------------------------------------------
(* The transcript (4.4.1).  Hash is an injective constructor: what was     *)
(* hashed can be seen, and is not the message itself.                      *)

MessageHash(hello) == [type |-> "message_hash", of |-> hello]

-----------------------------------------------------------------------------
(* Cookies (4.2.2).  All are records, because TLC compares no record with  *)
(* a string; `by' says who made one.                                       *)

\* No cookie extension.
NoCookie == [by |-> "none"]

\* The cookie of a server that remembers what it stands for.
ServerCookie == [by |-> "server"]

\* Octets of anybody else.
OtherCookie == [by |-> "other"]

\* CK-06: a cookie that carries what its server will not remember.  The fields:
\*   key        the name of the key that it claims to be sealed with
\*   seal       the key that its MAC was made with, "none" if it is of nobody's making
\*   address    where the client seemed to be, which the MAC covers (4.2.2)
\*   time       when it was sealed, so that it does not last for ever
\*   first      message_hash of the first hello: the transcript begins with it (4.4.1)
\*   sessionId, suite, group, named
\*              the HelloRetryRequest, which comes next in the transcript and has to be
\*              made again octet by octet: the session id that it echoed, the suite, the
\*              group if it named one.  The suite also holds for ServerHello (HRR-11), and
\*              so does the chosen group (KS-13), which a retry for a cookie alone leaves out.
SealedFields == { "by", "key", "seal", "address", "time", "first", "sessionId", "suite",
                  "group", "named" }

IsSealed(cookie) == cookie.by = "seal"

IsCookie(cookie) ==
  CASE cookie.by = "seal" -> DOMAIN cookie = SealedFields
    [] OTHER -> cookie \in {NoCookie, ServerCookie, OtherCookie}

-----------------------------------------------------------------------------
(* Hashes and pre-shared keys (4.2.11, B.4).                               *)

SuiteHashes ==
  [ TLS_AES_128_GCM_SHA256       |-> "SHA-256",
    TLS_AES_256_GCM_SHA384       |-> "SHA-384",
    TLS_CHACHA20_POLY1305_SHA256 |-> "SHA-256",
    TLS_AES_128_CCM_SHA256       |-> "SHA-256",
    TLS_AES_128_CCM_8_SHA256     |-> "SHA-256" ]

\* The hash of a suite; "none" if the suite is none of TLS 1.3.
HashOf(suite) == IF suite \in DOMAIN SuiteHashes THEN SuiteHashes[suite] ELSE "none"

\* earlySuite is "none" if the PSK permits no early data.
IsPsk(psk) ==
  /\ DOMAIN psk = {"identity", "hash", "earlySuite"}
  /\ psk.identity \in STRING \ {"none"}
  /\ psk.hash \in {"SHA-256", "SHA-384", "none"}
  /\ psk.earlySuite = "none" \/ HashOf(psk.earlySuite) = psk.hash

\* 4.2.11.2: a binder is a MAC under the key of a PSK over the messages before the
\* hello and the hello without its binders.  It is an injective constructor, so that
\* a binder under another key, over other messages or over another hello is another.
Truncate(hello) == [hello EXCEPT !.binders = <<>>]

\* Only from the end can binders be cut off.
EndsWithBinders(hello) ==
  hello.extensions # <<>> /\ hello.extensions[Len(hello.extensions)] = "pre_shared_key"

Binder(psk, before, hello) ==
  [key |-> psk.identity, over |-> Append(before, Truncate(hello))]

\* Octets that are the binder of nothing.
NoBinder == [key |-> "none", over |-> <<>>]

\* PSK-20: the hello with one binder for each identity, in their order.
WithBinders(hello, before) ==
  [hello EXCEPT !.binders = Mapped(hello.psks, LAMBDA psk : Binder(psk, before, hello))]

-----------------------------------------------------------------------------
(* Shares and hellos.                                                      *)

Share(group, key) == [group |-> group, key |-> key]

NoShare == Share("none", "none")

SharedGroups(hello) == {share.group : share \in Range(hello.shares)}

\* The share for a group; the first one if a hello repeats the group.
ShareFor(hello, group) ==
  LET kept == SelectSeq(hello.shares, LAMBDA share : share.group = group)
  IN IF kept = <<>> THEN NoShare ELSE Head(kept)

\* 4.1.3: a ServerHello whose random is the special value is a HelloRetryRequest;
\* this is looked at before anything else.
RetryRandom == "HelloRetryRequest"

IsClientHello(m) == m.type = "client_hello"
IsServerHello(m) == m.type = "server_hello" /\ m.random # RetryRandom
IsRetry(m)       == m.type = "server_hello" /\ m.random = RetryRandom

\* CH-05, CH-13, SV-01, SA-01, KS-02, KS-03, KS-06, KS-07, MTI-06 to MTI-09, MTI-11 to MTI-13,
\* VER-14, FF-01: a ClientHello as a rule-abiding client makes it from its offer (see Client).
\* EXT-05, PKM-01, ED-01: pre_shared_key is last, and comes with psk_key_exchange_modes;
\* early_data comes with it.  A client that relies on PSKs alone has no groups, shares or
\* signature_algorithms.
ClientHello(offer) ==
  WithBinders(
    [ type          |-> "client_hello",
      legacyVersion |-> "TLS 1.2",
      random        |-> "client",
      sessionId     |-> offer.sessionId,
      suites        |-> offer.suites,
      compression   |-> "null",
      extensions    |-> << "supported_versions" >>
                        \o (IF offer.groups = <<>> THEN <<>>
                            ELSE << "supported_groups", "signature_algorithms", "key_share" >>)
                        \o (IF offer.modes = <<>> THEN <<>> ELSE << "psk_key_exchange_modes" >>)
                        \o (IF offer.earlyData THEN << "early_data" >> ELSE <<>>)
                        \o (IF offer.psks = <<>> THEN <<>> ELSE << "pre_shared_key" >>),
      versions      |-> offer.versions,
      groups        |-> offer.groups,
      shares        |-> Mapped(SelectSeq(offer.groups, LAMBDA g : g \in offer.shared),
                               LAMBDA g : Share(g, "first")),
      modes         |-> offer.modes,
      psks          |-> offer.psks,
      binders       |-> <<>>,
      cookie        |-> NoCookie,
      rest          |-> "rest" ],
    <<>>)

OfferOf(hello) ==
  [ groups |-> hello.groups, shared |-> SharedGroups(hello), suites |-> hello.suites,
    versions |-> hello.versions, sessionId |-> hello.sessionId, psks |-> hello.psks,
    modes |-> hello.modes, earlyData |-> Carries(hello, "early_data") ]

\* A HelloRetryRequest or ServerHello that answers the hello with a suite.
\* HelloRetryRequest: share names the group and no key, NoShare if no group is
\* asked for; cookie is NoCookie unless one is sent; a PSK is never
\* selected.
HelloRetryRequest(hello, suite, group, cookie) ==
  [ type          |-> "server_hello",
    legacyVersion |-> "TLS 1.2",
    random        |-> RetryRandom,
    sessionId     |-> hello.sessionId,
    suite         |-> suite,
    compression   |-> "null",
    extensions    |-> << "supported_versions" >>
                      \o (IF group = "none" THEN <<>> ELSE << "key_share" >>)
                      \o (IF cookie = NoCookie THEN <<>> ELSE << "cookie" >>),
    version       |-> "TLS 1.3",
    share         |-> Share(group, "none"),
    psk           |-> <<>>,
    cookie        |-> cookie ]

\* psk is << >> or << index >>, the selected_identity of 4.2.11, which counts from 0.
\* NEG-09: a PSK shows in pre_shared_key, (EC)DHE in key_share.  Without a group it
\* is psk_ke, which has no key_share (KS-14).
ServerHelloWithPsk(hello, suite, group, psk) ==
  [ type          |-> "server_hello",
    legacyVersion |-> "TLS 1.2",
    random        |-> "server",
    sessionId     |-> hello.sessionId,
    suite         |-> suite,
    compression   |-> "null",
    extensions    |-> << "supported_versions" >>
                      \o (IF group = "none" THEN <<>> ELSE << "key_share" >>)
                      \o (IF psk = <<>> THEN <<>> ELSE << "pre_shared_key" >>),
    version       |-> "TLS 1.3",
    share         |-> IF group = "none" THEN NoShare ELSE Share(group, "server"),
    psk           |-> psk,
    cookie        |-> NoCookie ]

ServerHello(hello, suite, group) == ServerHelloWithPsk(hello, suite, group, <<>>)

\* What a ServerHello says of the PSK: the mode is read from key_share (4.2.9).
ModeOf(m) ==
  IF m.psk = <<>> THEN "none"
  ELSE IF Carries(m, "key_share") THEN "psk_dhe_ke" ELSE "psk_ke"

\* The identity that a ServerHello selects in the hello that it answers.
PskOf(hello, m) ==
  IF m.psk = <<>> THEN "none"
  ELSE IF m.psk[1] < Len(hello.psks) THEN hello.psks[m.psk[1] + 1].identity
  ELSE "none"

Alert(description) == [type |-> "alert", description |-> description]

\* The transport ends; no alert.
Close == [type |-> "close"]

\* A handshake message of another type, or octets that do not parse.
Other(type) == [type |-> type]

\* Stands where no message has been seen yet.
None == [type |-> "none"]

\* 4.2: the order of extensions is free, but for pre_shared_key in a ClientHello.
SameButOrder(m, n) ==
  /\ [m EXCEPT !.extensions = n.extensions] = n
  /\ Len(m.extensions) = Len(n.extensions)
  /\ Range(m.extensions) = Range(n.extensions)

-----------------------------------------------------------------------------
(* Shapes, for type correctness.                                           *)

IsShare(share) == /\ DOMAIN share = {"group", "key"}
                  /\ share.group \in STRING /\ share.key \in STRING

\* What a binder is over ends with a ClientHello; what came before it is seen there.
IsBinder(binder) ==
  /\ DOMAIN binder = {"key", "over"}
  /\ binder.key \in STRING
  /\ binder.over = <<>> \/ IsClientHello(binder.over[Len(binder.over)])

IsMessage(m) ==
  CASE m.type = "client_hello" ->
         /\ DOMAIN m = { "type", "legacyVersion", "random", "sessionId", "suites",
                         "compression", "extensions", "versions", "groups",
                         "shares", "modes", "psks", "binders", "cookie", "rest" }
         /\ m.sessionId \in {"empty", "session", "other"}
         /\ m.compression \in {"null", "other"}
         /\ \A list \in {m.suites, m.extensions, m.versions, m.groups, m.modes} :
              \A x \in Range(list) : x \in STRING
         /\ \A share \in Range(m.shares) : IsShare(share)
         /\ IsCookie(m.cookie)
         /\ \A psk \in Range(m.psks) : IsPsk(psk)
         /\ \A binder \in Range(m.binders) : IsBinder(binder)
    [] m.type = "server_hello" ->
         /\ DOMAIN m = { "type", "legacyVersion", "random", "sessionId", "suite",
                         "compression", "extensions", "version", "share", "psk",
                         "cookie" }
         /\ m.sessionId \in {"empty", "session", "other"}
         /\ m.compression \in {"null", "other"}
         /\ \A x \in Range(m.extensions) : x \in STRING
         /\ IsShare(m.share)
         /\ IsCookie(m.cookie)
         /\ Len(m.psk) <= 1 /\ Range(m.psk) \subseteq 0 .. 65535
    [] m.type = "alert" -> DOMAIN m = {"type", "description"}
    \* In a transcript; on the wire nobody sends it (TR-10), but a hostile peer may.
    [] m.type = "message_hash" -> DOMAIN m = {"type", "of"} \/ DOMAIN m = {"type"}
    [] OTHER -> DOMAIN m = {"type"}
=============================================================================
