------------------------------ MODULE Attacker ------------------------------
(***************************************************************************)
(* Peers that keep the rules, and a network in the hands of an attacker in *)
(* the manner of Dolev and Yao: it reads everything, and drops, injects,   *)
(* alters and replays messages.  It can also have private keys revealed.   *)
(* RFC 8446, E.1, lists what should hold all the same.                     *)
(*                                                                         *)
(* In each session a client and a server are joined by two channels.  All  *)
(* servers are instances of one server: one policy, one long-term key.     *)
(*                                                                         *)
(* Modelled: every order of the peers' and the attacker's steps; moves of  *)
(*   the attacker at any time before a peer's end.  A move concerns the    *)
(*   next message of a channel: what comes later is next in its turn.  Each*)
(*   move costs one of MaxMoves; a reveal costs one of MaxReveals.         *)
(* Assumed: symbolic cryptography (see Secrets).  The attacker has         *)
(*   key pairs of its own, one for each group and one to sign with.  It    *)
(*   makes only messages that can be more than refused: what a receiver    *)
(*   must refuse is the business of HostileServer and HostileClient, and   *)
(*   here the same as an alert.                                            *)
(* Out of scope: what is out of scope in Authenticated; attacks on one     *)
(*   algorithm, on randomness, or from the side.  There is no fairness: an *)
(*   attacker that drops messages stops anybody.                           *)
(* Results are bounded and symbolic: so many sessions, moves and reveals   *)
(* as the world says, no more.                                             *)
(***************************************************************************)
EXTENDS Authenticated

CONSTANTS Sessions,    \* names of the sessions
          Offers,      \* the offers that clients make, see Client
          Policies,    \* the policies that the server may have, see Server
          Groups,      \* groups that the attacker may name
          Suites,      \* suites that the attacker may name
          MaxMoves,    \* messages that the attacker drops, injects, alters or replays in one run
          MaxReveals   \* private keys that the attacker gets in one run

ASSUME \A session \in Sessions : session \in STRING
ASSUME \A offer \in Offers : IsOffer(offer)
ASSUME \A policy \in Policies : IsPolicy(policy)
ASSUME MaxMoves \in Nat /\ MaxReveals \in Nat

VARIABLES clients,    \* by session, see Client
          servers,    \* by session, see Server
          toServer,   \* by session: what is on its way to the server
          toClient,   \* by session: what is on its way to the client
          moves,      \* moves that the attacker has made
          revealed,   \* ephemeral private keys that the attacker got, as shares
          longTerm,   \* "kept" or "revealed": the server's long-term private key
          exposed     \* sessions whose client had not finished when it was revealed

keyVars == << revealed, longTerm, exposed >>

vars == << clients, servers, toServer, toClient, moves, keyVars >>

EndsConnection(m) == m.type \in {"alert", "close"}

-----------------------------------------------------------------------------
(* The peers, as in Handshake, and on to the end of the handshake.  What    *)
(* is sent to a peer that does not read, not yet or no more, is lost.      *)

ClientHas(s) == ClientReads(clients[s]) /\ toClient[s] # <<>>

ServerHas(s) == ServerReads(servers[s]) /\ toServer[s] # <<>>

\* Client s becomes client and sends messages.
ClientSteps(s, client, messages) ==
  /\ clients' = [clients EXCEPT ![s] = client]
  /\ toServer' = [toServer EXCEPT ![s] = IF ServerReads(servers[s]) THEN @ \o messages ELSE @]
  /\ toClient' = [toClient EXCEPT ![s] = IF ClientReads(client) /\ @ # <<>> THEN Tail(@) ELSE <<>>]
  /\ UNCHANGED << servers, moves, keyVars >>

ServerSteps(s, server, messages) ==
  /\ servers' = [servers EXCEPT ![s] = server]
  /\ toClient' = [toClient EXCEPT ![s] = IF ClientReads(clients[s]) THEN @ \o messages ELSE @]
  /\ toServer' = [toServer EXCEPT ![s] = IF ServerReads(server) /\ @ # <<>> THEN Tail(@) ELSE <<>>]
  /\ UNCHANGED << clients, moves, keyVars >>

ClientMayGoOn(client, m) == BrokenAtAuthenticatingClient(client, m) \subseteq OptionalRules

ServerMayGoOn(server, m) == BrokenAtAuthenticatedServer(server, m) \subseteq OptionalRules

ClientSendsFirstHello(s) ==
  /\ clients[s].state = "START"
  /\ LET hello == NamedHello(s, ClientHello(clients[s].offer))
     IN ClientSteps(s, AfterFirstHello(clients[s], hello), << hello >>)

ClientRetries(s) ==
  /\ ClientHas(s)
  /\ LET client == clients[s]
         retry  == Head(toClient[s])
     IN /\ IsRetry(retry)
        /\ ClientMayGoOn(client, retry)
        /\ LET hello == NamedHello(s, SecondHello(client.first, retry))
           IN ClientSteps(s, AfterRetry(client, retry, hello), << hello >>)

ClientAccepts(s) ==
  /\ ClientHas(s)
  /\ LET reply == Head(toClient[s])
     IN /\ IsServerHello(reply)
        /\ ClientMayGoOn(clients[s], reply)
        /\ ClientSteps(s, AfterServerHello(clients[s], reply), <<>>)

ClientFinishes(s) ==
  /\ ClientHas(s)
  /\ LET client == clients[s]
         m      == Head(toClient[s])
     IN /\ m.type = "authentication"
        /\ ClientMayGoOn(client, m)
        /\ ClientSteps(s, AfterFinished(client), << ClientFinished(client) >>)

ClientAborts(s) ==
  /\ ClientHas(s)
  /\ LET client == clients[s]
         m      == Head(toClient[s])
     IN /\ ~EndsConnection(m)
        /\ \E rule \in BrokenAtAuthenticatingClient(client, m) : \E alert \in AlertsFor(rule) :
             ClientSteps(s, AfterAbort(client, rule, alert), << Alert(alert) >>)

ClientCloses(s) ==
  /\ ClientHas(s)
  /\ EndsConnection(Head(toClient[s]))
  /\ ClientSteps(s, AfterClose(clients[s]), <<>>)

\* The hello that the server reads, if it goes on with it.
FirstHelloArrived(s) ==
  /\ ServerHas(s)
  /\ servers[s].state = "START"
  /\ IsClientHello(Head(toServer[s]))
  /\ ServerMayGoOn(servers[s], Head(toServer[s]))

ServerRetries(s) ==
  /\ FirstHelloArrived(s)
  /\ LET server == servers[s]
         hello  == Head(toServer[s])
     IN /\ WantsRetry(server.policy, hello)
        /\ LET retry == RetryFor(server.policy, hello)
           IN ServerSteps(s, AfterSendingRetry(server, hello, retry), << retry >>)

\* A.2: ServerHello and the server's authentication are one flight.
ServerAcceptsFirst(s) ==
  /\ FirstHelloArrived(s)
  /\ LET server == servers[s]
         hello  == Head(toServer[s])
     IN /\ ~WantsRetry(server.policy, hello)
        /\ LET reply == NamedReply(s, ReplyToFirst(server.policy, hello))
               next  == AfterReplyToFirst(server, hello, reply)
           IN ServerSteps(s, next, << reply, ServerAuthentication(next) >>)

ServerAcceptsSecond(s) ==
  /\ ServerHas(s)
  /\ LET server == servers[s]
         hello  == Head(toServer[s])
     IN /\ server.state = "WAIT_CH_AGAIN"
        /\ IsClientHello(hello)
        /\ ServerMayGoOn(server, hello)
        /\ LET reply == NamedReply(s, ReplyToSecond(server, hello))
               next  == AfterReplyToSecond(server, hello, reply)
           IN ServerSteps(s, next, << reply, ServerAuthentication(next) >>)

ServerFinishes(s) ==
  /\ ServerHas(s)
  /\ Head(toServer[s]).type = "finished"
  /\ ServerMayGoOn(servers[s], Head(toServer[s]))
  /\ ServerSteps(s, AfterFinished(servers[s]), <<>>)

ServerAborts(s) ==
  /\ ServerHas(s)
  /\ LET server == servers[s]
         m      == Head(toServer[s])
     IN /\ ~EndsConnection(m)
        /\ \E rule \in BrokenAtAuthenticatedServer(server, m) : \E alert \in AlertsFor(rule) :
             ServerSteps(s, AfterAbort(server, rule, alert), << Alert(alert) >>)

ServerCloses(s) ==
  /\ ServerHas(s)
  /\ EndsConnection(Head(toServer[s]))
  /\ ServerSteps(s, AfterClose(servers[s]), <<>>)

-----------------------------------------------------------------------------
(* What the attacker knows.                                                *)

OwnKey == "attacker"

OwnLongTermKey == "attacker certificate"

\* Whether the attacker has the private key behind a share.
KnowsKey(share) == share.key = OwnKey \/ share \in revealed

KnowsSecret(secret) == \E share \in SharesOf(secret) : KnowsKey(share)

EphemeralShares(s) ==
  (IF clients[s].first = None THEN {} ELSE Range(clients[s].first.shares))
  \cup (IF clients[s].second = None THEN {} ELSE Range(clients[s].second.shares))
  \cup (IF servers[s].reply = None THEN {} ELSE {servers[s].reply.share})

KnownLongTermKeys ==
  {OwnLongTermKey} \cup (IF longTerm = "revealed" THEN {LongTermKey} ELSE {})

\* What the peers have sent, in every session: it stands in their records.
HeardFromClient(s) ==
  ({clients[s].first, clients[s].second} \ {None})
  \cup (IF Connected(clients[s]) THEN {ClientFinished(clients[s])} ELSE {})

HeardFromServer(s) ==
  ({servers[s].retry, servers[s].reply} \ {None})
  \cup (IF servers[s].reply = None THEN {} ELSE {ServerAuthentication(servers[s])})

\* Also the whole of the server's last flight.
ServerFlights(s) ==
  {<< m >> : m \in HeardFromServer(s)}
  \cup (IF servers[s].reply = None THEN {}
        ELSE {<< servers[s].reply, ServerAuthentication(servers[s]) >>})

ClientFlights(s) == {<< m >> : m \in HeardFromClient(s)}

HeardAuthentications ==
  {ServerAuthentication(servers[s]) : s \in {s \in Sessions : servers[s].reply # None}}

-----------------------------------------------------------------------------
(* What it makes of that.                                                  *)

\* Its own shares in the place of others.
WithOwnKeys(hello) ==
  [hello EXCEPT !.shares = Mapped(@, LAMBDA share : Share(share.group, OwnKey))]

WithOwnShare(reply, group) == [reply EXCEPT !.share = Share(group, OwnKey)]

\* Signatures that can help with a client: heard, or made for its transcript.
SignaturesFor(client) ==
  {m.signature : m \in HeardAuthentications}
  \cup {Signature(key, client.transcript) : key \in KnownLongTermKeys}

\* MACs, likewise.
MacsFor(client) ==
  {m.mac : m \in HeardAuthentications}
  \cup (IF KnowsSecret(ClientSecret(client))
        THEN {Mac(ClientSecret(client), "server", client.transcript)} ELSE {})

\* An answer to a client in its place: any HelloRetryRequest, any ServerHello with an
\* own share, any authentication that can be composed; or an alert.
ForgeriesForClient(client) ==
  {Alert("handshake_failure")}
  \cup CASE client.state \in {"WAIT_SH", "WAIT_SH_AGAIN"} ->
              {HelloRetryRequest(client.first, suite, group, cookie) :
                 suite \in Suites, group \in Groups \cup {"none"},
                 cookie \in {NoCookie, OtherCookie}}
              \cup {WithOwnShare(ServerHello(client.first, suite, group), group) :
                      suite \in Suites, group \in Groups}
         [] client.state = "WAIT_EE" ->
              {Authentication(signature, mac) :
                 signature \in SignaturesFor(client), mac \in MacsFor(client)}
         [] OTHER -> {}

\* A hello of the attacker as a client of its own, what answers a retry, what finishes.
ForgeriesForServer(server) ==
  {Alert("handshake_failure")}
  \cup CASE server.state = "START"         -> {WithOwnKeys(ClientHello(offer)) : offer \in Offers}
         [] server.state = "WAIT_CH_AGAIN" ->
              {WithOwnKeys(SecondHello(server.first, server.retry))}
         [] server.state = "NEGOTIATED"    ->
              IF KnowsSecret(ServerSecret(server))
              THEN {Finished(Mac(ServerSecret(server), "client", server.transcript))} ELSE {}
         [] OTHER -> {}

\* The values that each field may be changed to.  A field that is not named here is not
\* looked at by a peer, or its change is a fault like another: see HostilePeers.
WithoutOne(seq) == {Without(seq, {x}) : x \in Range(seq)}

\* 4.1.2, 4.2.1, 4.2.7: a list of these is never empty; one that is does not parse.
WithoutOneOfMany(seq) == WithoutOne(seq) \ {<<>>}

ValuesInHello(hello) ==
  [ groups    |-> WithoutOneOfMany(hello.groups),  \* groups, suites, versions stripped:
    suites    |-> WithoutOneOfMany(hello.suites),  \*   what a downgrade starts with
    versions  |-> WithoutOneOfMany(hello.versions),
    shares    |-> WithoutOne(hello.shares)       \* a share less: provokes a retry
                  \cup {WithOwnKeys(hello).shares},  \* the man in the middle
    sessionId |-> {"other"},                     \* echoed, and in no rule's way
    random    |-> {"attacker"},                  \* makes it another session
    cookie    |-> IF hello.cookie = NoCookie THEN {} ELSE {OtherCookie} ]

ValuesInReply(reply) ==
  [ suite     |-> Suites,
    share     |-> IF ~Carries(reply, "key_share") THEN {}
                  ELSE {Share(group, reply.share.key) : group \in Groups}
                       \cup (IF IsRetry(reply) THEN {} ELSE {Share(reply.share.group, OwnKey)}),
    sessionId |-> {"other"},
    random    |-> IF IsRetry(reply) THEN {} ELSE {"attacker"},
    version   |-> {"TLS 1.2"},
    cookie    |-> IF reply.cookie = NoCookie THEN {} ELSE {OtherCookie} ]

ValuesIn(m) ==
  CASE IsClientHello(m)         -> ValuesInHello(m)
    [] m.type = "server_hello" -> ValuesInReply(m)
    [] OTHER                   -> <<>>

\* One field changed.
Altered(m) ==
  UNION {{[m EXCEPT ![field] = value] : value \in ValuesIn(m)[field] \ {m[field]}} :
         field \in DOMAIN ValuesIn(m)}

-----------------------------------------------------------------------------
(* The attacker's moves.  side is whom a channel leads to.                 *)

Sides == {"client", "server"}

Channel(side, s) == IF side = "client" THEN toClient[s] ELSE toServer[s]

Reads(side, s) ==
  IF side = "client" THEN ClientReads(clients[s]) ELSE ServerReads(servers[s])

\* The attacker makes of a channel what it likes, while there is somebody to read it.
AttackerPuts(side, s, channel) ==
  /\ moves' = moves + 1
  /\ IF side = "client"
     THEN toClient' = [toClient EXCEPT ![s] = channel] /\ UNCHANGED toServer
     ELSE toServer' = [toServer EXCEPT ![s] = channel] /\ UNCHANGED toClient
  /\ UNCHANGED << clients, servers, keyVars >>

AttackerCanMove(side, s) == moves < MaxMoves /\ Reads(side, s)

AttackerDrops(side, s) ==
  /\ AttackerCanMove(side, s)
  /\ Channel(side, s) # <<>>
  /\ AttackerPuts(side, s, Tail(Channel(side, s)))

AttackerInjectsWith(side, s, m) ==
  /\ AttackerCanMove(side, s)
  /\ AttackerPuts(side, s, << m >> \o Channel(side, s))

AttackerInjects(side, s) ==
  /\ AttackerCanMove(side, s)
  /\ \E m \in IF side = "client" THEN ForgeriesForClient(clients[s])
                                  ELSE ForgeriesForServer(servers[s]) :
       AttackerInjectsWith(side, s, m)

AttackerAltersWith(side, s, m) ==
  /\ AttackerCanMove(side, s)
  /\ Channel(side, s) # <<>>
  /\ AttackerPuts(side, s, << m >> \o Tail(Channel(side, s)))

AttackerAlters(side, s) ==
  /\ AttackerCanMove(side, s)
  /\ Channel(side, s) # <<>>
  /\ \E m \in Altered(Head(Channel(side, s))) : AttackerAltersWith(side, s, m)

AttackerReplaysWith(side, s, messages) ==
  /\ AttackerCanMove(side, s)
  /\ AttackerPuts(side, s, messages \o Channel(side, s))

\* Any message or flight of any session, in the direction in which it was sent.  Sent back
\* it would be refused for its type.
AttackerReplays(side, s) ==
  /\ AttackerCanMove(side, s)
  /\ \E from \in Sessions :
       \E messages \in IF side = "client" THEN ServerFlights(from) ELSE ClientFlights(from) :
         AttackerReplaysWith(side, s, messages)

Reveals == Cardinality(revealed) + (IF longTerm = "revealed" THEN 1 ELSE 0)

RevealsEphemeralOf(share) ==
  /\ Reveals < MaxReveals
  /\ ~KnowsKey(share)
  /\ revealed' = revealed \cup {share}
  /\ UNCHANGED << clients, servers, toServer, toClient, moves, longTerm, exposed >>

\* A key is there to be revealed once its share has been sent.
RevealsEphemeral(s) ==
  /\ Reveals < MaxReveals
  /\ \E share \in EphemeralShares(s) : RevealsEphemeralOf(share)

\* Before a client has finished or after; exposed keeps which.
RevealsLongTerm ==
  /\ Reveals < MaxReveals
  /\ longTerm = "kept"
  /\ longTerm' = "revealed"
  /\ exposed' = {s \in Sessions : ~Connected(clients[s])}
  /\ UNCHANGED << clients, servers, toServer, toClient, moves, revealed >>

-----------------------------------------------------------------------------
Init ==
  /\ clients \in [Sessions -> {NewClient(offer) : offer \in Offers}]
  /\ \E policy \in Policies : servers = [s \in Sessions |-> NewServer(policy)]
  /\ toServer = [s \in Sessions |-> <<>>]
  /\ toClient = [s \in Sessions |-> <<>>]
  /\ moves = 0
  /\ revealed = {}
  /\ longTerm = "kept"
  /\ exposed = {}

\* Nobody has anything to read.  This is not the end: the attacker may go on, or not.
Silent ==
  /\ \A s \in Sessions : clients[s].state # "START" /\ ~ClientHas(s) /\ ~ServerHas(s)
  /\ UNCHANGED vars

Next ==
  \/ \E s \in Sessions :
       \/ ClientSendsFirstHello(s) \/ ClientRetries(s) \/ ClientAccepts(s) \/ ClientFinishes(s)
       \/ ClientAborts(s) \/ ClientCloses(s)
       \/ ServerRetries(s) \/ ServerAcceptsFirst(s) \/ ServerAcceptsSecond(s) \/ ServerFinishes(s)
       \/ ServerAborts(s) \/ ServerCloses(s)
       \/ \E side \in Sides :
            \/ AttackerDrops(side, s) \/ AttackerInjects(side, s)
            \/ AttackerAlters(side, s) \/ AttackerReplays(side, s)
       \/ RevealsEphemeral(s)
  \/ RevealsLongTerm
  \/ Silent

AttackerSpec == Init /\ [][Next]_vars
=============================================================================
