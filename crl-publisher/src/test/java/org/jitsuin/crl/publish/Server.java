package org.jitsuin.crl.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.testing.TestStack;

/** A publisher as on a server, for the two partitions of Kiyose-shi. */
final class Server implements AutoCloseable {
  static final String MUNICIPALITY = "13221";
  static final String PARTITION = "13221-g1";

  private final CrlService service;

  Server(Path directory, InstantSource clock, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("jitsuin.crl.directory", directory.toString());
    TestStack stack = TestStack.shared();
    service =
        CrlService.of(
            stack.settingsWith(all),
            stack.dataSource("crl"),
            clock,
            partition ->
                partition.isComplete()
                    || partition.municipality().equals(Optional.of(MUNICIPALITY)));
  }

  Server(Path directory, InstantSource clock) {
    this(directory, clock, Map.of());
  }

  void run() {
    service.publisher().run();
  }

  void runComplete() {
    service.complete().orElseThrow().publisher().run();
  }

  /** The complete CRL of the signature authority. */
  PublishedPartition completeListing() {
    return service.completeListings().stream()
        .filter(listing -> listing.partition().authority() == Authority.SIGNATURE)
        .findFirst()
        .orElseThrow();
  }

  CrlService service() {
    return service;
  }

  CrlHealth.Report health() {
    return service.health().report();
  }

  PublishedPartition listing() {
    return listing(Authority.SIGNATURE);
  }

  PublishedPartition listing(Authority authority) {
    return service
        .catalogue()
        .current()
        .flatMap(all -> all.find(authority, PARTITION))
        .orElseThrow();
  }

  Partition partition() {
    return listing().partition();
  }

  /** The number of the CRL that is served, 0 if none is. */
  long number() {
    return listing().served().map(crl -> crl.number()).orElse(0L);
  }

  Path file() {
    return service.files().file(partition(), number());
  }

  Path deltaFile() {
    return service.files().deltaFile(partition(), number());
  }

  byte[] delta() {
    try {
      return Files.readAllBytes(deltaFile());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] crl() {
    try {
      return Files.readAllBytes(file());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Optional<String> trouble() {
    return Optional.of(health().reason()).filter(reason -> !reason.isEmpty());
  }

  @Override
  public void close() {
    service.close();
  }
}
