package org.jitsuin.party.filing;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.sandbox.card.Authority;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.keep.Secret;
import org.jitsuin.sandbox.keep.Shelf;
import org.jitsuin.verifier.CertificateKind;
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
  private final Archive archive;
  private final Map<String, DocumentCheck> checks;
  private final Shelf<Receipt> receipts = new Shelf<>(Duration.ofDays(1), 5000);

  /** Opens an office. */
  public Filing(Authority authority, Archive archive) {
    this(authority, archive, CHECKS);
  }

  /** Opens an office that looks at documents by other means. */
  public Filing(Authority authority, Archive archive, Map<String, DocumentCheck> checks) {
    this.authority = authority;
    this.archive = archive;
    this.checks = Map.copyOf(checks);
  }

  /**
   * A receipt.
   *
   * @param number of the filing
   * @param hash SHA-256 of what was filed
   * @param proof SHA-256 of what the authority answered about the certificate, kept beside it
   * @param name whose signature it is
   * @param at when it was taken; the time that stands in a signature is only claimed
   */
  public record Receipt(String number, String hash, String proof, String name, Instant at) {
    /** Returns nothing of a person. */
    @Override
    public String toString() {
      return "Receipt[" + number + "]";
    }
  }

  /**
   * Takes a document. The same one again gets the same receipt. Nobody waits while the authority is
   * asked about another's.
   *
   * @throws Refused if it is not taken; the sentence says why
   */
  public Receipt take(String type, byte[] document, Instant now) {
    DocumentCheck check =
        Optional.ofNullable(checks.get(type))
            .orElseThrow(
                () -> new Refused(415, "other-type", "XMLまたはPDFを提出してください。", "File XML or PDF."));
    Optional<Receipt> before = receipts.find(Fingerprint.of(document).toString(), now);
    if (before.isPresent()) {
      return before.get();
    }
    X509Certificate signer = check.signer(document);
    Authority.Statement said = authority.ask(signer, CertificateKind.SIGNATURE, now);
    if (!said.verdict().isValid()) {
      throw new Refused(422, said.verdict().code(), said.verdict().words());
    }
    String name =
        HolderAttributes.of(signer)
            .map(holder -> holder.name().text())
            .orElseThrow(Refused::malformed);
    return receipt(Bytes.of(document), said.proof().orElseThrow(Filing::unproved), name, now);
  }

  /**
   * Of several who file the same at once, all get one receipt. It is given when the document is
   * kept, and with it what shows that the certificate was good.
   */
  private synchronized Receipt receipt(Bytes document, Bytes proof, String name, Instant now) {
    String hash = Fingerprint.of(document.bytes()).toString();
    return receipts
        .find(hash, now)
        .orElseGet(() -> {
          String number = "F-" + Secret.fresh().substring(0, 12);
          archive.keep(number, document, proof);
          Receipt receipt =
              new Receipt(number, hash, Fingerprint.of(proof.bytes()).toString(), name, now);
          receipts.put(hash, receipt, now);
          return receipt;
        });
  }

  /** Returns what the authority answered about the certificate of a filing. */
  public Optional<Bytes> proof(String number) {
    return archive.answer(number);
  }

  private static Refused unproved() {
    return new Refused(
        503,
        "no-answer",
        "認証局の回答を保存できません。時間をおいて提出してください。",
        "There is no answer of the authority to be kept; file it again later.");
  }
}
