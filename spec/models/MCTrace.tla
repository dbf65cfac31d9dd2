------------------------------- MODULE MCTrace -------------------------------
(***************************************************************************)
(* Not a world to be checked: Trace as it is run by TLC, which prints each *)
(* verdict in a line, the string of                                        *)
(*                                                                         *)
(*   << "verdict", number of the run, verdict >>                           *)
(***************************************************************************)
EXTENDS Trace, TLC

\* The actions here are given their messages; there is nothing to draw from.
MCOffers == {}

MCPolicies == {}

\* TLC asks for an invariant once in each distinct state, and a run has one with its verdict.
\* A string is printed as it is, where a tuple would be broken into lines.
VerdictIsPrinted ==
  verdict = Open \/ PrintT(ToString(<< "verdict", trace, verdict >>))
=============================================================================
