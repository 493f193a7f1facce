package org.jitsuin.ca.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.AuditEntry;
import org.jitsuin.audit.entry.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The format of audit entries, kind by kind, byte for byte. Entries are kept for decades and others
 * check them: where a test fails here, the format must get a new version number and the old golden
 * files stay.
 */
class AuditFormatTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "audit-format.md");
  private static final Pattern AS_ANOTHER = Pattern.compile("^as `([a-z-]+)`");

  static Stream<AuditEntry> entries() {
    return ActExamples.entries();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void encoded_eachKindOfAct_isItsGoldenFile(AuditEntry entry) throws IOException {
    assertThat(text(entry)).isEqualTo(golden(entry.kind()));
  }

  @ParameterizedTest
  @MethodSource("org.jitsuin.ca.record.ActExamples#variants")
  void encoded_variant_isItsGoldenFile(String variant, AuditEntry entry) throws IOException {
    assertThat(text(entry)).isEqualTo(golden(entry.kind() + "." + variant));
  }

  private static String text(AuditEntry entry) {
    return new String(entry.encoded(), StandardCharsets.UTF_8) + "\n";
  }

  private static String golden(String name) throws IOException {
    try (InputStream file = AuditFormatTest.class.getResourceAsStream("/audit/" + name + ".json")) {
      assertThat(file).as("golden file of " + name).isNotNull();
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** All that are declared anywhere below: an act without an example has no golden file. */
  @Test
  void entries_ofThisTest_areOneOfEachAct() {
    assertThat(entries().map(entry -> entry.act().getClass().getName()))
        .containsExactlyInAnyOrderElementsOf(
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.jitsuin")
                    .stream()
                    .filter(type -> type.isAssignableTo(AuditAct.class) && !type.isInterface())
                    .map(JavaClass::getName)
                    .toList());
    assertThat(entries().map(AuditEntry::kind)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void kind_asColumn_fitsIntoFortyAsciiCharacters(AuditEntry entry) {
    assertThat(entry.kind()).matches("[a-z-]{1,40}");
    assertThat(entry.act().getClass()).hasAnnotation(Kind.class);
  }

  /** It is what an entry is found by. */
  @ParameterizedTest
  @MethodSource("entries")
  void card_ofAct_isWhatItsDetailNames(AuditEntry entry) throws IOException {
    String card = new ObjectMapper().readTree(entry.encoded()).at("/detail/card").asText();
    assertThat(entry.card().orElse("")).isEqualTo(card);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void document_eachKindOfAct_namesItsMembers(AuditEntry entry) throws IOException {
    List<String> lines = Files.readAllLines(DOCUMENT);
    String said = said(lines, entry.kind());
    Matcher other = AS_ANOTHER.matcher(said);
    String members = other.find() ? said + said(lines, other.group(1)) : said;
    for (RecordComponent component : entry.act().getClass().getRecordComponents()) {
      assertThat(members).as(entry.kind()).contains("`" + component.getName() + "`");
    }
  }

  /** What stands in the table of acts beside a kind. */
  private static String said(List<String> lines, String kind) {
    List<String> rows =
        lines.stream()
            .filter(line -> line.startsWith("| `"))
            .filter(line -> line.split(" \\| ", 2)[0].contains("`" + kind + "`"))
            .toList();
    assertThat(rows).as("rows of " + kind + " in " + DOCUMENT).hasSize(1);
    return rows.getFirst().split(" \\| ", 2)[1];
  }
}
