package org.jitsuin.cluster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The containers use the files of the plan, and nobody but a person makes a first node. */
class ContainerFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DIRECTORY = Path.of("..", "docker", "cluster");
  private static final Pattern PLANNED =
      Pattern.compile("(?:\\./)?plan/([a-z]+-[0-9]/[a-z0-9.-]+)");

  /** With its anchors resolved, as the programs that read it do. */
  private static List<JsonNode> documents() throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : yaml().loadAll(Files.readString(DIRECTORY.resolve("kubernetes.yaml")))) {
      documents.add(JSON.valueToTree(document));
    }
    return documents;
  }

  private static Yaml yaml() {
    return new Yaml(new SafeConstructor(new LoaderOptions()));
  }

  private static JsonNode named(String kind, String name) throws IOException {
    return documents().stream()
        .filter(one ->
            one.path("kind").asText().equals(kind)
                && one.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What they mount is written. */
  @Test
  void files_thatAreNamed_areThePlans() throws IOException {
    ClusterPlan plan =
        ClusterPlanTest.plan(
            "db-0,db-1,db-2,db-3,db-4,app-0,app-1,app-2,relay-0,relay-1,va-0,va-1");
    for (String name : List.of("compose.yaml", "README.md")) {
      List<String> named =
          PLANNED
              .matcher(Files.readString(DIRECTORY.resolve(name)))
              .results()
              .map((MatchResult found) -> found.group(1))
              .toList();
      assertThat(named).isNotEmpty();
      assertThat(plan.files().keySet()).containsAll(named);
    }
  }

  @Test
  void compose_anchors_areResolvedAndNobodyMakesAFirstNode() throws IOException {
    String text = Files.readString(DIRECTORY.resolve("compose.yaml"));
    Object compose = yaml().load(text);
    JsonNode services = JSON.<JsonNode>valueToTree(compose).path("services");

    assertThat(services.size()).isEqualTo(16);
    assertThat(text).doesNotContain("wsrep-new-cluster");
    for (JsonNode service : services) {
      assertThat(service.path("cap_drop").toString()).isEqualTo("[\"ALL\"]");
      assertThat(service.path("security_opt").toString()).contains("no-new-privileges");
    }
    assertThat(services.at("/db-1/restart").asText()).isEqualTo("no");
  }

  @Test
  void database_pods_comeOneByOneAndApart() throws IOException {
    JsonNode spec = named("StatefulSet", "db").path("spec");

    assertThat(spec.path("podManagementPolicy").asText()).isEqualTo("OrderedReady");
    assertThat(spec.path("replicas").asInt()).isEqualTo(3);
    assertThat(spec.at("/updateStrategy/type").asText()).isEqualTo("OnDelete");
    assertThat(
            spec.at(
                    "/template/spec/affinity/podAntiAffinity"
                        + "/requiredDuringSchedulingIgnoredDuringExecution/0/topologyKey")
                .asText())
        .isEqualTo("kubernetes.io/hostname");
    assertThat(named("PodDisruptionBudget", "db").at("/spec/maxUnavailable").asInt()).isEqualTo(1);
    // Once, and only where a person named the pod.
    assertThat(spec.toString()).containsOnlyOnce("wsrep-new-cluster").contains("/first/node");
    assertThat(spec.at("/template/spec/containers/0").has("livenessProbe")).isFalse();
  }

  @Test
  void pods_all_mayDoLittle() throws IOException {
    for (String name : List.of("db", "app", "relay", "va")) {
      JsonNode pod = named("StatefulSet", name).at("/spec/template/spec");
      assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
      Stream<JsonNode> containers = pod.path("containers").valueStream();
      assertThat(containers)
          .allSatisfy(container -> {
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
            assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
          });
    }
  }

  private static JsonNode services() throws IOException {
    Object compose = yaml().load(Files.readString(DIRECTORY.resolve("compose.yaml")));
    return JSON.<JsonNode>valueToTree(compose).path("services");
  }

  /** Each runs on the files that the plan has for it, where its settings look for the others. */
  @Test
  void relayAndValidation_haveTheFilesOfThePlan() throws IOException {
    ClusterPlan plan = ClusterPlanTest.plan(Hosts.USUAL);
    for (String copy : List.of("relay-1", "va-1")) {
      assertThat(services().at("/" + copy + "/volumes").toString())
          .contains("./plan/" + copy + "/60-jitsuin.cnf:/etc/mysql/conf.d/60-jitsuin.cnf:ro")
          .contains(":/etc/mysql/jitsuin");
      assertThat(plan.files().get(copy + "/60-jitsuin.cnf")).contains("replicate_wild_do_table");
    }
    String settings = plan.files().get("va-1/settings.properties");
    JsonNode prepare = services().path("va-1-prepare");
    assertThat(prepare.path("volumes").toString())
        .contains("./plan/va-1/settings.properties:/var/lib/jitsuin/home/settings.properties:ro");
    for (String place : List.of("/etc/jitsuin/db-home", "/etc/jitsuin/db-ca.pem")) {
      assertThat(settings).contains(place);
      assertThat(prepare.toString()).contains(place);
      assertThat(named("StatefulSet", "va").toString()).contains(place);
    }
    // Beside its replica, which is bound to this address and reached by nobody else.
    assertThat(settings).contains("jdbc:mariadb://127.0.0.1:3306/");
    for (String server : List.of("va-1-prepare", "va-1-server")) {
      assertThat(services().at("/" + server + "/network_mode").asText()).isEqualTo("service:va-1");
    }
  }

  /** What stands outside has no password of the authority's administrator, nor of a node. */
  @Test
  void relayAndValidation_haveNoPasswordOfTheCluster() throws IOException {
    for (String outside : List.of("relay-1", "va-1", "va-1-prepare", "va-1-server")) {
      assertThat(services().path(outside).toString())
          .as(outside)
          .doesNotContain("db-root-password", "DB_ADMIN", "keys/db-");
    }
    for (String outside : List.of("relay", "va")) {
      assertThat(named("StatefulSet", outside).toString())
          .as(outside)
          .doesNotContain("db-root-password", "DB_ADMIN", "db-keys");
    }
  }

  /** They name files of secrets, and have none in them. */
  @Test
  void secrets_areInNoFile() throws IOException {
    Object compose = yaml().load(Files.readString(DIRECTORY.resolve("compose.yaml")));
    assertThat(JSON.<JsonNode>valueToTree(compose).path("secrets").valueStream())
        .isNotEmpty()
        .allSatisfy(secret -> {
          assertThat(secret.size()).isOne();
          assertThat(secret.path("file").asText()).startsWith("./secrets/");
        });
    assertThat(documents()).noneMatch(one -> one.path("kind").asText().equals("Secret"));
    for (JsonNode service : services()) {
      service
          .path("environment")
          .propertyStream()
          .filter(variable -> variable.getKey().contains("PASSWORD"))
          .forEach(
              variable -> assertThat(variable.getValue().asText()).startsWith("/run/secrets/"));
    }
  }

  /** Out of what everybody reaches three doors lead inwards. */
  @Test
  void validation_reachesRelayNodesAndServersAlone() throws IOException {
    JsonNode policy = named("NetworkPolicy", "va").path("spec");
    assertThat(policy.at("/policyTypes").toString()).contains("Egress", "Ingress");
    assertThat(policy.at("/ingress/0/ports").toString()).isEqualTo("[{\"port\":8080}]");
    List<String> ways =
        policy
            .path("egress")
            .valueStream()
            .filter(way -> way.has("to"))
            .map(way -> way.findValue("podSelector") + " " + way.path("ports"))
            .toList();
    assertThat(ways).hasSize(2);
    assertThat(ways.getFirst()).contains("relay", "db", "3306").doesNotContain("9200", "4567");
    assertThat(ways.getLast()).contains("app", "8080");
    assertThat(named("NetworkPolicy", "relay").at("/spec/ingress/0/from").toString())
        .contains("\"va\"");
  }
}
