package org.jitsuin.ca.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.api.ActRequests.ExtensionRequest;
import org.jitsuin.ca.api.ActRequests.IdentityCheckRequest;
import org.jitsuin.ca.api.ActRequests.LiftRequest;
import org.jitsuin.ca.api.ActRequests.PinEventRequest;
import org.jitsuin.ca.api.ActRequests.ReplacementRequest;
import org.jitsuin.ca.api.CertificateRequests.CertificatesRequest;
import org.jitsuin.ca.api.CertificateRequests.RevocationRequest;

/**
 * The contents of applications, by kind: the bodies of the direct endpoints, of which any member
 * may be missing at first and is null then. What is there is checked by the direct endpoint's own
 * rules, with something harmless in the place of what is missing.
 */
final class ApplicationContents {
  private ApplicationContents() {}

  /** The content of an application. */
  interface Content {
    /** Refuses what is wrong in what is there. */
    void check();
  }

  /** Certificates for a card. */
  record Certificates(
      Map<String, String> requests, IdentityCheckRequest identityCheck, Boolean ward)
      implements Content {
    @Override
    public void check() {
      new CertificatesRequest(some(requests), identityCheck, ward, null).issueRequest("", false);
    }

    CertificatesRequest request() {
      return new CertificatesRequest(requests, identityCheck, ward, null);
    }
  }

  /** Certificates in the place of others. */
  record Renewal(
      Map<String, String> requests, IdentityCheckRequest identityCheck, Boolean ward, String ground)
      implements Content {
    @Override
    public void check() {
      new CertificatesRequest(some(requests), identityCheck, ward, ground).issueRequest("", true);
    }

    CertificatesRequest request() {
      return new CertificatesRequest(requests, identityCheck, ward, ground);
    }
  }

  private static Map<String, String> some(Map<String, String> requests) {
    return Optional.ofNullable(requests).orElse(Map.of(Authority.SIGNATURE.id(), ""));
  }

  /** A card in the place of another. */
  record Replacement(String cause, String notification, Integer feeYen, Boolean withoutPins)
      implements Content {
    @Override
    public void check() {
      new ReplacementRequest(or(cause, "damaged"), notification, feeYen, withoutPins)
          .command("", "");
    }

    ReplacementRequest request() {
      return new ReplacementRequest(cause, notification, feeYen, withoutPins);
    }
  }

  /** The content of an application for a longer term of a card that ends with a period of stay. */
  record Extension(String ground) implements Content {
    @Override
    public void check() {
      new ExtensionRequest(or(ground, "stay-extended")).command("");
    }

    ExtensionRequest request() {
      return new ExtensionRequest(ground);
    }
  }

  /** A card was found again. */
  record Lift(IdentityCheckRequest identityCheck) implements Content {
    @Override
    public void check() {
      IdentityCheckRequest.optional(identityCheck);
    }

    LiftRequest request() {
      return new LiftRequest(identityCheck);
    }
  }

  /** An event of a PIN: locked, unlocked or reset; never the PIN itself. */
  record Pin(String pin, String what, IdentityCheckRequest identityCheck) implements Content {
    @Override
    public void check() {
      new PinEventRequest(or(pin, Authority.SIGNATURE.id()), or(what, "reset"), identityCheck)
          .command("");
    }

    PinEventRequest request() {
      return new PinEventRequest(pin, what, identityCheck);
    }
  }

  /** A certificate, known from the beginning, is to end. */
  record Revocation(
      String authority,
      String serial,
      String ground,
      Instant invalidSince,
      IdentityCheckRequest identityCheck,
      String note)
      implements Content {
    @Override
    public void check() {
      kind();
      number();
      RevocationRequest request =
          new RevocationRequest(or(ground, "holder-request"), invalidSince, identityCheck, note);
      request.onGround();
      request.check();
      request.since();
      request.evidence();
    }

    Authority kind() {
      return Requests.choice("authority", authority, Authority::byId);
    }

    Serial number() {
      return Requests.choice("serial", serial, CertificateRequests::serial);
    }

    RevocationRequest request() {
      return new RevocationRequest(ground, invalidSince, identityCheck, note);
    }

    /** Returns a text without the note, which may be personal data. */
    @Override
    public String toString() {
      return "Revocation";
    }
  }

  private static String or(String text, String harmless) {
    return text == null ? harmless : text;
  }
}
