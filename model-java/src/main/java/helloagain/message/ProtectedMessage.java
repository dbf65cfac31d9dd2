package helloagain.message;

/**
 * Holds one of the messages that follow the hellos and always travel protected (RFC 8446, 4.3 to
 * 4.6). What is not due in the state of its reader is an {@link OtherHandshake} instead.
 */
public sealed interface ProtectedMessage extends HandshakeMessage
    permits EncryptedExtensions,
        CertificateRequest,
        Certificate,
        CertificateVerify,
        Finished,
        EndOfEarlyData,
        NewSessionTicket,
        KeyUpdate {}
