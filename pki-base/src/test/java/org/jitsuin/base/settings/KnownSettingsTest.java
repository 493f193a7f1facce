package org.jitsuin.base.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jitsuin.base.Fault;
import org.junit.jupiter.api.Test;

class KnownSettingsTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern LITERAL = Pattern.compile("\"(jitsuin\\.[a-z0-9.-]*[a-z0-9])\"");
  private static final Pattern DOCUMENTED =
      Pattern.compile("jitsuin\\.[a-z0-9.-]+(\\{[a-z0-9,-]+\\}[a-z0-9.-]*)*");

  /**
   * What looks like a key in the code and is none of a server's: the checkout, a file, a switch of
   * the tests, and how the settings of a relying party's own program begin.
   */
  private static final Set<String> NO_SETTINGS =
      Set.of("jitsuin.checkout", "jitsuin.ear", "jitsuin.test.next-release", "jitsuin.verifier");

  @Test
  void checkKeys_misspelt_saysTheNearest() {
    assertThatThrownBy(
            () -> KnownSettings.checkKeys(List.of("jitsuin.node", "jitsuin.crl.max-aeg")))
        .isInstanceOfSatisfying(
            Fault.class,
            fault ->
                assertThat(fault)
                    .hasMessageContaining("jitsuin.crl.max-aeg")
                    .hasMessageContaining("does not exist; did you mean jitsuin.crl.max-age"));
  }

  @Test
  void checkKeys_nothingLikeIt_saysThatItDoesNotExist() {
    assertThatThrownBy(() -> KnownSettings.checkKeys(List.of("colour")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("does not exist")
        .message()
        .doesNotContain("did you mean");
  }

  @Test
  void checkNames_variableMisspelt_saysTheNearestVariable() {
    assertThatThrownBy(() -> KnownSettings.checkNames(List.of("PATH", "JITSUIN_HTP_PORT")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("did you mean JITSUIN_HTTP_PORT");
  }

  @Test
  void checkNames_propertyMisspelt_saysTheNearestKey() {
    assertThatThrownBy(() -> KnownSettings.checkNames(List.of("jitsuin.htp.port")))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("did you mean jitsuin.http.port");
  }

  @Test
  void checkNames_othersAndBothForms_areLeftAlone() {
    assertThatCode(() ->
            KnownSettings.checkNames(
                List.of(
                    "PATH",
                    "java.home",
                    "JITSUIN_HOME",
                    "jitsuin.home",
                    "jitsuin.java.home",
                    "JITSUIN_CRL_MAX_AGE",
                    "jitsuin.crl.max-age",
                    "jitsuin.crl.max.age")))
        .doesNotThrowAnyException();
  }

  @Test
  void keys_everyOneInTheCode_isKnown() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Stream<Path> files = Files.walk(CHECKOUT)) {
      List<Path> sources =
          files.filter(file -> file.toString().matches(".*/src/main/java/.*\\.java")).toList();
      for (Path source : sources) {
        LITERAL
            .matcher(Files.readString(source))
            .results()
            .map(found -> found.group(1))
            .forEach(used::add);
      }
    }
    used.removeAll(NO_SETTINGS);

    assertThat(used).hasSizeGreaterThan(50);
    assertThat(KnownSettings.keys()).containsAll(used);
  }

  @Test
  void keys_andThoseOfTheDocument_areTheSame() throws IOException {
    String document = Files.readString(CHECKOUT.resolve("docs").resolve("operation.md"));
    Set<String> documented = new TreeSet<>();
    DOCUMENTED
        .matcher(document)
        .results()
        .map(MatchResult::group)
        .flatMap(KnownSettingsTest::expanded)
        .map(key -> key.replaceFirst("[.-]+$", ""))
        .forEach(documented::add);
    // Parts of a family, such as jitsuin.db.crl.*
    documented.removeIf(part ->
        KnownSettings.keys().stream()
            .anyMatch(key -> key.startsWith(part + ".") && !KnownSettings.keys().contains(part)));

    assertThat(documented).containsExactlyInAnyOrderElementsOf(KnownSettings.keys());
  }

  /** {@code a.{b,c}.d} is {@code a.b.d} and {@code a.c.d}. */
  private static Stream<String> expanded(String pattern) {
    Matcher braces = Pattern.compile("\\{([^}]*)\\}").matcher(pattern);
    if (!braces.find()) {
      return Stream.of(pattern);
    }
    String before = pattern.substring(0, braces.start());
    String after = pattern.substring(braces.end());
    return Stream.of(braces.group(1).split(",", -1))
        .flatMap(choice -> expanded(before + choice + after));
  }
}
