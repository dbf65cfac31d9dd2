package helloagain.refinement.graph;

import helloagain.message.Bytes;
import helloagain.message.ClientHello;
import helloagain.message.Extension;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.Extension.PskKeyExchangeModes;
import helloagain.message.ExtensionType;
import helloagain.message.PskIdentity;
import helloagain.message.PskKeyExchangeMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What can be wrong with a ClientHello that offers PSKs, in the order of {@code PskFaults} in
 * {@code HostilePeers.tla}.
 */
enum PskFault {
  NEITHER_GROUPS_NOR_SHARES {
    @Override
    ClientHello in(ClientHello hello, PskBinding binding) {
      return without(without(hello, ExtensionType.SUPPORTED_GROUPS), ExtensionType.KEY_SHARE);
    }
  },
  PRE_SHARED_KEY_IS_NOT_LAST {
    @Override
    ClientHello in(ClientHello hello, PskBinding binding) {
      return hello.withExtensions(
          Stream.concat(
                  Stream.<Extension>of(offer(hello)),
                  without(hello, ExtensionType.PRE_SHARED_KEY).extensions().stream())
              .toList());
    }
  },
  NO_PSK_KEY_EXCHANGE_MODES {
    @Override
    ClientHello in(ClientHello hello, PskBinding binding) {
      return without(hello, ExtensionType.PSK_KEY_EXCHANGE_MODES);
    }
  },
  OTHER_MODES {
    @Override
    ClientHello in(ClientHello hello, PskBinding binding) {
      return hello.withExtensions(
          Extensions.changed(
              hello.extensions(),
              PskKeyExchangeModes.class,
              offer ->
                  new PskKeyExchangeModes(
                      List.of(
                          offer.modes().contains(PskKeyExchangeMode.PSK_KE)
                              ? PskKeyExchangeMode.PSK_DHE_KE
                              : PskKeyExchangeMode.PSK_KE))));
    }
  },
  FEWER_PSKS {
    @Override
    ClientHello in(ClientHello hello, PskBinding binding) {
      return offer(hello).identities().size() > 1
          ? withPsks(hello, offer -> chosen(offer, offer.identities().subList(1, size(offer))))
          : without(hello, ExtensionType.PRE_SHARED_KEY);
    }
  },
  OTHER_ORDER_OF_PSKS {
    @Override
    ClientHello in(ClientHello hello, PskBinding binding) {
      return withPsks(hello, offer -> chosen(offer, Extensions.reversed(offer.identities())));
    }
  },
  UNKNOWN_PSK {
    @Override
    ClientHello in(ClientHello hello, PskBinding binding) {
      return withPsks(
          hello,
          offer ->
              chosen(
                  offer, Stream.concat(offer.identities().stream(), Stream.of(UNKNOWN)).toList()));
    }
  },
  OTHER_NUMBER_OF_BINDERS {
    @Override
    ClientHello in(ClientHello hello, PskBinding binding) {
      List<PskIdentity> all = offer(hello).identities();
      return binding.boundBy(
          hello,
          all.size() > 1
              ? all.subList(1, all.size())
              : Stream.concat(all.stream(), all.stream()).toList());
    }
  },
  BINDERS_OF_NOTHING {
    @Override
    ClientHello in(ClientHello hello, PskBinding binding) {
      return PskBinding.unbound(hello);
    }
  },
  OTHER_ORDER_OF_BINDERS {
    @Override
    ClientHello in(ClientHello hello, PskBinding binding) {
      return withPsks(
          hello,
          offer -> new OfferedPsks(offer.identities(), Extensions.reversed(offer.binders())));
    }
  },
  STALE_BINDERS {
    @Override
    ClientHello in(ClientHello hello, PskBinding binding) {
      return binding
          .before()
          .map(before -> binding.boundTo(hello, before.firstHello()))
          .orElse(hello);
    }
  },
  BINDERS_WITHOUT_THE_RETRY {
    @Override
    ClientHello in(ClientHello hello, PskBinding binding) {
      return new PskBinding(binding.psks(), Optional.empty()).bound(hello);
    }
  };

  /** Faults of the binders themselves; after any other fault they are made anew. */
  static final Set<PskFault> OF_BINDERS =
      Set.of(
          OTHER_NUMBER_OF_BINDERS,
          BINDERS_OF_NOTHING,
          OTHER_ORDER_OF_BINDERS,
          STALE_BINDERS,
          BINDERS_WITHOUT_THE_RETRY);

  /** {@code OnlyInSecondHello}, of these. */
  static final Set<PskFault> ONLY_IN_SECOND_HELLO =
      Set.of(STALE_BINDERS, BINDERS_WITHOUT_THE_RETRY);

  private static final PskIdentity UNKNOWN =
      new PskIdentity(Bytes.of("unknown".getBytes(StandardCharsets.US_ASCII)), 0);

  /**
   * Puts the fault into a hello with PSKs; where it finds nothing to be wrong with, nothing
   * changes.
   */
  abstract ClientHello in(ClientHello hello, PskBinding binding);

  private static OfferedPsks offer(ClientHello hello) {
    return Extension.find(hello.extensions(), OfferedPsks.class).orElseThrow();
  }

  private static int size(OfferedPsks offer) {
    return offer.identities().size();
  }

  private static OfferedPsks chosen(OfferedPsks offer, List<PskIdentity> identities) {
    return new OfferedPsks(identities, offer.binders());
  }

  private static ClientHello without(ClientHello hello, ExtensionType type) {
    return hello.withExtensions(Extensions.without(hello.extensions(), type));
  }

  private static ClientHello withPsks(ClientHello hello, UnaryOperator<OfferedPsks> change) {
    return hello.withExtensions(Extensions.changed(hello.extensions(), OfferedPsks.class, change));
  }
}
