package org.jitsuin.cluster.trial;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jitsuin.cluster.bed.DatabaseNode;
import org.jitsuin.cluster.bed.Machine;
import org.jitsuin.cluster.bed.Server;
import org.jitsuin.installation.setup.SetupFailure;
import org.jitsuin.installation.setup.SystemCommand;

/** What is done to processes of a bed. */
final class Signals {
  private Signals() {}

  static void pause(Duration time) {
    Office.pause(time.toMillis());
  }

  /** The process of a database. */
  static ProcessHandle database(Machine machine) {
    Optional<ProcessHandle> process = machine.process(DatabaseNode.PROCESS);
    return process.orElseThrow(() -> new SetupFailure("a database does not run"));
  }

  static ProcessHandle of(Server server) {
    return server.process().orElseThrow(() -> new SetupFailure(server.host().name() + " is gone"));
  }

  static void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  static void send(String signal, ProcessHandle process) {
    String _ =
        SystemCommand.run(
            List.of(
                SystemCommand.find("kill", "procps").toString(),
                "-" + signal,
                Long.toString(process.pid())),
            List.of());
  }

  static void freeze(ProcessHandle process, Duration time) {
    send("STOP", process);
    try {
      pause(time);
    } finally {
      send("CONT", process);
    }
  }
}
