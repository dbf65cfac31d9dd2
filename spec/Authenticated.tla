---------------------------- MODULE Authenticated ----------------------------
(***************************************************************************)
(* What follows ServerHello, as far as it makes the hello exchange         *)
(* binding: RFC 8446, 4.4 (the authentication messages), 7.1 (keys), A.1   *)
(* and A.2.  Values only, as in Client and Server, whose machines are used *)
(* as they are.                                                            *)
(*                                                                         *)
(*   client  WAIT_EE    --authentication-->  CONNECTED  (Finished sent)    *)
(*   server  NEGOTIATED (has sent its authentication)                      *)
(*                      --Finished-->        CONNECTED                     *)
(*                                                                         *)
(* Modelled: the server's authentication as one message, a signature under *)
(*   its long-term key (CertificateVerify) and a MAC (Finished); the       *)
(*   client's Finished; the checks of both and decrypt_error.  The client  *)
(*   is not authenticated.                                                 *)
(* Assumed: cryptography is symbolic (see Secrets).                        *)
(* Elsewhere: the messages one by one, client certificates and PSKs        *)
(*   (Flights, between two peers without an attacker).                     *)
(* Out of scope: the validation of certificates, encryption of these       *)
(*   messages (whoever listens can read them, which only helps an          *)
(*   attacker), traffic keys.                                              *)
(*                                                                         *)
(* Each session has names of its own for randoms and keys, as fresh values *)
(* are distinct; Messages has one set of names for one session.            *)
(***************************************************************************)
EXTENDS Secrets

-----------------------------------------------------------------------------
(* Names of a session.                                                     *)

ClientRandom(session) == "client " \o session
ServerRandom(session) == "server " \o session

FirstKey(session)  == "first " \o session
SecondKey(session) == "second " \o session
ServerKey(session) == "server " \o session

NamedKey(session, key) ==
  CASE key = "first"  -> FirstKey(session)
    [] key = "second" -> SecondKey(session)
    [] key = "server" -> ServerKey(session)
    [] OTHER          -> key

NamedShare(session, share) == Share(share.group, NamedKey(session, share.key))

\* A ClientHello of the session as its client sends it.
NamedHello(session, hello) ==
  [ hello EXCEPT !.random = IF @ = "client" THEN ClientRandom(session) ELSE @,
                 !.shares = Mapped(@, LAMBDA share : NamedShare(session, share)) ]

\* A ServerHello of the session as its server sends it.
NamedReply(session, reply) ==
  [ reply EXCEPT !.random = ServerRandom(session), !.share = NamedShare(session, @) ]

-----------------------------------------------------------------------------
(* Messages.                                                               *)

\* The long-term key that clients trust.
LongTermKey == "server certificate"

\* One message has both: the keys are derived from the transcript that the MAC is over.
Mac(secret, side, transcript) == MacUnder(SessionKey(secret, transcript), side, transcript)

\* Certificate, CertificateVerify and Finished of the server.
Authentication(signature, mac) ==
  [type |-> "authentication", signature |-> signature, mac |-> mac]

\* What follows ServerHello in the server's flight.
ServerAuthentication(server) ==
  Authentication(Signature(LongTermKey, server.transcript),
                 Mac(ServerSecret(server), "server", server.transcript))

\* What a client answers to it.
ClientFinished(client) == Finished(Mac(ClientSecret(client), "client", client.transcript))

-----------------------------------------------------------------------------
(* Validate.  4.4.3 and 4.4.4: what does not verify ends the handshake,    *)
(* with decrypt_error.                                                     *)

SignatureVerifies(client, m) == m.signature = Signature(LongTermKey, client.transcript)

ServerFinishedVerifies(client, m) ==
  m.mac = Mac(ClientSecret(client), "server", client.transcript)

ClientFinishedVerifies(server, m) ==
  m.mac = Mac(ServerSecret(server), "client", server.transcript)

BrokenAtAuthenticatingClient(client, m) ==
  IF client.state = "WAIT_EE" /\ m.type = "authentication"
  THEN      Broken("SignatureVerifies",      SignatureVerifies(client, m))
       \cup Broken("ServerFinishedVerifies", ServerFinishedVerifies(client, m))
  ELSE BrokenAtClient(client, m)

BrokenAtAuthenticatedServer(server, m) ==
  IF server.state = "NEGOTIATED" /\ m.type = "finished"
  THEN Broken("ClientFinishedVerifies", ClientFinishedVerifies(server, m))
  ELSE BrokenAtServer(server, m)

RulesOfAuthentication ==
  {"SignatureVerifies", "ServerFinishedVerifies", "ClientFinishedVerifies"}

AlertsFor(rule) == IF rule \in RulesOfAuthentication THEN {"decrypt_error"} ELSE Alerts[rule]

-----------------------------------------------------------------------------
(* Update.                                                                 *)

\* Nothing is left to be read: alerts and data after the handshake are not modelled.
AfterFinished(peer) == [peer EXCEPT !.state = "CONNECTED"]

Connected(peer) == peer.state = "CONNECTED"
=============================================================================
