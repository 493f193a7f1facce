package org.jitsuin.cluster.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jitsuin.cluster.trial.check.Act;
import org.jitsuin.cluster.trial.check.History;
import org.jitsuin.cluster.trial.check.Seen;
import org.jitsuin.cluster.trial.check.Trouble;

/** The history of a trial while it comes: in memory, and in a file, one JSON object on a line. */
final class HistoryFile implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Writer file;
  private final List<Act> acts = new ArrayList<>();
  private final List<Seen> seen = new ArrayList<>();
  private final List<Trouble> troubles = new ArrayList<>();

  /**
   * @param path made anew
   */
  HistoryFile(Path path) {
    try {
      this.file = Files.newBufferedWriter(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
  }

  synchronized void add(Act act) {
    acts.add(act);
    write("act", act);
  }

  synchronized void add(Seen one) {
    seen.add(one);
    write(one.getClass().getSimpleName().toLowerCase(Locale.ROOT), one);
  }

  synchronized void add(Trouble trouble) {
    troubles.add(trouble);
    write("trouble", trouble);
  }

  private void write(String record, Object value) {
    ObjectNode line = JSON.createObjectNode().put("record", record);
    line.setAll(JSON.<ObjectNode>valueToTree(value));
    try {
      file.write(JSON.writeValueAsString(line));
      file.write('\n');
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized History history() {
    return new History(acts, seen, troubles);
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
