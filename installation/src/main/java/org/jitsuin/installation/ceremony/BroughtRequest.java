package org.jitsuin.installation.ceremony;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.request.KeyRequest;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * A request for a certificate (PKCS#10) in a file that somebody of the staff brought: the key is on
 * a token of theirs and stays there.
 *
 * @param text PEM, or the base64 of the DER, as the office API takes it
 * @param key what is to be certified, whose owner has proved to have it
 */
public record BroughtRequest(String text, KeyRequest key) {
  private static final Set<SignatureScheme> KEYS = SignatureScheme.classical();
  private static final int LONGEST = 65_536;

  /** The first octet of every request in DER. */
  private static final byte SEQUENCE = 0x30;

  /**
   * Reads a request, in PEM or in DER.
   *
   * @throws SetupFailure that says what is wrong with it
   */
  public static BroughtRequest read(Path file) {
    String text = text(file);
    return switch (KeyRequest.read(text, file.toString(), KEYS)) {
      case Outcome.Done<KeyRequest>(KeyRequest key) -> new BroughtRequest(text, key);
      case Outcome.Repeated<KeyRequest> _ ->
          throw new IllegalStateException("nothing was asked of a server");
      case Outcome.Refused<KeyRequest>(Refusal refusal) ->
          throw new SetupFailure(refusal.code().english(refusal.detail()));
    };
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > LONGEST) {
        throw new SetupFailure(file + " is too long for a request (PKCS#10)");
      }
      byte[] octets = Files.readAllBytes(file);
      return octets.length > 0 && octets[0] == SEQUENCE
          ? Base64.getEncoder().encodeToString(octets)
          : new String(octets, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new SetupFailure("the request " + file + " cannot be read", e);
    }
  }
}
