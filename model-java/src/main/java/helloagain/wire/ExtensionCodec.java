package helloagain.wire;

import static java.util.Map.entry;

import helloagain.message.Bytes;
import helloagain.message.Extension;
import helloagain.message.Extension.ApplicationProtocols;
import helloagain.message.Extension.CertificateAuthorities;
import helloagain.message.Extension.Cookie;
import helloagain.message.Extension.EarlyData;
import helloagain.message.Extension.KeyShareOffer;
import helloagain.message.Extension.KeyShareReply;
import helloagain.message.Extension.KeyShareRetry;
import helloagain.message.Extension.MaxEarlyDataSize;
import helloagain.message.Extension.OfferedPsks;
import helloagain.message.Extension.OidFilters;
import helloagain.message.Extension.OpaqueExtension;
import helloagain.message.Extension.Padding;
import helloagain.message.Extension.PskKeyExchangeModes;
import helloagain.message.Extension.SelectedPsk;
import helloagain.message.Extension.SelectedVersion;
import helloagain.message.Extension.ServerName;
import helloagain.message.Extension.ServerNameAcknowledged;
import helloagain.message.Extension.SignatureAlgorithms;
import helloagain.message.Extension.SignatureAlgorithmsCert;
import helloagain.message.Extension.SupportedGroups;
import helloagain.message.Extension.SupportedVersionsOffer;
import helloagain.message.ExtensionType;
import helloagain.message.KeyShareEntry;
import helloagain.message.NamedGroup;
import helloagain.message.OidFilter;
import helloagain.message.ProtocolVersion;
import helloagain.message.PskIdentity;
import helloagain.message.PskKeyExchangeMode;
import helloagain.message.SignatureScheme;
import helloagain.wire.ByteReader.Structure;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes and reads extensions (RFC 8446, 4.2). */
final class ExtensionCodec {
  private static final VectorForm EXTENSION_DATA = VectorForm.of("extension_data", 0, 0xffff);
  private static final VectorForm VERSIONS = VectorForm.ofPairs("versions", 2, 254);
  private static final VectorForm COOKIE = VectorForm.of("cookie", 1, 0xffff);
  private static final VectorForm NAMED_GROUPS = VectorForm.ofPairs("named_group_list", 2, 0xffff);
  private static final VectorForm SIGNATURE_SCHEMES =
      VectorForm.ofPairs("supported_signature_algorithms", 2, 0xfffe);
  private static final VectorForm CLIENT_SHARES = VectorForm.of("client_shares", 0, 0xffff);
  private static final VectorForm KEY_EXCHANGE = VectorForm.of("key_exchange", 1, 0xffff);
  private static final VectorForm KE_MODES = VectorForm.of("ke_modes", 1, 0xff);
  private static final VectorForm IDENTITIES = VectorForm.of("identities", 7, 0xffff);
  private static final VectorForm IDENTITY = VectorForm.of("identity", 1, 0xffff);
  private static final VectorForm BINDERS = VectorForm.of("binders", 33, 0xffff);
  private static final VectorForm BINDER = VectorForm.of("binder", 32, 0xff);
  private static final VectorForm SERVER_NAMES = VectorForm.of("server_name_list", 1, 0xffff);
  private static final VectorForm HOST_NAME = VectorForm.of("host_name", 1, 0xffff);
  // RFC 6066, 3: a name of a type yet to be defined begins with a length field of 16 bits as well.
  private static final VectorForm OTHER_NAME = VectorForm.of("name", 0, 0xffff);
  private static final VectorForm AUTHORITIES = VectorForm.of("authorities", 3, 0xffff);
  private static final VectorForm DISTINGUISHED_NAME =
      VectorForm.of("distinguished_name", 1, 0xffff);
  private static final VectorForm FILTERS = VectorForm.of("filters", 0, 0xffff);
  private static final VectorForm CERTIFICATE_EXTENSION_OID =
      VectorForm.of("certificate_extension_oid", 1, 0xff);
  private static final VectorForm CERTIFICATE_EXTENSION_VALUES =
      VectorForm.of("certificate_extension_values", 0, 0xffff);
  private static final VectorForm PROTOCOL_NAMES = VectorForm.of("protocol_name_list", 2, 0xffff);
  private static final VectorForm PROTOCOL_NAME = VectorForm.of("protocol_name", 1, 0xff);

