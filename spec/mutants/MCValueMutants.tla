---------------------------- MODULE MCValueMutants ----------------------------
(***************************************************************************)
(* The rules on the value of a share, one at a time: what the hostile peer *)
(* sends is sound but for one share, whose value breaks one rule of those  *)
(* that its group has.                                                     *)
(*                                                                         *)
(* Bounds.  One group of each kind, all of them shared, and each pair of a *)
(* group and a rule once.  What else could be wrong is the matter of       *)
(* MCMutants.                                                              *)
(***************************************************************************)
EXTENDS MCMutants

ValueGroups == << "x25519", "secp256r1", "ffdhe2048", "X25519MLKEM768" >>

ValueGroupSet == Range(ValueGroups)

ValueOffer ==
  [MutantOffer EXCEPT !.groups = ValueGroups, !.shared = ValueGroupSet]

OneValueOffer == {ValueOffer}

\* Each server wants another group.
ValuePolicies == PoliciesWith({<< group >> : group \in ValueGroupSet})

ServerValueCases ==
  { << "ffdhe2048", "FfdheShareInRange" >>,
    << "ffdhe2048", "FfdheShareLength" >>,
    << "secp256r1", "PointIsOnCurve" >>,
    << "secp256r1", "PointIsUncompressed" >>,
    << "x25519", "MontgomeryShareLength" >>,
    << "x25519", "SharedSecretIsNotZero" >>,
    << "X25519MLKEM768", "HybridServerShareLength" >> }

ClientValueCases ==
  { << "ffdhe2048", "FfdheShareInRange" >>,
    << "ffdhe2048", "FfdheShareLength" >>,
    << "secp256r1", "PointIsOnCurve" >>,
    << "secp256r1", "PointIsUncompressed" >>,
    << "x25519", "MontgomeryShareLength" >>,
    << "x25519", "SharedSecretIsNotZero" >>,
    << "X25519MLKEM768", "HybridClientShareLength" >>,
    << "X25519MLKEM768", "EncapsulationKeyIsValid" >> }

-----------------------------------------------------------------------------
HostileServerSendsValue ==
  /\ client.state = "WAIT_SH"
  /\ \E case \in ServerValueCases \cup (ValueGroupSet \X {"server"}), suite \in MutantSuites :
       HostileServerSends([ServerHello(client.first, suite, case[1]) EXCEPT !.share.key = case[2]])
  /\ UNCHANGED faults

ValuesToClientSpec ==
  /\ HostileServerInit
  /\ [][ \/ /\ \/ ClientSendsFirstHello \/ ClientAccepts \/ ClientAborts \/ ClientCloses
              \/ HostileServerSends(Close) \/ Ended
           /\ UNCHANGED faults
        \/ HostileServerSendsValue ]_hostileVars

\* The share of one group has the key.
WithKey(hello, group, key) ==
  [hello EXCEPT !.shares = [i \in DOMAIN @ |-> IF @[i].group = group THEN Share(group, key) ELSE @[i]]]

HostileClientSendsValue ==
  /\ server.state = "START"
  /\ \E case \in ClientValueCases \cup (ValueGroupSet \X {"first"}) :
       HostileClientSends(WithKey(ClientHello(ValueOffer), case[1], case[2]))
  /\ UNCHANGED faults

ValuesToServerSpec ==
  /\ HostileClientInit
  /\ [][ \/ /\ \/ ServerRetries \/ ServerAcceptsFirst \/ ServerAborts \/ ServerCloses
              \/ HostileClientSends(Close) \/ Ended
           /\ UNCHANGED faults
        \/ HostileClientSendsValue ]_hostileVars

-----------------------------------------------------------------------------
(* A receiver that looks at every rule on values but one.                  *)

FfdheShareInRangePasses(share) == {share.key} \cap (ValueRules \ {"FfdheShareInRange"})

FfdheShareLengthPasses(share) == {share.key} \cap (ValueRules \ {"FfdheShareLength"})

PointIsOnCurvePasses(share) == {share.key} \cap (ValueRules \ {"PointIsOnCurve"})

PointIsUncompressedPasses(share) == {share.key} \cap (ValueRules \ {"PointIsUncompressed"})

MontgomeryShareLengthPasses(share) == {share.key} \cap (ValueRules \ {"MontgomeryShareLength"})

SharedSecretIsNotZeroPasses(share) == {share.key} \cap (ValueRules \ {"SharedSecretIsNotZero"})

HybridClientShareLengthPasses(share) == {share.key} \cap (ValueRules \ {"HybridClientShareLength"})

HybridServerShareLengthPasses(share) == {share.key} \cap (ValueRules \ {"HybridServerShareLength"})

EncapsulationKeyIsValidPasses(share) == {share.key} \cap (ValueRules \ {"EncapsulationKeyIsValid"})
=============================================================================
