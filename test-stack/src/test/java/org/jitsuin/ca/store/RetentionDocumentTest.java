package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jitsuin.ca.retention.ErasureGround;
import org.jitsuin.ca.retention.RecordKind;
import org.jitsuin.testing.TestStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of every table it is written what becomes of it: whoever adds one thinks of its end. */
@Tag("stack")
class RetentionDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "retention.md");

  private static List<String> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream().filter(line -> line.startsWith("| `")).toList();
  }

  private static List<String> cells() throws IOException {
    return rows().stream().map(row -> row.split(" \\| ", 2)[0]).toList();
  }

  @Test
  void document_everyTable_hasARow() throws IOException {
    List<String> tables =
        TestStack.shared()
            .jdbi("admin")
            .withHandle(handle ->
                handle
                    .createQuery(
                        """
                        SELECT CONCAT(table_schema, '.', table_name) FROM information_schema.tables
                        WHERE table_schema IN ('ca', 'status', 'audit')
                          AND table_type = 'BASE TABLE' AND table_name <> 'schema_history'
                        """)
                    .mapTo(String.class)
                    .list());
    String all = String.join("\n", cells());
    assertThat(tables)
        .hasSizeGreaterThan(40)
        .allSatisfy(table -> assertThat(all).contains("`" + table + "`"));
  }

  @Test
  void document_everyKindOfRecordAndGround_isNamed() throws IOException {
    String all = String.join("\n", rows());
    assertThat(Arrays.stream(RecordKind.values()).map(RecordKind::id))
        .allSatisfy(id -> assertThat(all).contains("`" + id + "`"));
    assertThat(Arrays.stream(ErasureGround.values()).map(ErasureGround::id))
        .allSatisfy(id -> assertThat(all).contains("`" + id + "`"));
  }
}
