-------------------------- MODULE MCStatelessMutants --------------------------
(***************************************************************************)
(* Every property of StatelessProperties and HostileCookies is seen to     *)
(* fail; see MCMutants for how.                                            *)
(*                                                                         *)
(* Bounds.  The least that tells the mutants apart: one offer that shares  *)
(* nothing and one that shares what the server prefers, with a suite that  *)
(* the server lacks; three keys, one tick to live, two ticks; two hellos   *)
(* of a hostile client, with one fault.                                    *)
(***************************************************************************)
EXTENDS HostileCookies

\* The operators as they are, also where a configuration replaces them.
Intact == INSTANCE Rulebook

MutantGroups == {"x25519", "secp256r1"}

MutantSuites == {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"}

MutantOffers ==
  { [groups |-> << "secp256r1", "x25519" >>, shared |-> shared,
     suites |-> << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_AES_128_CCM_SHA256" >>,
     versions |-> << "TLS 1.3" >>, sessionId |-> "session",
     psks |-> <<>>, modes |-> <<>>, earlyData |-> FALSE] : shared \in { {}, {"x25519"} } }

MutantPolicies ==
  [ groups : { << "x25519", "secp256r1" >> },
    suites : { << "TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256" >> },
    take   : {"preferred"},
    cookie : BOOLEAN,
    psks   : {{}}, modes : {<<>>}, pskFirst : {FALSE}, earlyData : {FALSE} ]

MutantKeyNames == << "key 1", "key 2", "key 3" >>

TwoKeyNames == << "key 1", "key 2" >>

\* Two rule-abiding peers; the variables of the hostile client rest.
AtRest == faults = 0 /\ log = <<>> /\ hellos = 0

QuietSpec ==
  /\ StatelessInit /\ AtRest
  /\ [][StatelessNext /\ UNCHANGED << faults, log, hellos >>]_cookieVars
  /\ StatelessFairness

QuietLossySpec ==
  /\ StatelessInit /\ AtRest
  /\ [][(StatelessNext \/ CookieIsLost) /\ UNCHANGED << faults, log, hellos >>]_cookieVars
  /\ StatelessFairness

-----------------------------------------------------------------------------
(* Cookies that open and should not, or do not and should                  *)

\* The MAC is not looked at.
OpensUnsealed(policy, s, cookie) ==
  IsSealed(cookie) /\ Intact!CookieOpens(policy, s, [cookie EXCEPT !.seal = cookie.key])

\* The clock is not looked at.
OpensForEver(policy, s, cookie) ==
  IsSealed(cookie) /\ Intact!CookieOpens(policy, [s EXCEPT !.now = cookie.time], cookie)

\* The client's address is no part of what is sealed.
OpensAnywhere(policy, s, cookie) ==
  IsSealed(cookie) /\ Intact!CookieOpens(policy, [s EXCEPT !.address = cookie.address], cookie)

\* Keys are never thrown away.
OpensWithEveryKey(policy, s, cookie) ==
  IsSealed(cookie) /\ Intact!CookieOpens(policy, [s EXCEPT !.keys = KeyNames], cookie)

\* Only the key that seals opens.
OpensWithOneKey(policy, s, cookie) ==
  Intact!CookieOpens(policy, [s EXCEPT !.keys = << Head(@) >>], cookie)

\* What is sealed is taken, supported or not.
OpensAnySuite(policy, s, cookie) ==
  /\ IsSealed(cookie)
  /\ Intact!CookieOpens([policy EXCEPT !.suites = Append(@, cookie.suite)], s, cookie)

\* A rule that everything breaks.
BrokenByAll2(a, b) == FALSE

\* A rule that nothing breaks.
KeptByAll1(a) == TRUE

-----------------------------------------------------------------------------
(* The server                                                              *)

\* The cookie has the hash of something else.
SealsAnotherHello(policy, hello) ==
  [ by |-> "seal", key |-> Head(sealer.keys), seal |-> Head(sealer.keys),
    address |-> sealer.address, time |-> sealer.now,
    first |-> MessageHash([hello EXCEPT !.random = "other"]), sessionId |-> hello.sessionId,
    suite |-> ChosenSuite(policy, hello), group |-> ChosenGroup(policy, hello),
    named |-> ChosenGroup(policy, hello) \notin SharedGroups(hello) ]

\* The server notes the first hello.
RetriesAndRemembers ==
  /\ HelloArrived
  /\ ~IsSecond(Head(toServer))
  /\ WantsRetry(server.policy, Head(toServer))
  /\ server' = [server EXCEPT !.first = Head(toServer)]
  /\ toServer' = Tail(toServer)
  /\ toClient' = Append(toClient, SealedRetry(server.policy, Head(toServer)))
  /\ UNCHANGED << client, sealer >>

\* 4.4.1: the transcript begins with the second hello.
TranscriptFromSecondHello(peer, hello, reply) ==
  [ peer EXCEPT !.state = "NEGOTIATED", !.retry = RetryOf(hello.cookie), !.second = hello,
                !.reply = reply, !.transcript = << hello, reply >> ]

\* HRR-11: the suite is chosen anew, the other one.
SuiteIsNotSealed(hello) ==
  LET other == CHOOSE suite \in Range(hello.suites) : suite # hello.cookie.suite
  IN ServerHello(hello, other, hello.cookie.group)

\* CK-01: a cookie is not asked for where the share is there.
OnlySharesAreAskedFor(policy, hello) == ChosenGroup(policy, hello) \notin SharedGroups(hello)

\* Every hello is a first one.
NoneIsSecond(hello) == FALSE

\* HRR-08 with another alert.
AnotherAlertForSecondRetry == [Intact!Alerts EXCEPT !.RetryComesOnce = {"illegal_parameter"}]

\* Every key stays.
KeepsEveryKey(key) ==
  /\ key \notin Range(sealer.keys)
  /\ sealer' = [sealer EXCEPT !.keys = << key >> \o @]
  /\ UNCHANGED vars
=============================================================================
