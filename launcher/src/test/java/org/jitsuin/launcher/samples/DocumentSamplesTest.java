package org.jitsuin.launcher.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jitsuin.ca.profile.SignedCertificate;
import org.jitsuin.card.holder.CmsCheck;
import org.jitsuin.card.holder.PdfFile;
import org.jitsuin.card.holder.SignatureReport;
import org.jitsuin.samples.Sample;
import org.jitsuin.samples.Samples;
import org.jitsuin.verifier.CertificateKind;
import org.jitsuin.verifier.TrustAnchors;
import org.jitsuin.verifier.Verifier;
import org.jitsuin.verifier.ocsp.OcspPolicy;
import org.jitsuin.verifier.ocsp.StoredOcsp;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The holder's client and the verifier say of signed documents what the samples say. */
class DocumentSamplesTest {
  private static final Instant NOW = Instant.parse("2026-06-15T03:00:00Z");
  private static final OcspPolicy LASTING =
      new OcspPolicy(
          OcspPolicy.NonceUse.WHERE_GIVEN, Duration.ofMinutes(5), Duration.ofDays(365), 1 << 16);

  @TempDir private static Path directory;

  @BeforeAll
  static void write() {
    new Samples(NOW).write(directory);
  }

  private static byte[] read(String file) throws IOException {
    return Files.readAllBytes(directory.resolve(file));
  }

  private static X509Certificate authority(String name) throws IOException {
    return SignedCertificate.parse(read("authorities/" + name + "-g1.cer"));
  }

  static List<Sample> documents() {
    return Samples.read(directory).stream()
        .filter(sample -> sample.file().startsWith("documents/"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void verify_sample_isWhatItIsCalled(Sample sample) throws IOException {
    List<X509Certificate> known = List.of(authority("signature"), authority("user-identification"));
    List<SignatureReport> reports =
        sample.file().endsWith(".pdf")
            ? PdfFile.verify(read(sample.file()), known)
            : CmsCheck.verify(read(sample.file()), Optional.empty(), known);

    boolean good = !reports.isEmpty() && reports.stream().allMatch(SignatureReport::isGood);
    for (SignatureReport report : reports) {
      good &= verifier(sample).verify(report.signer(), CertificateKind.SIGNATURE, NOW).isValid();
    }

    assertThat(good ? "good" : "bad").as(sample.sentence()).isEqualTo(sample.verdict());
    SignatureReport first = reports.getFirst();
    switch (sample.reason()) {
      case "CHANGED", "OTHER_CERTIFICATE" -> assertThat(first.intact()).isFalse();
      case "NOT_WHOLE" -> {
        assertThat(first.whole()).isFalse();
        assertThat(first.intact()).isTrue();
      }
      default -> assertThat(first.intact()).isTrue();
    }
  }

  private static Verifier verifier(Sample sample) throws IOException {
    return Verifier.of(
        TrustAnchors.none()
            .with(CertificateKind.SIGNATURE, authority("signature"))
            .with(CertificateKind.USER_IDENTIFICATION, authority("user-identification")),
        new StoredOcsp(LASTING, List.of(read(sample.status()))));
  }

  @Test
  void documents_bothFormsAndVerdicts_areThere() {
    assertThat(documents()).extracting(Sample::verdict).contains("good", "bad");
    assertThat(documents()).hasSizeGreaterThan(10);
  }
}
