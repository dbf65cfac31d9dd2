------------------------------- MODULE Records -------------------------------
(***************************************************************************)
(* The hello exchange as a sequence of records, with somebody in the       *)
(* middle who puts records in and cuts, glues and relabels those that pass *)
(* (RFC 8446, 5, 5.1, 4.2.2, 4.2.10, D.4).                                 *)
(*                                                                         *)
(*   client                                          server                *)
(*   ClientHello [CCS] [early data] ------------->                         *)
(*                   <------------- HelloRetryRequest [CCS]                *)
(*   [CCS] ClientHello             ------------->                          *)
(*                   <------------- ServerHello [CCS] {the rest}           *)
(*   [CCS] {Finished}              ------------->                          *)
(*                                                                         *)
(* Modelled: in which record what stands, and what a receiver makes of a   *)
(*   record, by its rules (RecordRules); the change_cipher_spec records of *)
(*   compatibility mode; early data that is skipped, after a retry without *)
(*   a look at it and otherwise because it does not open; keys that change *)
(*   with ServerHello; stateless servers.                                  *)
(* Assumed, not checked: protection is ideal, it opens with its own key    *)
(*   only.  What a whole hello is worth is the matter of Client and Server *)
(*   and a field of the message here.  Each direction is FIFO.             *)
(* Out of scope: accepted early data; early data at a stateless server,    *)
(*   which cannot know of it; records after Finished; the one message      *)
(*   "finished" stands for all of a peer's protected messages; versions    *)
(*   below SSL 3.0 (REC-21 contradicts REC-03).                            *)
(***************************************************************************)
EXTENDS RecordRules

CONSTANTS Setups,       \* what the peers are, see IsSetup
          Foreign,      \* the records that the middle puts in
          MaxMeddling   \* how often it meddles in one run
ASSUME MaxMeddling \in Nat

\* compatible   the client is in compatibility mode (D.4): legacy_session_id is not empty
\* early        the number of early data records; 0: none are announced
\* retries      whether the server asks for another ClientHello
\* The rest are settings of receivers.
IsSetup(setup) ==
  /\ DOMAIN setup = {"compatible", "early", "retries", "stateless", "ccsLimit", "earlyLimit"}
  /\ setup.compatible \in BOOLEAN /\ setup.retries \in BOOLEAN /\ setup.stateless \in BOOLEAN
  /\ setup.early \in Nat /\ setup.ccsLimit \in Nat /\ setup.earlyLimit \in Nat
  /\ setup.stateless => setup.retries /\ setup.early = 0
ASSUME \A setup \in Setups : IsSetup(setup)

VARIABLES setup,
          client, server,                \* the two receivers
          toServer, toClient,            \* records under way
          sentByClient, sentByServer,    \* records sent, all of them
          meddled,                       \* how often the middle has meddled
          harmed,                        \* whether a receiver may mind
          read                           \* who has just read what, for the properties

recordVars == << setup, client, server, toServer, toClient, sentByClient, sentByServer,
                 meddled, harmed, read >>

Settings ==
  [stateless |-> setup.stateless, ccsLimit |-> setup.ccsLimit, earlyLimit |-> setup.earlyLimit]

-----------------------------------------------------------------------------
(* Records                                                                 *)

RecordOf(type, length) ==
  [ type |-> type, version |-> "TLS 1.2", length |-> length, key |-> "clear",
    inside |-> "none", body |-> "none", pieces |-> <<>> ]

Piece(part, message) == [part |-> part, message |-> message]

Message(type, then) == [type |-> type, early |-> FALSE, then |-> then]

\* One record with one whole message.
Whole(m) == [RecordOf("handshake", 100) EXCEPT !.pieces = << Piece(1, m) >>]

ChangeCipherSpec == [RecordOf("change_cipher_spec", 1) EXCEPT !.body = "01"]

AlertRecord == [RecordOf("alert", 2) EXCEPT !.body = "alert"]

\* 5.2: what is protected goes as application_data.
ProtectedBy(key, record) ==
  [record EXCEPT !.type = "application_data", !.key = key, !.inside = record.type]

EarlyData(length) == ProtectedBy("early", RecordOf("application_data", length))

Repeated(n, record) == [i \in 1 .. n |-> record]

-----------------------------------------------------------------------------
(* What is sent                                                            *)

FirstHello ==
  [ type |-> "client_hello", early |-> setup.early > 0,
    then |-> IF setup.retries THEN "retry" ELSE "keys" ]

\* A field of its own tells a second hello: it announces no early data (ED-07).
SecondHelloMessage == Message("client_hello", "keys")

Retry == Message("hello_retry_request", "retry")

ServerHelloMessage == Message("server_hello", "keys")

Finished == Message("finished", "on")

\* REC-02, REC-04: the records of the first ClientHello may say TLS 1.0.
OfFirstHello(record) == [record EXCEPT !.version = "TLS 1.0"]

CcsIf(wanted) == IF wanted THEN << ChangeCipherSpec >> ELSE <<>>

\* CCS-04: a client that sends early data sends it after change_cipher_spec, which is the
\* only one then.
FirstFlight ==
  << OfFirstHello(Whole(FirstHello)) >>
  \o CcsIf(setup.compatible /\ setup.early > 0)
  \o Repeated(setup.early, EarlyData(1))

\* CCS-04: else one comes directly before the second flight.
CcsBeforeSecondFlight == CcsIf(setup.compatible /\ setup.early = 0)

\* ED-21: the second ClientHello goes in the clear, whatever was sent before it.
SecondFlightAfterRetry == CcsBeforeSecondFlight \o << Whole(SecondHelloMessage) >>

FinishedFlight(retried) ==
  (IF retried THEN <<>> ELSE CcsBeforeSecondFlight) \o << ProtectedBy("handshake", Whole(Finished)) >>

\* CCS-05, CCS-06: one change_cipher_spec directly after the server's first message.
WithCcs(m, isFirst) == << Whole(m) >> \o CcsIf(isFirst /\ setup.compatible)

RetryFlight == WithCcs(Retry, TRUE)

ServerFlight(isFirst) ==
  WithCcs(ServerHelloMessage, isFirst) \o << ProtectedBy("handshake", Whole(Finished)) >>

\* ALERT-18, MSG-05: in the clear as long as there are no keys.
AlertOf(receiver) ==
  IF HasKeys(receiver) THEN ProtectedBy("handshake", AlertRecord) ELSE AlertRecord

DeliveredTypes(receiver) == [i \in DOMAIN receiver.delivered |-> receiver.delivered[i].type]

\* What a peer says to what it has just read: nothing, unless a message was delivered.
ClientAnswer(before, after) ==
  LET new == SubSeq(DeliveredTypes(after), Len(before.delivered) + 1, Len(after.delivered))
  IN CASE after.state = "ABORTED" -> << AlertOf(before) >>
       [] new = << "hello_retry_request" >> -> SecondFlightAfterRetry
       [] new = << "finished" >> ->
            FinishedFlight("hello_retry_request" \in Range(DeliveredTypes(before)))
       [] OTHER -> <<>>

ServerAnswer(before, after) ==
  LET new == SubSeq(DeliveredTypes(after), Len(before.delivered) + 1, Len(after.delivered))
  IN CASE after.state = "ABORTED" -> << AlertOf(before) >>
       [] new = << "client_hello" >> ->
            IF after.state = "NEGOTIATED" THEN ServerFlight(before.delivered = <<>>) ELSE RetryFlight
       [] OTHER -> <<>>

-----------------------------------------------------------------------------
(* Reading.  A receiver stops when it has ended or has read Finished.      *)

IsDone(receiver) == ReceiverEnded(receiver) \/ PeerHasFinished(receiver)

NothingRead == [by |-> "nobody", record |-> ChangeCipherSpec]

ClientTakes(record, rest) ==
  /\ \E after \in Outcomes(client, record) :
       /\ client' = after
       /\ toServer' = toServer \o ClientAnswer(client, after)
       /\ sentByClient' = sentByClient \o ClientAnswer(client, after)
       /\ toClient' = IF IsDone(after) THEN <<>> ELSE rest
  /\ read' = [by |-> "client", record |-> record]
  /\ UNCHANGED << setup, server, sentByServer >>

ServerTakes(record, rest) ==
  /\ \E after \in Outcomes(server, record) :
       /\ server' = after
       /\ toClient' = toClient \o ServerAnswer(server, after)
       /\ sentByServer' = sentByServer \o ServerAnswer(server, after)
       /\ toServer' = IF IsDone(after) THEN <<>> ELSE rest
  /\ read' = [by |-> "server", record |-> record]
  /\ UNCHANGED << setup, client, sentByClient >>

ClientReadsRecord ==
  /\ ~IsDone(client) /\ toClient # <<>>
  /\ ClientTakes(Head(toClient), Tail(toClient))
  /\ UNCHANGED << meddled, harmed >>

ServerReadsRecord ==
  /\ ~IsDone(server) /\ toServer # <<>>
  /\ ServerTakes(Head(toServer), Tail(toServer))
  /\ UNCHANGED << meddled, harmed >>

\* Nothing is under way and nobody can go on: in the end the transport closes.
TransportEnds ==
  /\ \A pair \in {<< client, toClient >>, << server, toServer >>} : IsDone(pair[1]) \/ pair[2] = <<>>
  /\ ~IsDone(client) \/ ~IsDone(server)
  /\ client' = IF IsDone(client) THEN client ELSE AfterEnd(client)
  /\ server' = IF IsDone(server) THEN server ELSE AfterEnd(server)
  /\ read' = NothingRead
  /\ UNCHANGED << setup, toServer, toClient, sentByClient, sentByServer, meddled, harmed >>

-----------------------------------------------------------------------------
(* Meddling.  A record put in is read at once: before each record of the   *)
(* peer, and after the last, there is a moment for it.                     *)

\* By the text of 5 and 4.2.10, and not by the rules of a receiver: what it must drop or
\* skip.  One change_cipher_spec of the peer may be still to come; as much early data as
\* was announced, too.
IsHarmless(receiver, record) ==
  /\ receiver.pending = 0
  /\ \/ /\ record.type = "change_cipher_spec" /\ record.key = "clear" /\ record.body = "01"
        /\ receiver.role = "client" \/ receiver.delivered # <<>> \/ setup.stateless
        /\ receiver.dropped + 1 < setup.ccsLimit
     \/ /\ record.key = "early" /\ receiver.role = "server" /\ setup.early > 0
        /\ Len(receiver.delivered) = 1
        /\ receiver.skipped + record.length + setup.early <= setup.earlyLimit

\* What the middle can do to one receiver when the other has ended it can do before, too.
CanMeddle == meddled < MaxMeddling /\ ~ReceiverEnded(client) /\ ~ReceiverEnded(server)

MiddleSendsToClient(record) ==
  /\ CanMeddle /\ ~IsDone(client)
  /\ ClientTakes(record, toClient)
  /\ meddled' = meddled + 1
  /\ harmed' = (harmed \/ ~IsHarmless(client, record))

MiddleSendsToServer(record) ==
  /\ CanMeddle /\ ~IsDone(server)
  /\ ServerTakes(record, toServer)
  /\ meddled' = meddled + 1
  /\ harmed' = (harmed \/ ~IsHarmless(server, record))

\* A record with one message that is whole, to be cut or glued.
IsWhole(record) == Len(record.pieces) = 1 /\ record.pieces[1].part = 1 /\ record.pieces[1].message # NoMessage

\* Two records for one: 5.1 leaves a sender the choice.
Cut(record) ==
  << [record EXCEPT !.pieces = << Piece(1, NoMessage) >>],
     [record EXCEPT !.pieces = << Piece(2, record.pieces[1].message) >>] >>

\* More stands behind the message: the first part of another one, or all of it, also of
\* the one that is to follow under protection.
Glued(record, message) == << [record EXCEPT !.pieces = Append(@, Piece(1, message))] >>

\* Another version in the header of the record, which nobody looks at (5.1).
Relabelled(record) == << [record EXCEPT !.version = "other"] >>

\* Octets of a message of another type, in the clear where nobody expects it.
Unexpected == Message("encrypted_extensions", "refused")

\* What becomes of the first record of a channel, and whether anybody may mind.
Meddlings(record) ==
  (IF record.key = "clear" THEN {<< Relabelled(record), FALSE >>} ELSE {})
  \cup (IF record.key = "clear" /\ IsWhole(record)
        THEN {<< Cut(record), FALSE >>}
             \cup {<< Glued(record, m), TRUE >> : m \in {NoMessage, Unexpected, Finished}}
        ELSE {})

MiddleChangesToClient ==
  /\ CanMeddle /\ toClient # <<>> /\ ~IsDone(client)
  /\ \E change \in Meddlings(Head(toClient)) :
       /\ toClient' = change[1] \o Tail(toClient)
       /\ harmed' = (harmed \/ change[2])
  /\ meddled' = meddled + 1
  /\ read' = NothingRead
  /\ UNCHANGED << setup, client, server, toServer, sentByClient, sentByServer >>

MiddleChangesToServer ==
  /\ CanMeddle /\ toServer # <<>> /\ ~IsDone(server)
  /\ \E change \in Meddlings(Head(toServer)) :
       /\ toServer' = change[1] \o Tail(toServer)
       /\ harmed' = (harmed \/ change[2])
  /\ meddled' = meddled + 1
  /\ read' = NothingRead
  /\ UNCHANGED << setup, client, server, toClient, sentByClient, sentByServer >>

-----------------------------------------------------------------------------
(* The client has sent its first flight.                                   *)

RecordsInit ==
  /\ setup \in Setups
  /\ client = NewReceiver("client", Settings)
  /\ server = NewReceiver("server", Settings)
  /\ toServer = FirstFlight
  /\ toClient = <<>>
  /\ sentByClient = FirstFlight
  /\ sentByServer = <<>>
  /\ meddled = 0
  /\ harmed = FALSE
  /\ read = NothingRead

RecordsEnded == IsDone(client) /\ IsDone(server) /\ UNCHANGED recordVars

RecordsNext ==
  \/ ClientReadsRecord
  \/ ServerReadsRecord
  \/ \E record \in Foreign : MiddleSendsToClient(record)
  \/ \E record \in Foreign : MiddleSendsToServer(record)
  \/ MiddleChangesToClient
  \/ MiddleChangesToServer
  \/ TransportEnds
  \/ RecordsEnded

\* A peer reads what there is, and a transport that nobody uses closes; the middle need
\* not do anything.
RecordsFairness ==
  /\ WF_recordVars(ClientReadsRecord)
  /\ WF_recordVars(ServerReadsRecord)
  /\ WF_recordVars(TransportEnds)

RecordsSpec == RecordsInit /\ [][RecordsNext]_recordVars /\ RecordsFairness
=============================================================================
