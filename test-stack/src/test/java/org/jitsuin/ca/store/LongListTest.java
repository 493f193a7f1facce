package org.jitsuin.ca.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * MariaDB makes a table of a list of 1,000 values or more, and then looks up each row of the other
 * table in it: with two million certificates that took fifty times as long as to look up the values
 * themselves. The connections forbid it.
 */
@Tag("stack")
class LongListTest {
  private static final Path SERVER = Path.of("../ear/src/main/server/configure.cli");
  private static final int SHORT = 10;
  private static final int LONG = 1_000;

  @Test
  void dossiers_ofManyResidents_makeNoMoreTablesThanThoseOfFew() {
    Undone.transaction(handle -> {
      List<String> all = ids(LONG);
      ResidentTable.insert(handle, all.stream().map(DossierTablesTest::named).toList());
      assertThat(tables(handle, all)).isEqualTo(tables(handle, all.subList(0, SHORT)));
    });
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "long-list-" + i).toList();
  }

  /** Returns how many temporary tables the database makes to lock and read those dossiers. */
  private static long tables(Handle handle, List<String> ids) {
    long before = SessionStatus.counter(handle, "Created_tmp_tables");
    assertThat(Dossiers.lock(handle, ids)).hasSameSizeAs(ids);
    return SessionStatus.counter(handle, "Created_tmp_tables") - before;
  }

  @ParameterizedTest
  @ValueSource(strings = {"CaDS", "CrlDS"})
  void connections_ofTheServer_makeNoTablesOfLists(String source) {
    assertThat(SERVER)
        .content()
        .containsPattern(
            "data-source="
                + source
                + "/connection-properties=sessionVariables:add\\(value=\"[^\"]*"
                + "in_predicate_conversion_threshold=0");
  }
}
