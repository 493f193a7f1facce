package org.jitsuin.samples;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * Documents that somebody signed, with one fault each. The stored answer that goes with each is of
 * the first signer's certificate; it is good, unless that is the fault.
 */
final class DocumentSamples {
  private static final String GOOD = "good";
  private static final String BAD = "bad";

  private final SampleWorld world;
  private final SampleFiles files;
  private final SampleAuthority authority;
  private final X509CertificateHolder card;
  private final SampleSigner holder;
  private final Instant signedAt;
  private final byte[] letter =
      "To whom it may concern: this is a sample.\n".getBytes(StandardCharsets.US_ASCII);
  private final byte[] pdf = SamplePdf.document("This is a sample, and nobody's.");

  DocumentSamples(SampleWorld world, SampleFiles files) {
    this.world = world;
    this.files = files;
    this.authority = world.signature();
    this.card = world.goodCard(authority);
    this.signedAt = world.before(Duration.ofMinutes(1));
    this.holder = new SampleSigner(world.cardKey(), card);
  }

  void make() {
    cms();
    pdfs();
    signers();
  }

  private void cms() {
    byte[] signed = SampleSigner.with(letter, signedAt, List.of(holder));
    add("cms-good", ".p7m", signed, GOOD, "-", "nothing is wrong");
    byte[] changed = signed.clone();
    changed[new String(signed, StandardCharsets.ISO_8859_1).indexOf("sample")] = 'S';
    add("cms-changed", ".p7m", changed, BAD, "CHANGED", "a letter of the content is another");
    SampleSigner exchanged = new SampleSigner(world.cardKey(), world.goodCard(authority), card);
    add(
        "cms-other-certificate",
        ".p7m",
        SampleSigner.with(letter, signedAt, List.of(exchanged)),
        BAD,
        "OTHER_CERTIFICATE",
        "the signer's certificate is not the one that the signature binds; both have one key",
        exchanged.certificate());
    add(
        "cms-second-signer",
        ".p7m",
        SampleSigner.with(letter, signedAt, List.of(holder, stranger())),
        BAD,
        "SIGNER",
        "a second signer has a certificate of an impostor");
  }

  private void pdfs() {
    byte[] signed = SamplePdf.signed(pdf, holder, signedAt);
    add("pdf-good", ".pdf", signed, GOOD, "-", "nothing is wrong");
    add(
        "pdf-changed",
        ".pdf",
        SamplePdf.changed(signed),
        BAD,
        "CHANGED",
        "an octet of what was signed is another");
    add(
        "pdf-added",
        ".pdf",
        SamplePdf.added(signed),
        BAD,
        "NOT_WHOLE",
        "something stands behind what was signed");
    add(
        "pdf-range-widened",
        ".pdf",
        SamplePdf.ranged(signed, holder, 0, true),
        BAD,
        "NOT_WHOLE",
        "the gap in ByteRange is wider than the signature: what stands there is not signed");
    add(
        "pdf-range-late",
        ".pdf",
        SamplePdf.ranged(signed, holder, 9, false),
        BAD,
        "NOT_WHOLE",
        "ByteRange begins behind the beginning");
    add(
        "pdf-second-signature",
        ".pdf",
        SamplePdf.signed(signed, stranger(), signedAt),
        BAD,
        "SIGNER",
        "an impostor signed behind the holder");
  }

  private SampleSigner stranger() {
    return new SampleSigner(
        world.cardKey(), world.card(authority).signedBy(world.impostor().key()));
  }

  private void signers() {
    X509CertificateHolder moved = world.goodCard(authority);
    files.sample(
        new Sample(
            "pdf-signer-revoked",
            files.file(
                "documents/pdf-signer-revoked.pdf",
                SamplePdf.signed(pdf, new SampleSigner(world.cardKey(), moved), signedAt)),
            SampleKind.SIGNATURE.id(),
            files.file(
                "ocsp/pdf-signer-revoked.der",
                world
                    .answer()
                    .revoked(
                        authority.certificate(),
                        moved.getSerialNumber(),
                        world.before(Duration.ofDays(1)),
                        3)
                    .signedBy(world.responderKey(), world.responderOf(authority))),
            BAD,
            "SIGNER",
            "the signer's certificate is revoked: the address changed"));
    X509CertificateHolder login = world.goodCard(world.identification());
    files.sample(
        new Sample(
            "pdf-signer-login",
            files.file(
                "documents/pdf-signer-login.pdf",
                SamplePdf.signed(pdf, new SampleSigner(world.cardKey(), login), signedAt)),
            SampleKind.SIGNATURE.id(),
            files.file(
                "ocsp/pdf-signer-login.der",
                world.good(world.identification(), login.getSerialNumber())),
            BAD,
            "SIGNER",
            "signed with the certificate for user identification, which signs no documents"));
  }

  private void add(
      String name, String end, byte[] content, String verdict, String reason, String sentence) {
    add(name, end, content, verdict, reason, sentence, card);
  }

  private void add(
      String name,
      String end,
      byte[] content,
      String verdict,
      String reason,
      String sentence,
      X509CertificateHolder signer) {
    files.sample(
        new Sample(
            name,
            files.file("documents/" + name + end, content),
            SampleKind.SIGNATURE.id(),
            files.file("ocsp/" + name + ".der", world.good(authority, signer.getSerialNumber())),
            verdict,
            reason,
            sentence));
  }
}
