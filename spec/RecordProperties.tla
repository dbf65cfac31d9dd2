-------------------------- MODULE RecordProperties --------------------------
(***************************************************************************)
(* What the record layer promises to the hellos above it.  Suffixes as in  *)
(* Properties.  What must be refused, and by which alert, is said here by  *)
(* the records themselves and not by the rules of a receiver.              *)
(***************************************************************************)
EXTENDS Records

IsRecord(record) ==
  /\ DOMAIN record = {"type", "version", "length", "key", "inside", "body", "pieces"}
  /\ record.type \in {"handshake", "alert", "change_cipher_spec", "application_data", "unknown"}
  /\ record.version \in {"TLS 1.0", "TLS 1.2", "other"}
  /\ record.length \in Nat
  /\ record.key \in {"clear", "early", "handshake", "other"}
  /\ record.body \in {"none", "01", "alert", "empty", "other"}
  /\ \A piece \in Range(record.pieces) :
       /\ piece.part \in Nat \ {0}
       /\ DOMAIN piece.message = DOMAIN NoMessage
       /\ piece.message.then \in {"retry", "keys", "on", "refused"}

IsReceiver(receiver) ==
  /\ DOMAIN receiver = DOMAIN NewReceiver("client", Settings)
  /\ receiver.state \in {"WAIT_SH", "WAIT_SH_AGAIN", "WAIT_EE", "START", "WAIT_CH_AGAIN",
                         "NEGOTIATED", "ABORTED", "CLOSED"}
  /\ receiver.early \in BOOLEAN
  /\ receiver.skipped \in Nat /\ receiver.dropped \in Nat /\ receiver.pending \in Nat
  /\ receiver.rule \in DOMAIN RecordAlerts \cup {"none", "hello"}

\* The variables are what they are said to be.
RecordsTypeOK ==
  /\ IsSetup(setup)
  /\ client.role = "client" /\ IsReceiver(client)
  /\ server.role = "server" /\ IsReceiver(server)
  /\ \A record \in Range(toServer \o toClient \o sentByClient \o sentByServer) : IsRecord(record)
  /\ meddled \in 0 .. MaxMeddling /\ harmed \in BOOLEAN
  /\ read.by \in {"client", "server", "nobody"} /\ IsRecord(read.record)

IsPrefix(short, long) == Len(short) <= Len(long) /\ SubSeq(long, 1, Len(short)) = short

-----------------------------------------------------------------------------
(* The exchange seen from above                                            *)

MessagesOfClient ==
  << "client_hello" >> \o (IF setup.retries THEN << "client_hello" >> ELSE <<>>) \o << "finished" >>

MessagesOfServer ==
  (IF setup.retries THEN << "hello_retry_request" >> ELSE <<>>) \o << "server_hello", "finished" >>

\* Whatever the middle does: what is delivered is what was sent, in order, and nothing
\* else; no early data and no octet of another message is among it.
DeliveredAsSentInv ==
  /\ IsPrefix(DeliveredTypes(server), MessagesOfClient)
  /\ IsPrefix(DeliveredTypes(client), MessagesOfServer)

\* What a receiver may not mind changes nothing: nobody ends for it ...
NobodyMindsTheHarmlessInv == ~harmed => ~ReceiverEnded(client) /\ ~ReceiverEnded(server)

Types(records) == [i \in DOMAIN records |-> records[i].type]

\* What both peers send when left alone.  D.4: the one change_cipher_spec of each side, and its place.
HonestRecordsOfClient ==
  LET ccs == IF setup.compatible THEN << "change_cipher_spec" >> ELSE <<>>
  IN IF setup.early > 0
     THEN << "handshake" >> \o ccs \o [i \in 1 .. setup.early |-> "application_data"]
          \o (IF setup.retries THEN << "handshake" >> ELSE <<>>) \o << "application_data" >>
     ELSE << "handshake" >> \o ccs
          \o (IF setup.retries THEN << "handshake" >> ELSE <<>>) \o << "application_data" >>

HonestRecordsOfServer ==
  LET ccs == IF setup.compatible THEN << "change_cipher_spec" >> ELSE <<>>
  IN << "handshake" >> \o ccs
     \o (IF setup.retries THEN << "handshake" >> ELSE <<>>) \o << "application_data" >>

