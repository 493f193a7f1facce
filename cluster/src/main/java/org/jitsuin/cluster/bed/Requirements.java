package org.jitsuin.cluster.bed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;

/** What a machine must have for a bed; nothing is changed by looking. */
public final class Requirements {
  /** The memory of a whole bed, in MiB. */
  public static final long MEMORY = 6_500;

  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable: +([0-9]+) kB");
  private static final Map<String, String> PROGRAMS =
      Map.of(
          "ip", "iproute2",
          "mariadbd", "mariadb-server",
          "mariadb-backup", "mariadb-backup",
          "haproxy", "haproxy",
          "socat", "socat",
          "curl", "curl",
          "openssl", "openssl");

  private Requirements() {}

  /**
   * Returns what is missing, as a sentence.
   *
   * @param memory that is needed, in MiB
   */
  public static Optional<String> missing(long memory) {
    return rights().or(Requirements::program).or(Requirements::namespaces).or(() -> room(memory));
  }

  private static Optional<String> rights() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
          ? Optional.empty()
          : Optional.of("only root can make network namespaces: sudo ./jitsuin cluster up");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> program() {
    return PROGRAMS.entrySet().stream()
        .flatMap(program -> attempt(() -> SystemCommand.find(program.getKey(), program.getValue())))
        .sorted()
        .findFirst()
        .or(() ->
            Files.exists(Path.of("/usr/lib/galera/libgalera_smm.so"))
                ? Optional.empty()
                : Optional.of("Galera is not installed; apt-get install galera-4"));
  }

  /** A namespace that ends with the program that was run in it. */
  private static Optional<String> namespaces() {
    return attempt(() ->
            SystemCommand.run(
                List.of(
                    SystemCommand.find("unshare", "util-linux").toString(),
                    "--net",
                    "--mount",
                    SystemCommand.find("ip", "iproute2").toString(),
                    "link",
                    "add",
                    "lan",
                    "type",
                    "bridge"),
                List.of()))
        .findFirst()
        .map(reason -> "no network namespace with a bridge can be made here: " + reason);
  }

  private static Optional<String> room(long memory) {
    try {
      Matcher available = AVAILABLE.matcher(Files.readString(Path.of("/proc/meminfo")));
      long there = available.find() ? Long.parseLong(available.group(1)) >> 10 : 0;
      return there >= memory
          ? Optional.empty()
          : Optional.of("it takes %s MiB of memory, and %s are available".formatted(memory, there));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> attempt(Supplier<?> look) {
    try {
      Object _ = look.get();
      return Stream.empty();
    } catch (SetupFailure e) {
      return Stream.of(e.getMessage());
    }
  }
}
