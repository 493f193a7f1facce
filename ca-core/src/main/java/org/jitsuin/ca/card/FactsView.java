package org.jitsuin.ca.card;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.ca.json.Absent;

/**
 * The facts of an act upon a card, out of its audit entry. Each is there where the act has it; null
 * stands for what is absent.
 *
 * @param cause why a card ended, or what brought the act about, such as {@code request}
 * @param origin what brought the end of a card about
 * @param certificates those that were issued
 * @param present who came to the counter
 * @param documents what identity was checked with
 * @param secondPerson who approved what was done
 */
public record FactsView(
    @Absent String authority,
    @Absent Integer generation,
    @Absent String serial,
    @Absent String reason,
    @Absent Instant revokedAt,
    @Absent Instant invalidSince,
    @Absent Instant heldAt,
    @Absent String formerReason,
    @Absent Instant formerInvalidSince,
    @Absent String ground,
    @Absent String cause,
    @Absent String origin,
    @Absent List<IssuedView> certificates,
    @Absent List<String> present,
    @Absent List<String> documents,
    @Absent String secondPerson,
    @Absent String predecessor,
    @Absent Integer feeYen,
    @Absent LocalDate expiresOn,
    @Absent String municipality,
    @Absent String confirmation,
    @Absent List<String> items,
    @Absent String pin,
    @Absent String what,
    @Absent String application,
    @Absent String applicationKind,
    @Absent String request,
    @Absent String code) {

  /** A certificate that was issued. */
  public record IssuedView(
      @Absent String authority,
      @Absent Integer generation,
      @Absent String serial,
      @Absent String partition) {
    static IssuedView of(JsonNode issued) {
      Optional<Issuer> issuer = issuer(issued);
      return new IssuedView(
          issuer.map(one -> one.authority().id()).orElse(null),
          issuer.map(Issuer::generation).orElse(null),
          text(issued, "serial"),
          text(issued, "partition"));
    }
  }

  /**
   * @param detail of the entry
   * @param secondPerson who approved it; null where nobody needed to
   */
  static FactsView of(JsonNode detail, String secondPerson) {
    Optional<Issuer> issuer = issuer(detail);
    return new FactsView(
        issuer.map(one -> one.authority().id()).orElse(null),
        issuer.map(Issuer::generation).orElse(null),
        text(detail, "serial"),
        text(detail, "reason"),
        value(detail, "revokedAt", Instant::parse),
        value(detail, "invalidSince", Instant::parse),
        value(detail, "heldAt", Instant::parse),
        text(detail, "formerReason"),
        value(detail, "formerInvalidSince", Instant::parse),
        text(detail, "ground"),
        text(detail, "cause"),
        text(detail, "origin"),
        list(detail, "certificates", IssuedView::of),
        list(detail, "present", JsonNode::textValue),
        list(detail, "documents", JsonNode::textValue),
        secondPerson,
        text(detail, "predecessor"),
        value(detail, "feeYen", Integer::valueOf),
        value(detail, "expiresOn", LocalDate::parse),
        text(detail, "municipality"),
        text(detail, "confirmation"),
        list(detail, "items", JsonNode::textValue),
        text(detail, "pin"),
        text(detail, "what"),
        text(detail, "application"),
        text(detail, "applicationKind"),
        text(detail, "request"),
        text(detail, "code"));
  }

  private static Optional<Issuer> issuer(JsonNode node) {
    return Optional.ofNullable(text(node, "issuer")).flatMap(Issuer::parse);
  }

  /** A member that entries leave empty is absent here. */
  private static String text(JsonNode node, String member) {
    return value(node, member, text -> text);
  }

  private static <T> T value(JsonNode node, String member, Function<String, T> read) {
    String text = node.path(member).asText("");
    return text.isEmpty() ? null : read.apply(text);
  }

  private static <T> List<T> list(JsonNode node, String member, Function<JsonNode, T> read) {
    List<T> values =
        StreamSupport.stream(node.path(member).spliterator(), false)
            .map(read)
            .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    return values.isEmpty() ? null : values;
  }
}
