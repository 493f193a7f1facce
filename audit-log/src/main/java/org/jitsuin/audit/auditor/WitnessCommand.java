package org.jitsuin.audit.auditor;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jitsuin.audit.auditor.Options.UsageError;
import org.jitsuin.audit.tlog.Cosigner;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.Witness;
import org.jitsuin.base.time.Clocks;

/** Runs a witness until it is ended. */
final class WitnessCommand {
  static final String USAGE =
      """
        witness --name NAME --directory DIRECTORY --log KEY|FILE [--log KEY|FILE]...
               [--bind ADDRESS] [--port PORT]   127.0.0.1 and 8095 unless they are given
      """;

  private static final Set<String> OPTIONS =
      Set.of("--name", "--directory", "--log", "--bind", "--port");

  private WitnessCommand() {}

  static int run(List<String> arguments, PrintStream out) {
    Options options = new Options(arguments, OPTIONS);
    options.words(0);
    List<NoteKey> logs = options.all("--log").stream().map(Keys::read).toList();
    if (logs.isEmpty()) {
      throw new UsageError("--log is missing");
    }
    WitnessFiles files = new WitnessFiles(Path.of(options.required("--directory")));
    Cosigner cosigner = files.cosigner(options.required("--name"));
    InetSocketAddress address =
        new InetSocketAddress(options.one("--bind").orElse("127.0.0.1"), port(options));
    Witness witness = new Witness(logs, cosigner, files, Clocks.system());
    try (WitnessServer server = WitnessServer.start(witness, address)) {
      out.println("witness " + cosigner.key());
      out.println(
          "listens at http://" + options.one("--bind").orElse("127.0.0.1") + ":" + server.port());
      out.flush();
      server.await();
      return 0;
    }
  }

  private static int port(Options options) {
    String port = options.one("--port").orElse("8095");
    if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new UsageError("--port is a number up to 65535");
    }
    return Integer.parseInt(port);
  }
}
