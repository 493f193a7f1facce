package org.jitsuin.ocsp.wire;

import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.jitsuin.base.der.DerTag;
import org.jitsuin.base.der.DerWriter;
import org.jitsuin.base.keys.Signing;

/**
 * A basic response (RFC 6960 §4.2.1) that lacks its signature.
 *
 * <pre>
 * OCSPResponse ::= SEQUENCE {
 *   responseStatus       OCSPResponseStatus,  -- ENUMERATED
 *   responseBytes   [0]  EXPLICIT ResponseBytes OPTIONAL }
 *
 * ResponseBytes ::= SEQUENCE {
 *   responseType  OBJECT IDENTIFIER,
 *   response      OCTET STRING }
 *
 * BasicOCSPResponse ::= SEQUENCE {
 *   tbsResponseData         ResponseData,
 *   signatureAlgorithm      AlgorithmIdentifier,
 *   signature               BIT STRING,
 *   certs              [0]  EXPLICIT SEQUENCE OF Certificate OPTIONAL }
 * </pre>
 */
public final class TbsResponse {
  private static final byte[] SUCCESSFUL = DerWriter.enumerated(0);
  private static final byte[] BASIC = DerWriter.encode(OCSPObjectIdentifiers.id_pkix_ocsp_basic);

  private final byte[] data;
  private final ResponseSigner signer;

  /**
   * @param data the DER of the ResponseData
   */
  TbsResponse(byte[] data, ResponseSigner signer) {
    this.data = data;
    this.signer = signer;
  }

  /** Begins its signature: all that is to be signed was brought. */
  public Signing signing() {
    Signing signing = signer.key().begin();
    signing.update(data);
    return signing;
  }

  /** The whole OCSPResponse. */
  public byte[] signedWith(byte[] signature) {
    byte[] basic =
        DerWriter.sequence(
            data, signer.algorithm(), DerWriter.bitString(signature), signer.certificates());
    byte[] bytes = DerWriter.sequence(BASIC, DerWriter.octetString(basic));
    return DerWriter.sequence(SUCCESSFUL, DerWriter.element(DerTag.constructed(0), bytes));
  }
}
