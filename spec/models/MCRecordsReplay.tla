--------------------------- MODULE MCRecordsReplay ---------------------------
(***************************************************************************)
(* Not a world to be checked: the record layer as a judge of single        *)
(* records.  Whoever replays a stream supplies receiver and record and     *)
(* asks for Outcomes.                                                      *)
(***************************************************************************)
EXTENDS RecordProperties

MCNoSetups == {}

MCNoForeign == {}
=============================================================================
