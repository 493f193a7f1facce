package org.jitsuin.installation.ceremony;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.audit.entry.Commitment;
import org.jitsuin.base.keys.SignatureScheme;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.profile.SignedCertificate;

/**
 * The record of a ceremony while it is written: canonical JSON (RFC 8785), whose members {@code
 * docs/audit-format.md} explains.
 */
final class RecordDocument {
  private static final int VERSION = 1;

  private final String ceremony;
  private final Map<String, Object> members = new HashMap<>();
  private final List<Object> keys = new ArrayList<>();
  private final List<Object> certificates = new ArrayList<>();
  private final List<Object> authorities = new ArrayList<>();

  /**
   * @param ceremony {@code foundation} or {@code roll-over}
   * @param begun when it was begun
   */
  RecordDocument(String ceremony, CeremonyContext circumstances, String node, Instant begun) {
    this.ceremony = ceremony;
    members.put("v", VERSION);
    members.put("ceremony", ceremony);
    members.put("software", circumstances.software());
    members.put("node", node);
    members.put("tokens", circumstances.tokens());
    members.put("begun", text(begun));
    members.put("authorities", authorities);
    members.put("keys", keys);
    members.put("certificates", certificates);
    members.put("custodians", Map.of());
    members.put("witnesses", List.of());
    members.put("script", "");
  }

  String ceremony() {
    return ceremony;
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Sets who looked on, and by which script the ceremony was held. */
  RecordDocument by(List<String> witnesses, Optional<Fingerprint> script) {
    members.put("witnesses", witnesses);
    members.put("script", script.map(Fingerprint::toString).orElse(""));
    return this;
  }

  /** Adds what was planned for a key generation. */
  void authority(String issuer, String name, String scheme, int validityYears, String policy) {
    authorities.add(
        Map.of(
            "issuer", issuer,
            "name", name,
            "scheme", scheme,
            "validityYears", validityYears,
            "policy", policy));
  }

  /** Adds a key that was made. */
  void key(String token, String label, SignatureScheme scheme, PublicKey key) {
    keys.add(
        Map.of(
            "token",
            token,
            "label",
            label,
            "scheme",
            scheme.id(),
            "key",
            Fingerprint.of(key.getEncoded()).toString()));
  }

  /**
   * Adds a certificate that was signed.
   *
   * @param role what it is, such as {@code issuer signature-g1}
   */
  void certificate(String role, X509Certificate certificate) {
    certificates.add(
        Map.of(
            "role", role,
            "serial", Serial.of(certificate.getSerialNumber()).toString(),
            "certificate", fingerprint(certificate),
            "notBefore", text(certificate.getNotBefore().toInstant()),
            "notAfter", text(certificate.getNotAfter().toInstant())));
  }

  /** A custodian with the certificate whose key signs records. */
  record Person(String name, X509Certificate certificate) {}

  /**
   * Sets who holds the shares, in the order of their numbers.
   *
   * @param set names the shares
   */
  void custodians(String set, int needed, List<Person> people) {
    List<Object> named = new ArrayList<>();
    for (Person person : people) {
      named.add(
          Map.of(
              "name", person.name(),
              "share", named.size() + 1,
              "certificate", fingerprint(person.certificate())));
    }
    members.put("custodians", Map.of("set", set, "needed", needed, "people", named));
  }

  /** Sets the custodians of an earlier record. */
  void custodians(Map<String, Object> same) {
    members.put("custodians", same);
  }

  private static String fingerprint(X509Certificate certificate) {
    return Fingerprint.of(SignedCertificate.der(certificate)).toString();
  }

  /** The canonical bytes. */
  Bytes body(Instant ended) {
    members.put("ended", text(ended));
    return Commitment.canonical(members);
  }
}
