---------------------------- MODULE HostileCookies ----------------------------
(***************************************************************************)
(* A stateless server and a client that keeps no rule.                     *)
(*                                                                         *)
(* The client writes down what the server says, and sends hellos with any  *)
(* cookie it can lay hands on: one that it was given, on this connection   *)
(* or another, for this hello or another; one that it has altered; one     *)
(* of another server.  It cannot make a MAC.  It has as many hellos as     *)
(* MaxHellos, on any number of connections, and a number of faults to      *)
(* spend: a fault is a wrong cookie, the cookie of another hello, or one   *)
(* of those of HostilePeers.                                               *)
(***************************************************************************)
EXTENDS StatelessProperties, HostilePeers

CONSTANTS MaxHellos,  \* hellos in one run
          MaxMoves    \* how often the key and the clock move in one run
ASSUME MaxHellos \in Nat /\ MaxMoves \in Nat

VARIABLES log,    \* what hellos were answered with, in the client's book
          hellos  \* hellos sent so far

cookieVars == << statelessVars, faults, log, hellos >>

-----------------------------------------------------------------------------
(* Cookies                                                                 *)

Entries == Range(log)

Retries == {entry \in Entries : IsRetry(entry.answer)}

\* What a cookie can be made into without a key of the server.  A forger may write what it
\* likes, but the MAC shows whose key was used.
Altered(cookie) ==
  LET forged(c) == [c EXCEPT !.seal = "none"]
      otherSuite == AnyOf(Suites \ {cookie.suite})
      otherGroup == AnyOf(Groups \ {cookie.group})
  IN { forged(cookie),
       forged([cookie EXCEPT !.suite = otherSuite]),
       forged([cookie EXCEPT !.group = otherGroup, !.named = TRUE]),
       forged([cookie EXCEPT !.first = MessageHash([@.of EXCEPT !.random = "other"])]),
       forged([cookie EXCEPT !.time = @ + 1]),
       \* The name of a key that is in use now.
       [cookie EXCEPT !.key = Head(sealer.keys)],
       \* Of another server, whose key has a name of its own, or the same name.
       [cookie EXCEPT !.key = "foreign key", !.seal = "foreign key"],
       [cookie EXCEPT !.seal = "foreign key"],
       \* Of a server that shares the keys and supports more.
       [cookie EXCEPT !.suite = "TLS_AES_128_CCM_SHA256"] }

\* Cookies to put into a hello in the place of the right one.
WrongCookies ==
  {OtherCookie} \cup UNION {{entry.answer.cookie} \cup Altered(entry.answer.cookie) : entry \in Retries}

WithCookie(hello, cookie) ==
  [hello EXCEPT !.cookie = cookie,
                !.extensions = IF Carries(hello, "cookie") THEN @ ELSE Append(@, "cookie")]

-----------------------------------------------------------------------------
(* The client                                                              *)

\* What a rule-abiding client might send: a first hello, or one that follows up on a retry.
PlainHellos ==
  {ClientHello(offer) : offer \in Offers}
  \cup {SecondHello(entry.hello, entry.answer) : entry \in Retries}

HellosWithAFault ==
  {WithClientFault(hello, ClientFaults[i], "other") : hello \in PlainHellos, i \in DOMAIN ClientFaults}
  \cup {WithCookie(hello, cookie) : hello \in PlainHellos, cookie \in WrongCookies}

\* The first hello of all has no fault: to a server without a memory a later one is the same.
ClientSendsAnyHello ==
  /\ server.state = "START" /\ toServer = <<>>
  /\ hellos < MaxHellos
  /\ \/ /\ \E hello \in PlainHellos : HostileClientSends(hello)
        /\ UNCHANGED faults
     \/ /\ faults < MaxFaults /\ log # <<>>
        /\ \E hello \in HellosWithAFault \ PlainHellos : HostileClientSends(hello)
        /\ faults' = faults + 1
  /\ hellos' = hellos + 1
  /\ UNCHANGED << sealer, log >>

\* A message of another kind costs a hello as well.
ClientSaysNoHello ==
  /\ server.state = "START" /\ toServer = <<>>
  /\ \E m \in NoHello : HostileClientSends(m)
  /\ hellos' = MaxHellos
  /\ UNCHANGED << sealer, log, faults >>

