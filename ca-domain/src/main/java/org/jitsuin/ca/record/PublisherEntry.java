package org.jitsuin.ca.record;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jitsuin.audit.entry.Actor;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.ServiceAct;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;

/**
 * Reads an entry that the CRL publisher handed in for the audit log. Nothing is taken on trust: the
 * entry is made anew from what it says, and counts only if it is that, octet for octet. So nobody
 * tells in the publisher's place of anything but CRLs, in anybody's name but the publisher's, or
 * with a member more.
 */
public final class PublisherEntry {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PARTITION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,37}");
  private static final int LONGEST_NODE = 64;
  private static final int TIME_ORDERED = 7;

  private PublisherEntry() {}

  /**
   * Reads it.
   *
   * @param body what was handed in
   * @return empty if the publisher may not write it
   */
  public static Optional<AuditEntry> read(byte[] body) {
    try {
      JsonNode entry = JSON.readTree(body);
      AuditEntry read =
          new AuditEntry(
              UUID.fromString(text(entry, "id")),
              time(entry, "at"),
              new Actor.Component(Actor.Component.CRL_PUBLISHER, node(entry.path("actor"))),
              act(text(entry, "act"), entry.path("detail")));
      return Optional.of(read)
          .filter(PublisherEntry::isNamedByItsTime)
          .filter(one -> Arrays.equals(one.encoded(), body));
    } catch (JacksonException
        | IllegalArgumentException
        | DateTimeException
        | ArithmeticException
        | NoSuchElementException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  /** Returns whether its name sorts by its time, as whoever searches the log relies on. */
  private static boolean isNamedByItsTime(AuditEntry entry) {
    return entry.id().version() == TIME_ORDERED
        && entry.id().getMostSignificantBits() >>> 16 == entry.at().toEpochMilli();
  }

  private static AuditAct act(String kind, JsonNode detail) {
    return switch (kind) {
      case "crl-published" ->
          new ServiceAct.CrlPublished(
              issuer(detail),
              partition(detail),
              detail.path("number").asLong(),
              time(detail, "thisUpdate"),
              time(detail, "nextUpdate"),
              detail.path("entries").asLong(),
              hash(detail, "crl"));
      case "delta-crl-published" ->
          new ServiceAct.DeltaCrlPublished(
              issuer(detail),
              partition(detail),
              detail.path("number").asLong(),
              detail.path("base").asLong(),
              time(detail, "thisUpdate"),
              time(detail, "nextUpdate"),
              detail.path("entries").asLong(),
              hash(detail, "crl"));
      case "status-filter-published" ->
          new ServiceAct.StatusFilterPublished(
              Authority.byId(text(detail, "authority")).orElseThrow(),
              detail.path("number").asLong(),
              time(detail, "thisUpdate"),
              time(detail, "nextUpdate"),
              detail.path("feed").asLong(),
              hash(detail, "head"),
              hash(detail, "base"),
              Optional.of(detail)
                  .filter(one -> !text(one, "delta").isEmpty())
                  .map(one -> hash(one, "delta")));
      default -> throw new IllegalArgumentException("an act that is not the publisher's");
    };
  }

  private static Issuer issuer(JsonNode detail) {
    return Issuer.parse(text(detail, "issuer")).orElseThrow();
  }

  private static String partition(JsonNode detail) {
    String id = text(detail, "partition");
    if (!PARTITION.matcher(id).matches()) {
      throw new IllegalArgumentException("no partition");
    }
    return id;
  }

  private static String node(JsonNode actor) {
    String node = text(actor, "node");
    if (node.isEmpty() || node.length() > LONGEST_NODE) {
      throw new IllegalArgumentException("no node");
    }
    return node;
  }

  private static Fingerprint hash(JsonNode detail, String member) {
    return Fingerprint.ofDigest(HexFormat.of().parseHex(text(detail, member)));
  }

  private static Instant time(JsonNode node, String member) {
    return Instant.parse(text(node, member));
  }

  private static String text(JsonNode node, String member) {
    return node.path(member).asText();
  }
}
