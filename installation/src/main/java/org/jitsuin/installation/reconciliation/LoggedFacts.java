package org.jitsuin.installation.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jitsuin.base.model.RevocationReason;
import org.jitsuin.ca.model.Role;

/**
 * The facts that entries tell, noted in temporary tables so that they can be compared with the
 * other tables.
 */
final class LoggedFacts {
  private final Handle handle;
  private final Map<FactTable, PreparedBatch> batches = new EnumMap<>(FactTable.class);

  LoggedFacts(Handle handle) {
    this.handle = handle;
    forget();
    for (FactTable note : FactTable.values()) {
      handle.execute(note.create());
    }
  }

  void forget() {
    for (FactTable note : FactTable.values()) {
      handle.execute(note.drop());
    }
  }

  /** Notes what one entry tells, if it is of a kind that something must agree with. */
  void note(long number, JsonNode entry) {
    JsonNode detail = entry.path("detail");
    switch (text(entry, "act")) {
      case "issuer-created" -> {
        batch(FactTable.GENERATION, number)
            .bind("issuer", text(detail, "issuer"))
            .bind("sha256", hex(detail, "certificate"))
            .add();
        own(number, detail);
      }
      case "issuer-retired" ->
          batch(FactTable.RETIRED, number).bind("issuer", text(detail, "issuer")).add();
      case "ocsp-signer-issued", "link-certificate-issued", "status-signer-issued" ->
          own(number, detail);
      case "ocsp-signer-requested" ->
          batch(FactTable.SIGNER, number)
              .bind("issuer", text(detail, "issuer"))
              .bind("serial", hex(detail, "serial"))
              .bind("responder", text(detail, "responder"))
              .add();
      case "ocsp-responder-admitted" -> responder(number, detail, false);
      case "ocsp-responder-withdrawn" -> responder(number, detail, true);
      case "certificates-issued" ->
          detail.path("certificates").forEach(certificate -> issued(number, certificate));
      case "certificate-revoked", "authority-certificate-revoked", "revocation-amended" ->
          ended(number, detail, reason(detail), "revokedAt", "invalidSince");
      case "certificate-held" ->
          ended(number, detail, Optional.of(RevocationReason.CERTIFICATE_HOLD), "heldAt", "");
      case "certificate-restored" -> ended(number, detail, Optional.empty(), "", "");
      case "issue-abandoned" -> abandoned(number, detail, time(entry, "at"));
      case "resident-event-recorded" ->
          batch(FactTable.EVENT, number).bind("event", text(detail, "event")).add();
      case "crl-published" -> published(number, detail);
      case "card-registered" -> confirmed(number, detail, text(detail, "confirmation"));
      case "holder-confirmed" -> confirmed(number, detail, "confirmed");
      case "holder-differs" -> confirmed(number, detail, "differs");
      case "card-suspended" -> card(number, detail, true, false);
      case "suspension-lifted" -> card(number, detail, false, false);
      case "card-ended" -> card(number, detail, false, true);
      case "card-write-begun" -> order(number, detail, "open");
      case "card-written" -> order(number, detail, "held");
      case "card-write-ended" -> order(number, detail, text(detail, "cause"));
      case "consent-recorded" -> consent(number, detail, false);
      case "consent-withdrawn" -> consent(number, detail, true);
      case "holder-erased" ->
          batch(FactTable.ERASED, number).bind("card", text(detail, "card")).add();
      case "records-erased" ->
          batch(FactTable.RECORDS_ERASED, number)
              .bind("records", text(detail, "records"))
              .bind("count", detail.path("count").asLong())
              .add();
      case "staff-registered" -> registered(number, detail);
      case "staff-blocked", "staff-withdrawn" -> standing(number, detail, false);
      case "staff-restored" -> standing(number, detail, true);
      case "dual-control-approved" ->
          batch(FactTable.DUAL_CONTROL, number)
              .bind("municipality", text(detail, "municipality"))
              .bind("kinds", sorted(detail, "kinds"))
              .add();
      case "relying-party-registered", "relying-party-changed" ->
          party(number, text(detail, "name"), true)
              .bind("authorities", Optional.of(sorted(detail, "authorities")))
              .bind("certificates", Optional.of(sorted(detail, "certificates")))
              .add();
      case "relying-party-ended" -> party(number, text(detail, "name"), false).add();
      default -> {
        // Others tell of nothing that stands elsewhere.
      }
    }
  }

  private void order(long number, JsonNode detail, String state) {
    batch(FactTable.CARD_ORDER, number)
        .bind("order", text(detail, "order"))
        .bind("state", state)
        .add();
  }

  private void consent(long number, JsonNode detail, boolean withdrawn) {
    batch(FactTable.CONSENT, number)
        .bind("consent", text(detail, "consent"))
        .bind("withdrawn", withdrawn)
        .add();
  }

  private void issued(long number, JsonNode certificate) {
    batch(FactTable.ISSUED, number)
        .bind("issuer", text(certificate, "issuer"))
        .bind("serial", hex(certificate, "serial"))
        .bind("partition", text(certificate, "partition"))
        .bind("sha256", hex(certificate, "certificate"))
        .add();
  }

