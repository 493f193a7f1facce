package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.audit.auditor.Report;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.store.Database;
import org.jitsuin.testing.Traces;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole life of somebody whose name, birth date, address and ids nobody else has, on the
 * deployed server; then they are erased, and looked for wherever something is kept.
 */
@Tag("deployed")
class ForgettingIT extends DeployedServerTest {
  private final OfficeRequests desk = new OfficeRequests(installation());
  private final StaffClient clerk = desk.as("clerk-13221");
  private final LocalDate today = JapanTime.date(Clocks.system().instant());
  private final Jdbi admin = Database.open(ServerUnderTest.installation().database().admin());

  private final String name = "忘却　" + drawn();
  private final String kana = "ボウキャク　" + read(drawn());
  private final String renamed = "改名　" + drawn();
  private final String address = "東京都清瀬市中里" + drawn();
  private final String moved = "東京都清瀬市松山" + drawn();
  private final String reporter = "届出　" + drawn();
  private final String note = "電車に忘れた" + drawn();
  private final String notification = "KIYOSE-" + UUID.randomUUID().toString().substring(0, 18);
  private static final String BORN = "1931-07-23";

  /** A number that nobody else draws, in wide digits, and no My Number. */
  private static String drawn() {
    return Long.toString(ThreadLocalRandom.current().nextLong(100_000_000L, 1_000_000_000L))
        .chars()
        .mapToObj(digit -> Character.toString(digit - '0' + '０'))
        .collect(Collectors.joining());
  }

  /** Katakana for a number. */
  private static String read(String drawn) {
    return drawn
        .chars()
        .mapToObj(digit -> Character.toString("カキクケコサシスセソ".charAt(digit - '０')))
        .collect(Collectors.joining());
  }

  private TestCard born() throws IOException {
    return TestCard.register(
        installation(),
        json ->
            json.replace("山田　花子", name)
                .replace("東京都清瀬市中里五丁目８４２番地", address)
                .replace("1980-02-17", BORN)
                .replace("\"sex\"", "\"nameKana\":\"" + kana + "\",\"sex\""));
  }

  private void event(TestCard card, String kind, LocalDate day, String more) throws IOException {
    desk.answer(
        200,
        desk.as("register")
            .post(
                "/resident-events",
                "{\"event\":\"E-%s\",\"registerId\":\"%s\",\"kind\":\"%s\",\"occurredOn\":\"%s\",%s}"
                    .formatted(UUID.randomUUID(), card.registerId, kind, day, more)));
  }

  /** Everything that an office, the loss line and the register do; returns the last card. */
  private TestCard lived(TestCard card) throws IOException {
    desk.answer(
        200,
        desk.as("lossline")
            .post(
                "/cards/search",
                "{\"name\":\"%s\",\"birthDate\":\"%s\",\"address\":\"%s\"}"
                    .formatted(name, BORN, address)));
    desk.answer(
        200,
        desk.as("lossline")
            .post(
                "/cards/search",
                "{\"nameKana\":\"%s\",\"birthDate\":\"%s\"}".formatted(kana, BORN)));
    event(
        card, "address-changed", today, "\"municipality\":\"13221\",\"address\":\"" + moved + "\"");
    event(card, "name-changed", today.plusDays(30), "\"name\":\"" + renamed + "\"");
    desk.answer(
        200,
        desk.as("lossline")
            .post(
                "/cards/" + card.id + "/suspension",
                "{\"reporter\":{\"relation\":\"family\",\"name\":\"%s\",\"contact\":\"x\",\"note\":\"%s\"}}"
                    .formatted(reporter, note)));
    desk.answer(
        200,
        clerk.post("/cards/" + card.id + "/suspension/lift", "{" + OfficeRequests.CHECKED + "}"));
    desk.answer(200, clerk.get("/cards/" + card.id));
    var _ = clerk.get("/cards/" + card.id + "/expiry-notice?within-months=12");
    String replacement =
        "{\"cause\":\"lost\",\"notification\":\"%s\",\"feeYen\":1000,%s}"
            .formatted(notification, OfficeRequests.CHECKED);
    TestCard next =
        card.successor(
            desk.answer(201, clerk.post("/cards/" + card.id + "/replacement", replacement))
                .get("card")
                .asText());
    apply(next);
    return next;
  }

  /** To be told, and told. */
  private void consented(TestCard card) throws IOException {
    StaffClient party = desk.as("relying-party");
    String id = UUID.randomUUID().toString();
    String text = ConsentIT.consent(id, Clocks.system().instant(), "届出　" + name);
    desk.answer(201, party.post("/consents", ConsentIT.signed(card, "signature", text)));
    assertThat(desk.answer(200, party.get("/consents/" + id + "/data")).get("name").asText())
        .isEqualTo(name);
  }

