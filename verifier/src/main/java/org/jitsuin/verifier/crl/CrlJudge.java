package org.jitsuin.verifier.crl;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.verifier.status.Question;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.Unanswered;

/**
 * Whether a CRL that was read may answer for a certificate (RFC 5280 §6.3.3): signed by a trusted
 * key under its issuer's name, current, and about all reasons in a scope that it lies in. Pure.
 */
final class CrlJudge {
  private static final Set<ASN1ObjectIdentifier> KNOWN =
      Set.of(
          Extension.issuingDistributionPoint,
          Extension.deltaCRLIndicator,
          Extension.cRLNumber,
          Extension.authorityKeyIdentifier);

  private final Question question;
  private final CrlPolicy policy;

  CrlJudge(Question question, CrlPolicy policy) {
    this.question = question;
    this.policy = policy;
  }

  /** Takes a complete CRL. */
  void requireComplete(CrlFacts crl) throws Unanswered {
    requireUsable(crl);
    Unanswered.unless(crl.base().isEmpty(), Silence.OTHER_SCOPE, "a delta, not a complete CRL");
    Unanswered.unless(
        crl.entry().map(entry -> !entry.removed()).orElse(true),
        Silence.MALFORMED,
        "removed from a complete CRL");
  }

  /** Takes a delta CRL that can be put upon a complete one (RFC 5280 §5.2.4). */
  void requireDelta(CrlFacts delta, CrlFacts complete) throws Unanswered {
    requireUsable(delta);
    boolean fits =
        delta.base().isPresent()
            && delta.number().isPresent()
            && complete.number().isPresent()
            && delta.base().get().compareTo(complete.number().get()) <= 0
            && delta.scope().equals(complete.scope())
            && Arrays.equals(
                delta.authorityKey().orElse(new byte[0]),
                complete.authorityKey().orElse(new byte[0]));
    Unanswered.unless(fits, Silence.OTHER_SCOPE, "the delta is upon another CRL");
  }

  private void requireUsable(CrlFacts crl) throws Unanswered {
    Unanswered.unless(
        crl.issuer().equals(question.certificate().getIssuer()),
        Silence.OTHER_SCOPE,
        "of another issuer");
    Unanswered.unless(isSigned(crl), Silence.NOT_SIGNED, "no trusted key signed it");
    Unanswered.unless(
        KNOWN.containsAll(Arrays.asList(crl.extensions().getCriticalExtensionOIDs())),
        Silence.MALFORMED,
        "a critical extension is not known");
    requireCurrent(crl);
    requireScope(crl);
  }

  private boolean isSigned(CrlFacts crl) {
    return question.authorities().stream()
        .filter(CrlJudge::maySign)
        .filter(authority -> isNamed(authority, crl))
        .anyMatch(authority -> crl.signature().isBy(authority.getSubjectPublicKeyInfo()));
  }

  private static boolean maySign(X509CertificateHolder authority) {
    KeyUsage usage = KeyUsage.fromExtensions(authority.getExtensions());
    return usage == null || usage.hasUsages(KeyUsage.cRLSign);
  }

  private static boolean isNamed(X509CertificateHolder authority, CrlFacts crl) {
    SubjectKeyIdentifier own = SubjectKeyIdentifier.fromExtensions(authority.getExtensions());
    return own == null
        || crl.authorityKey().map(id -> Arrays.equals(id, own.getKeyIdentifier())).orElse(true);
  }

  private void requireCurrent(CrlFacts crl) throws Unanswered {
    Instant now = question.at();
    boolean current =
        crl.nextUpdate().isPresent()
            && !crl.thisUpdate().isAfter(now.plus(policy.clocksDiffer()))
            && !now.isAfter(crl.nextUpdate().get())
            && !now.isAfter(crl.thisUpdate().plus(policy.oldest()));
    Unanswered.unless(
        current, Silence.NOT_CURRENT, "from " + crl.thisUpdate() + " to " + crl.nextUpdate());
  }

  private void requireScope(CrlFacts crl) throws Unanswered {
    if (crl.scope().isEmpty()) {
      return;
    }
    IssuingDistributionPoint scope = crl.scope().get();
    Unanswered.unless(
        !scope.isIndirectCRL()
            && !scope.onlyContainsAttributeCerts()
            && scope.getOnlySomeReasons() == null
            && !(scope.onlyContainsUserCerts() && isAuthority())
            && !(scope.onlyContainsCACerts() && !isAuthority()),
        Silence.OTHER_SCOPE,
        "not about such certificates");
    DistributionPointName point = scope.getDistributionPoint();
    if (point != null) {
      List<GeneralName> own = distributionPoints();
      Unanswered.unless(
          point.getType() == DistributionPointName.FULL_NAME
              && names(point).stream().anyMatch(own::contains),
          Silence.OTHER_SCOPE,
          "of another distribution point");
    }
  }

  private boolean isAuthority() {
    BasicConstraints constraints =
        BasicConstraints.fromExtensions(question.certificate().getExtensions());
    return constraints != null && constraints.isCA();
  }

  /** The names of the CRLs that the certificate says it would stand in. */
  private List<GeneralName> distributionPoints() {
    CRLDistPoint points =
        CRLDistPoint.getInstance(
            question.certificate().getExtensions() == null
                ? null
                : question
                    .certificate()
                    .getExtensions()
                    .getExtensionParsedValue(Extension.cRLDistributionPoints));
    return points == null ? List.of() : namesOf(points);
  }

  /** Returns the names of distribution points that are about all reasons and the issuer's own. */
  static List<GeneralName> namesOf(CRLDistPoint points) {
    List<GeneralName> found = new ArrayList<>();
    for (DistributionPoint point : points.getDistributionPoints()) {
      DistributionPointName name = point.getDistributionPoint();
      if (name != null
          && name.getType() == DistributionPointName.FULL_NAME
          && point.getReasons() == null
          && point.getCRLIssuer() == null) {
        found.addAll(names(name));
      }
    }
    return found;
  }

  private static List<GeneralName> names(DistributionPointName point) {
    return List.of(GeneralNames.getInstance(point.getName()).getNames());
  }
}