  /**
   * The table in 4.2, as far as a structure is known here. What stands in a CertificateEntry has
   * its structure from RFC 6066 and RFC 6962 and stays opaque.
   */
  private static final Map<ExtensionPlace, Map<ExtensionType, Structure<Extension>>> STRUCTURES =
      Map.of(
          ExtensionPlace.CLIENT_HELLO,
          Map.ofEntries(
              entry(ExtensionType.SERVER_NAME, ExtensionCodec::serverName),
              entry(ExtensionType.SUPPORTED_GROUPS, ExtensionCodec::supportedGroups),
              entry(ExtensionType.SIGNATURE_ALGORITHMS, ExtensionCodec::signatureAlgorithms),
              entry(
                  ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
                  ExtensionCodec::applicationProtocols),
              entry(ExtensionType.PADDING, body -> new Padding(body.rest())),
              entry(ExtensionType.PRE_SHARED_KEY, ExtensionCodec::offeredPsks),
              entry(ExtensionType.EARLY_DATA, body -> new EarlyData()),
              entry(ExtensionType.SUPPORTED_VERSIONS, ExtensionCodec::supportedVersionsOffer),
              entry(ExtensionType.COOKIE, ExtensionCodec::cookie),
              entry(ExtensionType.PSK_KEY_EXCHANGE_MODES, ExtensionCodec::pskKeyExchangeModes),
              entry(ExtensionType.KEY_SHARE, ExtensionCodec::keyShareOffer)),
          ExtensionPlace.SERVER_HELLO,
          Map.ofEntries(
              entry(ExtensionType.PRE_SHARED_KEY, ExtensionCodec::selectedPsk),
              entry(ExtensionType.SUPPORTED_VERSIONS, ExtensionCodec::selectedVersion),
              entry(ExtensionType.KEY_SHARE, ExtensionCodec::keyShareReply)),
          ExtensionPlace.HELLO_RETRY_REQUEST,
          Map.ofEntries(
              entry(ExtensionType.SUPPORTED_VERSIONS, ExtensionCodec::selectedVersion),
              entry(ExtensionType.COOKIE, ExtensionCodec::cookie),
              entry(ExtensionType.KEY_SHARE, ExtensionCodec::keyShareRetry)),
          ExtensionPlace.ENCRYPTED_EXTENSIONS,
          Map.ofEntries(
              entry(ExtensionType.SERVER_NAME, body -> new ServerNameAcknowledged()),
              entry(ExtensionType.SUPPORTED_GROUPS, ExtensionCodec::supportedGroups),
              entry(
                  ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
                  ExtensionCodec::applicationProtocols),
              entry(ExtensionType.EARLY_DATA, body -> new EarlyData())),
          ExtensionPlace.CERTIFICATE_REQUEST,
          Map.ofEntries(
              entry(ExtensionType.SIGNATURE_ALGORITHMS, ExtensionCodec::signatureAlgorithms),
              entry(
                  ExtensionType.SIGNATURE_ALGORITHMS_CERT, ExtensionCodec::signatureAlgorithmsCert),
              entry(ExtensionType.CERTIFICATE_AUTHORITIES, ExtensionCodec::certificateAuthorities),
              entry(ExtensionType.OID_FILTERS, ExtensionCodec::oidFilters)),
          ExtensionPlace.NEW_SESSION_TICKET,
          Map.ofEntries(entry(ExtensionType.EARLY_DATA, ExtensionCodec::maxEarlyDataSize)));

  private ExtensionCodec() {}

