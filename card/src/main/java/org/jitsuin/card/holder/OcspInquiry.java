package org.jitsuin.card.holder;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Asks the authority whether a certificate is still good (RFC 6960). */
public final class OcspInquiry {
  private static final String REQUEST = "application/ocsp-request";
  private static final int NONCE_OCTETS = 16;
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

  private final X509Certificate certificate;
  private final X509Certificate authority;

  /**
   * @param authority the certificate of the issuer
   * @throws HolderFailure if it is not the issuer
   */
  public OcspInquiry(X509Certificate certificate, X509Certificate authority) {
    if (!CmsCheck.issued(authority, certificate)) {
      throw new HolderFailure(
          "認証局の電子証明書が一致しません。", "The certificate was issued by another authority.");
    }
    this.certificate = certificate;
    this.authority = authority;
  }

  /** Returns where the certificate says that its authority is asked, if it does. */
  public static Optional<URI> address(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
    if (extension == null) {
      return Optional.empty();
    }
    AuthorityInformationAccess access =
        AuthorityInformationAccess.getInstance(ASN1OctetString.getInstance(extension).getOctets());
    return Arrays.stream(access.getAccessDescriptions())
        .filter(one -> one.getAccessMethod().equals(AccessDescription.id_ad_ocsp))
        .map(AccessDescription::getAccessLocation)
        .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
        .map(name -> URI.create(name.getName().toString()))
        .findFirst();
  }

  /**
   * Asks. The serial number and hashes of the authority's name and key are sent, nothing else.
   *
   * @throws HolderFailure if no answer comes that can be believed
   */
  public OcspAnswer ask(URI address, Post post, Instant now) {
    try {
      DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
      CertificateID id =
          new CertificateID(
              digests.get(CertificateID.HASH_SHA1),
              new JcaX509CertificateHolder(authority),
              certificate.getSerialNumber());
      byte[] nonce = new byte[NONCE_OCTETS];
      new SecureRandom().nextBytes(nonce);
      OCSPReq request =
          new OCSPReqBuilder()
              .addRequest(id)
              .setRequestExtensions(
                  new Extensions(
                      new Extension(
                          OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                          false,
                          new DEROctetString(nonce).getEncoded())))
              .build();
      OCSPResp response = new OCSPResp(post.send(address, REQUEST, request.getEncoded()));
      if (response.getStatus() != OCSPResp.SUCCESSFUL
          || !(response.getResponseObject() instanceof BasicOCSPResp basic)) {
        throw unbelievable(null);
      }
      return checked(basic, nonce, now, digests);
    } catch (IOException | OCSPException | OperatorCreationException | GeneralSecurityException e) {
      throw unbelievable(e);
    }
  }

  private static HolderFailure unbelievable(Exception cause) {
    return new HolderFailure(
        "信頼できる回答が得られませんでした。時間をおいて試してください。",
        "No answer came that can be believed; try again later.",
        cause);
  }

  private OcspAnswer checked(
      BasicOCSPResp response, byte[] nonce, Instant now, DigestCalculatorProvider digests)
      throws OCSPException, OperatorCreationException, GeneralSecurityException, IOException {
    if (!isSigned(response, now) || !isFresh(response, nonce)) {
      throw unbelievable(null);
    }
    for (SingleResp single : response.getResponses()) {
      boolean ofThis =
          single.getCertID().getSerialNumber().equals(certificate.getSerialNumber())
              && single.getCertID().matchesIssuer(new JcaX509CertificateHolder(authority), digests);
      if (ofThis && isCurrent(single, now)) {
        return answer(single);
      }
    }
    throw unbelievable(null);
  }

  private static boolean isCurrent(SingleResp single, Instant now) {
    boolean begun = !single.getThisUpdate().toInstant().isAfter(now.plus(CLOCKS_DIFFER));
    Date next = single.getNextUpdate();
    return begun && (next == null || !next.toInstant().isBefore(now.minus(CLOCKS_DIFFER)));
  }

  /** Some responders answer from a store, without a nonce; another's nonce is a repeated answer. */
  private static boolean isFresh(BasicOCSPResp response, byte[] nonce) throws IOException {
    Extension given = response.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
    return given == null
        || Arrays.equals(given.getExtnValue().getOctets(), new DEROctetString(nonce).getEncoded());
  }

  /** By the authority itself, or by whom it certified for that. */
  private boolean isSigned(BasicOCSPResp response, Instant now)
      throws OCSPException, OperatorCreationException, GeneralSecurityException {
    JcaContentVerifierProviderBuilder verifiers = new JcaContentVerifierProviderBuilder();
    if (response.isSignatureValid(verifiers.build(authority.getPublicKey()))) {
      return true;
    }
    for (X509CertificateHolder holder : response.getCerts()) {
      X509Certificate signer = new JcaX509CertificateConverter().getCertificate(holder);
      boolean current =
          !now.isBefore(signer.getNotBefore().toInstant())
              && !now.isAfter(signer.getNotAfter().toInstant());
      if (current
          && mayAnswer(signer)
          && CmsCheck.issued(authority, signer)
          && response.isSignatureValid(verifiers.build(signer.getPublicKey()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayAnswer(X509Certificate signer) throws GeneralSecurityException {
    List<String> purposes = signer.getExtendedKeyUsage();
    return purposes != null && purposes.contains(KeyPurposeId.id_kp_OCSPSigning.getId());
  }

  private static OcspAnswer answer(SingleResp single) {
    Instant asOf = single.getThisUpdate().toInstant();
    Object status = single.getCertStatus();
    if (status == null) {
      return new OcspAnswer.Good(asOf);
    }
    if (status instanceof RevokedStatus revoked) {
      return new OcspAnswer.Revoked(
          asOf,
          revoked.getRevocationTime().toInstant(),
          revoked.hasRevocationReason() ? revoked.getRevocationReason() : 0);
    }
    return new OcspAnswer.Unknown(asOf);
  }
}
