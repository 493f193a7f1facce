package org.jitsuin.launcher.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jitsuin.base.model.Authority;
import org.jitsuin.installation.setup.SetupFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists for mass revocations, from a file to a server that says what it was told. */
class RevocationListDeskTest {
  @TempDir private Path directory;
  private final List<String> told = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();
  private final List<Long> brought = new ArrayList<>();

  private JsonNode post(String path, JsonNode body, String key) {
    assertThat(keys.add(key)).isTrue();
    told.add(path + " " + shown(body));
    return JsonNodeFactory.instance.objectNode().put("list", "l-1");
  }

  /** Of many lines how many there are. */
  private static String shown(JsonNode body) {
    return body.path("lines").size() > 3
        ? "%s+%s".formatted(body.path("first"), body.path("lines").size())
        : body.toString();
  }

  private String bring(ListFile file) {
    return new RevocationListDesk(this::post)
        .bring(file, Authority.SIGNATURE, "serials", brought::add);
  }

  private ListFile file(String text) throws IOException {
    return ListFile.read(Files.writeString(directory.resolve("list.txt"), text));
  }

  /** The hash is that of {@code printf '0a\nb2\n' | sha256sum}. */
  @Test
  void bring_shortList_isSortedAndSealed() throws IOException {
    assertThat(bring(file("B2\r\n\n 0a\n"))).isEqualTo("l-1");

    assertThat(told)
        .containsExactly(
            "revocation-lists {\"authority\":\"signature\",\"by\":\"serials\"}",
            "revocation-lists/l-1/parts {\"first\":1,\"lines\":[\"0a\",\"b2\"]}",
            "revocation-lists/l-1/seal {\"entries\":2,\"sha256\":\"2d99c7a04734ce7df2773dbb9ddb6e223514c50609f217d6212712cddbe817be\"}");
  }

  @Test
  void bring_longList_comesInParts() throws IOException {
    String lines =
        IntStream.range(0, 20_001)
            .mapToObj(number -> String.format(Locale.ROOT, "%08x", number))
            .collect(Collectors.joining("\n"));

    String _ = bring(file(lines));

    assertThat(told.subList(1, 4))
        .containsExactly(
            "revocation-lists/l-1/parts 1+10000",
            "revocation-lists/l-1/parts 10001+10000",
            "revocation-lists/l-1/parts {\"first\":20001,\"lines\":[\"00004e20\"]}");
    assertThat(brought).containsExactly(10_000L, 20_000L, 20_001L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "0a\n0g\n", "abc\n", "0a\n0A\n", "0a,0b\n", "署名\n"})
  void read_otherwise_isRefused(String text) {
    assertThatExceptionOfType(SetupFailure.class).isThrownBy(() -> file(text));
  }

  /** So that it is found in a file of a million lines. */
  @Test
  void read_malformedLine_isNamed() {
    assertThatExceptionOfType(SetupFailure.class)
        .isThrownBy(() -> file("0a\n\nx\n"))
        .withMessageContaining("line 3 of");
  }
}
