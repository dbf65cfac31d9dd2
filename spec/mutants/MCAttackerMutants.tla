-------------------------- MODULE MCAttackerMutants --------------------------
(***************************************************************************)
(* Every promise of AttackerProperties is seen to fail when one operator   *)
(* is weakened, and what is known not to hold is seen not to hold (Absent  *)
(* configurations, which change nothing).                                  *)
(*                                                                         *)
(* Bounds.  As in MCAttacker, with one policy at a time and no more moves, *)
(* reveals and sessions than the attack needs.                             *)
(***************************************************************************)
EXTENDS AttackerProperties

\* The operators as they are, also where a configuration replaces them.
Intact == INSTANCE Client
IntactAuthenticated == INSTANCE Authenticated

MutantGroups == {"x25519", "secp256r1"}

MutantSuites == {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"}

OneOffer ==
  {[ groups |-> << "x25519", "secp256r1" >>, shared |-> {"x25519"},
     suites |-> << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >>,
     versions |-> << "TLS 1.3", "TLS 1.2" >>, sessionId |-> "session",
     psks |-> <<>>, modes |-> <<>>, earlyData |-> FALSE ]}

PolicyWith(groups, take, cookie) ==
  [ groups |-> groups,
    suites |-> << "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256" >>,
    take |-> take, cookie |-> cookie,
    psks |-> {}, modes |-> <<>>, pskFirst |-> FALSE, earlyData |-> FALSE ]

\* No retry is called for.
TakesShared == {PolicyWith(<< "x25519", "secp256r1" >>, "shared", FALSE)}

\* A retry is called for, for the other group and a cookie.
AsksForBoth == {PolicyWith(<< "secp256r1", "x25519" >>, "preferred", TRUE)}

-----------------------------------------------------------------------------
(* The peers                                                               *)

KeptByAll1(a) == TRUE

KeptByAll2(a, b) == TRUE

\* Randoms and keys are the same in every session.
NotNamed(session, m) == m

\* The server has one key pair for all sessions.
OneServerKey(session) == "server"

\* A client that has finished reads on.
ReadsWhenConnected(client) ==
  client.state \in {"WAIT_SH", "WAIT_SH_AGAIN", "WAIT_EE", "CONNECTED"}

\* A state that neither A.1 nor A.2 knows.
AfterFinishedElsewhere(peer) == [peer EXCEPT !.state = "OPEN"]

-----------------------------------------------------------------------------
(* The transcript.  Signature, MACs and keys are all over what was hashed. *)

\* Nothing but the last hello, as if the reply were all that matters.
OnlyTheReply(transcript) == << transcript[Len(transcript)] >>

\* TR-02: without message_hash; the first hello is forgotten after a retry.
WithoutMessageHash(transcript) ==
  SelectSeq(transcript, LAMBDA m : m.type # "message_hash")

\* TR-03: without the HelloRetryRequest.
WithoutRetry(transcript) == SelectSeq(transcript, LAMBDA m : ~IsRetry(m))

\* TR-07: the transcript begins anew with the second hello.
RestartedAtRetry(transcript) ==
  SelectSeq(transcript, LAMBDA m : m.type # "message_hash" /\ ~IsRetry(m))

\* 4.4.1 with the first hello itself in the place of its hash.
FirstHelloItself(hello) == hello

\* A signature over the server's certificate alone, as good in any session.
SignatureOverNothing(key, transcript) == [key |-> key, over |-> <<>>]

\* A signature over the ServerHello, which has the server's share and no more.
SignatureOverTheReply(key, transcript) == [key |-> key, over |-> OnlyTheReply(transcript)]

\* MACs, or their keys, do not cover the transcript; the two others do.
MacOverNothing(secret, side, transcript) ==
  [IntactAuthenticated!Mac(secret, side, transcript) EXCEPT !.over = <<>>]

KeyWithoutTranscript(secret, transcript) == [secret |-> secret, context |-> <<>>]

-----------------------------------------------------------------------------
(* Keys                                                                    *)

\* The server's key pair of the key exchange is its long-term one: no forward secrecy.
ServerKeysAreLongTerm(share) ==
  \/ share.key = OwnKey \/ share \in revealed
  \/ longTerm = "revealed" /\ \E s \in Sessions : share.key = ServerKey(s)
=============================================================================
