package org.jitsuin.verifier.dss;

import eu.europa.esig.dss.alert.SilentOnStatusAlert;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.SignatureScopeType;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.policy.ValidationPolicy;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.policy.SignaturePolicyProvider;
import eu.europa.esig.dss.spi.signature.AdvancedSignature;
import eu.europa.esig.dss.spi.validation.CertificateVerifier;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.Mismatch;
import org.jitsuin.verifier.Profiles;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.status.StatusSource;

/**
 * Says of a signed document whether it is good now: EU DSS says whether the document is what was
 * signed and who signed it, the {@link Verifier} whether that certificate is one of the authority's
 * for signatures and good. Both must say so.
 *
 * <pre>{@code
 * DocumentVerifier documents =
 *     DocumentVerifier.of(
 *         List.of(signatureAuthority), OcspAnswers.named(new HttpTransport(Duration.ofSeconds(10))));
 * DocumentVerdict verdict = documents.verify(pdf, "contract.pdf", Instant.now());
 * for (SignatureVerdict one : verdict.signatures()) {
 *   System.out.println(one.indication() + " " + one.certificate().words().en());
 * }
 * System.out.println(verdict.isGood());
 * }</pre>
 */
public final class DocumentVerifier {
  private final CommonTrustedCertificateSource trust;
  private final TrustAnchors anchors;
  private final StatusTokens tokens;
  private final Profiles profiles;
  private final ValidationPolicy policy;

  private DocumentVerifier(
      CommonTrustedCertificateSource trust,
      TrustAnchors anchors,
      StatusTokens tokens,
      Profiles profiles) {
    this.trust = trust;
    this.anchors = anchors;
    this.tokens = tokens;
    this.profiles = profiles;
    this.policy = DssPolicy.of(profiles);
  }

  /**
   * Returns a verifier.
   *
   * @param authorities the self-signed certificates of the authority for signatures, one for each
   *     of its keys; whoever trusts them has made sure
   * @param tokens who is asked about certificates
   */
  public static DocumentVerifier of(List<X509Certificate> authorities, StatusTokens tokens) {
    CommonTrustedCertificateSource trust = new CommonTrustedCertificateSource();
    TrustAnchors anchors = TrustAnchors.none();
    for (X509Certificate authority : authorities) {
      trust.addCertificate(new CertificateToken(authority));
      anchors = anchors.with(CertificateKind.SIGNATURE, authority);
    }
    return new DocumentVerifier(trust, anchors, tokens, Profiles.usual());
  }

  /** Returns one that knows certificates by other policies. */
  public DocumentVerifier with(Profiles other) {
    return new DocumentVerifier(trust, anchors, tokens, other);
  }

  /**
   * Verifies a document that has its content in it.
   *
   * @param name by which its form may be known
   */
  public DocumentVerdict verify(byte[] document, String name, Instant now) {
    return verify(document, name, Optional.empty(), now);
  }

  /**
   * Verifies a document.
   *
   * @param name by which its form may be known
   * @param content what was signed, where it stands apart
   */
  public DocumentVerdict verify(
      byte[] document, String name, Optional<byte[]> content, Instant now) {
    CertificateVerifier certificates = certificates();
    StatusSource source = tokens.into(certificates, now);
    try {
      SignedDocumentValidator validator =
          SignedDocumentValidator.fromDocument(new InMemoryDocument(document, name));
      validator.setCertificateVerifier(certificates);
      validator.setValidationTime(Date.from(now));
      // By default DSS fetches whatever address a signature names as that of its policy.
      validator.setSignaturePolicyProvider(new SignaturePolicyProvider());
      content.ifPresent(octets ->
          validator.setDetachedContents(List.of(new InMemoryDocument(octets, "content"))));
      Reports reports = validator.validateDocument(policy);
      Verifier verifier = Verifier.of(anchors, source).with(profiles);
      return new DocumentVerdict(
          validator.getSignatures().stream()
              .map(one -> verdict(one, reports.getSimpleReport(), verifier, now))
              .toList(),
          Optional.of(reports),
          Optional.empty());
    } catch (RuntimeException e) {
      // What others made: DSS and what it reads with say with many exceptions that it is malformed.
      return DocumentVerdict.none(e);
    }
  }

  private CertificateVerifier certificates() {
    CertificateVerifier verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(trust);
    // Nothing is fetched but what the sources fetch, and nothing is said but in the report.
    verifier.setAIASource(null);
    verifier.setAlertOnRevokedCertificate(new SilentOnStatusAlert());
    verifier.setAlertOnMissingRevocationData(new SilentOnStatusAlert());
    verifier.setAlertOnInvalidSignature(new SilentOnStatusAlert());
    verifier.setAlertOnExpiredCertificate(new SilentOnStatusAlert());
    verifier.setAlertOnNotYetValidCertificate(new SilentOnStatusAlert());
    return verifier;
  }

  private static SignatureVerdict verdict(
      AdvancedSignature signature, SimpleReport report, Verifier verifier, Instant now) {
    String id = signature.getId();
    Optional<X509Certificate> signer =
        Optional.ofNullable(signature.getSigningCertificateToken())
            .map(CertificateToken::getCertificate);
    Verdict certificate =
        signer
            .map(one -> verifier.verify(one, CertificateKind.SIGNATURE, now))
            .orElseGet(() -> new Verdict.NotOurs(Mismatch.OTHER_AUTHORITY));
    SubIndication why = report.getSubIndication(id);
    return new SignatureVerdict(
        signer,
        certificate,
        report.getIndication(id) == Indication.TOTAL_PASSED,
        signature.getSignatureCryptographicVerification().isSignatureIntact()
            && signature.getSignatureCryptographicVerification().isReferenceDataIntact(),
        signature.getSignatureScopes().stream()
            .anyMatch(scope -> scope.getType() == SignatureScopeType.FULL),
        report.getIndication(id) + (why == null ? "" : " " + why));
  }
}