  /*
   * struct {
   *   ExtensionType extension_type;
   *   opaque extension_data<0..2^16-1>;
   * } Extension;
   */
  private static Extension decode(ByteReader reader, ExtensionPlace place) throws MalformedInput {
    ExtensionType type = reader.code("extension_type", 2, ExtensionType::new);
    Structure<Extension> structure = STRUCTURES.getOrDefault(place, Map.of()).get(type);
    return structure == null
        ? new OpaqueExtension(type, reader.vectorOctets(EXTENSION_DATA))
        : reader.vectorHolding(EXTENSION_DATA, type.name(), structure);
  }

  /**
   * Writes an extension with its type and length.
   *
   * @throws IllegalArgumentException if a vector is too short or too long for the grammar
   */
  static Bytes encode(Extension extension) {
    return Bytes.concat(
        Numbers.encode(extension.type().code(), 2), EXTENSION_DATA.encode(body(extension)));
  }

  /** Reads a block of extensions with its length. */
  static List<Extension> decodeAll(ByteReader reader, VectorForm form, ExtensionPlace place)
      throws MalformedInput {
    return reader.vectorOf(form, element -> decode(element, place));
  }

  /**
   * Writes a block of extensions with its length.
   *
   * @throws IllegalArgumentException if a vector is too short or too long for the grammar
   */
  static Bytes encodeAll(List<Extension> extensions, VectorForm form) {
    return form.encode(concat(extensions, ExtensionCodec::encode));
  }

  /** Writes the list of binders with its length. */
  static Bytes binders(OfferedPsks offer) {
    return BINDERS.encode(concat(offer.binders(), BINDER::encode));
  }

  private static Bytes body(Extension extension) {
    if (extension instanceof SupportedVersionsOffer offer) {
      return VERSIONS.encode(Numbers.encodeAll(offer.versions(), 2, ProtocolVersion::code));
    }
    if (extension instanceof SelectedVersion selected) {
      return Numbers.encode(selected.version().code(), 2);
    }
    if (extension instanceof SupportedGroups supported) {
      return NAMED_GROUPS.encode(Numbers.encodeAll(supported.groups(), 2, NamedGroup::code));
    }
    if (extension instanceof KeyShareOffer offer) {
      return CLIENT_SHARES.encode(concat(offer.clientShares(), ExtensionCodec::keyShareEntry));
    }
    if (extension instanceof KeyShareRetry retry) {
      return Numbers.encode(retry.selectedGroup().code(), 2);
    }
    if (extension instanceof KeyShareReply reply) {
      return keyShareEntry(reply.serverShare());
    }
    if (extension instanceof Cookie cookie) {
      return COOKIE.encode(cookie.cookie());
    }
    if (extension instanceof SignatureAlgorithms algorithms) {
      return SIGNATURE_SCHEMES.encode(
          Numbers.encodeAll(algorithms.schemes(), 2, SignatureScheme::code));
    }
    if (extension instanceof SignatureAlgorithmsCert algorithms) {
      return SIGNATURE_SCHEMES.encode(
          Numbers.encodeAll(algorithms.schemes(), 2, SignatureScheme::code));
    }
    if (extension instanceof CertificateAuthorities accepted) {
      return AUTHORITIES.encode(concat(accepted.authorities(), DISTINGUISHED_NAME::encode));
    }
    if (extension instanceof OidFilters list) {
      return FILTERS.encode(concat(list.filters(), ExtensionCodec::oidFilter));
    }
    if (extension instanceof OfferedPsks offer) {
      return Bytes.concat(
          IDENTITIES.encode(concat(offer.identities(), ExtensionCodec::pskIdentity)),
          binders(offer));
    }
    if (extension instanceof SelectedPsk selected) {
      return Numbers.encode(selected.index(), 2);
    }
    if (extension instanceof PskKeyExchangeModes modes) {
      return KE_MODES.encode(Numbers.encodeAll(modes.modes(), 1, PskKeyExchangeMode::code));
    }
    if (extension instanceof EarlyData || extension instanceof ServerNameAcknowledged) {
      return Bytes.EMPTY;
    }
    if (extension instanceof MaxEarlyDataSize size) {
      return Numbers.encode(size.maxEarlyDataSize(), 4);
    }
    if (extension instanceof ServerName name) {
      return SERVER_NAMES.encode(name.serverNameList());
    }
    if (extension instanceof ApplicationProtocols protocols) {
      return PROTOCOL_NAMES.encode(concat(protocols.protocolNames(), PROTOCOL_NAME::encode));
    }
    if (extension instanceof Padding padding) {
      return padding.octets();
    }
    return ((OpaqueExtension) extension).body();
  }

