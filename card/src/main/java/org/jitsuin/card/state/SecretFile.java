package org.jitsuin.card.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;

/** A secret in a file of its own, in hexadecimal, for its owner alone. */
public final class SecretFile {
  private SecretFile() {}

  /**
   * The secret in a file, which is made where there is none. Of two that make it at one time, both
   * have the first's.
   *
   * @param octets how long it is
   * @param random must be a secure one
   */
  public static byte[] octets(Path file, int octets, Random random) throws IOException {
    if (!Files.exists(file)) {
      byte[] made = new byte[octets];
      random.nextBytes(made);
      String text = HexFormat.of().formatHex(made) + "\n";
      DurableFile.create(file, text.getBytes(StandardCharsets.US_ASCII));
    }
    byte[] secret = read(file);
    if (secret.length != octets) {
      throw new IOException(file + " holds no secret of " + octets + " octets");
    }
    return secret;
  }

  private static byte[] read(Path file) throws IOException {
    try {
      return HexFormat.of().parseHex(Files.readString(file).strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds no secret in hexadecimal", e);
    }
  }
}
