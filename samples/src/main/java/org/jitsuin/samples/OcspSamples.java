package org.jitsuin.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;

/**
 * Certificates that are all right, and answers about them that say otherwise, or are no answers.
 */
final class OcspSamples {
  private static final String CANNOT_TELL = "cannot-tell";
  private static final int HOLD = 6;

  private final SampleWorld world;
  private final SampleFiles files;
  private final SampleAuthority authority;

  OcspSamples(SampleWorld world, SampleFiles files) {
    this.world = world;
    this.files = files;
    this.authority = world.signature();
  }

  void make() {
    statuses();
    signers();
    dates();
    forms();
    others();
  }

  private void statuses() {
    revoked("revoked-affiliation-changed", 3, "AFFILIATION_CHANGED", "the address changed");
    revoked("revoked-key-compromise", 1, "KEY_COMPROMISE", "somebody else may have the key");
    revoked("revoked-superseded", 4, "SUPERSEDED", "a newer one took its place");
    revoked("revoked-cessation", 5, "CESSATION_OF_OPERATION", "given up, or the holder died");
    revoked("revoked-unspecified", 0, "UNSPECIFIED", "no reason is said");
    X509CertificateHolder held = card();
    add(
        "suspended",
        held,
        signed(world.answer().revoked(issuer(), held.getSerialNumber(), anHourAgo(), HOLD)),
        "suspended",
        "-",
        "the card was reported as lost (certificateHold)");
    X509CertificateHolder never = card();
    add(
        "never-issued",
        never,
        signed(
            world
                .answer()
                .with(OCSPObjectIdentifiers.id_pkix_ocsp_extended_revoke, false, nothing())
                .revoked(issuer(), never.getSerialNumber(), Instant.EPOCH, HOLD)),
        "not-ours",
        "NEVER_ISSUED",
        "rightly signed, and the authority says that it never issued it: its key is in other hands");
    X509CertificateHolder both = card();
    add(
        "ocsp-good-and-revoked",
        both,
        signed(
            world
                .answer()
                .good(issuer(), both.getSerialNumber())
                .bySha1()
                .revoked(issuer(), both.getSerialNumber(), anHourAgo(), 1)),
        "revoked",
        "KEY_COMPROMISE",
        "one answer by SHA-256 says good, the other by SHA-1 revoked");
  }

  private void revoked(String name, int code, String reason, String sentence) {
    X509CertificateHolder card = card();
    add(
        name,
        card,
        signed(world.answer().revoked(issuer(), card.getSerialNumber(), anHourAgo(), code)),
        "revoked",
        reason,
        sentence);
  }

  private void signers() {
    SampleKey key = world.responderKey();
    silent(
        "ocsp-signer-stranger",
        "NOT_SIGNED",
        "a key that the authority did not certify",
        serial ->
            good(serial)
                .signedBy(
                    key,
                    world
                        .impostor()
                        .responder(key, anHourAgo(), world.after(SampleWorld.CURRENT))
                        .signedBy(world.impostor().key())));
    silent(
        "ocsp-signer-card",
        "NOT_SIGNED",
        "the holder of another card signed it",
        serial -> good(serial).signedBy(world.cardKey(), card()));
    silent(
        "ocsp-signer-without-purpose",
        "NOT_SIGNED",
        "its certificate is for something else",
        serial ->
            good(serial)
                .signedBy(
                    key,
                    responder().without(Extension.extendedKeyUsage).signedBy(authority.key())));
    silent(
        "ocsp-signer-without-nocheck",
        "NOT_SIGNED",
        "whether its signer was revoked nobody says",
        serial ->
            good(serial)
                .signedBy(
                    key,
                    responder()
                        .without(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck)
                        .signedBy(authority.key())));
    silent(
        "ocsp-signer-expired",
        "NOT_SIGNED",
        "its signer's certificate ended yesterday",
        serial ->
            good(serial)
                .signedBy(
                    key,
                    responder()
                        .valid(world.before(Duration.ofDays(9)), world.before(Duration.ofDays(1)))
                        .signedBy(authority.key())));
    silent(
        "ocsp-signer-other-generation",
        "NOT_SIGNED",
        "signed for the authority's other key",
        serial -> good(serial).signedBy(key, world.responderOf(world.nextSignature())));
    silent(
        "ocsp-signature-changed",
        "NOT_SIGNED",
        "a bit of what is signed is another",
        serial -> {
          byte[] answer = signed(good(serial));
          byte[] octets = serial.toByteArray();
          for (int i = 0; i + octets.length < answer.length; i++) {
            if (Arrays.equals(answer, i, i + octets.length, octets, 0, octets.length)) {
              // Behind "good" the year of thisUpdate.
              answer[i + octets.length + 7] ^= 1;
            }
          }
          return answer;
        });
  }

