package org.jitsuin.ocsp.wire;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jitsuin.base.der.DerException;
import org.jitsuin.base.der.DerReader;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.model.CertIdHash;
import org.jitsuin.base.model.Serial;

/**
 * Parses OCSP requests (RFC 6960 §4.1.1). Whatever the octets are, the result is a value.
 *
 * <pre>
 * OCSPRequest ::= SEQUENCE {
 *   tbsRequest               TBSRequest,
 *   optionalSignature  [0]   EXPLICIT Signature OPTIONAL }
 *
 * TBSRequest ::= SEQUENCE {
 *   version            [0]   EXPLICIT Version DEFAULT v1,
 *   requestorName      [1]   EXPLICIT GeneralName OPTIONAL,
 *   requestList              SEQUENCE OF Request,
 *   requestExtensions  [2]   EXPLICIT Extensions OPTIONAL }
 *
 * Request ::= SEQUENCE {
 *   reqCert                       CertID,
 *   singleRequestExtensions  [0]  EXPLICIT Extensions OPTIONAL }
 * </pre>
 *
 * <p>A signature is read and not verified, and the requestorName is stepped over: who asks is told
 * by the certificate that the signature is verified with, by those who want to know.
 */
public final class RequestParser {
  private static final byte[] V1 = {0};

  /** 20 octets, of which the first bit is the sign (RFC 5280 §4.1.2.2). */
  private static final int MAX_SERIAL_BITS = 160;

  private final RequestLimits limits;

  public RequestParser(RequestLimits limits) {
    this.limits = limits;
  }

  public ParsedRequest parse(byte[] octets) {
    if (octets.length > limits.octets()) {
      return new MalformedRequest("longer than " + limits.octets() + " octets");
    }
    try {
      DerReader message = new DerReader(octets);
      DerReader request = message.enter(DerTag.SEQUENCE);
      message.finish();
      OcspRequest parsed = tbsRequest(request.enter(DerTag.SEQUENCE));
      if (request.nextIs(DerTag.constructed(0))) {
        DerReader tagged = request.enter(DerTag.constructed(0));
        parsed = parsed.withSignature(RequestSignature.read(content(octets), tagged));
      }
      request.finish();
      return parsed;
    } catch (DerException e) {
      return new MalformedRequest(e.getMessage());
    }
  }

  /** The TBSRequest with tag and length, which is what a signature is about. */
  private static byte[] content(byte[] octets) throws DerException {
    return new DerReader(octets).enter(DerTag.SEQUENCE).whole(DerTag.SEQUENCE);
  }

  private OcspRequest tbsRequest(DerReader tbs) throws DerException {
    if (tbs.nextIs(DerTag.constructed(0))) {
      version(tbs.enter(DerTag.constructed(0)));
    }
    if (tbs.nextIs(DerTag.constructed(1))) {
      tbs.skip();
    }
    List<CertId> certIds = requestList(tbs.enter(DerTag.SEQUENCE));
    RequestExtensions extensions = RequestExtensions.NONE;
    if (tbs.nextIs(DerTag.constructed(2))) {
      DerReader tagged = tbs.enter(DerTag.constructed(2));
      extensions = RequestExtensions.ofRequest(tagged.enter(DerTag.SEQUENCE));
      tagged.finish();
    }
    tbs.finish();
    return new OcspRequest(
        certIds, extensions.nonce(), extensions.preferredAlgorithms(), Optional.empty());
  }

  private static void version(DerReader tagged) throws DerException {
    // DER leaves the default out, but some clients write it.
    if (!Arrays.equals(tagged.content(DerTag.INTEGER), V1)) {
      throw new DerException("a version other than v1");
    }
    tagged.finish();
  }

  private List<CertId> requestList(DerReader list) throws DerException {
    List<CertId> certIds = new ArrayList<>();
    while (list.hasMore()) {
      if (certIds.size() == limits.certIds()) {
        throw new DerException("more than " + limits.certIds() + " certificates in one request");
      }
      certIds.add(request(list.enter(DerTag.SEQUENCE)));
    }
    if (certIds.isEmpty()) {
      throw new DerException("a request for no certificate");
    }
    return certIds;
  }

  private CertId request(DerReader request) throws DerException {
    CertId certId = certId(request.whole(DerTag.SEQUENCE));
    if (request.nextIs(DerTag.constructed(0))) {
      DerReader tagged = request.enter(DerTag.constructed(0));
      RequestExtensions.checkOfCertificate(tagged.enter(DerTag.SEQUENCE));
      tagged.finish();
    }
    request.finish();
    return certId;
  }

  private CertId certId(byte[] encoded) throws DerException {
    DerReader fields = new DerReader(encoded).enter(DerTag.SEQUENCE);
    Optional<HashAlgorithm> algorithm = hashAlgorithm(fields.enter(DerTag.SEQUENCE));
    byte[] nameHash = fields.content(DerTag.OCTET_STRING);
    byte[] keyHash = fields.content(DerTag.OCTET_STRING);
    Optional<Serial> serial = serial(fields.content(DerTag.INTEGER));
    fields.finish();
    return new CertId(
        encoded,
        algorithm.map(HashAlgorithm::counted).orElse(CertIdHash.OTHER),
        algorithm.filter(this::isAnswered).map(known -> new IssuerHashes(known, nameHash, keyHash)),
        serial);
  }

  private boolean isAnswered(HashAlgorithm algorithm) {
    return algorithm != HashAlgorithm.SHA_1 || limits.sha1();
  }

  private static Optional<HashAlgorithm> hashAlgorithm(DerReader identifier) throws DerException {
    byte[] oid = identifier.objectIdentifier();
    // Hash algorithms have no parameters: NULL or nothing (RFC 5754 §2).
    if (identifier.hasMore() && identifier.content(DerTag.NULL).length != 0) {
      throw new DerException("a NULL with content");
    }
    identifier.finish();
    return HashAlgorithm.byOid(oid);
  }

  private static Optional<Serial> serial(byte[] content) throws DerException {
    if (content.length == 0 || hasNeedlessOctet(content)) {
      throw new DerException("an INTEGER that is not in its shortest form");
    }
    BigInteger value = new BigInteger(content);
    boolean possible = value.signum() > 0 && value.bitLength() < MAX_SERIAL_BITS;
    return possible ? Optional.of(Serial.of(value)) : Optional.empty();
  }

  private static boolean hasNeedlessOctet(byte[] integer) {
    return integer.length > 1
        && ((integer[0] == 0 && integer[1] >= 0) || (integer[0] == -1 && integer[1] < 0));
  }
}
