package helloagain.wire;

import static java.util.Map.entry;

import helloagain.message.Bytes;
import helloagain.message.Certificate;
import helloagain.message.CertificateEntry;
import helloagain.message.CertificateRequest;
import helloagain.message.CertificateVerify;
import helloagain.message.EncryptedExtensions;
import helloagain.message.EndOfEarlyData;
import helloagain.message.Finished;
import helloagain.message.HandshakeType;
import helloagain.message.KeyUpdate;
import helloagain.message.KeyUpdateRequest;
import helloagain.message.NewSessionTicket;
import helloagain.message.ProtectedMessage;
import helloagain.message.SignatureScheme;
import helloagain.rule.Profile;
import helloagain.wire.ByteReader.Structure;
import java.util.Map;
import java.util.Optional;

/** Writes and reads the bodies of the messages that follow the hellos (RFC 8446, 4.3 to 4.6). */
final class ProtectedCodec {
  private static final VectorForm CONTEXT = VectorForm.of("certificate_request_context", 0, 0xff);
  private static final VectorForm EXTENSIONS = VectorForm.of("extensions", 0, 0xffff);
  // The revision admits a CertificateRequest without extensions, and a last octet in a ticket's.
  private static final VectorForm REQUEST_EXTENSIONS = VectorForm.of("extensions", 2, 0xffff);
  private static final VectorForm TICKET_EXTENSIONS = VectorForm.of("extensions", 0, 0xfffe);
  private static final VectorForm CERTIFICATE_LIST =
      VectorForm.of("certificate_list", 0, 0xff_ffff);
  private static final VectorForm CERT_DATA = VectorForm.of("cert_data", 1, 0xff_ffff);
  private static final VectorForm SIGNATURE = VectorForm.of("signature", 0, 0xffff);
  private static final VectorForm TICKET_NONCE = VectorForm.of("ticket_nonce", 0, 0xff);
  private static final VectorForm TICKET = VectorForm.of("ticket", 1, 0xffff);

  private static final Map<HandshakeType, Structure<ProtectedMessage>> FIXED =
      Map.ofEntries(
          entry(HandshakeType.ENCRYPTED_EXTENSIONS, ProtectedCodec::encryptedExtensions),
          entry(HandshakeType.CERTIFICATE, ProtectedCodec::certificate),
          entry(HandshakeType.CERTIFICATE_VERIFY, ProtectedCodec::certificateVerify),
          entry(HandshakeType.END_OF_EARLY_DATA, body -> new EndOfEarlyData()),
          entry(HandshakeType.KEY_UPDATE, ProtectedCodec::keyUpdate));

  private ProtectedCodec() {}

  /**
   * Finds the structure of the body of a message, if its type has a record.
   *
   * @param hashLength the octets in a hash of the selected suite
   */
  static Optional<Structure<ProtectedMessage>> of(
      HandshakeType type, Profile profile, int hashLength) {
    if (type.equals(HandshakeType.FINISHED)) {
      return Optional.of(body -> new Finished(body.octets("verify_data", hashLength)));
    }
    if (type.equals(HandshakeType.CERTIFICATE_REQUEST)) {
      return Optional.of(body -> certificateRequest(body, profile));
    }
    if (type.equals(HandshakeType.NEW_SESSION_TICKET)) {
      return Optional.of(body -> newSessionTicket(body, profile));
    }
    return Optional.ofNullable(FIXED.get(type));
  }

  /**
   * Writes the body of a message.
   *
   * @throws IllegalArgumentException if a vector is too short or too long for the grammar
   */
  static Bytes encode(ProtectedMessage message, Profile profile) {
    if (message instanceof EncryptedExtensions encrypted) {
      return ExtensionCodec.encodeAll(encrypted.extensions(), EXTENSIONS);
    }
    if (message instanceof CertificateRequest request) {
      return Bytes.concat(
          CONTEXT.encode(request.certificateRequestContext()),
          ExtensionCodec.encodeAll(request.extensions(), requestExtensions(profile)));
    }
    if (message instanceof Certificate certificate) {
      return Bytes.concat(
          CONTEXT.encode(certificate.certificateRequestContext()),
          CERTIFICATE_LIST.encode(
              Bytes.concat(
                  certificate.certificateList().stream()
                      .map(ProtectedCodec::certificateEntry)
                      .toArray(Bytes[]::new))));
    }
    if (message instanceof CertificateVerify verify) {
      return Bytes.concat(
          Numbers.encode(verify.algorithm().code(), 2), SIGNATURE.encode(verify.signature()));
    }
    if (message instanceof Finished finished) {
      return finished.verifyData();
    }
    if (message instanceof NewSessionTicket ticket) {
      return Bytes.concat(
          Numbers.encode(ticket.ticketLifetime(), 4),
          Numbers.encode(ticket.ticketAgeAdd(), 4),
          TICKET_NONCE.encode(ticket.ticketNonce()),
          TICKET.encode(ticket.ticket()),
          ExtensionCodec.encodeAll(ticket.extensions(), ticketExtensions(profile)));
    }
    if (message instanceof KeyUpdate update) {
      return Numbers.encode(update.requestUpdate().code(), 1);
    }
    return Bytes.EMPTY;
  }

