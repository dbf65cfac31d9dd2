----------------------------- MODULE TraceData -----------------------------
(***************************************************************************)
(* The recorded runs that Trace judges: none here.  Who has some writes a  *)
(* module of this name that takes the place of this one.                   *)
(*                                                                         *)
(* A definition and no CONSTANT that a configuration replaces: that TLC    *)
(* evaluates anew at each use, and the runs are many.                      *)
(***************************************************************************)

Traces == << >>
=============================================================================
