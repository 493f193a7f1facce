package org.jitsuin.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jitsuin.base.model.Authority;

/** The callers of the office API: clerk, resident register, auditor. */
final class Office {
  /** Whom the office saw, and how it knows. */
  static final Map<String, ?> CHECKED =
      Map.of("present", List.of("holder"), "documents", List.of("driving-licence"));

  /** Who the holder is. */
  static final String NAME = "山田　花子";

  /** Where the holder lives first. */
  static final String ADDRESS = "東京都清瀬市中里五丁目８４２番地";

  /** Where the holder moves to. */
  static final String NEW_ADDRESS = "東京都新宿区歌舞伎町一丁目４番１号";

  private final DemoRun run;
  private final Shell shell;
  private final OfficeApi api;

  Office(DemoRun run, Shell shell, OfficeApi api) {
    this.run = run;
    this.shell = shell;
    this.api = api;
  }

  /**
   * Registers the card.
   *
   * @return its id
   */
  String register() {
    run.step("A clerk in Kiyose-shi (13221) registers the card");
    Map<String, Object> holder = new LinkedHashMap<>();
    holder.put("registerId", registerId());
    holder.put("name", NAME);
    holder.put("address", ADDRESS);
    holder.put("sex", "female");
    holder.put("birthDate", "1980-02-17");
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("municipality", "13221");
    card.put("issuedOn", run.today().toString());
    card.put("holder", holder);
    card.put("identityCheck", CHECKED);
    JsonNode answer = api.ask("clerk-13221", "cards", "card.json", card);
    String id = answer.path("card").asText();
    run.expect(
        !id.isEmpty() && answer.path("expiresOn").asText().endsWith("-02-17"),
        "card %s, valid until the 10th birthday, %s"
            .formatted(id, answer.path("expiresOn").asText()),
        answer.toString());
    return id;
  }

  private String registerId() {
    return "R-" + run.id();
  }

  /**
   * Asks for certificates and keeps them in files.
   *
   * @param who the clerk
   * @param file of the request
   * @return their serial numbers
   */
  Map<Authority, String> issue(String who, String card, String file, Authority... kinds) {
    Map<String, String> requests = new LinkedHashMap<>();
    for (Authority authority : kinds) {
      requests.put(authority.id(), run.read(CardHolder.request(authority)));
    }
    api.write(file, Map.of("requests", requests, "identityCheck", CHECKED));
    JsonNode answer = api.post(who, "cards/" + card + "/certificates", file);
    Map<Authority, String> serials = new EnumMap<>(Authority.class);
    for (JsonNode certificate : answer.path("certificates")) {
      Authority.byId(certificate.path("authority").asText())
          .ifPresent(authority -> {
            run.write(authority.id() + ".pem", certificate.path("certificate").asText());
            serials.put(authority, certificate.path("serial").asText());
          });
    }
    run.expect(
        serials.size() == kinds.length,
        kinds.length == 1 ? "one certificate" : "two certificates",
        answer.toString());
    serials.forEach(
        (authority, serial) -> run.tell("  %-20s %s".formatted(authority.id(), serial)));
    return serials;
  }

  /** Reports that the holder moved, and expects the signature certificate to end by it. */
  void move(String signatureSerial) {
    run.step("The holder moves to Shinjuku-ku (13104); the resident register reports it");
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", "E-" + run.id());
    event.put("registerId", registerId());
    event.put("kind", "address-changed");
    event.put("minor", false);
    event.put("occurredOn", run.today().toString());
    event.put("municipality", "13104");
    event.put("address", NEW_ADDRESS);
    JsonNode revoked = api.ask("register", "resident-events", "event.json", event).path("revoked");
    JsonNode only = revoked.path(0);
    run.expect(
        revoked.size() == 1
            && only.path("authority").asText().equals(Authority.SIGNATURE.id())
            && only.path("serial").asText().equals(signatureSerial)
            && only.path("reason").asText().equals("affiliationChanged"),
        "the signature certificate is revoked (affiliationChanged), and no other",
        revoked.toString());
  }

  /** Unlocks the PIN for signatures of a holder whom it has seen: what the log says of it. */
  void recordUnlock(String who, String card) {
    Map<String, ?> event = Map.of("pin", "signature", "what", "unlocked", "identityCheck", CHECKED);
    JsonNode answer = api.ask(who, "cards/" + card + "/pin-events", "unlock.json", event);
    run.expect(
        answer.path("receipt").path("entry").isNumber(),
        "recorded as entry " + answer.path("receipt").path("entry").asText(),
        answer.toString());
  }

  /**
   * Shows what the audit log says about the card.
   *
   * @param expected kinds of entries that there must be
   * @param sentence says it
   */
  void audit(String card, List<String> expected, String sentence) {
    run.step("The auditor reads what was done, by whom");
    JsonNode entries = api.get("auditor", "audit/entries?card=" + card).path("entries");
    TreeSet<String> acts = new TreeSet<>();
    for (JsonNode numbered : entries) {
      JsonNode entry = numbered.path("entry");
      acts.add(entry.path("act").asText());
      JsonNode actor = entry.path("actor");
      shell.answer(
          "%6s  %s  %-22s %s"
              .formatted(
                  numbered.path("number").asText(),
                  entry.path("at").asText(),
                  entry.path("act").asText(),
                  actor.path("name").asText(actor.path("component").asText())));
    }
    run.expect(acts.containsAll(expected), sentence, entries.toString());
  }
}
