package org.jitsuin.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written, and that it is nobody's. */
class SamplesTest {
  private static final Instant NOW = Instant.parse("2026-06-15T03:00:00Z");

  private static final SampleWorld WORLD = new SampleWorld(NOW);

  @TempDir private Path directory;

  @Test
  void write_directory_isWhatTheTableSays() throws IOException {
    List<Sample> samples = new Samples(WORLD).write(directory);

    assertThat(Samples.read(directory)).isEqualTo(samples);
    for (Sample sample : samples) {
      assertThat(directory.resolve(sample.file())).isRegularFile();
      assertThat(sample.status().equals("-") || Files.exists(directory.resolve(sample.status())))
          .as(sample.name())
          .isTrue();
      assertThat(sample.sentence()).isNotBlank().doesNotEndWith(".");
    }
    assertThat(samples).extracting(Sample::name).doesNotHaveDuplicates();
    assertThat(Files.readString(directory.resolve("README.md")))
        .contains(NOW.toString())
        .doesNotContain("{at}", "{until}");
  }

  /** Nobody takes them for anything but samples, and no key is left. */
  @Test
  void write_certificates_sayThatTheyAreNobodys() throws IOException {
    new Samples(WORLD).write(directory);

    try (Stream<Path> files = Files.walk(directory)) {
      Set<String> ends =
          files
              .filter(Files::isRegularFile)
              .map(file -> file.toString().replaceFirst(".*\\.", ""))
              .collect(Collectors.toSet());
      assertThat(ends).containsExactlyInAnyOrder("cer", "der", "crl", "tsv", "md", "p7m", "pdf");
    }
    try (Stream<Path> files = Files.list(directory.resolve("authorities"))) {
      for (Path file : files.toList()) {
        assertThat(new X509CertificateHolder(Files.readAllBytes(file)).getSubject().toString())
            .contains("JITSUIN-SAMPLES", "Not an authority");
      }
    }
  }
}