  private static <T> Bytes concat(List<T> elements, Function<T, Bytes> encoder) {
    return Bytes.concat(elements.stream().map(encoder).toArray(Bytes[]::new));
  }

  /* struct { ProtocolVersion versions<2..254>; } in a ClientHello (4.2.1) */
  private static Extension supportedVersionsOffer(ByteReader body) throws MalformedInput {
    return new SupportedVersionsOffer(body.vectorCodes(VERSIONS, ProtocolVersion::new));
  }

  /* struct { ProtocolVersion selected_version; } in the server's hellos (4.2.1) */
  private static Extension selectedVersion(ByteReader body) throws MalformedInput {
    return new SelectedVersion(body.code("selected_version", 2, ProtocolVersion::new));
  }

  /* struct { opaque cookie<1..2^16-1>; } Cookie (4.2.2) */
  private static Extension cookie(ByteReader body) throws MalformedInput {
    return new Cookie(body.vectorOctets(COOKIE));
  }

  /* struct { SignatureScheme supported_signature_algorithms<2..2^16-2>; } (4.2.3) */
  private static Extension signatureAlgorithms(ByteReader body) throws MalformedInput {
    return new SignatureAlgorithms(body.vectorCodes(SIGNATURE_SCHEMES, SignatureScheme::new));
  }

  /* struct { SignatureScheme supported_signature_algorithms<2..2^16-2>; } (4.2.3) */
  private static Extension signatureAlgorithmsCert(ByteReader body) throws MalformedInput {
    return new SignatureAlgorithmsCert(body.vectorCodes(SIGNATURE_SCHEMES, SignatureScheme::new));
  }

  /*
   * opaque DistinguishedName<1..2^16-1>;
   * struct { DistinguishedName authorities<3..2^16-1>; } CertificateAuthoritiesExtension (4.2.4)
   */
  private static Extension certificateAuthorities(ByteReader body) throws MalformedInput {
    return new CertificateAuthorities(
        body.vectorOf(AUTHORITIES, entry -> entry.vectorOctets(DISTINGUISHED_NAME)));
  }

  /* struct { OIDFilter filters<0..2^16-1>; } OIDFilterExtension (4.2.5) */
  private static Extension oidFilters(ByteReader body) throws MalformedInput {
    return new OidFilters(body.vectorOf(FILTERS, ExtensionCodec::oidFilter));
  }

  /*
   * struct {
   *   opaque certificate_extension_oid<1..2^8-1>;
   *   opaque certificate_extension_values<0..2^16-1>;
   * } OIDFilter (4.2.5);
   */
  private static OidFilter oidFilter(ByteReader entry) throws MalformedInput {
    return new OidFilter(
        entry.vectorOctets(CERTIFICATE_EXTENSION_OID),
        entry.vectorOctets(CERTIFICATE_EXTENSION_VALUES));
  }

  private static Bytes oidFilter(OidFilter filter) {
    return Bytes.concat(
        CERTIFICATE_EXTENSION_OID.encode(filter.oid()),
        CERTIFICATE_EXTENSION_VALUES.encode(filter.values()));
  }

  /* uint32 max_early_data_size in a NewSessionTicket (4.2.10) */
  private static Extension maxEarlyDataSize(ByteReader body) throws MalformedInput {
    return new MaxEarlyDataSize(body.number("max_early_data_size", 4));
  }

  /* struct { NamedGroup named_group_list<2..2^16-1>; } NamedGroupList (4.2.7) */
  private static Extension supportedGroups(ByteReader body) throws MalformedInput {
    return new SupportedGroups(body.vectorCodes(NAMED_GROUPS, NamedGroup::new));
  }

