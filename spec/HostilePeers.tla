---------------------------- MODULE HostilePeers ----------------------------
(***************************************************************************)
(* One peer keeps the rules, the other sends what it likes.                *)
(*                                                                         *)
(* A hostile peer takes a message that fits the moment and puts faults     *)
(* into it: a field that is wrong, missing, repeated, unsolicited or       *)
(* misplaced.  In one run it has MaxFaults faults to spend, on one message *)
(* or on several.  It may also send an alert, close, send octets that do   *)
(* not parse, or a message out of order.                                   *)
(*                                                                         *)
(* It sends when the other peer reads and has nothing to read; with FIFO   *)
(* channels, sending earlier comes to the same.                            *)
(***************************************************************************)
EXTENDS Handshake

CONSTANTS Groups,      \* groups that a hostile peer may name
          Suites,      \* suites that a hostile peer may name
          MaxFaults    \* faults in one run
ASSUME MaxFaults \in Nat

VARIABLE faults        \* faults spent so far; seen by nobody

hostileVars == << vars, faults >>

-----------------------------------------------------------------------------
(* Faults.  The lists give them an order, so that a pair is taken once.    *)

\* At the end, but before pre_shared_key; that this is not last is a fault of its own.
WithExtension(m, extension) ==
  LET n == Len(m.extensions)
  IN IF IsClientHello(m) /\ EndsWithBinders(m)
     THEN [m EXCEPT !.extensions = SubSeq(@, 1, n - 1) \o << extension, "pre_shared_key" >>]
     ELSE [m EXCEPT !.extensions = Append(@, extension)]

WithoutExtension(m, extension) == [m EXCEPT !.extensions = Without(@, {extension})]

Reversed(seq) == SubSeq([i \in DOMAIN seq |-> seq[Len(seq) + 1 - i]], 1, Len(seq))

\* A rule that a value of the group can break.
InvalidKey(group) == IF group = "x25519" THEN "SharedSecretIsNotZero" ELSE "PointIsOnCurve"

\* No rule looks at a name, so that any element of a set is as good as another; the order makes
\* it the same one for everybody.
NameOrder ==
  << "x25519", "secp256r1", "secp384r1", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >>

\* An element of a set, "secp521r1" if there is none.
AnyOf(set) ==
  LET first == First(NameOrder, set)
  IN IF set = {} THEN "secp521r1"
     ELSE IF first # "none" THEN first ELSE CHOOSE x \in set : TRUE

\* In a HelloRetryRequest or ServerHello.
ServerFaults ==
  << "newer legacy_version", "legacy_version of SSL 3.0", "other session id",
     "suite not offered", "GREASE suite", "compression", "older version", "unknown version",
     "no supported_versions", "repeated extension", "unsolicited extension",
     "misplaced extension", "misplaced cookie", "no key_share", "invalid key",
     "downgrade marker" >>

WithServerFault(m, fault) ==
  CASE fault = "newer legacy_version"      -> [m EXCEPT !.legacyVersion = "TLS 1.3"]
    [] fault = "legacy_version of SSL 3.0" -> [m EXCEPT !.legacyVersion = "SSL 3.0"]
    [] fault = "other session id"          -> [m EXCEPT !.sessionId = "other"]
    [] fault = "suite not offered"         -> [m EXCEPT !.suite = "TLS_AES_128_CCM_SHA256"]
    [] fault = "GREASE suite"              -> [m EXCEPT !.suite = "0x0a0a"]
    [] fault = "compression"               -> [m EXCEPT !.compression = "other"]
    [] fault = "older version"             -> [m EXCEPT !.version = "TLS 1.2"]
    [] fault = "unknown version"           -> [m EXCEPT !.version = "0x0305"]
    [] fault = "no supported_versions"     ->
         WithoutExtension([m EXCEPT !.version = "none"], "supported_versions")
    [] fault = "repeated extension"        ->
         IF m.extensions = <<>> THEN m ELSE WithExtension(m, Head(m.extensions))
    [] fault = "unsolicited extension"     -> WithExtension(m, "0xfafa")
    [] fault = "misplaced extension"       -> WithExtension(m, "signature_algorithms")
    [] fault = "misplaced cookie"          ->
         IF IsRetry(m) THEN m ELSE WithExtension(m, "cookie")
    [] fault = "no key_share"              ->
         IF IsRetry(m) THEN m ELSE WithoutExtension([m EXCEPT !.share = NoShare], "key_share")
    [] fault = "invalid key"               ->
         IF m.share.key = "none" THEN m ELSE [m EXCEPT !.share.key = InvalidKey(m.share.group)]
    [] fault = "downgrade marker"          ->
         IF IsRetry(m) THEN m ELSE [m EXCEPT !.random = "downgrade to TLS 1.2"]

