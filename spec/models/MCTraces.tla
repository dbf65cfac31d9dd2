------------------------------- MODULE MCTraces -------------------------------
(***************************************************************************)
(* Not a world to be checked: the specification as a judge of many         *)
(* recorded runs at once.  Module TraceData is written for the occasion    *)
(* and has                                                                 *)
(*                                                                         *)
(*   Traces   a sequence of runs; a run has the initial values client,     *)
(*            server, toServer and toClient, and a sequence of steps       *)
(*                                                                         *)
(* A step has                                                              *)
(*                                                                         *)
(*   action   the name of an action of Handshake                           *)
(*   message  what was sent if nothing was read, else what was read        *)
(*   peer     the record of the peer that acted, after the step; Hostile   *)
(*            if it keeps no rule                                          *)
(*                                                                         *)
(* Together they leave the specification no choice, not even of the rule   *)
(* or the alert of an abort.  A run that is accepted to its end stutters   *)
(* there; a step that the specification does not allow is a deadlock, at   *)
(* the number of the run and the position in it.                           *)
(***************************************************************************)
EXTENDS Properties, TraceData

VARIABLES trace,    \* the number of the run
          position  \* the number of the step that comes next

traceVars == << trace, position >>

\* The actions here are given their messages; there is nothing to draw from.
MCOffers == {}

MCPolicies == {}

Run == Traces[trace]

Step == Run.steps[position]

ClientReadsMessage == toClient # <<>> /\ Head(toClient) = Step.message

ServerReadsMessage == toServer # <<>> /\ Head(toServer) = Step.message

ClientBecomesPeer == client' = Step.peer

ServerBecomesPeer == server' = Step.peer

StepIsAllowed ==
  CASE Step.action = "ClientSendsFirstHello" ->
         ClientSendsFirstHelloWith(Step.message) /\ ClientBecomesPeer
    [] Step.action = "ClientRetries" ->
         ClientReadsMessage /\ ClientRetriesWith(Step.peer.second) /\ ClientBecomesPeer
    [] Step.action = "ClientAccepts" ->
         ClientReadsMessage /\ ClientAccepts /\ ClientBecomesPeer
    [] Step.action = "ClientAborts" ->
         ClientReadsMessage /\ ClientAborts /\ ClientBecomesPeer
    [] Step.action = "ClientCloses" ->
         ClientReadsMessage /\ ClientCloses /\ ClientBecomesPeer
    [] Step.action = "ClientReadsOn" ->
         ClientReadsMessage /\ ClientReadsOn /\ ClientBecomesPeer
    [] Step.action = "ServerRetries" ->
         ServerReadsMessage /\ ServerRetriesWith(Step.peer.retry) /\ ServerBecomesPeer
    [] Step.action = "ServerAcceptsFirst" ->
         ServerReadsMessage /\ ServerAcceptsFirstWith(Step.peer.reply) /\ ServerBecomesPeer
    [] Step.action = "ServerAcceptsSecond" ->
         ServerReadsMessage /\ ServerAcceptsSecondWith(Step.peer.reply) /\ ServerBecomesPeer
    [] Step.action = "ServerAborts" ->
         ServerReadsMessage /\ ServerAborts /\ ServerBecomesPeer
    [] Step.action = "ServerCloses" ->
         ServerReadsMessage /\ ServerCloses /\ ServerBecomesPeer
    [] Step.action = "ServerReadsOn" ->
         ServerReadsMessage /\ ServerReadsOn /\ ServerBecomesPeer
    [] Step.action = "HostileServerSends" -> HostileServerSends(Step.message)
    [] Step.action = "HostileClientSends" -> HostileClientSends(Step.message)

TracesInit ==
  /\ trace \in DOMAIN Traces
  /\ position = 1
  /\ client = Run.client
  /\ server = Run.server
  /\ toServer = Run.toServer
  /\ toClient = Run.toClient

TakesStep ==
  /\ position <= Len(Run.steps)
  /\ StepIsAllowed
  /\ position' = position + 1
  /\ UNCHANGED trace

Accepted == position > Len(Run.steps) /\ UNCHANGED << vars, traceVars >>

TracesSpec == TracesInit /\ [][TakesStep \/ Accepted]_<< vars, traceVars >>
=============================================================================
