------------------------- MODULE AttackerProperties -------------------------
(***************************************************************************)
(* What the handshake promises with an attacker on the network, and what   *)
(* it does not.  The suffix says the kind, as in Properties: ...Inv of a   *)
(* state, ...Prop of a step, ...Witness is meant to be violated.           *)
(* ...FailsInv is known not to hold: a guarantee that one might wish for,  *)
(* stated so that the run that denies it can be seen.                      *)
(*                                                                         *)
(* A client trusts what it has when it has finished and the server's       *)
(* long-term key had not been revealed before.  The promises are those of  *)
(* RFC 8446, E.1.                                                          *)
(***************************************************************************)
EXTENDS Attacker

\* Whatever travels.  What a signature or a MAC is over may be anything.
IsLetter(m) ==
  CASE m.type = "authentication" ->
         /\ DOMAIN m = {"type", "signature", "mac"}
         /\ m.signature.key \in {LongTermKey, OwnLongTermKey}
         /\ m.mac.side = "server"
    [] m.type = "finished" -> DOMAIN m = {"type", "mac"} /\ m.mac.side = "client"
    [] OTHER -> IsMessage(m)

IsPeer(peer) ==
  /\ \A m \in {peer.first, peer.retry, peer.second, peer.reply} \cup Range(peer.transcript) :
       IsMessage(m)
  /\ peer.rule \in Rules \cup RulesOfAuthentication \cup {"none"}

\* Every variable is what it is said to be.
AttackerTypeOK ==
  /\ DOMAIN clients = Sessions /\ DOMAIN servers = Sessions
  /\ \A s \in Sessions :
       /\ DOMAIN clients[s] = DOMAIN NewClient(clients[s].offer) /\ clients[s].offer \in Offers
       /\ clients[s].state \in ClientStates \cup {"CONNECTED"}
       /\ DOMAIN servers[s] = DOMAIN NewServer(servers[s].policy) /\ servers[s].policy \in Policies
       /\ servers[s].state \in ServerStates \cup {"CONNECTED"}
       /\ IsPeer(clients[s]) /\ IsPeer(servers[s])
       /\ \A m \in Range(toServer[s]) \cup Range(toClient[s]) : IsLetter(m)
  /\ moves \in 0 .. MaxMoves
  /\ \A share \in revealed : IsShare(share)
  /\ longTerm \in {"kept", "revealed"}
  /\ exposed \subseteq Sessions
  /\ Reveals <= MaxReveals

-----------------------------------------------------------------------------
(* Words                                                                   *)

\* Client s has finished, and when it did, the server's long-term key was its own.
Trusts(s) == Connected(clients[s]) /\ s \notin exposed

\* Server t has sent, and received, exactly what client s received and sent.
Matches(s, t) == servers[t].reply # None /\ servers[t].transcript = clients[s].transcript

SameKeys(s, t) ==
  servers[t].reply # None /\ clients[s].reply # None
  /\ ClientSecret(clients[s]) = ServerSecret(servers[t])

\* Everything that was negotiated.
AgreeOnAll(client, server) ==
  /\ client.reply.version   = server.reply.version
  /\ client.reply.suite     = server.reply.suite
  /\ client.reply.share     = server.reply.share
  /\ client.reply.sessionId = server.reply.sessionId
  /\ client.retry           = server.retry
  /\ client.second # None => client.second.cookie = server.second.cookie
  /\ client.transcript      = server.transcript

\* What should come out, see Negotiation; only its operators without state are used.
Ideal == INSTANCE Negotiation WITH
  offer <- <<>>, policy <- <<>>, decision <- <<>>, learned <- <<>>

Outcome(client) ==
  [ kind |-> "agreed", suite |-> client.reply.suite, group |-> client.reply.share.group,
    psk |-> client.psk, retried |-> client.retry # None ]

\* Version, suite, group and retry are those of the offer and the policy, untampered.
IsBestForBoth(client) ==
  /\ client.reply.version = "TLS 1.3"
  /\ \A s \in Sessions : Outcome(client) \in Ideal!Decisions(client.offer, servers[s].policy)

\* A server has sent this HelloRetryRequest.
SomeServerSent(retry) == \E s \in Sessions : servers[s].retry = retry

-----------------------------------------------------------------------------
(* Authentication and agreement                                            *)

\* A client that has finished has a server that sent exactly its transcript.
FinishedClientHasServerInv ==
  \A s \in Sessions : Trusts(s) => \E t \in Sessions : Matches(s, t)

\* ... and has it for itself: no server matches two clients, no client two servers.
MatchIsInjectiveInv ==
  \A s, t, other \in Sessions :
    Connected(clients[s]) /\ Matches(s, t) /\ other # s =>
      /\ ~(Connected(clients[other]) /\ Matches(other, t))
      /\ other # t => ~Matches(s, other)

\* Once both have finished with the same keys, they agree on all that was negotiated.
AgreementInv ==
  \A s, t \in Sessions :
    Trusts(s) /\ Connected(servers[t]) /\ SameKeys(s, t) => AgreeOnAll(clients[s], servers[t])

\* The MACs alone do that, even when the long-term key was known, as long as the
\* attacker does not know the keys.
KeysImplyAgreementInv ==
  \A s, t \in Sessions :
    Connected(clients[s]) /\ SameKeys(s, t) /\ ~KnowsSecret(ClientSecret(clients[s])) =>
      AgreeOnAll(clients[s], servers[t])

\* A server that has finished and whose keys the attacker does not know has a client
\* that finished with the same transcript.
FinishedServerHasClientInv ==
  \A t \in Sessions :
    Connected(servers[t]) /\ ~KnowsSecret(ServerSecret(servers[t])) =>
      \E s \in Sessions : Connected(clients[s]) /\ Matches(s, t)

-----------------------------------------------------------------------------
(* Negotiation                                                             *)

\* No downgrade: a finished client has the version, the suite and the group that its
\* offer and the server's policy give, after a retry only if these call for one.
NoDowngradeInv ==
  \A s \in Sessions : Trusts(s) => IsBestForBoth(clients[s])

\* A client that finishes after a retry has it from the server: a forged one is noticed.
RetryIsFromServerInv ==
  \A s \in Sessions :
    Trusts(s) /\ clients[s].retry # None => SomeServerSent(clients[s].retry)

\* Whatever the network does, a client retries at most once.
ClientRetriesOnceProp ==
  [][\A s \in Sessions : clients[s].second # None => clients'[s].second = clients[s].second]_vars

\* Whatever happens, who has finished, aborted or was closed stays so.
FinishIsFinalProp ==
  [][\A s \in Sessions : \A peers \in {<< clients, clients' >>, << servers, servers' >>} :
       peers[1][s].state \in {"CONNECTED", "ABORTED", "CLOSED"} => peers[2][s] = peers[1][s]]_vars

-----------------------------------------------------------------------------
(* Keys                                                                    *)

\* The attacker knows the keys of a finished client only if one of the two ephemeral
\* keys was revealed.
SecrecyInv ==
  \A s \in Sessions :
    Trusts(s) /\ KnowsSecret(ClientSecret(clients[s])) =>
      SharesOf(ClientSecret(clients[s])) \cap revealed # {}

\* Forward secrecy: what a client has finished stays secret when the long-term key is
\* revealed afterwards.
ForwardSecrecyInv ==
  longTerm = "revealed" /\ revealed = {} =>
    \A s \in Sessions : Trusts(s) => ~KnowsSecret(ClientSecret(clients[s]))

\* No two clients have the same secret, no two servers: the share of each is its own.
SecretsAreUniqueInv ==
  \A s, t \in Sessions : s # t =>
    /\ clients[s].reply # None /\ clients[t].reply # None =>
         ClientSecret(clients[s]) # ClientSecret(clients[t])
    /\ servers[s].reply # None /\ servers[t].reply # None =>
         ServerSecret(servers[s]) # ServerSecret(servers[t])

-----------------------------------------------------------------------------
(* Known not to hold: before a client has finished it can rely on nothing. *)

\* A HelloRetryRequest that a client follows is a server's.  It is not authenticated: a
\* forged one steers the group until Finished.
FollowedRetryIsFromServerFailsInv ==
  \A s \in Sessions : clients[s].retry # None => SomeServerSent(clients[s].retry)

\* A cookie that a client returns is a server's.
CookieIsFromServerFailsInv ==
  \A s \in Sessions :
    clients[s].second # None /\ clients[s].second.cookie # NoCookie =>
      \E t \in Sessions :
        servers[t].retry # None /\ servers[t].retry.cookie = clients[s].second.cookie

\* A client that waits for EncryptedExtensions has a group that a server has chosen.
WaitingClientHasServersGroupFailsInv ==
  \A s \in Sessions :
    clients[s].state = "WAIT_EE" =>
      \E t \in Sessions :
        servers[t].reply # None /\ servers[t].reply.share.group = clients[s].reply.share.group

\* Both have sent and read their hellos and have the same keys, so they agree.
AgreementBeforeFinishedFailsInv ==
  \A s, t \in Sessions : SameKeys(s, t) => AgreeOnAll(clients[s], servers[t])

\* No downgrade, already before Finished.
NoDowngradeBeforeFinishedFailsInv ==
  \A s \in Sessions : clients[s].state = "WAIT_EE" => IsBestForBoth(clients[s])

\* The keys of a client that waits for the server's authentication are secret.
SecrecyBeforeFinishedFailsInv ==
  \A s \in Sessions : clients[s].reply # None /\ revealed = {} =>
    ~KnowsSecret(ClientSecret(clients[s]))

\* Two peers with something in common are not made to abort.
NobodyIsMadeToAbortFailsInv ==
  \A s \in Sessions :
    Ideal!Decisions(clients[s].offer, servers[s].policy)
      \cap {Ideal!Refused(alert) : alert \in UNION {Alerts[rule] : rule \in Rules}} = {} =>
        clients[s].state # "ABORTED" /\ servers[s].state # "ABORTED"

\* A server that has finished has a client that the attacker is not: the client is not
\* authenticated.
ServerKnowsItsClientFailsInv ==
  \A t \in Sessions : Connected(servers[t]) => \E s \in Sessions : Matches(s, t)

-----------------------------------------------------------------------------
(* Known not to hold: the promises above, each without a hypothesis.       *)

\* Authentication, also if the long-term key was revealed before.
ExposedClientHasServerFailsInv ==
  \A s \in Sessions : Connected(clients[s]) => \E t \in Sessions : Matches(s, t)

\* No downgrade, also if the long-term key was revealed before.
ExposedClientIsNotDowngradedFailsInv ==
  \A s \in Sessions : Connected(clients[s]) => IsBestForBoth(clients[s])

\* Secrecy, also if the long-term key was revealed before.
SecrecyOfExposedClientFailsInv ==
  \A s \in Sessions :
    Connected(clients[s]) /\ KnowsSecret(ClientSecret(clients[s])) =>
      SharesOf(ClientSecret(clients[s])) \cap revealed # {}

\* Secrecy, also if an ephemeral key was revealed.
SecrecyDespiteEphemeralRevealFailsInv ==
  \A s \in Sessions : Trusts(s) => ~KnowsSecret(ClientSecret(clients[s]))

\* Agreement by the MACs alone, also if the attacker knows the keys.
KnownKeysImplyAgreementFailsInv ==
  \A s, t \in Sessions :
    Connected(clients[s]) /\ SameKeys(s, t) => AgreeOnAll(clients[s], servers[t])

\* A server's finished client, also if the attacker knows the keys of a client it did not
\* replace.
ServerWithKnownKeysHasClientFailsInv ==
  \A t \in Sessions :
    Connected(servers[t]) /\ Share(servers[t].reply.share.group, OwnKey)
                               \notin SharesOf(ServerSecret(servers[t])) =>
      \E s \in Sessions : Connected(clients[s]) /\ Matches(s, t)

-----------------------------------------------------------------------------
(* Witnesses                                                               *)

\* An exchange can be completed, with a retry, although the attacker has used all moves.
BothFinishDespiteMovesWitness ==
  \A s \in Sessions :
    ~( /\ moves = MaxMoves /\ clients[s].retry # None
       /\ Connected(clients[s]) /\ Connected(servers[s]) /\ Matches(s, s) )

\* A server can answer the hello of another session.
ReplayedHelloIsAnsweredWitness ==
  \A s, t \in Sessions :
    s # t /\ servers[t].reply # None /\ clients[s].first # None =>
      servers[t].first # clients[s].first

\* A client can finish with the server of another session.
ClientFinishesElsewhereWitness ==
  \A s, t \in Sessions : s # t => ~(Connected(clients[s]) /\ Matches(s, t))

\* Both clients can finish.
AllFinishWitness ==
  \E s \in Sessions : ~(Connected(clients[s]) /\ Connected(servers[s]))

\* The long-term key can be revealed when a client has finished.
LateRevealWitness ==
  \A s \in Sessions : ~(longTerm = "revealed" /\ Trusts(s))

\* The man in the middle can know a client's keys and fail for want of a signature.
ForgerIsRefusedWitness ==
  \A s \in Sessions :
    ~( /\ clients[s].rule = "SignatureVerifies"
       /\ KnowsSecret(ClientSecret(clients[s])) /\ revealed = {} )
=============================================================================
