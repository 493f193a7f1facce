package org.jitsuin.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that lead newcomers into the code name types and files that are there. */
class DocumentNamesTest {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  /** A type in code quotes, perhaps with a member of it. */
  private static final Pattern TYPE =
      Pattern.compile("`([A-Z][a-z][A-Za-z0-9]*)(?:\\.([A-Za-z_]+))?`");

  /** A source path in code quotes, or the target of a link without what follows a number sign. */
  private static final Pattern FILE =
      Pattern.compile("`([a-z-]+/src/[A-Za-z0-9_./-]+)`|\\]\\(([A-Za-z0-9_./-]+)(?:#[^)]*)?\\)");

  /** Names in code quotes that are not types of this repository. */
  private static final Set<String> ELSEWHERE = Set.of("DefaultLocale", "Instant", "Locale");

  /** The source files of each type name; modules may use one name twice. */
  private static final Map<String, List<Path>> SOURCES = sources();

  private static Map<String, List<Path>> sources() {
    try (Stream<Path> modules = Files.list(CHECKOUT)) {
      return modules
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(DocumentNamesTest::javaFiles)
          .collect(
              Collectors.groupingBy(file -> file.getFileName().toString().replace(".java", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path directory) {
    try {
      return Files.walk(directory).filter(file -> file.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONTRIBUTING.md", "docs/glossary.md", "docs/architecture.md"})
  void document_namedTypes_areInTheCode(String document) throws IOException {
    TreeSet<String> missing = new TreeSet<>();
    TYPE.matcher(text(document))
        .results()
        .filter(found -> !ELSEWHERE.contains(found.group(1)))
        .filter(found -> !isThere(found.group(1), found.group(2)))
        .forEach(found -> missing.add(found.group()));
    assertThat(missing).isEmpty();
  }

  private static boolean isThere(String type, String member) {
    return SOURCES.getOrDefault(type, List.of()).stream()
        .anyMatch(file -> member == null || names(file, member));
  }

  private static boolean names(Path file, String member) {
    try {
      return Pattern.compile("\\b" + member + "\\b").matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "docs/glossary.md",
        "docs/architecture.md",
        "docs/operation.md"
      })
  void document_namedFiles_areThere(String document) throws IOException {
    Path directory = CHECKOUT.resolve(document).getParent();
    TreeSet<String> missing = new TreeSet<>();
    FILE.matcher(text(document))
        .results()
        .map(found ->
            found.group(1) != null
                ? CHECKOUT.resolve(found.group(1))
                : directory.resolve(found.group(2)))
        .filter(path -> !Files.exists(path))
        .forEach(path -> missing.add(CHECKOUT.relativize(path.normalize()).toString()));
    assertThat(missing).isEmpty();
  }

  private static String text(String document) throws IOException {
    return Files.readString(CHECKOUT.resolve(document), StandardCharsets.UTF_8);
  }
}
