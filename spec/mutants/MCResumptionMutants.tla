------------------------- MODULE MCResumptionMutants -------------------------
(***************************************************************************)
(* Every property that speaks of PSKs or early data is seen to fail, and   *)
(* every rule on them is seen to matter; as in MCMutants.                  *)
(*                                                                         *)
(* Bounds.  The least that tells the mutants apart.  Two PSKs of different *)
(* hashes, the first one for early data; a third suite that has the hash   *)
(* of the first PSK and is not that of its early data (ED-10).  Offers by  *)
(* either mode, by one, of one PSK (PSK-20), and of PSKs alone.  Servers   *)
(* that prefer either hash or the third suite, that know both PSKs or the  *)
(* second alone, that ask for a group or a cookie, or have no group in     *)
(* common.  One fault.                                                     *)
(***************************************************************************)
EXTENDS MCMutants

PskGroups == {"x25519", "secp256r1"}

PskSuites == {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"}

TicketPsk ==
  [identity |-> "ticket", hash |-> "SHA-256", earlySuite |-> "TLS_AES_128_GCM_SHA256"]

ExternalPsk == [identity |-> "external", hash |-> "SHA-384", earlySuite |-> "none"]

EitherMode == << "psk_dhe_ke", "psk_ke" >>

PskOffer(groups, modes, psks, earlyData) ==
  [ groups |-> groups, shared |-> Range(groups) \cap {"x25519"},
    suites |-> << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384",
                  "TLS_CHACHA20_POLY1305_SHA256" >>,
    versions |-> << "TLS 1.3" >>, sessionId |-> "session",
    psks |-> psks, modes |-> modes, earlyData |-> earlyData ]

TwoGroups == << "x25519", "secp256r1" >>

PskOffers ==
  { PskOffer(TwoGroups, EitherMode, << TicketPsk, ExternalPsk >>, TRUE),
    PskOffer(TwoGroups, << "psk_dhe_ke" >>, << ExternalPsk >>, FALSE),
    PskOffer(TwoGroups, << "psk_ke" >>, << ExternalPsk >>, FALSE),
    PskOffer(<<>>, << "psk_ke" >>, << TicketPsk >>, FALSE) }

PskPoliciesWith(groupLists, known) ==
  [ groups    : groupLists,
    suites    : { << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >>,
                  << "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256" >>,
                  << "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_256_GCM_SHA384" >> },
    take      : {"preferred"},
    cookie    : BOOLEAN,
    psks      : known,
    modes     : { EitherMode, << "psk_ke" >> },
    pskFirst  : BOOLEAN,
    earlyData : {TRUE} ]

HonestPskPolicies ==
  PskPoliciesWith({ << "x25519" >>, << "secp256r1" >>, << "secp384r1" >> },
                  { {TicketPsk, ExternalPsk}, {ExternalPsk} })

HostilePskPolicies == PskPoliciesWith({ << "x25519" >> }, { {TicketPsk, ExternalPsk} })

-----------------------------------------------------------------------------

KeptByAll3(a, b, c) == TRUE

\* PSK-18: a binder that is made as if nothing had come before will do.
BinderOverHelloAlone(index, before, hello) ==
  \/ index \notin 1 .. Len(hello.binders)
  \/ hello.binders[index] = Binder(hello.psks[index], <<>>, hello)
  \/ hello.binders[index] = Binder(hello.psks[index], before, hello)

\* PSK-04: the hash is not looked at.
AnyKnownPsk(policy, suite, hello) ==
  LET places == {i \in DOMAIN hello.psks : hello.psks[i] \in policy.psks}
  IN IF places = {} \/ UsableModes(policy, hello) = <<>> THEN 0
     ELSE CHOOSE i \in places : \A j \in places : i <= j

\* PSK-06, PSK-07: the first identity decides.
OnlyFirstPsk(policy, suite, hello) ==
  IF IntactServer!ChosenPsk(policy, suite, hello) = 1 THEN 1 ELSE 0

\* PSK-10: a PSK whose binder is wrong is passed over.
PskIsPassedOver(policy, suite, hello) ==
  LET place == IntactServer!ChosenPsk(policy, suite, hello)
  IN IF place = 0 \/ place > Len(hello.binders) THEN 0
     ELSE IF hello.binders[place] = NoBinder THEN 0 ELSE place

\* PSK-12: every binder has to be valid; that of an unknown PSK cannot be seen to be.
EveryBinderIsChecked(policy, suite, before, hello) ==
  IntactServer!BrokenByChosenPsk(policy, suite, before, hello)
  \cup Broken("BinderIsValid", Range(hello.psks) \subseteq policy.psks)

\* NEG-02, PKM-03: the client's list of modes is not looked at.
ServersModes(policy, hello) ==
  IF hello.psks = <<>> THEN <<>> ELSE policy.modes

\* PSK-08: the server's order alone decides on the suite.
SuiteWithoutPsk(policy, hello) == First(policy.suites, Range(hello.suites))

\* KS-14: key_share stands beside a PSK that is used alone.
ReplyWithGroup(policy, suite, group, hello) ==
  LET place == ChosenPsk(policy, suite, hello)
  IN ServerHelloWithPsk(hello, suite, group, IF place = 0 THEN <<>> ELSE << place - 1 >>)

\* ED-09: early data is accepted with any PSK.
AcceptsEarlyDataOfAnyPsk(policy, suite, hello) == policy.earlyData

\* ED-10: ... and with any suite of its hash.
AcceptsEarlyDataOfAnySuite(policy, suite, hello) ==
  policy.earlyData /\ ChosenPsk(policy, suite, hello) = 1

\* ED-06: early data is not noticed.
EarlyDataIsNotNoticed(policy, suite, hello) == "none"

\* ED-06: the retry forgets it.
SendsRetryWithoutEarlyData(peer, hello, retry) ==
  [IntactServer!AfterSendingRetry(peer, hello, retry) EXCEPT !.earlyData = "none"]

OfferWithoutExtension(offer, extension) ==
  WithBinders([Intact!ClientHello(offer) EXCEPT !.extensions = Without(@, {extension})], <<>>)

\* PKM-01: the modes are left out.
OfferWithoutModes(offer) == OfferWithoutExtension(offer, "psk_key_exchange_modes")

\* ED-01: early data is announced, and no PSK that could protect it.
OfferWithoutPsk(offer) == OfferWithoutExtension(offer, "pre_shared_key")

\* PSK-18, TR-07: the second hello begins anew.
NothingBefore(first, retry) == <<>>

\* CH2-06: any PSK may be dropped.
AnyPskIsUnfit(first, retry) == Range(first.psks)

\* ED-21: early data goes on after the retry.
RetryKeepsEarlyData(peer, retry, hello) ==
  [Intact!AfterRetry(peer, retry, hello) EXCEPT !.earlyData = peer.earlyData]

\* PSK-22: the index is read in the first hello.
IndexOfFirstHello(peer, m) ==
  [Intact!AfterServerHello(peer, m) EXCEPT !.psk = PskOf(peer.first, m)]
=============================================================================
