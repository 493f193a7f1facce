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

/** No PIN is taken in, at any endpoint that takes a body. */
@Tag("deployed")
class PinIT extends DeployedServerTest {
  /** Of the form of a signature password, and found nowhere else. */
  private static final String PASSWORD = "QX7PIN93ZK";

  /** Of the server that Arquillian started. */
  private static final Path LOGS = Path.of("target/it/server/log");

  private final Desk desk = new Desk(installation());

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
    return switch (roles.split(", ", 2)[0]) {
      case "office-clerk" -> "clerk-13221";
      case "office-supervisor" -> "supervisor-13221";
      case "lossline-operator" -> "lossline";
      case "ca-operator" -> "operator";
      case "register-feed" -> "register";
      default -> throw new IllegalStateException(roles);
    };
  }

  @ParameterizedTest
  @MethodSource("posts")
  void post_bodyWithAPin_isRefusedBeforeAnythingElse(String path, String staff) throws IOException {
    String known =
        path.replace("{authority}", "signature")
            .replace("{serial}", "0123456789abcdef0123456789abcdef")
            .replaceAll("\\{[a-z]+}", "00000000-0000-0000-0000-000000000000");
    for (String body :
        List.of(
            "{\"signaturePassword\":\"" + PASSWORD + "\"}",
            "{\"暗証番号\":\"" + PASSWORD + "\"}",
            "{\"note\":\"" + PASSWORD + "\"}",
            "{\"pin\":\"" + PASSWORD + "\"}",
            "{\"reporter\":{\"relation\":\"holder\",\"note\":\"PIN " + PASSWORD + "\"}}")) {
      Answer answer = desk.as(staff).post(known, body);
      desk.refused("PIN_NOT_ACCEPTED", answer);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body().toString()).doesNotContain(PASSWORD);
    }
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
    try (Stream<Path> logs = Files.walk(LOGS)) {
      for (Path log : logs.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(log), StandardCharsets.UTF_8))
            .as(log.toString())
            .doesNotContain(PASSWORD);
      }
    }
    assertThat(rows("SELECT COUNT(*) FROM audit.entry WHERE body LIKE ?")).isZero();
    assertThat(rows("SELECT COUNT(*) FROM audit.disclosure WHERE data LIKE ?")).isZero();
    assertThat(rows("SELECT COUNT(*) FROM ca.idempotency WHERE body LIKE ?")).isZero();
    // That it was tried is for the auditor to see.
    assertThat(
            rows(
                "SELECT COUNT(*) FROM audit.entry WHERE kind = 'refused' AND ? IS NOT NULL"
                    + " AND body LIKE '%PIN_NOT_ACCEPTED%'"))
        .isPositive();
  }

  private static long rows(String query) throws Exception {
    try (var connection = ServerUnderTest.installation().database().admin().getConnection();
        var select = connection.prepareStatement(query)) {
      select.setString(1, "%" + PASSWORD + "%");
      try (var rows = select.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }
}
