---- MODULE MillSymmetric ----
EXTENDS Mill, TLC
Symmetry == Permutations(Millers)
====