  private void dates() {
    silent(
        "ocsp-old",
        "NOT_CURRENT",
        "its nextUpdate was an hour ago",
        serial ->
            signed(
                new OcspDraft(world.before(Duration.ofHours(3)), anHourAgo())
                    .good(issuer(), serial)));
    silent(
        "ocsp-future",
        "NOT_CURRENT",
        "its thisUpdate is an hour from now",
        serial ->
            signed(
                new OcspDraft(world.after(Duration.ofHours(1)), world.after(SampleWorld.CURRENT))
                    .good(issuer(), serial)));
    silent(
        "ocsp-without-end",
        "NOT_CURRENT",
        "it has no nextUpdate (RFC 9919)",
        serial -> signed(world.answer().withoutEnd().good(issuer(), serial)));
  }

  /** All right, and yet as other programs make them. */
  private void forms() {
    X509CertificateHolder card = card();
    add(
        "ocsp-signer-by-name",
        card,
        signed(good(card.getSerialNumber()).byName()),
        "valid",
        "-",
        "who signed is named by its name, as old responders do, and not by its key");
  }

  private void others() {
    silent(
        "ocsp-other-certificate",
        "OTHER_SCOPE",
        "it is about another certificate",
        serial -> signed(good(serial.add(BigInteger.TWO))));
    silent(
        "ocsp-other-issuer",
        "OTHER_SCOPE",
        "about that serial number under the other key",
        serial -> signed(world.answer().good(world.nextSignature().certificate(), serial)));
    silent(
        "ocsp-unknown",
        "UNKNOWN",
        "the responder does not know it",
        serial -> signed(world.answer().unknown(issuer(), serial)));
    silent(
        "ocsp-try-later",
        "TRY_LATER",
        "the responder cannot tell now",
        serial -> refusal(OCSPRespBuilder.TRY_LATER));
    silent(
        "ocsp-unauthorized",
        "REFUSED",
        "the responder does not answer",
        serial -> refusal(OCSPRespBuilder.UNAUTHORIZED));
    silent(
        "ocsp-cut",
        "MALFORMED",
        "its last octets are missing",
        serial -> {
          byte[] answer = signed(good(serial));
          return Arrays.copyOf(answer, answer.length - 20);
        });
    silent(
        "ocsp-critical-unknown",
        "MALFORMED",
        "a critical extension that nobody knows",
        serial ->
            signed(
                good(serial)
                    .with(new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.3"), true, nothing())));
  }

  /** Makes an answer about a serial number. */
  private interface Answering {
    byte[] about(BigInteger serial);
  }

  private void silent(String name, String reason, String sentence, Answering answering) {
    X509CertificateHolder card = card();
    add(name, card, answering.about(card.getSerialNumber()), CANNOT_TELL, reason, sentence);
  }

  private void add(
      String name,
      X509CertificateHolder card,
      byte[] answer,
      String verdict,
      String reason,
      String sentence) {
    files.sample(
        new Sample(
            name,
            files.certificate("certificates/" + name + ".cer", card),
            SampleKind.SIGNATURE.id(),
            files.file("ocsp/" + name + ".der", answer),
            verdict,
            reason,
            sentence));
  }

  private X509CertificateHolder card() {
    return world.goodCard(authority);
  }

  private X509CertificateHolder issuer() {
    return authority.certificate();
  }

  private Instant anHourAgo() {
    return world.before(Duration.ofHours(1));
  }

  private CertificateDraft responder() {
    return authority.responder(world.responderKey(), anHourAgo(), world.after(SampleWorld.CURRENT));
  }

  private OcspDraft good(BigInteger serial) {
    return world.answer().good(issuer(), serial);
  }

  private byte[] signed(OcspDraft draft) {
    return draft.signedBy(world.responderKey(), world.responderOf(authority));
  }

  private static byte[] nothing() {
    try {
      return DERNull.INSTANCE.getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] refusal(int status) {
    try {
      return new OCSPRespBuilder().build(status, null).getEncoded();
    } catch (IOException | OCSPException e) {
      throw new IllegalStateException("a refusal is put together", e);
    }
  }
}
