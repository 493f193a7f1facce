package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jitsuin.ca.power.PlaceActors;
import org.jitsuin.ca.power.PlaceActors.Place;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The auditor's page of powers, on the deployed server, beside what that server really has. */
@Tag("deployed")
class PowersIT extends DeployedServerTest {
  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  @Test
  void powers_forAuditors_tellOfEveryKindOfActor() throws IOException {
    JsonNode actors = StaffClient.of(installation(), "auditor").get("/powers").body().get("actors");
    assertThat(actors.findValuesAsText("kind"))
        .contains("role", "person", "process", "database-user", "token", "place");
    assertThat(actors.findValuesAsText("id"))
        .contains("office-clerk", "custodian", "ca-core", "jitsuin_ca", "token-ca", "secrets");
  }

  @Test
  void openapi_ofPowers_isTyped() throws IOException {
    String address = installation().settings().httpAddress() + "/openapi";
    JsonNode document =
        new YAMLMapper().readTree(Shell.run(installation().home(), "curl", "-s", address).output());
    JsonNode schema =
        document.at("/paths/~1api~1v1~1powers/get/responses/200/content/application~1json/schema");
    assertThat(schema.get("$ref").asText()).isEqualTo("#/components/schemas/Powers");
    assertThat(document.at("/components/schemas/PowersActor/properties").properties())
        .extracting(Map.Entry::getKey)
        .contains("alone", "withSecondPerson", "never", "compromise");
  }

  /** A file is out of reach by its own mode, or by that of a directory above it. */
  @Test
  void places_thatAreForTheirOwner_areReadByNobodyElse() throws IOException {
    for (Place place : PlaceActors.places()) {
      Path path = installation().home().resolve(place.name());
      // Some are there on some servers only.
      if (place.secret() && Files.exists(path)) {
        assertThat(readable(path)).as(place.name()).isEmpty();
      }
    }
    Path open = Files.createTempDirectory(installation().home(), "open-");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path file = Files.writeString(open.resolve("file"), "x");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(readable(open)).containsExactly(file);
  }

  private static List<Path> readable(Path path) throws IOException {
    if (closed(path)) {
      return List.of();
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return List.of(path);
    }
    try (Stream<Path> below = Files.list(path)) {
      return below
          .flatMap(one -> {
            try {
              return readable(one).stream();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .toList();
    }
  }

  private static boolean closed(Path path) throws IOException {
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    return permissions.stream().noneMatch(OF_OTHERS::contains);
  }
}
