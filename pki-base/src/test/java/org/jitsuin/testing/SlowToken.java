package org.jitsuin.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes SoftHSM tokens stand still for as long as it is open: whoever signs waits.
 *
 * <p>SoftHSM takes an fcntl lock on a token's file {@code generation} to see whether another
 * process changed the token, at the start of nearly every operation. Another process that holds an
 * exclusive lock on that file therefore stops the token without harming it. It has to be another
 * process, since such locks do not exclude their own; {@link FileChannel#lock()} is this kind of
 * lock on Linux.
 */
public final class SlowToken implements AutoCloseable {
  private static final String LOCKED = "locked";

  private final Process holder;

  private SlowToken(Process holder) {
    this.holder = holder;
  }

  /**
   * Stops all tokens of a SoftHSM.
   *
   * @param tokens the directory {@code directories.tokendir} of its configuration
   */
  public static SlowToken hold(Path tokens) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes().toString(),
                SlowToken.class.getName()));
    try (Stream<Path> files = Files.walk(tokens)) {
      files.filter(file -> file.endsWith("generation")).map(Path::toString).forEach(command::add);
      Process holder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader answer = holder.inputReader();
      if (!LOCKED.equals(answer.readLine())) {
        holder.destroyForcibly();
        throw new IllegalStateException("the tokens in " + tokens + " could not be stopped");
      }
      return new SlowToken(holder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path classes() {
    try {
      return Path.of(SlowToken.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets the tokens go on. */
  @Override
  public void close() {
    holder.destroyForcibly();
    try {
      if (!holder.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the holder of the locks does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs the other process, which locks the files that it is given and holds them until its input
   * ends.
   */
  public static void main(String[] files) throws IOException {
    for (String file : files) {
      // Closing the channel would release the lock; the end of the process does.
      FileChannel.open(Path.of(file), StandardOpenOption.READ, StandardOpenOption.WRITE).lock();
    }
    System.out.println(LOCKED);
    while (System.in.read() >= 0) {
      // Nothing is said; only the end of the input counts.
    }
  }
}
