package org.jitsuin.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.samples.Sample;
import org.jitsuin.samples.SampleAuthority;
import org.jitsuin.samples.Samples;
import org.jitsuin.verifier.crl.CrlPolicy;
import org.jitsuin.verifier.crl.CrlSource;
import org.jitsuin.verifier.http.StoredFiles;
import org.jitsuin.verifier.ocsp.StoredOcsp;
import org.jitsuin.verifier.status.StatusSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The verifier says of each sample what the samples say of themselves. */
class SamplesTest {
  private static final CrlPolicy LASTING =
      new CrlPolicy(
          Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofDays(365), 1 << 20, true);

  @TempDir private static Path directory;
  private static TrustAnchors trusted;

  @BeforeAll
  static void write() throws IOException {
    new Samples(Stage.WORLD).write(directory);
    trusted =
        TrustAnchors.none()
            .with(CertificateKind.SIGNATURE, certificate("authorities/signature-g1.cer"))
            .with(
                CertificateKind.USER_IDENTIFICATION,
                certificate("authorities/user-identification-g1.cer"))
            .withLinks(List.of(certificate("authorities/signature-g2-new-with-old.cer")));
  }

  private static X509Certificate certificate(String file) throws IOException {
    return Stage.java(Files.readAllBytes(directory.resolve(file)));
  }

  static List<Sample> certificates() {
    return Samples.read(directory).stream()
        .filter(sample -> sample.file().startsWith("certificates/"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("certificates")
  void verify_sample_isWhatItIsCalled(Sample sample) throws IOException {
    CertificateKind wanted =
        sample.needed().equals("signature")
            ? CertificateKind.SIGNATURE
            : CertificateKind.USER_IDENTIFICATION;

    Verdict verdict =
        Verifier.of(trusted, source(sample)).verify(certificate(sample.file()), wanted, Stage.NOW);

    assertThat(verdict.code() + " " + Stage.reason(verdict))
        .as("%s: %s", sample.sentence(), verdict)
        .isEqualTo(sample.verdict() + " " + sample.reason());
    assertThat(verdict.isValid()).isEqualTo(sample.verdict().equals("valid"));
    assertThat(verdict.words().en()).isNotBlank();
    assertThat(verdict.words().ja()).isNotBlank();
  }

  private static StatusSource source(Sample sample) throws IOException {
    if (sample.status().startsWith("crl/")) {
      return CrlSource.complete(
              Files.createTempDirectory(directory, "copies"),
              address(sample.status()),
              new StoredFiles(crls()))
          .with(LASTING);
    }
    List<byte[]> answers = new ArrayList<>();
    if (!sample.status().equals("-")) {
      answers.add(Files.readAllBytes(directory.resolve(sample.status())));
    }
    answers.add(Files.readAllBytes(directory.resolve("ocsp/signature-g2-new-with-old.der")));
    return new StoredOcsp(Stage.LASTING, answers);
  }

  private static URI address(String file) {
    return URI.create(SampleAuthority.BASE + "/" + file);
  }

  private static Map<URI, Path> crls() throws IOException {
    Map<URI, Path> found = new HashMap<>();
    try (Stream<Path> files = Files.walk(directory.resolve("crl"))) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> found.put(address(directory.relativize(file).toString()), file));
    }
    return found;
  }

  @Test
  void samples_everyVerdictAndSilence_areThere() {
    Set<String> verdicts = certificates().stream().map(Sample::verdict).collect(Collectors.toSet());

    assertThat(verdicts)
        .containsExactlyInAnyOrder(
            "valid",
            "suspended",
            "revoked",
            "expired",
            "not-yet-valid",
            "wrong-kind",
            "not-ours",
            "cannot-tell");
    assertThat(certificates()).extracting(Sample::name).doesNotHaveDuplicates();
  }

  /** Whoever trusts no link does not get to the second key. */
  @Test
  void verify_nextGenerationWithoutLink_isNotSigned() throws IOException {
    TrustAnchors withoutLinks =
        TrustAnchors.none()
            .with(CertificateKind.SIGNATURE, certificate("authorities/signature-g1.cer"));
    Sample sample =
        certificates().stream()
            .filter(one -> one.name().equals("good-next-generation"))
            .findFirst()
            .orElseThrow();

    Verdict verdict =
        Verifier.of(withoutLinks, source(sample))
            .verify(certificate(sample.file()), CertificateKind.SIGNATURE, Stage.NOW);

    assertThat(verdict).isEqualTo(new Verdict.NotOurs(Mismatch.NOT_SIGNED));
  }
}
