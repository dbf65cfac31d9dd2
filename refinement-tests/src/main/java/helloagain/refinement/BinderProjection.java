package helloagain.refinement;

import helloagain.exchange.Binders;
import helloagain.exchange.Hellos;
import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.HelloRetryRequest;
import helloagain.schedule.PreSharedKey;
import helloagain.spec.TlaRecord;
import helloagain.spec.TlaSequence;
import helloagain.spec.TlaValue;
import helloagain.transcript.HashAlgorithm;
import helloagain.transcript.Transcript;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out what the octets of a binder are over: every PSK that a peer of the run knows is tried
 * over everything of the run that a binder can be over. What is found by none is the binder of
 * nothing. Confined to one run and one thread.
 */
public final class BinderProjection {
  private static final TlaRecord NOTHING = Tla.record("key", "none", "over", Tla.EMPTY);

  private final Supplier<Collection<PreSharedKey>> psks;
  private final List<Context> contexts = new ArrayList<>();
  private Optional<Hello> first = Optional.empty();

  /** A ClientHello, and its record without binders. */
  private record Hello(ClientHello message, TlaRecord truncated) {}

  /** What came before a second hello, in octets and in records. */
  private record Context(Transcript octets, List<TlaRecord> records) {}

  /**
   * Knows no hello yet.
   *
   * @param psks the PSKs to try, whenever it is asked
   */
  public BinderProjection(Supplier<Collection<PreSharedKey>> psks) {
    this.psks = psks;
  }

  /**
   * Returns the record of a ClientHello with its binders.
   *
   * @param truncated the record without binders
   */
  public TlaRecord bound(ClientHello hello, TlaRecord truncated) {
    Hello latest = new Hello(hello, truncated);
    if (first.isEmpty()) {
      first = Optional.of(latest);
    }
    List<Bytes> binders = Hellos.binders(hello);
    if (binders.isEmpty()) {
      return truncated;
    }
    List<Bytes> identities = Hellos.pskIdentities(hello);
    List<TlaValue> records = new ArrayList<>();
    for (int i = 0; i < binders.size(); i++) {
      Bytes own = i < identities.size() ? identities.get(i) : Bytes.EMPTY;
      records.add(binder(binders.get(i), own, latest));
    }
    return truncated.with("binders", new TlaSequence(records));
  }

  /** Notes a retry, which a later hello can be bound to. */
  public void see(
      HelloRetryRequest retry, Bytes raw, TlaRecord record, Bytes firstRaw, TlaRecord hello) {
    HashAlgorithm hash = HashAlgorithm.forSuite(retry.cipherSuite()).orElse(HashAlgorithm.SHA256);
    contexts.add(
        new Context(
            Transcript.of(firstRaw).retried(hash, raw),
            List.of(Tla.record("type", "message_hash", "of", hello), record)));
  }

  /** Tries what is likely first: the PSK of the same place, the latest hello, after a retry. */
  private TlaRecord binder(Bytes binder, Bytes own, Hello latest) {
    for (PreSharedKey psk : ownFirst(own)) {
      for (Hello hello : List.of(latest, first.orElse(latest))) {
        if (!Binders.areLast(hello.message())) {
          continue;
        }
        for (Context context : contexts) {
          if (Binders.of(psk, Optional.of(context.octets()), hello.message()).equals(binder)) {
            return record(psk, context.records(), hello);
          }
        }
        if (Binders.of(psk, Optional.empty(), hello.message()).equals(binder)) {
          return record(psk, List.of(), hello);
        }
      }
    }
    return NOTHING;
  }

  private List<PreSharedKey> ownFirst(Bytes identity) {
    return psks.get().stream()
        .sorted(Comparator.comparing(psk -> !psk.identity().equals(identity)))
        .toList();
  }

  private static TlaRecord record(PreSharedKey psk, List<TlaRecord> before, Hello hello) {
    List<TlaValue> over = new ArrayList<>(before);
    over.add(hello.truncated());
    return Tla.record("key", Psks.name(psk.identity()), "over", new TlaSequence(over));
  }
}
