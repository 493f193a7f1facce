package org.jitsuin.verifier.ocsp;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ocsp.BasicOCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.verifier.key.SignatureCheck;
import org.jitsuin.verifier.key.Times;
import org.jitsuin.verifier.status.Question;

/**
 * Who signed an answer (RFC 6960 §4.2.2.2): the issuer's own key, or one that the same key of the
 * issuer certified for that, and for nothing else.
 */
final class ResponseSigner {
  private static final int MOST_CERTIFICATES = 8;

  private static final Set<ASN1ObjectIdentifier> KNOWN =
      Set.of(Extension.keyUsage, Extension.extendedKeyUsage, Extension.basicConstraints);

  private final Question question;
  private final BasicOCSPResponse response;
  private final byte[] content;

  /**
   * @param content what is signed in it, as it came
   */
  ResponseSigner(Question question, BasicOCSPResponse response, byte[] content) {
    this.question = question;
    this.response = response;
    this.content = content;
  }

  boolean isSigned() {
    X509CertificateHolder issuer = question.issuer();
    if (isNamed(issuer) && signed(issuer)) {
      return true;
    }
    ASN1Sequence certificates = response.getCerts();
    if (certificates == null || certificates.size() > MOST_CERTIFICATES) {
      return false;
    }
    for (int i = 0; i < certificates.size(); i++) {
      X509CertificateHolder delegate =
          new X509CertificateHolder(Certificate.getInstance(certificates.getObjectAt(i)));
      if (isNamed(delegate) && mayAnswer(delegate) && signed(delegate)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the answer says that it is from there. */
  private boolean isNamed(X509CertificateHolder signer) {
    ResponderID responder = response.getTbsResponseData().getResponderID();
    byte[] keyHash = responder.getKeyHash();
    return keyHash != null
        ? Arrays.equals(keyHash, hash(signer.getSubjectPublicKeyInfo()))
        : signer.getSubject().equals(responder.getName());
  }

  private static byte[] hash(SubjectPublicKeyInfo key) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(key.getPublicKeyData().getOctets());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private boolean signed(X509CertificateHolder signer) {
    return SignatureCheck.isSigned(
        signer.getSubjectPublicKeyInfo(),
        response.getSignatureAlgorithm(),
        content,
        response.getSignature().getOctets());
  }

  private boolean mayAnswer(X509CertificateHolder delegate) {
    X509CertificateHolder issuer = question.issuer();
    Instant now = question.at();
    return delegate.getIssuer().equals(issuer.getSubject())
        && !now.isBefore(Times.of(delegate.toASN1Structure().getStartDate()))
        && !now.isAfter(Times.of(delegate.toASN1Structure().getEndDate()))
        && isForAnswers(delegate)
        && SignatureCheck.issued(issuer.getSubjectPublicKeyInfo(), delegate);
  }

  /** Without ocsp-nocheck somebody would have to be asked whether the signer was revoked. */
  private static boolean isForAnswers(X509CertificateHolder delegate) {
    if (!delegate.hasExtensions()
        || delegate.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck) == null
        || !KNOWN.containsAll(delegate.getCriticalExtensionOIDs())) {
      return false;
    }
    ExtendedKeyUsage purposes = ExtendedKeyUsage.fromExtensions(delegate.getExtensions());
    KeyUsage usage = KeyUsage.fromExtensions(delegate.getExtensions());
    BasicConstraints constraints = BasicConstraints.fromExtensions(delegate.getExtensions());
    return purposes != null
        && purposes.hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning)
        && (usage == null || usage.hasUsages(KeyUsage.digitalSignature))
        && (constraints == null || !constraints.isCA());
  }
}
