package org.jitsuin.crl.testing;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.keys.SigningKey;
import org.jitsuin.base.keys.SigningPool;
import org.jitsuin.base.keys.Token;
import org.jitsuin.base.model.SerialSource;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.model.Municipalities;
import org.jitsuin.ca.profile.AuthorityProfile;
import org.jitsuin.ca.profile.AuthorityScript;
import org.jitsuin.ca.profile.CertificateContent;
import org.jitsuin.ca.profile.IssuingKey;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.ca.store.PartitionTable;
import org.jitsuin.ca.validity.Validity;
import org.jitsuin.installation.ceremony.CeremonyPlan;
import org.jitsuin.testing.TestStack;

/**
 * A second key generation of the signature authority, as a roll-over makes it: under the same name,
 * with a key of its own, a partition of Kiyose-shi, and the link certificates. It is there until it
 * is closed.
 */
public final class SecondGeneration implements AutoCloseable {
  private static final int NUMBER = 9;
  private static final String MUNICIPALITY = "13221";

  private final StatusRows rows;
  private final SignatureScheme scheme;
  private final String label;
  private final SigningPool pool =
      SigningPool.configured(TestStack.shared().settings(), "ca", Clocks.system());
  private final SerialSource serials = new SerialSource(new SecureRandom());
  private final Instant now;
  private final IssuingKey old;
  private final IssuingKey fresh;
  private final X509Certificate newWithOld;
  private final X509Certificate oldWithNew;

  /**
   * @param now when it begins; it issues from then on
   */
  public SecondGeneration(StatusRows rows, Instant now) {
    this(rows, now, SignatureScheme.RSA_2048_SHA256);
  }

  /**
   * @param now when it begins; it issues from then on
   * @param scheme how its key signs
   */
  public SecondGeneration(StatusRows rows, Instant now, SignatureScheme scheme) {
    this.rows = rows;
    this.scheme = scheme;
    this.label = "signature-g2-test-" + scheme.id();
    this.now = now;
    AuthorityScript script =
        CeremonyPlan.development("http://localhost:8080", List.of("localhost"))
            .authorities()
            .getFirst();
    old = first(script);
    fresh = second(script.next().by(scheme));
    newWithOld = link(old, fresh);
    oldWithNew = link(fresh, old);
    record();
  }

  private IssuingKey first(AuthorityScript script) {
    byte[] certificate =
        rows.jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("SELECT certificate FROM status.issuer WHERE issuer_no = 1")
                    .mapTo(byte[].class)
                    .one());
    return new IssuingKey(
        1,
        script.authorityPolicy(),
        SignedCertificate.parse(certificate),
        pool.key("signature-g1", script.keyScheme()));
  }

  private IssuingKey second(AuthorityScript script) {
    Token token = pool.token();
    PublicKey publicKey =
        token.labels().contains(label)
            ? token.publicKey(label)
            : token.generate(label, script.keyScheme());
    SigningKey key = pool.key(label, script.keyScheme());
    Validity validity =
        new Validity(
            old.certificate().getNotBefore().toInstant(),
            old.certificate().getNotAfter().toInstant());
    CertificateContent content =
        AuthorityProfile.content(
            script.authorityPolicy(), script.keyScheme(), publicKey, serials.next(now), validity);
    return new IssuingKey(
        NUMBER, script.authorityPolicy(), SignedCertificate.sign(content.toBeSigned(), key), key);
  }

  private X509Certificate link(IssuingKey signer, IssuingKey other) {
    Validity validity =
        new Validity(
            other.certificate().getNotBefore().toInstant(),
            old.certificate().getNotAfter().toInstant());
    CertificateContent content =
        AuthorityProfile.link(signer, other.certificate(), serials.next(now), validity);
    return SignedCertificate.sign(content.toBeSigned(), signer.key());
  }

  private void record() {
    rows.jdbi()
        .useTransaction(handle -> {
          handle.execute(
              """
              INSERT INTO status.issuer (issuer_no, authority, generation, scheme, key_label,
                certificate, not_before, not_after, issues_from)
              SELECT ?, authority, 2, ?, ?, ?, not_before, not_after, 0
              FROM status.issuer WHERE issuer_no = 1
              """,
              NUMBER,
              scheme.id(),
              label,
              SignedCertificate.der(fresh.certificate()));
          PartitionTable.insert(
              handle,
              NUMBER,
              fresh.policy(),
              Municipalities.read().all().stream()
                  .filter(one -> one.code().equals(MUNICIPALITY))
                  .toList());
          insertLink(handle, old, fresh, newWithOld);
          insertLink(handle, fresh, old, oldWithNew);
        });
  }

  private static void insertLink(
      Handle handle, IssuingKey signer, IssuingKey other, X509Certificate certificate) {
    handle.execute(
        """
        INSERT INTO audit.link_certificate (issuer_no, subject_no, certificate) VALUES (?, ?, ?)
        """,
        signer.number(),
        other.number(),
        SignedCertificate.der(certificate));
  }

  /** Its own certificate, which it signed itself. */
  public X509Certificate certificate() {
    return fresh.certificate();
  }

  /** That of the generation before. */
  public X509Certificate oldCertificate() {
    return old.certificate();
  }

  /** Its key, certified by the generation before. */
  public X509Certificate newWithOld() {
    return newWithOld;
  }

  /** The key of the generation before, certified by this one. */
  public X509Certificate oldWithNew() {
    return oldWithNew;
  }

  public SigningKey key() {
    return fresh.key();
  }

  public SigningKey oldKey() {
    return old.key();
  }

  /** The number of its partition. */
  public int partition() {
    return rows.jdbi()
        .withHandle(handle ->
            handle
                .createQuery("SELECT partition_no FROM status.crl_partition WHERE issuer_no = ?")
                .bind(0, NUMBER)
                .mapTo(int.class)
                .one());
  }

  @Override
  public void close() {
    pool.close();
    rows.jdbi()
        .useTransaction(handle -> {
          handle.execute("DELETE FROM audit.link_certificate");
          handle.execute("DELETE FROM status.crl_partition WHERE issuer_no = ?", NUMBER);
          handle.execute("DELETE FROM status.issuer WHERE issuer_no = ?", NUMBER);
        });
  }
}
