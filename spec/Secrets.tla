------------------------------- MODULE Secrets -------------------------------
(***************************************************************************)
(* Symbolic cryptography of what follows ServerHello: RFC 8446, 4.4.1      *)
(* (transcript hash), 4.4.3 (signatures), 4.4.4 (Finished), 7.1 (keys),    *)
(* 7.4 (shared secrets).  Values only; Authenticated and Flights use them. *)
(*                                                                         *)
(* Assumed: a signature or a MAC is the record of its key and of what it   *)
(*   is over; nobody makes one without the key.  A shared secret is known  *)
(*   to who knows one of its two private keys.                             *)
(***************************************************************************)
EXTENDS Client, Server

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

\* 4.4.3.
Signature(longTermKey, transcript) == [key |-> longTermKey, over |-> Hashed(transcript)]

\* 4.4.4: each side has a key of its own.
MacUnder(key, side, transcript) == [key |-> key, side |-> side, over |-> Hashed(transcript)]

Finished(mac) == [type |-> "finished", mac |-> mac]
=============================================================================
