package org.jitsuin.crl.write;

import java.time.Instant;
import java.util.HexFormat;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerTime;
import org.jitsuin.base.der.DerWriter;

/** Encodes the extensions of a CRL (RFC 5280 §5.2). */
final class CrlExtensions {
  private static final byte[] AUTHORITY_KEY_IDENTIFIER = HexFormat.of().parseHex("0603551d23");
  private static final byte[] CRL_NUMBER = HexFormat.of().parseHex("0603551d14");
  private static final byte[] ISSUING_DISTRIBUTION_POINT = HexFormat.of().parseHex("0603551d1c");
  private static final byte[] DELTA_CRL_INDICATOR = HexFormat.of().parseHex("0603551d1b");
  private static final byte[] FRESHEST_CRL = HexFormat.of().parseHex("0603551d2e");
  private static final byte[] EXPIRED_CERTS_ON_CRL = HexFormat.of().parseHex("0603551d3c");
  private static final byte[] TRUE = HexFormat.of().parseHex("0101ff");

  private CrlExtensions() {}

  /** {@code crlExtensions [0] EXPLICIT Extensions} of a complete CRL or a delta CRL. */
  static byte[] encode(CrlContent content) {
    return DerWriter.element(
        DerTag.constructed(0),
        DerWriter.sequence(
            authorityKeyIdentifier(content.partition().issuer().keyIdentifier()),
            extension(CRL_NUMBER, new byte[0], DerWriter.integer(content.number())),
            content
                .partition()
                .distributionPoint()
                .map(CrlExtensions::issuingDistributionPoint)
                .orElse(new byte[0]),
            content.base().isPresent()
                ? deltaCrlIndicator(content.base().getAsLong())
                : content.freshest().map(CrlExtensions::freshestCrl).orElse(new byte[0]),
            content.expiredSince().map(CrlExtensions::expiredCerts).orElse(new byte[0])));
  }

  private static byte[] extension(byte[] id, byte[] critical, byte[] value) {
    return DerWriter.sequence(id, critical, DerWriter.octetString(value));
  }

  /**
   * <pre>
   * AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] KeyIdentifier OPTIONAL, ... }
   * </pre>
   */
  private static byte[] authorityKeyIdentifier(byte[] keyIdentifier) {
    return extension(
        AUTHORITY_KEY_IDENTIFIER,
        new byte[0],
        DerWriter.sequence(DerWriter.element(DerTag.primitive(0), keyIdentifier)));
  }

  /**
   * <pre>
   * IssuingDistributionPoint ::= SEQUENCE {
   *   distributionPoint      [0] DistributionPointName OPTIONAL,
   *   onlyContainsUserCerts  [1] BOOLEAN DEFAULT FALSE, ... }
   * DistributionPointName ::= CHOICE { fullName [0] GeneralNames, ... }
   * </pre>
   *
   * The names are those in the certificates, octet for octet, since relying parties compare them.
   * It is critical (RFC 5280 §5.2.5): who does not understand it must not take the CRL for whole.
   */
  private static byte[] issuingDistributionPoint(GeneralNames names) {
    return extension(
        ISSUING_DISTRIBUTION_POINT,
        TRUE,
        DerWriter.sequence(
            DerWriter.element(DerTag.constructed(0), fullName(names)),
            DerWriter.element(DerTag.primitive(1), new byte[] {(byte) 0xff})));
  }

  /** {@code BaseCRLNumber ::= CRLNumber}; critical, for a delta CRL is not whole. */
  private static byte[] deltaCrlIndicator(long base) {
    return extension(DELTA_CRL_INDICATOR, TRUE, DerWriter.integer(base));
  }

  /**
   * Encodes where the delta CRL is (RFC 5280 §5.2.6), in complete CRLs only.
   *
   * <pre>
   * FreshestCRL ::= SEQUENCE OF DistributionPoint
   * DistributionPoint ::= SEQUENCE { distributionPoint [0] DistributionPointName OPTIONAL, ... }
   * </pre>
   */
  private static byte[] freshestCrl(GeneralNames names) {
    return extension(
        FRESHEST_CRL,
        new byte[0],
        DerWriter.sequence(
            DerWriter.sequence(DerWriter.element(DerTag.constructed(0), fullName(names)))));
  }

  /** {@code ExpiredCertsOnCRL ::= GeneralizedTime}. */
  private static byte[] expiredCerts(Instant since) {
    return extension(EXPIRED_CERTS_ON_CRL, new byte[0], DerTime.generalized(since));
  }

  private static byte[] fullName(GeneralNames names) {
    return DerWriter.encode(new DERTaggedObject(false, 0, names));
  }
}
