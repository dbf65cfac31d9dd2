------------------------------- MODULE Trace -------------------------------
(***************************************************************************)
(* The specification as a judge of recorded runs, any number of them at    *)
(* once.  Each run is followed for itself, step by step, and ends with a   *)
(* verdict: accepted to its end, or rejected at a step.  A run that is     *)
(* rejected ends nothing but itself.                                       *)
(*                                                                         *)
(* Module TraceData has them: Traces, a sequence.  A run has the initial   *)
(* values client, server, toServer and toClient, and steps, a sequence.    *)
(* A step has                                                              *)
(*                                                                         *)
(*   action   the name of an action of Handshake; any other name is no     *)
(*            action, and such a step is not allowed                       *)
(*   reader   "client" or "server", whichever reads; "none" if neither     *)
(*   message  what was sent if nothing was read, else what was read        *)
(*   sent     what the peer that acted put into its channel, a sequence    *)
(*   peer     the record of the peer that acted, after the step; Hostile   *)
(*            if it keeps no rule                                          *)
(*                                                                         *)
(* Together they leave the specification no choice, not even of the rule   *)
(* or the alert of an abort: each run has one behaviour and one verdict.   *)
(***************************************************************************)
EXTENDS Properties, TraceData

\* A peer has the same fields all the way, so that every action finds those it asks for.
ASSUME
  \A i \in DOMAIN Traces :
    /\ DOMAIN Traces[i] = {"client", "server", "toServer", "toClient", "steps"}
    /\ \A j \in DOMAIN Traces[i].steps :
         LET step == Traces[i].steps[j]
         IN /\ DOMAIN step = {"action", "reader", "message", "sent", "peer"}
            /\ step.reader \in {"client", "server", "none"}
            /\ \/ step.peer = Hostile
               \/ DOMAIN step.peer \in {DOMAIN Traces[i].client, DOMAIN Traces[i].server}

VARIABLES trace,     \* the number of the run
          position,  \* the number of the step that comes next
          verdict

traceVars == << trace, position, verdict >>

Run == Traces[trace]

Step == Run.steps[position]

-----------------------------------------------------------------------------
(* Verdicts                                                                *)

Open == [outcome |-> "open"]

Accepted == [outcome |-> "accepted"]

\* Step 0 is the state before the first step.
Rejected(step, rules, invariants) ==
  [outcome |-> "rejected", step |-> step, rules |-> rules, invariants |-> invariants]

-----------------------------------------------------------------------------
(* Is the step one of Handshake?                                           *)

ClientReadsMessage == toClient # <<>> /\ Head(toClient) = Step.message

ServerReadsMessage == toServer # <<>> /\ Head(toServer) = Step.message

ClientDoesSo == client' = Step.peer /\ toServer' = toServer \o Step.sent

ServerDoesSo == server' = Step.peer /\ toClient' = toClient \o Step.sent

StepIsAllowed ==
  CASE Step.action = "ClientSendsFirstHello" ->
         ClientSendsFirstHelloWith(Step.message) /\ ClientDoesSo
    [] Step.action = "ClientRetries" ->
         ClientReadsMessage /\ ClientRetriesWith(Step.peer.second) /\ ClientDoesSo
    [] Step.action = "ClientAccepts" ->
         ClientReadsMessage /\ ClientAccepts /\ ClientDoesSo
    [] Step.action = "ClientAborts" ->
         ClientReadsMessage /\ ClientAborts /\ ClientDoesSo
    [] Step.action = "ClientCloses" ->
         ClientReadsMessage /\ ClientCloses /\ ClientDoesSo
    [] Step.action = "ClientReadsOn" ->
         ClientReadsMessage /\ ClientReadsOn /\ ClientDoesSo
    [] Step.action = "ServerRetries" ->
         ServerReadsMessage /\ ServerRetriesWith(Step.peer.retry) /\ ServerDoesSo
    [] Step.action = "ServerAcceptsFirst" ->
         ServerReadsMessage /\ ServerAcceptsFirstWith(Step.peer.reply) /\ ServerDoesSo
    [] Step.action = "ServerAcceptsSecond" ->
         ServerReadsMessage /\ ServerAcceptsSecondWith(Step.peer.reply) /\ ServerDoesSo
    [] Step.action = "ServerAborts" ->
         ServerReadsMessage /\ ServerAborts /\ ServerDoesSo
    [] Step.action = "ServerCloses" ->
         ServerReadsMessage /\ ServerCloses /\ ServerDoesSo
    [] Step.action = "ServerReadsOn" ->
         ServerReadsMessage /\ ServerReadsOn /\ ServerDoesSo
    [] Step.action = "HostileServerSends" -> HostileServerSends(Step.message)
    [] Step.action = "HostileClientSends" -> HostileClientSends(Step.message)
    [] OTHER -> FALSE

-----------------------------------------------------------------------------
(* Which rules decide where it is not?                                     *)

