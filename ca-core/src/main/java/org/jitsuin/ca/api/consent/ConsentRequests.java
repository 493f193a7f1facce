package org.jitsuin.ca.api.consent;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Base64;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.officeact.IdentityCheckRequest;

/** Requests about consents. */
public final class ConsentRequests {
  private ConsentRequests() {}

  /**
   * A text that the holder signed.
   *
   * @param signed CMS SignedData in DER, as base64
   */
  public record SignedRequest(@JsonProperty(required = true) String signed) {
    Bytes cms() {
      try {
        return Bytes.of(Base64.getDecoder().decode(Members.present("signed", signed)));
      } catch (IllegalArgumentException e) {
        throw Members.invalid("signed", "is not base64 without line breaks");
      }
    }

    /** Nothing of it: it may hold personal data. */
    @Override
    public String toString() {
      return "SignedRequest";
    }
  }

  /**
   * The withdrawal of a consent at an office.
   *
   * @param identityCheck whose wish it is
   */
  public record OfficeWithdrawalRequest(
      @JsonProperty(required = true) IdentityCheckRequest identityCheck) {}
}
