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
(* Assumed: cryptography is symbolic.  A signature or a MAC is the record  *)
(*   of its key and of what it is over; nobody makes one without the key.  *)
(*   A shared secret is known to who knows one of its two private keys.    *)
(* Out of scope: certificates and their validation, EncryptedExtensions,   *)
(*   encryption of these messages (whoever listens can read them, which    *)
(*   only helps an attacker), client certificates, PSKs, traffic keys.     *)
(*                                                                         *)
(* Each session has names of its own for randoms and keys, as fresh values *)
(* are distinct; Messages has one set of names for one session.            *)
(***************************************************************************)
EXTENDS Client, Server

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
                 !.shares = [i \in DOMAIN @ |-> NamedShare(session, @[i])] ]

\* A ServerHello of the session as its server sends it.
NamedReply(session, reply) ==
  [ reply EXCEPT !.random = ServerRandom(session), !.share = NamedShare(session, @) ]

-----------------------------------------------------------------------------
(* Keys.                                                                   *)

\* The shared secret of two key pairs of a group, whoever has which (7.4).
Secret(group, key, otherKey) == [group |-> group, keys |-> {key, otherKey}]

\* The private keys behind a secret, named by the shares that go with them.
SharesOf(secret) == {Share(secret.group, key) : key \in secret.keys}

\* The ClientHello that the server's ServerHello answers.
AnsweredHello(server) == IF server.second = None THEN server.first ELSE server.second

\* Of a client that has accepted a ServerHello.
ClientSecret(client) ==
  LET group == client.reply.share.group
  IN Secret(group, ShareFor(LatestHello(client), group).key, client.reply.share.key)

\* Of a server that has sent one.
ServerSecret(server) ==
  LET group == server.reply.share.group
  IN Secret(group, ShareFor(AnsweredHello(server), group).key, server.reply.share.key)

\* 4.4.1: what the hash over the transcript has seen: all of it.
Hashed(transcript) == transcript

\* 7.1: handshake keys are derived from the secret and the transcript.
SessionKey(secret, transcript) == [secret |-> secret, context |-> Hashed(transcript)]

-----------------------------------------------------------------------------
(* Messages.                                                               *)

\* The long-term key that clients trust.
LongTermKey == "server certificate"

\* 4.4.3.
Signature(longTermKey, transcript) == [key |-> longTermKey, over |-> Hashed(transcript)]

\* 4.4.4: each side has a key of its own.
Mac(secret, side, transcript) ==
  [ key |-> SessionKey(secret, transcript), side |-> side, over |-> Hashed(transcript) ]

\* Certificate, CertificateVerify and Finished of the server.
Authentication(signature, mac) ==
  [type |-> "authentication", signature |-> signature, mac |-> mac]

\* Finished of the client.
Finished(mac) == [type |-> "finished", mac |-> mac]

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
