package org.jitsuin.audit.tlog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;

/**
 * The witnesses that are asked for cosignatures.
 *
 * @param all in the order in which they are set
 */
public record Witnesses(List<Witness> all) {
  public Witnesses {
    all = List.copyOf(all);
  }

  /**
   * A configured witness.
   *
   * @param address where {@code add-checkpoint} is below
   */
  public record Witness(NoteKey key, URI address) {}

  /**
   * Reads {@code jitsuin.audit.witnesses}: for each witness its verifier key, a space and its
   * address, separated by commas; none by default.
   *
   * @throws org.jitsuin.base.Fault SETTING_INVALID
   */
  public static Witnesses read(Settings settings) {
    List<Witness> witnesses = new ArrayList<>();
    for (String text : settings.find(BaseSettings.AUDIT_WITNESSES).orElse("").split(",", -1)) {
      if (!text.isBlank()) {
        witnesses.add(witness(text.strip()));
      }
    }
    return new Witnesses(witnesses);
  }

  private static Witness witness(String text) {
    String[] parts = text.split("\\s+", -1);
    if (parts.length == 2 && parts[1].matches("https?://[^\\s]+")) {
      NoteKey key = NoteKey.parse(parts[0]).orElseThrow(() -> invalid(text));
      if (key.kind() == NoteKey.Kind.COSIGNATURE) {
        try {
          return new Witness(key, new URI(parts[1].replaceAll("/+$", "")));
        } catch (URISyntaxException _) {
          throw invalid(text);
        }
      }
    }
    throw invalid(text);
  }

  private static RuntimeException invalid(String text) {
    return Settings.invalid(
        BaseSettings.AUDIT_WITNESSES.key(),
        "must have, for each witness, its verifier key, a space and its address, separated by"
            + " commas; not "
            + text);
  }
}