  /* struct { Extension extensions<0..2^16-1>; } EncryptedExtensions (4.3.1) */
  private static EncryptedExtensions encryptedExtensions(ByteReader body) throws MalformedInput {
    return new EncryptedExtensions(
        ExtensionCodec.decodeAll(body, EXTENSIONS, ExtensionPlace.ENCRYPTED_EXTENSIONS));
  }

  /*
   * struct {
   *   opaque certificate_request_context<0..2^8-1>;
   *   Extension extensions<2..2^16-1>;
   * } CertificateRequest (4.3.2);
   */
  private static CertificateRequest certificateRequest(ByteReader body, Profile profile)
      throws MalformedInput {
    return new CertificateRequest(
        body.vectorOctets(CONTEXT),
        ExtensionCodec.decodeAll(
            body, requestExtensions(profile), ExtensionPlace.CERTIFICATE_REQUEST));
  }

  private static VectorForm requestExtensions(Profile profile) {
    return profile == Profile.RFC8446 ? REQUEST_EXTENSIONS : EXTENSIONS;
  }

  /*
   * struct {
   *   opaque certificate_request_context<0..2^8-1>;
   *   CertificateEntry certificate_list<0..2^24-1>;
   * } Certificate (4.4.2);
   */
  private static Certificate certificate(ByteReader body) throws MalformedInput {
    return new Certificate(
        body.vectorOctets(CONTEXT),
        body.vectorOf(CERTIFICATE_LIST, ProtectedCodec::certificateEntry));
  }

  /*
   * struct {
   *   opaque cert_data<1..2^24-1>;
   *   Extension extensions<0..2^16-1>;
   * } CertificateEntry (4.4.2);
   */
  private static CertificateEntry certificateEntry(ByteReader entry) throws MalformedInput {
    return new CertificateEntry(
        entry.vectorOctets(CERT_DATA),
        ExtensionCodec.decodeAll(entry, EXTENSIONS, ExtensionPlace.CERTIFICATE));
  }

  private static Bytes certificateEntry(CertificateEntry entry) {
    return Bytes.concat(
        CERT_DATA.encode(entry.certData()),
        ExtensionCodec.encodeAll(entry.extensions(), EXTENSIONS));
  }

  /* struct { SignatureScheme algorithm; opaque signature<0..2^16-1>; } CertificateVerify (4.4.3) */
  private static CertificateVerify certificateVerify(ByteReader body) throws MalformedInput {
    return new CertificateVerify(
        body.code("algorithm", 2, SignatureScheme::new), body.vectorOctets(SIGNATURE));
  }

  /*
   * struct {
   *   uint32 ticket_lifetime;
   *   uint32 ticket_age_add;
   *   opaque ticket_nonce<0..255>;
   *   opaque ticket<1..2^16-1>;
   *   Extension extensions<0..2^16-2>;
   * } NewSessionTicket (4.6.1);
   */
  private static NewSessionTicket newSessionTicket(ByteReader body, Profile profile)
      throws MalformedInput {
    return new NewSessionTicket(
        body.number("ticket_lifetime", 4),
        body.number("ticket_age_add", 4),
        body.vectorOctets(TICKET_NONCE),
        body.vectorOctets(TICKET),
        ExtensionCodec.decodeAll(
            body, ticketExtensions(profile), ExtensionPlace.NEW_SESSION_TICKET));
  }

  private static VectorForm ticketExtensions(Profile profile) {
    return profile == Profile.RFC8446 ? TICKET_EXTENSIONS : EXTENSIONS;
  }

  /* struct { KeyUpdateRequest request_update; } KeyUpdate (4.6.3) */
  private static KeyUpdate keyUpdate(ByteReader body) throws MalformedInput {
    return new KeyUpdate(body.code("request_update", 1, KeyUpdateRequest::new));
  }
}