\* The rules that the message read breaks; an alert and the end of the transport break none.
BrokenByRead ==
  CASE Step.reader = "client" /\ toClient # <<>> /\ ~EndsConnection(Head(toClient)) ->
         BrokenAtClient(client, Head(toClient))
    [] Step.reader = "server" /\ toServer # <<>> /\ ~EndsConnection(Head(toServer)) ->
         BrokenAtServer(server, Head(toServer))
    [] OTHER -> {}

\* The rules that what was sent breaks at a receiver that checks them.  Who reads a ServerHello
\* has no reply yet.
BrokenBySent ==
  LET peer == Step.peer
  IN CASE Step.reader = "none" -> {}
       [] peer.state = "WAIT_SH_AGAIN" ->
            BrokenByAnswerToRetry(peer.first, peer.retry, peer.second)
       [] peer.state = "WAIT_CH_AGAIN" -> BrokenByRetry(peer, peer.retry)
       [] peer.state = "NEGOTIATED" ->
            BrokenByTls13ServerHello([peer EXCEPT !.reply = None], peer.reply)
       [] OTHER -> {}

\* Rules that bind and that the message read breaks; else those that what was sent breaks; else
\* those that leave the receiver the choice.
DecidingRules ==
  IF ~(BrokenByRead \subseteq OptionalRules) THEN BrokenByRead \ OptionalRules
  ELSE IF BrokenBySent # {} THEN BrokenBySent
  ELSE BrokenByRead

-----------------------------------------------------------------------------
(* Is the state one that the specification promises to reach?              *)

\* The names of the invariants that do not hold; the others suppose TypeOK.
ViolatedInvariants ==
  LET holds ==
        [ NoOpRetryIsRefusedInv                  |-> NoOpRetryIsRefusedInv,
          RetryIsForListedUnsharedGroupInv       |-> RetryIsForListedUnsharedGroupInv,
          RetriedValuesStayInv                   |-> RetriedValuesStayInv,
          SecondHelloDiffersAsAllowedInv         |-> SecondHelloDiffersAsAllowedInv,
          ClientSendsOnlyLegalHellosInv          |-> ClientSendsOnlyLegalHellosInv,
          BindersCoverEverythingBeforeInv        |-> BindersCoverEverythingBeforeInv,
          EarlyDataEndsWithRetryInv              |-> EarlyDataEndsWithRetryInv,
          ServerRetriesForCommonUnsharedGroupInv |-> ServerRetriesForCommonUnsharedGroupInv,
          ServerNeverSendsNoOpRetryInv           |-> ServerNeverSendsNoOpRetryInv,
          ServerRetriesOnlyWhenDueInv            |-> ServerRetriesOnlyWhenDueInv,
          ServerSelectsWhatWasOfferedInv         |-> ServerSelectsWhatWasOfferedInv,
          ServerSendsOnlyLegalAnswersInv         |-> ServerSendsOnlyLegalAnswersInv,
          ServerSelectsKnownFittingPskInv        |-> ServerSelectsKnownFittingPskInv,
          PskIsBoundToTranscriptInv              |-> PskIsBoundToTranscriptInv,
          PskOfferIsWellFormedInv                |-> PskOfferIsWellFormedInv,
          CommonPskIsUsedInv                     |-> CommonPskIsUsedInv,
          PskModeIsPermittedByBothInv            |-> PskModeIsPermittedByBothInv,
          EarlyDataIsAcceptedOnlyIfAllFitsInv    |-> EarlyDataIsAcceptedOnlyIfAllFitsInv,
          EarlyDataIsDecidedInv                  |-> EarlyDataIsDecidedInv,
          AbortCarriesPermittedAlertInv          |-> AbortCarriesPermittedAlertInv,
          AbortComesBeforeKeysInv                |-> AbortComesBeforeKeysInv,
          AlertIsLastInv                         |-> AlertIsLastInv,
          TranscriptKeepsFirstExchangeInv        |-> TranscriptKeepsFirstExchangeInv ]
  IN IF TypeOK THEN {name \in DOMAIN holds : ~holds[name]} ELSE {"TypeOK"}

-----------------------------------------------------------------------------
(* The judge                                                               *)

TraceInit ==
  /\ trace \in DOMAIN Traces
  /\ position = 1
  /\ verdict = Open
  /\ client = Run.client
  /\ server = Run.server
  /\ toServer = Run.toServer
  /\ toClient = Run.toClient

TakesStep ==
  /\ StepIsAllowed
  /\ position' = position + 1
  /\ UNCHANGED << trace, verdict >>

Judges(judgement) ==
  /\ verdict' = judgement
  /\ UNCHANGED << vars, trace, position >>

\* A run that is judged stutters.
TraceNext ==
  IF verdict # Open THEN UNCHANGED << vars, traceVars >>
  ELSE IF ViolatedInvariants # {} THEN Judges(Rejected(position - 1, {}, ViolatedInvariants))
  ELSE IF position > Len(Run.steps) THEN Judges(Accepted)
  ELSE IF ENABLED StepIsAllowed THEN TakesStep
  ELSE Judges(Rejected(position, DecidingRules, {}))

TraceSpec == TraceInit /\ [][TraceNext]_<< vars, traceVars >>
=============================================================================
