package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.message.NamedGroup;

/**
 * Holds a private key of one group with the share that belongs to it.
 *
 * <p>Made by {@link KeyExchange}. Two keys are equal if group and private octets are. The private
 * octets are visible to this package alone and never stand in {@link #toString()}.
 */
public final class EphemeralKey {
  private final NamedGroup group;
  private final Bytes privateKey;
  private final Bytes share;

  EphemeralKey(NamedGroup group, Bytes privateKey, Bytes share) {
    this.group = group;
    this.privateKey = privateKey;
    this.share = share;
  }

  /** Returns the group of the key. */
  public NamedGroup group() {
    return group;
  }

  /** Returns the key_exchange octets that a ClientHello carries for this key (RFC 8446, 4.2.8). */
  public Bytes share() {
    return share;
  }

  Bytes privateKey() {
    return privateKey;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EphemeralKey that
        && group.equals(that.group)
        && privateKey.equals(that.privateKey);
  }

  @Override
  public int hashCode() {
    return 31 * group.hashCode() + share.hashCode();
  }

  @Override
  public String toString() {
    return "EphemeralKey[group=" + group + ", share=" + share + "]";
  }
}
