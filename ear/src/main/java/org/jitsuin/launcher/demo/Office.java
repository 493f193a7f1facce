package org.jitsuin.launcher.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jitsuin.base.model.Authority;
import org.jitsuin.launcher.terminal.CommandLine;
import org.jitsuin.launcher.terminal.DisplayPath;

/** Those who speak to the office API: clerk, resident register, auditor. */
final class Office {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DemoRun run;
  private final Shell shell;

  Office(DemoRun run, Shell shell) {
    this.run = run;
    this.shell = shell;
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
    holder.put("name", "山田　花子");
    holder.put("address", "東京都清瀬市中里五丁目８４２番地");
    holder.put("sex", "female");
    holder.put("birthDate", "1980-02-17");
    Map<String, Object> card = new LinkedHashMap<>();
    card.put("municipality", "13221");
    card.put("issuedOn", run.today().toString());
    card.put("holder", holder);
    write("card.json", card);
    show("card.json");
    JsonNode answer = post("clerk-13221", "cards", "card.json");
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
   * Has both certificates issued and keeps them in files.
   *
   * @return their serial numbers
   */
  Map<Authority, String> issue(String card) {
    run.step("Both certificates are issued as one act, or neither");
    Map<String, String> requests = new LinkedHashMap<>();
    for (Authority authority : Authority.values()) {
      requests.put(authority.id(), run.read(CardHolder.request(authority)));
    }
    write("issue.json", Map.of("requests", requests));
    JsonNode answer = post("clerk-13221", "cards/" + card + "/certificates", "issue.json");
    Map<Authority, String> serials = new EnumMap<>(Authority.class);
    for (JsonNode certificate : answer.path("certificates")) {
      Authority.byId(certificate.path("authority").asText())
          .ifPresent(authority -> {
            run.write(authority.id() + ".pem", certificate.path("certificate").asText());
            serials.put(authority, certificate.path("serial").asText());
          });
    }
    run.expect(serials.size() == 2, "two certificates", answer.toString());
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
    event.put("address", "東京都新宿区歌舞伎町一丁目４番１号");
    write("event.json", event);
    show("event.json");
    JsonNode revoked = post("register", "resident-events", "event.json").path("revoked");
    JsonNode only = revoked.path(0);
    run.expect(
        revoked.size() == 1
            && only.path("authority").asText().equals(Authority.SIGNATURE.id())
            && only.path("serial").asText().equals(signatureSerial)
            && only.path("reason").asText().equals("affiliationChanged"),
        "the signature certificate is revoked (affiliationChanged), and no other",
        revoked.toString());
  }

  /** Shows what the audit log says about the card. */
  void audit(String card) {
    run.step("The auditor reads what was done, by whom");
    CommandLine command = CommandLine.of(curl("auditor"), address("audit/entries?card=" + card));
    JsonNode entries = parsed(shell.run(command)).path("entries");
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
    run.expect(
        acts.contains("card-registered")
            && acts.contains("certificates-issued")
            && acts.contains("certificate-revoked"),
        "registered, issued and revoked: each act has its entry",
        entries.toString());
  }

  private void write(String file, Map<String, ?> content) {
    try {
      run.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    } catch (JacksonException e) {
      throw new IllegalStateException("maps and texts can be written as JSON", e);
    }
  }

  private void show(String file) {
    shell.answer(shell.run(CommandLine.of("cat", run.file(file))));
  }

  /** Sends a file and reads the answer. */
  private JsonNode post(String who, String path, String file) {
    return parsed(
        shell.run(
            CommandLine.of(
                curl(who),
                "-H",
                "Content-Type: application/json",
                "-H",
                "Idempotency-Key: demo-" + run.id() + "-" + file.replace(".json", ""),
                "--data-binary",
                "@" + DisplayPath.of(run.file(file)),
                address(path))));
  }

  /** With the client certificate of somebody. */
  private List<String> curl(String who) {
    Path staff = run.installation().staff();
    return CommandLine.of(
            "curl",
            "-sS",
            "--fail-with-body",
            "--cacert",
            run.installation().ca().resolve("staff.pem"),
            "--cert",
            staff.resolve(who + ".pem"),
            "--key",
            staff.resolve(who + ".key"))
        .words();
  }

  private String address(String path) {
    return run.installation().settings().httpsAddress() + "/api/v1/" + path;
  }

  private static JsonNode parsed(String answer) {
    try {
      return JSON.readTree(answer);
    } catch (JacksonException e) {
      throw new WrongResult("an answer in JSON", answer);
    }
  }
}
