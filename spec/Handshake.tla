----------------------------- MODULE Handshake -----------------------------
(***************************************************************************)
(* A client, a server and two FIFO channels: the upper half of RFC 8446,   *)
(* Figure 2.  One action per arrow, and one for each way to end early.     *)
(*                                                                         *)
(*      Client                                        Server               *)
(*      ClientSendsFirstHello  -- ClientHello ------->                     *)
(*                             <-- HelloRetryRequest - ServerRetries       *)
(*      ClientRetries          -- ClientHello ------->                     *)
(*                             <-- ServerHello ------- ServerAcceptsFirst  *)
(*      ClientAccepts                                  ServerAcceptsSecond *)
(*      ClientAborts           -- alert / alert ------ ServerAborts        *)
(*      ClientCloses           (an alert or the end)   ServerCloses        *)
(*      ClientReadsOn          (user_canceled)         ServerReadsOn       *)
(*                                                                         *)
(* Modelled: negotiation of version, suite, group, PSK and its mode;       *)
(*   cookie; binders; the rules of Rulebook; alerts; transcripts with      *)
(*   message_hash; what becomes of early data, as a decision.              *)
(* Assumed, not checked: a peer that must abort sends an alert (6.2 says   *)
(*   SHOULD); channels neither lose nor reorder (TCP does so for TLS).     *)
(* Elsewhere: a peer that breaks the rules (HostilePeers), records         *)
(*   (Records), an attacker on the network and what follows ServerHello    *)
(*   (Attacker), a server without a memory (Stateless).                    *)
(***************************************************************************)
EXTENDS Client, Server

CONSTANTS Offers,    \* the offers that clients make, see Client
          Policies   \* the policies that servers have, see Server

ASSUME \A offer \in Offers : IsOffer(offer)
ASSUME \A policy \in Policies : IsPolicy(policy)

VARIABLES client, server,
          toServer,  \* what the client has sent and the server has not read
          toClient   \* what the server has sent and the client has not read

vars == << client, server, toServer, toClient >>

\* A peer that keeps no rule; its state is nobody's business.
Hostile == [state |-> "HOSTILE"]

EndsConnection(m) == m.type \in {"alert", "close"}

\* After this alert the connection may stay open for a while.  Nobody here sends it but a
\* hostile peer; who does has to send close_notify next (ALERT-19).
LeavesOpen(m) == Profile = "rfc9846" /\ m = Alert("user_canceled")

-----------------------------------------------------------------------------
(* The client                                                              *)

\* Extensions that the model has no field for may stand beside those of the offer.
ClientSendsFirstHelloWith(hello) ==
  /\ client.state = "START"
  /\ OfferOf(hello) = client.offer
  /\ hello = WithBinders(hello, <<>>)
  /\ PskIsLast(hello)
  /\ client' = AfterFirstHello(client, hello)
  /\ toServer' = Append(toServer, hello)
  /\ UNCHANGED << server, toClient >>

\* CH-01: the client speaks first, and a ClientHello.
ClientSendsFirstHello ==
  /\ client.state = "START"
  /\ ClientSendsFirstHelloWith(ClientHello(client.offer))

\* The client has a message m to read that no rule obliges it to refuse.
ClientMayGoOn(m) == BrokenAtClient(client, m) \subseteq OptionalRules

ClientRetriesWith(hello) ==
  /\ ClientReads(client) /\ toClient # <<>>
  /\ LET retry == Head(toClient)
     IN /\ IsRetry(retry)
        /\ ClientMayGoOn(retry)
        /\ MayFollow(client.first, retry, hello)
        /\ client' = AfterRetry(client, retry, hello)
  /\ toServer' = Append(toServer, hello)
  /\ toClient' = Tail(toClient)
  /\ UNCHANGED server

ClientRetries ==
  /\ ClientReads(client) /\ toClient # <<>> /\ IsRetry(Head(toClient))
  /\ \E hello \in SecondHellos(client.first, Head(toClient)) : ClientRetriesWith(hello)

ClientAccepts ==
  /\ ClientReads(client) /\ toClient # <<>>
  /\ LET m == Head(toClient)
     IN /\ IsServerHello(m)
        /\ ClientMayGoOn(m)
        /\ client' = AfterServerHello(client, m)
  /\ toClient' = Tail(toClient)
  /\ UNCHANGED << server, toServer >>

ClientAborts ==
  /\ ClientReads(client) /\ toClient # <<>> /\ ~EndsConnection(Head(toClient))
  /\ \E rule \in BrokenAtClient(client, Head(toClient)) : \E alert \in Alerts[rule] :
       /\ client' = AfterAbort(client, rule, alert)
       /\ toServer' = Append(toServer, Alert(alert))
  /\ toClient' = <<>>
  /\ UNCHANGED server

ClientCloses ==
  /\ ClientReads(client) /\ toClient # <<>> /\ EndsConnection(Head(toClient))
  /\ client' = AfterClose(client)
  /\ toClient' = <<>>
  /\ UNCHANGED << server, toServer >>

\* ALERT-20, RFC 9846, 6.1: after user_canceled the client may go on reading until
\* close_notify comes.  RFC 8446 says nothing of the kind; there any alert is the end.
ClientReadsOn ==
  /\ ClientReads(client) /\ toClient # <<>> /\ LeavesOpen(Head(toClient))
  /\ toClient' = Tail(toClient)
  /\ UNCHANGED << client, server, toServer >>

