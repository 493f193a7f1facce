package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.plan.PartitionStatus;
import org.jitsuin.crl.plan.Status;
import org.jitsuin.crl.write.FoundCrl;

/** The CRLs in the files that are newer than what a database knows. Looked at once. */
final class FilesAhead {
  private final CrlFiles files;
  private final Map<Path, Map<String, Long>> greatest = new HashMap<>();

  FilesAhead(CrlFiles files) {
    this.files = files;
  }

  /** The partitions of which there is a file with a greater number than that of the newest row. */
  List<PartitionStatus> suspects(Status status) {
    return status.partitions().stream()
        .filter(one -> number(one) > one.published().map(PublishedCrl::number).orElse(0L))
        .toList();
  }

  /** Returns the greatest number among the files of a partition; 0 where there is none. */
  long number(PartitionStatus one) {
    return greatest
        .computeIfAbsent(files.directory(one.partition()), CrlFiles::greatestNumbers)
        .getOrDefault(one.partition().id(), 0L);
  }

  /** Reads the file of that number; empty unless the issuer's key signed it, with that number. */
  Optional<PublishedCrl> found(Partition partition, long number) {
    try {
      return FoundCrl.read(files.file(partition, number), partition.issuer())
          .filter(crl -> crl.number() == number)
          .map(crl ->
              new PublishedCrl(
                  number,
                  0,
                  crl.thisUpdate(),
                  crl.nextUpdate(),
                  crl.entries(),
                  crl.size(),
                  crl.sha256(),
                  Optional.empty()));
    } catch (IOException e) {
      throw new UncheckedIOException("a CRL cannot be read", e);
    }
  }
}