  /** Notes a certificate that a key generation signed for no card. */
  private void own(long number, JsonNode detail) {
    batch(FactTable.OWN, number)
        .bind("issuer", text(detail, "issuer"))
        .bind("serial", hex(detail, "serial"))
        .add();
  }

  private void responder(long number, JsonNode detail, boolean withdrawn) {
    batch(FactTable.RESPONDER, number)
        .bind("name", text(detail, "responder"))
        .bind("admission", detail.path("admission").asInt())
        .bind("withdrawn", withdrawn)
        .add();
  }

  private void ended(
      long number,
      JsonNode detail,
      Optional<RevocationReason> reason,
      String revokedAt,
      String invalidSince) {
    end(number, detail, reason)
        .bind("revokedAt", time(detail, revokedAt))
        .bind("invalidSince", time(detail, invalidSince))
        .add();
  }

  /** Notes that a serial number was revoked at the moment at which the entry was written. */
  private void abandoned(long number, JsonNode detail, Optional<Long> at) {
    end(number, detail, Optional.of(RevocationReason.UNSPECIFIED))
        .bind("revokedAt", at)
        .bind("invalidSince", Optional.<Long>empty())
        .add();
  }

  private PreparedBatch end(long number, JsonNode detail, Optional<RevocationReason> reason) {
    return batch(FactTable.ENDED, number)
        .bind("issuer", text(detail, "issuer"))
        .bind("serial", hex(detail, "serial"))
        .bind("reason", reason.map(RevocationReason::code));
  }

  private void published(long number, JsonNode detail) {
    batch(FactTable.CRL, number)
        .bind("issuer", text(detail, "issuer"))
        .bind("partition", text(detail, "partition"))
        .bind("number", detail.path("number").asLong())
        .bind("sha256", hex(detail, "crl"))
        .add();
  }

  private void card(long number, JsonNode detail, boolean suspended, boolean ended) {
    batch(FactTable.CARD, number)
        .bind("card", text(detail, "card"))
        .bind("suspended", suspended)
        .bind("ended", ended)
        .add();
  }

  /**
   * Notes what the register had said of a card's holder; entries from before tell nothing of it.
   */
  private void confirmed(long number, JsonNode detail, String state) {
    if (!state.isEmpty()) {
      batch(FactTable.CONFIRMATION, number)
          .bind("card", text(detail, "card"))
          .bind("state", state)
          .add();
    }
  }

  /** Notes a registration; the key ceremony registers relying parties as it does staff. */
  private void registered(long number, JsonNode detail) {
    String municipality = text(detail, "municipality");
    batch(FactTable.STAFF, number)
        .bind("serial", hex(detail, "serial"))
        .bind("name", text(detail, "name"))
        .bind("role", text(detail, "role"))
        .bind("municipality", Optional.of(municipality).filter(code -> !code.isEmpty()))
        .bind("person", detail.path("person").asText(text(detail, "name")))
        .bind("window", Optional.of(text(detail, "window")).filter(code -> !code.isEmpty()))
        .bind("sha256", Optional.of(hex(detail, "certificate")).filter(hash -> hash.length > 0))
        .add();
    if (text(detail, "role").equals(Role.RELYING_PARTY.id())) {
      party(number, detail.path("person").asText(text(detail, "name")), true).add();
    }
  }

  /** Notes of each certificate whether it lets its holder in. */
  private void standing(long number, JsonNode detail, boolean active) {
    for (JsonNode serial : detail.path("certificates")) {
      batch(FactTable.STANDING, number)
          .bind("serial", hex(serial.asText()))
          .bind("active", active)
          .add();
    }
  }

  /** A batch binds each of its rows as the first: what may be absent is an Optional in all. */
  private PreparedBatch party(long number, String name, boolean active) {
    return batch(FactTable.RELYING_PARTY, number)
        .bind("name", name)
        .bind("active", active)
        .bind("authorities", Optional.<String>empty())
        .bind("certificates", Optional.<String>empty());
  }

  private static Optional<RevocationReason> reason(JsonNode detail) {
    String id = text(detail, "reason");
    return Arrays.stream(RevocationReason.values())
        .filter(reason -> reason.id().equals(id))
        .findFirst();
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asText();
  }

  /** Milliseconds since 1970; empty where there is no such member, or no time in it. */
  private static Optional<Long> time(JsonNode node, String member) {
    try {
      return Optional.of(Instant.parse(text(node, member)).toEpochMilli());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static String sorted(JsonNode node, String member) {
    return StreamSupport.stream(node.path(member).spliterator(), false)
        .map(JsonNode::asText)
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static byte[] hex(JsonNode node, String member) {
    return hex(text(node, member));
  }

  private static byte[] hex(String text) {
    return text.matches("(?:[0-9a-f]{2})+") ? HexFormat.of().parseHex(text) : new byte[0];
  }

  private PreparedBatch batch(FactTable note, long number) {
    return batches
        .computeIfAbsent(note, one -> handle.prepareBatch(one.insert()))
        .bind("entry", number);
  }

  /** Writes what was noted; from time to time, so that it never is much. */
  void write() {
    batches.values().stream().filter(batch -> batch.size() > 0).forEach(PreparedBatch::execute);
    batches.clear();
  }
}
