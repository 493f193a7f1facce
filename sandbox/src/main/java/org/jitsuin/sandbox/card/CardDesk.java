package org.jitsuin.sandbox.card;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.person.Attributes;
import org.jitsuin.sandbox.person.Holder;
import org.jitsuin.sandbox.signing.Transaction.SignedDocument;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.holder.HolderAttributes;
import org.jitsuin.verifier.lineage.Lineage;

/** Looks at what a card signed: whose it is, and whether all of it is one person's and good now. */
public final class CardDesk {
  private final Authority authority;

  /** Takes the authority that is asked. */
  public CardDesk(Authority authority) {
    this.authority = authority;
  }

  /**
   * What a card signed.
   *
   * @param identification the challenge, by the key for user identification
   * @param attributes the challenge, by the key for signatures, where attributes are asked for
   * @param document the document of a transaction, by the key for signatures
   */
  public record Signatures(
      Bytes identification, Optional<Bytes> attributes, Optional<Bytes> document) {}

  /**
   * What is asked of a card.
   *
   * @param challenge never used before, and names the party and what it asks for
   * @param attributes whether the certificate for signatures is to be shown
   * @param document what is to be signed, if anything is
   */
  public record Wanted(Bytes challenge, boolean attributes, Optional<Bytes> document) {}

  /**
   * Who came.
   *
   * @param certificates those that were shown, to be asked about once more when the holder is let
   *     in
   */
  public record Shown(
      Holder holder, Optional<SignedDocument> document, List<Certificate> certificates) {
    /** A list that nobody changes. */
    public Shown {
      certificates = List.copyOf(certificates);
    }
  }

  /** A certificate that was shown, and what for. */
  public record Certificate(X509Certificate certificate, CertificateKind kind) {
    /** Returns nothing of a person. */
    @Override
    public String toString() {
      return "Certificate[" + kind + "]";
    }
  }

  /**
   * Looks at it.
   *
   * @throws Refused if anything is wrong; the sentence says what
   */
  public Shown look(Wanted wanted, Signatures signatures, Instant now) {
    requireAskedFor(wanted, signatures);
    List<Certificate> shown = new ArrayList<>();
    X509Certificate identification =
        good(
            signatures.identification(),
            wanted.challenge(),
            CertificateKind.USER_IDENTIFICATION,
            now,
            shown);
    Optional<Attributes> attributes =
        signatures
            .attributes()
            .map(cms -> good(cms, wanted.challenge(), CertificateKind.SIGNATURE, now, shown))
            .map(CardDesk::attributes);
    Optional<X509Certificate> signer =
        signatures
            .document()
            .map(cms ->
                good(cms, wanted.document().orElseThrow(), CertificateKind.SIGNATURE, now, shown));
    Lineage lineage = lineage(identification);
    shown.forEach(certificate -> requireSamePerson(certificate, lineage));
    String root = "card:" + lineage.root().serial().toString(16);
    return new Shown(
        new Holder(root, attributes, false),
        signer.map(one -> document(root, signatures.document().orElseThrow(), one)),
        shown);
  }

  /**
   * Asks about the certificates once more: a card may have been suspended meanwhile.
   *
   * @throws Refused if one is not good any more
   */
  public void requireStillGood(Shown shown, Instant now) {
    shown.certificates().forEach(one -> requireGood(one, now));
  }

  private static void requireAskedFor(Wanted wanted, Signatures signatures) {
    if (wanted.attributes() != signatures.attributes().isPresent()
        || wanted.document().isPresent() != signatures.document().isPresent()) {
      throw new Refused(
          422,
          "other-signatures",
          "求められた署名と異なります。",
          "These are not the signatures that are asked for.");
    }
  }

  private X509Certificate good(
      Bytes cms, Bytes content, CertificateKind kind, Instant now, List<Certificate> shown) {
    Certificate certificate =
        new Certificate(SignedContent.signer(cms.bytes(), content.bytes()), kind);
    requireGood(certificate, now);
    shown.add(certificate);
    return certificate.certificate();
  }

  private void requireGood(Certificate shown, Instant now) {
    Verdict verdict = authority.verify(shown.certificate(), shown.kind(), now);
    if (!verdict.isValid()) {
      throw new Refused(422, verdict.code(), verdict.words());
    }
  }

  private Lineage lineage(X509Certificate identification) {
    try {
      return authority.lineage(identification);
    } catch (IOException e) {
      throw new Refused(
          503,
          "no-lineage",
          "認証局に問い合わせできません。時間をおいて試してください。",
          "The authority does not say who that is; try again later.");
    }
  }

  /** Both certificates stood beside each other on a card: nobody shows another's name. */
  private static void requireSamePerson(Certificate shown, Lineage lineage) {
    boolean beside =
        shown.kind() == CertificateKind.USER_IDENTIFICATION
            || lineage.siblings().stream()
                .anyMatch(member ->
                    member.kind() == shown.kind()
                        && member.serial().equals(shown.certificate().getSerialNumber()));
    if (!beside) {
      throw new Refused(
          422,
          "other-person",
          "2枚の電子証明書が同じ人のものではありません。",
          "The two certificates are not of one person.");
    }
  }

  private static Attributes attributes(X509Certificate certificate) {
    return HolderAttributes.of(certificate)
        .map(Attributes::of)
        .orElseThrow(() ->
            new Refused(
                422,
                "no-attributes",
                "電子証明書に氏名などが含まれていません。",
                "The certificate says nothing of its holder."));
  }

  private static SignedDocument document(String root, Bytes cms, X509Certificate signer) {
    try {
      return new SignedDocument(root, cms, Bytes.of(signer.getEncoded()));
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }
}
