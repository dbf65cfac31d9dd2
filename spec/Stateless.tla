------------------------------ MODULE Stateless ------------------------------
(***************************************************************************)
(* A server that keeps nothing between HelloRetryRequest and the second    *)
(* ClientHello: its cookie carries what it will need (RFC 8446, 4.2.2).    *)
(*                                                                         *)
(*      Client                                        Stateless server     *)
(*      ClientSendsFirstHello  -- ClientHello ------->                     *)
(*                             <-- HelloRetryRequest - StatelessRetries    *)
(*                                 with a sealed cookie; the server is as  *)
(*                                 it was                                  *)
(*      ClientRetries          -- ClientHello ------->                     *)
(*                                 with the cookie                         *)
(*                             <-- ServerHello ------- StatelessAccepts-   *)
(*                                                     Second, by what the *)
(*                                                     cookie says         *)
(*                                                                         *)
(* A hello without a cookie is a first one: StatelessRetries,              *)
(* StatelessAcceptsFirst or StatelessAborts, by the same rules as at a     *)
(* server with a memory.  A hello with a cookie is a second one if the     *)
(* cookie opens (CK-06); if not, it is refused.  A cookie is sealed with   *)
(* the first key of the sealer and opens with each of its keys, so that a  *)
(* key can be replaced while cookies are on their way.                     *)
(*                                                                         *)
(* Modelled: what the cookie carries, key rotation, expiry, the client's   *)
(*   address; the transcript that is built again from the cookie (4.4.1).  *)
(* Assumed: a MAC cannot be made without its key.  The server's order of   *)
(*   extensions in HelloRetryRequest never changes, nor does its policy.   *)
(* Out of scope: records.  CK-04, that change_cipher_spec is ignored while *)
(*   a stateless server waits, is a rule on records.                       *)
(*                                                                         *)
(* A sealer has                                                            *)
(*   keys      the names of the keys, the one that seals first; one or two *)
(*   now       the time                                                    *)
(*   lifetime  how long a cookie lasts                                     *)
(*   address   where the client of the connection seems to be              *)
(***************************************************************************)
EXTENDS Handshake

VARIABLE sealer  \* what the server seals and opens cookies with

statelessVars == << vars, sealer >>

IsSealer(s) ==
  /\ DOMAIN s = {"keys", "now", "lifetime", "address"}
  /\ Len(s.keys) \in {1, 2} /\ Distinct(s.keys)
  /\ s.now \in Nat /\ s.lifetime \in Nat

-----------------------------------------------------------------------------
(* Seal and open.                                                          *)

\* CK-06: all that the second hello will be judged by.
Seal(policy, hello) ==
  [ by        |-> "seal",
    key       |-> Head(sealer.keys),
    seal      |-> Head(sealer.keys),
    address   |-> sealer.address,
    time      |-> sealer.now,
    first     |-> MessageHash(hello),
    sessionId |-> hello.sessionId,
    suite     |-> ChosenSuite(policy, hello),
    group     |-> ChosenGroup(policy, hello),
    named     |-> ChosenGroup(policy, hello) \notin SharedGroups(hello) ]

\* The HelloRetryRequest that a cookie came with, octet by octet (4.4.1).
RetryOf(cookie) ==
  HelloRetryRequest([sessionId |-> cookie.sessionId], cookie.suite,
                    IF cookie.named THEN cookie.group ELSE "none", cookie)

\* HRR-20, CK-01: as any server's, but always with a cookie.
SealedRetry(policy, hello) == RetryOf(Seal(policy, hello))

\* HRR-11, HRR-14, KS-13: suite, version and group are those of the first exchange.
ReplyByCookie(hello) == ServerHello(hello, hello.cookie.suite, hello.cookie.group)

-----------------------------------------------------------------------------
(* Validate: the rules that a received message breaks.                     *)

\* What can be held against a second hello without the first one: not that it differs
\* from that (CH2-10 is a MAY).  That the cookie is the right one is why we are here.
BrokenBySealedHello(hello) ==
  LET cookie == hello.cookie
      retry  == RetryOf(cookie)
  IN   BrokenByAnyHello(hello)
  \* No PSK is used by this server.
  \cup Broken("SignatureAlgorithmsArePresent", SignatureAlgorithmsArePresent(hello))
  \cup Broken("SecondHelloKeepsSuite",        SecondHelloKeepsSuite(retry, hello))
  \cup Broken("SecondHelloListsGroup",        SecondHelloListsGroup(cookie.group, hello))
  \cup Broken("SecondHelloSharesGroup",       SecondHelloSharesGroup(cookie.group, hello))
  \cup Broken("SecondHelloSharesNothingElse", SecondHelloSharesNothingElse(retry, hello))
  \cup Broken("NoEarlyDataAfterRetry",        NoEarlyDataAfterRetry(hello))
  \cup BrokenByValue(ShareFor(hello, cookie.group))

\* An older version knows no cookie: without TLS 1.3 only one that opens has a meaning.
BrokenAtStateless(m) ==
  CASE m.type = "malformed"            -> {"MessageParses"}
    [] ~IsClientHello(m)               -> {"MessageIsExpected"}
    [] ~HelloComesInTurn(server.reply) -> {"HelloComesInTurn"}
    [] Carries(m, "cookie") /\ CookieOpens(server.policy, sealer, m.cookie) ->
         IF SecondHelloKeepsVersion(m)
         THEN BrokenBySealedHello(m)
         ELSE {"SecondHelloKeepsVersion"} \cup Broken("HelloIsNotSsl3", HelloIsNotSsl3(m))
                                          \cup Broken("LegacyVersionIsTls12", LegacyVersionIsTls12(m))
    [] ~OffersTls13(m)                 -> BrokenByOlderHello(m)
    [] Carries(m, "cookie")            ->
         {"CookieOpens"} \cup BrokenByAnyHello(m)
         \cup Broken("SignatureAlgorithmsArePresent", SignatureAlgorithmsArePresent(m))
    [] OTHER                           -> BrokenByFirstHello(server.policy, m)

StatelessMayGoOn(m) == BrokenAtStateless(m) \subseteq OptionalRules

-----------------------------------------------------------------------------
(* The server                                                              *)

HelloArrived ==
  /\ server.state = "START" /\ toServer # <<>> /\ IsClientHello(Head(toServer))
  /\ StatelessMayGoOn(Head(toServer))

IsSecond(hello) == Carries(hello, "cookie")

\* The server has sent a HelloRetryRequest, and is none the wiser.
StatelessRetries ==
  /\ HelloArrived
  /\ ~IsSecond(Head(toServer))
  /\ WantsRetry(server.policy, Head(toServer))
  /\ toServer' = Tail(toServer)
  /\ toClient' = Append(toClient, SealedRetry(server.policy, Head(toServer)))
  /\ UNCHANGED << client, server, sealer >>

StatelessAcceptsFirst ==
  /\ HelloArrived
  /\ ~IsSecond(Head(toServer))
  /\ ~WantsRetry(server.policy, Head(toServer))
  /\ LET hello == Head(toServer)
         reply == ReplyToFirst(server.policy, hello)
     IN /\ server' = AfterReplyToFirst(server, hello, reply)
        /\ toClient' = Append(toClient, reply)
  /\ toServer' = Tail(toServer)
  /\ UNCHANGED << client, sealer >>

\* The first hello is not known, but its hash is (4.4.1).
AfterReplyByCookie(peer, hello, reply) ==
  LET retry == RetryOf(hello.cookie)
  IN [ peer EXCEPT !.state = "NEGOTIATED", !.retry = retry, !.second = hello, !.reply = reply,
                   !.transcript = << hello.cookie.first, retry, hello, reply >> ]

StatelessAcceptsSecond ==
  /\ HelloArrived
  /\ IsSecond(Head(toServer))
  /\ LET hello == Head(toServer)
         reply == ReplyByCookie(hello)
     IN /\ server' = AfterReplyByCookie(server, hello, reply)
        /\ toClient' = Append(toClient, reply)
  /\ toServer' = Tail(toServer)
  /\ UNCHANGED << client, sealer >>

StatelessAborts ==
  /\ ServerReads(server) /\ toServer # <<>> /\ ~EndsConnection(Head(toServer))
  /\ \E rule \in BrokenAtStateless(Head(toServer)) : \E alert \in Alerts[rule] :
       /\ server' = AfterAbort(server, rule, alert)
       /\ toClient' = Append(toClient, Alert(alert))
  /\ toServer' = <<>>
  /\ UNCHANGED << client, sealer >>

StatelessCloses == ServerCloses /\ UNCHANGED sealer

StatelessReceives ==
  \/ StatelessRetries \/ StatelessAcceptsFirst \/ StatelessAcceptsSecond
  \/ StatelessAborts \/ StatelessCloses

-----------------------------------------------------------------------------
(* What goes on meanwhile                                                  *)

\* A new key seals from now on; the one before still opens.
KeysRotateTo(key) ==
  /\ key \notin Range(sealer.keys)
  /\ sealer' = [sealer EXCEPT !.keys = << key, Head(@) >>]
  /\ UNCHANGED vars

TimePassesTo(now) ==
  /\ now > sealer.now
  /\ sealer' = [sealer EXCEPT !.now = now]
  /\ UNCHANGED vars

\* The second hello arrives without its cookie: the client has forgotten it, or somebody
\* between the peers has taken it out, which nothing prevents before Finished.
CookieIsLost ==
  /\ toServer # <<>> /\ IsClientHello(Head(toServer)) /\ Carries(Head(toServer), "cookie")
  /\ toServer' = << [Head(toServer) EXCEPT !.extensions = Without(@, {"cookie"}),
                                            !.cookie = NoCookie] >>
                 \o Tail(toServer)
  /\ UNCHANGED << client, server, toClient, sealer >>

-----------------------------------------------------------------------------
(* Two rule-abiding peers                                                  *)

CONSTANTS KeyNames,  \* the keys in the order in which they come to be used
          Lifetime,  \* how long a cookie lasts
          LastTime   \* when the clock stops
ASSUME KeyNames # <<>> /\ Distinct(KeyNames) /\ Lifetime \in Nat /\ LastTime \in Nat

NewSealer(address) ==
  [keys |-> << KeyNames[1] >>, now |-> 0, lifetime |-> Lifetime, address |-> address]

StatelessInit == Init /\ sealer = NewSealer("here")

\* Once the server has ended, its clock is nobody's business.
KeyIsReplaced ==
  /\ ~ServerEnded(server)
  /\ \E i \in 2 .. Len(KeyNames) :
       KeyNames[i - 1] = Head(sealer.keys) /\ KeysRotateTo(KeyNames[i])

ClockTicks ==
  /\ ~ServerEnded(server)
  /\ sealer.now < LastTime /\ TimePassesTo(sealer.now + 1)

\* One disjunct for each action of the client, so that TLC counts each.
StatelessNext ==
  \/ ClientSendsFirstHello /\ UNCHANGED sealer
  \/ ClientRetries /\ UNCHANGED sealer
  \/ ClientAccepts /\ UNCHANGED sealer
  \/ ClientAborts /\ UNCHANGED sealer
  \/ ClientCloses /\ UNCHANGED sealer
  \/ StatelessReceives
  \/ KeyIsReplaced \/ ClockTicks
  \/ Ended /\ UNCHANGED sealer

StatelessFairness ==
  /\ WF_statelessVars(ClientSendsFirstHello /\ UNCHANGED sealer)
  /\ WF_statelessVars(ClientReceives /\ UNCHANGED sealer)
  /\ WF_statelessVars(StatelessReceives)

StatelessSpec == StatelessInit /\ [][StatelessNext]_statelessVars /\ StatelessFairness

\* The same where cookies get lost as well.
LossySpec ==
  StatelessInit /\ [][StatelessNext \/ CookieIsLost]_statelessVars /\ StatelessFairness
=============================================================================
