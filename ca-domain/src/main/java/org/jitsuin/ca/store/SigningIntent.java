package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Serial;

/**
 * An intent to sign.
 *
 * @param issuerNumber the key generation in the database; 0 is the internal authority
 * @param card the card whose certificate it is, if one
 * @param partition the CRL partition that the certificate will belong to, if one
 * @param toBeSigned the very bytes
 */
public record SigningIntent(
    int issuerNumber,
    Serial serial,
    Purpose purpose,
    Optional<String> card,
    Optional<Integer> partition,
    Instant notAfter,
    Bytes toBeSigned) {
  /** What is signed for. */
  public enum Purpose {
    ISSUER("issuer"),
    OCSP_SIGNER("ocsp-signer"),
    STAFF("staff"),
    CERTIFICATE("certificate"),
    STATUS_SIGNER("status-signer");

    private final String id;

    Purpose(String id) {
      this.id = id;
    }

    /** The name in the database. */
    String id() {
      return id;
    }

    static Optional<Purpose> byId(String id) {
      return Arrays.stream(values()).filter(purpose -> purpose.id.equals(id)).findFirst();
    }
  }

  /** What names an intent. */
  public record IntentKey(int issuerNumber, Serial serial) {}
}
