package org.jitsuin.installation.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Setback;
import org.jitsuin.store.IssuerRow;

/** The numbers of CRLs: in the database, and in the files. */
final class CrlNumbers {
  private static final Pattern FILE =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9_-]*)\\.(\\d{1,18})\\.crl");

  private CrlNumbers() {}

  /**
   * The place of the CRLs of a partition, or of the complete CRL of a key generation.
   *
   * @param partition its number in {@code status.crl}
   * @param issuer such as {@code signature-g1}
   * @param id its name in addresses
   * @param recorded the greatest number that the database knows, whatever became of it
   */
  record Place(int partition, int issuerNumber, String issuer, String id, long recorded) {
    Setback setback(long published) {
      return new Setback(issuer + "/" + id, published, recorded, "this server's CRL files");
    }
  }

  /** Returns all places; some thousands. */
  static List<Place> places(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT p.partition_no, p.issuer_no, CONCAT(i.authority, '-g', i.generation) AS issuer,
              p.id, (SELECT COALESCE(MAX(number), 0) FROM status.crl c
                WHERE c.partition_no = p.partition_no) AS recorded
            FROM (
              SELECT partition_no, issuer_no, id FROM status.crl_partition
              UNION ALL
              -- The CRL of all certificates of a key generation has no row there.
              SELECT 2147483647 - issuer_no, issuer_no, CONCAT('complete-g', generation)
              FROM status.issuer) p
            JOIN status.issuer i USING (issuer_no)
            ORDER BY p.partition_no
            """)
        .map((row, _) ->
            new Place(
                row.getInt("partition_no"),
                row.getInt("issuer_no"),
                row.getString("issuer"),
                row.getString("id"),
                row.getLong("recorded")))
        .list();
  }

  /** The CRLs in the files that have a greater number than the database knows. */
  static List<LostCrl> lost(Handle handle, Path directory) {
    Map<String, Map<String, Long>> files = new HashMap<>();
    Map<Integer, X509Certificate> issuers =
        IssuerRow.all(handle).stream()
            .collect(Collectors.toMap(IssuerRow::number, IssuerRow::certificate));
    List<LostCrl> lost = new ArrayList<>();
    for (Place place : places(handle)) {
      long number =
          files
              .computeIfAbsent(place.issuer(), name -> greatest(directory.resolve(name)))
              .getOrDefault(place.id(), 0L);
      if (number > place.recorded()) {
        Path file = directory.resolve(place.issuer()).resolve(place.id() + "." + number + ".crl");
        LostCrl.read(place, number, file, issuers.get(place.issuerNumber())).ifPresent(lost::add);
      }
    }
    return lost;
  }

  private static Map<String, Long> greatest(Path directory) {
    Map<String, Long> greatest = new HashMap<>();
    if (!Files.isDirectory(directory)) {
      return greatest;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*.crl")) {
      for (Path file : all) {
        Matcher name = FILE.matcher(file.getFileName().toString());
        if (name.matches()) {
          greatest.merge(name.group(1), Long.parseLong(name.group(2)), Math::max);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the directory of CRLs cannot be read", e);
    }
    return greatest;
  }
}
