package org.jitsuin.verifier.dss;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jitsuin.samples.Sample;
import org.jitsuin.samples.Samples;
import org.jitsuin.verifier.ocsp.OcspPolicy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The adapter says of the samples' documents what they are called, by the stored answers. */
class SignedSamplesTest {
  private static final Instant NOW = Instant.parse("2026-06-15T03:00:00Z");
  private static final OcspPolicy LASTING =
      new OcspPolicy(
          OcspPolicy.NonceUse.WHERE_GIVEN, Duration.ofMinutes(5), Duration.ofDays(365), 1 << 16);

  @TempDir private static Path directory;

  @BeforeAll
  static void write() {
    new Samples(NOW).write(directory);
  }

  static List<Sample> documents() {
    return Samples.read(directory).stream()
        .filter(sample -> sample.file().startsWith("documents/"))
        .toList();
  }

  private static byte[] read(String file) throws IOException {
    return Files.readAllBytes(directory.resolve(file));
  }

  private static X509Certificate authority() throws IOException {
    return SignedDocuments.token(new X509CertificateHolder(read("authorities/signature-g1.cer")))
        .getCertificate();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void verify_sample_isWhatItIsCalled(Sample sample) throws IOException {
    DocumentVerifier verifier =
        DocumentVerifier.of(
            List.of(authority()), StoredAnswers.of(List.of(read(sample.status()))).with(LASTING));

    DocumentVerdict verdict = verifier.verify(read(sample.file()), sample.file(), NOW);

    assertThat(verdict.isGood() ? "good" : "bad")
        .as("%s: %s", sample.sentence(), verdict)
        .isEqualTo(sample.verdict());
    assertThat(verdict.signatures()).isNotEmpty();
  }
}
