package org.jitsuin.verifier.crl;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.text.ParseException;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.Time;
import org.jitsuin.verifier.key.SignatureAlgorithm;
import org.jitsuin.verifier.status.Silence;
import org.jitsuin.verifier.status.Unanswered;

/**
 * Walks once through a CRL.
 *
 * <pre>
 * CertificateList ::= SEQUENCE {
 *   tbsCertList SEQUENCE {
 *     version INTEGER (1), signature AlgorithmIdentifier, issuer Name, thisUpdate Time,
 *     nextUpdate Time OPTIONAL, revokedCertificates SEQUENCE OF SEQUENCE { ... } OPTIONAL,
 *     crlExtensions [0] EXPLICIT Extensions },
 *   signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }
 * </pre>
 */
final class CrlWalk {
  static final int MOST_ENTRY = 4_096;
  private static final int MOST_PART = 1 << 15;
  private static final int SEQUENCE = 0x30;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int EXTENSIONS = 0xa0;

  private final DerStream der;
  private final EntryScan scan;

  private CrlWalk(DerStream der, BigInteger serial) {
    this.der = der;
    this.scan = new EntryScan(serial);
  }

  /**
   * Reads a CRL to its end.
   *
   * @throws Unanswered if it is none, or is cut
   */
  static CrlFacts walk(InputStream in, BigInteger serial) throws IOException, Unanswered {
    try (DerStream der = new DerStream(in)) {
      return new CrlWalk(der, serial).read();
    } catch (ParseException | RuntimeException e) {
      // Bouncy Castle says with many exceptions that octets are not what they should be.
      throw new Unanswered(Silence.MALFORMED, e.getClass().getSimpleName(), e);
    }
  }

  private CrlFacts read() throws IOException, Unanswered, ParseException {
    long end = der.enter(SEQUENCE, Long.MAX_VALUE);
    der.beginSigned();
    long listEnd = der.enter(SEQUENCE, end);
    DerStream.require(
        ASN1Primitive.fromByteArray(part(listEnd)).equals(new ASN1Integer(1)), "another version");
    AlgorithmIdentifier inner = AlgorithmIdentifier.getInstance(part(listEnd));
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.of(inner)
            .orElseThrow(
                () -> new Unanswered(Silence.NOT_SIGNED, "by " + inner.getAlgorithm().getId()));
    der.digestBy(algorithm.digest());
    X500Name issuer = X500Name.getInstance(part(listEnd));
    Instant thisUpdate = time(listEnd);
    Optional<Instant> nextUpdate =
        isTime(der.peek(listEnd)) ? Optional.of(time(listEnd)) : Optional.empty();
    if (der.peek(listEnd) == SEQUENCE) {
      entries(listEnd);
    }
    Extensions extensions = extensions(listEnd);
    DerStream.require(der.position() == listEnd, "something follows the extensions");
    byte[] digest = der.endSigned();
    DerStream.require(AlgorithmIdentifier.getInstance(part(end)).equals(inner), "two algorithms");
    byte[] signature = DERBitString.getInstance(ASN1Primitive.fromByteArray(part(end))).getOctets();
    DerStream.require(der.position() == end, "something follows the signature");
    der.requireEnd();
    return new CrlFacts(
        issuer,
        thisUpdate,
        nextUpdate,
        extensions,
        scan.found(),
        new CrlSignature(algorithm, digest, signature));
  }

  private byte[] part(long limit) throws IOException, Unanswered {
    return der.element(MOST_PART, limit);
  }

  private static boolean isTime(int tag) {
    return tag == UTC_TIME || tag == GENERALIZED_TIME;
  }

  private Instant time(long limit) throws IOException, Unanswered {
    return Time.getInstance(ASN1Primitive.fromByteArray(part(limit))).getDate().toInstant();
  }

  private void entries(long limit) throws IOException, Unanswered, ParseException {
    long end = der.enter(SEQUENCE, limit);
    byte[] room = scan.room();
    while (der.position() < end) {
      DerStream.require(der.header(end) == SEQUENCE, "an entry is no entry");
      int length = (int) Math.min(der.length(), Integer.MAX_VALUE);
      DerStream.require(length <= MOST_ENTRY - 4, "an entry is too long");
      int start = head(room, length);
      der.read(room, start, length);
      scan.look(start, start + length);
    }
  }

  /** Writes the header again in front of what it is of. */
  private static int head(byte[] room, int length) {
    room[0] = SEQUENCE;
    if (length < 0x80) {
      room[1] = (byte) length;
      return 2;
    }
    if (length <= 0xff) {
      room[1] = (byte) 0x81;
      room[2] = (byte) length;
      return 3;
    }
    room[1] = (byte) 0x82;
    room[2] = (byte) (length >>> 8);
    room[3] = (byte) length;
    return 4;
  }

  private Extensions extensions(long limit) throws IOException, Unanswered {
    long end = der.enter(EXTENSIONS, limit);
    DerStream.require(end == limit, "something follows the extensions");
    Extensions extensions = Extensions.getInstance(part(end));
    DerStream.require(der.position() == end, "something follows the extensions");
    return extensions;
  }
}
