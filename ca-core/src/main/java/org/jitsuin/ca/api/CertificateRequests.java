package org.jitsuin.ca.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.api.ActRequests.IdentityCheckRequest;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.lifecycle.RenewalGround;
import org.jitsuin.ca.lifecycle.RevocationGround;
import org.jitsuin.ca.model.IdentityCheck;

/** The bodies of requests about certificates. Components that may be absent are null here only. */
public final class CertificateRequests {
  /** The earliest moment of validity: no certificate of this service is older. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private CertificateRequests() {}

  /**
   * The PKCS#10 requests by authority, each as PEM.
   *
   * @param ground of a renewal; {@code ending} where it is left out
   */
  public record CertificatesRequest(
      @JsonProperty(required = true) Map<String, String> requests,
      IdentityCheckRequest identityCheck,
      Boolean ward,
      String ground) {

    IssueRequest issueRequest(String card, boolean renewal) {
      Map<Authority, String> keys = new EnumMap<>(Authority.class);
      Requests.present("requests", requests)
          .forEach((kind, pkcs10) ->
              keys.put(
                  Authority.byId(kind)
                      .orElseThrow(() -> Requests.invalid("requests", "must name an authority")),
                  Optional.ofNullable(pkcs10)
                      .orElseThrow(() -> Requests.invalid("requests", "holds a null"))));
      if (keys.isEmpty()) {
        throw Requests.invalid("requests", "must not be empty");
      }
      return new IssueRequest(
          card,
          renewal ? Optional.of(onGround()) : notOnGround(),
          keys,
          IdentityCheckRequest.optional(identityCheck),
          Requests.flag(ward));
    }

    private RenewalGround onGround() {
      return ground == null
          ? RenewalGround.ENDING
          : Requests.choice("ground", ground, RenewalGround::byId);
    }

    private Optional<RenewalGround> notOnGround() {
      if (ground != null) {
        throw Requests.invalid("ground", "is allowed only with a renewal");
      }
      return Optional.empty();
    }
  }

  /** A certificate is to end. */
  public record RevocationRequest(
      @JsonProperty(required = true) String ground,
      Instant invalidSince,
      IdentityCheckRequest identityCheck,
      String note) {

    RevocationGround onGround() {
      return Requests.choice("ground", ground, RevocationGround::byId);
    }

    Optional<IdentityCheck> check() {
      return IdentityCheckRequest.optional(identityCheck);
    }

    Optional<Instant> since() {
      if (invalidSince != null && invalidSince.isBefore(EARLIEST)) {
        throw Requests.invalid("invalidSince", "must not be before " + EARLIEST);
      }
      return Optional.ofNullable(invalidSince);
    }

    Map<String, String> evidence() {
      Map<String, String> evidence = new HashMap<>();
      ActRequests.putText(evidence, "note", "note", note);
      return evidence;
    }

    /** Returns a text without the note, which may be personal data. */
    @Override
    public String toString() {
      return "RevocationRequest";
    }
  }

  /**
   * A certificate's serial number in an address.
   *
   * @return empty where no certificate can have it
   */
  static Optional<Serial> serial(String text) {
    try {
      return Optional.of(Serial.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