\* The client makes another connection, from where it likes, when one has ended or to take
\* its first cookie elsewhere.  To the server, which remembers no other, it is the first.
ClientComesAgain ==
  /\ hellos < MaxHellos /\ toServer = <<>> /\ log # <<>>
  /\ \E address \in {"here", "there"} :
       /\ ServerEnded(server) \/ (address # sealer.address /\ Len(log) = 1)
       /\ sealer' = [sealer EXCEPT !.address = address]
  /\ server' = NewServer(server.policy)
  /\ toClient' = <<>>
  /\ UNCHANGED << client, toServer, faults, log, hellos >>

-----------------------------------------------------------------------------
(* Together                                                                *)

\* The client reads what it is sent into its book.
Noted(action) ==
  /\ action
  /\ log' = Append(log, [ hello |-> Head(toServer), answer |-> toClient'[Len(toClient')],
                          address |-> sealer.address, time |-> sealer.now ])
  /\ UNCHANGED << faults, hellos >>

Unnoted(action) == action /\ UNCHANGED << faults, hellos, log >>

ServerTakesHello ==
  \/ Noted(StatelessRetries)
  \/ Noted(StatelessAcceptsFirst)
  \/ Noted(StatelessAcceptsSecond)
  \/ Unnoted(StatelessAborts)
  \/ Unnoted(StatelessCloses)

KeyNumber == CHOOSE i \in DOMAIN KeyNames : KeyNames[i] = Head(sealer.keys)

\* Key and clock make a difference only to a cookie, and to the first as to any other.
WhileCookieIsOut(action) ==
  /\ Len(log) = 1 /\ Retries # {} /\ toServer = <<>> /\ hellos < MaxHellos
  /\ KeyNumber - 1 + sealer.now < MaxMoves
  /\ Unnoted(action)

SealerMovesOn == WhileCookieIsOut(KeyIsReplaced) \/ WhileCookieIsOut(ClockTicks)

HostileInit ==
  /\ client = Hostile
  /\ server \in {NewServer(policy) : policy \in Policies}
  /\ toServer = <<>> /\ toClient = <<>>
  /\ sealer = NewSealer("here")
  /\ faults = 0 /\ log = <<>> /\ hellos = 0

Over ==
  /\ ServerEnded(server) \/ hellos = MaxHellos
  /\ UNCHANGED cookieVars

HostileNext ==
  \/ ClientSendsAnyHello \/ ClientSaysNoHello \/ ClientComesAgain
  \/ ServerTakesHello \/ SealerMovesOn
  \/ Over

HostileSpec == HostileInit /\ [][HostileNext]_cookieVars

-----------------------------------------------------------------------------
(* What the client cannot reach                                            *)

ServerTakesSecond ==
  server.state = "START" /\ server'.state = "NEGOTIATED" /\ server'.retry # None

\* Whatever it was sent, the server goes on only from an exchange that has taken place: the
\* retry in its transcript is one that it has sent, in answer to the hello that is hashed there.
OnlyOwnRetriesAreFollowedInv ==
  ServerIs("NEGOTIATED") /\ server.retry # None =>
    \E entry \in Retries : /\ entry.answer = server.retry
                           /\ server.transcript[1] = MessageHash(entry.hello)

\* ... and not long ago ...
CookieIsTakenInTimeProp ==
  [][ ServerTakesSecond =>
        \E entry \in Retries : /\ entry.answer = server'.retry
                               /\ sealer.now <= entry.time + Lifetime ]_cookieVars

\* ... and with a client that is where it seems to be, for there it got the cookie (4.2.2).
AddressIsShownProp ==
  [][ ServerTakesSecond =>
        \E entry \in Retries : /\ entry.answer = server'.retry
                               /\ entry.address = sealer.address ]_cookieVars

\* A key that has been replaced twice opens nothing.
OldKeysOpenNothingProp ==
  [][ ServerTakesSecond =>
        \E i \in DOMAIN KeyNames :
          KeyNames[i] = server'.retry.cookie.key /\ i \in KeyNumber - 1 .. KeyNumber ]_cookieVars

\* A cookie is refused only if it is none that the server gave to a client there, or if it
\* comes too late.
OwnCookieIsNotRefusedProp ==
  [][ server.rule = "none" /\ server'.rule = "CookieOpens" =>
        \A entry \in Retries :
          \/ entry.answer.cookie # Head(toServer).cookie
          \/ entry.address # sealer.address
          \/ sealer.now > entry.time + Lifetime
          \/ entry.answer.cookie.key \notin Range(sealer.keys) ]_cookieVars

\* A hello with a cookie is never answered by a retry: it goes on, or ends.
CookieEndsTheAskingInv == \A entry \in Retries : entry.hello.cookie = NoCookie

\* What a retry asks for and fixes can be had from its cookie.
EveryRetryCarriesItsStateInv ==
  \A entry \in Retries : /\ RetryOf(entry.answer.cookie) = entry.answer
                         /\ entry.answer.cookie.first = MessageHash(entry.hello)

-----------------------------------------------------------------------------
(* What it can reach: a stateless server does not notice these.  A server  *)
(* that wants to has to remember cookies, and is stateless no more.        *)

\* A cookie leads to a ServerHello on two connections.
CookieIsTakenTwiceWitness ==
  \A i \in DOMAIN log : \A j \in DOMAIN log :
    i # j /\ IsServerHello(log[i].answer) /\ log[i].hello.cookie # NoCookie =>
      log[j].hello.cookie # log[i].hello.cookie \/ ~IsServerHello(log[j].answer)

\* A second hello goes on from the first hello of somebody else (CH2-10 cannot be checked by
\* a hash).  Only who knows that hello has the transcript, and can finish.
CookieOfAnotherHelloWitness ==
  ServerIs("NEGOTIATED") /\ server.retry # None =>
    server.second.random = server.retry.cookie.first.of.random
    /\ server.second.groups = server.retry.cookie.first.of.groups
=============================================================================