\* ... and what both peers send is, record by record, what they send when left alone.
SameRunInv ==
  ~harmed =>
    /\ IsPrefix(Types(sentByClient), HonestRecordsOfClient)
    /\ IsPrefix(Types(sentByServer), HonestRecordsOfServer)
    /\ IsDone(client) /\ IsDone(server) =>
         /\ Types(sentByClient) = HonestRecordsOfClient
         /\ Types(sentByServer) = HonestRecordsOfServer

\* In compatibility mode each side sends change_cipher_spec once, outside it never: the
\* server directly after its first message; the client directly before its second flight,
\* or directly after its first message if early data follows.
OneChangeCipherSpecInv ==
  LET places(records) == {i \in DOMAIN records : records[i].type = "change_cipher_spec"}
      afterFirst(records) == Len(records) > 1 /\ Len(SelectSeq(records,
          LAMBDA r : r.type \in {"handshake", "change_cipher_spec"})) > 1
  IN /\ places(sentByServer) \subseteq (IF setup.compatible THEN {2} ELSE {})
     /\ places(sentByClient) \subseteq (IF setup.compatible THEN {2} ELSE {})
     /\ setup.compatible /\ sentByServer # <<>> /\ sentByServer[1].type = "handshake" =>
          places(sentByServer) = {2}
     /\ setup.compatible /\ afterFirst(sentByClient) => places(sentByClient) = {2}

\* REC-01, REC-05: every record says TLS 1.2, but for those of the first ClientHello.
OnlyFirstHelloSaysTls10Inv ==
  /\ \A i \in DOMAIN sentByClient : i > 1 => sentByClient[i].version = "TLS 1.2"
  /\ \A record \in Range(sentByServer) : record.version = "TLS 1.2"

-----------------------------------------------------------------------------
(* What a record does to its receiver                                      *)

