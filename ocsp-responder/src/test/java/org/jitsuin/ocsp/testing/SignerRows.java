package org.jitsuin.ocsp.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.testing.TestStack;

/** Appoints OCSP signers as the certificate authority does, and some that it never would. */
public final class SignerRows implements AutoCloseable {
  private final Jdbi jdbi;
  private final IssuerKeys issuers;
  private final SerialSource serials = new SerialSource(new SecureRandom());
  private final List<Serial> appointed = new ArrayList<>();

  public SignerRows(TestStack stack, InstantSource clock) {
    this.jdbi = stack.jdbi("admin");
    this.issuers = new IssuerKeys(stack, clock);
  }

  /**
   * What a signer's row and certificate say.
   *
   * @param issuer the issuer in the row
   * @param signedBy the issuer whose key signs the certificate
   * @param keyLabel the label in the row
   * @param key the key in the certificate
   * @param forOcsp whether it has the extended key usage
   */
  public record Appointment(
      int issuer,
      int signedBy,
      String keyLabel,
      PublicKey key,
      Instant notBefore,
      Instant notAfter,
      boolean forOcsp) {
    public Appointment from(Instant other) {
      return new Appointment(issuer, signedBy, keyLabel, key, other, notAfter, forOcsp);
    }

    public Appointment until(Instant other) {
      return new Appointment(issuer, signedBy, keyLabel, key, notBefore, other, forOcsp);
    }

    public Appointment signedBy(int other) {
      return new Appointment(issuer, other, keyLabel, key, notBefore, notAfter, forOcsp);
    }

    public Appointment labelled(String other) {
      return new Appointment(issuer, signedBy, other, key, notBefore, notAfter, forOcsp);
    }

    public Appointment notForOcsp() {
      return new Appointment(issuer, signedBy, keyLabel, key, notBefore, notAfter, false);
    }
  }

  /** Inserts the row and returns the certificate's serial number. */
  public Serial appoint(Appointment appointment) {
    Serial serial = serials.next(appointment.notBefore());
    byte[] certificate = certificate(appointment, serial.value());
    jdbi.useHandle(handle ->
        handle.execute(
            """
            INSERT INTO status.ocsp_signer
              (issuer_no, serial, scheme, key_label, certificate, not_before, not_after)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            appointment.issuer(),
            serial.octets(),
            scheme(appointment.key()).id(),
            appointment.keyLabel(),
            certificate,
            appointment.notBefore().toEpochMilli(),
            appointment.notAfter().toEpochMilli()));
    appointed.add(serial);
    return serial;
  }

  /** Revokes the certificate of a signer, as the complete CRL lists it. */
  public void revoke(int issuer, Serial serial, Instant now) {
    jdbi.useHandle(handle ->
        handle.execute(
            """
            INSERT INTO status.revocation
              (partition_no, serial, issuer_no, reason, revoked_at, not_after)
            VALUES (2147483647 - ?, ?, ?, ?, ?, ?)
            """,
            issuer,
            serial.octets(),
            issuer,
            RevocationReason.KEY_COMPROMISE.code(),
            now.toEpochMilli(),
            now.plus(Duration.ofDays(1)).toEpochMilli()));
  }

  private static SignatureScheme scheme(PublicKey key) {
    return Arrays.stream(SignatureScheme.values())
        .filter(scheme -> scheme.fits(key))
        .findFirst()
        .orElseThrow();
  }

  private byte[] certificate(Appointment appointment, BigInteger serial) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              issuers.name(appointment.issuer()),
              serial,
              Date.from(appointment.notBefore()),
              Date.from(appointment.notAfter()),
              new X500Name("CN=OCSP signer of a test"),
              SubjectPublicKeyInfo.getInstance(appointment.key().getEncoded()));
      if (appointment.forOcsp()) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning));
      }
      return builder.build(new KeyContentSigner(issuers.key(appointment.signedBy()))).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes the rows back. */
  @Override
  public void close() {
    jdbi.useHandle(handle ->
        appointed.forEach(serial ->
            List.of("status.ocsp_signer", "status.revocation")
                .forEach(table ->
                    handle.execute(
                        "DELETE FROM " + table + " WHERE serial = ?", serial.octets()))));
    issuers.close();
  }
}