\* In a ClientHello with PSKs.  After the first ones the binders are made anew, the others
\* are faults of the binders.
PskFaults ==
  << "neither groups nor shares", "pre_shared_key is not last", "no psk_key_exchange_modes",
     "other modes", "fewer PSKs", "other order of PSKs", "unknown PSK",
     "other number of binders", "binders of nothing", "other order of binders", "stale binders",
     "binders without the retry" >>

BinderFaults ==
  { "other number of binders", "binders of nothing", "other order of binders", "stale binders",
    "binders without the retry" }

\* In a ClientHello.
ClientFaults ==
  << "newer legacy_version", "legacy_version of SSL 3.0", "other random", "other session id",
     "other suites", "other order of suites", "compression", "older versions", "GREASE version",
     "other order of groups", "fewer groups", "repeated group", "no share", "other share", "one share more",
     "repeated shares", "other keys", "invalid keys", "other rest", "no cookie", "other cookie",
     "other order of extensions", "early_data", "unknown extension", "misplaced extension",
     "repeated extension", "no supported_versions", "no supported_groups", "no key_share",
     "no signature_algorithms" >>
  \o (IF \E offer \in Offers : offer.psks # <<>> THEN PskFaults ELSE <<>>)

\* Faults against a first hello; there is nothing a first hello could differ from.
OnlyInSecondHello ==
  { "other random", "other session id", "other rest", "other keys", "stale binders",
    "binders without the retry" }

\* key is that of a share which the fault brings in.
WithClientFault(m, fault, key) ==
  CASE fault = "newer legacy_version"      -> [m EXCEPT !.legacyVersion = "TLS 1.3"]
    [] fault = "legacy_version of SSL 3.0" -> [m EXCEPT !.legacyVersion = "SSL 3.0"]
    [] fault = "other random"              -> [m EXCEPT !.random = "other"]
    [] fault = "other session id"          -> [m EXCEPT !.sessionId = "other"]
    [] fault = "other suites"              -> [m EXCEPT !.suites = << "TLS_AES_128_CCM_SHA256" >>]
    [] fault = "other order of suites"     -> [m EXCEPT !.suites = Reversed(@)]
    [] fault = "compression"               -> [m EXCEPT !.compression = "other"]
    [] fault = "older versions"            -> [m EXCEPT !.versions = << "TLS 1.2" >>]
    [] fault = "GREASE version"            -> [m EXCEPT !.versions = << "0x0a0a" >> \o @]
    [] fault = "other order of groups"     -> [m EXCEPT !.groups = Reversed(@)]
    [] fault = "fewer groups"              ->
         IF m.groups = <<>> THEN m ELSE [m EXCEPT !.groups = << Head(@) >>]
    [] fault = "repeated group"            ->
         IF m.groups = <<>> THEN m ELSE [m EXCEPT !.groups = @ \o << Head(@) >>]
    [] fault = "no share"                  -> [m EXCEPT !.shares = <<>>]
    [] fault = "other share"               ->
         IF ~Carries(m, "key_share") THEN m
         ELSE [m EXCEPT !.shares = << Share(AnyOf(Groups \ SharedGroups(m)), key) >>]
    [] fault = "one share more"            ->
         IF ~Carries(m, "key_share") THEN m
         ELSE [m EXCEPT !.shares = Append(@, Share(AnyOf(Groups \ SharedGroups(m)), key))]
    [] fault = "repeated shares"           -> [m EXCEPT !.shares = @ \o @]
    [] fault = "other keys"                ->
         [m EXCEPT !.shares = Mapped(@, LAMBDA share : Share(share.group, "other"))]
    [] fault = "invalid keys"              ->
         [m EXCEPT !.shares =
            Mapped(@, LAMBDA share : Share(share.group, InvalidKey(share.group)))]
    [] fault = "other rest"                ->
         \* The only extension here that `rest' speaks of.
         IF Carries(m, "signature_algorithms") THEN [m EXCEPT !.rest = "other"] ELSE m
    [] fault = "no cookie"                 ->
         WithoutExtension([m EXCEPT !.cookie = NoCookie], "cookie")
    [] fault = "other cookie"              ->
         IF Carries(m, "cookie") THEN [m EXCEPT !.cookie = OtherCookie]
         ELSE WithExtension([m EXCEPT !.cookie = OtherCookie], "cookie")
    [] fault = "other order of extensions" -> [m EXCEPT !.extensions = Reversed(@)]
    [] fault = "early_data"                -> WithExtension(m, "early_data")
    [] fault = "unknown extension"         -> WithExtension(m, "0xfafa")
    [] fault = "misplaced extension"       -> WithExtension(m, "oid_filters")
    [] fault = "repeated extension"        ->
         \* Not an empty list, which does not parse.
         IF m.groups = <<>> THEN m ELSE WithExtension(m, "supported_groups")
    [] fault = "no supported_versions"     ->
         WithoutExtension([m EXCEPT !.versions = <<>>], "supported_versions")
    [] fault = "no supported_groups"       ->
         WithoutExtension([m EXCEPT !.groups = <<>>], "supported_groups")
    [] fault = "no key_share"              ->
         WithoutExtension([m EXCEPT !.shares = <<>>], "key_share")
    [] fault = "no signature_algorithms"   ->
         WithoutExtension([m EXCEPT !.rest = "rest"], "signature_algorithms")

\* The binder of a PSK, if there is one to make: nobody has the key of a PSK that nobody
\* knows.
BinderIfKnown(psk, before, hello) ==
  IF psk.hash = "none" THEN NoBinder ELSE Binder(psk, before, hello)

Bound(m, before) ==
  [m EXCEPT !.binders = Mapped(m.psks, LAMBDA psk : BinderIfKnown(psk, before, m))]

\* A hello with PSKs and a fault of these.  before is what came before the hello.
WithPskFault(m, fault, before) ==
  CASE fault = "neither groups nor shares"  ->
         [m EXCEPT !.groups = <<>>, !.shares = <<>>,
                   !.extensions = Without(@, {"supported_groups", "key_share"})]
    [] fault = "pre_shared_key is not last" ->
         [m EXCEPT !.extensions = << "pre_shared_key" >> \o Without(@, {"pre_shared_key"})]
    [] fault = "no psk_key_exchange_modes"  ->
         WithoutExtension([m EXCEPT !.modes = <<>>], "psk_key_exchange_modes")
    [] fault = "other modes"                ->
         IF m.modes = <<>> THEN m
         ELSE [m EXCEPT !.modes = IF "psk_ke" \in Range(@) THEN << "psk_dhe_ke" >> ELSE << "psk_ke" >>]
    [] fault = "fewer PSKs"                 ->
         IF Len(m.psks) > 1 THEN [m EXCEPT !.psks = Tail(@)]
         ELSE [WithoutExtension(m, "pre_shared_key") EXCEPT !.psks = <<>>, !.binders = <<>>]
    [] fault = "other order of PSKs"        -> [m EXCEPT !.psks = Reversed(@)]
    [] fault = "unknown PSK"                ->
         [m EXCEPT !.psks =
            Append(@, [identity |-> "unknown", hash |-> "none", earlySuite |-> "none"])]
    [] fault = "other number of binders"    ->
         [m EXCEPT !.binders = IF Len(@) > 1 THEN Tail(@) ELSE @ \o @]
    [] fault = "binders of nothing"         ->
         [m EXCEPT !.binders = Mapped(@, LAMBDA binder : NoBinder)]
    [] fault = "other order of binders"     -> [m EXCEPT !.binders = Reversed(@)]
    [] fault = "stale binders"              ->
         \* Those that the PSKs had in the first hello.
         IF before = <<>> THEN m
         ELSE [m EXCEPT !.binders =
                 Mapped(m.psks, LAMBDA psk : BinderIfKnown(psk, <<>>, before[1].of))]
    [] fault = "binders without the retry"  -> Bound(m, <<>>)

\* A hello with a fault, and with binders that are right unless they are the fault: the
\* client has the keys.  A hello in which pre_shared_key is not last has none.
FaultyHello(m, fault, key, before) ==
  LET made  == IF fault \notin Range(PskFaults) THEN WithClientFault(m, fault, key)
               ELSE IF m.psks = <<>> THEN m ELSE WithPskFault(m, fault, before)
      bound == IF fault \in BinderFaults THEN made ELSE Bound(made, before)
  IN IF made.psks = <<>> THEN made
     ELSE IF EndsWithBinders(made) THEN bound
     ELSE [bound EXCEPT !.binders = Mapped(@, LAMBDA binder : NoBinder)]

\* No fault, one, or two of a list in its order.
FaultLists(names) ==
  {<<>>} \cup {<< names[i] >> : i \in DOMAIN names}
  \cup {<< names[ij[1]], names[ij[2]] >> :
          ij \in {ij \in (DOMAIN names) \X (DOMAIN names) : ij[1] < ij[2]}}

ServerFaultLists == FaultLists(ServerFaults)

ClientFaultLists == FaultLists(ClientFaults)

-----------------------------------------------------------------------------
(* What faults are put into                                                *)

\* Words that are no hello.  They cost nothing.
NoHello ==
  { Alert("handshake_failure"), Alert("close_notify"), Close,
    Other("malformed"), Other("encrypted_extensions") }

\* Well formed answers, sensible or not: any suite, any group or none, with and
\* without a cookie.
Answers(hello) ==
  {HelloRetryRequest(hello, suite, group, cookie) :
     suite \in Suites, group \in Groups \cup {"none"}, cookie \in {NoCookie, ServerCookie}}
  \cup {ServerHello(hello, suite, group) : suite \in Suites, group \in Groups}
  \* Any PSK, and one that was not offered; alone or with a group.
  \cup (IF hello.psks = <<>> THEN {}
        ELSE {ServerHelloWithPsk(hello, suite, group, << index >>) :
                suite \in Suites, group \in Groups \cup {"none"}, index \in 0 .. Len(hello.psks)})

\* 4.1.3: an extension block of a HelloRetryRequest has 6 octets at least, so that one
\* without any extension does not parse; that is among NoHello.
IsWellFormed(m) == IsRetry(m) => m.extensions # <<>>

\* A hostile client follows up on what the server has seen of it.
Hellos ==
  IF server.first = None THEN {ClientHello(offer) : offer \in Offers}
  ELSE IF server.retry = None THEN {server.first}
  ELSE {SecondHello(server.first, server.retry)}

-----------------------------------------------------------------------------
(* A hostile server: a client that keeps the rules, and anything at all.   *)

HostileServerSaysNoHello ==
  /\ server = Hostile /\ ClientReads(client) /\ toClient = <<>>
  /\ \E m \in NoHello \cup {LatestHello(client)} : HostileServerSends(m)
  /\ UNCHANGED faults

\* A client may read on after this (RFC 9846, 6.1).  It is a fault, or a run had no end.
HostileServerCancels ==
  /\ server = Hostile /\ ClientReads(client) /\ toClient = <<>>
  /\ faults < MaxFaults
  /\ HostileServerSends(Alert("user_canceled"))
  /\ faults' = faults + 1

\* After ServerHello every plain hello is out of order; faults would not be seen.
HostileServerAnswers ==
  /\ server = Hostile /\ ClientReads(client) /\ toClient = <<>>
  /\ \E list \in ServerFaultLists :
       /\ faults + Len(list) <= (IF client.state = "WAIT_EE" THEN faults ELSE MaxFaults)
       /\ \E m \in Answers(LatestHello(client)) :
            LET once  == IF Len(list) < 1 THEN m ELSE WithServerFault(m, list[1])
                twice == IF Len(list) < 2 THEN once ELSE WithServerFault(once, list[2])
            IN /\ Len(list) > 0 => once # m
               /\ Len(list) > 1 => twice # once
               /\ IsWellFormed(twice)
               /\ HostileServerSends(twice)
       /\ faults' = faults + Len(list)

HostileServerInit ==
  /\ client \in {NewClient(offer) : offer \in Offers}
  /\ server = Hostile
  /\ toServer = <<>>
  /\ toClient = <<>>
  /\ faults = 0

HostileServerNext ==
  \/ ClientSendsFirstHello /\ UNCHANGED faults
  \/ ClientRetries /\ UNCHANGED faults
  \/ ClientAccepts /\ UNCHANGED faults
  \/ ClientAborts /\ UNCHANGED faults
  \/ ClientCloses /\ UNCHANGED faults
  \/ ClientReadsOn /\ UNCHANGED faults
  \/ HostileServerSaysNoHello
  \/ HostileServerCancels
  \/ HostileServerAnswers
  \/ Ended /\ UNCHANGED faults

\* A silent peer is cut off in the end: the transport closes.
HostileServerSpec ==
  /\ HostileServerInit
  /\ [][HostileServerNext]_hostileVars
  /\ WF_hostileVars(ClientSendsFirstHello /\ UNCHANGED faults)
  /\ WF_hostileVars(ClientReceives /\ UNCHANGED faults)
  /\ WF_hostileVars(HostileServerSends(Close) /\ UNCHANGED faults)

-----------------------------------------------------------------------------
(* A hostile client: a server that keeps the rules, and anything at all.   *)

HostileClientSaysNoHello ==
  /\ client = Hostile /\ ServerReads(server) /\ toServer = <<>>
  /\ \E m \in NoHello : HostileClientSends(m)
  /\ UNCHANGED faults

HostileClientCancels ==
  /\ client = Hostile /\ ServerReads(server) /\ toServer = <<>>
  /\ faults < MaxFaults
  /\ HostileClientSends(Alert("user_canceled"))
  /\ faults' = faults + 1

\* After ServerHello every hello is out of order; faults would not be seen.
HostileClientOffers ==
  /\ client = Hostile /\ ServerReads(server) /\ toServer = <<>>
  /\ \E list \in ClientFaultLists :
       /\ faults + Len(list) <= (IF server.state = "NEGOTIATED" THEN faults ELSE MaxFaults)
       /\ server.first = None => Range(list) \cap OnlyInSecondHello = {}
       /\ \E m \in Hellos :
            LET key    == IF server.first = None THEN "first" ELSE "other"
                before == IF server.retry = None THEN <<>>
                          ELSE BeforeSecondHello(server.first, server.retry)
                once   == IF Len(list) < 1 THEN m ELSE FaultyHello(m, list[1], key, before)
                twice  == IF Len(list) < 2 THEN once ELSE FaultyHello(once, list[2], key, before)
            IN /\ Len(list) > 0 => once # m
               /\ Len(list) > 1 => twice # once
               /\ HostileClientSends(twice)
       /\ faults' = faults + Len(list)

HostileClientInit ==
  /\ client = Hostile
  /\ server \in {NewServer(policy) : policy \in Policies}
  /\ toServer = <<>>
  /\ toClient = <<>>
  /\ faults = 0

HostileClientNext ==
  \/ ServerRetries /\ UNCHANGED faults
  \/ ServerAcceptsFirst /\ UNCHANGED faults
  \/ ServerAcceptsSecond /\ UNCHANGED faults
  \/ ServerAborts /\ UNCHANGED faults
  \/ ServerCloses /\ UNCHANGED faults
  \/ ServerReadsOn /\ UNCHANGED faults
  \/ HostileClientSaysNoHello
  \/ HostileClientCancels
  \/ HostileClientOffers
  \/ Ended /\ UNCHANGED faults

HostileClientSpec ==
  /\ HostileClientInit
  /\ [][HostileClientNext]_hostileVars
  /\ WF_hostileVars(ServerReceives /\ UNCHANGED faults)
  /\ WF_hostileVars(HostileClientSends(Close) /\ UNCHANGED faults)
=============================================================================
