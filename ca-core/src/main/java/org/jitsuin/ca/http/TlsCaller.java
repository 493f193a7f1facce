package org.jitsuin.ca.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.RenegotiationRequiredException;
import io.undertow.server.SSLSessionInfo;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Identifies the client of a TLS connection as far as the handshake does. */
final class TlsCaller {
  private TlsCaller() {}

  /** The client's certificate, which is one of the staff authority's; empty without one. */
  static Optional<X509Certificate> certificate(HttpServerExchange exchange) {
    SSLSessionInfo session = exchange.getConnection().getSslSessionInfo();
    if (session == null) {
      return Optional.empty();
    }
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate certificate
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException | RenegotiationRequiredException _) {
      return Optional.empty();
    }
  }

  /** Returns whether the certificate names a role of its holder. */
  static boolean hasRole(X509Certificate certificate, String role) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .anyMatch(
                  part -> part.getType().equalsIgnoreCase("OU") && role.equals(part.getValue()));
    } catch (InvalidNameException _) {
      return false;
    }
  }
}
