package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No PIN and no My Number is taken in, at any endpoint that takes a body. */
@Tag("deployed")
class PinIT extends DeployedServerTest {
  /** Of the form of a signature password, and found nowhere else. */
  private static final String PASSWORD = "QX7PIN93ZK";

  /** With its check digit, and found nowhere else. */
  private static final String MY_NUMBER = "7042-8819-3654";

  /** Of the server that Arquillian started. */
  private static final Path LOGS = Path.of("target/it/server/log");

  private final OfficeRequests desk = new OfficeRequests(installation());

  static Stream<String[]> posts() throws IOException {
    try (InputStream file = PinIT.class.getResourceAsStream("/access.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.startsWith("POST "))
              .map(line -> line.substring("POST ".length()).split(": ", 2))
              .map(parts -> new String[] {parts[0], staff(parts[1])})
              .toList()
              .stream();
    }
  }

  /** Somebody of the development staff who may call it. */
  private static String staff(String roles) {
    return switch (roles.split("[,;] ", 2)[0]) {
      case "office-clerk" -> "clerk-13221";
      case "office-supervisor" -> "supervisor-13221";
      case "lossline-operator" -> "lossline";
      case "ca-operator" -> "operator";
      case "register-feed" -> "register";
      case "relying-party" -> "relying-party";
      default -> throw new IllegalStateException(roles);
    };
  }

  @ParameterizedTest
  @MethodSource("posts")
  void post_bodyWithAPin_isRefusedBeforeAnythingElse(String path, String staff) throws IOException {
    for (String body :
        List.of(
            "{\"signaturePassword\":\"" + PASSWORD + "\"}",
            "{\"暗証番号\":\"" + PASSWORD + "\"}",
            "{\"note\":\"" + PASSWORD + "\"}",
            "{\"pin\":\"" + PASSWORD + "\"}",
            "{\"reporter\":{\"relation\":\"holder\",\"note\":\"PIN " + PASSWORD + "\"}}")) {
      Answer answer = desk.as(staff).post(known(path), body);
      desk.refused("PIN_NOT_ACCEPTED", answer);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body().toString()).doesNotContain(PASSWORD);
    }
  }

  private static String known(String path) {
    return path.replace("{authority}", "signature")
        .replace("{serial}", "0123456789abcdef0123456789abcdef")
        .replaceAll("\\{[a-z]+}", "00000000-0000-0000-0000-000000000000");
  }

  @ParameterizedTest
  @MethodSource("posts")
  void post_bodyWithAMyNumber_isRefusedBeforeAnythingElse(String path, String staff)
      throws IOException {
    String plain = MY_NUMBER.replace("-", "");
    for (String body :
        List.of(
            "{\"notification\":\"" + plain + "\"}",
            "{\"registerId\":\"" + MY_NUMBER + "\"}",
            "{\"reporter\":{\"note\":\"個人番号は" + MY_NUMBER + "です\"}}",
            "{\"" + plain + "\":" + plain + "}")) {
      Answer answer = desk.as(staff).post(known(path), body);
      desk.refused("MY_NUMBER_NOT_ACCEPTED", answer);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body().toString()).doesNotContain(MY_NUMBER, plain);
    }
  }

  @Test
  void myNumber_thatWasSent_isInNoLogAndInNoTable() throws Exception {
    TestCard card = TestCard.register(installation());
    String plain = MY_NUMBER.replace("-", "");
    StaffClient clerk = desk.as("clerk-13221");
    String path = "/cards/" + card.id + "/replacement";
    desk.refused(
        "MY_NUMBER_NOT_ACCEPTED",
        clerk.post(path, "{\"cause\":\"lost\",\"notification\":\"" + plain + "\"}"));
    desk.refused(
        "MY_NUMBER_NOT_ACCEPTED", clerk.post("/cards", TestCard.registration(MY_NUMBER, "13221")));
    desk.refused("MY_NUMBER_NOT_ACCEPTED", clerk.post(path, "{\"cause\":\"damaged\"}", plain));
    desk.refused("MY_NUMBER_NOT_ACCEPTED", clerk.get("/cards?registerId=" + MY_NUMBER));
    for (String form : List.of(MY_NUMBER, plain)) {
      assertNowhere(form);
    }
    assertThat(
            rows(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'refused' AND body LIKE ?",
                "MY_NUMBER_NOT_ACCEPTED"))
        .isPositive();
  }

  @Test
  void pin_thatWasSent_isInNoLogAndInNoTable() throws Exception {
    TestCard card = TestCard.register(installation());
    Answer answer =
        desk.as("clerk-13221")
            .post(
                "/cards/" + card.id + "/pin-events",
                "{\"pin\":\"signature\",\"what\":\"reset\",\"newPin\":\"" + PASSWORD + "\"}");
    desk.refused("PIN_NOT_ACCEPTED", answer);
    assertNowhere(PASSWORD);
    // That it was tried is for the auditor to see.
    assertThat(
            rows(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'refused' AND body LIKE ?",
                "PIN_NOT_ACCEPTED"))
        .isPositive();
  }

  private static void assertNowhere(String secret) throws Exception {
    try (Stream<Path> logs = Files.walk(LOGS)) {
      for (Path log : logs.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(log), StandardCharsets.UTF_8))
            .as(log.toString())
            .doesNotContain(secret);
      }
    }
    assertThat(rows("SELECT COUNT(*) FROM audit.entry WHERE body LIKE ?", secret)).isZero();
    assertThat(rows("SELECT COUNT(*) FROM audit.disclosure WHERE data LIKE ?", secret)).isZero();
    assertThat(rows("SELECT COUNT(*) FROM ca.idempotency WHERE body LIKE ?", secret)).isZero();
    assertThat(rows("SELECT COUNT(*) FROM ca.idempotency WHERE request_key LIKE ?", secret))
        .isZero();
    assertThat(rows("SELECT COUNT(*) FROM ca.resident WHERE register_id LIKE ?", secret)).isZero();
  }

  private static long rows(String query, String part) throws Exception {
    try (var connection = ServerUnderTest.installation().database().admin().getConnection();
        var select = connection.prepareStatement(query)) {
      select.setString(1, "%" + part + "%");
      try (var rows = select.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
