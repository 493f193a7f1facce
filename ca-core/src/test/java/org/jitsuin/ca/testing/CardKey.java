package org.jitsuin.ca.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SoftwareKey;

/** A key as a card has it, kept in memory, and the PKCS#10 request that it signs. */
public record CardKey(SoftwareKey key) {
  /** The next card's kind of key, which is the quicker to make. */
  public static CardKey p384() {
    return new CardKey(SoftwareKey.generate(SignatureScheme.ECDSA_P384_SHA384));
  }

  /** Today's card's. */
  public static CardKey rsa2048() {
    return new CardKey(SoftwareKey.generate(SignatureScheme.RSA_2048_SHA256));
  }

  /** The DER of a request. */
  public byte[] der() {
    PKCS10CertificationRequest request =
        new PKCS10CertificationRequestBuilder(
                new X500Name("CN=card"),
                SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()))
            .build(new KeyContentSigner(key));
    try {
      return request.getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request whose attributes are not in the order of DER, signed as it is. */
  public byte[] unsorted() {
    ASN1Encodable[] attributes = {
      new Attribute(
          PKCSObjectIdentifiers.pkcs_9_at_unstructuredName,
          new DERSet(new DERUTF8String("the longer one of the two"))),
      new Attribute(
          PKCSObjectIdentifiers.pkcs_9_at_challengePassword, new DERSet(new DERUTF8String("short")))
    };
    ASN1Encodable[] info = {
      new ASN1Integer(0),
      new X500Name("CN=card"),
      SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()),
      new DLTaggedObject(false, 0, new DLSet(attributes))
    };
    try {
      KeyContentSigner signer = new KeyContentSigner(key);
      DLSequence content = new DLSequence(info);
      signer.getOutputStream().write(content.getEncoded(ASN1Encoding.DL));
      ASN1Encodable[] request = {
        content, signer.getAlgorithmIdentifier(), new DERBitString(signer.getSignature())
      };
      return new DLSequence(request).getEncoded(ASN1Encoding.DL);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request as PEM. */
  public String pem() {
    return pem(der());
  }

  /** The PEM of any request. */
  public static String pem(byte[] der) {
    return "-----BEGIN CERTIFICATE REQUEST-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END CERTIFICATE REQUEST-----\n";
  }
}
