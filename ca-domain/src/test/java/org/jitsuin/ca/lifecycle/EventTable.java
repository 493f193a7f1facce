package org.jitsuin.ca.lifecycle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Revocation;
import org.jitsuin.ca.lifecycle.Decision.Note;
import org.jitsuin.ca.lifecycle.ResidentEvent.NewData;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;

/**
 * What each event ends, as the rules decide it about somebody with a card and both certificates.
 */
final class EventTable {
  private static final String DAY = "2026-04-10";
  private static final Set<EventKind> MAY_BE_MINOR =
      EnumSet.of(
          EventKind.NAME_CHANGED,
          EventKind.ADDRESS_CHANGED,
          EventKind.SEX_CHANGED,
          EventKind.BIRTH_DATE_CHANGED);

  private EventTable() {}

  static String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| Event | 異動 | Card | Signature | User identification | Ground |");
    lines.add("| --- | --- | --- | --- | --- | --- |");
    for (EventKind kind : EventKind.values()) {
      String name = "`" + kind.id() + "`";
      if (kind == EventKind.STAY_CHANGED) {
        lines.add(row(guest(), name + ", shorter", kind, false, Acts.stayed("2029-06-30")));
        lines.add(row(guest(), name + ", longer", kind, false, Acts.stayed("2031-06-30")));
      } else {
        lines.add(row(Acts.served(), name, kind, false, Acts.news(kind)));
      }
      if (kind == EventKind.DEPARTED_CONTINUING) {
        lines.add(row(departing(), name + ", issued for it", kind, false, Acts.news(kind)));
      }
      if (MAY_BE_MINOR.contains(kind)) {
        lines.add(row(Acts.served(), name + ", minor", kind, true, Acts.news(kind)));
      }
    }
    return String.join("\n", lines);
  }

  private static Life guest() {
    return Acts.guest("2030-12-31");
  }

  /** With certificates that were issued for the departure before its day. */
  private static Life departing() {
    Life life = Acts.served().on("2026-04-01");
    life.done(Acts.event(EventKind.DEPARTED_CONTINUING, DAY));
    life.on("2026-04-02").done(Acts.beforeDeparture(life, Authority.SIGNATURE));
    return life;
  }

  private static String row(Life life, String name, EventKind kind, boolean minor, NewData data) {
    life.on(DAY);
    Decision decision = life.done(Acts.event(kind, minor, DAY, data));
    return "| "
        + String.join(
            " | ",
            name,
            japanese(kind),
            card(life.card(), decision),
            certificate(life, Authority.SIGNATURE, decision),
            certificate(life, Authority.USER_IDENTIFICATION, decision),
            ground(kind, minor)
                + (decision.notes().contains(Note.HOLDER_TO_BE_NOTIFIED)
                    ? "; the holder is told"
                    : ""))
        + " |";
  }

  private static String card(Card card, Decision decision) {
    return decision.changes().stream()
        .filter(Change.CardChanged.class::isInstance)
        .map(change ->
            card.end()
                .map(end -> "lapses: `" + end.cause().id() + "`")
                .orElseGet(() -> "until the end of the stay"))
        .findFirst()
        .orElse("kept");
  }

  private static String certificate(Life life, Authority kind, Decision decision) {
    CardCertificate one = life.newest(kind);
    String now =
        one.revocation()
            .map(Revocation::reason)
            .map(reason -> "**revoked**: " + reason)
            .orElse("kept");
    boolean ends = decision.changes().stream().anyMatch(Change.CardEndPlanned.class::isInstance);
    if (!ends) {
      return now;
    }
    life.passTo(Acts.at("2029-07-01"));
    return "kept; on the day after it **revoked**: "
        + life.newest(kind).revocation().map(Revocation::reason).orElseThrow();
  }

  /** The causes with what is told of each, as the rules have it. */
  static String causes() {
    return List.of(RevocationCause.values()).stream()
        .map(cause -> "| `" + cause.id() + "` | " + cause.reason() + " |")
        .collect(
            Collectors.joining(
                "\n",
                "| Cause, in audit entries | Reason, to relying parties |\n| --- | --- |\n",
                ""));
  }

  private static String japanese(EventKind kind) {
    return switch (kind) {
      case NAME_CHANGED -> "氏名の変更";
      case ADDRESS_CHANGED -> "住所の変更";
      case SEX_CHANGED -> "男女の別の変更";
      case BIRTH_DATE_CHANGED -> "生年月日の変更";
      case DIED -> "死亡";
      case RESIDENCY_LOST -> "住民票の消除";
      case DEPARTED -> "国外転出";
      case DEPARTED_CONTINUING -> "国外転出（継続利用）";
      case ENTERED -> "国外からの転入";
      case RECORD_ERROR -> "記録誤り・記録漏れ";
      case CARD_LOST -> "紛失";
      case CARD_RETURNED -> "返納";
      case NUMBER_CHANGED -> "個人番号の変更";
      case STAY_CHANGED -> "在留期間・在留資格の変更";
      case EVENT_CANCELLED -> "異動の取消し";
      case ALIAS_CHANGED -> "通称の変更";
      case FORMER_SURNAME_CHANGED -> "旧氏の変更";
      case CONFIRMED -> "記載事項の確認";
      case READING_CHANGED -> "氏名の振り仮名の変更";
    };
  }

  private static String ground(EventKind kind, boolean minor) {
    return switch (kind) {
      case NAME_CHANGED, ADDRESS_CHANGED, SEX_CHANGED, BIRTH_DATE_CHANGED ->
          minor
              ? "article 12, paragraph 1: but for minor corrections (軽微な修正)"
              : "article 12, paragraph 1; leaflet, certificate §3";
      case DIED, RESIDENCY_LOST -> "article 12, paragraph 2";
      case DEPARTED, DEPARTED_CONTINUING -> "since 2024-05-27 (Nagayo-cho, Iwakuni-shi)";
      case ENTERED -> "article 12, paragraph 1: another address";
      case RECORD_ERROR -> "article 13";
      case CARD_LOST, CARD_RETURNED, NUMBER_CHANGED -> "the card lapses";
      case STAY_CHANGED -> "leaflet, card §4";
      case EVENT_CANCELLED -> "the planned event does not take effect";
      case ALIAS_CHANGED, FORMER_SURNAME_CHANGED -> "as a change of name (Suzuka-shi)";
      case CONFIRMED -> "the record is as an office entered it; policy";
      case READING_CHANGED -> "no certificate carries it";
    };
  }
}
