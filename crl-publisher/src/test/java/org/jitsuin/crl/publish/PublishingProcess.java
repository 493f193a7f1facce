package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.crl.filter.publish.FilterLine;
import org.jitsuin.installation.setup.DatabaseUser;
import org.jitsuin.testing.TestStack;
import org.mariadb.jdbc.MariaDbPoolDataSource;

/** A publisher in a process of its own, which can be killed; it publishes again and again. */
public final class PublishingProcess {
  private static final String FILTERS = "filters";
  private static final String DATABASE = "test.database";
  private static final List<String> KEYS =
      List.of(
          "jitsuin.pkcs11.library",
          "jitsuin.pkcs11.ca.slot",
          "jitsuin.pkcs11.ca.pin-file",
          "jitsuin.base-url",
          "jitsuin.node");
  private static final long PAUSE_MILLIS = 20;

  private PublishingProcess() {}

  /** Starts it for the partitions of municipalities whose code begins so. */
  static Process start(Path directory, String area, Map<String, String> others) throws IOException {
    return start(directory, others, List.of(area));
  }

  /**
   * Starts one that publishes status filters.
   *
   * @param now the time that its clock shows
   */
  public static Process startFilters(Path directory, Map<String, String> others, Instant now)
      throws IOException {
    return start(directory, others, List.of(FILTERS, now.toString()));
  }

  private static Process start(Path directory, Map<String, String> others, List<String> words)
      throws IOException {
    TestStack stack = TestStack.shared();
    Properties settings = new Properties();
    KEYS.forEach(key -> settings.put(key, stack.settings().text(key).orElseThrow()));
    settings.putAll(others);
    settings.put("jitsuin.crl.directory", directory.toString());
    settings.put(
        DATABASE,
        "%s?maxPoolSize=8&user=%s&password=%s"
            .formatted(
                stack.database().url(),
                DatabaseUser.CRL.databaseName(),
                Files.readString(stack.home().resolve("secrets/db-crl")).strip()));
    Path file = directory.resolveSibling("publishing.properties");
    try (var out = Files.newBufferedWriter(file)) {
      settings.store(out, null);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                PublishingProcess.class.getName(),
                file.toString()));
    command.addAll(words);
    return new ProcessBuilder(command).inheritIO().start();
  }

  /** The process. */
  public static void main(String[] arguments)
      throws IOException, SQLException, InterruptedException {
    Properties read = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
      read.load(file);
    }
    if (arguments[1].equals(FILTERS)) {
      publishFilters(read, Instant.parse(arguments[2]));
      return;
    }
    String area = arguments[1];
    CrlService service =
        CrlService.of(
            new Settings(key -> Optional.ofNullable(read.getProperty(key))),
            new MariaDbPoolDataSource(read.getProperty(DATABASE)),
            Clocks.system(),
            partition ->
                partition.municipality().filter(code -> code.startsWith(area)).isPresent());
    while (true) {
      service.publisher().run();
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static void publishFilters(Properties read, Instant now)
      throws SQLException, InterruptedException {
    Settings settings = new Settings(key -> Optional.ofNullable(read.getProperty(key)));
    CrlService service =
        CrlService.of(
            settings,
            new MariaDbPoolDataSource(read.getProperty(DATABASE)),
            InstantSource.fixed(now),
            _ -> false);
    FilterLine line =
        FilterLine.configured(settings, service.means(), InstantSource.fixed(now)).orElseThrow();
    while (true) {
      line.run();
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
