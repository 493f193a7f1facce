package org.jitsuin.filter;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/**
 * A detached CMS signature (RFC 5652 §5) in the one form that a head has: one signer, its
 * certificate, and of signed attributes the content type and the digest. Whatever is not octet for
 * octet of that form is no signature, so that nothing in it can be changed.
 */
public final class DetachedSignature {
  private static final byte[] DATA = Der.hex("06092a864886f70d010701");
  private static final byte[] SIGNED_DATA = Der.hex("06092a864886f70d010702");
  private static final byte[] CONTENT_TYPE = Der.hex("06092a864886f70d010903");
  private static final byte[] MESSAGE_DIGEST = Der.hex("06092a864886f70d010904");
  private static final byte[] ONE = Der.integer(BigInteger.ONE);

  private DetachedSignature() {}

  /**
   * Returns what the signer's key signs, with the algorithm that goes with its kind: SHA-256 for
   * RSA and P-256, SHA-384 for P-384.
   *
   * @throws IllegalArgumentException if no key of that kind signs heads
   */
  public static byte[] toBeSigned(X509Certificate signer, byte[] content) {
    return Der.set(attributes(kind(signer), content));
  }

  private static SignerKind kind(X509Certificate signer) {
    return SignerKind.of(signer.getPublicKey())
        .orElseThrow(() -> new IllegalArgumentException("no key that signs heads"));
  }

  private static byte[][] attributes(SignerKind kind, byte[] content) {
    byte[] digest = Digests.named(kind.digest()).digest(content);
    return new byte[][] {
      Der.sequence(CONTENT_TYPE, Der.set(DATA)),
      Der.sequence(MESSAGE_DIGEST, Der.set(Der.element(Der.OCTET_STRING, digest)))
    };
  }

  /**
   * Returns the signature in its form.
   *
   * @param signature over {@link #toBeSigned}
   */
  public static byte[] encode(X509Certificate signer, byte[] content, byte[] signature) {
    try {
      SignerKind kind = kind(signer);
      byte[] signerInfo =
          Der.sequence(
              ONE,
              Der.sequence(
                  signer.getIssuerX500Principal().getEncoded(),
                  Der.integer(signer.getSerialNumber())),
              kind.digestIdentifier(),
              Der.element(Der.TAGGED_0, attributes(kind, content)),
              kind.signatureIdentifier(),
              Der.element(Der.OCTET_STRING, signature));
      byte[] signedData =
          Der.sequence(
              ONE,
              Der.set(kind.digestIdentifier()),
              Der.sequence(DATA),
              Der.element(Der.TAGGED_0, signer.getEncoded()),
              Der.set(signerInfo));
      return Der.sequence(SIGNED_DATA, Der.element(Der.TAGGED_0, signedData));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("a certificate without encoding", e);
    }
  }

  /**
   * Returns the certificate of who signed the content. Whether that one may sign is another
   * question.
   *
   * @throws MalformedFilterException if it is no signature of it
   */
  static X509Certificate verified(byte[] cms, byte[] content) throws MalformedFilterException {
    Der.Walk signedData = enter(new Der.Walk(cms));
    signedData.into(Der.INTEGER);
    signedData.into(Der.SET);
    signedData.into(Der.SEQUENCE);
    byte[] certificate = signedData.into(Der.TAGGED_0).rest();
    Der.Walk signer = signedData.into(Der.SET).into(Der.SEQUENCE);
    signer.into(Der.INTEGER);
    signer.into(Der.SEQUENCE);
    signer.into(Der.SEQUENCE);
    signer.into(Der.TAGGED_0);
    signer.into(Der.SEQUENCE);
    byte[] signature = signer.into(Der.OCTET_STRING).rest();
    try {
      return verified(cms, content, certificate, signature);
    } catch (GeneralSecurityException | RuntimeException e) {
      // What others sent: a provider may say in many ways that it is no certificate or signature.
      throw new MalformedFilterException("no signature");
    }
  }

  private static Der.Walk enter(Der.Walk whole) throws MalformedFilterException {
    Der.Walk contentInfo = whole.into(Der.SEQUENCE);
    contentInfo.into(0x06);
    return contentInfo.into(Der.TAGGED_0).into(Der.SEQUENCE);
  }

  private static X509Certificate verified(
      byte[] cms, byte[] content, byte[] certificate, byte[] signature)
      throws GeneralSecurityException, MalformedFilterException {
    X509Certificate signer =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate));
    if (!Arrays.equals(encode(signer, content, signature), cms)) {
      throw new MalformedFilterException("a signature of another form");
    }
    SignerKind kind = kind(signer);
    Signature check = Signature.getInstance(kind.jcaName());
    check.initVerify(signer.getPublicKey());
    check.update(toBeSigned(signer, content));
    if (!check.verify(signature)) {
      throw new MalformedFilterException("not signed by that key");
    }
    return signer;
  }
}