  /* struct { KeyShareEntry client_shares<0..2^16-1>; } KeyShareClientHello (4.2.8) */
  private static Extension keyShareOffer(ByteReader body) throws MalformedInput {
    return new KeyShareOffer(body.vectorOf(CLIENT_SHARES, ExtensionCodec::keyShareEntry));
  }

  /* struct { NamedGroup selected_group; } KeyShareHelloRetryRequest (4.2.8) */
  private static Extension keyShareRetry(ByteReader body) throws MalformedInput {
    return new KeyShareRetry(body.code("selected_group", 2, NamedGroup::new));
  }

  /* struct { KeyShareEntry server_share; } KeyShareServerHello (4.2.8) */
  private static Extension keyShareReply(ByteReader body) throws MalformedInput {
    return new KeyShareReply(body.field("server_share", ExtensionCodec::keyShareEntry));
  }

  /* struct { NamedGroup group; opaque key_exchange<1..2^16-1>; } KeyShareEntry (4.2.8) */
  private static KeyShareEntry keyShareEntry(ByteReader entry) throws MalformedInput {
    return new KeyShareEntry(
        entry.code("group", 2, NamedGroup::new), entry.vectorOctets(KEY_EXCHANGE));
  }

  private static Bytes keyShareEntry(KeyShareEntry entry) {
    return Bytes.concat(
        Numbers.encode(entry.group().code(), 2), KEY_EXCHANGE.encode(entry.keyExchange()));
  }

  /* struct { PskKeyExchangeMode ke_modes<1..255>; } PskKeyExchangeModes (4.2.9) */
  private static Extension pskKeyExchangeModes(ByteReader body) throws MalformedInput {
    return new PskKeyExchangeModes(body.vectorCodes(KE_MODES, PskKeyExchangeMode::new));
  }

  /*
   * struct {
   *   PskIdentity identities<7..2^16-1>;
   *   PskBinderEntry binders<33..2^16-1>;
   * } OfferedPsks (4.2.11);
   */
  private static Extension offeredPsks(ByteReader body) throws MalformedInput {
    return new OfferedPsks(
        body.vectorOf(IDENTITIES, ExtensionCodec::pskIdentity),
        body.vectorOf(BINDERS, entry -> entry.vectorOctets(BINDER)));
  }

  /* struct { opaque identity<1..2^16-1>; uint32 obfuscated_ticket_age; } PskIdentity (4.2.11) */
  private static PskIdentity pskIdentity(ByteReader entry) throws MalformedInput {
    return new PskIdentity(entry.vectorOctets(IDENTITY), entry.number("obfuscated_ticket_age", 4));
  }

  private static Bytes pskIdentity(PskIdentity identity) {
    return Bytes.concat(
        IDENTITY.encode(identity.identity()), Numbers.encode(identity.obfuscatedTicketAge(), 4));
  }

  /* uint16 selected_identity in a ServerHello (4.2.11) */
  private static Extension selectedPsk(ByteReader body) throws MalformedInput {
    return new SelectedPsk((int) body.number("selected_identity", 2));
  }

  /*
   * struct { NameType name_type; opaque name<..2^16-1>; } ServerName;
   * struct { ServerName server_name_list<1..2^16-1>; } ServerNameList (RFC 6066, 3)
   */
  private static Extension serverName(ByteReader body) throws MalformedInput {
    int start = body.offset();
    body.vectorOf(
        SERVER_NAMES,
        entry -> entry.vectorOctets(entry.number("name_type", 1) == 0 ? HOST_NAME : OTHER_NAME));
    return new ServerName(body.since(start + SERVER_NAMES.lengthOctets()));
  }

  /* opaque ProtocolName<1..2^8-1>; ProtocolName protocol_name_list<2..2^16-1> (RFC 7301, 3.1) */
  private static Extension applicationProtocols(ByteReader body) throws MalformedInput {
    return new ApplicationProtocols(
        body.vectorOf(PROTOCOL_NAMES, entry -> entry.vectorOctets(PROTOCOL_NAME)));
  }
}
