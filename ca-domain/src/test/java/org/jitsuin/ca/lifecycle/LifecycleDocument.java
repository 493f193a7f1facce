package org.jitsuin.ca.lifecycle;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.validity.LeapDayRule;
import org.jitsuin.ca.validity.ValidityRules;

/** The parts of {@code docs/lifecycle.md} that the rules themselves write. */
final class LifecycleDocument {
  private static final LocalDate FAR = LocalDate.of(2099, 12, 31);

  private LifecycleDocument() {}

  /** The text with its generated parts as the rules have them now. */
  static String updated(String text) {
    String current = text;
    for (Map.Entry<String, String> part : parts().entrySet()) {
      String begin = "<!-- generated: " + part.getKey() + " -->";
      String end = "<!-- end: " + part.getKey() + " -->";
      if (!current.contains(begin) || !current.contains(end)) {
        throw new IllegalArgumentException("the document has no part " + part.getKey());
      }
      current =
          Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL)
              .matcher(current)
              .replaceFirst(
                  _ -> Matcher.quoteReplacement(begin + "\n\n" + part.getValue() + "\n\n" + end));
    }
    return current;
  }

  private static Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("card states", StateDiagram.ofCards());
    parts.put("certificate states", StateDiagram.ofCertificates());
    parts.put("events", EventTable.markdown());
    parts.put("causes", EventTable.causes());
    parts.put("refusals", refusals());
    parts.put("cards", cards());
    parts.put("certificates", certificates());
    parts.put("windows", windows());
    return parts;
  }

  private static String refusals() {
    return RefusalCases.all().stream()
        .map(one -> {
          Refusal refusal = one.provoked().get();
          return row(
              "`" + one.code() + "`",
              one.when(),
              one.source(),
              one.code().english(refusal.detail())
                  + "<br/>"
                  + one.code().japanese(refusal.detail()));
        })
        .collect(
            Collectors.joining(
                "\n", header("Code", "When", "Ground", "What the office reads, for example"), ""));
  }

  private static String cards() {
    return Stream.of(
            card("grown up", "1980-02-17", "2025-10-27", "2025-10-27"),
            card("on the 18th birthday", "2007-10-27", "2025-10-27", "2025-10-27"),
            card("the day before it", "2007-10-28", "2025-10-27", "2025-10-27"),
            card("19, applied for when 20 was the age", "2003-01-15", "2022-04-20", "2022-03-31"),
            card("19, applied for a day later", "2003-01-15", "2022-04-20", "2022-04-01"),
            card("on a birthday, which does not count", "1980-10-27", "2025-10-27", "2025-10-27"),
            card("the day before one", "1980-10-28", "2025-10-27", "2025-10-27"),
            card("born that day", "2025-10-27", "2025-10-27", "2025-10-27"),
            card(
                "renewed on the first day of its window, 2034-11-18 (open point)",
                "1980-02-17",
                "2034-11-18",
                "2034-11-18"),
            renewedCard("renewed a month before its end", "2035-01-17"),
            renewedCard("renewed on its last day, a birthday", "2035-02-17"),
            card("born in some month of 1947", "1947-00-00", "2025-10-27", "2025-10-27"),
            card("born in October of some day", "1947-10-00", "2025-10-27", "2025-10-27"),
            card("18 for certain at the year's end only", "2007-00-00", "2025-10-27", "2025-10-27"),
            card("of unknown birth date", "0000-00-00", "2025-10-27", "2025-10-27"))
        .collect(
            Collectors.joining(
                "\n",
                header("Holder", "Born", "Application", "Issued", "Last day of the card"),
                ""));
  }

  private static String card(String holder, String born, String issued, String received) {
    LocalDate last =
        rules(LeapDayRule.FEBRUARY_28)
            .cardExpiry(BirthDate.parse(born), LocalDate.parse(issued), LocalDate.parse(received));
    return row(holder, born, received, issued, last.toString());
  }

  /** As any other issue: see the open points. */
  private static String renewedCard(String holder, String issued) {
    return card(holder, "1980-02-17", issued, issued);
  }

  private static String certificates() {
    return Stream.of(
            certificate("the real test card", "1980-02-17", "2025-10-27", "2035-02-17", ""),
            certificate("the card ends earlier", "1980-02-17", "2032-06-01", "2035-02-17", ""),
            certificate(
                "signature, after a move, beside its sibling",
                "1980-02-17",
                "2027-06-01",
                "2035-02-17",
                "2030-02-17"),
            renewed("renewed on the first day of the window", "2029-11-18", "2035-02-17"),
            renewed("renewed the day before the end", "2030-02-16", "2035-02-17"),
            renewed("renewed on its last day, a birthday", "2030-02-17", "2040-02-17"),
            certificate("the month of birth known", "1947-02-00", "2025-10-27", "2035-02-01", ""),
            certificate("the year of birth known", "1947-00-00", "2025-10-27", "2034-10-28", ""),
            certificate("the birth date unknown", "0000-00-00", "2025-10-27", "2029-10-28", ""),
            leap(LeapDayRule.FEBRUARY_28),
            leap(LeapDayRule.MARCH_1))
        .collect(
            Collectors.joining(
                "\n", header("Case", "Born", "Issued", "Card until", "Last day"), ""));
  }

  private static String certificate(
      String what, String born, String issued, String card, String sibling) {
    LocalDate last =
        rules(LeapDayRule.FEBRUARY_28)
            .certificateExpiry(
                BirthDate.parse(born),
                LocalDate.parse(issued),
                LocalDate.parse(card),
                Optional.of(sibling).filter(date -> !date.isEmpty()).map(LocalDate::parse));
    return row(what, born, issued, card, last.toString());
  }

  private static String renewed(String what, String issued, String card) {
    LocalDate last =
        rules(LeapDayRule.FEBRUARY_28)
            .renewedCertificateExpiry(
                BirthDate.parse("1980-02-17"),
                LocalDate.parse(issued),
                LocalDate.parse(card),
                Optional.empty());
    return row(what, "1980-02-17", issued, card, last.toString());
  }

  private static String leap(LeapDayRule rule) {
    LocalDate last =
        rules(rule)
            .certificateExpiry(
                BirthDate.parse("1984-02-29"), LocalDate.of(2025, 10, 27), FAR, Optional.empty());
    return row("`" + rule + "`", "1984-02-29", "2025-10-27", "later", last.toString());
  }

  private static String windows() {
    return Stream.of(
            "2023-07-07", "2023-05-28", "2023-05-31", "2024-05-29", "2030-02-17", "2028-02-29")
        .map(LocalDate::parse)
        .map(end ->
            row(
                end.toString(),
                ValidityRules.renewalOpens(end).toString(),
                ValidityRules.renewalOpensAbroad(end).toString()))
        .collect(Collectors.joining("\n", header("Last day", "Renewal from", "Abroad"), ""));
  }

  private static ValidityRules rules(LeapDayRule leapDay) {
    return new ValidityRules(leapDay);
  }

  private static String header(String... cells) {
    return row(cells)
        + "\n"
        + row(List.of(cells).stream().map(_ -> "---").toArray(String[]::new))
        + "\n";
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
