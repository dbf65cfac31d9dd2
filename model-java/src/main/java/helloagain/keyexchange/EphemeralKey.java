package helloagain.keyexchange;

import helloagain.message.Bytes;
import helloagain.message.NamedGroup;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

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
  private final Map<Bytes, Agreement> remembered;

  EphemeralKey(NamedGroup group, Bytes privateKey, Bytes share) {
    this(group, privateKey, share, Map.of());
  }

  private EphemeralKey(
      NamedGroup group, Bytes privateKey, Bytes share, Map<Bytes, Agreement> remembered) {
    this.group = group;
    this.privateKey = privateKey;
    this.share = share;
    this.remembered = remembered;
  }

  /**
   * Returns the same key with a memory of what it has agreed with which share. For models and
   * tests, where one key meets the same share over and over; a key that is used once has nothing to
   * remember (RFC 8446, C.1).
   */
  public EphemeralKey remembering() {
    return new EphemeralKey(group, privateKey, share, new ConcurrentHashMap<>());
  }

  /** Returns what this key agrees with a share, computed or remembered. */
  Agreement agreed(Bytes serverShare, Supplier<Agreement> computed) {
    if (!(remembered instanceof ConcurrentHashMap)) {
      return computed.get();
    }
    return remembered.computeIfAbsent(serverShare, met -> computed.get());
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
