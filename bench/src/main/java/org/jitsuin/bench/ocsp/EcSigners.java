package org.jitsuin.bench.ocsp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.model.SerialSource;

/**
 * OCSP signers with P-256 keys beside those of the key ceremony, appointed after those: as long as
 * all are new, whoever has no preference (RFC 6960 §4.4.7) is answered by the older ones.
 *
 * @param authority the token with the authorities' keys
 * @param token the token of the responder
 */
record EcSigners(Jdbi database, SigningPool authority, SigningPool token) {
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;
  private static final Duration VALIDITY = Duration.ofDays(60);

  private record IssuerRow(
      int number, String label, SignatureScheme scheme, X509CertificateHolder certificate) {}

  /**
   * Appoints one for each issuer.
   *
   * @param now the time in their certificates is counted from it
   * @return one of their keys
   */
  SigningKey appoint(Instant now) {
    return database.withHandle(handle -> {
      List<IssuerRow> issuers =
          handle
              .createQuery(
                  """
                  SELECT issuer_no, key_label, scheme, certificate FROM status.issuer
                  """)
              .map((row, context) ->
                  new IssuerRow(
                      row.getInt("issuer_no"),
                      row.getString("key_label"),
                      SignatureScheme.byId(row.getString("scheme")).orElseThrow(),
                      parsed(row.getBytes("certificate"))))
              .list();
      for (IssuerRow issuer : issuers) {
        appoint(handle, issuer, now);
      }
      return token.key(label(issuers.getFirst()), SCHEME);
    });
  }

  private static String label(IssuerRow issuer) {
    return "ocsp-p256-" + issuer.label();
  }

  private void appoint(Handle handle, IssuerRow issuer, Instant now) {
    Serial serial = new SerialSource(new SecureRandom()).next(now);
    PublicKey key =
        token.token().labels().contains(label(issuer))
            ? token.token().publicKey(label(issuer))
            : token.token().generate(label(issuer), SCHEME);
    Instant until = now.plus(VALIDITY);
    handle.execute(
        """
        INSERT INTO status.ocsp_signer
          (issuer_no, serial, scheme, key_label, certificate, not_before, not_after)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        issuer.number(),
        serial.octets(),
        SCHEME.id(),
        label(issuer),
        certificate(issuer, serial, key, now, until),
        now.toEpochMilli(),
        until.toEpochMilli());
  }

  private byte[] certificate(
      IssuerRow issuer, Serial serial, PublicKey key, Instant from, Instant until) {
    try {
      return new X509v3CertificateBuilder(
              issuer.certificate().getSubject(),
              serial.value(),
              Date.from(from),
              Date.from(until),
              new X500Name("CN=OCSP signer of a benchmark"),
              SubjectPublicKeyInfo.getInstance(key.getEncoded()))
          .addExtension(
              Extension.extendedKeyUsage,
              false,
              new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning))
          .build(new KeyContentSigner(authority.key(issuer.label(), issuer.scheme())))
          .getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static X509CertificateHolder parsed(byte[] der) {
    try {
      return new X509CertificateHolder(der);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
