package org.jitsuin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The independent relying party: the program openssl. */
public final class Openssl {
  private final Path directory;

  /**
   * @param directory what file names in commands are relative to
   */
  public Openssl(Path directory) {
    this.directory = directory;
  }

  /** The result of a run: the exit code and all that it printed. */
  public record Result(int code, String output) {}

  /** Runs it; the arguments are separated by single blanks. */
  public Result run(String arguments) {
    return run(List.of(arguments.split(" ", -1)));
  }

  /** Runs openssl. */
  public Result run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(arguments);
    return program(command);
  }

  /** Runs another program of that sort, such as GnuTLS's {@code certtool}. */
  public Result program(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs it and expects that it succeeds. */
  public String succeed(String arguments) {
    Result result = run(arguments);
    if (result.code() != 0) {
      throw new AssertionError("openssl " + arguments + ": " + result.output());
    }
    return result.output();
  }
}
