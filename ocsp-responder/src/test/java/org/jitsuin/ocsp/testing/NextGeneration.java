package org.jitsuin.ocsp.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.keys.KeyContentSigner;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.testing.TestStack;

/** Another key generation of the signature authority under its name, with an OCSP signer. */
public final class NextGeneration implements AutoCloseable {
  /** Its number, which no ceremony of a test gives. */
  public static final int NUMBER = 200;

  private static final int GENERATION = 90;
  private static final SignatureScheme SCHEME = SignatureScheme.ECDSA_P256_SHA256;

  private final SignatureScheme scheme;
  private final Jdbi jdbi;
  private final SignerRows signers;

  /**
   * @param ocsp the token of the signer
   */
  public NextGeneration(TestStack stack, SigningPool ocsp, InstantSource clock) {
    this(stack, ocsp, clock, SCHEME);
  }

  /**
   * @param ocsp the token of the signer
   * @param scheme how the key of the generation itself signs
   */
  public NextGeneration(
      TestStack stack, SigningPool ocsp, InstantSource clock, SignatureScheme scheme) {
    this.scheme = scheme;
    this.jdbi = stack.jdbi("admin");
    Instant from = clock.instant().minus(Duration.ofHours(3));
    Instant until = clock.instant().plus(Duration.ofDays(1_000));
    insert(stack, clock, from, until);
    signers = new SignerRows(stack, clock);
    String label = "test-" + UUID.randomUUID();
    PublicKey key = ocsp.token().generate(label, SCHEME);
    signers.appoint(new SignerRows.Appointment(NUMBER, NUMBER, label, key, from, until, true));
  }

  private void insert(TestStack stack, InstantSource clock, Instant from, Instant until) {
    String label = "test-" + UUID.randomUUID();
    try (IssuerKeys issuers = new IssuerKeys(stack, clock);
        SigningPool ca = SigningPool.configured(stack.settings(), "ca", clock)) {
      PublicKey key = ca.token().generate(label, scheme);
      X500Name name = issuers.name(Lab.SIGNATURE);
      byte[] certificate =
          new X509v3CertificateBuilder(
                  name,
                  BigInteger.TWO,
                  Date.from(from),
                  Date.from(until),
                  name,
                  SubjectPublicKeyInfo.getInstance(key.getEncoded()))
              .build(new KeyContentSigner(ca.key(label, scheme)))
              .getEncoded();
      jdbi.useHandle(handle ->
          handle.execute(
              """
              INSERT INTO status.issuer (issuer_no, authority, generation, scheme, key_label,
                certificate, not_before, not_after, issues_from)
              VALUES (?, 'signature', ?, ?, ?, ?, ?, ?, 0)
              """,
              NUMBER,
              GENERATION,
              scheme.id(),
              label,
              certificate,
              from.toEpochMilli(),
              until.toEpochMilli()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes it back. */
  @Override
  public void close() {
    signers.close();
    jdbi.useHandle(
        handle -> handle.execute("DELETE FROM status.issuer WHERE issuer_no = ?", NUMBER));
  }
}
