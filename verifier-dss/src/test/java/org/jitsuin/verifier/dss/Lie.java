package org.jitsuin.verifier.dss;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.samples.OcspDraft;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.SampleKey;
import org.jitsuin.samples.SampleWorld;
import org.jitsuin.verifier.dss.SignedDocuments.Form;

/**
 * What is wrong with a document: what we say of the certificate, whether the document is as it was
 * signed, and what DSS says by itself.
 */
enum Lie {
  NONE("valid", "TOTAL_PASSED"),
  REVOKED("revoked", "INDETERMINATE REVOKED_NO_POE"),
  SUSPENDED("suspended", "INDETERMINATE TRY_LATER"),
  OTHER_AUTHORITY("not-ours OTHER_AUTHORITY", "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND"),
  IMPOSTOR("not-ours NOT_SIGNED", "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND"),
  USER_IDENTIFICATION("not-ours OTHER_AUTHORITY", "INDETERMINATE NO_CERTIFICATE_CHAIN_FOUND"),
  EXPIRED("expired", "INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE"),
  NOT_YET_VALID("not-yet-valid", "INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE"),
  OTHER_POLICY("not-ours OTHER_POLICY", "INDETERMINATE CHAIN_CONSTRAINTS_FAILURE"),
  OTHER_USAGE("not-ours OTHER_KEY_USAGE", "INDETERMINATE CHAIN_CONSTRAINTS_FAILURE"),
  OTHER_KEY("valid", "TOTAL_FAILED SIG_CRYPTO_FAILURE"),
  CHANGED("valid", "TOTAL_FAILED HASH_FAILURE"),
  REPLAYED("cannot-tell REPLAYED", "INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE"),
  NOBODY_ANSWERS("cannot-tell UNREACHABLE", "INDETERMINATE CERTIFICATE_CHAIN_GENERAL_FAILURE");

  private final String certificate;
  private final String indication;

  Lie(String certificate, String indication) {
    this.certificate = certificate;
    this.indication = indication;
  }

  /** What we say of the certificate: the verdict, and of some the reason. */
  String certificate() {
    return certificate;
  }

  /** What DSS says; of JSON it does not tell a wrong key from a changed content. */
  String indication(Form form) {
    return this == OTHER_KEY && form == Form.JADES ? CHANGED.indication : indication;
  }

  /** Whether what was signed is in the document, by the key of the certificate. */
  boolean isIntact() {
    return this != CHANGED && this != OTHER_KEY;
  }

  /** Whether somebody is asked: nobody is about what no trusted authority signed. */
  boolean isAsked() {
    return this != OTHER_AUTHORITY && this != IMPOSTOR && this != USER_IDENTIFICATION;
  }

  /** A document with this lie. */
  byte[] document(SampleWorld world, Form form) {
    SampleKey key = this == OTHER_KEY ? world.impostor().key() : world.cardKey();
    SignersCard card =
        SignersCard.of(key, signersCertificate(world), world.signature().certificate());
    byte[] signed = SignedDocuments.sign(form, card, world.before(Duration.ofMinutes(1)));
    return this == CHANGED ? SignedDocuments.changed(form, signed) : signed;
  }

  private X509CertificateHolder signersCertificate(SampleWorld world) {
    SampleAuthority authority = world.signature();
    return switch (this) {
      case OTHER_AUTHORITY ->
          world
              .card(authority)
              .issuer(new X500Name("C=JP, O=Somebody else"))
              .signedBy(world.impostor().key());
      case IMPOSTOR -> world.card(authority).signedBy(world.impostor().key());
      case USER_IDENTIFICATION -> world.goodCard(world.identification());
      case EXPIRED ->
          world
              .card(authority)
              .valid(world.before(Duration.ofDays(300)), world.before(Duration.ofDays(1)))
              .signedBy(authority.key());
      case NOT_YET_VALID ->
          world
              .card(authority)
              .valid(world.after(Duration.ofDays(1)), world.after(Duration.ofDays(300)))
              .signedBy(authority.key());
      case OTHER_POLICY ->
          world
              .card(authority)
              .with(
                  Extension.certificatePolicies,
                  true,
                  new CertificatePolicies(
                      new PolicyInformation(new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1"))))
              .signedBy(authority.key());
      case OTHER_USAGE ->
          world
              .card(authority)
              .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .signedBy(authority.key());
      default -> world.goodCard(authority);
    };
  }

  /** What a responder says to a question with that nonce; nothing where nobody answers. */
  Optional<byte[]> answer(SampleWorld world, BigInteger serial, byte[] nonce) {
    X509CertificateHolder authority = world.signature().certificate();
    OcspDraft draft = new OcspDraft(world.at(), world.after(Duration.ofHours(1)));
    byte[] echoed = nonce.clone();
    switch (this) {
      case NOBODY_ANSWERS -> {
        return Optional.empty();
      }
      case REVOKED -> draft.revoked(authority, serial, world.before(Duration.ofDays(1)), 3);
      case SUSPENDED -> draft.revoked(authority, serial, world.before(Duration.ofDays(1)), 6);
      case REPLAYED -> {
        echoed[0] ^= 1;
        draft.good(authority, serial);
      }
      default -> draft.good(authority, serial);
    }
    return Optional.of(
        draft.nonce(echoed).signedBy(world.responderKey(), world.responderOf(world.signature())));
  }
}
