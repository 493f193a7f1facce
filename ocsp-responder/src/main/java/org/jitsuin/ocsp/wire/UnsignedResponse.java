package org.jitsuin.ocsp.wire;

import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.ocsp.ResponseData;

/**
 * A basic response (RFC 6960 §4.2.1) that lacks its signature.
 *
 * <pre>
 * BasicOCSPResponse ::= SEQUENCE {
 *   tbsResponseData         ResponseData,
 *   signatureAlgorithm      AlgorithmIdentifier,
 *   signature               BIT STRING,
 *   certs              [0]  EXPLICIT SEQUENCE OF Certificate OPTIONAL }
 * </pre>
 */
public final class UnsignedResponse {
  private final ResponseData data;
  private final ResponseSigner signer;

  UnsignedResponse(ResponseData data, ResponseSigner signer) {
    this.data = data;
    this.signer = signer;
  }

  /** What the signer's key signs. */
  public byte[] digest() {
    return signer.key().scheme().newDigest().digest(Der.encode(data));
  }

  /** The whole OCSPResponse. */
  public byte[] signedWith(byte[] signature) {
    BasicOCSPResponse basic =
        new BasicOCSPResponse(
            data,
            signer.key().scheme().algorithmIdentifier(),
            new DERBitString(signature),
            new DERSequence(signer.certificate().toASN1Structure()));
    return Der.encode(
        new OCSPResponse(
            new OCSPResponseStatus(OCSPResponseStatus.SUCCESSFUL),
            new ResponseBytes(
                OCSPObjectIdentifiers.id_pkix_ocsp_basic, new DEROctetString(Der.encode(basic)))));
  }
}
