package org.jitsuin.ca.profile;

import java.time.Instant;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jitsuin.base.model.Serial;

/**
 * The certificate of a delegated OCSP signer (RFC 6960 §4.2.2.2): issued by the key generation
 * whose certificates it speaks for, short-lived, and marked not to be checked for revocation
 * itself.
 */
public final class OcspSignerProfile {
  private OcspSignerProfile() {}

  private static final class OcspUse implements DelegatedProfile.Use {
    @Override
    public KeyPurposeId purpose() {
      return KeyPurposeId.id_kp_OCSPSigning;
    }

    @Override
    public String title() {
      return "OCSP";
    }

    @Override
    public void also(ExtensionList extensions) {
      extensions.plain(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, DERNull.INSTANCE);
    }
  }

  /**
   * @param now when it is made
   * @param days how long it is valid; never longer than the issuing key generation itself
   */
  public static CertificateContent content(
      IssuingKey issuing, SubjectPublicKeyInfo key, Serial serial, Instant now, int days) {
    return DelegatedProfile.content(new OcspUse(), issuing, key, serial, now, days);
  }
}
