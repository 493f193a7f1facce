package org.jitsuin.bench.crl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.JavaProcess;
import org.jitsuin.crl.publish.CrlHealth;
import org.jitsuin.crl.publish.CrlService;
import org.jitsuin.crl.publish.CrlSnapshot;
import org.jitsuin.crl.publish.PublishedPartition;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/**
 * The publisher in a process of its own. A line tells what to do: {@code publish FIRST LAST} what
 * is due of those partitions, or one of {@link RawLimits}. It answers with seconds and more
 * numbers.
 */
public final class CrlWorker {
  static final String DATABASE = "bench.database";
  static final String USER = "bench.user";
  static final String PASSWORD_FILE = "bench.password-file";

  private static final int CONNECTIONS = 8;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Settings settings;
  private final MariaDbPoolDataSource database;
  private final Map<String, CrlService> services = new HashMap<>();

  private CrlWorker(Map<String, String> settings) throws SQLException, IOException {
    this.settings = new Settings(key -> Optional.ofNullable(settings.get(key)));
    this.database = database(settings);
  }

  static MariaDbPoolDataSource database(Map<String, String> settings)
      throws SQLException, IOException {
    return new MariaDbPoolDataSource(
        String.format(
            Locale.ROOT,
            "%s?maxPoolSize=%d&connectTimeout=5000&user=%s&password=%s",
            settings.get(DATABASE),
            CONNECTIONS,
            settings.get(USER),
            Files.readString(Path.of(settings.get(PASSWORD_FILE))).strip()));
  }

  /** Runs the process. */
  public static void main(String[] arguments) throws IOException, SQLException {
    Logger.getLogger("").setLevel(Level.WARNING);
    CrlWorker worker = new CrlWorker(JavaProcess.settings());
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      System.out.println(worker.obey(line.split(" ", -1)));
    }
    Runtime.getRuntime().halt(0);
  }

  private String obey(String[] words) throws IOException, SQLException {
    long begin = System.nanoTime();
    String result =
        switch (words[0]) {
          case "publish" -> publish(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
          case "rows" -> "" + RawLimits.rows(database, Integer.parseInt(words[1]));
          case "hash" -> "" + RawLimits.hash(Path.of(words[1]));
          case "write" -> "" + RawLimits.write(Path.of(words[1]));
          default -> throw new IllegalArgumentException(words[0]);
        };
    return "= " + (System.nanoTime() - begin) / NANOS_PER_SECOND + " " + result;
  }

  /** Answers with CRLs, entries, octets of the largest one and its file. */
  private String publish(int first, int last) {
    CrlService service =
        services.computeIfAbsent(
            first + "-" + last,
            _ ->
                CrlService.of(
                    settings,
                    database,
                    Clocks.system(),
                    partition -> partition.no() >= first && partition.no() <= last));
    service.publisher().run();
    CrlHealth.Report report = service.health().report();
    if (!report.ready() || !report.reason().isEmpty()) {
      throw new IllegalStateException("not everything was published: " + report.reason());
    }
    CrlSnapshot now = service.catalogue().current().orElseThrow();
    PublishedPartition largest =
        now.listings().stream()
            .max((one, other) -> Long.compare(entries(one), entries(other)))
            .orElseThrow();
    long number = largest.served().orElseThrow().number();
    return String.format(
        Locale.ROOT,
        "%d %d %s",
        now.listings().size(),
        now.listings().stream().mapToLong(CrlWorker::entries).sum(),
        service.files().file(largest.partition(), number));
  }

  private static long entries(PublishedPartition listing) {
    return listing.served().orElseThrow().entries();
  }
}
