package org.jitsuin.ca.staff;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.Fault;
import org.jitsuin.base.FaultCode;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.ca.model.StaffSeat;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.profile.StaffProfile;
import org.jitsuin.ca.profile.StaffSubject;
import org.jitsuin.ca.sign.SignatureCheck;
import org.jitsuin.ca.validity.Validity;

/**
 * The internal authority, as it certifies staff. Validity follows the machine's clock, since TLS
 * does; no certificate is valid longer than the authority's own.
 */
public final class StaffAuthority {
  private final SigningPool token;
  private final Supplier<X509Certificate> certificate;
  private final SerialSource serials;
  private final InstantSource machineClock;

  /**
   * @param token with its key
   * @param certificate its own, read anew for each that it signs: they are few
   * @param machineClock what TLS goes by
   */
  public StaffAuthority(
      SigningPool token,
      Supplier<X509Certificate> certificate,
      SerialSource serials,
      InstantSource machineClock) {
    this.token = token;
    this.certificate = certificate;
    this.serials = serials;
    this.machineClock = machineClock;
  }

  /** A certificate that is to be signed, and by whom. */
  record Draft(CertificateContent content, X509Certificate authority) {}

  /** The time by which certificates of staff begin and end. */
  Instant now() {
    return machineClock.instant();
  }

  /**
   * Makes what will be signed.
   *
   * @throws Fault AUTHORITY_MISSING where its own certificate is not there, or has ended
   */
  Draft draft(StaffSeat seat, SubjectPublicKeyInfo key) {
    Instant now = now();
    X509Certificate authority = certificate.get();
    Instant last = authority.getNotAfter().toInstant();
    if (now.isAfter(last)) {
      throw new Fault(
          FaultCode.AUTHORITY_MISSING, "the certificate of the staff authority ended on " + last);
    }
    Instant end = now.plus(StaffProfile.MEMBER_VALIDITY);
    CertificateContent content =
        StaffProfile.member(
            new StaffProfile.Signer(
                StaffProfile.SCHEME, Bytes.of(SignedCertificate.subjectKeyIdentifier(authority))),
            key,
            serials.next(now),
            new Validity(now, end.isBefore(last) ? end : last),
            StaffSubject.of(seat));
    return new Draft(content, authority);
  }

  /**
   * Signs what was recorded before, and reads it back.
   *
   * @throws Fault as the token does; INTEGRITY_VIOLATED if what was signed is not what was meant,
   *     as where the certificate in the trust store is not that of the key
   */
  X509Certificate sign(Draft draft) {
    X509Certificate signed =
        SignedCertificate.sign(
            draft.content().toBeSigned(), token.key(StaffProfile.KEY_LABEL, StaffProfile.SCHEME));
    SignatureCheck.verify(signed, draft.content(), draft.authority().getPublicKey());
    return signed;
  }
}
