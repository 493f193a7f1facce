package org.jitsuin.ocsp.wire;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** OCSP requests for tests, well formed or not, made with Bouncy Castle's ASN.1. */
public final class Requests {
  /** SHA-1 as in most requests, with NULL parameters. */
  public static final AlgorithmIdentifier SHA_1 = CertificateID.HASH_SHA1;

  /** SHA-256 as clients of RFC 9919 have it, with NULL parameters. */
  public static final AlgorithmIdentifier SHA_256 =
      new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);

  /** {@code id-pkix-ocsp-pref-sig-algs}. */
  public static final String PREFERENCES_OID = "1.3.6.1.5.5.7.48.1.8";

  private Requests() {}

  /** A CertID with hashes of no issuer. */
  public static CertID foreign(BigInteger serial) {
    return new CertID(
        SHA_1,
        new DEROctetString(new byte[20]),
        new DEROctetString(new byte[20]),
        new ASN1Integer(serial));
  }

  /** A CertID of an issuer. */
  public static CertID certId(
      X509CertificateHolder issuer, BigInteger serial, AlgorithmIdentifier hash) {
    try {
      return new CertificateID(
              new JcaDigestCalculatorProviderBuilder().build().get(hash), issuer, serial)
          .toASN1Primitive();
    } catch (OCSPException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A request for those certificates. */
  public static byte[] of(CertID... certIds) {
    return request(list(certIds));
  }

  /** A request for one certificate with extensions of the whole request. */
  public static byte[] with(CertID certId, Extension... extensions) {
    return request(list(certId), new DERTaggedObject(2, new Extensions(extensions)));
  }

  /** An extension. */
  public static Extension extension(String oid, boolean critical, byte[] value) {
    return new Extension(new ASN1ObjectIdentifier(oid), critical, value);
  }

  /** The extension with a nonce of that many octets. */
  public static Extension nonce(int octets) {
    byte[] nonce = new byte[octets];
    Arrays.fill(nonce, (byte) 7);
    return extension(
        OCSPObjectIdentifiers.id_pkix_ocsp_nonce.getId(), false, der(new DEROctetString(nonce)));
  }

  /** A PreferredSignatureAlgorithm for any key. */
  public static DERSequence preferred(AlgorithmIdentifier signature) {
    return new DERSequence(signature);
  }

  /** A PreferredSignatureAlgorithm for a kind of key. */
  public static DERSequence preferred(AlgorithmIdentifier signature, AlgorithmIdentifier key) {
    return new DERSequence(new ASN1Encodable[] {signature, key});
  }

  /** The extension with preferred signature algorithms. */
  public static Extension preferences(ASN1Encodable... algorithms) {
    return extension(PREFERENCES_OID, false, der(new DERSequence(algorithms)));
  }

  /** A {@code requestList}. */
  public static DERSequence list(CertID... certIds) {
    ASN1EncodableVector requests = new ASN1EncodableVector();
    for (CertID certId : certIds) {
      requests.add(new DERSequence(certId));
    }
    return new DERSequence(requests);
  }

  /** An OCSPRequest whose TBSRequest has those elements. */
  public static byte[] request(ASN1Encodable... tbs) {
    return der(new DERSequence(new DERSequence(tbs)));
  }

  /** The DER of a structure. */
  public static byte[] der(ASN1Encodable structure) {
    try {
      return structure.toASN1Primitive().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
