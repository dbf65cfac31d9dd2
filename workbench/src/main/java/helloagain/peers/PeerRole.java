package helloagain.peers;

/** Says what the other stack is; the reference is the other one. */
public enum PeerRole {
  CLIENT,
  SERVER
}
