---------------------------- MODULE MCResumption ----------------------------
(***************************************************************************)
(* Resumption: offers with PSKs meet servers that know some of them; both  *)
(* peers keep the rules.  Offers without PSKs are in Honest.               *)
(*                                                                         *)
(* Bounds.  Two PSKs, of different hashes, and two suites, one for each    *)
(* hash: the least that makes a PSK unfit for the suite of a retry.  The   *)
(* client lists both in both orders, or the one that some servers do not   *)
(* know; it offers both suites.  No rule looks at a name, so the server    *)
(* knows the first or both, and has the suites in one order: what is left  *)
(* out is one of these with the hashes exchanged.                          *)
(* One group is enough for a retry: it has a share or it has none; and the *)
(* server may have another one, so that only psk_ke is left.  A client     *)
(* without groups is one that relies on its PSKs alone.  Every set of      *)
(* modes at the client, every order of them at the server.  Early data     *)
(* decides on nothing else, so that one list without it is enough; and a   *)
(* server that refuses it does so whatever the suite.                      *)
(*                                                                         *)
(* That every run ends is left to Honest: no step here takes a peer back.  *)
(***************************************************************************)
EXTENDS Properties

Sha256Psk ==
  [ identity |-> "PSK of SHA-256", hash |-> "SHA-256",
    earlySuite |-> "TLS_AES_128_GCM_SHA256" ]

Sha384Psk ==
  [ identity |-> "PSK of SHA-384", hash |-> "SHA-384",
    earlySuite |-> "TLS_AES_256_GCM_SHA384" ]

BothSuites == << "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384" >>

PskOffer(groups, shared, modes, psks, earlyData) ==
  [ groups |-> groups, shared |-> shared, suites |-> BothSuites,
    versions |-> << "TLS 1.3" >>, sessionId |-> "empty",
    psks |-> psks, modes |-> modes, earlyData |-> earlyData ]

\* Each PSK list, and whether early data follows.
PskLists ==
  { << << Sha384Psk >>, FALSE >>,
    << << Sha256Psk, Sha384Psk >>, TRUE >>,
    << << Sha384Psk, Sha256Psk >>, TRUE >> }

MCOffers ==
  {PskOffer(<< "x25519" >>, shared, modes, list[1], list[2]) :
     shared \in { {}, {"x25519"} },
     modes \in { << "psk_ke" >>, << "psk_dhe_ke" >>, << "psk_ke", "psk_dhe_ke" >> },
     list \in PskLists}
  \cup {PskOffer(<<>>, {}, << "psk_ke" >>, list[1], list[2]) : list \in PskLists}

PoliciesThat(pskFirst, earlyData) ==
  [ groups    : { << "x25519" >>, << "secp256r1" >> },
    suites    : { << "TLS_AES_128_GCM_SHA256" >>, BothSuites },
    take      : {"shared"},
    cookie    : BOOLEAN,
    psks      : { {Sha256Psk}, {Sha256Psk, Sha384Psk} },
    modes     : { << "psk_ke" >>, << "psk_dhe_ke" >>,
                  << "psk_ke", "psk_dhe_ke" >>, << "psk_dhe_ke", "psk_ke" >> },
    pskFirst  : {pskFirst},
    earlyData : {earlyData} ]

MCPolicies ==
  PoliciesThat(FALSE, TRUE) \cup PoliciesThat(TRUE, TRUE) \cup PoliciesThat(TRUE, FALSE)

\* Larger worlds.  Two groups, of which one is shared; servers that take either, or have both.

MCMediumOffers ==
  MCOffers
  \cup {PskOffer(<< "x25519", "secp256r1" >>, shared, modes, list[1], list[2]) :
          shared \in { {}, {"x25519"}, {"secp256r1"} },
          modes \in { << "psk_ke" >>, << "psk_dhe_ke" >>, << "psk_ke", "psk_dhe_ke" >> },
          list \in PskLists}

MoreGroups(policies) ==
  policies
  \cup {[policy EXCEPT !.groups = groups] :
          policy \in policies,
          groups \in { << "x25519", "secp256r1" >>, << "secp256r1", "x25519" >> }}

MCMediumPolicies == MoreGroups(MCPolicies)

\* And a third PSK, which fits the suite of the first, in every place of the list.

OtherSha256Psk == [Sha256Psk EXCEPT !.identity = "another PSK of SHA-256"]

MCLargeOffers ==
  MCMediumOffers
  \cup {[offer EXCEPT !.psks = psks] :
          offer \in MCMediumOffers,
          psks \in { << OtherSha256Psk, Sha384Psk, Sha256Psk >>,
                     << Sha384Psk, OtherSha256Psk, Sha256Psk >>,
                     << Sha256Psk, Sha384Psk, OtherSha256Psk >> }}

MCLargePolicies ==
  MCMediumPolicies
  \cup {[policy EXCEPT !.take = "preferred"] : policy \in MCMediumPolicies}
  \cup {[policy EXCEPT !.psks = {OtherSha256Psk}] : policy \in MCMediumPolicies}
=============================================================================
