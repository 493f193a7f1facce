package org.jitsuin.ocsp.renewal;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;

/**
 * The labels of the keys that a responder makes: {@code signature-g1-ocsp-validation-1-7} is the
 * seventh key of the responder {@code validation-1} for {@code signature-g1}. No two responders
 * give the same, even where they share a token.
 */
record KeyLabels(String responder) {
  /** The greatest length of a name that a label has as it is; labels have 64 characters at most. */
  private static final int LONGEST_NAME = 24;

  private static final int NAME_KEPT = 15;
  private static final int HASH_KEPT = 8;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  String label(Issuer issuer, long number) {
    return prefix(issuer) + number;
  }

  /** Returns the number of a key of this responder; empty where the label is of another kind. */
  OptionalLong number(Issuer issuer, String label) {
    String prefix = prefix(issuer);
    String rest = label.startsWith(prefix) ? label.substring(prefix.length()) : "";
    return NUMBER.matcher(rest).matches()
        ? OptionalLong.of(Long.parseLong(rest))
        : OptionalLong.empty();
  }

  private String prefix(Issuer issuer) {
    return issuer + "-ocsp-" + shortName() + "-";
  }

  private String shortName() {
    return responder.length() <= LONGEST_NAME
        ? responder
        : responder.substring(0, NAME_KEPT)
            + "-"
            + Fingerprint.of(responder.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, HASH_KEPT);
  }
}
