package org.jitsuin.crl.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.model.CrlIssuer;
import org.jitsuin.crl.testing.OpenSsl;
import org.jitsuin.crl.testing.StatusRows;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that publishes the CRLs of many cities is killed (kill -9) while it does. */
@Tag("stack")
class KillTest {
  private static final String AREA = "132";
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final Map<String, String> AT_ONCE = Map.of("jitsuin.crl.delay", "PT0S");

  private final StatusRows rows = new StatusRows();
  @TempDir private Path home;
  private Path directory;

  @BeforeEach
  void publishFirst() throws IOException {
    rows.reset();
    directory = Files.createDirectory(home.resolve("crl"));
    publish();
  }

  private CrlService service() {
    Map<String, String> settings = new HashMap<>(AT_ONCE);
    settings.put("jitsuin.crl.directory", directory.toString());
    return CrlService.of(
        TestStack.shared().settingsWith(settings),
        TestStack.shared().dataSource("crl"),
        Clocks.system(),
        partition -> partition.municipality().filter(code -> code.startsWith(AREA)).isPresent());
  }

  /** As the server does after its restart; returns what is served then. */
  private Collection<PublishedPartition> publish() {
    try (CrlService service = service()) {
      service.publisher().run();
      assertThat(service.health().report().ready()).isTrue();
      assertThat(service.health().report().reason()).isEmpty();
      return service.catalogue().current().orElseThrow().listings();
    }
  }

  private void revokeOneInEach(Collection<PublishedPartition> listings, int serial) {
    for (PublishedPartition listing : listings) {
      rows.revoke(
          listing.partition().no(),
          StatusRows.serial(serial),
          RevocationReason.SUPERSEDED,
          Clocks.system().instant());
    }
  }

  private boolean anyFile(Predicate<String> named) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.anyMatch(file -> named.test(file.getFileName().toString()));
    } catch (IOException | UncheckedIOException e) {
      // One that was listed has just been renamed.
      return false;
    }
  }

  private void killOnce(Predicate<String> fileIsThere) throws Exception {
    Process process = PublishingProcess.start(directory, AREA, AT_ONCE);
    try {
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (!anyFile(fileIsThere)) {
        assertThat(process.isAlive() && System.nanoTime() < end).isTrue();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Number and digest of what is recorded as published, which is what any server serves. */
  private record Published(int partition, long number, Fingerprint sha256) {}

  private List<Published> published() {
    return rows.jdbi()
        .withHandle(handle ->
            handle
                .createQuery(
                    """
                    SELECT partition_no, number, sha256 FROM status.crl c
                    WHERE state = 'published' AND number = (SELECT MAX(number) FROM status.crl n
                      WHERE n.partition_no = c.partition_no AND n.state = 'published')
                    """)
                .map((row, _) ->
                    new Published(
                        row.getInt(1), row.getLong(2), Fingerprint.ofDigest(row.getBytes(3))))
                .list());
  }

  private static Map<Integer, Long> numbers(Collection<PublishedPartition> listings) {
    Map<Integer, Long> numbers = new HashMap<>();
    listings.forEach(
        listing -> numbers.put(listing.partition().no(), listing.served().orElseThrow().number()));
    return numbers;
  }

  /** Whatever the process was about to do: no file of what is served is half or another. */
  private void isWhole(Collection<PublishedPartition> before) throws IOException {
    Map<Integer, Long> numbers = numbers(before);
    Map<Integer, PublishedPartition> byNumber = new HashMap<>();
    before.forEach(listing -> byNumber.put(listing.partition().no(), listing));
    CrlFiles files = new CrlFiles(directory);
    assertThat(published()).hasSameSizeAs(before);
    for (Published one : published()) {
      assertThat(one.number()).isGreaterThanOrEqualTo(numbers.get(one.partition()));
      Path file = files.file(byNumber.get(one.partition()).partition(), one.number());
      assertThat(Fingerprint.of(Files.readAllBytes(file))).isEqualTo(one.sha256());
    }
  }

  private void goesOn(Collection<PublishedPartition> before, int revoked) throws Exception {
    Collection<PublishedPartition> after = publish();
    Map<Integer, Long> numbers = numbers(before);
    assertThat(after).hasSameSizeAs(before);
    for (PublishedPartition listing : after) {
      assertThat(listing.served().orElseThrow().number())
          .isGreaterThan(numbers.get(listing.partition().no()));
      assertThat(listing.served().orElseThrow().entries()).isEqualTo(revoked);
    }
    PublishedPartition any = after.iterator().next();
    CrlIssuer issuer = any.partition().issuer();
    OpenSsl.Result seen =
        OpenSsl.run(
            "crl",
            "-inform",
            "DER",
            "-noout",
            "-CAfile",
            OpenSsl.pem(home.resolve("ca.pem"), issuer.certificate()),
            "-in",
            new CrlFiles(directory)
                .file(any.partition(), any.served().orElseThrow().number())
                .toString());
    assertThat(seen.output()).contains("verify OK");
  }

  @Test
  void kill_whileFilesAreWrittenAndPutIntoPlace_publishedSetStaysWholeAndGoesOn() throws Exception {
    Collection<PublishedPartition> first = publish();
    assertThat(first).hasSizeGreaterThan(40);
    revokeOneInEach(first, 1);
    killOnce(name -> name.endsWith(".draft"));
    assertThat(intended()).isPositive();
    isWhole(first);
    goesOn(first, 1);

    Collection<PublishedPartition> second = publish();
    long next =
        numbers(second).values().stream().mapToLong(Long::longValue).max().orElseThrow() + 1;
    revokeOneInEach(second, 2);
    killOnce(name -> name.endsWith("." + next + ".crl"));
    isWhole(second);
    goesOn(second, 2);
  }

  private long intended() {
    return rows.jdbi()
        .withHandle(handle ->
            handle
                .select("SELECT COUNT(*) FROM status.crl WHERE state = 'intended'")
                .mapTo(long.class)
                .one());
  }
}
