package org.jitsuin.ocsp.http;

import io.undertow.server.RenegotiationRequiredException;
import io.undertow.server.SSLSessionInfo;
import io.undertow.server.ServerConnection;
import java.security.cert.CertificateEncodingException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jitsuin.base.model.Fingerprint;

/** Identifies the client of a TLS connection. */
final class TlsClient {
  private TlsClient() {}

  /** The hash of the client's certificate, which the handshake has verified; empty without one. */
  static Optional<Fingerprint> certificate(ServerConnection connection) {
    SSLSessionInfo session = connection.getSslSessionInfo();
    if (session == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Fingerprint.of(session.getPeerCertificates()[0].getEncoded()));
    } catch (SSLPeerUnverifiedException
        | RenegotiationRequiredException
        | CertificateEncodingException e) {
      return Optional.empty();
    }
  }
}
