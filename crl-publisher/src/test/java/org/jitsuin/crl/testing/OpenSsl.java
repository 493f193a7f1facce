package org.jitsuin.crl.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The relying party that everybody has. */
public final class OpenSsl {
  private OpenSsl() {}

  /**
   * What it said.
   *
   * @param exit 0 if all was well
   */
  public record Result(int exit, String output) {}

  public static Result run(String... arguments) {
    return tool("openssl", arguments);
  }

  /** Runs another program of that sort, such as GnuTLS's {@code certtool}. */
  public static Result tool(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes a certificate as PEM and returns the file. */
  public static String pem(Path file, X509Certificate certificate) throws Exception {
    return pem(file, "CERTIFICATE", certificate.getEncoded());
  }

  /** Writes something as PEM and returns the file. */
  public static String pem(Path file, String label, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    return file.toString();
  }
}
