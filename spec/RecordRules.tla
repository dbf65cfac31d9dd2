----------------------------- MODULE RecordRules -----------------------------
(***************************************************************************)
(* The record layer below the hellos (RFC 8446, 5, 5.1, 4.2.10, D.4), as   *)
(* values: a record, the receiver that reads it, and one operator for each *)
(* rule, TRUE when it is kept.  Comments have the form of module Rulebook. *)
(*                                                                         *)
(* A record has                                                            *)
(*   type     the outer type, "unknown" if it is none that is defined      *)
(*   version  legacy_record_version                                        *)
(*   length   of its fragment, in octets                                   *)
(*   key      what protects it: "clear" if nothing does; "early",          *)
(*            "handshake", or "other" for a key that the receiver lacks    *)
(*   inside   the type under the protection, "none" in a clear record      *)
(*   body     of a change_cipher_spec: "01" or "other"; of an alert:       *)
(*            "alert" for exactly one, "empty", or "other"; else "none"    *)
(*   pieces   of a handshake record: the parts of messages in it           *)
(* body and pieces are those of the content, protected or not.  A piece    *)
(* has                                                                     *)
(*   part     1, 2, ... : which part of its message, counted by records    *)
(*   message  the message, if this part ends it, else NoMessage            *)
(* A message has                                                           *)
(*   type     such as "client_hello"; a retry is "hello_retry_request"     *)
(*   early    whether it announces early data (a first ClientHello)        *)
(*   then     what the hellos make of it (modules Client and Server):      *)
(*            "retry"    a HelloRetryRequest follows, or is followed       *)
(*            "keys"     the handshake keys are there: ServerHello         *)
(*            "on"       nothing changes here                              *)
(*            "refused"  the receiver aborts by a rule of Rulebook         *)
(***************************************************************************)
EXTENDS Messages

NoMessage == [type |-> "none", early |-> FALSE, then |-> "on"]

\* 5.1 and 5.2: the greatest length of a fragment.
MaxLength(type) == IF type = "application_data" THEN 16640 ELSE 16384

-----------------------------------------------------------------------------
(* A receiver.  Its states are those of Client and Server; the settings    *)
(* are its own choice:                                                     *)
(*   stateless   a server that keeps nothing between a retry and the       *)
(*               second ClientHello (4.2.2)                                *)
(*   ccsLimit    how many change_cipher_spec it drops without asking why   *)
(*   earlyLimit  max_early_data_size                                       *)

NewReceiver(role, settings) ==
  [ role      |-> role,
    settings  |-> settings,
    state     |-> IF role = "client" THEN "WAIT_SH" ELSE "START",
    early     |-> FALSE,    \* early data may be under way that will not be read
    skipped   |-> 0,        \* octets of it that were skipped
    dropped   |-> 0,        \* change_cipher_spec records that were dropped
    pending   |-> 0,        \* parts of a message that is not complete
    delivered |-> <<>>,     \* what the hellos have read: type, and whether it was protected
    rule      |-> "none",
    alert     |-> "none" ]

HasKeys(receiver) == receiver.state \in {"WAIT_EE", "NEGOTIATED"}

PeerHasFinished(receiver) == \E m \in Range(receiver.delivered) : m.type = "finished"

ReceiverEnded(receiver) == receiver.state \in {"ABORTED", "CLOSED"}

\* What a receiver looks at.  With its keys it opens what they protect, and before it has
\* any it opens nothing (ED-08: no trial).
\* REC-03: the version is nothing that it looks at.
Seen(receiver, record) ==
  LET opens == HasKeys(receiver) /\ record.type = "application_data" /\ record.key = "handshake"
  IN [ type      |-> IF opens THEN record.inside ELSE record.type,
       protected |-> opens,
       length    |-> record.length,
       body      |-> record.body,
       pieces    |-> record.pieces ]

\* ED-06, ED-08: records to be skipped: application_data that cannot be opened while the
\* early data of the first ClientHello may be under way.
MayBeEarlyData(receiver, seen) ==
  receiver.early /\ seen.type = "application_data" /\ ~seen.protected

IsHello(m) == m.type \in {"client_hello", "hello_retry_request", "server_hello"}

\* The messages that end in a record before it does.
EndInside(seen) == {seen.pieces[i].message : i \in 1 .. Len(seen.pieces) - 1}

-----------------------------------------------------------------------------
(* Any record                                                              *)