-----------------------------------------------------------------------------
(* The server                                                              *)

ServerMayGoOn(m) == BrokenAtServer(server, m) \subseteq OptionalRules

\* The first ClientHello is there to be read.
FirstHelloArrived ==
  /\ server.state = "START" /\ toServer # <<>> /\ IsClientHello(Head(toServer))

\* MSG-04: only at the first hello, so once.
ServerRetriesWith(retry) ==
  /\ FirstHelloArrived
  /\ LET hello == Head(toServer)
     IN /\ ServerMayGoOn(hello)
        /\ WantsRetry(server.policy, hello)
        /\ SameButOrder(retry, RetryFor(server.policy, hello))
        /\ server' = AfterSendingRetry(server, hello, retry)
  /\ toServer' = Tail(toServer)
  /\ toClient' = Append(toClient, retry)
  /\ UNCHANGED client

ServerRetries ==
  /\ FirstHelloArrived
  /\ ServerRetriesWith(RetryFor(server.policy, Head(toServer)))

ServerAcceptsFirstWith(reply) ==
  /\ FirstHelloArrived
  /\ LET hello == Head(toServer)
     IN /\ ServerMayGoOn(hello)
        /\ ~WantsRetry(server.policy, hello)
        /\ SameButOrder(reply, ReplyToFirst(server.policy, hello))
        /\ server' = AfterReplyToFirst(server, hello, reply)
  /\ toServer' = Tail(toServer)
  /\ toClient' = Append(toClient, reply)
  /\ UNCHANGED client

ServerAcceptsFirst ==
  /\ FirstHelloArrived
  /\ ServerAcceptsFirstWith(ReplyToFirst(server.policy, Head(toServer)))

\* The ClientHello after a HelloRetryRequest is there to be read.
SecondHelloArrived ==
  /\ server.state = "WAIT_CH_AGAIN" /\ toServer # <<>> /\ IsClientHello(Head(toServer))

ServerAcceptsSecondWith(reply) ==
  /\ SecondHelloArrived
  /\ LET hello == Head(toServer)
     IN /\ ServerMayGoOn(hello)
        /\ SameButOrder(reply, ReplyToSecond(server, hello))
        /\ server' = AfterReplyToSecond(server, hello, reply)
  /\ toServer' = Tail(toServer)
  /\ toClient' = Append(toClient, reply)
  /\ UNCHANGED client

ServerAcceptsSecond ==
  /\ SecondHelloArrived
  /\ ServerAcceptsSecondWith(ReplyToSecond(server, Head(toServer)))

ServerAborts ==
  /\ ServerReads(server) /\ toServer # <<>> /\ ~EndsConnection(Head(toServer))
  /\ \E rule \in BrokenAtServer(server, Head(toServer)) : \E alert \in Alerts[rule] :
       /\ server' = AfterAbort(server, rule, alert)
       /\ toClient' = Append(toClient, Alert(alert))
  /\ toServer' = <<>>
  /\ UNCHANGED client

ServerCloses ==
  /\ ServerReads(server) /\ toServer # <<>> /\ EndsConnection(Head(toServer))
  /\ server' = AfterClose(server)
  /\ toServer' = <<>>
  /\ UNCHANGED << client, toClient >>

\* ALERT-20, as of the client.
ServerReadsOn ==
  /\ ServerReads(server) /\ toServer # <<>> /\ LeavesOpen(Head(toServer))
  /\ toServer' = Tail(toServer)
  /\ UNCHANGED << client, server, toClient >>

-----------------------------------------------------------------------------
(* A peer that keeps no rule sends any message m to one that has nothing   *)
(* to read.  What there is to send is the choice of a world.               *)

HostileServerSends(m) ==
  /\ server = Hostile
  /\ ClientReads(client)
  /\ toClient = <<>>
  /\ toClient' = << m >>
  /\ UNCHANGED << client, server, toServer >>

HostileClientSends(m) ==
  /\ client = Hostile
  /\ ServerReads(server)
  /\ toServer = <<>>
  /\ toServer' = << m >>
  /\ UNCHANGED << client, server, toClient >>

-----------------------------------------------------------------------------
(* Two rule-abiding peers                                                  *)

Init ==
  /\ client \in {NewClient(offer) : offer \in Offers}
  /\ server \in {NewServer(policy) : policy \in Policies}
  /\ toServer = <<>>
  /\ toClient = <<>>

ClientReceives == ClientRetries \/ ClientAccepts \/ ClientAborts \/ ClientCloses

ServerReceives ==
  ServerRetries \/ ServerAcceptsFirst \/ ServerAcceptsSecond \/ ServerAborts \/ ServerCloses

\* An ended exchange stutters, so that a deadlock is one.
Ended ==
  /\ client = Hostile \/ ClientEnded(client)
  /\ server = Hostile \/ ServerEnded(server)
  /\ UNCHANGED vars

\* MSG-02: each message where Figure 2 has it; no other action sends one.
Next == ClientSendsFirstHello \/ ClientReceives \/ ServerReceives \/ Ended

\* A client that is started sends its first hello, and a peer with something to read
\* reads it: no rule lets a peer sit on a message for ever.
Fairness ==
  /\ WF_vars(ClientSendsFirstHello)
  /\ WF_vars(ClientReceives)
  /\ WF_vars(ServerReceives)

Spec == Init /\ [][Next]_vars /\ Fairness
=============================================================================
