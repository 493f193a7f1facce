package org.jitsuin.ca.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.Indexer;
import org.jitsuin.ca.api.http.DirectAct;
import org.jitsuin.ca.outcome.RefusalCode;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/openapi.json} is what the server makes of the classes, and says of everything what it
 * is. With the system property {@code jitsuin.docs=write} it is written anew instead. Whether the
 * server answers so, the deployed tests look at each answer.
 */
class ApiDocumentTest {
  private static final java.nio.file.Path DOCUMENT =
      java.nio.file.Path.of("").toAbsolutePath().getParent().resolve("docs/openapi.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern REFERENCE = Pattern.compile("#/components/(\\w+)/(\\w+)");

  /** What is typed as far as anybody can say: members of entries, by their kinds. */
  private static final Set<String> OPEN =
      Set.of("/components/schemas/LoggedEntry/properties/detail");

  private static final JavaClasses API =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.jitsuin.ca");

  private static final String TEXT = text();
  private static final JsonNode WHOLE = read(TEXT);

  private static String text() {
    return SmallRyeOpenAPI.builder()
            .withConfig(configuration())
            .withApplicationClassLoader(ApiDocumentTest.class.getClassLoader())
            .withIndex(index())
            .withContextRootResolver(_ -> "/api")
            .enableStandardStaticFiles(false)
            .build()
            .toJSON()
        + "\n";
  }

  private static Config configuration() {
    return ConfigProvider.getConfig(ApiDocumentTest.class.getClassLoader());
  }

  private static IndexView index() {
    Indexer indexer = new Indexer();
    for (JavaClass type : API) {
      URI source = type.getSource().orElseThrow().getUri();
      try (InputStream octets = source.toURL().openStream()) {
        indexer.index(octets);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return indexer.complete();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void document_whole_isWhatTheClassesSay() throws IOException {
    if ("write".equals(System.getProperty("jitsuin.docs"))) {
      Files.writeString(DOCUMENT, TEXT);
      return;
    }
    assertThat(read(Files.readString(DOCUMENT)))
        .as("docs/openapi.json; write it anew with -Djitsuin.docs=write")
        .isEqualTo(WHOLE);
  }

  @Test
  void resources_all_areListed() {
    Set<Class<?>> found =
        API.stream()
            .filter(type -> type.isAnnotatedWith(Path.class))
            .map(JavaClass::reflect)
            .collect(Collectors.toSet());
    assertThat(Set.copyOf(Resources.ALL)).isEqualTo(found);
    assertThat(Resources.ALL).doesNotHaveDuplicates();
  }

  private record Operation(String name, JsonNode node) {
    boolean acts() {
      return name.startsWith("post ");
    }
  }

  private static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    WHOLE
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(verb ->
                    operations.add(
                        new Operation(verb.getKey() + " " + path.getKey(), verb.getValue()))));
    return operations;
  }

  @Test
  void operations_each_sayWhatTheyAnswer() {
    assertThat(operations()).hasSizeGreaterThan(60);
    for (Operation operation : operations()) {
      JsonNode responses = operation.node().get("responses");
      List<String> successes =
          names(responses).stream().filter(status -> status.startsWith("2")).toList();
      assertThat(successes).as(operation.name()).isNotEmpty();
      for (String status : successes) {
        JsonNode content = responses.get(status).path("content");
        assertThat(names(content)).as(operation.name()).isNotEmpty();
        content.forEach(
            media -> assertThat(untyped(media.get("schema"), operation.name())).isEmpty());
      }
      assertThat(names(responses)).as(operation.name()).contains("400", "403", "503", "default");
    }
  }

  @Test
  void operations_each_haveANameAndASummaryOfTheirOwn() {
    assertThat(operations())
        .extracting(operation -> operation.node().path("operationId").asText())
        .doesNotHaveDuplicates()
        .doesNotContain("");
    assertThat(operations())
        .allSatisfy(
            operation -> assertThat(operation.node().path("summary").asText()).isNotEmpty());
  }

  @Test
  void acts_each_takeAKeyAndMayTellAReceipt() {
    List<String> bare = new ArrayList<>();
    for (Operation operation : operations()) {
      boolean keyed = operation.node().toString().contains("/parameters/IdempotencyKey");
      assertThat(keyed).as(operation.name()).isEqualTo(operation.acts());
      boolean receipted = operation.node().toString().contains("/schemas/Receipted");
      assertThat(receipted && !operation.acts()).as(operation.name()).isFalse();
      if (operation.acts() && !receipted) {
        bare.add(operation.node().get("operationId").asText());
      }
    }
    assertThat(bare)
        .containsExactlyInAnyOrder(
            "searchCards",
            "listCards",
            "checkConsent",
            "readConsentsOfHolder",
            "readExpiryLetters",
            "openRevocationList",
            "addToRevocationList",
            "sealRevocationList",
            "recordResidentEvent",
            "completeApplication");
    assertThat(WHOLE.at("/components/schemas/Application/properties/receipt/$ref").asText())
        .isEqualTo("#/components/schemas/Receipt");
  }

  /** Every schema, whatever it is in, says what its members are. */
  @Test
  void schemas_each_areTyped() {
    WHOLE
        .at("/components/schemas")
        .properties()
        .forEach(schema ->
            assertThat(untyped(schema.getValue(), "/components/schemas/" + schema.getKey()))
                .isEmpty());
  }

  /** The places below a schema where anything may stand. */
  private static List<String> untyped(JsonNode schema, String place) {
    List<String> found = new ArrayList<>();
    if (OPEN.contains(place)) {
      return found;
    }
    if (schema.has("$ref") || schema.has("enum")) {
      return found;
    }
    List<String> several = List.of("allOf", "anyOf", "oneOf");
    if (several.stream().anyMatch(schema::has)) {
      several.forEach(
          how -> schema.path(how).forEach(one -> found.addAll(untyped(one, place + "/" + how))));
      return found;
    }
    switch (schema.path("type").asText()) {
      case "object" -> {
        if (!schema.has("properties") && !schema.has("additionalProperties")) {
          found.add(place);
        }
        schema
            .path("properties")
            .properties()
            .forEach(member ->
                found.addAll(untyped(member.getValue(), place + "/properties/" + member.getKey())));
        if (schema.path("additionalProperties").isObject()) {
          found.addAll(untyped(schema.get("additionalProperties"), place + "/*"));
        }
      }
      case "array" -> found.addAll(untyped(schema.path("items"), place + "/items"));
      case "string", "integer", "boolean" -> {}
      default -> found.add(place);
    }
    return found;
  }

  @Test
  void references_each_leadToSomething() {
    Set<String> missing =
        REFERENCE
            .matcher(TEXT)
            .results()
            .map(found -> "/components/" + found.group(1) + "/" + found.group(2))
            .filter(place -> WHOLE.at(place).isMissingNode())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(missing).isEmpty();
  }

  @Test
  void codes_ofRefusals_areAllTold() {
    List<String> told = new ArrayList<>();
    WHOLE
        .at("/components/schemas/Problem/properties/code/enum")
        .forEach(one -> told.add(one.asText()));
    assertThat(told).doesNotHaveDuplicates().contains("SERVICE_UNAVAILABLE", "RECOVERY_NEEDED");
    for (RefusalCode code : RefusalCode.values()) {
      assertThat(told).contains(code.name());
    }
  }

  @Test
  void content_ofApplications_isThatOfTheDirectEndpoints() {
    assertThat(names(WHOLE.at("/components/schemas/ApplicationContent/properties")))
        .contains("requests", "identityCheck", "holder", "cause", "ground", "pin", "serial");
    assertThat(Resources.operations().values())
        .filteredOn(method -> method.isAnnotationPresent(DirectAct.class))
        .hasSize(8);
  }

  private record WrongView(List<? extends Number> numbers) {}

  @Test
  void schema_ofWhatNobodyKnows_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new AnswerSchemas().of(List.of(WrongView.class)));
  }

  private static List<String> names(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