\* CCS-01, CK-04: a record that is to be dropped leaves no trace but in the count.
DroppedLeavesNoTraceProp ==
  [][ \A pair \in {<< "client", client, client' >>, << "server", server, server' >>} :
        LET before == pair[2] after == pair[3]
        IN read'.by = pair[1] /\ read'.record.type = "change_cipher_spec" /\ IsHarmless(before, read'.record)
           => after = [before EXCEPT !.dropped = @ + 1] ]_recordVars

\* P14: early data is skipped after a retry, unseen, and otherwise as long as nothing
\* opens; it is counted and does nothing else.
EarlyDataIsOnlyCountedProp ==
  [][ read'.by = "server" /\ read'.record.key = "early" /\ IsHarmless(server, read'.record)
      => server' = [server EXCEPT !.skipped = @ + read'.record.length] ]_recordVars

\* No more of it is skipped than the server has allowed.
EarlyDataIsBoundedInv == server.skipped <= setup.earlyLimit

\* Keys change where nothing is incomplete, and with the last octets of a record ...
NothingStraddlesKeyChangeProp ==
  [][ \A pair \in {<< client, client' >>, << server, server' >>} :
        ~HasKeys(pair[1]) /\ HasKeys(pair[2]) =>
          /\ pair[2].pending = 0
          /\ LET pieces == read'.record.pieces
             IN pieces[Len(pieces)].message.then = "keys" ]_recordVars

\* ... so that what was protected is what came after it.
ProtectedIsWhatFollowsInv ==
  \A receiver \in {client, server} : \A m \in Range(receiver.delivered) :
    m.protected <=> m.type = "finished"

\* P24: a hello ends its record, also where the keys stay.
HelloIsLastInItsRecordProp ==
  [][ \A pair \in {<< "client", client, client' >>, << "server", server, server' >>} :
        read'.by = pair[1] /\ Len(pair[3].delivered) > Len(pair[2].delivered) =>
          pair[3].pending = 0 /\ Len(read'.record.pieces) = 1 ]_recordVars

-----------------------------------------------------------------------------
(* What must be refused                                                    *)

\* The first of these, whenever they come and whoever reads them.
AlwaysRefused(record) ==
  \/ record.type = "unknown"                                                \* REC-17
  \/ record.type # "application_data" /\ record.length > 16384              \* REC-07
  \/ record.length > 16640                                                  \* REC-07
  \/ record.type = "change_cipher_spec" /\ record.body # "01"               \* CCS-02
  \/ record.type = "handshake" /\ record.pieces = <<>>                      \* REC-13
  \/ record.type = "alert" /\ record.body # "alert"                         \* REC-24

\* Where it stands makes these wrong.
RefusedHere(receiver, record) ==
  LET first == receiver.delivered = <<>>
      keys  == receiver.state \in {"WAIT_EE", "NEGOTIATED"}
      early == /\ receiver.role = "server" /\ setup.early > 0 /\ Len(receiver.delivered) = 1
      opens == keys /\ record.key = "handshake"
  IN CASE record.type = "change_cipher_spec" ->                             \* CCS-03
            receiver.role = "server" /\ first /\ ~setup.stateless
       [] record.type = "handshake" ->                     \* REC-17; REC-11, REC-12
            keys \/ Len(record.pieces) > 1
       [] record.type = "application_data" /\ ~opens ->    \* REC-15, ED-12; ED-08
            ~early \/ receiver.skipped + record.length > setup.earlyLimit
       [] record.type = "application_data" /\ opens ->     \* CCS-02, REC-17; REC-23
            \/ record.inside \in {"change_cipher_spec", "application_data", "unknown"}
            \/ record.inside = "handshake" /\ record.pieces = <<>>
            \/ record.inside = "alert" /\ record.body # "alert"
       [] OTHER -> FALSE

\* By the text for each kind of record; a record may deserve several.
PermittedRecordAlerts(receiver, record) ==
  LET keys == receiver.state \in {"WAIT_EE", "NEGOTIATED"}
  IN (IF record.length > 16384 THEN {"record_overflow"} ELSE {})
     \cup (IF "alert" \in {record.type, record.inside} THEN {"decode_error"} ELSE {})
     \cup (IF keys /\ record.type = "application_data" /\ record.key # "handshake"
              /\ (receiver.role = "client" \/ setup.early = 0 \/ ~receiver.early)
           THEN {"bad_record_mac"} ELSE {"unexpected_message"})

\* A record that must be refused is refused, by an alert that fits; the hellos may have
\* been first, if it ends with a message that they refuse.
RefusedAsItMustBeProp ==
  [][ \A pair \in {<< "client", client, client' >>, << "server", server, server' >>} :
        LET before == pair[2] after == pair[3]
        IN read'.by = pair[1] /\ (AlwaysRefused(read'.record) \/ RefusedHere(before, read'.record)) =>
             /\ after.state = "ABORTED"
             /\ \/ after.alert \in PermittedRecordAlerts(before, read'.record)
                \/ /\ after.alert = "hello"
                   /\ \E piece \in Range(read'.record.pieces) :
                        piece.message.then = "refused" \/ piece.part # before.pending + 1 ]_recordVars

\* An abort names a rule and carries an alert that the rule permits (6.2).
RecordAbortCarriesPermittedAlertInv ==
  \A receiver \in {client, server} :
    IF receiver.state = "ABORTED"
    THEN \/ receiver.rule = "hello" /\ receiver.alert = "hello"
         \/ receiver.rule \in DOMAIN RecordAlerts /\ receiver.alert \in RecordAlerts[receiver.rule]
    ELSE receiver.rule = "none" /\ receiver.alert = "none"

\* A receiver that has ended reads no more, and its peer hears of it once.
RecordEndIsFinalProp ==
  [][ /\ ReceiverEnded(client) => client' = client /\ sentByClient' = sentByClient
      /\ ReceiverEnded(server) => server' = server /\ sentByServer' = sentByServer ]_recordVars

\* Every run ends.
EveryRecordRunEndsLive == <>(IsDone(client) /\ IsDone(server))

-----------------------------------------------------------------------------
(* Witnesses                                                               *)

EarlyDataIsSkippedAfterRetryWitness ==
  ~(PeerHasFinished(server) /\ setup.retries /\ server.skipped > 0)

EarlyDataIsSkippedWithoutRetryWitness ==
  ~(PeerHasFinished(server) /\ ~setup.retries /\ server.skipped > 0)

StatelessServerDropsWitness ==
  ~(setup.stateless /\ server.state = "START" /\ server.dropped > 0 /\ server.delivered = <<>>)

FloodIsRefusedWitness == server.rule # "ChangeCipherSpecsAreFew"

FloodIsDroppedWitness == ~(PeerHasFinished(server) /\ server.dropped > setup.ccsLimit)

HelloIsPutTogetherWitness ==
  ~(server.state = "NEGOTIATED" /\ server.pending = 0 /\ read.by = "server"
    /\ \E piece \in Range(read.record.pieces) : piece.part = 2)

DroppedInsideAHelloWitness ==
  ~(server.pending > 0 /\ server.dropped > 1 /\ read.record.type = "change_cipher_spec")
=============================================================================
