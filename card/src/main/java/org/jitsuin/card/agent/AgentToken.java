package org.jitsuin.card.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.card.state.DurableFile;

/** The secret by which an agent knows its pages. It is told once; only its hash is kept. */
public final class AgentToken {
  private static final int OCTETS = 32;
  private static final String SCHEME = "Bearer ";

  private final byte[] hash;

  private AgentToken(byte[] hash) {
    this.hash = hash;
  }

  /** A token that was just made. */
  public record Made(String text, AgentToken token) {
    /** Returns nothing of it. */
    @Override
    public String toString() {
      return "Made[]";
    }
  }

  /** Makes a token, which takes the place of any before. */
  public static Made make(Path file, SecureRandom random) throws IOException {
    byte[] octets = new byte[OCTETS];
    random.nextBytes(octets);
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    AgentToken token = new AgentToken(hash(text));
    String kept = HexFormat.of().formatHex(token.hash) + "\n";
    DurableFile.replace(file, kept.getBytes(StandardCharsets.US_ASCII));
    return new Made(text, token);
  }

  /** The token that was made before; empty if none was. */
  public static Optional<AgentToken> kept(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      byte[] hash = HexFormat.of().parseHex(Files.readString(file).strip());
      return Optional.of(new AgentToken(hash));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds no hash of a token", e);
    }
  }

  private static byte[] hash(String text) {
    return Fingerprint.of(text.getBytes(StandardCharsets.UTF_8)).octets();
  }

  /** Whether a header {@code Authorization} shows it. */
  boolean isShownBy(Optional<String> authorization) {
    return authorization
        .filter(value -> value.startsWith(SCHEME))
        .map(value -> hash(value.substring(SCHEME.length())))
        .filter(shown -> MessageDigest.isEqual(shown, hash))
        .isPresent();
  }
}
