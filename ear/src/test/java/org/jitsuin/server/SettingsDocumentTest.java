package org.jitsuin.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.KnownSettings;
import org.jitsuin.base.settings.Setting;
import org.jitsuin.ca.CaSettings;
import org.jitsuin.crl.CrlSettings;
import org.jitsuin.launcher.installation.LauncherSettings;
import org.jitsuin.ocsp.OcspSettings;
import org.jitsuin.repository.RepositorySettings;
import org.junit.jupiter.api.Test;

/** The settings of all modules, beside what the documents and the server say of them. */
class SettingsDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "operation.md");
  private static final Path SERVER = Path.of("src", "main", "server", "configure.cli");
  private static final Pattern KEY = Pattern.compile("`(jitsuin\\.[a-z0-9.{},-]+)`");
  private static final Pattern EXPRESSION =
      Pattern.compile("\\$\\{(jitsuin\\.[a-z0-9.-]+):([^}]*)\\}");

  /** Their defaults depend on the machine, and are told in words. */
  private static final Set<String> IN_WORDS = Set.of(BaseSettings.PKCS11_THREADS.key());

  private static List<Setting<?>> all() {
    return Stream.of(
            BaseSettings.all(),
            CaSettings.all(),
            OcspSettings.all(),
            CrlSettings.all(),
            RepositorySettings.all(),
            LauncherSettings.all())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void lists_together_areTheKnownSettings_eachOnce() {
    assertThat(all())
        .extracting(Setting::key)
        .containsExactlyInAnyOrderElementsOf(KnownSettings.keys());
  }

  @Test
  void operation_defaults_areTheDeclaredOnes() throws IOException {
    Map<String, String> documented = documented();

    assertThat(documented).containsOnlyKeys(KnownSettings.keys());
    for (Setting<?> setting : all()) {
      if (!IN_WORDS.contains(setting.key())) {
        setting
            .standard()
            .ifPresent(value ->
                assertThat(documented.get(setting.key())).as(setting.key()).isEqualTo(value));
      }
    }
  }

  @Test
  void server_defaults_areTheDeclaredOnes() throws IOException {
    Map<String, String> declared = new HashMap<>();
    all()
        .forEach(
            setting -> setting.standard().ifPresent(value -> declared.put(setting.key(), value)));
    List<MatchResult> found =
        EXPRESSION
            .matcher(Files.readString(SERVER))
            .results()
            .filter(expression -> declared.containsKey(expression.group(1)))
            .toList();

    assertThat(found).hasSizeGreaterThan(8);
    assertThat(found)
        .allSatisfy(expression ->
            assertThat(expression.group(2)).isEqualTo(declared.get(expression.group(1))));
  }

  /** Defaults by key; those in words as they stand there. */
  private static Map<String, String> documented() throws IOException {
    Map<String, String> defaults = new HashMap<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      String[] cells = line.split("\\|", -1);
      if (line.startsWith("| `jitsuin.")) {
        List<String> keys =
            KEY.matcher(cells[1]).results().flatMap(key -> expanded(key.group(1))).toList();
        String[] values = cells[2].strip().split(", ", -1);
        for (int i = 0; i < keys.size(); i++) {
          String value = values.length == keys.size() ? values[i] : cells[2];
          defaults.put(keys.get(i), value.replaceFirst(" \\(.*", "").replace("`", "").strip());
        }
      }
    }
    return defaults;
  }

  /** {@code a.{b,c}.d} is {@code a.b.d} and {@code a.c.d}. */
  private static Stream<String> expanded(String pattern) {
    Matcher braces = Pattern.compile("\\{([^}]*)\\}").matcher(pattern);
    if (!braces.find()) {
      return Stream.of(pattern);
    }
    List<Stream<String>> all = new ArrayList<>();
    for (String choice : braces.group(1).split(",", -1)) {
      all.add(
          expanded(
              pattern.substring(0, braces.start()) + choice + pattern.substring(braces.end())));
    }
    return all.stream().flatMap(part -> part);
  }
}
