package org.jitsuin.ca.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Set;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.ca.lint.WeakRsa;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.testing.CardKey;

/** Requests that no card makes, and how they are read. */
final class RequestForgery {
  private static final Set<SignatureScheme> ALLOWED =
      Set.of(SignatureScheme.RSA_2048_SHA256, SignatureScheme.ECDSA_P384_SHA384);

  private RequestForgery() {}

  static Outcome<KeyRequest> read(String text) {
    return KeyRequest.read(text, "signature", ALLOWED);
  }

  static void assertRefused(String text, RefusalCode code, String detail) {
    assertThat(read(text))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              Refusal refusal = refused.refusal();
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.detail()).contains(detail);
            });
  }

  static SubjectPublicKeyInfo rsa(BigInteger modulus) throws IOException {
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        new RSAPublicKey(modulus, BigInteger.valueOf(65_537)));
  }

  static String request(WeakRsa key) throws IOException {
    try {
      PrivateKey privateKey =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new RSAPrivateKeySpec(key.modulus(), key.privateExponent()));
      return CardKey.pem(
          new PKCS10CertificationRequestBuilder(new X500Name("CN=card"), rsa(key.modulus()))
              .build(new JcaContentSignerBuilder("SHA256withRSA").build(privateKey))
              .getEncoded());
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  static String withKey(CertificationRequest request, SubjectPublicKeyInfo key) throws IOException {
    CertificationRequestInfo info = request.getCertificationRequestInfo();
    return pem(
        new CertificationRequestInfo(info.getSubject(), key, info.getAttributes()),
        request.getSignatureAlgorithm(),
        request.getSignature());
  }

  static String pem(
      CertificationRequestInfo info, AlgorithmIdentifier algorithm, ASN1BitString signature)
      throws IOException {
    return CardKey.pem(
        new DERSequence(new ASN1Encodable[] {info, algorithm, signature})
            .getEncoded(ASN1Encoding.DER));
  }
}
