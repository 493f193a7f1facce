package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.profile.Pem;
import org.jitsuin.launcher.installation.Installation;
import org.jitsuin.server.StaffClient.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every endpoint of the office API × every role × no certificate × certificates of strangers. */
@Tag("deployed")
class AccessIT extends DeployedServerTest {
  private static final Map<String, String> ROLES =
      Map.of(
          "clerk-13221", "office-clerk",
          "supervisor-13221", "office-supervisor",
          "lossline", "lossline-operator",
          "auditor", "auditor",
          "operator", "ca-operator",
          "register", "register-feed",
          "relying-party", "relying-party");

  /**
   * Who may what, and how far one person gets: bounds by role, by endpoint. A new endpoint that is
   * not there fails {@link #table_coversEveryEndpoint}.
   */
  private static final Map<String, Map<String, String>> TABLE = table();

  private static Map<String, Map<String, String>> table() {
    try (InputStream file = AccessIT.class.getResourceAsStream("/access.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(": |; ", 3))
          .collect(Collectors.toMap(parts -> parts[0], parts -> bounds(parts[1], parts[2])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param bound one for all roles, or each with its role in front of it
   */
  private static Map<String, String> bounds(String roles, String bound) {
    if (!bound.contains(" ")) {
      return Stream.of(roles.split(", ", -1)).collect(Collectors.toMap(role -> role, _ -> bound));
    }
    Map<String, String> bounds =
        Stream.of(bound.split(", ", -1))
            .map(one -> one.split(" ", 2))
            .collect(Collectors.toMap(one -> one[0], one -> one[1]));
    assertThat(bounds.keySet()).containsExactlyInAnyOrder(roles.split(", ", -1));
    return bounds;
  }

  /** One for all calls: opening a key store takes longer than a call. */
  private static final Map<String, StaffClient> CLIENTS = new ConcurrentHashMap<>();

  private static StaffClient client(String name, Supplier<StaffClient> make) {
    return CLIENTS.computeIfAbsent(name, _ -> make.get());
  }

  private static StaffClient with(KeyStore credential) {
    return StaffClient.with(installation(), credential);
  }

  static Stream<Arguments> endpointsAndStaff() {
    return TABLE.keySet().stream()
        .flatMap(endpoint -> ROLES.keySet().stream().map(staff -> Arguments.of(endpoint, staff)));
  }

  @ParameterizedTest
  @MethodSource("endpointsAndStaff")
  void call_asEachRole_isOpenToThoseNamedAndToNobodyElse(String endpoint, String staff)
      throws IOException {
    Answer answer = call(client(staff, () -> StaffClient.of(installation(), staff)), endpoint);
    if (TABLE.get(endpoint).containsKey(ROLES.get(staff))) {
      assertThat(answer.status()).as(answer.toString()).isNotIn(401, 403, 405, 500);
    } else {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("NOT_ALLOWED");
    }
  }

  /** What auditors are told of each endpoint and role is what stands in the table. */
  @Test
  void powers_ofEveryEndpoint_areThoseOfTheTable() throws IOException {
    JsonNode actors = StaffClient.of(installation(), "auditor").get("/powers").body().get("actors");
    Map<String, Map<String, String>> told = new TreeMap<>();
    for (JsonNode actor : actors) {
      if (actor.get("kind").asText().equals("role")) {
        for (String group : List.of("reads", "alone", "withinBounds", "withSecondPerson")) {
          for (JsonNode deed : actor.get(group)) {
            told.computeIfAbsent(deed.get("endpoint").asText(), _ -> new TreeMap<>())
                .put(actor.get("id").asText(), deed.get("bound").asText());
          }
        }
      }
    }
    assertThat(told).isEqualTo(TABLE);
  }

  /** The whole of what an office can put under two people, and nothing else. */
  @Test
  void call_whereTheOfficeDemandsTwoForAll_isRefusedToOne() throws Exception {
    String kinds =
        Stream.of(ApplicationKind.values())
            .map(ApplicationKind::id)
            .collect(Collectors.joining(","));
    demand(kinds);
    try {
      for (Map.Entry<String, Map<String, String>> row : TABLE.entrySet()) {
        for (String staff : List.of("clerk-13221", "supervisor-13221")) {
          String bound = row.getValue().getOrDefault(ROLES.get(staff), "");
          // Whether an application waits for somebody is found when it is there; staff is no card.
          boolean refused =
              Set.of("where-demanded", "budget").contains(bound)
                  && !row.getKey().contains("/completion")
                  && !row.getKey().contains(" /staff");
          String code =
              call(client(staff, () -> StaffClient.of(installation(), staff)), row.getKey()).code();
          assertThat(code.equals("SECOND_PERSON_NEEDED"))
              .as("%s as %s: %s", row.getKey(), staff, code)
              .isEqualTo(refused);
        }
      }
    } finally {
      demand("");
    }
  }

  /** By hand, as two supervisors would have to agree. Servers look again within half a second. */
  private static void demand(String kinds) throws Exception {
    try (var connection = ServerUnderTest.installation().database().admin().getConnection();
        var update =
            connection.prepareStatement(
                "INSERT INTO ca.dual_control (municipality, kinds) VALUES ('13221', ?)"
                    + " ON DUPLICATE KEY UPDATE kinds = VALUES(kinds)")) {
      update.setString(1, kinds);
      update.executeUpdate();
    }
    Thread.sleep(600);
  }

  static Stream<String> endpoints() {
    return TABLE.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void call_withoutCertificate_isRefused(String endpoint) throws IOException {
    Answer answer = call(client("nobody", () -> StaffClient.anonymous(installation())), endpoint);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("CERTIFICATE_NEEDED");
  }

  /** Before anybody knows what is asked for. */
  @Test
  void call_withForeignCertificate_isRefusedByTls() {
    StaffClient client = with(Strangers.foreign(installation(), "clerk-13221", "office-clerk"));
    assertThatThrownBy(() -> client.get("/caller")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void call_withCertificateThatIsNotRegistered_isRefused(String endpoint) throws IOException {
    Answer answer =
        call(
            client("ghost", () -> with(Strangers.unregistered(installation(), "ghost", "auditor"))),
            endpoint);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("STAFF_UNKNOWN");
  }

  @ParameterizedTest
  @MethodSource("endpoints")
  void call_withUnknownRole_isRefused(String endpoint) throws IOException {
    Answer answer =
        call(
            client(
                "emperor", () -> with(Strangers.unregistered(installation(), "ghost", "emperor"))),
            endpoint);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("CERTIFICATE_NEEDED");
  }

  @Test
  void call_withdrawnStaff_isRefusedAtOnce() throws Exception {
    StaffClient clerk = StaffClient.of(installation(), "clerk-13104");
    assertThat(clerk.get("/caller").status()).isEqualTo(200);
    setActive("clerk-13104", false);
    try {
      assertThat(clerk.get("/caller").code()).isEqualTo("STAFF_UNKNOWN");
    } finally {
      setActive("clerk-13104", true);
    }
  }

  private static void setActive(String name, boolean active) throws Exception {
    try (var connection = ServerUnderTest.installation().database().admin().getConnection();
        var update = connection.prepareStatement("UPDATE ca.staff SET active = ? WHERE name = ?")) {
      update.setBoolean(1, active);
      update.setString(2, name);
      update.executeUpdate();
    }
  }

  /** On a connection that stays open: who was let in before is turned away at each endpoint. */
  @ParameterizedTest
  @EnumSource(names = "RELYING_PARTY", mode = EnumSource.Mode.EXCLUDE)
  void call_withdrawnInTheMiddle_isRefusedAtEachEndpoint(Role role) throws IOException {
    Personnel personnel = new Personnel(installation());
    String person = "leaver-" + UUID.randomUUID();
    Optional<String> office = Optional.of("13221").filter(_ -> role.ofMunicipality());
    StaffClient leaver = personnel.join(person, role.id(), office);
    assertThat(leaver.get("/caller").status()).isEqualTo(200);
    personnel.withdraw(person);
    for (Map.Entry<String, Map<String, String>> row : TABLE.entrySet()) {
      if (row.getValue().containsKey(role.id())) {
        assertThat(call(leaver, row.getKey()).code()).as(row.getKey()).isEqualTo("STAFF_UNKNOWN");
      }
    }
  }

  /** The same of a relying party, which two operators let in under the name that one registered. */
  @Test
  void call_relyingPartyWithdrawnInTheMiddle_isRefusedAtEachEndpoint() throws Exception {
    StaffClient operator = client("operator", () -> StaffClient.of(installation(), "operator"));
    String name = "leaver-" + UUID.randomUUID().toString().substring(0, 8);
    Map<String, Object> party =
        Map.of(
            "name",
            name,
            "authorities",
            List.of("signature"),
            "certificates",
            List.of(
                Pem.certificate(
                    Strangers.foreign(installation(), name, "relying-party")
                        .getCertificate(name)
                        .getEncoded())));
    Answer registered =
        operator.post("/relying-parties", new ObjectMapper().writeValueAsString(party));
    assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
    Personnel personnel = new Personnel(installation());
    StaffClient leaver = personnel.join(name, "relying-party", Optional.empty());
    assertThat(leaver.get("/caller").status()).isEqualTo(200);
    personnel.withdraw(name);
    for (Map.Entry<String, Map<String, String>> row : TABLE.entrySet()) {
      if (row.getValue().containsKey("relying-party")) {
        assertThat(call(leaver, row.getKey()).code()).as(row.getKey()).isEqualTo("STAFF_UNKNOWN");
      }
    }
    assertThat(operator.post("/relying-parties/" + name + "/end", "{}").status()).isEqualTo(200);
  }

  @Test
  void call_overPlainHttp_isRefused() {
    String address = installation().settings().httpAddress() + "/api/v1/caller";
    assertThat(Shell.httpStatus(address)).isEqualTo("403");
  }

  /** More than a TLS record, as the first answer on a connection. */
  @ParameterizedTest
  @ValueSource(strings = {"--http1.1 --tls-max 1.3", "--http1.1 --tls-max 1.2", "--http2"})
  void call_longAnswerOnNewConnection_comesWhole(String options) throws IOException {
    Installation installation = installation();
    List<String> command = new ArrayList<>(List.of("curl", "-sSf"));
    command.addAll(List.of(options.split(" ", -1)));
    command.addAll(List.of("--cacert", installation.ca().resolve("staff.pem").toString()));
    command.addAll(List.of("--cert", installation.staff().resolve("auditor.pem").toString()));
    command.addAll(List.of("--key", installation.staff().resolve("auditor.key").toString()));
    command.add(installation.settings().httpsAddress() + "/api/v1/audit/entries?limit=100");
    Shell.Ended ended = Shell.run(installation.home(), command.toArray(String[]::new));
    assertThat(ended.code()).as(ended.output()).isZero();
    assertThat(ended.output()).hasSizeGreaterThan(20_000);
    assertThat(new ObjectMapper().readTree(ended.output()).get("entries")).hasSize(100);
  }

  @Test
  void table_coversEveryEndpoint() throws IOException {
    String address = installation().settings().httpAddress() + "/openapi";
    String document = Shell.run(installation().home(), "curl", "-s", address).output();
    JsonNode paths = new YAMLMapper().readTree(document).get("paths");
    List<String> documented = new ArrayList<>();
    paths
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method ->
                    documented.add(
                        method.toUpperCase(Locale.ROOT)
                            + " "
                            + path.getKey().replaceFirst("^/api/v1", ""))));
    assertThat(documented).containsExactlyInAnyOrderElementsOf(TABLE.keySet());
  }

  private static Answer call(StaffClient client, String endpoint) throws IOException {
    String path = endpoint.substring(endpoint.indexOf(' ') + 1);
    String known =
        path.replace("{card}", "00000000-0000-0000-0000-000000000000")
            .replace("{authority}", "signature")
            .replace("{serial}", "0123456789abcdef0123456789abcdef")
            .replaceAll("\\{[a-z]+}", "00000000-0000-0000-0000-000000000000");
    return endpoint.startsWith("POST") ? client.post(known, "{}") : client.get(known);
  }
}
