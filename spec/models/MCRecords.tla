------------------------------ MODULE MCRecords ------------------------------
(***************************************************************************)
(* Records: an exchange with a retry, and one without, seen through        *)
(* records; somebody meddles twice, anywhere.                              *)
(*                                                                         *)
(* Bounds.  The record layer looks at nothing in a hello, so one hello of  *)
(* each kind is enough.  All setups: compatibility mode or not; one record *)
(* of early data or none; a retry or none; a server without memory.  Twice *)
(* is the least that cuts a hello and puts something between its parts, or *)
(* fills a limit and passes it.  A limit of three change_cipher_spec is    *)
(* one of the peer and two more; of one, in one setup, is passed at once.  *)
(* Early data is counted in units: one of the peer, two more, and four are *)
(* too much.  Of records that are wrong by themselves there is one of each *)
(* kind.                                                                   *)
(***************************************************************************)
EXTENDS RecordProperties

Setup(compatible, early, retries, stateless, ccsLimit) ==
  [ compatible |-> compatible, early |-> early, retries |-> retries, stateless |-> stateless,
    ccsLimit |-> ccsLimit, earlyLimit |-> 3 ]

MCSetups ==
  {Setup(compatible, early, retries, FALSE, 3) :
     compatible \in BOOLEAN, early \in {0, 1}, retries \in BOOLEAN}
  \cup {Setup(compatible, 0, TRUE, TRUE, 3) : compatible \in BOOLEAN}
  \cup {Setup(TRUE, 0, TRUE, FALSE, 1)}

MCForeign ==
  { ChangeCipherSpec,
    [ChangeCipherSpec EXCEPT !.body = "other"],
    ProtectedBy("handshake", ChangeCipherSpec),
    EarlyData(1), EarlyData(4),
    ProtectedBy("other", RecordOf("application_data", 1)),
    ProtectedBy("handshake", RecordOf("application_data", 1)),
    RecordOf("unknown", 1),
    RecordOf("handshake", 0),
    ProtectedBy("handshake", RecordOf("handshake", 17)),
    AlertRecord,
    [AlertRecord EXCEPT !.body = "other"],
    ProtectedBy("handshake", [AlertRecord EXCEPT !.body = "empty"]),
    [Whole(Unexpected) EXCEPT !.length = 16385, !.pieces = << Piece(1, NoMessage) >>],
    Whole(Unexpected),
    [Whole(Unexpected) EXCEPT !.pieces = << Piece(1, NoMessage) >>],
    [Whole(Unexpected) EXCEPT !.pieces = << Piece(2, Unexpected) >>] }
=============================================================================
