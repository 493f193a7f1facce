package org.jitsuin.ca.api.signer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.signer.ResponderView;

/** Requests and answers about OCSP responders. */
public final class ResponderRequests {
  private static final Pattern SHA_256 = Pattern.compile("[0-9A-Fa-f]{64}");

  private ResponderRequests() {}

  /**
   * The key that a responder may begin with.
   *
   * @param key SHA-256 of its SubjectPublicKeyInfo, in hexadecimal digits
   */
  public record AdmissionRequest(@JsonProperty(required = true) String key) {
    Fingerprint fingerprint() {
      if (!SHA_256.matcher(Members.present("key", key)).matches()) {
        throw Members.invalid("key", "must be a SHA-256 of 64 hexadecimal digits");
      }
      return Fingerprint.ofDigest(HexFormat.of().parseHex(key));
    }
  }

  /** Why a responder is withdrawn, in words. */
  public record WithdrawalRequest(@JsonProperty(required = true) String reason) {
    String words() {
      return Members.words("reason", reason);
    }
  }

  /** All responders; a handful. */
  record RespondersView(List<ResponderView> responders) {}
}
