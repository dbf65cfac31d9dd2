----------------------------- MODULE FlightRules -----------------------------
(***************************************************************************)
(* The messages that follow ServerHello in RFC 8446, Figure 2, as records  *)
(* over small alphabets, and one operator per rule that a receiver of them *)
(* checks.  Comments have the form of module Rulebook, whose rules on      *)
(* extensions hold here as well (EXT-02, EXT-03, EXT-06).                  *)
(*                                                                         *)
(* Modelled: EncryptedExtensions, CertificateRequest, Certificate,         *)
(*   CertificateVerify, Finished, EndOfEarlyData and application data; of  *)
(*   each what a rule looks at.                                            *)
(* Assumed: cryptography is symbolic (see Secrets).  A certificate is a    *)
(*   name, and so is its key; whether it is trusted is known.  A message   *)
(*   comes under the key that its receiver reads with: another is the      *)
(*   business of records (RecordRules).  signature_algorithms stands for   *)
(*   one list (Messages, rest).                                            *)
(* Out of scope: the inside of certificates, chains of more than one,      *)
(*   what extensions contain, NewSessionTicket, KeyUpdate and              *)
(*   authentication after the handshake.                                   *)
(***************************************************************************)
EXTENDS Secrets, TLC

-----------------------------------------------------------------------------
(* Messages                                                                *)

EncryptedExtensions(extensions) ==
  [type |-> "encrypted_extensions", extensions |-> extensions]

\* 4.3.2: context is "empty" in the handshake; schemes are those of signature_algorithms.
CertificateRequest(schemes) ==
  [ type |-> "certificate_request", context |-> "empty",
    extensions |-> << "signature_algorithms" >>, schemes |-> schemes ]

\* 4.4.2: chain has the certificate of the sender or nothing; extensions are those of all
\* its entries.
Certificate(chain) ==
  [type |-> "certificate", context |-> "empty", chain |-> chain, extensions |-> <<>>]

CertificateVerify(signature) ==
  [type |-> "certificate_verify", scheme |-> signature.scheme, signature |-> signature]

EndOfEarlyData == Other("end_of_early_data")

\* early: under the keys of early data.  What the data says does not matter.
Data(early) == [type |-> "application_data", early |-> early]

IsData(m) == m.type = "application_data"

IsEarlyData(m) == IsData(m) /\ m.early

-----------------------------------------------------------------------------
(* Certificates and signature schemes                                      *)

ServerCertificate == "server certificate"

ClientCertificate == "client certificate"

\* Of somebody whom neither peer trusts.
StrangersCertificate == "certificate of a stranger"

\* All certificates have RSA keys, which these schemes can be used with.
SchemesOfKeys == {"rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384", "rsa_pkcs1_sha256"}

\* 4.2.3 and 4.3.2: what signature_algorithms lists.  The last one is there for the
\* signatures within certificates.
ListedSchemes == << "ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256" >>

\* 4.4.3: RSA as RSASSA-PSS alone, and no SHA-1.
SchemesOfTls13 == {"ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256", "rsa_pss_rsae_sha384"}

\* The schemes that an extension signature_algorithms of the receiver lists.
SchemesOf(m) ==
  IF ~Carries(m, "signature_algorithms") THEN <<>>
  ELSE IF IsClientHello(m) THEN ListedSchemes ELSE m.schemes

\* The scheme that the owner of a certificate takes, "none" if none will do.
SchemeFor(schemes) == First(schemes, SchemesOfKeys \cap SchemesOfTls13)

\* 4.4.3: the signature is over a string that names the side, and the transcript.
SignatureOf(certificate, scheme, side, transcript) ==
  Signature(certificate, transcript) @@ [scheme |-> scheme, side |-> side]

-----------------------------------------------------------------------------
(* EncryptedExtensions.  hello is the latest ClientHello.                  *)

\* EE-02 . 4.3.1 . client . MUST
EncryptedExtensionsBelongHere(m) ==
  Range(m.extensions) \cap Recognised \subseteq InEncryptedExtensions

\* PSK-14 . 4.2.11 . client . MUST: also if no PSK was selected.
EarlyDataUsesFirstPsk(reply, m) == Carries(m, "early_data") => reply.psk = << 0 >>

\* EE-03 . 4.2.10 . client . MAY (a server MUST, ED-10; no sentence binds the client)
EarlyDataFitsSuite(hello, reply, m) ==
  Carries(m, "early_data") /\ reply.psk = << 0 >> /\ hello.psks # <<>> =>
    hello.psks[1].earlySuite = reply.suite

-----------------------------------------------------------------------------
(* CertificateRequest                                                      *)

\* CR-01 . 4.3.2 . client . MUST: psk is the PSK in use, "none" without one.
RequestComesWithoutPsk(psk) == psk = "none"

\* CR-02 . 4.3.2 . client . MUST
RequestContextIsEmpty(m) == m.context = "empty"

\* CR-03 . 4.3.2 . client . MUST
RequestCarriesSignatureAlgorithms(m) == Carries(m, "signature_algorithms")

-----------------------------------------------------------------------------
(* Certificate.  asked is the message whose extensions it answers:         *)
(* ClientHello or CertificateRequest.                                      *)

