------------------------- MODULE StatelessProperties -------------------------
(***************************************************************************)
(* What a stateless server promises, and what it cannot.  Suffixes as in   *)
(* Properties, of which those that speak of the client, or of what is      *)
(* selected, hold here as they stand.                                      *)
(***************************************************************************)
EXTENDS Properties, Stateless

\* The sealer is what it is said to be; the rest is TypeOK.
SealerTypeOK == IsSealer(sealer)

-----------------------------------------------------------------------------
(* A client that keeps the rules                                           *)

\* Until it selects, the server is as new: nothing that it has read has left a trace.
NoMemoryInv == server.state = "START" => server = NewServer(server.policy)

\* The retry that the client follows names the exchange it belongs to, and could be made
\* again from its cookie.
RetryCarriesItsStateInv ==
  ClientIs("WAIT_SH_AGAIN") =>
    /\ client.retry.cookie.first = MessageHash(client.first)
    /\ RetryOf(client.retry.cookie) = client.retry

\* Both sides of a finished exchange hold the same transcript and the same values, though
\* one of them has built the first half of it from a cookie.
TranscriptsAgreeInv ==
  ClientIs("WAIT_EE") =>
    /\ server.state = "NEGOTIATED"
    /\ client.transcript = server.transcript
    /\ client.reply = server.reply /\ client.retry = server.retry
    /\ client.second = server.second

\* A client that keeps the rules is refused after its first hello only by a cookie that
\* has not come back, or not in time.
CookieAloneIsRefusedInv ==
  ServerIs("ABORTED") /\ client.second # None =>
    /\ server.rule = "CookieOpens"
    /\ \/ sealer.now - client.second.cookie.time > sealer.lifetime
       \/ client.second.cookie.key \notin Range(sealer.keys)

\* Where every client has to return a cookie, a second hello without one is a first hello:
\* the server sends another HelloRetryRequest, and the client, which follows one, refuses it
\* (4.1.4).  So the client bounds an exchange that its server cannot count.
SecondRetryIsRefusedInv ==
  ClientIs("ABORTED") => client.rule = "RetryComesOnce" /\ client.alert = "unexpected_message"

\* ... and it is not served before that.
LostCookieIsNotServedInv ==
  ServerIs("NEGOTIATED") /\ server.policy.cookie => server.second # None

\* Known not to hold where cookies get lost, unless every client has to return one: a second
\* hello that has the wanted share and no cookie is a flawless first hello.  The server
\* answers it as such, the client takes the answer for one to its second hello, and their
\* transcripts differ, which Finished will show and nothing before.
TranscriptsAgreeWithoutCookiesInv == TranscriptsAgreeInv

\* Where every client has to return a cookie they agree whatever gets lost.
TranscriptsAgreeByCookieInv == server.policy.cookie => TranscriptsAgreeInv

-----------------------------------------------------------------------------
(* A stateless server does what a server with a memory does, as long as    *)
(* cookies come back in time.                                              *)
(*                                                                         *)
(* The cookie on the wire is the memory of the other: a sealed cookie      *)
(* becomes ServerCookie where the policy asks every client for a cookie,   *)
(* and none at all where the retry asks for a share, for there the other   *)
(* would send none.  The server at START remembers what the cookie says    *)
(* that is on its way or at the client: hashes can be seen through, so     *)
(* that the first hello is what the cookie's message_hash is of.           *)
(*                                                                         *)
(* It does not hold where a cookie is lost or expires, as the other server *)
(* knows neither; where a hostile client returns the cookie of another     *)
(* connection; and the other may refuse a second hello that differs from   *)
(* the first (CH2-10), which this one never does.                          *)

Plain(m) ==
  IF m.type \notin {"client_hello", "server_hello"} THEN m
  ELSE IF ~IsSealed(m.cookie) THEN m
  ELSE IF server.policy.cookie THEN [m EXCEPT !.cookie = ServerCookie]
  ELSE [m EXCEPT !.cookie = NoCookie, !.extensions = Without(@, {"cookie"})]

PlainAll(messages) == [i \in DOMAIN messages |-> Plain(messages[i])]

\* The retry that is on its way to the client or that the client has followed.
RetryUnderWay ==
  IF toClient # <<>> /\ IsRetry(toClient[1]) THEN toClient[1] ELSE client.retry

Remembering ==
  CASE server.state = "START" /\ RetryUnderWay # None ->
         AfterSendingRetry(server, RetryUnderWay.cookie.first.of, Plain(RetryUnderWay))
    [] server.state = "NEGOTIATED" /\ server.retry # None ->
         [ server EXCEPT !.first = server.second.cookie.first.of, !.retry = Plain(@),
                         !.second = Plain(@), !.transcript = PlainAll(@) ]
    [] OTHER -> server

Stateful ==
  INSTANCE Handshake WITH
    client   <- [ client EXCEPT !.retry = Plain(@), !.second = Plain(@),
                                !.transcript = PlainAll(@) ],
    server   <- Remembering,
    toServer <- PlainAll(toServer),
    toClient <- PlainAll(toClient)

StatelessImplementsHandshake == Stateful!Spec

\* Its steps alone, where its liveness would cost too much.
StatelessKeepsToHandshakeProp == [][Stateful!Next]_(Stateful!vars)

-----------------------------------------------------------------------------
(* Witnesses                                                               *)

\* A cookie opens with the key before the one that seals now.
OlderKeyOpensWitness ==
  ~(ServerIs("NEGOTIATED") /\ server.second # None
    /\ server.second.cookie.key # Head(sealer.keys))

\* A client that keeps every rule is refused, because it was slow.
SlowClientIsRefusedWitness == ~(ServerIs("ABORTED") /\ client.second # None)

\* A client meets a second retry.
SecondRetryIsMetWitness == ~ClientIs("ABORTED")
=============================================================================
