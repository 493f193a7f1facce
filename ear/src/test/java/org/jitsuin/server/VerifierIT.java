package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verdict;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.crl.CrlPolicy;
import org.jitsuin.verifier.crl.CrlSource;
import org.jitsuin.verifier.holder.Era;
import org.jitsuin.verifier.holder.HolderAttributes;
import org.jitsuin.verifier.holder.Sex;
import org.jitsuin.verifier.http.HttpTransport;
import org.jitsuin.verifier.lineage.Lineage;
import org.jitsuin.verifier.ocsp.OcspSource;
import org.jitsuin.verifier.status.Reason;
import org.jitsuin.verifier.status.StatusSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The relying parties' library against the deployed responder and the published CRLs. */
@Tag("deployed")
class VerifierIT extends DeployedServerTest {
  private final OfficeRequests desk = new OfficeRequests(installation());
  private final HttpTransport http = new HttpTransport(Duration.ofMinutes(1));
  private final StatusSource ocsp = OcspSource.named(http);

  @TempDir private Path directory;

  private static X509Certificate read(Path file) throws IOException {
    return SignedCertificate.parse(Files.readAllBytes(file));
  }

  private static X509Certificate certificate(TestCard card, CertificateKind kind)
      throws IOException {
    return read(card.directory().resolve(id(kind) + ".pem"));
  }

  private static String id(CertificateKind kind) {
    return kind == CertificateKind.SIGNATURE ? "signature" : "user-identification";
  }

  private static TrustAnchors trusted() throws IOException {
    TrustAnchors trusted = TrustAnchors.none();
    for (CertificateKind kind : CertificateKind.values()) {
      trusted = trusted.with(kind, read(installation().ca().resolve(id(kind) + ".pem")));
    }
    return trusted;
  }

  private static Verdict verify(StatusSource source, TestCard card, CertificateKind kind)
      throws IOException {
    return Verifier.of(trusted(), source)
        .verify(certificate(card, kind), kind, Clocks.system().instant());
  }

  private StatusSource named() {
    return CrlSource.named(directory, http).with(CrlPolicy.usual().keptFor(Duration.ZERO));
  }

  private StatusSource complete() {
    return CrlSource.complete(
            directory,
            URI.create(installation().settings().httpAddress() + "/crl/signature/complete-g1.crl"),
            http)
        .with(CrlPolicy.usual().keptFor(Duration.ZERO));
  }

  @Test
  void verify_newCard_goodForWhatItIsFor() throws Exception {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    for (CertificateKind kind : CertificateKind.values()) {
      desk.awaitOcsp(card, id(kind), id(kind) + ".pem: good");
      assertThat(verify(ocsp, card, kind)).isInstanceOf(Verdict.Valid.class);
    }
    assertThat(
            Verifier.of(trusted(), ocsp)
                .verify(
                    certificate(card, CertificateKind.SIGNATURE),
                    CertificateKind.USER_IDENTIFICATION,
                    Clocks.system().instant()))
        .isEqualTo(new Verdict.WrongKind(CertificateKind.SIGNATURE));
    HolderAttributes holder =
        HolderAttributes.of(certificate(card, CertificateKind.SIGNATURE)).orElseThrow();
    assertThat(holder.name().text()).isEqualTo("山田　花子");
    assertThat(holder.address().text()).isEqualTo("東京都清瀬市中里五丁目８４２番地");
    assertThat(holder.birthDate().date()).contains(LocalDate.of(1980, 2, 17));
    assertThat(holder.birthDate().era()).contains(Era.SHOWA);
    assertThat(holder.sex()).isEqualTo(Sex.FEMALE);
    assertThat(HolderAttributes.of(certificate(card, CertificateKind.USER_IDENTIFICATION)))
        .isEmpty();
    String lineage = "/certificates/signature/" + serials.get("signature") + "/lineage";
    assertThat(
            Lineage.read(
                    desk.answer(200, desk.as("relying-party").get(lineage))
                        .toString()
                        .getBytes(StandardCharsets.UTF_8))
                .root()
                .serial())
        .isEqualTo(certificate(card, CertificateKind.SIGNATURE).getSerialNumber());
  }

  @Test
  void verify_suspendedThenRevoked_byOcspAndByEachCrl() throws Exception {
    TestCard card = TestCard.register(installation());
    Map<String, String> serials = desk.issue(card);
    desk.suspend(card);
    desk.awaitOcsp(card, "signature", "Reason: certificateHold");
    String entry = "Serial Number: " + serials.get("signature").toUpperCase(Locale.ROOT);
    for (String crl : new String[] {"13221-g1", "complete-g1"}) {
      desk.awaitCrl(card, crl, entry, "Certificate Hold");
    }

    for (StatusSource source : new StatusSource[] {ocsp, named(), complete()}) {
      assertThat(verify(source, card, CertificateKind.SIGNATURE))
          .isInstanceOf(Verdict.Suspended.class);
    }

    desk.answer(
        200,
        desk.as("operator")
            .post(
                "/certificates/signature/" + serials.get("signature") + "/revocation",
                "{\"ground\":\"ex-officio\",\"note\":\"監査指摘による\"}"));
    desk.awaitOcsp(card, "signature", "Reason: cessationOfOperation");
    for (String crl : new String[] {"13221-g1", "complete-g1"}) {
      desk.awaitCrl(card, crl, entry, "Cessation Of Operation");
    }

    for (StatusSource source : new StatusSource[] {ocsp, named(), complete()}) {
      Verdict verdict = verify(source, card, CertificateKind.SIGNATURE);
      assertThat(verdict).isInstanceOf(Verdict.Revoked.class);
      assertThat(((Verdict.Revoked) verdict).reason()).isEqualTo(Reason.CESSATION_OF_OPERATION);
    }
    assertThat(verify(ocsp, card, CertificateKind.USER_IDENTIFICATION))
        .isInstanceOf(Verdict.Suspended.class);
  }
}
