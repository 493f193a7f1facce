package org.jitsuin.party.filing;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.sandbox.card.Authority;
import org.jitsuin.sandbox.client.Secret;
import org.jitsuin.sandbox.client.Shelf;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.holder.HolderAttributes;

/**
 * An office that takes filings. A document is taken if one person signed all of it with a
 * certificate for signatures that is good now; otherwise the person is told why, so that something
 * can be done about it.
 */
public final class Filing {
  /** The documents that are taken, by their media types. */
  private static final Map<String, DocumentCheck> CHECKS =
      Map.of(
          "application/pdf", new SignedPdf(),
          "application/xml", new SignedXml());

  private final Authority authority;
  private final Map<String, DocumentCheck> checks;
  private final Shelf<Receipt> receipts = new Shelf<>(Duration.ofDays(1), 5000);

  /** Opens an office. */
  public Filing(Authority authority) {
    this(authority, CHECKS);
  }

  /** Opens an office that looks at documents by other means. */
  public Filing(Authority authority, Map<String, DocumentCheck> checks) {
    this.authority = authority;
    this.checks = Map.copyOf(checks);
  }

  /**
   * A receipt.
   *
   * @param number of the filing
   * @param hash SHA-256 of what was filed
   * @param name whose signature it is
   * @param at when it was taken; the time that stands in a signature is only claimed
   */
  public record Receipt(String number, String hash, String name, Instant at) {
    /** Returns nothing of a person. */
    @Override
    public String toString() {
      return "Receipt[" + number + "]";
    }
  }

  /**
   * Takes a document. The same one again gets the same receipt.
   *
   * @throws Refused if it is not taken; the sentence says why
   */
  public synchronized Receipt take(String type, byte[] document, Instant now) {
    DocumentCheck check =
        Optional.ofNullable(checks.get(type))
            .orElseThrow(
                () -> new Refused(415, "other-type", "XMLまたはPDFを提出してください。", "File XML or PDF."));
    String hash = hash(document);
    Optional<Receipt> before = receipts.find(hash, now);
    if (before.isPresent()) {
      return before.get();
    }
    X509Certificate signer = check.signer(document);
    Verdict verdict = authority.verify(signer, CertificateKind.SIGNATURE, now);
    if (!verdict.isValid()) {
      throw new Refused(422, verdict.code(), verdict.words());
    }
    String name =
        HolderAttributes.of(signer)
            .map(holder -> holder.name().text())
            .orElseThrow(Refused::malformed);
    Receipt receipt = new Receipt("F-" + Secret.fresh().substring(0, 12), hash, name, now);
    receipts.put(hash, receipt, now);
    return receipt;
  }

  private static String hash(byte[] document) {
    try {
      return HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(document));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
