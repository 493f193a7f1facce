package org.jitsuin.ca.power;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That what {@code docs/audit.md} answers to catalogues of requirements is there: each test that it
 * names, and each part of a document; and likewise in the pages about powers, incidents and OCSP.
 */
class AuditMapTest {
  private static final Path DOCUMENTS = Path.of("..", "docs");
  private static final Pattern TEST = Pattern.compile("`((?:[a-z]+\\.)*[A-Z]\\w+#\\w+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([\\w.-]*)(?:#([^)]*))?\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

  /** Rows of the two catalogues, without the heads of the tables. */
  private static List<String> rows() {
    String text = text(DOCUMENTS.resolve("audit.md"));
    String part =
        text.substring(
            text.indexOf("## What is asked of a CA"), text.indexOf("## What is not proved"));
    return part.lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
        .filter(line -> !line.endsWith("| Shown by |"))
        .toList();
  }

  @Test
  void rows_thatPromiseSomething_nameATest() {
    assertThat(rows()).hasSizeGreaterThan(70);
    assertThat(rows())
        .allSatisfy(row ->
            assertThat(
                    TEST.matcher(row).find()
                        || row.contains("**Operator**")
                        || row.contains("**open**"))
                .as(row)
                .isTrue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit.md", "incident.md", "rfc9919.md"})
  void document_eachTestThatItNames_isThere(String document) {
    TestReferences tests = TestReferences.ofTheCheckout();
    List<String> named =
        TEST.matcher(text(DOCUMENTS.resolve(document))).results().map(one -> one.group(1)).toList();
    assertThat(named).isNotEmpty();
    assertThat(named.stream().map(tests::problem).flatMap(Optional::stream)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit.md", "incident.md", "powers.md", "rfc9919.md"})
  void document_eachPartThatItPointsTo_isThere(String document) {
    List<MatchResult> links = LINK.matcher(text(DOCUMENTS.resolve(document))).results().toList();
    assertThat(links).isNotEmpty();
    assertThat(links.stream().filter(link -> !leads(document, link)).map(MatchResult::group))
        .isEmpty();
  }

  private static boolean leads(String document, MatchResult link) {
    Path target = DOCUMENTS.resolve(link.group(1).isEmpty() ? document : link.group(1));
    return Files.exists(target)
        && (link.group(2) == null || anchors(target).contains(link.group(2)));
  }

  /** As the hosts of such documents make them from headings. */
  private static List<String> anchors(Path document) {
    return HEADING
        .matcher(text(document))
        .results()
        .map(one -> one.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
