package org.jitsuin.samples;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;

/** Certificates with one fault each, for all of which the authority says that they are good. */
final class CertificateSamples {
  private static final String VALID = "valid";
  private static final String NOT_OURS = "not-ours";

  private final SampleWorld world;
  private final SampleFiles files;

  CertificateSamples(SampleWorld world, SampleFiles files) {
    this.world = world;
    this.files = files;
  }

  void make() {
    good();
    times();
    profiles();
    authorities();
    kinds();
  }

  private void good() {
    SampleAuthority signature = world.signature();
    add("good-signature", signature, world.goodCard(signature), VALID, "-", "nothing is wrong");
    SampleAuthority identification = world.identification();
    add(
        "good-user-identification",
        identification,
        world.goodCard(identification),
        VALID,
        "-",
        "nothing is wrong");
    add(
        "good-next-card",
        signature,
        world.card(signature).key(SampleKey.p384().info()).signedBy(signature.key()),
        VALID,
        "-",
        "nothing is wrong: a key on P-384, as the next card has");
    SampleAuthority next = world.nextSignature();
    add(
        "good-next-generation",
        next,
        world.goodCard(next),
        VALID,
        "-",
        "signed by the authority's second key, which has the same name; the link certificate leads there");
  }

  private void times() {
    broken(
        "expired",
        draft -> draft.valid(world.before(Duration.ofDays(300)), world.before(Duration.ofDays(1))),
        "expired",
        "-",
        "it ended a day before");
    broken(
        "not-yet-valid",
        draft -> draft.valid(world.after(Duration.ofDays(400)), world.after(Duration.ofDays(900))),
        "not-yet-valid",
        "-",
        "it begins more than a year later");
  }

  private void profiles() {
    refused(
        "key-usage-other",
        "OTHER_KEY_USAGE",
        "keyUsage has keyEncipherment besides",
        draft ->
            draft.with(
                Extension.keyUsage,
                true,
                new KeyUsage(
                    KeyUsage.digitalSignature
                        | KeyUsage.nonRepudiation
                        | KeyUsage.keyEncipherment)));
    refused(
        "key-usage-login",
        "OTHER_KEY_USAGE",
        "keyUsage has no nonRepudiation",
        draft -> draft.with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));
    refused(
        "key-usage-missing",
        "OTHER_KEY_USAGE",
        "keyUsage is missing",
        draft -> draft.without(Extension.keyUsage));
    refused(
        "policy-other",
        "OTHER_POLICY",
        "its policy is another's",
        draft ->
            draft.with(
                Extension.certificatePolicies,
                true,
                SampleAuthority.policies("1.3.6.1.4.1.32473.1")));
    refused(
        "policy-login",
        "OTHER_POLICY",
        "its policy is that of the other kind",
        draft ->
            draft.with(
                Extension.certificatePolicies,
                true,
                SampleAuthority.policies(SampleKind.USER_IDENTIFICATION.policy())));
    refused(
        "policy-missing",
        "OTHER_POLICY",
        "certificatePolicies is missing",
        draft -> draft.without(Extension.certificatePolicies));
    refused(
        "authority",
        "IS_AUTHORITY",
        "basicConstraints calls it an authority",
        draft -> draft.with(Extension.basicConstraints, true, new BasicConstraints(true)));
    refused(
        "critical-unknown",
        "UNKNOWN_CRITICAL",
        "a critical extension that nobody knows",
        draft ->
            draft.with(new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.2"), true, DERNull.INSTANCE));
    refused(
        "key-weak",
        "WEAK_KEY",
        "its key is RSA with 1,024 bits",
        draft -> draft.key(SampleKey.rsa(1024, "SHA256withRSA").info()));
  }

  private void authorities() {
    SampleAuthority signature = world.signature();
    X509CertificateHolder strange =
        world
            .card(signature)
            .issuer(new X500Name("C=JP, O=JITSUIN-SAMPLES, OU=Somebody else"))
            .signedBy(world.impostor().key());
    add(
        "authority-other",
        signature,
        strange,
        NOT_OURS,
        "OTHER_AUTHORITY",
        "another authority issued it");
    add(
        "authority-impostor",
        signature,
        world.card(signature).signedBy(world.impostor().key()),
        NOT_OURS,
        "NOT_SIGNED",
        "its issuer has the authority's name, and another key");
    add(
        "signature-sha1",
        signature,
        world.card(signature).signedBy(signature.key().signingBy("SHA1withRSA")),
        NOT_OURS,
        "NOT_SIGNED",
        "signed with SHA-1");
    byte[] changed = SampleFiles.encoded(world.goodCard(signature));
    changed[changed.length - 1] ^= 1;
    files.sample(
        new Sample(
            "signature-changed",
            files.file("certificates/signature-changed.cer", changed),
            SampleKind.SIGNATURE.id(),
            "-",
            NOT_OURS,
            "NOT_SIGNED",
            "the last bit of its signature is another"));
    add(
        "responder",
        signature,
        world.responderOf(signature),
        NOT_OURS,
        "OTHER_KEY_USAGE",
        "the certificate of a signer of OCSP answers, presented as that of a person");
  }

  private void kinds() {
    SampleAuthority identification = world.identification();
    X509CertificateHolder login = world.goodCard(identification);
    files.sample(
        new Sample(
            "kind-login-under-document",
            files.certificate("certificates/kind-login-under-document.cer", login),
            SampleKind.SIGNATURE.id(),
            stored("kind-login-under-document", identification, login),
            "wrong-kind",
            SampleKind.USER_IDENTIFICATION.name(),
            "a user-identification certificate signs no documents"));
    X509CertificateHolder signing = world.goodCard(world.signature());
    files.sample(
        new Sample(
            "kind-signature-at-login",
            files.certificate("certificates/kind-signature-at-login.cer", signing),
            SampleKind.USER_IDENTIFICATION.id(),
            stored("kind-signature-at-login", world.signature(), signing),
            "wrong-kind",
            SampleKind.SIGNATURE.name(),
            "a signature certificate logs nobody in"));
  }

  private void refused(
      String name, String reason, String sentence, UnaryOperator<CertificateDraft> fault) {
    broken(name, fault, NOT_OURS, reason, sentence);
  }

  private void broken(
      String name,
      UnaryOperator<CertificateDraft> fault,
      String verdict,
      String reason,
      String sentence) {
    SampleAuthority signature = world.signature();
    add(
        name,
        signature,
        fault.apply(world.card(signature)).signedBy(signature.key()),
        verdict,
        reason,
        sentence);
  }

  private void add(
      String name,
      SampleAuthority authority,
      X509CertificateHolder certificate,
      String verdict,
      String reason,
      String sentence) {
    files.sample(
        new Sample(
            name,
            files.certificate("certificates/" + name + ".cer", certificate),
            authority.kind().id(),
            stored(name, authority, certificate),
            verdict,
            reason,
            sentence));
  }

  /** The answer that it is good, and the link certificate too, so that nothing else is wrong. */
  private String stored(String name, SampleAuthority authority, X509CertificateHolder certificate) {
    return files.file(
        "ocsp/" + name + ".der", world.good(authority, certificate.getSerialNumber()));
  }
}
