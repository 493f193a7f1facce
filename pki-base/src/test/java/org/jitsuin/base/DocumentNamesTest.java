package org.jitsuin.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that lead newcomers into the code name types and files that are there. */
class DocumentNamesTest {
  /** A type in code quotes, perhaps with a member of it. */
  private static final Pattern TYPE =
      Pattern.compile("`([A-Z][a-z][A-Za-z0-9]*)(?:\\.([A-Za-z_]+))?`");

  /** A source path in code quotes, or the target of a link without what follows a number sign. */
  private static final Pattern FILE =
      Pattern.compile("`([a-z-]+/src/[A-Za-z0-9_./-]+)`|\\]\\(([A-Za-z0-9_./-]+)(?:#[^)]*)?\\)");

  /** Names in code quotes that are not types of this repository. */
  private static final Set<String> ELSEWHERE = Set.of("DefaultLocale", "Instant", "Locale");

  /** The source files of each type name; modules may use one name twice. */
  private static final Map<String, List<Path>> SOURCES =
      Checkout.sources("src").stream()
          .collect(
              Collectors.groupingBy(file -> file.getFileName().toString().replace(".java", "")));

  @ParameterizedTest
  @ValueSource(
      strings = {"CONTRIBUTING.md", "docs/glossary.md", "docs/architecture.md", "docs/card.md"})
  void document_namedTypes_areInTheCode(String document) {
    List<String> missing =
        TYPE.matcher(Checkout.text(document))
            .results()
            .filter(found -> !ELSEWHERE.contains(found.group(1)))
            .filter(found -> !isThere(found.group(1), Optional.ofNullable(found.group(2))))
            .map(MatchResult::group)
            .toList();
    assertThat(missing).isEmpty();
  }

  private static boolean isThere(String type, Optional<String> member) {
    return SOURCES.getOrDefault(type, List.of()).stream()
        .anyMatch(file -> member.map(name -> names(file, name)).orElse(true));
  }

  private static boolean names(Path file, String member) {
    return Pattern.compile("\\b" + member + "\\b").matcher(Checkout.text(file)).find();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "docs/glossary.md",
        "docs/architecture.md",
        "docs/card.md",
        "docs/messages.md",
        "docs/operation.md"
      })
  void document_namedFiles_areThere(String document) {
    Path directory = Checkout.ROOT.resolve(document).getParent();
    List<Path> missing =
        FILE.matcher(Checkout.text(document))
            .results()
            .map(found -> place(directory, found))
            .filter(path -> !Files.exists(path))
            .toList();
    assertThat(missing).isEmpty();
  }

  private static Path place(Path directory, MatchResult found) {
    return found.group(1) != null
        ? Checkout.ROOT.resolve(found.group(1))
        : directory.resolve(found.group(2));
  }
}
