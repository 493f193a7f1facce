package org.jitsuin.ocsp.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.jitsuin.base.model.FeedContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that is larger than the heap. */
class SmallHeapTest {
  private static final int CERTIFICATES = 1_000_000;
  private static final int BATCH = 10_000;

  @Test
  void index_largerThanTheHeap_isFilledKeptAndReadAgain(@TempDir Path directory)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapTest.class.getName(),
                directory.resolve("index").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).endsWith("34 MB or more, and all are known\n");
  }

  private static FeedChange issued(long number) {
    return new FeedChange(
        number,
        1,
        new SerialKey(0, number, number),
        PackedStatus.good(number * 86_400_000),
        PackedStatus.NO_DATE,
        FeedContent.START.digest());
  }

  /** What runs in the other process. */
  public static void main(String[] file) throws IOException {
    SnapshotFile snapshot = new SnapshotFile(Path.of(file[0]));
    try (StatusIndex index = new StatusIndex()) {
      for (long from = 1; from <= CERTIFICATES; from += BATCH) {
        List<FeedChange> batch =
            LongStream.range(from, from + BATCH).mapToObj(SmallHeapTest::issued).toList();
        index.apply(batch, Instant.EPOCH);
      }
      snapshot.keep(index);
    }
    try (StatusIndex read = snapshot.read().orElseThrow().index()) {
      long good =
          LongStream.rangeClosed(1, CERTIFICATES)
              .mapToObj(number -> issued(number).serial())
              .filter(serial ->
                  read.<CertificateStatus>read(lookup -> lookup.status(1, serial)).orElseThrow()
                      instanceof CertificateStatus.Good)
              .count();
      if (good == CERTIFICATES && read.size() == CERTIFICATES && read.octets() > 34L * 1_000_000) {
        System.out.println("34 MB or more, and all are known");
      }
    }
  }
}
