package org.jitsuin.installation.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.store.ResponderAdmission;

/**
 * The acts that the lost entries tell of, as far as they can be put back: how certificates ended,
 * cards, and who is among the staff. Not residents, cards and certificates themselves, of which the
 * log has hashes only.
 */
final class LostActs {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The acts of ceremonies, after which there are keys that the database does not know. */
  private static final Set<String> OF_CEREMONIES =
      Set.of(
          "issuer-created",
          "log-key-created",
          "custodians-appointed",
          "roll-over-begun",
          "link-certificate-issued",
          "roll-over-completed");

  private final Map<String, Long> kinds = new TreeMap<>();
  private final Map<Certificate, Fate> fates = new LinkedHashMap<>();
  private final Map<Certificate, String> partitions = new HashMap<>();
  private final Map<String, CardFate> cards = new LinkedHashMap<>();
  private final Set<String> erased = new LinkedHashSet<>();
  private final Map<String, Long> crlNumbers = new HashMap<>();
  private final Map<Issuer, Instant> retired = new LinkedHashMap<>();
  private final Map<String, LostResponder> responders = new LinkedHashMap<>();
  private final LostStaff staff = new LostStaff();
  private final LostOrders orders = new LostOrders();
  private final LostWithdrawals withdrawals = new LostWithdrawals();
  private Instant latest = Instant.MIN;

  /**
   * A certificate of a card.
   *
   * @param issuer such as {@code signature-g1}
   */
  record Certificate(String issuer, Serial serial) {}

  /**
   * The final state of a certificate.
   *
   * @param revocation empty where it is good
   */
  record Fate(Optional<Revocation> revocation) {}

  /** The last that the entries tell of an OCSP responder. */
  record LostResponder(ResponderAdmission admission, boolean withdrawn, Instant at) {
    private static LostResponder of(JsonNode detail, boolean withdrawn, Instant at) {
      return new LostResponder(
          new ResponderAdmission(
              detail.path("responder").asText(), detail.path("admission").asInt()),
          withdrawn,
          at);
    }
  }

  /** The final state of a card: suspended, ended, or neither. */
  record CardFate(Instant at, Optional<String> suspendedBy, Optional<String> endCause) {}

  /**
   * Takes the next entry.
   *
   * @throws LogDamaged if it cannot be read
   */
  void take(byte[] body) {
    try {
      JsonNode entry = JSON.readTree(body);
      String kind = entry.path("act").asText();
      Instant at = Instant.parse(entry.path("at").asText());
      latest = at.isAfter(latest) ? at : latest;
      kinds.merge(kind, 1L, Long::sum);
      staff.take(kind, at, entry.path("detail"));
      orders.take(kind, at, entry.path("detail"));
      withdrawals.take(kind, at, entry.path("detail"));
      take(kind, at, actor(entry.path("actor")), entry.path("detail"));
    } catch (IOException | IllegalArgumentException e) {
      throw new LogDamaged("an entry in the files cannot be read", e);
    }
  }

  /** The person; in entries from before there were ids, the name. */
  private static String actor(JsonNode actor) {
    return actor.path("person").asText(actor.path("name").asText("?"));
  }

  private void take(String kind, Instant at, String actor, JsonNode detail) {
    switch (kind) {
      case "certificates-issued" ->
          detail
              .path("certificates")
              .forEach(one -> partitions.put(certificate(one), one.path("partition").asText()));
      case "certificate-revoked" ->
          fates.put(certificate(detail), new Fate(Optional.of(revoked(detail))));
      case "certificate-held" ->
          fates.put(
              certificate(detail),
              new Fate(
                  Optional.of(
                      new Revocation(
                          time(detail, "heldAt").orElseThrow(),
                          RevocationReason.CERTIFICATE_HOLD))));
      case "certificate-restored" -> fates.put(certificate(detail), new Fate(Optional.empty()));
      case "card-suspended" ->
          cards.put(card(detail), new CardFate(at, Optional.of(actor), Optional.empty()));
      case "suspension-lifted" ->
          cards.put(card(detail), new CardFate(at, Optional.empty(), Optional.empty()));
      case "card-ended" ->
          cards.put(
              card(detail),
              new CardFate(at, Optional.empty(), Optional.of(detail.path("cause").asText())));
      case "ocsp-responder-admitted" -> put(LostResponder.of(detail, false, at));
      case "ocsp-responder-withdrawn" -> put(LostResponder.of(detail, true, at));
      case "issuer-retired" ->
          Issuer.parse(detail.path("issuer").asText()).ifPresent(issuer -> retired.put(issuer, at));
      case "holder-erased" -> erased.add(card(detail));
      case "crl-published" ->
          crlNumbers.merge(
              detail.path("issuer").asText() + "/" + detail.path("partition").asText(),
              detail.path("number").asLong(),
              Math::max);
      default -> {
        // Nothing that can be put back, or need be.
      }
    }
  }

  private void put(LostResponder responder) {
    responders.put(responder.admission().responder(), responder);
  }

  private static Certificate certificate(JsonNode detail) {
    return new Certificate(
        detail.path("issuer").asText(), Serial.parse(detail.path("serial").asText()));
  }

  private static String card(JsonNode detail) {
    return detail.path("card").asText();
  }

  private static Revocation revoked(JsonNode detail) {
    String reason = detail.path("reason").asText();
    for (RevocationReason one : RevocationReason.values()) {
      if (one.id().equals(reason)) {
        return new Revocation(
            time(detail, "revokedAt").orElseThrow(), one, time(detail, "invalidSince"));
      }
    }
    throw new IllegalArgumentException("there is no reason " + reason);
  }

  private static Optional<Instant> time(JsonNode detail, String name) {
    return Optional.of(detail.path(name).asText())
        .filter(text -> !text.isEmpty())
        .map(Instant::parse);
  }

  /** Returns the number of acts of each kind. */
  Map<String, Long> kinds() {
    return kinds;
  }

  /** Returns whether keys or staff were made of which the database knows nothing. */
  boolean haveCeremony() {
    return staff.isIncomplete() || kinds.keySet().stream().anyMatch(OF_CEREMONIES::contains);
  }

  /** Returns who came among the staff, and who was shut out. */
  LostStaff staff() {
    return staff;
  }

  /** Returns how the writing of cards ended. */
  LostOrders orders() {
    return orders;
  }

  /** Returns the withdrawals of consents. */
  LostWithdrawals withdrawals() {
    return withdrawals;
  }

  /** Returns the OCSP responders that were admitted or withdrawn. */
  Collection<LostResponder> responders() {
    return responders.values();
  }

  /** Returns the key generations that were retired, and when. */
  Map<Issuer, Instant> retired() {
    return retired;
  }

  /** Returns the final states of the certificates that changed. */
  Map<Certificate, Fate> fates() {
    return fates;
  }

  /** The partition of a certificate that was issued. */
  Optional<String> partition(Certificate certificate) {
    return Optional.ofNullable(partitions.get(certificate));
  }

  Map<String, CardFate> cards() {
    return cards;
  }

  /** The cards whose holders were erased: a backup does not bring them back. */
  Set<String> erased() {
    return erased;
  }

  /** The greatest number of a CRL of {@code issuer/partition}; 0 where none was published. */
  long crlNumber(String partition) {
    return crlNumbers.getOrDefault(partition, 0L);
  }

  /** The time of the latest of them; long ago where there are none. */
  Instant latest() {
    return latest;
  }
}
