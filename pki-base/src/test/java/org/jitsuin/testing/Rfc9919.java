package org.jitsuin.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * The examples of RFC 9919 appendix B, made by its authors with the keys of RFC 9500: what anybody
 * who follows it reads and writes.
 */
public enum Rfc9919 {
  /** B.1: the authority, which signed the two other certificates. */
  AUTHORITY("authority.pem"),
  /** B.2: the certificate that is asked about. */
  CERTIFICATE("certificate.pem"),
  /** B.3: who signed the response. */
  SIGNER("signer.pem"),
  /** B.4: the request. */
  REQUEST("request.b64"),
  /** B.5: the response, current from 2024-04-03T12:37:47Z for seven days. */
  RESPONSE("response.b64");

  private final String file;

  Rfc9919(String file) {
    this.file = file;
  }

  /** Returns its DER. */
  public byte[] der() {
    return Base64.getMimeDecoder()
        .decode(text().lines().filter(line -> !line.startsWith("-")).collect(Collectors.joining()));
  }

  /** Writes it for openssl: certificates as PEM, messages as DER. */
  public void writeInto(Path directory) {
    try {
      Files.write(
          directory.resolve(file),
          file.endsWith(".pem") ? text().getBytes(StandardCharsets.US_ASCII) : der());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text() {
    try (InputStream in = Rfc9919.class.getResourceAsStream("rfc9919/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
