package org.jitsuin.ca.profile;

import java.time.Instant;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.model.Serial;

/**
 * The certificate of a key that signs status filters (docs/status-filter.md): issued by the key
 * generation of the authority that issues now, short-lived, for that purpose and no other.
 */
public final class StatusSignerProfile {
  /** The extended key usage, which is a UUID as an object identifier (ITU-T X.667). */
  public static final String PURPOSE = "2.25.191866293306132187820079438926869282010";

  private StatusSignerProfile() {}

  private static final class StatusUse implements DelegatedProfile.Use {
    @Override
    public KeyPurposeId purpose() {
      return KeyPurposeId.getInstance(new ASN1ObjectIdentifier(PURPOSE));
    }

    @Override
    public String title() {
      return "Status";
    }
  }

  /**
   * @param now when it is made
   * @param days how long it is valid; never longer than the issuing key generation itself
   */
  public static CertificateContent content(
      IssuingKey issuing, SubjectPublicKeyInfo key, Serial serial, Instant now, int days) {
    return DelegatedProfile.content(new StatusUse(), issuing, key, serial, now, days);
  }
}
