package org.jitsuin.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jitsuin.ca.model.Role;
import org.jitsuin.launcher.staff.Change;
import org.jitsuin.launcher.staff.OfficeClient;
import org.jitsuin.launcher.staff.StaffDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jitsuin staff list}: who there is, until when, and what waits for a second operator. */
@Command(
    name = "list",
    description =
        "who there is, until when, and which changes wait; also for auditors, supervisors")
final class StaffListCommand extends StaffActCommand {
  private static final List<String> HEADS =
      List.of("person", "role", "municipality", "state", "days left", "name");

  /** Names come last: nobody knows how wide a terminal shows them. */
  private static final List<String> MEMBERS =
      List.of("person", "role", "municipality", "state", "daysLeft", "name");

  @Option(names = "--json", description = "as one JSON object")
  private boolean json;

  StaffListCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run(StaffDesk desk, OfficeClient client) {
    List<JsonNode> people = desk.people(client);
    // A supervisor is not told of changes.
    List<JsonNode> open =
        client.caller().role().equals(Role.OFFICE_SUPERVISOR.id()) ? List.of() : desk.open(client);
    if (json) {
      terminal().line(object(people, open).toString());
      return ExitCode.OK;
    }
    table(people).forEach(terminal()::line);
    for (JsonNode waiting : open) {
      Change change = Change.of(waiting);
      terminal().blank();
      terminal()
          .strong(
              "  waits for a second operator: %s, proposed by %s"
                  .formatted(change.words(), change.proposedBy()));
      change.facts().forEach(terminal()::fact);
    }
    return ExitCode.OK;
  }

  private static ObjectNode object(List<JsonNode> people, List<JsonNode> open) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.putArray("staff").addAll(people);
    object.putArray("changes").addAll(open);
    return object;
  }

  private static List<String> table(List<JsonNode> people) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADS));
    for (JsonNode person : people) {
      rows.add(MEMBERS.stream().map(member -> person.path(member).asText("")).toList());
    }
    int[] widths = new int[HEADS.size() - 1];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder("  ");
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.append(row.getLast()).toString();
  }
}
