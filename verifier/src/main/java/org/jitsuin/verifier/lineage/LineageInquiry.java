package org.jitsuin.verifier.lineage;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.cert.X509Certificate;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.http.Lookup;

/**
 * Asks the authority which certificates are of the same person. Registered parties alone are
 * answered, so many questions a day, and each is recorded: the holder sees who asked.
 *
 * <pre>{@code
 * // A client with the certificate of the party, and trust in the server's.
 * HttpClient client = HttpClient.newBuilder().sslContext(mutualTls).build();
 * Lineage lineage =
 *     new LineageInquiry(
 *             URI.create("https://localhost:8443"),
 *             new HttpTransport(client, Duration.ofSeconds(10)))
 *         .ask(CertificateKind.USER_IDENTIFICATION, certificate);
 * boolean sameAsBefore = lineage.contains(serialOfBefore);
 * }</pre>
 */
public final class LineageInquiry {
  private static final int MOST = 1 << 20;

  private final URI authority;
  private final Lookup lookup;

  /**
   * @param authority where its API is, without a path
   * @param lookup that presents the party's certificate
   * @throws IllegalArgumentException if that is not by HTTPS
   */
  public LineageInquiry(URI authority, Lookup lookup) {
    if (!"https".equalsIgnoreCase(authority.getScheme())) {
      throw new IllegalArgumentException("who asks is known by TLS");
    }
    this.authority = authority;
    this.lookup = lookup;
  }

  /**
   * Asks about a certificate that was verified.
   *
   * @throws IOException if the authority does not answer, or about something else
   */
  public Lineage ask(CertificateKind kind, X509Certificate certificate) throws IOException {
    BigInteger serial = certificate.getSerialNumber();
    URI address =
        authority.resolve("/api/v1/certificates/" + kind.id() + "/" + hex(serial) + "/lineage");
    Lineage lineage;
    try {
      lineage = Lineage.read(lookup.get(address, MOST));
    } catch (IllegalArgumentException e) {
      throw new IOException("the answer is no lineage", e);
    }
    if (lineage.certificate().kind() != kind || !lineage.certificate().serial().equals(serial)) {
      throw new IOException("the answer is about another certificate");
    }
    return lineage;
  }

  /** Two digits an octet. */
  private static String hex(BigInteger serial) {
    String digits = serial.toString(16);
    return digits.length() % 2 == 0 ? digits : "0" + digits;
  }
}