  /** Certificates for the new card, applied for; and an application that is refused. */
  private void apply(TestCard card) throws IOException {
    String applied =
        "{\"kind\":\"certificates\",\"card\":\"%s\",\"content\":%s}"
            .formatted(card.id, card.p384Requests());
    String id = desk.answer(201, clerk.post("/applications", applied)).get("application").asText();
    JsonNode completed = desk.answer(200, clerk.post("/applications/" + id + "/completion", "{}"));
    Map<String, String> serials = desk.keep(card, completed.get("result"));
    assertThat(serials).hasSize(2);
    String registration = TestCard.registration(card.registerId, "13221").replace("山田　花子", name);
    String refused =
        desk.answer(
                201,
                clerk.post(
                    "/applications",
                    "{\"kind\":\"registration\",\"content\":" + registration + "}"))
            .get("application")
            .asText();
    desk.answer(
        200,
        clerk.post("/applications/" + refused + "/refusal", "{\"reason\":\"" + name + "は登録済み\"}"));
    for (Map.Entry<String, String> one : serials.entrySet()) {
      desk.answer(
          200,
          clerk.post(
              "/certificates/%s/%s/revocation".formatted(one.getKey(), one.getValue()),
              "{\"ground\":\"holder-request\",\"note\":\""
                  + note
                  + "\","
                  + OfficeRequests.CHECKED
                  + "}"));
    }
  }

  private Shell.Ended erase(String registerId) throws IOException {
    Path home = installation().home();
    Path resident = Files.writeString(home.resolve("resident"), registerId + "\n");
    Path password = Files.writeString(home.resolve("operators-password"), "changeit");
    Path staff = installation().staff();
    Map<String, String> environment = new HashMap<>(ServerUnderTest.installation().environment());
    environment.put("JITSUIN_HOME", home.toString());
    Path checkout = Path.of("").toAbsolutePath().getParent();
    Path launcher = checkout.resolve("launcher/target/launcher");
    try {
      return Shell.run(
          home,
          environment,
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Djitsuin.checkout=" + checkout,
              "-cp",
              launcher + "/*:" + launcher.resolve("lib") + "/*",
              "org.jitsuin.launcher.Launcher",
              "erase",
              "--resident-file",
              resident.toString(),
              "--ground",
              "court-order",
              "--reference",
              "令和八年第一号",
              "--operator",
              staff.resolve("operator.p12").toString(),
              "--operator",
              staff.resolve("operator2.p12").toString(),
              "--password-file",
              password.toString()));
    } finally {
      Files.delete(resident);
      Files.delete(password);
    }
  }

  @Test
  void erase_aWholeLife_leavesNoTrace_andEverybodyIsToldAsBefore() throws Exception {
    TestCard first = born();
    Map<String, String> serials = desk.issue(first);
    consented(first);
    TestCard last = lived(first);
    List<String> texts =
        List.of(
            first.registerId,
            name,
            kana,
            renamed,
            address,
            moved,
            reporter,
            note,
            notification,
            BORN,
            BORN.replace("-", ""));
    Traces traces = Traces.of(texts);
    String before = told(first, last);
    assertThat(inDatabase(traces))
        .anyMatch(where -> where.startsWith("ca.`resident`"))
        .anyMatch(where -> where.startsWith("ca.`certificate_der`"))
        .anyMatch(where -> where.startsWith("ca.`consent`"))
        .anyMatch(where -> where.startsWith("audit.`disclosure`"));

    Shell.Ended erased = erase(first.registerId);

    assertThat(erased.code()).as(erased.output()).isZero();
    assertThat(erased.output())
        .contains("2 cards", "4 certificates", "proposed by operator")
        .doesNotContain(texts.subList(1, texts.size()));
    assertThat(inDatabase(traces)).isEmpty();
    assertThat(inFiles(traces)).isEmpty();
    assertThat(told(first, last)).isEqualTo(before);
    assertThat(clerk.get("/cards/" + last.id).code()).isEqualTo("CARD_UNKNOWN");
    assertThat(
            desk.answer(200, clerk.get("/certificates?serial=" + serials.get("signature")))
                .get("certificates"))
        .isEmpty();
    Report report = new Verification(ServerUnderTest.installation()).upToDate().run();
    assertThat(report.isClean()).as(String.join("\n", report.lines())).isTrue();
    assertThat(report.lines().toString()).contains("every holder whom the log tells to be erased");
  }

  private List<String> inDatabase(Traces traces) {
    return traces.inDatabase(admin, "ca", "status", "audit");
  }

  /** All files but the card holder's own, and those of the database, which are rows. */
  private static List<String> inFiles(Traces traces) throws IOException {
    Path home = installation().home();
    return traces.inFiles(
        home,
        file ->
            !home.relativize(file).toString().startsWith("card-")
                && !file.startsWith(installation().database()));
  }

  private String told(TestCard... cards) throws InterruptedException {
    List<String> told = new ArrayList<>();
    for (TestCard card : cards) {
      for (String kind : List.of("signature", "user-identification")) {
        desk.awaitOcsp(card, kind, ": revoked");
        told.add(
            RelyingParty.of(installation())
                .ask(card, kind)
                .lines()
                .filter(line -> line.contains("revoked") || line.contains("Reason"))
                .collect(Collectors.joining("\n")));
      }
    }
    return String.join("\n", told);
  }
}
