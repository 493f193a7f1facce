package org.jitsuin.installation.ceremony;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.ca.store.CeremonyRecordTable;
import org.jitsuin.ca.store.KeptCeremonyRecord;
import org.jitsuin.installation.setup.Secrets;

/**
 * The records of ceremonies as files to be read and signed: {@code ceremony/1-foundation.json}, and
 * beside it a text for people. The database has them; what is lost is written anew.
 */
public final class RecordFiles {
  private RecordFiles() {}

  /** Writes those that are not there. */
  public static void write(Jdbi database, Path output) {
    for (KeptCeremonyRecord row : database.withHandle(CeremonyRecordTable::all)) {
      Path file = output.resolve("ceremony").resolve(row.number() + "-" + row.ceremony() + ".json");
      if (!Files.exists(file)) {
        Secrets.write(file, row.body().bytes());
        Secrets.write(
            file.resolveSibling(row.number() + "-" + row.ceremony() + ".txt"),
            RecordText.of(row.body()).getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