\* CT-01 . 4.4.2 . both . MUST: that of the request, which is empty.
CertificateContextIsEmpty(m) == m.context = "empty"

\* CT-02 . 4.4.2.4 . client . MUST
ServerCertificateIsThere(m) == m.chain # <<>>

\* CT-03 . 4.4.2 . both . MUST
CertificateAnswersRequest(asked, m) == Range(m.extensions) \subseteq Range(asked.extensions)

\* CT-04 . 4.4.2.2 . client . MUST
ServerCertificateIsTrusted(m) == Range(m.chain) \subseteq {ServerCertificate}

\* CT-05 . 4.4.2.4 . server . MUST: the server has the choice to go on without, and makes it
\* once: its policy is "optional" or "required".
ClientCertificateIsThere(policy, m) == policy = "required" => m.chain # <<>>

\* CT-06 . 4.4.2.4 . server . MUST: likewise; whoever goes on takes the client for nobody.
ClientCertificateIsTrusted(policy, m) == policy = "required" => Range(m.chain) \subseteq {ClientCertificate}

-----------------------------------------------------------------------------
(* CertificateVerify                                                       *)

\* CV-01 . 4.4.3 . both . MUST: asked as above.
SchemeWasOffered(asked, m) == m.scheme \in Range(SchemesOf(asked))

\* CV-02 . 4.4.3 . both . MUST
SchemeIsOfTls13(m) == m.scheme \in SchemesOfTls13

\* CV-03 . 4.4.3 . both . MUST
SchemeFitsCertificate(m) == m.scheme \in SchemesOfKeys

\* CV-04 . 4.4.3 . both . MUST: side and transcript are those of the sender.
SignatureIsValid(certificate, side, transcript, m) ==
  m.signature = SignatureOf(certificate, m.scheme, side, transcript)

-----------------------------------------------------------------------------
(* Finished, EndOfEarlyData, application data                              *)

\* FIN-01 . 4.4.4 . both . MUST
FinishedIsValid(key, side, transcript, m) == m.mac = MacUnder(key, side, transcript)

\* ED-22 . 4.5 . client . MUST
EndOfEarlyDataIsClients(m) == m # EndOfEarlyData

\* APP-01 . 4.4.4 . both . MUST: not before the peer's Finished, but for early data that was
\* accepted, up to EndOfEarlyData (also 2, 4.2.10).
DataIsDue(state, m) == state = "CONNECTED" \/ (state = "WAIT_EOED" /\ m.early)

-----------------------------------------------------------------------------
(* What follows when a rule is broken.                                     *)

\* 6.2: what is said of a certificate.  4.4.2.2 leaves open which.
CertificateAlerts ==
  { "unsupported_certificate", "bad_certificate", "certificate_revoked",
    "certificate_expired", "certificate_unknown", "unknown_ca" }

FlightAlertsByRule ==
  [ EncryptedExtensionsBelongHere     |-> {"illegal_parameter"},
    EarlyDataUsesFirstPsk             |-> {"illegal_parameter"},
    EarlyDataFitsSuite                |-> {"illegal_parameter"},
    RequestComesWithoutPsk            |-> {"unexpected_message"},
    RequestContextIsEmpty             |-> {"illegal_parameter", "decode_error"},
    RequestCarriesSignatureAlgorithms |-> {"missing_extension"},
    CertificateContextIsEmpty         |-> {"illegal_parameter", "decode_error"},
    ServerCertificateIsThere          |-> {"decode_error"},
    CertificateAnswersRequest         |-> {"unsupported_extension"},
    ServerCertificateIsTrusted        |-> CertificateAlerts,
    ClientCertificateIsThere          |-> {"certificate_required"},
    ClientCertificateIsTrusted        |-> CertificateAlerts,
    SchemeWasOffered                  |-> {"illegal_parameter"},
    SchemeIsOfTls13                   |-> {"illegal_parameter"},
    SchemeFitsCertificate             |-> {"illegal_parameter"},
    SignatureIsValid                  |-> {"decrypt_error"},
    FinishedIsValid                   |-> {"decrypt_error"},
    EndOfEarlyDataIsClients           |-> {"unexpected_message"},
    DataIsDue                         |-> {"unexpected_message"} ]

FlightRules == DOMAIN FlightAlertsByRule

\* As WithoutNamedAlert of Rulebook.
FlightRulesWithoutNamedAlert ==
  { "EarlyDataFitsSuite", "RequestContextIsEmpty", "CertificateContextIsEmpty",
    "SchemeWasOffered", "SchemeIsOfTls13", "SchemeFitsCertificate" }

\* ALERT-16, as Alerts of Rulebook.
FlightAlerts ==
  [rule \in FlightRules |->
     FlightAlertsByRule[rule] \cup
       (IF Profile = "rfc9846" /\ rule \in FlightRulesWithoutNamedAlert
        THEN {"general_error"} ELSE {})]

OptionalFlightRules == {"EarlyDataFitsSuite"}

\* The alerts of a rule of either rulebook.
AlertsOf(rule) == IF rule \in FlightRules THEN FlightAlerts[rule] ELSE Alerts[rule]
=============================================================================
