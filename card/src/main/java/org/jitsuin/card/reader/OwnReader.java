package org.jitsuin.card.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A pcscd of our own with four virtual readers. It has a run directory of its own, so that it
 * stands beside any other pcscd of the machine, and a network of its own that has nothing but
 * loopback, since the packaged driver listens on every address. It outlives the process that starts
 * it.
 */
public final class OwnReader implements VirtualReader {
  private static final int READERS = 4;
  private static final int PER_DRIVER = 2;
  private static final int FIRST_PORT = 35963;
  private static final List<String> NAMES = List.of("Virtual PCD", "Virtual PCD B");

  /** A socket's path has at most so many octets, its end included. */
  private static final int LONGEST_SOCKET = 108;

  private static final long PATIENCE_SECONDS = 10;

  private final Path directory;

  /**
   * @param directory holds its socket, number, configuration and log
   */
  public OwnReader(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  @Override
  public int size() {
    return READERS;
  }

  @Override
  public int port(int index) {
    return FIRST_PORT + index;
  }

  @Override
  public String name(int index) {
    return "%s 00 0%s".formatted(NAMES.get(index / PER_DRIVER), index % PER_DRIVER);
  }

  /** Nobody else reaches them. */
  @Override
  public boolean isTaken(int index) {
    return false;
  }

  @Override
  public Optional<Path> socket() {
    return Optional.of(run().resolve("pcscd.comm"));
  }

  private Path run() {
    return directory.resolve("run");
  }

  private Path configuration() {
    return directory.resolve("configuration");
  }

  private Path log() {
    return directory.resolve("pcscd.log");
  }

  /** Returns the daemon, if it runs. */
  public Optional<ProcessHandle> process() {
    try {
      // It ends with a line end and an octet of zero.
      String number = Files.readString(run().resolve("pcscd.pid")).replaceAll("[\\s\\x00]+$", "");
      return number.matches("\\d{1,9}")
          ? Programs.process(Long.parseLong(number), configuration().toString())
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> prefix() {
    ProcessHandle daemon =
        process().orElseThrow(() -> new ReaderFailure("pcscd does not run any more"));
    return OwnNetwork.entering(daemon.pid());
  }

  /**
   * Starts it and waits until it answers; leaves one that runs as it is.
   *
   * @throws ReaderFailure if something is missing, or this machine does not allow it
   */
  public void start() {
    if (process().isPresent()) {
      return;
    }
    if (socket().orElseThrow().toString().getBytes(StandardCharsets.UTF_8).length
        >= LONGEST_SOCKET) {
      throw new ReaderFailure(
          "the path of pcscd's socket is longer than %s octets: %s; choose a shorter directory"
              .formatted(LONGEST_SOCKET - 1, socket().orElseThrow()));
    }
    Path pcscd = Programs.find("pcscd", "pcscd");
    try {
      write();
      Process process =
          new ProcessBuilder(
                  OwnNetwork.starting(run(), List.of(pcscd.toString(), "--foreground", "--error"))
                      .and(options(pcscd)))
              .redirectErrorStream(true)
              .redirectOutput(log().toFile())
              .start();
      process.getOutputStream().close();
      await(process);
    } catch (IOException e) {
      throw new ReaderFailure("pcscd cannot be started: " + e.getMessage(), e);
    }
  }

  /**
   * From version 2 on pcscd asks polkit, which knows nothing of a socket that only we can reach.
   */
  private List<String> options(Path pcscd) {
    String policy = "--disable-polkit";
    List<String> configured = List.of("--config", configuration().toString());
    return Programs.output(List.of(pcscd.toString(), "--help")).contains(policy)
        ? List.of(configured.get(0), configured.get(1), policy)
        : configured;
  }

  private void write() throws IOException {
    Files.createDirectories(run());
    Files.createDirectories(configuration());
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    Files.deleteIfExists(socket().orElseThrow());
    Files.deleteIfExists(run().resolve("pcscd.pid"));
    Path driver = driver();
    // A driver knows two readers. A copy is another driver; a link would be the same.
    Path second = directory.resolve("second-driver.so");
    Files.copy(driver, second, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(
        configuration().resolve("readers"),
        entry(NAMES.get(0), driver, FIRST_PORT)
            + entry(NAMES.get(1), second, FIRST_PORT + PER_DRIVER));
  }

  private static String entry(String name, Path driver, int port) {
    return """
    FRIENDLYNAME "%s"
    DEVICENAME   /dev/null:%s
    LIBPATH      %s
    CHANNELID    %s

    """
        .formatted(name, port, driver, port);
  }

  private static Path driver() {
    Path driver = Path.of("/usr/lib/pcsc/drivers/serial/libifdvpcd.so");
    if (!Files.exists(driver)) {
      throw Programs.missing("the driver of virtual readers", "vsmartcard-vpcd");
    }
    return driver;
  }

  private void await(Process process) {
    try {
      for (long step = 0; step < PATIENCE_SECONDS * 50; step++) {
        if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
          throw new ReaderFailure(
              "pcscd did not start in a network of its own; %s. Where this machine does not allow"
                      .formatted(lastLine())
                  + " that, the readers of its own pcscd can be used: --machine");
        }
        if (process().isPresent() && Files.exists(socket().orElseThrow())) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroy();
    throw new ReaderFailure("pcscd does not answer; it said: " + lastLine());
  }

  private String lastLine() {
    try {
      return Files.readAllLines(log()).stream()
          .filter(line -> !line.isBlank())
          .reduce((_, last) -> last)
          .orElse("it said nothing");
    } catch (IOException e) {
      return "there is no log";
    }
  }

  /** Ends it, if it runs, and waits until it has. */
  public void stop() {
    process()
        .ifPresent(daemon -> {
          daemon.destroy();
          try {
            daemon.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (ExecutionException | TimeoutException e) {
            throw new ReaderFailure("pcscd (process " + daemon.pid() + ") does not end", e);
          }
        });
  }
}
