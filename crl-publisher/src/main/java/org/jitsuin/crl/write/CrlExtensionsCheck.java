package org.jitsuin.crl.write;

import java.math.BigInteger;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.model.Bytes;

/** Reads the extensions of a CRL with Bouncy Castle's classes, not with what wrote them. */
final class CrlExtensionsCheck {
  private static final int ALWAYS = 2;

  private final Extensions extensions;
  private final CrlContent intended;

  private CrlExtensionsCheck(Extensions extensions, CrlContent intended) {
    this.extensions = extensions;
    this.intended = intended;
  }

  /**
   * @param der {@code crlExtensions [0]}
   * @throws Fault INTEGRITY_VIOLATED unless they are those intended, and no others
   */
  static void check(Bytes der, CrlContent intended) {
    try {
      Extensions extensions =
          Extensions.getInstance(ASN1TaggedObject.getInstance(der.bytes()), true);
      new CrlExtensionsCheck(extensions, intended).check();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new Fault(FaultCode.INTEGRITY_VIOLATED, "an extension of the CRL is malformed", e);
    }
  }

  private void check() {
    Optional<GeneralNames> freshest = intended.freshest();
    boolean delta = intended.base().isPresent();
    Optional<GeneralNames> point = intended.partition().distributionPoint();
    require(
        extensions.getExtensionOIDs().length
            == ALWAYS
                + (point.isPresent() ? 1 : 0)
                + (delta || freshest.isPresent() ? 1 : 0)
                + (intended.expiredSince().isPresent() ? 1 : 0),
        "there are others");
    if (delta) {
      checkBase(CRLNumber.getInstance(value(Extension.deltaCRLIndicator, true)));
    } else {
      freshest.ifPresent(this::checkFreshest);
    }
    checkKey(AuthorityKeyIdentifier.getInstance(value(Extension.authorityKeyIdentifier, false)));
    CRLNumber number = CRLNumber.getInstance(value(Extension.cRLNumber, false));
    require(
        number.getCRLNumber().equals(BigInteger.valueOf(intended.number())),
        "the number is another");
    point.ifPresent(this::checkDistributionPoint);
    intended.expiredSince().ifPresent(this::checkExpired);
  }

  private void checkBase(CRLNumber base) {
    require(
        base.getCRLNumber().equals(BigInteger.valueOf(intended.base().orElseThrow())),
        "the base is another");
  }

  private void checkExpired(Instant since) {
    try {
      ASN1GeneralizedTime found =
          ASN1GeneralizedTime.getInstance(value(Extension.expiredCertsOnCRL, false));
      require(
          found.getDate().toInstant().equals(since.truncatedTo(ChronoUnit.SECONDS)),
          "the time since when expired certificates are listed is another");
    } catch (ParseException e) {
      throw new IllegalArgumentException("no time", e);
    }
  }

  private void checkFreshest(GeneralNames names) {
    DistributionPoint[] points =
        CRLDistPoint.getInstance(value(Extension.freshestCRL, false)).getDistributionPoints();
    require(
        points.length == 1
            && points[0].getReasons() == null
            && points[0].getCRLIssuer() == null
            && points[0]
                .getDistributionPoint()
                .equals(new DistributionPointName(DistributionPointName.FULL_NAME, names)),
        "the delta CRL is elsewhere");
  }

  private void checkKey(AuthorityKeyIdentifier key) {
    require(
        Arrays.equals(key.getKeyIdentifierOctets(), intended.partition().issuer().keyIdentifier()),
        "the key is another");
  }

  private void checkDistributionPoint(GeneralNames names) {
    IssuingDistributionPoint point =
        IssuingDistributionPoint.getInstance(value(Extension.issuingDistributionPoint, true));
    require(
        point.onlyContainsUserCerts()
            && !point.onlyContainsCACerts()
            && !point.onlyContainsAttributeCerts()
            && !point.isIndirectCRL()
            && point.getOnlySomeReasons() == null,
        "the scope is another");
    DistributionPointName name = point.getDistributionPoint();
    require(
        name != null
            && name.getType() == DistributionPointName.FULL_NAME
            && name.getName().equals(names),
        "the distribution point is another");
  }

  private ASN1Encodable value(ASN1ObjectIdentifier id, boolean critical) {
    Extension extension = extensions.getExtension(id);
    require(extension != null && extension.isCritical() == critical, "one is missing: " + id);
    return extension.getParsedValue();
  }

  private static void require(boolean right, String problem) {
    if (!right) {
      throw new Fault(
          FaultCode.INTEGRITY_VIOLATED,
          "the extensions of the CRL are not what was intended: " + problem);
    }
  }
}
