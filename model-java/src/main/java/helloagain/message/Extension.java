package helloagain.message;

import java.util.List;
import java.util.Optional;

/**
 * Holds one extension (RFC 8446, 4.2). The messages give {@code supported_versions}, {@code
 * key_share}, {@code pre_shared_key}, {@code server_name} and {@code early_data} different
 * structures; each has a record of its own, so that a record says in which message it belongs.
 */
public sealed interface Extension {
  /** Returns the type that stands before the body. */
  ExtensionType type();

  /** Finds the first extension of a kind. */
  static <E extends Extension> Optional<E> find(List<Extension> extensions, Class<E> kind) {
    return extensions.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /**
   * Lists the versions of a ClientHello by falling preference (4.2.1).
   *
   * @param versions 1 to 127 versions
   */
  record SupportedVersionsOffer(List<ProtocolVersion> versions) implements Extension {
    /** Copies the list. */
    public SupportedVersionsOffer {
      versions = List.copyOf(versions);
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.SUPPORTED_VERSIONS;
    }
  }

  /** Names the version that a ServerHello or HelloRetryRequest selects (4.2.1). */
  record SelectedVersion(ProtocolVersion version) implements Extension {
    @Override
    public ExtensionType type() {
      return ExtensionType.SUPPORTED_VERSIONS;
    }
  }

  /**
   * Lists groups by falling preference (4.2.7), in a ClientHello or an EncryptedExtensions.
   *
   * @param groups 1 to 32767 groups
   */
  record SupportedGroups(List<NamedGroup> groups) implements Extension {
    /** Copies the list. */
    public SupportedGroups {
      groups = List.copyOf(groups);
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.SUPPORTED_GROUPS;
    }
  }

  /**
   * Offers the shares of a ClientHello by falling preference (4.2.8).
   *
   * @param clientShares any number of shares; none asks for a HelloRetryRequest
   */
  record KeyShareOffer(List<KeyShareEntry> clientShares) implements Extension {
    /** Copies the list. */
    public KeyShareOffer {
      clientShares = List.copyOf(clientShares);
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.KEY_SHARE;
    }
  }

  /** Names the group for which a HelloRetryRequest wants a share (4.2.8). */
  record KeyShareRetry(NamedGroup selectedGroup) implements Extension {
    @Override
    public ExtensionType type() {
      return ExtensionType.KEY_SHARE;
    }
  }

  /** Carries the share of a ServerHello (4.2.8). */
  record KeyShareReply(KeyShareEntry serverShare) implements Extension {
    @Override
    public ExtensionType type() {
      return ExtensionType.KEY_SHARE;
    }
  }

  /**
   * Carries what the server wants to see again (4.2.2), in a HelloRetryRequest or a second
   * ClientHello.
   *
   * @param cookie 1 to 65535 octets by the grammar, 65533 within an extension
   */
  record Cookie(Bytes cookie) implements Extension {
    @Override
    public ExtensionType type() {
      return ExtensionType.COOKIE;
    }
  }

  /**
   * Lists signature algorithms by falling preference (4.2.3), in a ClientHello or a
   * CertificateRequest.
   *
   * @param schemes 1 to 32767 schemes
   */
  record SignatureAlgorithms(List<SignatureScheme> schemes) implements Extension {
    /** Copies the list. */
    public SignatureAlgorithms {
      schemes = List.copyOf(schemes);
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.SIGNATURE_ALGORITHMS;
    }
  }

  /**
   * Lists the signature algorithms that certificates may have (4.2.3), in a CertificateRequest.
   * That of a ClientHello stays opaque: no rule of the hellos reads it.
   *
   * @param schemes 1 to 32767 schemes
   */
  record SignatureAlgorithmsCert(List<SignatureScheme> schemes) implements Extension {
    /** Copies the list. */
    public SignatureAlgorithmsCert {
      schemes = List.copyOf(schemes);
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.SIGNATURE_ALGORITHMS_CERT;
    }
  }

  /**
   * Lists the authorities whose certificates a CertificateRequest accepts (4.2.4). That of a
   * ClientHello stays opaque: no rule of the hellos reads it.
   *
   * @param authorities at least one distinguished name, DER, each 1 to 65535 octets
   */
  record CertificateAuthorities(List<Bytes> authorities) implements Extension {
    /** Copies the list. */
    public CertificateAuthorities {
      authorities = List.copyOf(authorities);
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.CERTIFICATE_AUTHORITIES;
    }
  }

  /**
   * Lists what the client's certificate must say of itself (4.2.5).
   *
   * @param filters any number of filters
   */
  record OidFilters(List<OidFilter> filters) implements Extension {
    /** Copies the list. */
    public OidFilters {
      filters = List.copyOf(filters);
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.OID_FILTERS;
    }
  }

  /**
   * Offers the pre-shared keys of a ClientHello by falling preference (4.2.11). The two lists need
   * not be of one length here: whether they match is a rule, not a matter of form.
   *
   * @param identities at least one
   * @param binders at least one, each 32 to 255 octets
   */
  record OfferedPsks(List<PskIdentity> identities, List<Bytes> binders) implements Extension {
    /** Copies the lists. */
    public OfferedPsks {
      identities = List.copyOf(identities);
      binders = List.copyOf(binders);
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.PRE_SHARED_KEY;
    }
  }

  /**
   * Names the pre-shared key that a ServerHello selects (4.2.11).
   *
   * @param index the place in the latest offer, 0 to 65535, from 0
   */
  record SelectedPsk(int index) implements Extension {
    /**
     * Checks the range of the index.
     *
     * @throws IllegalArgumentException if it does not fit 16 bits
     */
    public SelectedPsk {
      Lengths.requireRange("selected_identity", index, 0xffff);
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.PRE_SHARED_KEY;
    }
  }

  /**
   * Lists how a ClientHello permits its pre-shared keys to be used (4.2.9).
   *
   * @param modes 1 to 255 modes
   */
  record PskKeyExchangeModes(List<PskKeyExchangeMode> modes) implements Extension {
    /** Copies the list. */
    public PskKeyExchangeModes {
      modes = List.copyOf(modes);
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.PSK_KEY_EXCHANGE_MODES;
    }
  }

  /**
   * States that a ClientHello is followed by early data, or that an EncryptedExtensions accepts it
   * (4.2.10).
   */
  record EarlyData() implements Extension {
    @Override
    public ExtensionType type() {
      return ExtensionType.EARLY_DATA;
    }
  }

  /**
   * Permits early data with a ticket (4.6.1).
   *
   * @param maxEarlyDataSize the octets of application data, 0 to 2^32-1
   */
  record MaxEarlyDataSize(long maxEarlyDataSize) implements Extension {
    /**
     * Checks the range of the size.
     *
     * @throws IllegalArgumentException if it does not fit 32 bits
     */
    public MaxEarlyDataSize {
      Lengths.requireRange("max_early_data_size", maxEarlyDataSize, 0xffff_ffffL);
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.EARLY_DATA;
    }
  }

  /**
   * Names the server that a ClientHello wants to reach (RFC 6066, 3).
   *
   * @param serverNameList the entries of the list byte for byte, each a type of one octet, a length
   *     of two and the name; 1 to 65535 octets without the length of the list
   */
  record ServerName(Bytes serverNameList) implements Extension {
    /**
     * Makes a list of one host name.
     *
     * @throws IllegalArgumentException if the name is longer than 65535 octets
     */
    public static ServerName host(Bytes hostName) {
      Lengths.requireRange("HostName length", hostName.size(), 0xffff);
      return new ServerName(
          Bytes.concat(
              Bytes.of((byte) 0, (byte) (hostName.size() >> 8), (byte) hostName.size()), hostName));
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.SERVER_NAME;
    }
  }

  /** Says in an EncryptedExtensions that the server used the name of the client (RFC 6066, 3). */
  record ServerNameAcknowledged() implements Extension {
    @Override
    public ExtensionType type() {
      return ExtensionType.SERVER_NAME;
    }
  }

  /**
   * Lists the application protocols of a ClientHello by falling preference, or the one that an
   * EncryptedExtensions selects (RFC 7301, 3.1).
   *
   * @param protocolNames at least one, each 1 to 255 octets; that an answer has just one is a rule,
   *     not a matter of form
   */
  record ApplicationProtocols(List<Bytes> protocolNames) implements Extension {
    /** Copies the list. */
    public ApplicationProtocols {
      protocolNames = List.copyOf(protocolNames);
    }

    @Override
    public ExtensionType type() {
      return ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION;
    }
  }

  /**
   * Fills a ClientHello up (RFC 7685, 3).
   *
   * @param octets the whole body; zeros from a client that follows the rules, kept in any case
   */
  record Padding(Bytes octets) implements Extension {
    @Override
    public ExtensionType type() {
      return ExtensionType.PADDING;
    }
  }

  /**
   * Keeps an extension whose body is not interpreted: of an unknown or GREASE type, or of a known
   * type in a message for which 4.2 does not list it.
   *
   * @param type the type on the wire
   * @param body the octets of {@code extension_data}, 0 to 65535
   */
  record OpaqueExtension(ExtensionType type, Bytes body) implements Extension {}
}