\* REC-07 . 5.1 . both . MUST (a sender's duty: REC-06)
RecordFits(seen) == seen.length <= MaxLength(IF seen.protected THEN "application_data" ELSE seen.type)

\* REC-17 . 5 . both . MUST (for undefined types also REC-16, for application_data REC-15)
RecordTypeIsExpected(receiver, seen) ==
  CASE seen.protected                  -> seen.type \in {"handshake", "alert", "change_cipher_spec"}
    [] seen.type = "handshake"         -> ~HasKeys(receiver)
    [] seen.type = "application_data"  -> HasKeys(receiver) \/ receiver.early
    [] OTHER                           -> seen.type \in {"alert", "change_cipher_spec"}

\* REC-09 . 5.1 . both . MAY (a sender MUST NOT; for a change_cipher_spec 5 says: drop)
RecordIsNotInterleaved(receiver, seen) ==
  receiver.pending > 0 => seen.type \in {"handshake", "alert"}

\* ED-12 . 4.2.10 . both . MUST (5.2 says so of every record)
RecordOpens(receiver, seen) ==
  HasKeys(receiver) /\ seen.type = "application_data" /\ ~seen.protected => receiver.early

\* ED-08 . 4.2.10 . server . MUST
EarlyDataFits(receiver, seen) ==
  MayBeEarlyData(receiver, seen) => receiver.skipped + seen.length <= receiver.settings.earlyLimit

-----------------------------------------------------------------------------
(* change_cipher_spec                                                      *)

\* CCS-02 . 5 . both . MUST
ChangeCipherSpecIsOne(seen) ==
  seen.type = "change_cipher_spec" => seen.body = "01" /\ ~seen.protected

\* CCS-03 . 5 . both . MUST (but for a stateless server, which does not know: CK-04)
ChangeCipherSpecIsInTime(receiver, seen) ==
  seen.type = "change_cipher_spec" =>
    /\ receiver.state # "START" \/ receiver.settings.stateless
    /\ ~PeerHasFinished(receiver)

\* CCS-01 . 5 . both . MAY (any number is to be dropped; a flood ends somewhere)
ChangeCipherSpecsAreFew(receiver, seen) ==
  seen.type = "change_cipher_spec" => receiver.dropped < receiver.settings.ccsLimit

-----------------------------------------------------------------------------
(* Handshake and alerts                                                    *)

\* REC-13 . 5.1 . both . MUST
FragmentIsNotEmpty(seen) ==
  seen.type = "handshake" /\ ~seen.protected => seen.pieces # <<>>

\* REC-23 . 5.4 . both . MUST
ProtectedContentIsNotEmpty(seen) ==
  seen.protected => /\ seen.type = "handshake" => seen.pieces # <<>>
                    /\ seen.type = "alert" => seen.body # "empty"

\* REC-11 . 5.1 . both . MUST (a sender's duty: REC-10)
KeysChangeAtRecordEnd(seen) == \A m \in EndInside(seen) : m.then # "keys"

\* REC-12 . 5.1 . both . MUST (of hellos after which the keys stay)
HelloEndsItsRecord(seen) == \A m \in EndInside(seen) : IsHello(m) => m.then = "keys"

\* REC-24 . 5.1 . both . MUST (a sender's duty: REC-14)
AlertIsTwoBytes(seen) == seen.type = "alert" => seen.body = "alert"

-----------------------------------------------------------------------------
(* What follows when a rule is broken, as in Rulebook.                     *)

RecordAlerts ==
  [ RecordFits                 |-> {"record_overflow"},
    RecordTypeIsExpected       |-> {"unexpected_message"},
    RecordIsNotInterleaved     |-> {"unexpected_message"},
    RecordOpens                |-> {"bad_record_mac"},
    EarlyDataFits              |-> {"unexpected_message"},
    ChangeCipherSpecIsOne      |-> {"unexpected_message"},
    ChangeCipherSpecIsInTime   |-> {"unexpected_message"},
    ChangeCipherSpecsAreFew    |-> {"unexpected_message"},
    FragmentIsNotEmpty         |-> {"unexpected_message"},
    ProtectedContentIsNotEmpty |-> {"unexpected_message"},
    KeysChangeAtRecordEnd      |-> {"unexpected_message"},
    HelloEndsItsRecord         |-> {"unexpected_message"},
    AlertIsTwoBytes            |-> {"decode_error", "unexpected_message"} ]

\* Rules that leave the receiver the choice to go on.
OptionalRecordRules == {"RecordIsNotInterleaved", "ChangeCipherSpecsAreFew"}

\* A rule as a set: empty when it is kept.
BrokenRecord(rule, kept) == IF kept THEN {} ELSE {rule}

BrokenByRecord(receiver, seen) ==
       BrokenRecord("RecordFits",                 RecordFits(seen))
  \cup BrokenRecord("RecordTypeIsExpected",       RecordTypeIsExpected(receiver, seen))
  \cup BrokenRecord("RecordIsNotInterleaved",     RecordIsNotInterleaved(receiver, seen))
  \cup BrokenRecord("RecordOpens",                RecordOpens(receiver, seen))
  \cup BrokenRecord("EarlyDataFits",              EarlyDataFits(receiver, seen))
  \cup BrokenRecord("ChangeCipherSpecIsOne",      ChangeCipherSpecIsOne(seen))
  \cup BrokenRecord("ChangeCipherSpecIsInTime",   ChangeCipherSpecIsInTime(receiver, seen))
  \cup BrokenRecord("ChangeCipherSpecsAreFew",    ChangeCipherSpecsAreFew(receiver, seen))
  \cup BrokenRecord("FragmentIsNotEmpty",         FragmentIsNotEmpty(seen))
  \cup BrokenRecord("ProtectedContentIsNotEmpty", ProtectedContentIsNotEmpty(seen))
  \cup BrokenRecord("KeysChangeAtRecordEnd",      KeysChangeAtRecordEnd(seen))
  \cup BrokenRecord("HelloEndsItsRecord",         HelloEndsItsRecord(seen))
  \cup BrokenRecord("AlertIsTwoBytes",            AlertIsTwoBytes(seen))

-----------------------------------------------------------------------------
(* What becomes of the receiver.                                           *)

AfterRecordAbort(receiver, rule, alert) ==
  [receiver EXCEPT !.state = "ABORTED", !.rule = rule, !.alert = alert]

\* The hellos refuse a message; which rule and alert is for Client and Server to say.
AfterHelloAbort(receiver) == AfterRecordAbort(receiver, "hello", "hello")

\* An alert is not answered; nor is the end of the transport.
AfterEnd(receiver) == [receiver EXCEPT !.state = "CLOSED"]

\* CCS-01, CK-04: it is there for middleboxes and means nothing.
AfterChangeCipherSpec(receiver) == [receiver EXCEPT !.dropped = @ + 1]

\* ED-06, ED-08
AfterEarlyData(receiver, seen) == [receiver EXCEPT !.skipped = @ + seen.length]

\* After a retry that a server does not remember it is where it was.
StateAfterRetry(receiver) ==
  IF receiver.role = "client" THEN "WAIT_SH_AGAIN"
  ELSE IF receiver.settings.stateless THEN "START" ELSE "WAIT_CH_AGAIN"

StateWithKeys(receiver) == IF receiver.role = "client" THEN "WAIT_EE" ELSE "NEGOTIATED"

\* No early data comes after a second ClientHello (4.1.2), whatever this says of it.
EarlyAfterHello(receiver, m) ==
  receiver.role = "server" /\ receiver.state = "START" /\ m.early

AfterMessage(receiver, m, protected) ==
  IF m.then = "refused" THEN AfterHelloAbort(receiver)
  ELSE LET after == [receiver EXCEPT !.pending = 0,
                       !.delivered = Append(@, [type |-> m.type, protected |-> protected])]
       IN CASE m.then = "retry" -> [after EXCEPT !.state = StateAfterRetry(receiver),
                                                 !.early = EarlyAfterHello(receiver, m)]
            [] m.then = "keys"  -> [after EXCEPT !.state = StateWithKeys(receiver),
                                                 !.early = EarlyAfterHello(receiver, m)]
            [] OTHER            -> after

\* REC-08, REC-22: a message is put together from its parts, wherever it is cut.  A part
\* that does not continue the message makes something that does not parse.
AfterPiece(receiver, piece, protected) ==
  IF piece.part # receiver.pending + 1 THEN AfterHelloAbort(receiver)
  ELSE IF piece.message = NoMessage THEN [receiver EXCEPT !.pending = piece.part]
  ELSE AfterMessage(receiver, piece.message, protected)

RECURSIVE AfterPieces(_, _, _)
AfterPieces(receiver, pieces, protected) ==
  IF pieces = <<>> \/ ReceiverEnded(receiver) THEN receiver
  ELSE AfterPieces(AfterPiece(receiver, Head(pieces), protected), Tail(pieces), protected)

\* A record that is not refused.  What opens is the second flight, so that the early data
\* is over (4.2.10).
AfterRecord(receiver, seen) ==
  LET now == [receiver EXCEPT !.early = @ /\ ~seen.protected]
  IN CASE seen.type = "handshake"          -> AfterPieces(now, seen.pieces, seen.protected)
       [] seen.type = "alert"              -> AfterEnd(now)
       [] seen.type = "change_cipher_spec" -> AfterChangeCipherSpec(now)
       [] seen.type = "application_data"   -> AfterEarlyData(now, seen)
       [] OTHER                            -> now

\* The hellos may see a message that they refuse before what stands behind it is seen.
HelloMayRefuse(receiver, seen, broken) ==
  LET after == AfterRecord(receiver, seen)
  IN /\ after.rule = "hello" /\ after.delivered = receiver.delivered
     /\ broken \subseteq OptionalRecordRules \cup {"KeysChangeAtRecordEnd", "HelloEndsItsRecord"}

\* Everything that may become of a receiver that reads a record.
Outcomes(receiver, record) ==
  LET seen   == Seen(receiver, record)
      broken == BrokenByRecord(receiver, seen)
  IN UNION {{AfterRecordAbort(receiver, rule, alert) : alert \in RecordAlerts[rule]} : rule \in broken}
     \cup (IF broken \subseteq OptionalRecordRules \/ HelloMayRefuse(receiver, seen, broken)
           THEN {AfterRecord(receiver, seen)} ELSE {})
=============================================================================
