--------------------------- MODULE MCRecordsMutants ---------------------------
(***************************************************************************)
(* Every property of the record layer is seen to fail, as in MCMutants.    *)
(*                                                                         *)
(* Bounds.  The setups of MCRecords that tell the mutants apart, and one   *)
(* meddling; two where a hello is cut and something is put between its     *)
(* parts.                                                                  *)
(***************************************************************************)
EXTENDS MCRecords

\* The operators as they are, also where a configuration replaces them.
Intact == INSTANCE RecordRules

RecordMutantSetups ==
  { Setup(TRUE, 0, TRUE, FALSE, 3), Setup(TRUE, 1, TRUE, FALSE, 3), Setup(TRUE, 1, FALSE, FALSE, 3),
    Setup(TRUE, 0, TRUE, TRUE, 3), Setup(TRUE, 0, TRUE, FALSE, 1) }

\* What can come between the parts of a hello.
OnlyCcs == {ChangeCipherSpec}

-----------------------------------------------------------------------------
(* A rule that nothing breaks, by parameters.                              *)

RecordKeptByAll1(a) == TRUE

RecordKeptByAll2(a, b) == TRUE

-----------------------------------------------------------------------------
(* The receiver                                                            *)

\* CCS-01: the second change_cipher_spec is one too many.
OneChangeCipherSpecIsEnough(receiver, seen) ==
  seen.type = "change_cipher_spec" => receiver.dropped < 1

\* CCS-01: change_cipher_spec ends the early data.
ChangeCipherSpecEndsEarlyData(receiver) == [receiver EXCEPT !.dropped = @ + 1, !.early = FALSE]

\* CK-04: a server without memory treats change_cipher_spec as any other does.
NobodyIsStateless(receiver, seen) ==
  seen.type = "change_cipher_spec" => receiver.state # "START"

\* REC-22: a hello must come in one record.
PartsAreRefused(receiver, seen) == receiver.pending = 0

\* REC-22: a part that does not end its message is forgotten.
PartIsForgotten(receiver, piece, protected) ==
  IF piece.message = NoMessage THEN receiver
  ELSE IF piece.part # receiver.pending + 1 THEN AfterHelloAbort(receiver)
  ELSE AfterMessage(receiver, piece.message, protected)

\* REC-03: a record that does not say TLS 1.2 has no type.
SeenWithVersion(receiver, record) ==
  IF record.key = "clear" /\ record.version # "TLS 1.2"
  THEN [Intact!Seen(receiver, record) EXCEPT !.type = "unknown"]
  ELSE Intact!Seen(receiver, record)

\* ED-08: a server tries the early keys on what it has to skip.
SeenByTrial(receiver, record) ==
  IF receiver.early /\ record.key = "early"
  THEN [Intact!Seen(receiver, record) EXCEPT !.type = record.inside, !.protected = TRUE]
  ELSE Intact!Seen(receiver, record)

\* ED-06: the server has forgotten that early data was announced.
EarlyDataIsForgotten(receiver, m) == FALSE

\* ED-08: early data is skipped also after the second ClientHello.
EarlyDataGoesOn(receiver, m) == receiver.role = "server" /\ (m.early \/ receiver.early)

\* ED-08: early data goes up to the application.
EarlyDataIsDelivered(receiver, seen) ==
  [receiver EXCEPT !.delivered = Append(@, [type |-> "application_data", protected |-> TRUE])]

\* A state that is none of A.1 and A.2.
UnknownStateWithKeys(receiver) == "CONNECTED"

\* 6.2: the record of an abort names an alert that no rule permits.
AbortWithoutRule(receiver, rule, alert) ==
  [Intact!AfterRecordAbort(receiver, rule, alert) EXCEPT !.alert = "internal_error"]

\* 6.2: a receiver that has aborted reads on.
OnlyFinishedIsDone(receiver) == receiver.state = "CLOSED" \/ PeerHasFinished(receiver)

-----------------------------------------------------------------------------
(* The sender                                                              *)

\* CCS-05: the server sends change_cipher_spec after each of its hellos.
CcsAfterEveryHello(m, isFirst) == << Whole(m) >> \o CcsIf(setup.compatible)

\* CCS-04: the client sends change_cipher_spec after its first hello, too.
CcsAfterFirstHello ==
  << OfFirstHello(Whole(FirstHello)) >> \o CcsIf(setup.compatible) \o Repeated(setup.early, EarlyData(1))

\* CCS-06: nobody sends change_cipher_spec.
NoCcs(wanted) == <<>>

\* ED-21: the second hello is protected as the early data was.
SecondHelloUnderEarlyKeys ==
  CcsBeforeSecondFlight
  \o << IF setup.early > 0 THEN ProtectedBy("early", Whole(SecondHelloMessage))
        ELSE Whole(SecondHelloMessage) >>

\* REC-05: the record of the second hello says TLS 1.0, as that of the first.
SecondHelloSaysTls10 == CcsBeforeSecondFlight \o << OfFirstHello(Whole(SecondHelloMessage)) >>

-----------------------------------------------------------------------------

\* The server may leave a record unread for ever.
ServerMayStallOverRecords == WF_recordVars(ClientReadsRecord) /\ WF_recordVars(TransportEnds)
=============================================================================
